"""The menu of undo and redo: each says what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from refdesk.i18n import _
from refdesk.services.changes import Changes
from refdesk.ui.keycaps import key_text

if TYPE_CHECKING:
    from refdesk.ui.main_window import MainWindow

LONGEST = 60


class UndoMenu(QMenu):
    """Undo, redo, and the latest changes; opens beside the button that asked for it."""

    def __init__(self, window: MainWindow, beside: QWidget) -> None:
        super().__init__(window)
        self._window, self._beside = window, beside
        self.setAccessibleName(_("Undo and redo"))
        self.aboutToHide.connect(self.deleteLater)

    def ask(self) -> None:
        """Read what can be undone, then open."""
        self._window.jobs.run_query(Changes(self._window.desk).offered, self._show)

    def _show(self, offered: tuple[str, str]) -> None:
        window, keys = self._window, self._window.keys.keys
        undo, redo = offered
        for name, what, none, words, act in (
            ("undo", undo, _("Nothing to undo"), _("Undo: {what}"), window.undo_change),
            ("redo", redo, _("Nothing to redo"), _("Redo: {what}"), window.redo),
        ):
            text = words.format(what=_short(what)) if what else none
            # The key as words: a second shortcut for it would make both dead.
            shown = f"{text.replace('&', '&&')}\t{key_text(keys(name))}"
            action = self.addAction(shown)
            action.setEnabled(bool(what))
            action.triggered.connect(act)
        self.addSeparator()
        self.addAction(_("Latest changes …")).triggered.connect(window.show_latest_changes)
        at = self._beside.mapToGlobal(QPoint(self._beside.width(), 0))
        self.popup(QPoint(at.x(), at.y() - self.sizeHint().height() + self._beside.height()))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
