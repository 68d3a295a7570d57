"""What stands where the rows of a list are: the rows, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from refdesk.ui.cards import Card
from refdesk.ui.list_states import EmptyState, Loading, PlaceHolder, Trouble

if TYPE_CHECKING:
    from refdesk.ui.find_box import FindBox
    from refdesk.ui.row_table import RowTable
    from refdesk.ui.theme import Theme


class RowPlaces(Card):
    """Shows one of its places, and leaves the keys where they can go.

    Args:
        theme: colours and sizes.
        many: what the rows are, in small letters.
        table: the rows.
        find_box: which has the keys while there are no rows.
    """

    def __init__(self, theme: Theme, many: str, table: RowTable, find_box: FindBox) -> None:
        super().__init__(theme)
        self._table, self._find_box = table, find_box
        self.empty = EmptyState(theme)
        self.trouble = Trouble(theme)
        self.loading = Loading(theme, many)
        self._lends_focus = False
        """Whether the find box has the keys only until there are rows."""
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, theme.px(4))  # the card's line, and its round corners
        self._stack = QStackedLayout()
        inside.addLayout(self._stack)
        self._places: tuple[QWidget, ...] = (table, self.empty, self.trouble, self.loading)
        for place in self._places:
            self._stack.addWidget(place)

    def put(self, place: QWidget) -> None:
        """Show one of the places; the keys that went to another go on where they can."""
        held: list[QWidget] = [self._table, self._table.header]
        held += [b for one in self._places if isinstance(one, PlaceHolder) for b in one.buttons]
        lent = self._lends_focus and self._find_box.hasFocus() and not self._find_box.text()
        had_focus = lent or any(one.hasFocus() for one in held)
        self._lends_focus = had_focus and place is not self._table
        self._stack.setCurrentWidget(place)
        if not had_focus:
            return
        if place is self._table:
            self._table.setFocus()
        else:
            self._find_box.setFocus()  # the rows are hidden, and keys must go somewhere

    def take_focus(self, *, has_rows: bool) -> None:
        """Give the keys to the rows, or to what can be done without them."""
        place = self._stack.currentWidget()
        if has_rows and place is self._table:
            self._table.setFocus()
        elif place is self.trouble:
            self.trouble.button.setFocus()
        else:
            self._find_box.setFocus()
