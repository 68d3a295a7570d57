"""Whether what is to be called still has its widget: an answer may come after its window went."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid


def is_alive(call: Callable[..., Any]) -> bool:
    """Tell whether a call can be made: the Qt object whose method it is has not been deleted."""
    while isinstance(call, partial):
        call = call.func
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
