"""One open desk's rows: reading, and changing in one transaction at a time."""

from __future__ import annotations

import datetime as dt
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.changes import ChangeSet, Entry
from refdesk.domain.errors import KnownFailure, UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Plain
from refdesk.domain.kinds.times import MOMENT
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.store import listing, rows
from refdesk.store.custom import make_index
from refdesk.store.kept import content_of
from refdesk.store.listing import Filter, Query
from refdesk.store.log import ChangeLog, Header
from refdesk.store.long import Link, LongChange
from refdesk.store.own import Own
from refdesk.store.search import SearchIndex
from refdesk.store.tables import Schema, build_schema, has_key
from refdesk.store.turns import Turns
from refdesk.store.undo import Replay
from refdesk.store.uses import find_use
from refdesk.store.work import Keeper, Work

R = TypeVar("R", bound=Record)
Listener = Callable[[ChangeSet], None]


class Database:
    """The records of an open desk.

    Args:
        writer: the engine that may change rows; one thread at a time.
        reader: an engine that only reads, from any thread.
        key: seals the change log, 32 bytes.
        committed: called with sequence and MAC after every change that is safely on disk.
    """

    def __init__(
        self,
        writer: sa.Engine,
        reader: sa.Engine,
        key: bytes,
        committed: Callable[[int, bytes], None],
        catalogue: Sequence[type[Record]] = CATALOGUE,
    ) -> None:
        self.schema: Schema = build_schema(catalogue)
        self.search = SearchIndex(catalogue)
        self.log = ChangeLog(self.schema, key)
        self.replay = Replay(self.schema, self.log)
        self._writer, self._reader = writer, reader
        self._committed = committed
        self._listeners: list[Listener] = []
        self.notices: list[str] = []
        self._one_change = Turns()
        self._changing: int | None = None
        self.keeper: Keeper | None = None
        """Who keeps what follows from changes; set by whoever opens the desk."""
        self.own = Own(writer, reader, self.schema, self._one_change)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; return the function that stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def change(self, label: str, by: int | None, *, undoes: int | None = None) -> Iterator[Work]:
        """Open a change: saved whole when the block ends, not at all when it raises.

        Raises:
            UserError: a row that is to go is still referred to, or a name is no record.
        """
        with self.link(Header(by, label, undoes)) as link:
            yield link.work
        self.tell(link.done)

    @contextmanager
    def long_change(
        self, label: str, by: int | None, *, undoes: int | None = None
    ) -> Iterator[LongChange]:
        """Open a change that is saved in slices; one that raises is taken back, slice by slice.

        Between two slices whoever waits has a turn. It is one change for undo and history.
        """
        long = LongChange(self, Header(by, label, undoes))
        try:
            yield long
            long.close()
        except BaseException:
            long.take_back()
            raise
        self.tell(long.done)

    @contextmanager
    def link(self, header: Header, *, empty: bool = False) -> Iterator[Link]:
        """Write one link of the chain, even an `empty` one; nobody is told of it yet."""
        if self._changing == threading.get_ident():
            raise RuntimeError("a change within a change would wait for itself")
        with self._one_change:
            self._changing = threading.get_ident()
            try:
                with self._writer.connect() as connection:
                    at = dt.datetime.now(dt.UTC).strftime(MOMENT)
                    by = header.user_id
                    work = Work(
                        connection,
                        self.schema,
                        self.search,
                        at=at,
                        user_id=by,
                        keeper=self.keeper,
                    )
                    link = Link(work)
                    with _told_plainly(connection):
                        yield link
                        if self.keeper is not None:
                            self.keeper.settle(work, is_undo=header.undoes is not None)
                        entries = link.work.finish()
                        if entries or empty:
                            link.done = self._append(link.work, header, entries)
                        connection.commit()
                if link.done is not None:
                    self._mark(link.done)
            finally:
                self._changing = None

    def _append(self, work: Work, header: Header, entries: Sequence[Entry]) -> ChangeSet:
        return self.log.append(work.connection, work.at, header, entries)

    def tell(self, done: ChangeSet | None) -> None:
        """Tell all who listen of a change, if there was one."""
        if done is not None:
            for listener in tuple(self._listeners):
                listener(done)

    def _mark(self, done: ChangeSet) -> None:
        try:
            self._committed(done.id, done.mac)
        except KnownFailure as failure:
            # The change is saved, and must not look as if it were not.
            self.notices.append(failure.message)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a connection that sees one state of the desk and cannot change it."""
        with self._reader.connect() as connection:
            yield connection

    def ids(self, kind: str, query: Query) -> array[int]:
        """Return the ids of a list in its order."""
        with self.reading() as connection:
            return listing.ordered_ids(connection, self.schema.kinds[kind], self.search, query)

    def tally(
        self, of: type[Record], names: Sequence[str], filters: Sequence[Filter] = ()
    ) -> list[tuple[Plain, ...]]:
        """Return the stored values of fields as they come together, each with how often."""
        with self.reading() as connection:
            return listing.tally(connection, self.schema.kinds[of.kind], names, filters)

    def often(self, of: type[Record], name: str, newest: int) -> list[tuple[str, int]]:
        """Return the texts of one field in the newest records, each with how often, most first."""
        with self.reading() as connection:
            return listing.often(connection, self.schema.kinds[of.kind], name, newest)

    def values(self, kind: str, names: Sequence[str], query: Query) -> Sequence[tuple[Any, ...]]:
        """Return the stored values of a few fields for each record of a list, in its order."""
        with self.reading() as connection:
            table = self.schema.kinds[kind]
            return listing.stored_values(connection, table, self.search, query, names)

    def values_of(
        self, kind: str, names: Sequence[str], ids: Sequence[int]
    ) -> list[tuple[Any, ...]]:
        """Return the stored values of a few fields of the records with these ids, in any order."""
        table = self.schema.kinds[kind].table
        wanted = sa.select(*(table.c[name] for name in names))
        found: list[tuple[Any, ...]] = []
        with self.reading() as connection:
            for some in rows.batches(ids):
                query = wanted.where(table.c.id.in_(some))
                found += (tuple(row) for row in connection.execute(query))
        return found

    def count(self, kind: str, query: Query) -> int:
        """Return how many records a list has."""
        with self.reading() as connection:
            return listing.count(connection, self.schema.kinds[kind], self.search, query)

    def page(self, of: type[R], ids: Sequence[int]) -> list[R]:
        """Return the records with these ids, in their order; records that are gone are left out."""
        with self.reading() as connection:
            images = rows.load_images(connection, self.schema.kinds[of.kind], ids)
        return [of.from_plain(row_id, images[row_id]) for row_id in ids if row_id in images]

    def get(self, of: type[R], row_id: int) -> R | None:
        """Return one record, None if there is none of that id."""
        found = self.page(of, [row_id])
        return found[0] if found else None

    def kept(self, digest: str) -> bytes | None:
        """Return bytes that the vault keeps; None if they are not there or damaged."""
        with self.reading() as connection:
            return content_of(connection, self.schema, digest)

    def having(self, of: type[R], name: str, plains: Sequence[Plain]) -> dict[Plain, list[int]]:
        """Return the ids of the records whose field has one of these stored values, by value."""
        table = self.schema.kinds[of.kind].table
        found: dict[Plain, list[int]] = {}
        with self.reading() as connection:
            for some in rows.batches(plains):
                query = sa.select(table.c[name], table.c.id).where(table.c[name].in_(some))
                for plain, row_id in connection.execute(query.order_by(table.c.id)):
                    found.setdefault(plain, []).append(row_id)
        return found

    def is_empty(self, of: type[Record]) -> bool:
        """Tell whether there is no record of this kind at all."""
        own = self.schema.kinds[of.kind].table.c.id
        with self.reading() as connection:
            return connection.execute(sa.select(own).limit(1)).first() is None

    def filled(self, of: type[Record], name: str) -> list[Plain]:
        """Return the stored values of one field, of the records that have one."""
        column = self.schema.kinds[of.kind].table.c[name]
        with self.reading() as connection:
            return list(connection.execute(sa.select(column).where(column.is_not(None))).scalars())

    def named(self, of: type[R], name: str, text: str) -> list[R]:
        """Return the records whose field reads `text`, whatever its case and accents."""
        kind = self.schema.kinds[of.kind]
        with self.reading() as connection:
            key = rows.sort_key(text) if has_key(kind.record.fields[name]) else text
            query = sa.select(kind.table.c.id).where(kind.sort_column(name) == (key or ""))
            ids = list(connection.execute(query.limit(rows.AT_ONCE)).scalars())
        return self.page(of, ids)

    def use_of(self, kind: str, row_id: int) -> str | None:
        """Return a sentence naming a record that refers to this one, None if none does."""
        with self.reading() as connection:
            return find_use(connection, self.schema, kind, (row_id, row_id))

    def index_custom(self, kind: str, own: Field) -> None:
        """Make the index that sorts and filters a custom field."""
        with self._one_change, self._writer.connect() as connection:
            make_index(connection, self.schema.kinds[kind].table, own.name)
            connection.commit()


@contextmanager
def _told_plainly(connection: sa.Connection) -> Iterator[None]:
    """Roll back what fails; a reference to nothing is told as such, and anything else is a bug."""
    try:
        yield
    except IntegrityError as error:
        connection.rollback()
        if "foreign key" not in str(error.orig).lower():
            raise
        raise UserError(
            _("Something refers to a record that is not there. Nothing was saved.")
        ) from None
    except BaseException:
        connection.rollback()
        raise
