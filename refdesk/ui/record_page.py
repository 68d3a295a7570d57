"""What the window asks of a page that shows the records of one kind, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Signal

from refdesk.ui.host import Page

S = TypeVar("S")


class RecordPage(Page, Generic[S]):
    """Shows one record, and others after it; what it shows is read first and handed in."""

    wanted = Signal(int)
    """Another record is asked for in this one's place."""
    unknown = Signal(str)
    """A letter was pressed whose action only the window knows."""

    def reader(self, row_id: int) -> Callable[[], S]:
        """Return what reads a record, away from the window; it does not hold the page."""
        raise NotImplementedError

    def show_record(self, shown: S) -> None:
        """Show what was read."""
        raise NotImplementedError
