"""The editor of hours: one line for each day, read back in words beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from refdesk.domain.fields import Field
from refdesk.domain.hours import DAYS
from refdesk.i18n import _
from refdesk.screens.entry import Entry
from refdesk.screens.hours_words import (
    FULL_DAYS,
    USUAL,
    USUAL_WORDS,
    next_days,
    pairs_of,
    read_day,
    read_week,
    same_for,
    text_of,
)
from refdesk.ui.editors.base import Finder
from refdesk.ui.editors.day_line import DayLine, Reading
from refdesk.ui.editors.simple import Part, SimpleEditor
from refdesk.ui.parts import RING, Button, Look, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HIGH = 28
PASTED = 8
"""Characters that come at once when something is pasted."""


class HoursEditor(SimpleEditor):
    """Seven lines from Monday: "8-5", "8-12, 1-5", or nothing where it is closed."""

    wide = 540

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        px = theme.px
        self.lines = [DayLine(theme) for _day in DAYS]
        self.names = [Text(theme, _(day), Type.MEDIUM, "text3") for day in DAYS]
        self.readings = [Reading(theme) for _day in DAYS]
        self._current = 0
        self._lengths = [0] * len(DAYS)
        # Lower than other lines: seven of them are one field.
        self.setStyleSheet(
            f"QLineEdit {{ min-height: {px(HIGH) - 2}px; }}"
            f"QLineEdit:focus, QLineEdit[wrong='true'] {{ min-height: {px(HIGH) - 2 * px(2)}px; }}"
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(2))
        grid.setColumnMinimumWidth(0, px(36))
        grid.setColumnMinimumWidth(1, px(248))
        grid.setColumnStretch(1, 5)
        grid.setColumnStretch(2, 4)
        for day, line in enumerate(self.lines):
            grid.addWidget(self.names[day], day, 0)
            grid.addWidget(line, day, 1)
            grid.addWidget(self.readings[day], day, 2)
            self._connect(day, line)
        self.usual = Button(theme, _(USUAL_WORDS), Look.QUIET, height=26)
        self.same = Button(theme, same_for(0), Look.QUIET, height=26)
        self.usual.clicked.connect(lambda: self._spread(USUAL))
        self.same.clicked.connect(lambda: self._copy(self._current, next_days(self._current)))
        below = QHBoxLayout()
        below.setContentsMargins(px(36 + 8 - RING), px(2), 0, 0)
        below.setSpacing(px(8))
        below.addWidget(self.usual)
        below.addWidget(self.same)
        below.addStretch(1)
        whole = QVBoxLayout()
        whole.setSpacing(0)
        whole.addLayout(grid)
        whole.addLayout(below)
        self._row.addLayout(whole)
        self._check_all()

    def typed(self) -> Entry:
        """Return the spans of every day; what cannot be read stays as it was typed."""
        return [pairs_of(line.text()) for line in self.lines]

    def show_given(self, entry: Entry) -> None:
        """Show the days."""
        for line, pairs in zip(self.lines, entry, strict=True):
            line.setText(text_of(pairs))
            line.setCursorPosition(0)
        self._check_all()

    def control(self) -> QWidget:
        """Return the line of Monday."""
        return self.lines[0]

    def parts(self) -> tuple[Part, ...]:
        """Return the lines."""
        return tuple(self.lines)

    def mark(self, problem: str) -> None:
        """Show by the border of the first day that is meant, that another value is needed."""
        super().mark(problem)
        wrong = [day for day in range(7) if read_day(self.lines[day].text()).problem]
        meant = set(wrong) or {0}
        for day, line in enumerate(self.lines):
            line.set_wrong(wrong=bool(problem) and day in meant)
        self._read_all()

    def wrong_part(self) -> QWidget:
        """Return the line of the first day that is meant."""
        wrong = (line for line in self.lines if read_day(line.text()).problem)
        return next(wrong, self.lines[0])

    def set_locked(self, *, locked: bool) -> None:
        """Let the hours be read but not changed."""
        super().set_locked(locked=locked)
        self.usual.setVisible(not locked)
        self.same.setVisible(not locked)
        self._read_all()

    def say(self, label: str, _description: str) -> None:
        """Name every day, and say how it is read."""
        for day, line in enumerate(self.lines):
            line.setAccessibleName(_("{field}, {part}").format(field=label, part=_(FULL_DAYS[day])))
            self._describe(day)

    def tidy(self) -> None:
        """Write the day that was left as it is read."""
        self._tidy(self._current)

    def focus_moved(self, before: QWidget | None, now: QWidget) -> None:
        """Tidy the day that was left, and offer to copy the one that was reached."""
        for day, line in enumerate(self.lines):
            if line is before:
                self._tidy(day)
        for day, line in enumerate(self.lines):
            if line is now:
                self._current = day
                self.same.set_words(same_for(day) or same_for(0))
                self.same.setEnabled(bool(next_days(day)) and not line.isReadOnly())

    def _connect(self, day: int, line: DayLine) -> None:
        line.textEdited.connect(lambda text: self._on_typing(day, text))
        line.stepped.connect(lambda step: self._go(day + step))
        line.copied_down.connect(lambda: self._copy_down(day))
        line.copied_above.connect(lambda: self._copy(day - 1, range(day, day + 1)))
        line.entered.connect(lambda: self._tidy(day))

    def _on_typing(self, day: int, text: str) -> None:
        more = len(text) - self._lengths[day]
        if more >= PASTED and read_week(text) is not None:
            self._take_week(day)
            return
        if not read_day(text).problem:
            self.lines[day].set_wrong(wrong=False)
        self._read_all()
        self.touch()

    def _go(self, day: int) -> None:
        if 0 <= day < len(self.lines):
            self.lines[day].setFocus(Qt.FocusReason.TabFocusReason)

    def _copy(self, day: int, to: range) -> None:
        """Give other days the hours of one."""
        if day < 0 or not to or self.lines[day].isReadOnly():
            return
        self._tidy(day)
        for other in to:
            self.lines[other].write(self.lines[day].text())
        self._check_all()
        self.touch()

    def _copy_down(self, day: int) -> None:
        if day + 1 < len(self.lines):
            self._copy(day, range(day + 1, day + 2))
            self._go(day + 1)

    def _take_week(self, day: int) -> None:
        """Spread a text about several days, typed or pasted into one of them."""
        text = self.lines[day].text()
        self.lines[day].write("")
        self._spread(text)

    def _spread(self, text: str) -> None:
        for day, pairs in enumerate(read_week(text) or ()):
            if pairs:
                self.lines[day].write(text_of(pairs))
        self._check_all()
        self.touch()

    def _tidy(self, day: int) -> None:
        line = self.lines[day]
        text = line.text()
        reading = read_day(text)
        if reading.problem and read_week(text) is not None:
            self._take_week(day)
        elif not reading.problem and reading.words != text:
            line.write(reading.words)
        line.set_wrong(wrong=bool(read_day(line.text()).problem))
        self._read_all()

    def _check_all(self) -> None:
        for line in self.lines:
            line.set_wrong(wrong=bool(read_day(line.text()).problem))
        self._read_all()

    def _read_all(self) -> None:
        """Say beside each day how its text is read; a week without any text is not yet known."""
        is_blank = not any(line.text().strip() for line in self.lines)
        asks = is_blank and not self.lines[0].isReadOnly()
        self.lines[0].setPlaceholderText(_("Such as 8-5, or 8-12, 1-5") if asks else "")
        for day in range(len(self.lines)):
            self._read(day, closed="" if is_blank else _("Closed"))

    def _read(self, day: int, closed: str) -> None:
        line, told = self.lines[day], self.readings[day]
        text = line.text()
        self._lengths[day] = len(text)
        reading = read_day(text)
        is_open = bool(reading.spans or reading.problem)
        self.names[day].set_ink("text" if is_open else "text3")
        words = reading.brief if reading.words != text else reading.length
        told.setText(reading.problem or words or closed)
        has_problem = bool(reading.problem) and bool(line.property("wrong"))
        told.set_ink("danger" if has_problem else "text2" if reading.spans else "text3")
        self._describe(day)

    def _describe(self, day: int) -> None:
        said = (self.readings[day].text(), self._problem, self._description)
        self.lines[day].setAccessibleDescription(". ".join(filter(None, said)))
