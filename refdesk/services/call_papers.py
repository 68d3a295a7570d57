"""The call list on paper: whom to call today, with room to write what came of it."""

from __future__ import annotations

import datetime as dt

from refdesk.documents.due_model import Call, CallGroup, CallList
from refdesk.domain.calls import CallFor, Turn
from refdesk.domain.clock import BusinessClock
from refdesk.domain.codes import referral_code
from refdesk.domain.dates import MONTHS, show_date, show_time
from refdesk.domain.errors import UserError
from refdesk.domain.referral import ContactAttempt, Urgency
from refdesk.domain.register import Purpose
from refdesk.domain.text import inside
from refdesk.i18n import N_, _, plural
from refdesk.services.calls import Calls, CallsToMake, CallToMake
from refdesk.services.loop_reading import LoopReading
from refdesk.services.reach import reach_of
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk

MOST_TRIES = 2
"""Attempts that a block tells; it counts those before them."""
_BOOKS = frozenset(CallFor) - {CallFor.FOLLOW_UP, CallFor.AGREED}


class CallPapers:
    """Makes the call list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def call_list(self, now: dt.datetime, owner: int | None = None) -> Run:
        """Return the calls of today, ready to be printed; it names patients, and says so.

        Args:
            now: the moment.
            owner: whose referrals; everybody's where None.

        Raises:
            UserError: nobody is to be called.
        """
        from refdesk.documents.sheets.call_list import render_call_list  # noqa: PLC0415  heavy

        found = Calls(self._desk).today(now, owner)
        if not found.calls:
            raise UserError(" ".join([_("Nobody is to be called today."), *_remarks(found)]))
        whose = _("Everybody") if owner is None else self._desk.user.name
        clock = LoopReading(self._desk).rules().clock
        sheet = self._sheet(found, _Words(now, clock), whose)
        return Run(
            sheet="call_list",
            title=_("Call list"),
            label=N_("Print the call list"),
            about=whose,
            day=clock.day_of(now),
            purpose=Purpose.TREATMENT,
            with_patients=True,
            render=lambda imprint: render_call_list(sheet, imprint),
            remarks=_remarks(found),
        )

    def _sheet(self, found: CallsToMake, words: _Words, whose: str) -> CallList:
        loops = [one.loop for one in found.calls]
        owners = sorted({int(loop.referral.owner) for loop in loops if loop.referral.owner})
        names = Records(self._desk).titles("user", owners) if len(owners) > 1 else {}
        reach = reach_of(self._desk, (one.patient for one in found.calls))
        numbered = [
            (
                one.turn,
                Call(
                    number=number,
                    name=one.patient.name or one.patient.control_number,
                    code=referral_code(one.loop.referral.id),
                    phones=reach[one.patient.id].phones,
                    best=reach[one.patient.id].best,
                    what_for=_(one.reason.label),
                    due=words.due(one),
                    flags=words.flags(one),
                    agreed=words.agreed(one),
                    tries=tuple(words.tried(each) for each in one.waiting.tries[-MOST_TRIES:]),
                    more_tries=max(0, len(one.waiting.tries) - MOST_TRIES),
                    practice=one.loop.practice,
                    owner=names.get(int(one.loop.referral.owner or 0), ""),
                    books=one.reason in _BOOKS,
                ),
            )
            for number, one in enumerate(found.calls, start=1)
        ]
        groups = (
            CallGroup(title=_(turn.label), calls=tuple(call for of, call in numbered if of is turn))
            for turn in Turn
        )
        return CallList(
            clinic_name=self._desk.clinic.name,
            date=words.today,
            facts=_figures(found, whose),
            groups=tuple(group for group in groups if group.calls),
        )


class _Words:
    """What a call list says of times, on the clinic's clock."""

    def __init__(self, now: dt.datetime, clock: BusinessClock) -> None:
        self._now, self._clock = now, clock
        self.today = clock.day_of(now)

    def due(self, one: CallToMake) -> str:
        """Return when a call is due, or how late it is."""
        loop, due = one.loop, one.loop.referral.due or self._now
        if loop.late:
            return plural("{count} business day late", "{count} business days late", loop.late)
        if loop.is_overdue:
            return _("late since {time}").format(time=self._time(due))
        if self._clock.day_of(due) == self.today:
            return _("due today by {time}").format(time=self._time(due))
        return _("due {day}").format(day=self._day(due))

    def agreed(self, one: CallToMake) -> str:
        """Return the time that was agreed for today; empty where none was, or it has passed."""
        at = one.waiting.next_try
        return self._time(at) if at is not None and one.turn is Turn.AGREED else ""

    def flags(self, one: CallToMake) -> tuple[str, ...]:
        """Return what catches the eye: how urgent it is, and the time agreed for today."""
        urgency, at = one.loop.referral.urgency, one.waiting.next_try
        flags = [] if urgency is Urgency.ROUTINE else [_(urgency.label).upper()]
        if at is not None and self._clock.day_of(at) == self.today:
            flags.append(self._time(at))
        return tuple(flags)

    def tried(self, attempt: ContactAttempt) -> str:
        """Return one attempt: ``Nov 23, 2:10 PM left a message``."""
        result = inside(_(attempt.result.label))
        return f"{self._day(attempt.at)}, {self._time(attempt.at)} {result}"

    def _day(self, moment: dt.datetime) -> str:
        day = self._clock.day_of(moment)
        is_near = abs((day - self.today).days) < 200
        return f"{MONTHS[day.month - 1]} {day.day}" if is_near else show_date(day)

    def _time(self, moment: dt.datetime) -> str:
        return show_time(moment.astimezone(self._clock.zone).time())


def _figures(found: CallsToMake, whose: str) -> tuple[tuple[str, str], ...]:
    loops = [one.loop for one in found.calls]
    return (
        (_("For"), whose),
        (_("Calls"), str(len(loops))),
        (_("Late"), str(sum(loop.is_overdue for loop in loops))),
        (_("Urgent"), str(sum(loop.is_urgent for loop in loops))),
        (_("Agreed"), str(sum(one.turn is Turn.AGREED for one in found.calls))),
    )


def _remarks(found: CallsToMake) -> tuple[str, ...]:
    remarks = []
    if found.count > len(found.calls):
        remarks.append(
            _("The first {some} of {all} calls are on the sheet.").format(
                some=len(found.calls), all=f"{found.count:,}"
            )
        )
    if found.later:
        remarks.append(
            plural(
                "{count} patient is left out: a later day was agreed.",
                "{count} patients are left out: a later day was agreed with them.",
                found.later,
            )
        )
    return tuple(remarks)
