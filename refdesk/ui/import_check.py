"""The third step: what every row comes to, and what a person decides before it comes in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from refdesk.i18n import _, plural
from refdesk.screens.import_words import CHANGING, MARKS, coming_in, summary
from refdesk.screens.spec import Mark
from refdesk.services.outcomes import Outcome
from refdesk.ui.cards import Card
from refdesk.ui.editors.segments import Segments
from refdesk.ui.import_counts import Count, CountChips
from refdesk.ui.import_questions import DifferencesCard, RepairsCard, WordsCard
from refdesk.ui.import_row_side import RowSide
from refdesk.ui.import_rows import RowsTable
from refdesk.ui.parts import RING, Button
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from refdesk.services.looked import Look as FileLook
    from refdesk.ui.jobs import Jobs

SIDE, BESIDE, WIDE = 340, 960, 760
ALL, ROWS, WORDS, DIFFERENCES, REPAIRS = "all", "rows", "words", "differences", "repairs"


class CheckStep(QWidget):
    """The rows, the words we do not know, the differences, and what was repaired."""

    changed = Signal()
    answered = Signal(object)
    """Answers to look again with: by target and text, what it means."""
    rejected_asked = Signal()

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        self._theme = theme
        self.look: FileLook | None = None
        self._shows_row = False
        px = theme.px
        self.parts: Segments | None = None
        self._head = QHBoxLayout()
        self._stack = QStackedWidget()
        self.chips = CountChips(theme, _("What the rows come to"))
        self.table = RowsTable(theme, jobs)
        self.side = RowSide(theme)
        self.all_button = Button(theme, "", height=26)
        self.save_button = Button(theme, _("Save rejected rows …"), height=26)
        self.words, self.differences = WordsCard(theme), DifferencesCard(theme)
        self.repairs = RepairsCard(theme)
        self._views: dict[str, QWidget] = {
            ROWS: self._rows_view(),
            WORDS: self.words,
            DIFFERENCES: self.differences,
            REPAIRS: self.repairs,
        }
        for view in self._views.values():
            self._stack.addWidget(view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(12), px(24), px(16))
        whole.setSpacing(px(10))
        whole.addLayout(self._head)
        whole.addWidget(self._stack, 1)
        self._connect()

    # What is shown

    def show_look(self, look: FileLook) -> None:
        """Show what a file comes to."""
        self.look = look
        self._show_parts(look)
        self._show_counts(look, ALL)
        for card in (self.words, self.differences, self.repairs):
            card.show_look(look)
        self._show_rows()
        self.show_part(WORDS if look.unknown else ROWS)

    def put_away(self) -> None:
        """Let go of what was looked at."""
        if self.look is not None:
            self.look.close()
        self.look = None
        self.differences.show_look(None)
        self.table.show_rows(None, ())

    def show_part(self, code: str) -> None:
        """Show the rows, the words, the differences or the repairs."""
        if self.parts is not None and self.parts.isVisibleTo(self):
            self.parts.choose(code)
        self._stack.setCurrentWidget(self._views[code])

    def focus_first(self) -> None:
        """Give the focus to what is shown."""
        cards = (self.words, self.differences, self.repairs)
        tables = (self.table, *(card.table for card in cards))
        next(one for one in tables if one.isVisibleTo(self)).setFocus()

    def summary(self) -> str:
        """Return what would come in, in one line."""
        return summary(self.look, self.look.left_out) if self.look else ""

    def saves_any(self) -> bool:
        """Tell whether anything would be saved, if only values of rows that differ."""
        taken = self.look is not None and any(one.take for one in self.look.conflicts)
        return self.count() > 0 or taken

    def verb(self) -> str:
        """Return the words of the next step, with how many rows it is for."""
        if self.saves_any() and not self.count():
            return _("Take the file's values")
        return rows_words(self.count())

    def count(self) -> int:
        """Return how many rows would come in."""
        return coming_in(self.look, self.look.left_out) if self.look else 0

    # Inside

    def _rows_view(self) -> QWidget:
        px = self._theme.px
        view = QWidget()
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.setSpacing(px(8 - RING))
        chips = QVBoxLayout()
        chips.setContentsMargins(0, px(RING - 1), 0, 0)  # in line with the buttons' edges
        chips.addWidget(self.chips)
        self._bar.addLayout(chips, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8 - RING))
        buttons.addStretch(1)
        for button in (self.all_button, self.save_button):
            buttons.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        self._bar.addLayout(buttons)
        card = Card(self._theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, px(4))
        inside.addWidget(self.table)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(px(16))
        self._columns.addWidget(card, 3)
        self._columns.addWidget(self.side, 1)
        whole = QVBoxLayout(view)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addLayout(self._bar)
        whole.addLayout(self._columns, 1)
        return view

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda _code: self._show_rows())
        self.table.turned.connect(self._turn)
        self.table.moved.connect(self._show_side)
        self.table.opened.connect(self._turn_row)
        self.all_button.clicked.connect(self._turn_all)
        self.save_button.clicked.connect(self.rejected_asked)
        self.words.answered.connect(self.answered)
        self.differences.changed.connect(self._taken)

    def _show_parts(self, look: FileLook) -> None:
        if self.parts is not None:
            self._head.removeWidget(self.parts)
            self.parts.hide()
            self.parts.deleteLater()
        options = [(ROWS, _("Rows {count}").format(count=f"{len(look.rows_of(None)):,}"))]
        for code, words, count in (
            (WORDS, _("Unknown words {count}"), len(look.unknown)),
            (DIFFERENCES, _("Differences {count}"), len(look.conflicts)),
            (REPAIRS, _("Repairs {count}"), len(look.repairs)),
        ):
            if count:
                options.append((code, words.format(count=f"{count:,}")))
        self.parts = Segments(self._theme, options)
        self.parts.say(_("What to look at"), "")
        self.parts.choose(ROWS)
        self.parts.chosen.connect(self._part_chosen)
        self._head.addWidget(self.parts)
        self._head.addStretch(1)
        self.parts.setVisible(len(options) > 1)
        QWidget.setTabOrder(self.parts, self.chips)

    def _part_chosen(self, code: str) -> None:
        self._stack.setCurrentWidget(self._views[code])

    def _show_counts(self, look: FileLook, now: str) -> None:
        shown = [(one, look.counts.get(one, 0)) for one in Outcome]
        listed = len(look.rows_of(None))
        counts = [
            Count(ALL, _("All"), listed, Mark()),
            *(
                Count(one.value, _(one.label), count, MARKS[one])
                for one, count in shown
                if count and (one is not Outcome.SKIPPED or look.rows_of(one))
            ),
        ]
        self.chips.show_counts(counts, now)

    def _show_rows(self) -> None:
        look = self.look
        if look is None:
            return
        outcome = self._outcome()
        self.table.show_rows(look, look.rows_of(outcome))
        self.save_button.setVisible(bool(look.counts.get(Outcome.REJECTED)))
        self._name_all()
        self._show_side()

    def _outcome(self) -> Outcome | None:
        code = self.chips.code()
        return next((one for one in Outcome if one.value == code), None)

    def _name_all(self) -> None:
        outcome = self._outcome()
        can = (
            self.look is not None
            and (outcome is None or outcome in CHANGING)
            and bool(self._changing())
        )
        self.all_button.setVisible(can)
        if self.look is not None:
            out = self.look.left_out > 0
            self.all_button.set_words(_("Take all in") if out else _("Leave all of these out"))

    def _changing(self) -> Sequence[int]:
        """Return the rows shown that would be saved."""
        look, outcome = self.look, self._outcome()
        if look is None:
            return ()
        wanted = (outcome,) if outcome in CHANGING else CHANGING
        return [place for one in wanted for place in look.rows_of(one)]

    def _show_side(self) -> None:
        self.side.show_row(self.table.current())

    def _turn(self, places: list[int], on: bool) -> None:  # noqa: FBT001  Qt's
        look = self.look
        if look is None:
            return
        changing = set(self._changing())
        places = [place for place in places if place in changing]
        look.include(places, on)
        self.table.rows.note_included(places, on=on)
        self._name_all()
        self._show_side()
        self.changed.emit()

    def _turn_all(self) -> None:
        if self.look is not None:
            self._turn(list(self._changing()), self.look.left_out > 0)

    def _taken(self) -> None:
        self._show_rows()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the chosen row beside the rows; in a narrow window below them, when asked for."""
        super().resizeEvent(event)
        self._arrange()

    def _turn_row(self) -> None:
        """Show the chosen row below the rows, or take it away again."""
        self._shows_row = not self._shows_row
        self._arrange()
        QTimer.singleShot(0, self.table, self.table.show_current)  # once it has its new height

    def _arrange(self) -> None:
        px, way = self._theme.px, QBoxLayout.Direction
        wide = self.width() >= px(WIDE)
        self._bar.setDirection(way.LeftToRight if wide else way.TopToBottom)
        beside = self.width() >= px(BESIDE)
        self._columns.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self.side.setVisible(beside or self._shows_row)
        self.side.setMinimumWidth(px(SIDE) if beside else 0)
        self.side.setMaximumWidth(px(SIDE) if beside else 16_777_215)
        self.side.setMaximumHeight(16_777_215 if beside else max(self.height() // 3, px(120)))


def rows_words(count: int) -> str:
    """Return the verb of the next step, with how many rows it is for."""
    return plural("Bring in {count} row", "Bring in {count} rows", count)
