"""Editors for dates, birthdays, times and moments: typed text first, a calendar beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from refdesk.domain.dates import PartialDate, show_time
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.i18n import _
from refdesk.screens.entry import Entry
from refdesk.ui.editors.base import Finder
from refdesk.ui.editors.date_lines import LONGEST, DayLine, SteppedLine, TimeLine
from refdesk.ui.editors.line import Line
from refdesk.ui.editors.near_dates import as_date, as_time, join_moment, local_now, split_moment
from refdesk.ui.editors.simple import Part, SimpleEditor
from refdesk.ui.editors.text import tidied
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class LineEditor(SimpleEditor):
    """An editor of one line that is written out where it means a day or time near now."""

    line: Line
    written_out: Callable[[str], str] = staticmethod(str)

    def _hold(self, line: Line) -> None:
        self.line = line
        line.textEdited.connect(self.touch)
        self._row.addWidget(line)
        self.setFocusProxy(line)

    def control(self) -> QWidget:
        """Return the line."""
        return self.line

    def parts(self) -> tuple[Part, ...]:
        """Return the line."""
        return (self.line,)

    def typed(self) -> Entry:
        """Return the text."""
        return self.written_out(self.line.text())

    def show_given(self, entry: Entry) -> None:
        """Show a text."""
        self.line.setText(entry)
        self.line.setCursorPosition(0)


class DateEditor(LineEditor):
    """A date."""

    wide = 200
    written_out = staticmethod(as_date)

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        self.day = DayLine(theme)
        self.day.picked.connect(self.touch)
        self._hold(self.day)

    def tidy(self) -> None:
        """Write the date as the program writes it."""
        if self.day.tidy():
            self.tidied()


class PartialDateEditor(LineEditor):
    """A birthday, with or without its year."""

    wide = 160

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        line = SteppedLine(theme, LONGEST)
        line.set_hint(_("mm/dd"))
        line.stepped.connect(self._step)
        self._hold(line)

    def tidy(self) -> None:
        """Write the birthday as the program writes it."""
        after = tidied(self.own, self.line.text())
        if after != self.line.text() and not self.line.isReadOnly():
            self.line.write(after)
            self.tidied()

    def _step(self, step: int) -> None:
        try:
            value = self.own.parse(self.line.text())
        except UserError:
            return
        if value is not None:
            # 2000 had a February 29.
            day = dt.date(value.year or 2000, value.month, value.day) + dt.timedelta(days=step)
            after = PartialDate(day.month, day.day, value.year and day.year)
            self.line.write(self.own.show(after))
            self.touch()


class TimeEditor(LineEditor):
    """A time of day."""

    wide = 140
    written_out = staticmethod(as_time)

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        self.time = TimeLine(theme)
        self.time.picked.connect(self.touch)
        self.time.now.clicked.connect(self._write_now)
        self._hold(self.time)

    def tidy(self) -> None:
        """Write the time as the program writes it."""
        if self.time.tidy():
            self.tidied()

    def _write_now(self) -> None:
        self.time.write(show_time(local_now().time()))
        self.touch()


class DateTimeEditor(SimpleEditor):
    """A date and a time side by side, which make one entry."""

    wide = 352

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        self.day, self.time = DayLine(theme), TimeLine(theme)
        for line, share in ((self.day, 4), (self.time, 3)):
            line.textEdited.connect(self.touch)
            line.picked.connect(self.touch)
            self._row.addWidget(line, share)
        self.time.now.clicked.connect(self._write_now)
        self.setFocusProxy(self.day)

    def control(self) -> QWidget:
        """Return the line of the date."""
        return self.day

    def parts(self) -> tuple[Part, ...]:
        """Return both lines."""
        return (self.day, self.time)

    def say(self, label: str, description: str) -> None:
        """Name both lines."""
        self.day.setAccessibleName(_("{label}, date").format(label=label) if label else "")
        self.time.setAccessibleName(_("{label}, time").format(label=label) if label else "")
        for line in (self.day, self.time):
            line.setAccessibleDescription(description)

    def typed(self) -> Entry:
        """Return date and time in one text."""
        return join_moment(as_date(self.day.text()), as_time(self.time.text()))

    def show_given(self, entry: Entry) -> None:
        """Show a text in two parts."""
        date, time = split_moment(entry)
        for line, text in ((self.day, date), (self.time, time)):
            line.setText(text)
            line.setCursorPosition(0)

    def tidy(self) -> None:
        """Write the moment as the program writes it, and so show what was left open."""
        if self.day.isReadOnly():
            return
        self._spread()
        self.day.tidy()
        self.time.tidy()
        before = join_moment(self.day.text(), self.time.text())
        after = tidied(self.own, before)
        if after != before:
            self._put(after)
        elif not self._is_untouched or after != self._given:
            self.tidied()

    def focus_moved(self, before: QWidget | None, now: QWidget) -> None:
        """Write the part that was left as the program writes it."""
        if before is self.day and now is self.time and not self.day.isReadOnly():
            if self._spread() or self.day.tidy():
                self.tidied()
        elif before is self.time and now is self.day and self.time.tidy():
            self.tidied()

    def _spread(self) -> bool:
        """Spread a date with its time, pasted into the date, over both lines."""
        text = self.day.text()
        if self.time.text().strip() or not text.strip() or self.day.day() is not None:
            return False
        after = tidied(self.own, text)
        if after == text and split_moment(text)[0] == text:
            return False
        self._put(after)
        return True

    def _put(self, text: str) -> None:
        date, time = split_moment(text)
        if date != self.day.text():
            self.day.write(date)
        if time != self.time.text():
            self.time.write(time)
        self.tidied()

    def _write_now(self) -> None:
        self._put(self.own.show(local_now()))
        self.edited.emit()
