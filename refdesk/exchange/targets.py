"""What the columns of a table may fill: fields, their parts, and fields of what comes along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from refdesk.domain.address import PARTS
from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.fields import REQUIRED, Field
from refdesk.domain.kinds import ADDRESS
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.exchange.headings import JOINED_NAMES, NAME_WORDS
from refdesk.i18n import N_, _

FieldsOf = Callable[[type[Record]], Mapping[str, Field]]

BROUGHT: Mapping[str, type[Record]] = {of.kind: of for of in (Practice, Person, Patient)}
"""The kinds whose records may come along with those that refer to them."""
OFFICE = "office"
"""The step from a practice to its office."""
REFERRERS = frozenset({"referring_practice", "referring_person"})
"""What tells of a referral that a physician sent it, where no column says so."""
_PART_LABELS: Mapping[str, str] = {
    "street": N_("Street"),
    "street2": N_("Street 2"),
    "city": N_("City"),
    "state": N_("State"),
    "zip": N_("ZIP"),
    "first": N_("First name"),
    "middle": N_("Middle name"),
    "last": N_("Last name"),
}
IN_OFFICES = frozenset({"practice", "archived", "tags", "notes"})


@dataclass(frozen=True, slots=True)
class Target:
    """Something a column may fill, for a person to choose from."""

    name: str
    label: str
    group: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a target leads: by `steps` from record to record, then to a field or a part of it."""

    of: type[Record]
    steps: tuple[str, ...]
    field: Field
    part: str = ""

    @property
    def name(self) -> str:
        """The target in full."""
        return ".".join(filter(None, (*self.steps, self.field.name, self.part)))


def parts_of(of: type[Record], own: Field) -> Sequence[str]:
    """Return the parts of a field that may stand in columns of their own."""
    if own.kind is ADDRESS:
        return PARTS
    return tuple(NAME_WORDS) if own.name == JOINED_NAMES.get(of.kind) else ()


def place_of(of: type[Record], target: str, fields_of: FieldsOf) -> Place | None:
    """Return where a target leads; None where there is no such field to fill."""
    names = target.split(".")
    steps: list[str] = []
    while names:
        head, *names = names
        if head == OFFICE and of is Practice and names:
            of = Office
        else:
            own = fields_of(of).get(head)
            if own is None or own.program:
                return None
            if not names:
                return Place(of, tuple(steps), own)
            if names[1:] == [] and names[0] in parts_of(of, own):
                return Place(of, tuple(steps), own, names[0])
            if own.target_kind not in BROUGHT:
                return None
            of = BY_NAME[own.target_kind]
        steps.append(head)
    return None


def needed_fields(of: type[Record], fields_of: FieldsOf) -> list[Field]:
    """Return the fields that a column must fill."""
    # A moment that starts as now would give every import of the file other records.
    return [
        own
        for own in fields_of(of).values()
        if own.required
        and not own.program
        and (own.default is REQUIRED or own.default_factory or own.by_clinic)
    ]


def missing_fields(
    of: type[Record], columns: Mapping[int, str], fields_of: FieldsOf
) -> tuple[Field, ...]:
    """Return the needed fields that no column fills, and that do not follow from others."""
    filled = {target.partition(".")[0] for target in columns.values()}
    if of is Referral and filled & {*REFERRERS, "listed_source"}:
        filled.add("source")
    return tuple(own for own in needed_fields(of, fields_of) if own.name not in filled)


def targets(of: type[Record], fields_of: FieldsOf) -> tuple[Target, ...]:
    """Return all that the columns of a table of such records may fill, in the order of a form."""
    own = _(of.many)
    needed = {one.name for one in needed_fields(of, fields_of)}
    found = [
        Target(name, label, own, name.partition(".")[0] in needed)
        for name, label in _within(of, "", fields_of)
    ]
    if of is Practice:
        found += [
            Target(name, label, _(Office.one))
            for name, label in _within(Office, f"{OFFICE}.", fields_of)
            if name.split(".")[1] not in IN_OFFICES
        ]
    for one in fields_of(of).values():
        if not one.program and one.target_kind in BROUGHT:
            along = _within(BROUGHT[one.target_kind], f"{one.name}.", fields_of)
            found += [Target(name, label, _(one.label)) for name, label in along]
    return tuple(found)


def _within(of: type[Record], before: str, fields_of: FieldsOf) -> Iterator[tuple[str, str]]:
    for own in fields_of(of).values():
        if own.program:
            continue
        yield f"{before}{own.name}", _(own.label)
        for part in parts_of(of, own):
            yield f"{before}{own.name}.{part}", f"{_(own.label)}: {_(_PART_LABELS[part])}"
