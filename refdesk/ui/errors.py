"""The one path every failure takes: a sentence for the person, and a log line without content."""

from __future__ import annotations

import logging
import sys
import threading
from collections import deque
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from refdesk.domain.errors import Cancelled, RefDeskError

if TYPE_CHECKING:
    from refdesk.ui.error_dialog import ErrorDialog
    from refdesk.ui.sentences import Sentence
    from refdesk.ui.theme import Theme

log = logging.getLogger("refdesk.errors")
MOST_WAITING = 3


class Errors(QObject):
    """Shows failures, one at a time, from whatever thread they come."""

    _arrived = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._waiting: deque[Sentence] = deque(maxlen=MOST_WAITING)
        self._dialog: ErrorDialog | None = None
        self._number = 0
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._arrived.connect(self._show_next, Qt.ConnectionType.QueuedConnection)

    def show_error(self, error: BaseException) -> None:
        """Tell the person; a bug is also logged, by type and place only."""
        if isinstance(error, Cancelled | KeyboardInterrupt | SystemExit):
            return
        from refdesk.ui.sentences import in_words, place  # noqa: PLC0415  not at start

        if not isinstance(error, RefDeskError):
            # Neither message nor arguments: they may hold what a record holds.
            log.error("%s at %s", type(error).__name__, place(error))
        sentence = in_words(error)
        shown = self._dialog.sentence if self._dialog else None
        if sentence != shown and sentence not in self._waiting:
            self._waiting.append(sentence)
            self._arrived.emit()

    def install(self) -> None:
        """Make this the end of every exception that nobody caught."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._uncaught
        threading.excepthook = lambda told: self._uncaught(told.exc_type, told.exc_value, None)
        sys.unraisablehook = lambda told: self._uncaught(
            told.exc_type, told.exc_value, told.exc_traceback
        )

    def uninstall(self) -> None:
        """Put back what was there before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _uncaught(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.show_error(error if error is not None else kind())

    @Slot()
    def _show_next(self) -> None:
        if self._dialog is not None or not self._waiting:
            return
        from refdesk.ui.error_dialog import ErrorDialog  # noqa: PLC0415  not at start

        dialog = ErrorDialog(self._theme, self._waiting.popleft(), QApplication.activeWindow())
        self._number += 1
        number = self._number
        dialog.finished.connect(self._closed)
        dialog.destroyed.connect(lambda: self._lost(number))
        self._dialog = dialog
        dialog.open()

    def forget(self) -> None:
        """Take away what is shown and what waits: it was for somebody who has locked the desk."""
        self._waiting.clear()
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            dialog.deleteLater()

    @Slot()
    def _closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self._show_next()

    def _lost(self, number: int) -> None:
        # The window below it went, and took the dialog along.
        if number == self._number and self._dialog is not None:
            self._dialog = None
            self._arrived.emit()
