"""Finding records by parts of words: a trigram index of the searchable fields.

Words are folded and stand two spaces apart, so that one or two letters with the spaces before
them are still three characters: the start of a word is found from its first letter on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Plain
from refdesk.domain.phone import digits_typed
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.store.rows import batches
from refdesk.store.tables import RecordTable

GAP = "  "
LONGEST = 20_000
LONGEST_TYPED = 200
SHORTEST_PART = 3
"""Letters found anywhere in a word; fewer are found at its start."""
MOST_WORDS = 8
CLEARED_AT = 50
"""Percent of a part of the index that is gone before it is written anew. At the usual 10, undoing
an import from its end wrote the same parts again and again, for 1.4 s in one commit."""
SHORTEST_NUMBER = 5


def is_indexed(own: Field) -> bool:
    """Tell whether the field's own text is in the index; references are found by their record."""
    return own.searchable and own.target is None


def indexed_fields(record: type[Record]) -> tuple[Field, ...]:
    """Return the fields whose text finds a record of this kind."""
    return tuple(own for own in record.fields.values() if is_indexed(own))


def document(fields: Iterable[Field], image: Mapping[str, Plain]) -> str:
    """Return the text under which a record is found: that of its indexed fields."""
    parts = []
    for own in fields:
        value = own.from_plain(image.get(own.name))
        if not own.is_empty(value):
            parts.append(fold(own.kind.found_by(value, own)))
    words = " ".join(parts).split()
    return (GAP + GAP.join(words) + GAP)[:LONGEST] if words else ""


def phrases(typed: str) -> list[tuple[str, ...]]:
    """Return what a person typed as phrases of the index: of each, one of its forms must be found.

    A number in any form is one phrase: "(740) 555-0117" and "740.555.0117" are both "7405550117".
    It may also be what it looks like, as the control number "2026-0117" or a ZIP with its four.
    """
    typed = typed[:LONGEST_TYPED]
    words = fold(typed).split()[:MOST_WORDS]
    number = digits_typed(typed)
    if len(number) >= SHORTEST_NUMBER:
        return [tuple(dict.fromkeys((number, GAP.join(words))))]
    return [(word.rjust(SHORTEST_PART),) for word in words]


class SearchIndex:
    """The index of one desk, one virtual table per kind of record."""

    def __init__(self, kinds: Iterable[type[Record]]) -> None:
        self.kinds = {record.kind: record for record in kinds if indexed_fields(record)}

    def prepare(self, connection: sa.Connection) -> list[str]:
        """Make the index tables that are missing or were made for other fields; name them."""
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS search_index (kind TEXT PRIMARY KEY, fields TEXT NOT NULL)"
        )
        rows = connection.exec_driver_sql("SELECT kind, fields FROM search_index")
        known = {kind: fields for kind, fields in rows}  # noqa: C416  rows are no tuples to dict()
        made = []
        for kind, record in self.kinds.items():
            wanted = f"{' '.join(own.name for own in indexed_fields(record))} {CLEARED_AT}"
            if known.get(kind) == wanted:
                continue
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS search_{kind}")
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE search_{kind} USING fts5(text, content='',"
                " contentless_delete=1, tokenize='trigram case_sensitive 1')"
            )
            connection.exec_driver_sql(
                f"INSERT INTO search_{kind} (search_{kind}, rank) VALUES ('deletemerge', ?)",  # noqa: S608
                (CLEARED_AT,),
            )
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO search_index (kind, fields) VALUES (?, ?)", (kind, wanted)
            )
            made.append(kind)
        return made

    def write(
        self,
        connection: sa.Connection,
        kind: str,
        images: Iterable[tuple[int, Mapping[str, Plain]]],
    ) -> None:
        """Index rows that are not in the index."""
        record = self.kinds.get(kind)
        if record is None:
            return
        fields = indexed_fields(record)
        rows = [(row_id, document(fields, image)) for row_id, image in images]
        if rows:
            sql = f"INSERT INTO search_{kind} (rowid, text) VALUES (?, ?)"  # noqa: S608  our own name
            connection.exec_driver_sql(sql, rows)

    def remove(self, connection: sa.Connection, kind: str, ids: Iterable[int]) -> None:
        """Take rows out of the index."""
        if kind in self.kinds:
            sql = f"DELETE FROM search_{kind} WHERE rowid = ?"  # noqa: S608  our own name
            for some in batches(ids):
                connection.exec_driver_sql(sql, [(row_id,) for row_id in some])

    def matching(self, kind: str, forms: Sequence[str]) -> sa.Select[int] | None:
        """Return a query for the ids found by one of the forms; None for a kind without index."""
        if kind not in self.kinds:
            return None
        index = sa.table(f"search_{kind}", sa.column("rowid", sa.Integer))
        # Folded text holds no quotes, so nothing typed can get out of them.
        wanted = " OR ".join(f'"{form}"' for form in forms)
        return sa.select(index.c.rowid).where(sa.literal_column(index.name).op("MATCH")(wanted))

    def condition(self, kind: RecordTable, typed: str) -> sa.ColumnElement[bool] | None:
        """Return the condition that a record, or one it names, holds every word of `typed`."""
        wanted = phrases(typed)
        if not wanted:
            return sa.false() if typed.strip() else None
        return sa.and_(*(self._one(kind, forms) for forms in wanted))

    def _one(self, kind: RecordTable, forms: Sequence[str]) -> sa.ColumnElement[bool]:
        ways: list[sa.Select[int]] = []
        own_text = self.matching(kind.record.kind, forms)
        if own_text is not None:
            ways.append(own_text)
        for own in referring(kind.record):
            found = self.matching(own.target_kind, forms)
            # A letter or two of many linked names would find half the list, slowly.
            is_vague = own.name in kind.links and len(forms[0].strip()) < SHORTEST_PART
            if found is not None and not is_vague:
                # By the reference's index: an OR of conditions would read the whole table.
                ways.append(_naming(kind, own, found))
        return kind.table.c.id.in_(sa.union_all(*ways)) if ways else sa.false()


def _naming(kind: RecordTable, own: Field, found: sa.Select[int]) -> sa.Select[int]:
    links = kind.links.get(own.name)
    if links is not None:
        return sa.select(links.c.owner).where(links.c.value.in_(found))
    return sa.select(kind.table.c.id).where(kind.table.c[own.name].in_(found))


def referring(record: type[Record]) -> Sequence[Field]:
    """Return the searchable references of a kind: it is found by what they name."""
    return [own for own in record.fields.values() if own.searchable and own.target is not None]
