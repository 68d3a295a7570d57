"""Finding records by parts of words: a trigram index of the searchable fields.

Words are folded and stand two spaces apart, so that one or two letters with the spaces before
them are still three characters: the start of a word is found from its first letter on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Plain
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.store.rows import batches

GAP = "  "
LONGEST = 20_000
MOST_TOKENS = 8


def is_indexed(own: Field) -> bool:
    """Tell whether the field's own text is in the index; references are found by their record."""
    return own.searchable and own.target is None


def indexed_fields(record: type[Record]) -> list[Field]:
    """Return the fields whose text finds a record of this kind."""
    return [own for own in record.fields.values() if is_indexed(own)]


def document(record: type[Record], image: Mapping[str, Plain]) -> str:
    """Return the text under which a record is found."""
    parts = []
    for own in indexed_fields(record):
        value = own.from_plain(image.get(own.name))
        if not own.is_empty(value):
            parts.append(fold(own.kind.found_by(value, own)))
    words = " ".join(parts).split()
    return (GAP + GAP.join(words) + GAP)[:LONGEST] if words else ""


def tokens(typed: str) -> list[str]:
    """Return the folded words of what a person typed; a number in any form is one word.

    "(740) 555-0117" and "740.555.0117" are both "7405550117".
    """
    words: list[str] = []
    for piece in _numbers_joined(typed).split():
        words.extend(fold(piece).split())
    return words[:MOST_TOKENS]


def _numbers_joined(typed: str) -> str:
    stripped = "".join(typed.split())
    digits = "".join(char for char in stripped if char.isdecimal())
    is_number = len(digits) >= 5 and all(char.isdecimal() or char in "+()-./" for char in stripped)
    if not is_number:
        return typed
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


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
            wanted = " ".join(own.name for own in indexed_fields(record))
            if known.get(kind) == wanted:
                continue
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS search_{kind}")
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE search_{kind} USING fts5(text, content='',"
                " contentless_delete=1, tokenize='trigram case_sensitive 1')"
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
        rows = [(row_id, document(record, image)) for row_id, image in images]
        if rows:
            sql = f"INSERT INTO search_{kind} (rowid, text) VALUES (?, ?)"  # noqa: S608  our own name
            connection.exec_driver_sql(sql, rows)

    def remove(self, connection: sa.Connection, kind: str, ids: Iterable[int]) -> None:
        """Take rows out of the index."""
        if kind in self.kinds:
            sql = f"DELETE FROM search_{kind} WHERE rowid = ?"  # noqa: S608  our own name
            for some in batches(ids):
                connection.exec_driver_sql(sql, [(row_id,) for row_id in some])

    def matching(self, kind: str, token: str) -> sa.Select[int] | None:
        """Return a query for the ids found by one token; None where the kind is not indexed."""
        if kind not in self.kinds:
            return None
        padded = token if len(token) > 2 else token.rjust(3)
        index = sa.table(f"search_{kind}", sa.column("rowid", sa.Integer))
        phrase = '"' + padded.replace('"', "") + '"'
        return sa.select(index.c.rowid).where(sa.literal_column(index.name).op("MATCH")(phrase))

    def condition(
        self, table: sa.Table, record: type[Record], typed: str
    ) -> sa.ColumnElement[bool] | None:
        """Return the condition that a record, or one it names, holds every word of `typed`."""
        words = tokens(typed)
        if not words:
            return sa.false() if typed.strip() else None
        return sa.and_(*(self._one(table, record, word) for word in words))

    def _one(self, table: sa.Table, record: type[Record], word: str) -> sa.ColumnElement[bool]:
        ways: list[sa.Select[int]] = []
        own_text = self.matching(record.kind, word)
        if own_text is not None:
            ways.append(own_text)
        for own in referring(record):
            found = self.matching(own.target_kind, word)
            if found is not None:
                # By the reference's index: an OR of conditions would read the whole table.
                ways.append(sa.select(table.c.id).where(table.c[own.name].in_(found)))
        return table.c.id.in_(sa.union_all(*ways)) if ways else sa.false()


def referring(record: type[Record]) -> Sequence[Field]:
    """Return the searchable references of a kind: it is found by what they name."""
    return [
        own for own in record.fields.values() if own.searchable and own.kind.name == "reference"
    ]
