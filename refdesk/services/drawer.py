"""The drawer of all sheets: what each is called, and how one is made ready from a command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from refdesk.domain.errors import UserError
from refdesk.domain.letter import LetterForm
from refdesk.domain.record import Record
from refdesk.domain.register import Purpose
from refdesk.domain.text import fold
from refdesk.i18n import _
from refdesk.services.address_papers import AddressPapers
from refdesk.services.call_papers import CallPapers
from refdesk.services.note_papers import NotePapers, Signed, Wanted
from refdesk.services.note_texts import STARTERS
from refdesk.services.printing import today
from refdesk.services.recipients import Recipients
from refdesk.services.reminder_papers import ReminderPapers
from refdesk.services.reminders import ReminderWish
from refdesk.services.run import Run
from refdesk.services.session import Desk
from refdesk.services.visit_papers import VisitPapers


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for: subjects, the day (None: the usual one), and a sheet's own choices.

    `mine` leaves out of the call list what is others'.
    """

    subjects: Sequence[tuple[type[Record], int]] = ()
    date: dt.date | None = None
    form: str = LetterForm.CARD.value
    stock: str = "5160"
    start: int = 1
    kind: str = "10"
    text: str = field(default="", repr=False)
    mine: bool = False
    reminders: ReminderWish = field(default_factory=ReminderWish)
    purpose: Purpose = Purpose.TREATMENT


Maker = Callable[[Asked], Run]


class Drawer:
    """Makes any sheet ready to be printed.

    Args:
        desk: the open desk.
        more: what makes sheets of what screens show, by name.
    """

    def __init__(self, desk: Desk, more: Mapping[str, Maker] | None = None) -> None:
        self._desk = desk
        days, addresses = VisitPapers(desk), AddressPapers(desk)
        self._makers: Mapping[str, Maker] = {
            "visit_log": lambda asked: days.visit_log(_visit_day(asked), asked.subjects),
            "visit_plan": lambda asked: days.visit_plan(_visit_day(asked), asked.subjects),
            "call_list": self._call_list,
            "reminders": self._reminders,
            "thank_you": self._thank_you,
            "labels": lambda asked: addresses.labels(asked.subjects, asked.stock, asked.start),
            "envelopes": lambda asked: addresses.envelopes(asked.subjects, asked.kind),
            "ruler_sheet": lambda asked: addresses.ruler_sheet(asked.stock, asked.start),
            **(more or {}),
        }

    def run(self, name: str, asked: Asked) -> Run:
        """Return a sheet, ready to be printed.

        Args:
            name: one of `refdesk.domain.sheets.TITLES`, in any spelling.
            asked: what for.

        Raises:
            UserError: no such sheet, or nothing to print.
        """
        make = self._makers.get(fold(name).replace(" ", "_"))
        if make is None:
            raise UserError(
                _("There is no sheet called {name}. There are: {sheets}.").format(
                    name=name[:60], sheets=", ".join(self._makers)
                )
            )
        return make(asked)

    def _call_list(self, asked: Asked) -> Run:
        owner = self._desk.user.id if asked.mine else None
        return CallPapers(self._desk).call_list(dt.datetime.now(dt.UTC), owner)

    def _reminders(self, asked: Asked) -> Run:
        papers, now = ReminderPapers(self._desk), dt.datetime.now(dt.UTC)
        return papers.reminders(asked.reminders, asked.purpose, now)

    def _thank_you(self, asked: Asked) -> Run:
        form = next((one for one in LetterForm if one.value == fold(asked.form)), None)
        if form is None:
            forms = ", ".join(one.value for one in LetterForm)
            raise UserError(
                _("There is no form {name}. There are: {forms}.").format(
                    name=asked.form[:20], forms=forms
                )
            )
        text = asked.text or _(STARTERS[0].text)
        to = Recipients(self._desk).contacts(asked.subjects)
        user = self._desk.user
        role = _(user.role.label)
        signed = Signed(user.name, role if role != user.name else "", asked.date or today())
        return NotePapers(self._desk).run([Wanted(*one, text) for one in to], form, signed)


def _visit_day(asked: Asked) -> dt.date:
    return asked.date or today() + dt.timedelta(days=1)
