"""References: the id of a record, safe to keep and pass on without the record."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Ref(int, Generic[T]):
    """The id of a record of kind `T`."""

    __slots__ = ()
