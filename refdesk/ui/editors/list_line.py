"""A line with a list below it, in which the keys of the line choose."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from shiboken6 import isValid

from refdesk.ui.editors.line import Line
from refdesk.ui.editors.reference_popup import FoundList
from refdesk.ui.theme import Theme

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
ARROWS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -99,
    Qt.Key.Key_PageDown: 99,
}
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ListLine(Line):
    """Keeps the list, its keys and what screen readers say of it; others say what is in it.

    Args:
        theme: colours and sizes.
        longest: how many characters can be typed.
    """

    low = False
    """Whether the list is of bare texts, in low rows."""

    def __init__(self, theme: Theme, longest: int) -> None:
        super().__init__(theme, longest)
        self._list: FoundList | None = None
        self._description = ""

    @property
    def is_open(self) -> bool:
        """Whether the list is in sight."""
        return self._list is not None and isValid(self._list) and not self._list.isHidden()

    @property
    def found(self) -> FoundList | None:
        """The list below, once it was needed."""
        return self._list

    def describe(self, description: str) -> None:
        """Keep what screen readers say while no list is open."""
        self._description = description
        self.setAccessibleDescription(description)

    def take(self, row: int) -> None:
        """Take a row of the list."""
        raise NotImplementedError

    def add(self) -> None:
        """Add what was typed; where nothing can be added, the list has no row for it."""

    def made_list(self) -> FoundList:
        """Return the list, made when it is first needed."""
        if self._list is None:
            self._list = FoundList(self._theme, self, low=self.low)
            self._list.taken.connect(self.take)
            self._list.added.connect(self.add)
            self._list.closed.connect(self._on_closed)
        return self._list

    def close_list(self) -> None:
        """Let the list go out of sight."""
        if self._list is not None and isValid(self._list):  # it goes with the window, before this
            self._list.close_up()

    def say(self) -> None:
        """Tell screen readers what is highlighted."""
        if self._list is None:
            return
        said = self._list.said()
        self.setAccessibleDescription(said)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the open list from the window's shortcuts."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.is_open
            and (event.key() in ENTER or event.key() in {*ARROWS, Qt.Key.Key_Escape})
        ):
            event.accept()
            return True
        return super().event(event)

    def _on_closed(self) -> None:
        self.set_note("")
        self.setAccessibleDescription(self._description)
