"""Lines for a day and for a time of day: typed text first, arrows step, a calendar opens."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from refdesk.domain import kinds
from refdesk.domain.dates import EARLIEST, LATEST, show_date, show_time
from refdesk.domain.near_dates import read_day
from refdesk.i18n import _
from refdesk.ui.editors.calendar import CalendarPopup
from refdesk.ui.editors.line import InnerButton, Line
from refdesk.ui.editors.near_dates import (
    SHORT_WEEKDAYS,
    as_date,
    local_now,
    read_time,
)
from refdesk.ui.editors.text import SPARE
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

LONGEST = kinds.DATE.longest + SPARE
MINUTES = 5
"""How far an arrow moves a time."""
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class SteppedLine(Line):
    """A line whose value the arrows up and down change."""

    stepped = Signal(int)
    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the arrows; Alt+Down opens what the line has to open."""
        step = _STEPS.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is None or self.isReadOnly():
            super().keyPressEvent(event)
        elif held == Qt.KeyboardModifier.AltModifier:
            self.opened.emit()
        elif not held:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class DayLine(SteppedLine):
    """A date as typed, its weekday in muted letters, and a calendar."""

    picked = Signal()
    """The person has changed the date without typing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, LONGEST)
        self.set_hint(_("mm/dd/yyyy"))
        button = InnerButton(theme, _("Calendar (Alt+Down)"), "calendar")
        button.clicked.connect(self.open_calendar)
        self.add_button(button)
        self._calendar: CalendarPopup | None = None
        self.opened.connect(self.open_calendar)
        self.stepped.connect(self._step)
        self.textChanged.connect(self._read_on)

    def day(self) -> dt.date | None:
        """Return the day that stands there."""
        return read_day(self.text(), local_now().date())

    def write(self, text: str) -> None:
        """Put a text in place of the one that stands there."""
        super().write(text)
        self._read_on()

    def tidy(self) -> bool:
        """Write the day as the program writes it; tell whether that changed anything."""
        day = self.day()
        if day is None or self.isReadOnly():
            return False
        return self._put(day)

    def open_calendar(self) -> None:
        """Open the calendar at the day that stands there, or at today."""
        if self.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = CalendarPopup(self._theme, self)
            self._calendar.taken.connect(self._take)
        self._calendar.open(self.day() or local_now().date())

    @property
    def calendar(self) -> CalendarPopup | None:
        """The calendar, once it has been opened."""
        return self._calendar

    def _put(self, day: dt.date) -> bool:
        before = self.text()
        if show_date(day) == before:
            return False
        self.write(show_date(day))
        return True

    def _take(self, day: dt.date) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        if self._put(day):
            self.picked.emit()

    def _step(self, step: int) -> None:
        day = self.day()
        if day is not None and self._put(min(max(day + dt.timedelta(days=step), EARLIEST), LATEST)):
            self.picked.emit()

    def _read_on(self) -> None:
        """Show the weekday; where the text leaves something open, the whole date."""
        day = self.day()
        if day is None:
            self.set_note("")
            return
        weekday = _(SHORT_WEEKDAYS[day.weekday()])
        written = as_date(self.text()) == self.text()
        self.set_note(weekday if written else f"{weekday}, {show_date(day).rpartition(',')[0]}")


class TimeLine(SteppedLine):
    """A time of day as typed, and the word that writes this minute."""

    picked = Signal()
    """The person has changed the time without typing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, LONGEST)
        self.now = InnerButton(theme, _("now"))
        self.add_button(self.now)
        self.stepped.connect(self._step)

    def tidy(self) -> bool:
        """Write the time as the program writes it; tell whether that changed anything."""
        time = read_time(self.text())
        if time is None or self.isReadOnly() or show_time(time) == self.text():
            return False
        self.write(show_time(time))
        return True

    def _step(self, step: int) -> None:
        """Go to the next full five minutes, or the last."""
        time = read_time(self.text())
        if time is None:
            return
        minutes = time.hour * 60 + time.minute
        whole = minutes // MINUTES if step > 0 else -(-minutes // MINUTES)
        minutes = (whole + step) * MINUTES % (24 * 60)
        self.write(show_time(dt.time(*divmod(minutes, 60))))
        self.picked.emit()
