"""To whom something is written: people and practices, their greeting, and their address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from refdesk.domain.address import Address
from refdesk.domain.errors import UserError
from refdesk.domain.greetings import greeting, greeting_all, spoken
from refdesk.domain.person import Person, PersonRole
from refdesk.domain.practice import Office, PartnerStatus, Practice
from refdesk.domain.record import Record
from refdesk.domain.text import inside
from refdesk.i18n import _
from refdesk.services.letterheads import lines
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query

MOST = 2_000
NAMED = 5
"""People that a remark names; it counts the rest."""
Subjects = Sequence[tuple[type[Record], int]]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to write to, or everybody at a practice; `person` and `practice` are ids, or 0.

    `address` is street and town, empty where it is not known.
    """

    person: int
    practice: int
    name: str = field(repr=False)
    practice_name: str
    greeting: str = field(repr=False)
    role: str = ""
    address: tuple[str, ...] = field(default=(), repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of an envelope, the name first."""
        return tuple(line for line in (self.name, self.practice_name, *self.address) if line)


class Recipients:
    """Finds out to whom something may be written, a few hundred at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def contacts(self, subjects: Subjects) -> Subjects:
        """Return the same, each practice replaced by whom one writes to there, if anybody is known.

        That is the gatekeeper with the most influence, else a physician, else anybody.
        """
        wanted = [row_id for of, row_id in subjects if of is Practice]
        best: dict[int, Person] = {}
        for person in self._people_at(wanted):
            if not person.do_not_contact:
                for practice in person.practices:
                    held = best.get(int(practice))
                    if held is None or _rank(person) > _rank(held):
                        best[int(practice)] = person
        chosen: list[tuple[type[Record], int]] = []
        for of, row_id in subjects:
            contact = best.get(row_id) if of is Practice else None
            chosen.append((Person, contact.id) if contact else (of, row_id))
        return tuple(dict.fromkeys(chosen))

    def of(self, subjects: Subjects) -> tuple[tuple[Recipient, ...], tuple[str, ...]]:
        """Return the recipients in order, and remarks on who is left out.

        Raises:
            UserError: a subject is neither person nor practice, or nobody is left.
        """
        _require_few(subjects)
        people = self._by_id(Person, (row_id for of, row_id in subjects if of is Person))
        at = [row_id for of, row_id in subjects if of is Practice]
        at += [int(p) for person in people.values() for p in person.practices[:1]]
        practices = self._by_id(Practice, at)
        offices = self._offices(people, practices)
        found: list[Recipient] = []
        barred: list[str] = []
        for of, row_id in dict.fromkeys(subjects):
            person = people.get(row_id) if of is Person else None
            first = int(person.practices[0]) if person and person.practices else 0
            practice = practices.get(first if of is Person else row_id)
            if _may_write(person, practice):
                found.append(_recipient(person, practice, offices))
            elif person or practice:
                barred.append(person.name if person else practice.name if practice else "")
        remarks = [_left_out(barred)] if barred else []
        if not found:
            raise UserError(" ".join([_("There is nobody to write to."), *remarks]))
        return tuple(found), tuple(remarks)

    def _by_id(self, of: type[R], ids: Iterable[int]) -> dict[int, R]:
        return {record.id: record for record in self._records.page(of, list(dict.fromkeys(ids)))}

    def _people_at(self, practices: Sequence[int]) -> list[Person]:
        if not practices:
            return []
        at = Filter(Person.fields["practices"], Match.ANY_OF, list(practices))
        return self._records.page(Person, self._records.ids(Person, Query(filters=(at,))))

    def _offices(
        self, people: Mapping[int, Person], practices: Mapping[int, Practice]
    ) -> dict[tuple[str, int], Address]:
        """Return addresses: of people by their own office, of practices by their first office."""
        found: dict[tuple[str, int], Address] = {}
        at = Filter(Office.fields["practice"], Match.ANY_OF, sorted(practices))
        ids = self._records.ids(Office, Query(filters=(at,))) if practices else ()
        own = self._by_id(Office, [int(o) for p in people.values() for o in p.offices])
        for office in self._records.page(Office, ids):
            if office.address and _is_whole(office.address):
                found.setdefault(("practice", int(office.practice)), office.address)
        for person in people.values():
            for row_id in person.offices:
                works = own.get(int(row_id))
                if works and works.address and not works.archived and _is_whole(works.address):
                    found.setdefault(("person", person.id), works.address)
        return found


def _recipient(
    person: Person | None,
    practice: Practice | None,
    offices: Mapping[tuple[str, int], Address],
) -> Recipient:
    at = offices.get(("practice", practice.id)) if practice else None
    where = practice.name if practice else ""
    if person is None:
        words = greeting_all(where)
        return Recipient(0, practice.id if practice else 0, "", where, words, "", tuple(lines(at)))
    at = offices.get(("person", person.id)) or at
    if at is None and _is_whole(person.address):
        at = person.address
    name = ", ".join(part for part in (spoken(person.name), person.credentials) if part)
    role = person.role if person.role is not PersonRole.OTHER else None
    return Recipient(
        person.id,
        practice.id if practice else 0,
        name,
        where,
        greeting(person),
        inside(_(role.label)) if role else "",
        tuple(lines(at)),
    )


def left_out_for_address(without: Sequence[Recipient]) -> str:
    """Return the remark that these have no address."""
    names = _names([one.name or one.practice_name for one in without])
    return _("Without an address, so left out: {names}.").format(names=names)


def _left_out(names: Sequence[str]) -> str:
    return _("Not to be contacted, so left out: {names}.").format(names=_names(names))


def _names(names: Sequence[str]) -> str:
    said = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return said if more <= 0 else _("{names} and {count} more").format(names=said, count=more)


def _may_write(person: Person | None, practice: Practice | None) -> bool:
    if practice is not None and (
        practice.archived or practice.status is PartnerStatus.DO_NOT_CONTACT
    ):
        return False
    if person is not None:
        return not (person.archived or person.do_not_contact)
    return practice is not None


def _rank(person: Person) -> tuple[bool, int, bool, int]:
    physician = person.role is PersonRole.PHYSICIAN
    return person.gatekeeper, person.influence or 0, physician, -person.id


def _is_whole(address: Address | None) -> bool:
    return bool(address and address.street and (address.city or address.zip))


def _require_few(subjects: Subjects) -> None:
    wrong = next((of for of, _row_id in subjects if of not in {Person, Practice}), None)
    if wrong is not None:
        raise UserError(
            _("Notes and labels go to people and practices, not to a {kind}.").format(
                kind=_(wrong.one).lower()
            )
        )
    if len(subjects) > MOST:
        raise UserError(
            _("{count} recipients are too many for one run; {most} are the most.").format(
                count=f"{len(subjects):,}", most=f"{MOST:,}"
            )
        )
