"""One registered panel of a record's page, drawn from its content."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.panels import FEW, Content, Deed, Face
from refdesk.screens.spec import Tone
from refdesk.ui.cards import Card, Line
from refdesk.ui.chips import TierDisc
from refdesk.ui.editors.flow import Flow
from refdesk.ui.facts_view import FactsView
from refdesk.ui.file_drop import DropPlace
from refdesk.ui.line_list import LineList
from refdesk.ui.name_link import FaceDisc, NameLink, TitleText
from refdesk.ui.parts import RING, Button, Icon, Look, Text
from refdesk.ui.row_painter import TONES
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HEAD, MOST_ASIDE = 36, 3


class PanelCard(Card):
    """Head, facts, lines, and what can be done.

    Args:
        theme: colours and sizes.
        title: of the panel, unless its content has another.
        icon: a name of resources/icons, none when empty.
    """

    acted = Signal(object)
    """A deed was asked for."""

    def __init__(self, theme: Theme, title: str, icon: str = "") -> None:
        super().__init__(theme)
        px = theme.px
        self._own_title = title
        self._shown: tuple[Content, bool] | None = None
        self.shows_all = False
        """Whether a long panel shows all its lines."""
        self.title, self.link = TitleText(theme), NameLink(theme, Type.CARD)
        self.count = Text(theme, "", Type.BODY, "text3")
        self._aside = [Text(theme, "", Type.BODY, "text3") for _place in range(MOST_ASIDE)]
        self.tier = TierDisc(theme)
        self.first = DeedRow(theme)
        self.more = DeedRow(theme)
        self.face = FaceRow(theme)
        self.facts = FactsView(theme)
        self.lines = LineList(theme, title)
        self.nothing = Text(theme, "", Type.BODY, "text3")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(px(12), px(10), px(12), px(10))
        self.drop = DropPlace(theme)
        self._divider = Line(theme)
        head = QWidget()
        head.setFixedHeight(px(HEAD))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(12), 0, px(12 - RING), 0)
        row.setSpacing(px(8))
        if icon:
            row.addWidget(Icon(theme, icon, "text2"))
        _stack(row, self.title, self.link, self.count)
        row.addStretch(1)
        _stack(row, *self._aside, self.tier, self.first)
        row.addSpacing(px(RING))
        self._lay_out(head)
        self.link.clicked.connect(self._open)
        self.face.name.clicked.connect(self._open)
        self.lines.opened.connect(
            lambda line: self._ask(Deed("open", "", "", line.kind, line.row_id))
        )
        for acted in (self.first.acted, self.more.acted, self.lines.acted):
            acted.connect(self._ask)

    def _lay_out(self, head: QWidget) -> None:
        px = self._theme.px
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(px(12), px(8), px(12), px(8))
        inside.setSpacing(px(6))
        _stack(inside, self.face, self.facts, self.more)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, px(4))  # the corners are round
        whole.setSpacing(0)
        _stack(whole, head, Line(self._theme), self._inside)
        _stack(whole, self._divider, self.lines, self.nothing, self.drop)
        whole.addStretch(1)
        for part in (self.link, self.face, self.lines, self._inside, self._divider):
            part.hide()  # nothing without a name is shown before there is something to show

    @property
    def content(self) -> Content:
        """What is shown."""
        return self._shown[0] if self._shown else Content()

    def show_content(self, content: Content, *, letters: bool) -> None:
        """Show other content; `letters` tells whether single letters act."""
        if self._shown == (content, letters):
            return
        self._shown = (content, letters)
        title = content.title or self._own_title
        is_link = content.opens is not None and content.face is None
        self.title.show_whole(title)
        self.link.show_name(title)
        self.title.setVisible(not is_link)
        self.link.setVisible(is_link)
        self.setAccessibleName(title)
        self.tier.show_tier(content.tier)
        self._show_aside(content.aside)
        self.face.show_face(content.face)
        self.facts.show_facts(content.facts)
        self.more.show_deeds(content.deeds[1:], letters=letters)
        self._inside.setVisible(bool(content.face or content.facts or content.deeds[1:]))
        self.lines.letters_act = letters
        self.lines.setAccessibleName(title)
        self._show_lines()
        self.nothing.setText(content.empty)
        self.nothing.setVisible(bool(content.empty) and not content.facts and not content.lines)
        self.drop.say(content.drop)

    def turns_by(self, letter: str) -> bool:
        """Tell whether a letter shows all lines, or the first few."""
        return any(deed.name == "all" and deed.letter == letter for deed in self.content.deeds)

    def turn_all(self) -> None:
        """Show all lines of a long panel, or the first few."""
        self.shows_all = not self.shows_all
        self._show_lines()

    def _show_lines(self) -> None:
        content, letters = self._shown or (Content(), True)
        few = content.is_long and not self.shows_all
        lines = content.lines[:FEW] if few else content.lines
        self.lines.show_lines(lines)
        self.lines.setVisible(bool(lines))
        self._divider.setVisible(bool(lines) and not self._inside.isHidden())
        count = content.count
        if content.is_long:
            count = str(len(content.lines))
            if len(lines) < len(content.lines):
                count = _("{some} of {all}").format(some=len(lines), all=len(content.lines))
        self.count.setText(count)
        self.count.setVisible(bool(count))
        deeds = content.deeds[:1]
        if deeds and deeds[0].name == "all" and self.shows_all:
            deeds = (Deed("all", _("Fewer"), deeds[0].letter),)
        self.first.show_deeds(deeds, letters=letters)

    def _show_aside(self, aside: Sequence[tuple[str, Tone]]) -> None:
        for place, label in enumerate(self._aside):
            words, tone = aside[place] if place < len(aside) else ("", Tone.PLAIN)
            label.setText(words)
            label.set_ink("text3" if tone is Tone.PLAIN else TONES[tone][0])
            label.setVisible(bool(words))

    def _open(self) -> None:
        if self.content.opens is not None:
            self._ask(self.content.opens)

    def _ask(self, deed: Deed) -> None:
        if deed.name == "all":
            self.turn_all()
        else:
            self.acted.emit(deed)


class DeedRow(QWidget):
    """Buttons for what can be done, each with its letter; those that were there are kept."""

    acted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._deeds: tuple[Deed, ...] = ()
        self.buttons: list[Button] = []
        self._flow = Flow(theme.px(12), row_gap=0)
        self.setLayout(self._flow)
        self.hide()

    def show_deeds(self, deeds: Sequence[Deed], *, letters: bool) -> None:
        """Offer other deeds."""
        self._deeds = tuple(deeds)
        for place, deed in enumerate(deeds):
            keys = deed.letter if letters else ""
            if place == len(self.buttons):
                self._add(deed, keys)
            button = self.buttons[place]
            button.set_words(deed.words, keys)
            button.show()
        for button in self.buttons[len(deeds) :]:
            button.hide()
        self.setVisible(bool(deeds))

    def _add(self, deed: Deed, keys: str) -> None:
        button = Button(self._theme, deed.words, Look.QUIET, keys=keys, height=26)
        place = len(self.buttons)
        button.clicked.connect(lambda: self.acted.emit(self._deeds[place]))
        self.buttons.append(button)
        self._flow.addWidget(button)


class FaceRow(QWidget):
    """A person's circle, name and role; the name opens the person."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.disc, self.name = FaceDisc(theme), NameLink(theme, Type.STRONG)
        self.words = TitleText(theme, Type.SMALL)
        self.words.set_ink("text2")
        self.words.setContentsMargins(theme.px(4), 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(0)
        for part in (self.name, self.words):
            column.addWidget(part, alignment=Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self.disc)
        row.addLayout(column, 1)

    def show_face(self, face: Face | None) -> None:
        """Show somebody else, or nobody."""
        self.setVisible(face is not None)
        if face is not None:
            self.disc.setText(face.initials)
            self.name.show_name(face.name)
            self.words.show_whole(face.words)


def _stack(layout: QBoxLayout, *parts: QWidget) -> None:
    for part in parts:
        layout.addWidget(part)
