"""One referral at one moment, with whatever its page reads of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TypeVar

from refdesk.domain.attachment import Attachment
from refdesk.domain.clinic import Clinic
from refdesk.domain.letter import Letter
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, Referral
from refdesk.domain.task import Task
from refdesk.domain.user import User
from refdesk.domain.views import DeskSetting
from refdesk.i18n import _
from refdesk.services.attachments import Attachments
from refdesk.services.gatekeepers import gatekeeper_of
from refdesk.services.loop_reading import LoopReading
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query

R = TypeVar("R", bound=Record)
_OF_RULES = frozenset({Clinic.kind, DeskSetting.kind})
_NAMED = ("patient", "referring_practice", "referring_person", "report_letter")
"""What a referral names; another one is read anew."""
_READ = {
    "patient": frozenset({Patient.kind}),
    "practice": frozenset({Practice.kind}),
    "sender": frozenset({Person.kind}),
    "gatekeeper": frozenset({Person.kind, Practice.kind}),
    "office": frozenset({Office.kind, Person.kind, Practice.kind}),
    "promises": frozenset({Promise.kind, Practice.kind}),
    "tasks": frozenset({Task.kind, Practice.kind}),
    "letters": frozenset({Letter.kind, Practice.kind, Person.kind}),
    "files": frozenset({Attachment.kind}),
    "_users": frozenset({User.kind}),
}
"""What is read when it is asked for, and the kinds of record that it comes from."""


class Case:
    """What the panels of a referral read from; each thing is read once, when it is asked for.

    Args:
        desk: the open desk.
        referral_id: of the referral.
        now: the moment.
        before: the same case before some changes, so that only what they can touch is read again.
        kinds: the kinds of record that were changed since.

    Raises:
        UserError: there is none of that number.
    """

    def __init__(
        self,
        desk: Desk,
        referral_id: int,
        now: dt.datetime,
        *,
        before: Case | None = None,
        kinds: Collection[str] = (),
    ) -> None:
        self.desk, self.now = desk, now
        self.records = Records(desk)
        if before is None or _OF_RULES & set(kinds):
            self.loops: LoopReading = LoopReading(desk)
        else:
            self.loops = before.loops  # it knows the clinic's rules already
        found = self.loops.shown([referral_id], now)
        self.loop = found[0] if found else self.loops.one(referral_id, now)  # which says so
        self.referral = self.loop.referral
        self.attempts = self.loop.attempts
        self.history = self.loops.history(referral_id)
        self.visits = self.loops.appointments(referral_id)
        if before is not None:
            self._keep(before, frozenset(kinds))

    def _keep(self, before: Case, kinds: frozenset[str]) -> None:
        """Take over what was read before, where no change can have touched it."""
        now, then = self.referral, before.referral
        if any(getattr(now, name) != getattr(then, name) for name in _NAMED):
            return
        for name, own in _READ.items():
            if name in vars(before) and not own & kinds:
                vars(self)[name] = vars(before)[name]

    @cached_property
    def patient(self) -> Patient:
        """Whose referral it is."""
        return self.records.get(Patient, int(self.referral.patient))

    @property
    def today(self) -> dt.date:
        """The day it is at the clinic, which is where this computer stands."""
        return self.now.astimezone().date()

    @property
    def awaited(self) -> Appointment | None:
        """The appointment that is to come, or whose outcome nobody has said yet."""
        return next((one for one in self.visits if one.outcome is None), None)

    @cached_property
    def practice(self) -> Practice | None:
        """The practice that sent the patient."""
        return self._one(Practice, self.referral.referring_practice)

    @cached_property
    def sender(self) -> Person | None:
        """The physician who sent the patient."""
        return self._one(Person, self.referral.referring_person)

    @cached_property
    def gatekeeper(self) -> Person | None:
        """Who opens the door at that practice."""
        return gatekeeper_of(self.records, self.practice.id) if self.practice else None

    @cached_property
    def office(self) -> Office | None:
        """Where that physician works, else the practice's first office."""
        if self.sender and self.sender.offices:
            return self._one(Office, self.sender.offices[0])
        found = self._of_practice(Office, "practice", limit=1)
        return found[0] if found else None

    @cached_property
    def promises(self) -> list[Promise]:
        """The promises made to that practice that are still to be kept, the oldest first."""
        found = self._of_practice(Promise, "practice", Filter(Promise.fields["kept"], Match.EMPTY))
        return sorted(found, key=lambda one: (one.due or dt.date.max, one.id))

    @cached_property
    def tasks(self) -> list[Task]:
        """The tasks of this referral, and those of its practice alone that are open."""
        own, done = Task.fields, Filter(Task.fields["done"], Match.EMPTY)
        found = self._of(Task, Filter(own["referral"], plain=self.referral.id))
        found += self._of_practice(Task, "practice", done, Filter(own["referral"], Match.EMPTY))
        return sorted(found, key=lambda one: (one.due or dt.date.max, one.id))

    @cached_property
    def letters(self) -> list[Letter]:
        """What was written to that practice and its physician, the newest first."""
        found = self._of_practice(Letter, "practice")
        if self.sender:
            found += self._of(Letter, Filter(Letter.fields["recipient"], plain=self.sender.id))
        if self.referral.report_letter:
            found += self.records.page(Letter, [int(self.referral.report_letter)])
        known = {one.id: one for one in found}
        return [known[row_id] for row_id in sorted(known, reverse=True)]

    @cached_property
    def files(self) -> list[Attachment]:
        """The files of this referral, the newest first."""
        return Attachments(self.desk).of(Referral.kind, self.referral.id)

    @cached_property
    def _users(self) -> dict[int, str]:
        every = self.records.ids(User, Query(archived=None))
        return {one.id: one.name for one in self.records.page(User, every)}

    def user(self, row_id: int | None) -> str:
        """Return the name of one of us; the program's own for nobody."""
        return self._users.get(int(row_id), "") if row_id else _("RefDesk")

    def _of(self, of: type[R], *wanted: Filter, limit: int | None = None) -> list[R]:
        """Return the records that fit, without archived ones."""
        # Asked for here, "archived" would lead the search past the index on what they refer to.
        query = Query(filters=wanted, archived=None, limit=limit)
        return [one for one in self._page(of, self.records.ids(of, query)) if not one.archived]

    def _of_practice(
        self, of: type[R], name: str, *wanted: Filter, limit: int | None = None
    ) -> list[R]:
        """Return the records of the referring practice that fit."""
        if self.practice is None:
            return []
        return self._of(of, Filter(of.fields[name], plain=self.practice.id), *wanted, limit=limit)

    def _one(self, of: type[R], row_id: int | None) -> R | None:
        found = self._page(of, [int(row_id)]) if row_id else []
        return found[0] if found else None

    def _page(self, of: type[R], ids: Sequence[int]) -> list[R]:
        return self.records.page(of, ids) if ids else []
