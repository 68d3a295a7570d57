"""What belongs to one user alone: drafts and preferences, outside the change log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from refdesk.domain.kinds.times import MOMENT
from refdesk.store.tables import Schema


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was begun: what was typed so far, by field name; `row_id` 0 is a new record."""

    id: int
    kind: str
    row_id: int
    at: dt.datetime
    body: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"<Draft {self.id} of {self.kind}>"


class Own:
    """Reads and writes what belongs to one user; nobody else's is ever returned."""

    def __init__(
        self,
        writer: sa.Engine,
        reader: sa.Engine,
        schema: Schema,
        one_change: AbstractContextManager[None],
    ) -> None:
        self._writer, self._reader = writer, reader
        self._draft, self._preference = schema.draft, schema.preference
        self._identity = schema.identity
        self._one_change = one_change

    def drafts(self, user_id: int) -> list[Draft]:
        """Return a user's drafts, newest first."""
        table = self._draft
        query = sa.select(table).where(table.c.user_id == user_id)
        query = query.order_by(table.c.at.desc(), table.c.id.desc())
        with self._reader.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            Draft(
                row["id"],
                row["kind"],
                row["row_id"],
                dt.datetime.fromisoformat(row["at"]),
                row["body"],
            )
            for row in rows
        ]

    def keep_draft(
        self, user_id: int, kind: str, row_id: int, body: Mapping[str, Any], draft_id: int = 0
    ) -> int:
        """Write a draft, over an earlier state of itself if `draft_id` is given; return its id."""
        table = self._draft
        values = {
            "user_id": user_id,
            "kind": kind,
            "row_id": row_id,
            "at": dt.datetime.now(dt.UTC).strftime(MOMENT),
            "body": dict(body),
        }
        with self._one_change, self._writer.connect() as connection:
            of_user = (table.c.id == draft_id) & (table.c.user_id == user_id)
            of_user &= (table.c.kind == kind) & (table.c.row_id == row_id)
            done = connection.execute(sa.update(table).where(of_user).values(values))
            if not done.rowcount:
                draft_id = self._next_id(connection)
                connection.execute(sa.insert(table).values(id=draft_id, **values))
            connection.commit()
        return draft_id

    def drop_draft(self, user_id: int, draft_id: int) -> None:
        """Forget a draft; one that is gone already is no failure."""
        table = self._draft
        with self._one_change, self._writer.connect() as connection:
            of_user = (table.c.id == draft_id) & (table.c.user_id == user_id)
            connection.execute(sa.delete(table).where(of_user))
            connection.commit()

    def preferences(self, user_id: int) -> dict[str, Any]:
        """Return what a user has chosen, by the name of the setting."""
        table = self._preference
        query = sa.select(table.c.name, table.c.value).where(table.c.user_id == user_id)
        with self._reader.connect() as connection:
            return {row.name: row.value for row in connection.execute(query)}

    def prefer(self, user_id: int, name: str, value: Any) -> None:  # noqa: ANN401  any JSON
        """Keep a user's choice; None forgets it."""
        table = self._preference
        mine = (table.c.user_id == user_id) & (table.c.name == name)
        with self._one_change, self._writer.connect() as connection:
            connection.execute(sa.delete(table).where(mine))
            if value is not None:
                connection.execute(sa.insert(table).values(user_id=user_id, name=name, value=value))
            connection.commit()

    def _next_id(self, connection: sa.Connection) -> int:
        # From the desk's own count: a draft that was dropped leaves its number to no other.
        table = self._identity
        mine = table.c.kind == self._draft.name
        last = connection.execute(sa.select(table.c.last_id).where(mine)).scalar() or 0
        if last:
            connection.execute(sa.update(table).where(mine).values(last_id=last + 1))
        else:
            connection.execute(sa.insert(table).values(kind=self._draft.name, last_id=1))
        return int(last) + 1
