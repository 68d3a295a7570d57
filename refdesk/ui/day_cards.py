"""The cards beside a day's stops: the day itself, and the stop that is chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from refdesk.domain.dates import show_date
from refdesk.i18n import _
from refdesk.screens.day_state import StopLine
from refdesk.ui.cards import SideCard, in_line
from refdesk.ui.editors.combo import Combo
from refdesk.ui.editors.date_lines import DayLine
from refdesk.ui.notes_parts import labelled
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import Button, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

LOW = 26


class DayCard(SideCard):
    """Which day it is, what it comes to, and what stands against it.

    Args:
        theme: colours and sizes.
        keys: of an action.
    """

    typed = Signal()

    def __init__(self, theme: Theme, keys: Callable[[str], str]) -> None:
        super().__init__(theme, _("The day"), "calendar")
        self.line = DayLine(theme)
        self.today_button = Button(theme, _("Today"), keys=keys("visits_today"), height=LOW)
        self.tomorrow_button = Button(
            theme, _("Tomorrow"), keys=keys("visits_tomorrow"), height=LOW
        )
        self.words = Text(theme, "", Type.BODY, "text")
        self.words.setWordWrap(True)
        self.notice = Notice(theme, above=4)
        self.body.addLayout(labelled(theme, _("Date"), self.line))
        self.body.addLayout(in_line(theme, self.today_button, self.tomorrow_button))
        self.body.addWidget(self.words)
        self.body.addWidget(self.notice)
        self._said = ""
        self.line.editingFinished.connect(self.typed)
        self.line.picked.connect(self.typed)

    def show_date(self, date: dt.date) -> None:
        """Show which day it is."""
        self.line.write(show_date(date))

    def show_totals(self, totals: list[str], said: str) -> None:
        """Show what the day comes to; `said` warns, and is told once."""
        self.words.setText("\n".join(totals))
        self.words.setVisible(bool(totals))
        if said == self._said:
            return
        self._said = said
        if said:
            self.notice.tell(Weight.WARN, "", said)
        else:
            self.notice.clear()


class StopCard(SideCard):
    """The stop that is chosen: where it is, how long one stays, and what is to know."""

    office_chosen = Signal(str)
    stay_typed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("This stop"), "building-2")
        self.told = Text(theme, "", Type.BODY, "text2")
        self.told.setWordWrap(True)
        self.office = Combo(theme, ())
        self.office.say(_("Office"), "")
        self.minutes = QLineEdit()
        self.minutes.setMaxLength(3)
        self.minutes.setFixedWidth(theme.px(84))
        column = labelled(theme, _("Office"), self.office)
        column.setContentsMargins(0, 0, 0, 0)
        self.offices = QWidget()
        self.offices.setLayout(column)
        self.body.addWidget(self.told)
        self.body.addWidget(self.offices)
        self.body.addLayout(labelled(theme, _("Minutes there"), self.minutes))
        self.office.chosen.connect(self.office_chosen)
        self.minutes.editingFinished.connect(self.stay_typed)

    def show_line(self, line: StopLine | None) -> None:
        """Show a stop; an office is to choose where there are several."""
        self.minutes.setText(str(line.minutes) if line else "")
        offices = line.offices if line else ()
        self.offices.setVisible(len(offices) > 1)
        self.office.offer([(str(code), words) for code, words in offices])
        self.office.choose(str(line.office) if line else "")
        self.told.setText("\n".join((line.name, line.address, *line.notes)) if line else "")
