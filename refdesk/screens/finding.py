"""Finding one record by what is typed: for fields that name another record."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.kinds import TEXT
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.screens.rows import RowReader
from refdesk.services.records import Records

MOST = 8
LOOKED_AT = 120
"""Records whose names are compared; beyond these a person types on."""
LAST = chr(0x10FFFF)
TOLD = 4
"""Columns of the list that tell a record from its namesakes."""


@dataclass(frozen=True, slots=True)
class Found:
    """One record that fits: its name, and what tells it from its namesakes.

    One that `asks` is none yet: taking it asks for more first, so it is not taken in passing.
    """

    id: int
    title: str
    detail: str = ""
    archived: bool = False
    asks: bool = False


class Finding:
    """Looks up the records that a reference can name."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._ordered: tuple[str, str, array[int]] | None = None

    def find(self, kind: str, text: str, limit: int = MOST) -> tuple[list[Found], int]:
        """Return the first records that fit, and how many do.

        First come those whose name begins with the text, then those with a word that does. An
        empty text finds the newest.
        """
        of, records = BY_NAME[kind], self._records
        if not text.strip():
            newest = records.ids(of, records.query(of, sort="-changed_at", limit=limit))
            # One more question for the number alone: it is what the field tells.
            return self.describe(kind, newest), len(records.ids(of, records.query(of)))
        ids = records.ids(of, records.query(of, search=text))
        wanted = fold(text)
        looked = list(ids[:LOOKED_AT])
        if len(ids) > LOOKED_AT:
            looked += set(self._beginning(of, wanted, limit)) & set(ids)
        titles = records.titles(kind, looked)
        best = sorted(titles, key=lambda row_id: (_rank(titles[row_id], wanted), row_id))
        return self.describe(kind, best[:limit]), len(ids)

    def _beginning(self, of: type[Record], wanted: str, limit: int) -> array[int]:
        """Return the first of the records, by name, whose name begins with the folded text."""
        own, records = of.fields[of.title[0]], self._records
        if not own.indexed or own.kind is not TEXT:
            return array("q")
        ordered = self._by_name(of, own.name, wanted)

        def key(row_id: int) -> str:
            page = records.page(of, [row_id])
            # A blank name stands last, as in the list; so does one that has just gone.
            return (fold(own.show(own.value_of(page[0]))) if page else "") or LAST

        start = bisect_left(ordered, wanted, key=key)
        return ordered[start : start + limit]

    def _by_name(self, of: type[Record], name: str, wanted: str) -> array[int]:
        """Return all ids in the order of the name, read once while a person types on.

        What has changed meanwhile costs no more than a place in the list.
        """
        kept = self._ordered
        if kept is None or kept[0] != of.kind or not wanted.startswith(kept[1]):
            records = self._records
            kept = of.kind, wanted, records.ids(of, records.query(of, sort=name))
            self._ordered = kept
        return kept[2]

    def describe(self, kind: str, ids: Iterable[int]) -> list[Found]:
        """Return these records by name, in their order; those that are gone are left out."""
        from refdesk.screens.catalogue import BY_KIND  # noqa: PLC0415  all screens

        ids = list(ids)
        records, of, screen = self._records, BY_NAME[kind], BY_KIND.get(kind)
        titles = records.titles(kind, ids)
        archived = {record.id for record in records.page(of, ids) if record.archived}
        details: dict[int, str] = {}
        if screen is not None:
            named = [one.name in of.title or not one.tells for one in screen.list.columns]
            for row_id, cells in zip(ids, RowReader(records, screen).read(ids), strict=True):
                texts = [cell.text for cell, name in zip(cells, named, strict=True) if not name]
                details[row_id] = ", ".join(filter(None, texts[:TOLD]))
        return [
            Found(row_id, titles[row_id], details.get(row_id, ""), row_id in archived)
            for row_id in ids
            if row_id in titles
        ]


def _rank(title: str, wanted: str) -> tuple[int, str]:
    """Return the order of a name among those found."""
    name = fold(title)
    if name.startswith(wanted):
        return 0, name
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 1, name
    return (2 if wanted in name else 3), name
