"""Finding one record by what is typed: for fields that name another record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.text import fold
from refdesk.screens.rows import RowReader
from refdesk.services.records import Records

MOST = 8
LOOKED_AT, OF_MORE = 120, 40
"""Records whose names are compared, and of more than these; beyond them a person types on."""
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

    def find(self, kind: str, text: str, limit: int = MOST) -> tuple[list[Found], int]:
        """Return the first records that fit, and how many do.

        First come those whose name begins with the text, then those with a word that does. An
        empty text finds the newest.
        """
        ids, count = self.best(kind, text, limit)
        return self.describe(kind, ids), count

    def best(
        self, kind: str, text: str, limit: int = MOST, counted: int | None = None
    ) -> tuple[list[int], int]:
        """Return the ids of the first records that fit, and how many do.

        Args:
            kind: of the records.
            text: that was typed.
            limit: so many ids at most.
            counted: further than this is not counted; one more tells that there are more.
        """
        of, records = BY_NAME[kind], self._records
        if not text.strip():
            newest = records.ids(of, records.query(of, sort="-changed_at", limit=limit))
            # One more question for the number alone: it is what the field tells.
            return list(newest), len(records.ids(of, records.query(of)))
        most = counted + 1 if counted else None
        ids = records.ids(of, records.query(of, search=text, limit=most))
        wanted = fold(text)
        looked = list(ids[:LOOKED_AT])
        if len(ids) > LOOKED_AT:
            # A name that begins so holds what was typed, whether or not it was counted.
            first = records.beginning(of, wanted, limit)
            others = first if len(ids) == most else frozenset(first).intersection(ids)
            looked = [*looked[:OF_MORE], *others]
        titles = records.titles(kind, looked)
        best = sorted(titles, key=lambda row_id: (_rank(titles[row_id], wanted), row_id))
        return best[:limit], len(ids)

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
