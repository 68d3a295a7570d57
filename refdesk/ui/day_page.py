"""A liaison's day: practices found and added, put into order, and printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from refdesk.domain.dates import show_date
from refdesk.domain.errors import UserError
from refdesk.i18n import _
from refdesk.screens.day_state import StopLine, day_of, moved, stop_lines, totals
from refdesk.services.day_of_visits import DayOfVisits
from refdesk.services.printing import Printing, today
from refdesk.services.run import Run
from refdesk.services.visit_papers import VisitPapers
from refdesk.ui.cards import SideCard, in_line, scroll_area
from refdesk.ui.day_cards import DayCard, StopCard
from refdesk.ui.day_stops import StopList
from refdesk.ui.editors.finder_field import FinderField
from refdesk.ui.form_finder import FormFinder
from refdesk.ui.host import Page
from refdesk.ui.list_choices import NAME
from refdesk.ui.notes_parts import labelled
from refdesk.ui.page_head import PageHead
from refdesk.ui.parts import Button, Look

if TYPE_CHECKING:
    from refdesk.screens.finding import Found
    from refdesk.services.planning import PlannedDay
    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint

SIDE, FOOT = 300, 56
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
KINDS = frozenset({"visit", "practice", "office", "clinic"})
"""Records that a day is made of."""


class DayPage(Page):
    """One day: its stops at the left, the day and the chosen stop at the right.

    Args:
        host: the window.
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host, self.title_text = host, _("Day of visits")
        self._service = DayOfVisits(host.desk)
        self.date = today() + dt.timedelta(days=1)
        self.lines: list[StopLine] = []
        self._known: tuple[str, ...] = ()
        self._asked = 0
        theme, keys = host.theme, host.keys.keys
        self.finder = FinderField(theme, "practice", FormFinder(host, self))
        self.stops = StopList(theme)
        self.day_card, self.stop_card = DayCard(theme, keys), StopCard(theme)
        self.day_card.show_date(self.date)
        self.drive_button = Button(theme, _("Driving order"), icon="route", keys=keys("drive"))
        self.plan_button = Button(theme, _("Visit plan"), keys=keys("visit_plan"))
        self.log_button = Button(
            theme, _("Visit log"), Look.PRIMARY, icon="printer", keys=keys("print")
        )
        self.out_button = Button(theme, _("Take out"), Look.QUIET, icon="x", keys="Del")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme, px = self._host.theme, self._host.theme.px
        self.list_card = SideCard(theme, _("Stops"), "route")
        self.list_card.body.addLayout(labelled(theme, _("Add a practice"), self.finder))
        self.list_card.body.addWidget(self.stops, 1)
        self.list_card.body.addLayout(in_line(theme, self.out_button))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.day_card)
        column.addWidget(self.stop_card)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(16), px(20), px(16))
        row.setSpacing(px(12))
        row.addWidget(self.list_card, 1)
        row.addWidget(scroll_area(right, px(SIDE)))
        buttons = (self.drive_button, self.plan_button, self.log_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHead(theme, "", self.title_text, *buttons))
        whole.addLayout(row, 1)

    def _connect(self) -> None:
        self.finder.chosen.connect(self._add)
        self.finder.without = self._there
        self.stops.installEventFilter(self)
        self.stops.currentRowChanged.connect(self._show_stop)
        self.stops.model().rowsMoved.connect(lambda *_rows: self._keep_order(self._ids()))
        self.day_card.typed.connect(self._choose_day)
        self.day_card.today_button.clicked.connect(partial(self.go_to_day, 0))
        self.day_card.tomorrow_button.clicked.connect(partial(self.go_to_day, 1))
        self.stop_card.office_chosen.connect(self._go_to)
        self.stop_card.stay_typed.connect(self._stay)
        self.drive_button.clicked.connect(self.drive)
        self.plan_button.clicked.connect(self.show_plan)
        self.log_button.clicked.connect(self.show_log)
        self.out_button.clicked.connect(self.take_out)

    # What the window asks of the page

    def open(self) -> None:
        """Read the day; whoever comes can type a practice at once."""
        self.read()
        self.finder.setFocus()

    def changed(self, kinds: Collection[str]) -> None:
        """Show what has changed on the desk."""
        if KINDS & set(kinds):
            self.read()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now."""
        days: dict[str, Callable[[], None]] = {
            "visits_today": partial(self.go_to_day, 0),
            "visits_tomorrow": partial(self.go_to_day, 1),
        }
        if not self.lines:
            return days
        return {
            **days,
            "drive": self.drive,
            "print": self.show_log,
            "visit_plan": self.show_plan,
            "stop_up": partial(self.shift, -1),
            "stop_down": partial(self.shift, 1),
        }

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the page."""
        hint = self._host.keys.hint
        near = (hint("visits_today", _("today")), hint("visits_tomorrow", _("tomorrow")))
        rows = (("Alt+↑ ↓", _("earlier, later")), ("Del", _("take out")))
        days = (("↑ ↓", _("next day, day before")), ("Alt+↓", _("calendar")))
        if not self.lines:
            return (*days, *near) if self.day_card.line.hasFocus() else near
        own = rows if self.stops.hasFocus() else days if self.day_card.line.hasFocus() else ()
        return (*own, hint("drive", _("driving order")), hint("print", _("visit log")), *near)

    def foot_room(self) -> int:
        """Return the height of what stands below the stops."""
        return self._host.theme.px(FOOT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes the chosen stop out; Esc goes back."""
        if event.key() == Qt.Key.Key_Delete and self.stops.hasFocus():
            self.take_out()
        elif event.key() == Qt.Key.Key_Escape:
            self._host.back()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the chosen stop by Alt and an arrow, which the list would take for itself."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.shift(step)
                return True
        return super().eventFilter(watched, event)

    # What a person does

    def show_day(self, date: dt.date) -> None:
        """Show another day."""
        self.date = date
        self.day_card.show_date(date)
        self.read()

    def go_to_day(self, days: int) -> None:
        """Show today, or the day so many days later."""
        self.show_day(today() + dt.timedelta(days=days))

    def read(self) -> None:
        """Read the day as it stands."""
        self._asked += 1
        work = partial(self._service.read, self.date)
        self._host.jobs.run_query(work, partial(self._show, self._asked), self._refused)

    def shift(self, step: int) -> None:
        """Move the chosen stop earlier or later."""
        row, ids = self.stops.currentRow(), self._ids()
        wanted = moved(ids, row, step)
        if wanted != ids:
            self._keep_order(wanted)

    def take_out(self) -> None:
        """Take the chosen stop off the day."""
        row = self.stops.currentRow()
        if row >= 0:
            visit = self.lines[row].visit
            self._change(_("Taking a stop out"), lambda: self._service.take_out(visit))

    def drive(self) -> None:
        """Put the stops into driving order."""
        date = self.date
        self._change(_("Planning the day"), lambda: self._service.plan(date))

    def show_log(self) -> None:
        """Show the visit log as it would be printed."""
        self._sheet(_("Laying out the visit log"), VisitPapers(self._host.desk).visit_log)

    def show_plan(self) -> None:
        """Show the visit plan as it would be printed."""
        self._sheet(_("Laying out the visit plan"), VisitPapers(self._host.desk).visit_plan)

    # Inside

    def _change(self, words: str, work: Callable[[], object]) -> None:
        self._host.run(words, lambda _progress: work(), lambda _done: self.read(), self._refused)

    def _refused(self, error: BaseException) -> None:
        if not isValid(self):
            return
        self._host.refuse(error)
        if isinstance(error, UserError):
            self.finder.setFocus()

    def _sheet(self, words: str, make: Callable[[dt.date], Run]) -> None:
        printing, date = Printing(self._host.desk), self.date

        def lay_out(_progress: object) -> tuple[Run, bytes]:
            run = make(date)
            return run, printing.preview(run)

        def show(made: tuple[Run, bytes]) -> None:
            self._host.show_sheet(*made)
            news = [one for one in made[0].remarks if one not in self._known]
            if news:
                self._host.remark(" ".join(news))

        self._host.run(words, lay_out, show)

    def _add(self, found: Found) -> None:
        date, practice = self.date, found.id
        self.finder.clear()
        self._change(
            _("Adding {name}").format(name=found.title), lambda: self._service.add(date, practice)
        )

    def _there(self) -> Collection[int]:
        return {line.practice for line in self.lines}

    def _ids(self) -> list[int]:
        return [int(self.stops.item(row).data(NAME)) for row in range(self.stops.count())]

    def _keep_order(self, ids: list[int]) -> None:
        date = self.date
        self._change(_("Moving a stop"), lambda: self._service.order(date, ids))

    def _choose_day(self) -> None:
        typed = self.day_card.line.text()
        if typed == show_date(self.date):
            return
        try:
            self.show_day(day_of(typed))
        except UserError as error:
            self._host.refuse(_("The date {sentence}").format(sentence=error.message))

    def _go_to(self, code: str) -> None:
        row = self.stops.currentRow()
        if row < 0 or not code or int(code) == self.lines[row].office:
            return
        visit, office = self.lines[row].visit, int(code)
        self._change(_("Choosing the office"), lambda: self._service.go_to(visit, office))

    def _stay(self) -> None:
        row, text = self.stops.currentRow(), self.stop_card.minutes.text().strip()
        if row < 0 or text == str(self.lines[row].minutes):
            return
        visit = self.lines[row].visit
        if text and not text.isdecimal():
            self._host.refuse(_("Minutes are a whole number, such as 20."))
            return
        minutes = int(text) if text else None
        self._change(_("Changing the stay"), lambda: self._service.stay(visit, minutes))

    def _show(self, asked: int, day: PlannedDay | None) -> None:
        if not isValid(self) or asked != self._asked:
            return
        row = self.stops.currentRow()
        chosen = self.lines[row].visit if 0 <= row < len(self.lines) else 0
        self.lines = stop_lines(day)
        self.stops.show_lines(self.lines)
        places = [line.visit for line in self.lines]
        self.stops.setCurrentRow(
            places.index(chosen) if chosen in places else min(max(row, 0), len(places) - 1)
        )
        self._known = day.remarks if day else ()
        said = totals(day)
        self.list_card.aside.setText(said[0] if said else "")
        self.day_card.show_totals(said[1:], "\n".join(day.said) if day else "")
        self.stop_card.setVisible(bool(self.lines))
        for button in (self.drive_button, self.plan_button, self.log_button, self.out_button):
            button.setEnabled(bool(self.lines))
        self._show_stop(self.stops.currentRow())
        self.hints_changed.emit()

    def _show_stop(self, row: int) -> None:
        self.stop_card.show_line(self.lines[row] if 0 <= row < len(self.lines) else None)
