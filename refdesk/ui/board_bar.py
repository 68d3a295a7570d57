"""The bar above the board: which referrals are shown, how many, and what is selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.board import chosen_words
from refdesk.services.standing import Narrowing
from refdesk.ui.editors.combo import Combo
from refdesk.ui.editors.segments import Segments
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from refdesk.ui.host import Host

ROOMY = 760
"""Width in pixels at 100 % below which only what is needed most is shown."""


class BoardBar(QWidget):
    """Narrows the board, and says what stands on it.

    Args:
        host: the window.
    """

    narrowed = Signal()
    closed_asked = Signal()
    move_asked = Signal()

    def __init__(self, host: Host) -> None:
        super().__init__()
        theme = self._theme = host.theme
        px = theme.px
        self._shown = ""
        self._has_chosen = False
        self.which = Segments(
            theme, [("all", _("All")), ("urgent", _("Urgent")), ("late", _("Late"))]
        )
        self.which.say(_("Which referrals"), "")
        self.which.choose("all")
        self.provider = Combo(theme, [("", _("Every provider"))])
        self.provider.say(_("Our provider"), "")
        self.provider.choose("")
        self.words = Text(theme, "", Type.BODY, "text2")
        self.closed_button = Button(theme, "", Look.QUIET, height=26)
        keys = host.keys.keys("move_many")
        self.move_button = Button(theme, _("Move to"), keys=keys, height=26)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(8), px(20), px(4))
        row.setSpacing(px(12))
        for part in (self.which, self.provider, self.words):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.closed_button)
        row.addWidget(self.move_button)
        self.which.chosen.connect(lambda _code: self.narrowed.emit())
        self.provider.chosen.connect(lambda _code: self.narrowed.emit())
        self.closed_button.clicked.connect(self.closed_asked)
        self.move_button.clicked.connect(self.move_asked)
        self._fit()

    def narrowing(self, owner: int | None) -> Narrowing:
        """Return which referrals are shown.

        Args:
            owner: whose; everybody's where None.
        """
        which = self.which.code()
        return Narrowing(owner, which == "urgent", which == "late", self.provider.code())

    def show_words(self, words: str, providers: Sequence[str]) -> None:
        """Say how many referrals there are, and offer their providers."""
        self._shown = words
        if not self._has_chosen:
            self.words.setText(words)
        code = self.provider.code()
        options = [("", _("Every provider")), *((name, name) for name in providers)]
        if code and code not in providers:
            options.append((code, code))  # nobody's any more, but what is chosen
        self.provider.offer(options)
        self.provider.choose(code)
        self._fit()

    def show_closed(self, count: int) -> None:
        """Say how many are closed."""
        self.closed_button.set_words(_("{count} closed").format(count=f"{count:,}"))
        self._fit()

    def show_chosen(self, chosen: int, hidden: int) -> None:
        """Say how many cards are selected, and how many of them are not in sight."""
        self._has_chosen = bool(chosen)
        self.words.setText(chosen_words(chosen, hidden) if chosen else self._shown)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_roomy = self.width() >= self._theme.px(ROOMY)
        self.provider.setVisible(is_roomy and self.provider.count() > 2)
        has_words = bool(self.closed_button.text())
        self.closed_button.setVisible(has_words and (is_roomy or not self._has_chosen))
        self.move_button.setVisible(self._has_chosen)
