"""The head of a referral's page: who, how it stands, its track, and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.ui.cards import Card, Line
from refdesk.ui.chips import ChipLabel
from refdesk.ui.editors.flow import Flow
from refdesk.ui.loop_track import LoopTrack
from refdesk.ui.name_link import TitleText
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from refdesk.screens.referral_page import ReferralShown
    from refdesk.ui.key_map import KeyMap
    from refdesk.ui.theme import Theme

NARROW = 560
MOST_CHIPS = 4
OTHER = "O"


class ReferralHead(Card):
    """The card at the top.

    Args:
        theme: colours and sizes.
        keys: whether single letters act.
    """

    next_asked = Signal()
    other_asked = Signal()

    def __init__(self, theme: Theme, keys: KeyMap) -> None:
        super().__init__(theme)
        self._keys = keys
        px = theme.px
        self.name = TitleText(theme, Type.TITLE)
        self.chips = [ChipLabel(theme) for _place in range(MOST_CHIPS)]
        self.reason = Text(theme, "", Type.BODY, "text2")
        self.about = Text(theme, "", Type.BODY, "text3")
        self.other_button = Button(theme, _("Other step"), icon="ellipsis", keys=OTHER)
        self.next_button = Button(theme, _("Next step"), Look.PRIMARY)
        self.track = LoopTrack(theme)
        self.setAccessibleName(_("Referral"))
        names = Flow(px(8), row_gap=px(2))
        for part in (self.name, *self.chips):
            names.addWidget(part)
        words = QVBoxLayout()
        words.setSpacing(px(3))
        named = QWidget()
        named.setLayout(names)
        words.addWidget(named)
        for label in (self.reason, self.about):
            label.setWordWrap(True)
            words.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(2))
        buttons.addWidget(self.other_button)
        buttons.addWidget(self.next_button)
        buttons.addStretch(1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setContentsMargins(px(20), px(14), px(16), px(12))
        self._top.setSpacing(px(8))
        self._top.addLayout(words, 1)
        self._top.addLayout(buttons)
        below = QVBoxLayout()
        below.setContentsMargins(px(20), px(14), px(16), px(12))
        below.addWidget(self.track)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(self._top)
        whole.addWidget(Line(theme))
        whole.addLayout(below)
        self.next_button.clicked.connect(self.next_asked)
        self.other_button.clicked.connect(self.other_asked)

    def show_head(self, shown: ReferralShown) -> None:
        """Show another referral, or the same as it stands now."""
        letters = self._keys.letters_act()
        self.name.show_whole(shown.name)
        for place, label in enumerate(self.chips):
            if place < len(shown.chips):
                label.show_chip(*shown.chips[place])
            label.setVisible(place < len(shown.chips))
        for line, words in ((self.reason, shown.reason), (self.about, shown.about)):
            line.setText(words)
            line.setVisible(bool(words))
        self.other_button.set_words(_("Other step"), OTHER if letters else "")
        step = shown.next
        if step is not None:
            self.next_button.set_words(step.words, step.letter if letters else "")
        self.next_button.setVisible(step is not None)
        self.track.show_nodes(shown.nodes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the words where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(NARROW)
        way = QBoxLayout.Direction
        self._top.setDirection(way.TopToBottom if narrow else way.LeftToRight)
