"""Today: what has to be done, each row's next action on one key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.today import SECTIONS
from refdesk.screens.today_rows import Board, Filled, Row
from refdesk.ui.cards import scroll_area
from refdesk.ui.due_papers import DuePapers
from refdesk.ui.editors.near_dates import local_now, said
from refdesk.ui.find_button import FindButton
from refdesk.ui.loop_actions import LoopActions
from refdesk.ui.page_head import PageHead
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.today_card import SectionCard
from refdesk.ui.today_figures import FigureCards, FigureTable
from refdesk.ui.today_list import TodayList
from refdesk.ui.today_tiles import Tile, Tiles
from refdesk.ui.tokens import Type
from refdesk.ui.work_page import WorkPage

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint

LEFT = ("open_loops", "first_contacts", "to_schedule")
TWO_COLUMNS = 980


class TodayPage(WorkPage):
    """The sections side by side, with their figures above them.

    Args:
        host: the window.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host, _("Today"))
        self._acted: tuple[str, int] | None = None
        self._goes_back = False
        self.actions_of_rows = LoopActions(host, self)
        theme = host.theme
        self.tiles = Tiles(theme)
        self.cards = [SectionCard(host, one, n) for n, one in enumerate(SECTIONS, start=1)]
        self.day = Text(theme, "", Type.BODY, "text2")
        self.figures = FigureCards(host)
        self.papers = DuePapers(host, self)
        self._offer("first_contacts", "call_list", _("Call list"), self.show_calls)
        self._offer("tasks", "reminders", _("Reminders"), self.ask_reminders)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme, px = self._host.theme, self._host.theme.px
        inside = QWidget()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(px(16))
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, self._right):
            column.setSpacing(px(12))
        self._columns.addLayout(self._left, 62)
        self._columns.addLayout(self._right, 38)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(px(24), px(16), px(24), px(16))
        whole.setSpacing(px(12))
        whole.addWidget(self.tiles)
        whole.addLayout(self._columns)
        whole.addStretch(1)
        self._arrange(two=True)
        self.area = scroll_area(inside)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        controls = (self.day, FindButton(self._host), self.whose, self.new_button)
        head = PageHead(theme, "", self.title_text, *controls)
        page.addWidget(head)
        page.addWidget(self.area, 1)

    def _arrange(self, *, two: bool) -> None:
        self._is_wide = two
        for column in (self._left, self._right):
            while column.takeAt(0):
                pass
        for card in self.cards:
            left = card.section.name in LEFT or not two
            (self._left if left else self._right).addWidget(card)
        (self._right if two else self._left).addWidget(self.figures)
        for column in (self._left, self._right):
            column.addStretch(1)
        self._columns.setStretch(1, 38 if two else 0)

    def _connect(self) -> None:
        self.tiles.chosen.connect(self.go_to)
        for card in self.cards:
            card.list.acted.connect(self._act)
            card.list.opened.connect(self._open)
            card.list.jumped.connect(self.go_to)
            card.list.left.connect(partial(self._step, card.number))
            card.list.refused.connect(self._host.refuse)
            card.list.currentRowChanged.connect(partial(self._row_chosen, card.list))
            self._host.keys.bind_letters(card.list, self._letter)

    # What the window asks of the page

    def kinds(self) -> Collection[str]:
        """Return the kinds of record that sections and figures are made of."""
        return self.figures.kinds.union(*(card.section.kinds for card in self.cards))

    def let_letters_act(self, *, act: bool) -> None:
        """Let the letters do the next steps of rows, or not."""
        for card in self.cards:
            card.list.letters_act = act

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now."""
        return {
            "whose": self.turn_whose,
            "print": self.print_list,
            "call_list": self.show_calls,
            "reminders": self.ask_reminders,
            "new": self.new_referral,
        }

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the page."""
        hint = self._host.keys.hint
        return (
            (f"1–{len(self.cards)}", _("section")),
            ("↑ ↓", _("row")),
            ("Enter", _("open")),
            hint("print", _("print list")),
            hint("whose", _("mine, everybody")),
        )

    def focus_moved(self, now: QWidget) -> None:
        """Bring the chosen row in sight."""
        if isinstance(now, TodayList):
            self._bring_in_sight(now)
        elif isinstance(now, FigureTable):
            self.area.ensureWidgetVisible(now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Figures lead to sections from anywhere on the page."""
        text = event.text()
        if text.isdecimal() and text != "0" and not event.modifiers():
            self.go_to(int(text))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sections under each other where there is little room."""
        super().resizeEvent(event)
        two = self.width() >= self._host.theme.px(TWO_COLUMNS)
        if two is not self._is_wide:
            self._arrange(two=two)

    # What a person does

    def read(self) -> None:
        """Read what is due now."""
        self._asked += 1
        desk, owner = self._host.desk, self.owner()

        def work() -> list[Filled]:
            board = Board(desk, dt.datetime.now(dt.UTC), owner)
            return [section.read(board) for section in SECTIONS]

        self._host.jobs.run_query(work, partial(self._show, self._asked))
        self.figures.read(shown=not self.is_mine())

    def go_to(self, number: int) -> None:
        """Give a section the focus."""
        if 1 <= number <= len(self.cards) and self.cards[number - 1].list.count():
            chosen = self.cards[number - 1].list
            if chosen.currentRow() < 0:
                chosen.setCurrentRow(0)
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)
            self._bring_in_sight(chosen)

    def print_list(self) -> None:
        """Show the morning list as it would be printed."""
        self.papers.show_morning(is_mine=self.is_mine())

    def show_calls(self) -> None:
        """Show whom to call today, as it would be printed."""
        self.papers.show_calls(is_mine=self.is_mine())

    def ask_reminders(self) -> None:
        """Ask for reminders, as a file for a calendar or on paper."""
        self.papers.ask_reminders(is_mine=self.is_mine())

    # Inside

    def _offer(self, section: str, name: str, words: str, act: Callable[[], None]) -> None:
        """Put a quiet button into the head of a section."""
        card = next(one for one in self.cards if one.section.name == section)
        keys = self._host.keys.keys(name)
        button = Button(self._host.theme, words, Look.QUIET, keys=keys, height=12)
        button.clicked.connect(act)
        card.head.insertWidget(card.head.count() - 1, button)

    def _show(self, asked: int, found: list[Filled]) -> None:
        if not self._is_answer(asked):
            return
        self._is_dirty = False
        self.day.setText(said(local_now().date()))
        held = next((card for card in self.cards if self._holds_focus(card)), None)
        for card, filled in zip(self.cards, found, strict=True):
            card.show_filled(filled)
        self.tiles.show_tiles(
            [
                Tile(filled.count, _(card.section.title), filled.aside)
                for card, filled in zip(self.cards, found, strict=True)
            ]
        )
        if self._goes_back and self._acted is not None:
            self._goes_back = False
            back = next((card for card in self.cards if card.list.choose_row(*self._acted)), held)
            if back is not None and back.list.count():
                self.go_to(back.number)
        elif held is not None and not held.list.count():
            if not (self._step(held.number, 1) or self._step(held.number, -1)):
                self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._has_begun:
            self._has_begun = True
            self.focus_again()

    def focus_again(self) -> None:
        """Give the focus to the row that had it, at first to the first one."""
        first = next((card for card in self.cards if card.list.count()), None)
        held = next((card for card in self.cards if card.list.hasFocus()), None)
        if held is None and self.isVisible():
            if first is None:
                self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.go_to(first.number)

    def _holds_focus(self, card: SectionCard) -> bool:
        """Tell whether a card has the focus, or will have it when what lies over the page goes."""
        return card.list.hasFocus() or self.window().focusWidget() is card.list

    def _step(self, number: int, step: int) -> bool:
        """Go on to the next section with rows, or to the one before; tell whether there is one."""
        order = self.cards[number:] if step > 0 else self.cards[: number - 1][::-1]
        following = next((card for card in order if card.list.count()), None)
        if following is not None:
            following.list.setCurrentRow(0 if step > 0 else following.list.count() - 1)
            self.go_to(following.number)
        return following is not None

    def _row_chosen(self, one: TodayList, _row: int) -> None:
        if one.hasFocus():  # a row that letters act on is always in sight
            self._bring_in_sight(one)

    def _bring_in_sight(self, one: TodayList) -> None:
        inside, item = self.area.widget(), one.item(one.currentRow())
        if one.currentRow() >= 0 and inside is not None:
            at = one.visualItemRect(item).center()
            point = one.viewport().mapTo(inside, at)
            self.area.ensureVisible(point.x(), point.y(), 0, self._host.theme.px(60))

    def _letter(self, name: str) -> None:
        self.act(name)

    def undone(self) -> None:
        """Go back to the row that something was done with last, wherever it stands now."""
        self._goes_back = self._acted is not None
        self.read()

    def _act(self, row: Row, action: str) -> None:
        self._acted = row.kind, row.row_id
        self.actions_of_rows.do(action, row.kind, row.row_id)

    def _open(self, row: Row) -> None:
        self._host.open_record(row.kind, row.row_id)
