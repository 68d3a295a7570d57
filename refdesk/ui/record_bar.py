"""The bar above a record: which one it is, where it stands among others, and the way to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal

from refdesk.i18n import _
from refdesk.ui.page_head import PageHead
from refdesk.ui.parts import RING, Button, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.screens.referral_page import Beside
    from refdesk.ui.theme import Theme

SQUARE = 28


class ArrowButton(Button):
    """A square button with an arrow; it has its words as name and tooltip."""

    def __init__(self, theme: Theme, icon: str, words: str, keys: str) -> None:
        super().__init__(theme, "", icon=icon, height=SQUARE)
        self.setAccessibleName(words)
        self.setToolTip(_("{words}: {keys}").format(words=words, keys=keys))

    def sizeHint(self) -> QSize:
        """Return a square with the ring around it."""
        side = self._theme.px(SQUARE) + 2 * self._theme.px(RING)
        return QSize(side, side)


class RecordBar(PageHead):
    """As in "Referrals / No. 418", with "4 of 9 open loops" and two arrows.

    Args:
        theme: colours and sizes.
        above: the kind of record, in the plural.
        controls: beside what the bar has itself.
    """

    wanted = Signal(int)
    """Another record is asked for."""

    def __init__(self, theme: Theme, above: str, *controls: QWidget) -> None:
        self.beside: Beside | None = None
        self.words = Text(theme, "", Type.BODY, "text2")
        self.up = ArrowButton(theme, "chevron-up", _("The open loop before"), "Alt+Up")
        self.down = ArrowButton(theme, "chevron-down", _("The next open loop"), "Alt+Down")
        super().__init__(theme, above, "", *controls, self.words, self.up, self.down)
        for button in (self.up, self.down):
            button.setEnabled(False)  # until it is known where they lead
        self.up.clicked.connect(partial(self.ask, -1))
        self.down.clicked.connect(partial(self.ask, 1))

    def show_number(self, row_id: int) -> None:
        """Show which record it is; where it stands is not known yet."""
        self.beside = None
        self.title.show_whole(_("No. {number}").format(number=row_id))

    def show_place(self, beside: Beside) -> None:
        """Show where it stands among the others."""
        self.beside = beside
        words = _("{number} of {count} open loops") if beside.number else _("{count} open loops")
        self.words.setText(words.format(number=f"{beside.number:,}", count=f"{beside.count:,}"))
        self.up.setEnabled(bool(beside.before))
        self.down.setEnabled(bool(beside.after))

    def ask(self, step: int, _checked: object = None) -> None:
        """Ask for the one before (-1) or the next one (1), if there is one."""
        if self.beside is not None:
            row_id = self.beside.after if step > 0 else self.beside.before
            if row_id:
                self.wanted.emit(row_id)
