"""What the stories about the store are told with."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.customs import CustomField
from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Kept, Plain
from refdesk.domain.kinds.texts import Digest
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.services.session import Desk
from refdesk.store import rows
from refdesk.store.verify import findings

R = TypeVar("R", bound=Record)
State = dict[tuple[str, int], dict[str, Plain]]


def add(desk: Desk, *records: Record, by: int | None = 1, label: str = "Add") -> int:
    """Save new records as one change; return its number."""
    with desk.db.change(label, by=by) as work:
        for record in records:
            work.add(record)
    return last_change(desk)


def save(desk: Desk, record: Record, *, by: int | None = 1, label: str = "Change") -> int:
    with desk.db.change(label, by=by) as work:
        work.save(record)
    return last_change(desk)


def delete(desk: Desk, record: Record, *, by: int | None = 1, label: str = "Delete") -> int:
    with desk.db.change(label, by=by) as work:
        work.delete(record.kind, [record.id])
    return last_change(desk)


def take_back(desk: Desk, change: int, *, by: int | None = 1) -> list[str]:
    """Undo one change, or the undoing of one; return the kinds that stay as proof."""
    with desk.db.change("Undo", by=by, undoes=change) as work:
        return list(desk.db.replay.apply(work, change).kept)


def undo(desk: Desk, by: int | None = 1) -> int | None:
    """Undo this user's newest change; return its number, None if there is nothing to undo."""
    with desk.db.reading() as connection:
        change = desk.db.replay.next_undo(connection, by)
    if change is not None:
        take_back(desk, change, by=by)
    return change


def redo(desk: Desk, by: int | None = 1) -> int | None:
    with desk.db.reading() as connection:
        undoing = desk.db.replay.next_redo(connection, by)
    if undoing is not None:
        take_back(desk, undoing, by=by)
    return undoing


def last_change(desk: Desk) -> int:
    with desk.db.reading() as connection:
        return desk.db.log.last(connection)[0]


def again(desk: Desk, record: R) -> R:
    """Return a record as it stands in the database."""
    found = desk.db.get(type(record), record.id)
    assert found is not None
    return found


def practice(desk: Desk, name: str = "Tilbrook Pediatrics", **values: Any) -> Practice:
    """Return a practice that was just added."""
    made = Practice(name=name, **values)
    add(desk, made, label="Add practice")
    return again(desk, made)


def tagged(record: R, *tags: str) -> R:
    record.tags = tags
    return record


def state(desk: Desk) -> State:
    """Return every row of the desk, without the stamps of its last change."""
    found: State = {}
    with desk.db.reading() as connection:
        for kind, table in desk.db.schema.kinds.items():
            ids = connection.execute(sa.select(table.table.c.id)).scalars().all()
            for row_id, image in rows.load_images(connection, table, ids).items():
                stamps = ("changed_at", "changed_by")
                found[kind, row_id] = {k: v for k, v in image.items() if k not in stamps}
    return found


def faults(desk: Desk) -> list[str]:
    with desk.db.reading() as connection:
        return list(findings(connection, desk.db.schema, desk.db.log))


@contextlib.contextmanager
def past_the_recorder(desk: Desk) -> Iterator[sa.Connection]:
    """A hand inside the database: what is done here, no change set knows of."""
    with desk.db._writer.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
            connection.commit()
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def tamper(desk: Desk, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> None:
    with past_the_recorder(desk) as connection:
        done = connection.exec_driver_sql(sql, tuple(parameters))
        assert done.rowcount, "the story is about a row that is not there"


def bare(desk: Desk) -> Desk:
    """Return a desk that only stores: rows of these tests follow no rules but those of rows."""
    desk.db.keeper = None
    return desk


def example(of: type[R], number: int) -> R:
    """Return a record with every field filled in; references name record 1 of their kind."""
    beside = {"custom": {"cf1": f"own {number}"}, "sources": {"file.name": f"said {number}"}}
    record = of.from_plain(0, beside)
    for own in of.fields.values():
        if own.name in ("archived", "created_at", "created_by", "changed_at", "changed_by"):
            continue
        own.set_on(record, example_value(own, number))
    if isinstance(record, CustomField):
        record.record_kind = CATALOGUE[number % len(CATALOGUE)].kind
    return record


def example_value(own: Field, number: int) -> Any:
    if own.target_kind:
        return own.from_plain([1] if own.kind.kept is Kept.LINKS else 1)
    if own.kind.kept is Kept.FLAG:
        return bool(number % 2)
    # From 1 on: no number is blank, and no choice of several is empty.
    return own.kind.example(own, number + 1)


def fill(desk: Desk, each: int = 1) -> None:
    """Give the desk examples of every kind of record, each in a change of its own."""
    with desk.db.change("Keep", by=desk.user.id) as work:
        for number in range(10):
            work.keep(Digest.example_bytes(number))
    for of in CATALOGUE:
        for number in range(each):
            add(desk, example(of, number))
