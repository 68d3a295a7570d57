"""The dialog that asks which reminders leave: of what, for how long, whose, with names or not."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from refdesk.domain.register import Purpose
from refdesk.i18n import _
from refdesk.screens.reminder_choice import DAYS, MEMORY, chosen_last, codes_of, counted
from refdesk.services.reminders import ReminderOf, Reminders, ReminderWish
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.editors.check import Check
from refdesk.ui.editors.segments import Segments
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.host import Host


class ReminderDialog(Dialog):
    """Asks for reminders; without names at first, and with them only for a purpose.

    Args:
        host: the window.
        is_mine: whose reminders it begins with.
        over: the page.
    """

    save_asked = Signal(object, object)
    """The wish, and the purpose."""
    print_asked = Signal(object, object)

    def __init__(self, host: Host, *, is_mine: bool, over: QWidget) -> None:
        super().__init__(host.theme, _("Reminders for your calendar"), over, width=548)
        theme = host.theme
        self._host, self._asked = host, 0
        days, of = chosen_last(host.preferences.remembered(MEMORY))
        self.of = {one: Check(theme, _(one.label)) for one in ReminderOf}
        for one, check in self.of.items():
            check.setChecked(one in of)
        self.days = Segments(theme, codes_of(DAYS))
        self.days.choose(str(days))
        self.whose = Segments(theme, [("mine", _("Mine")), ("all", _("Everybody"))])
        self.whose.choose("mine" if is_mine else "all")
        self.names = Check(theme, _("With names, phones, and what tasks and promises say"))
        self.purpose = Segments(theme, [(one.value, _(one.label)) for one in Purpose])
        self.count = Text(theme, "", Type.STRONG)
        self.problem = ProblemLine(theme)
        self._lay_out()
        self.add_cancel()
        self.print_button = self.add_button(_("Print"), keys=host.keys.keys("print"))
        self.button = self.add_button(_("Save as a file"), Look.PRIMARY, keys=_("Enter"))
        self._connect()
        self._turn_names()
        self.days.setFocus()
        self.read()

    def wish(self) -> ReminderWish:
        """Return what is chosen."""
        mine = self.whose.code() == "mine"
        return ReminderWish(
            days=int(self.days.code()),
            owner=self._host.desk.user.id if mine else None,
            of=frozenset(one for one, check in self.of.items() if check.isChecked()),
            names=self.names.isChecked(),
        )

    def read(self) -> None:
        """Count what is chosen."""
        self._asked += 1
        wish, reminders = self.wish(), Reminders(self._host.desk)
        now = dt.datetime.now(dt.UTC)

        def count() -> str:
            return counted(len(reminders.coming(wish, now)), wish, reminders.clock.day_of(now))

        self._host.jobs.run_query(count, partial(self._show, self._asked))

    def _show(self, asked: int, words: str) -> None:
        if isValid(self) and asked == self._asked:
            self.count.setText(words)

    def _decide(self, signal: str) -> None:
        wish, code = self.wish(), self.purpose.code()
        if not wish.of:
            self.problem.say(_("Choose what to be reminded of."))
            next(iter(self.of.values())).setFocus()
            return
        if wish.personal and not code:
            self.problem.say(_("Choose what it is for."))
            self.purpose.set_wrong(wrong=True)
            self.purpose.setFocus()
            return
        self.accept()
        why = next((one for one in Purpose if one.value == code), Purpose.TREATMENT)
        asked = self.print_asked if signal == "print" else self.save_asked
        asked.emit(wish, why if wish.personal else Purpose.TREATMENT)

    def _turn_names(self) -> None:
        """Ask for the purpose where names are to leave."""
        held = self.wish().personal
        with_names = bool(held)
        self.plain.setVisible(not with_names)
        self._why.setVisible(with_names)
        self.problem.say("")
        if with_names:
            self.notice.tell(
                Weight.WARN,
                _("Personal data leaves the desk."),
                _("This will hold: {fields}.").format(fields=", ".join(map(_, held))),
            )
        self.adjustSize()

    # Inside

    def _lay_out(self) -> None:
        theme, px = self._theme, self._theme.px
        kinds = QHBoxLayout()
        kinds.setSpacing(px(8))
        for check in self.of.values():
            kinds.addWidget(check)
        kinds.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(px(16))
        for label, control in ((_("Days ahead"), self.days), (_("Whose"), self.whose)):
            control.say(label, "")
            column = QVBoxLayout()
            column.setSpacing(px(4))
            column.addWidget(Text(theme, label, Type.LABEL, "text2"))
            column.addWidget(control)
            beside.addLayout(column)
        self.plain = Text(
            theme,
            _("Without names, a patient is the number of a referral, such as R-123."),
            Type.SMALL,
            "text3",
        )
        self.plain.setWordWrap(True)
        noted = Text(theme, _("It is noted in the register of releases."), Type.SMALL, "text3")
        self.body.addLayout(kinds)
        self.body.addLayout(beside)
        self.body.addWidget(self.names)
        self.body.addWidget(self.plain)
        self.body.addWidget(self._ask_why())
        self.body.addWidget(self.problem)
        self.body.addWidget(self.count)
        self.body.addWidget(noted)

    def _ask_why(self) -> QWidget:
        theme = self._theme
        self._why = QWidget()
        self.notice = Notice(theme)
        column = QVBoxLayout(self._why)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.notice)
        column.addWidget(Text(theme, _("What is it for?"), Type.LABEL, "text2"))
        self.purpose.say(_("What is it for?"), "")
        column.addWidget(self.purpose)
        return self._why

    def _connect(self) -> None:
        for check in self.of.values():
            check.turned.connect(self._chose_kind)
        self.days.chosen.connect(lambda _code: self.read())
        self.whose.chosen.connect(lambda _code: self.read())
        self.names.turned.connect(self._turn_names)
        self.purpose.chosen.connect(lambda _code: self._chose_why())
        self.print_button.clicked.connect(lambda: self._decide("print"))
        self.button.clicked.connect(lambda: self._decide("save"))
        keys = QKeySequence(self._host.keys.keys("print"))
        QShortcut(keys, self, lambda: self._decide("print"))

    def _chose_kind(self) -> None:
        self._turn_names()
        self.read()

    def _chose_why(self) -> None:
        self.purpose.set_wrong(wrong=False)
        self.problem.say("")
