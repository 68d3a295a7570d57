"""What refers to a record: how many of which kind, found from the catalogue alone."""

from __future__ import annotations

from dataclasses import dataclass

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.record import Record
from refdesk.services.records import Records

LEFT_OUT = frozenset({"created_by", "changed_by"})


@dataclass(frozen=True, slots=True)
class Link:
    """A way in which records of another kind can refer to this one."""

    kind: str
    many: str
    icon: str
    field: str
    label: str


def links_to(kind: str) -> tuple[Link, ...]:
    """Return every field by which a record of another kind can name one of this kind."""
    return tuple(
        Link(of.kind, of.many, of.icon, own.name, own.label)
        for of in CATALOGUE
        for own in of.fields.values()
        if own.target_kind == kind and own.name not in LEFT_OUT
    )


def count_links(records: Records, record: Record) -> list[tuple[Link, int]]:
    """Return how many records name this one, by field; those that nobody uses are left out."""
    found = []
    for link in links_to(record.kind):
        of = next(one for one in CATALOGUE if one.kind == link.kind)
        query = records.query(of, filters={link.field: str(record.id)})
        count = len(records.ids(of, query))
        if count:
            found.append((link, count))
    return found
