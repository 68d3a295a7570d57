"""The clock on the wall: tests of moments say where the clinic is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def in_ohio() -> Iterator[None]:
    """Set local time to that of Ohio, with its summer time."""
    yield from _local_time("EST5EDT,M3.2.0,M11.1.0")


@pytest.fixture
def in_arizona() -> Iterator[None]:
    """Set local time to that of Arizona, where no hour happens twice in autumn."""
    yield from _local_time("MST7")


def _local_time(zone: str) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system takes no time zone from its environment")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()
