"""What the references of a file's rows name, looked up for many rows at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.services.session import Desk
from refdesk.services.typed import Typed, naming_field
from refdesk.store.rows import sort_key
from refdesk.store.tables import has_key

MOST_KEPT = 20_000
"""Texts whose meaning is remembered; a file of any length must not fill the memory."""


class References(Typed):
    """Reads typed values; what references name is looked up for many rows at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._db = desk.db
        self._read: dict[tuple[str, str], Any] = {}
        self._named: dict[tuple[str, str | None], list[Record]] = {}
        self._standing: dict[tuple[str, int], str] = {}

    def prepare(self, mentions: Iterable[tuple[Field, str]]) -> None:
        """Look up what the references of a slice of rows may name."""
        names: dict[str, set[str]] = {}
        for own, text in mentions:
            if (own.name, text.strip()) not in self._read:
                pieces = (sort_key(piece) for piece in re.split(r"[;\n]", text))
                names.setdefault(own.target_kind, set()).update(filter(None, pieces))
        self._named = {}
        if len(self._read) > MOST_KEPT:
            self._read.clear()
        for kind, keys in names.items():
            of = BY_NAME[kind]
            name = naming_field(of)
            if name is not None and has_key(of.fields[name]):
                self._prepare_kind(of, f"{name}_key", sorted(keys))

    def _prepare_kind(self, of: type[Record], column: str, keys: Sequence[str]) -> None:
        found = self._db.having(of, column, keys)
        every = sorted(row_id for ids in found.values() for row_id in ids)
        records = {record.id: record for record in self._db.page(of, every)}
        for key in keys:
            ids = found.get(key, ())
            self._named[of.kind, key] = [records[row_id] for row_id in ids if row_id in records]

    def named(self, of: type[Record], name: str, text: str) -> Sequence[Record]:
        """Return the records whose field `name` reads `text`, from what was looked up before."""
        known = self._named.get((of.kind, sort_key(text)))
        return super().named(of, name, text) if known is None else known

    def value(self, of: type[Record], own: Field, text: str) -> Any:  # noqa: ANN401  by kind
        """Read one typed value; a reference is an id or a unique exact name.

        Raises:
            UserError: the text is no such value.
        """
        if not own.target_kind:
            return super().value(of, own, text)
        key = (own.name, text.strip())
        if key not in self._read:
            try:
                self._read[key] = super().value(of, own, text)
            except UserError as error:
                self._read[key] = error.message
        read = self._read[key]
        if isinstance(read, str):
            raise UserError(read, (Problem(own.name, read),))
        return read

    def inspect(self, rows: Iterable[Mapping[Field, Any]]) -> None:
        """Look up how the records that these rows refer to stand; call it before `problems`."""
        if len(self._standing) > MOST_KEPT:
            self._standing.clear()
        wanted: dict[str, set[int]] = {}
        for values in rows:
            for own, value in values.items():
                for row_id in _ids(own, value):
                    if row_id > 0 and (own.target_kind, row_id) not in self._standing:
                        wanted.setdefault(own.target_kind, set()).add(row_id)
        for kind, ids in wanted.items():
            of = BY_NAME[kind]
            keepable = sorted(row_id for row_id in ids if row_id < 2**53)
            found = {record.id: record for record in self._db.page(of, keepable)}
            for row_id in ids:
                sentence = ""
                if row_id not in found:
                    sentence = _("names {kind} {id}, and there is none.")
                elif found[row_id].archived:
                    sentence = _("names {kind} {id}, which is archived. Restore it first.")
                name = _(of.one).lower()
                self._standing[kind, row_id] = sentence.format(kind=name, id=row_id)

    def problems(self, values: Mapping[Field, Any]) -> list[Problem]:
        """Return what is wrong with references: they name no record, or an archived one."""
        found: list[Problem] = []
        values = {own: value for own, value in values.items() if own.target_kind}
        if not values:
            return found
        self.inspect([values])
        for own, value in values.items():
            ids = (row_id for row_id in _ids(own, value) if row_id > 0)  # below: of this file
            sentences = (self._standing[own.target_kind, row_id] for row_id in ids)
            found.extend(own.problem(sentence) for sentence in sentences if sentence)
        return found


def _ids(own: Field, value: Any) -> Sequence[int]:  # noqa: ANN401  by kind
    if not own.target_kind:
        return ()
    return value if isinstance(value, tuple) else (int(value),)
