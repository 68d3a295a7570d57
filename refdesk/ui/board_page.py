"""The board: open referrals as cards by stage, gone through and moved by keys or by dragging."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.domain.stages import Stage
from refdesk.i18n import _
from refdesk.screens.board import (
    COLUMNS,
    BoardShown,
    Card,
    list_filters,
    read_board,
)
from refdesk.services.standing import Narrowing, closed_count
from refdesk.ui.board_bar import BoardBar
from refdesk.ui.board_column import ColumnBox
from refdesk.ui.board_steps import BoardSteps
from refdesk.ui.cards import scroll_area
from refdesk.ui.find_button import FindButton
from refdesk.ui.list_menu import list_style
from refdesk.ui.move_many import MoveMany
from refdesk.ui.page_head import PageHead
from refdesk.ui.work_page import WorkPage

if TYPE_CHECKING:
    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint

KINDS = frozenset(
    {
        *("referral", "contact_attempt", "appointment", "patient", "practice", "user"),
        *("clinic", "desk_setting"),
    }
)
"""Records that a card is made of."""


class BoardPage(WorkPage):
    """Columns of cards side by side; what is selected may stand in several.

    Args:
        host: the window.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host, _("Board"))
        self.chosen: set[int] = set()
        self.steps = BoardSteps(host, self)
        self.moves = MoveMany(host, self)
        theme = host.theme
        theme.add_style(list_style)
        self.bar = BoardBar(host)
        self.boxes = [ColumnBox(theme, column) for column in COLUMNS]
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme, px = self._host.theme, self._host.theme.px
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(px(24), px(4), px(24), px(12))
        columns.setSpacing(px(8))
        for box in self.boxes:
            columns.addWidget(box, 1)
        self.area = scroll_area(inside)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        controls = (FindButton(self._host), self.whose, self.new_button)
        page.addWidget(PageHead(theme, "", self.title_text, *controls))
        page.addWidget(self.bar)
        page.addWidget(self.area, 1)

    def _connect(self) -> None:
        self.bar.narrowed.connect(self.read)
        self.bar.closed_asked.connect(self.open_closed)
        self.bar.move_asked.connect(self.ask_move)
        for place, box in enumerate(self.boxes):
            cards = box.list
            cards.acted.connect(self.steps.press)
            cards.opened.connect(lambda card: self._host.open_record("referral", card.id))
            cards.left.connect(partial(self._step, place))
            cards.turned.connect(self._turn)
            cards.added.connect(self._add)
            cards.all_asked.connect(partial(self._choose_all, place))
            cards.none_asked.connect(self.choose_none)
            cards.moved_to.connect(self._show_chosen_words)
            box.list_asked.connect(partial(self._open_list, place))
            box.was_dropped_on.connect(partial(self._drop, place))
            self._host.keys.bind_letters(cards, self._letter)

    # What the window asks of the page

    def kinds(self) -> Collection[str]:
        """Return the kinds of record that a card is made of."""
        return KINDS

    def let_letters_act(self, *, act: bool) -> None:
        """Let the letters move cards, or not."""
        for box in self.boxes:
            box.list.let_letters_act(act=act)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now."""
        return {
            "whose": self.turn_whose,
            "new_referral": self.new_referral,
            "new": self.new_referral,
            "move_many": self.ask_move,
            "find": self.open_column,
        }

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the page."""
        hint = self._host.keys.hint
        held = self._held()
        has_more = held is not None and held.shown is not None and held.shown.more > 0
        return (
            ("← ↑ ↓ →", _("card")),
            hint("find", _("all in the list")) if has_more else (_("Enter"), _("open")),
            (_("Space"), _("select")),
            ("Ctrl+A", _("whole column")),
            hint("move_many", _("move to")),
        )

    def focus_moved(self, now: QWidget) -> None:
        """Bring the column in sight."""
        for box in self.boxes:
            if box is now or box.isAncestorOf(now):
                self.area.ensureWidgetVisible(box, self._host.theme.px(24), 0)

    # What a person does

    def read(self) -> None:
        """Read the board as it is now."""
        self._asked += 1
        desk, narrowing = self._host.desk, self.narrowing()
        jobs, number = self._host.jobs, self._asked
        now = dt.datetime.now(dt.UTC)
        jobs.run_query(lambda: read_board(desk, now, narrowing), partial(self._show, number))
        # It counts most of the desk, so the cards do not wait for it.
        jobs.run_query(lambda: closed_count(desk, narrowing), partial(self._show_closed, number))

    def narrowing(self) -> Narrowing:
        """Return which referrals are shown."""
        return self.bar.narrowing(self.owner())

    def ask_move(self) -> None:
        """Ask where the selected cards are to go, or the current one."""
        card = self.current()
        self.moves.ask(sorted(self.chosen) or ([card.id] if card else []), done=self.choose_none)

    def open_column(self) -> None:
        """Show all referrals of the column that has the focus, as a list."""
        held = self._held()
        if held is not None:
            self._open_list(self.boxes.index(held))

    def open_closed(self) -> None:
        """Show the closed referrals, which are not on the board."""
        narrowing = list_filters(COLUMNS[0], self.narrowing())
        narrowing.pop("due<", None)  # what is closed is never late
        self._host.open_list("referral", {**narrowing, "stage": Stage.CLOSED.value})

    def choose_none(self) -> None:
        """Select nothing any more."""
        self.chosen.clear()
        self._show_chosen()

    def current(self) -> Card | None:
        """Return the card that has the focus, or had it last."""
        held = self._held()
        return held.list.card() if held else None

    # Inside

    def _held(self) -> ColumnBox | None:
        return next((box for box in self.boxes if box.isAncestorOf(self.focusWidget())), None)

    def _show(self, asked: int, board: BoardShown) -> None:
        if not self._is_answer(asked):
            return
        self._is_dirty = False
        held = next((n for n, box in enumerate(self.boxes) if box.list.hasFocus()), None)
        self.chosen &= {row_id for one in board.columns for row_id in one.group.ids}
        for box, shown in zip(self.boxes, board.columns, strict=True):
            box.show_column(shown, self.chosen)
        self.bar.show_words(board.words, board.providers)
        self._show_chosen_words()
        if held is not None and not self.boxes[held].list.isVisibleTo(self):
            self._step(held, 1)
        elif not self._has_begun:
            self._has_begun = True
            self.focus_again()

    def _show_closed(self, asked: int, count: int) -> None:
        if self._is_answer(asked):
            self.bar.show_closed(count)

    def focus_again(self) -> None:
        """Give the focus to the column that had it, at first to the first one."""
        held = next((box for box in self.boxes if box.list.hasFocus()), None)
        first = next((box for box in self.boxes if box.list.isVisibleTo(self)), None)
        if held is None and self.isVisible():
            (first.list if first else self.bar.which).setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, place: int, step: int) -> None:
        """Go to the next column with cards in one direction; at the end, to one in the other."""
        height = self.boxes[place].list.height_now()
        order = self.boxes[place + 1 :] if step > 0 else self.boxes[:place][::-1]
        following = next((box for box in order if box.list.isVisibleTo(self)), None)
        if following is not None:
            following.list.go_to(height)
        elif not self.boxes[place].list.isVisibleTo(self):
            self.focus_again()

    def _turn(self, row_id: int) -> None:
        self.chosen ^= {row_id}
        self._show_chosen()

    def _add(self, row_id: int) -> None:
        self.chosen.add(row_id)
        self._show_chosen()

    def _choose_all(self, place: int) -> None:
        shown = self.boxes[place].shown
        if shown is not None:
            self.chosen.update(shown.group.ids)
            self._show_chosen()

    def _show_chosen(self) -> None:
        for box in self.boxes:
            box.list.show_chosen(self.chosen)
        self._show_chosen_words()

    def _show_chosen_words(self) -> None:
        in_sight = {card.id for box in self.boxes for card in box.list.cards.cards}
        self.bar.show_chosen(len(self.chosen), len(self.chosen - in_sight))

    def _drop(self, place: int, ids: list[int]) -> None:
        column = COLUMNS[place]
        if len(ids) > 1:
            self.moves.ask(ids, column.stages[0], self.choose_none)
            return
        cards = {card.id: card for box in self.boxes for card in box.list.cards.cards}
        if ids[0] in cards:
            self.steps.drop(cards[ids[0]], column, self.boxes[place])

    def _open_list(self, place: int) -> None:
        self._host.open_list("referral", list_filters(COLUMNS[place], self.narrowing()))

    def _letter(self, name: str) -> None:
        self.act(name)
