"""Long changes: saved in slices, so that nobody waits for them, and one change all the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.changes import ChangeSet
from refdesk.domain.errors import RefDeskError
from refdesk.i18n import _
from refdesk.store.log import Header
from refdesk.store.reversal import Stay

if TYPE_CHECKING:
    import sqlalchemy as sa

    from refdesk.store.database import Database
    from refdesk.store.work import Work

MOST_NAMED = 20


@dataclass(slots=True)
class Link:
    """One link of the chain in the making, and what became of it."""

    work: Work
    done: ChangeSet | None = None


class LongChange:
    """A change in slices. Leaving its `with` block closes it; raising takes it back."""

    def __init__(self, db: Database, header: Header) -> None:
        self._db, self._header = db, header
        self._first: ChangeSet | None = None
        self._touched: dict[str, set[int]] = {}
        self.last = 0
        """The newest link written."""

    @property
    def head(self) -> int | None:
        """The number of the change, None before its first slice is saved."""
        return self._first.id if self._first else None

    @property
    def done(self) -> ChangeSet | None:
        """The change as a whole; None when nothing was written."""
        touched = {kind: frozenset(ids) for kind, ids in self._touched.items()}
        return replace(self._first, touched=touched) if self._first else None

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Open a connection that sees one state of the desk, while others may write."""
        return self._db.reading()

    @contextmanager
    def slice(self) -> Iterator[Work]:
        """Open the next slice: saved whole when the block ends, not at all when it raises."""
        header = replace(self._header, part_of=self.head or 0, more=True)
        with self._db.link(header) as link:
            yield link.work
        self._note(link.done)

    def close(self, *, empty: bool = False) -> None:
        """Say that no more slices follow; an `empty` change is written too."""
        if self._first is None and not empty:
            return
        header = replace(self._header, part_of=self.head)
        with self._db.link(header, empty=True) as link:
            pass
        self._note(link.done)

    def take_back(self) -> None:
        """Undo the slices that are saved, newest first; what cannot be undone is told."""
        if self.head is None or self._first is None:
            return
        db, named = self._db, self._first
        back = LongChange(db, _taking_back(named, named.user_id))
        try:
            stay = db.replay.take_back_in_slices(back, named.id)
            back.close(empty=True)
        except RefDeskError:
            db.notices.append(
                _("“{label}” could not be taken back now. It will be when the desk is next opened.")
                .format(label=_(named.label))
            )  # fmt: skip
        else:
            if stay:
                db.notices.append(_what_stays(named.label, stay))
        finally:
            # Lists may have shown some of it while others saved.
            db.tell(self.done)

    def _note(self, done: ChangeSet | None) -> None:
        if done is None:
            return
        self._first = self._first or done
        self.last = done.id
        for kind, ids in done.touched.items():
            self._touched.setdefault(kind, set()).update(ids)


def take_back_unfinished(db: Database) -> None:
    """Undo what a process that died had saved only in part, before anybody works on the desk."""
    while True:
        with db.reading() as connection:
            unfinished = db.replay.unfinished(connection)
            named = db.log.change(connection, max(unfinished)) if unfinished else None
        if named is None:
            return
        try:
            with db.link(_taking_back(named, None), empty=True) as link:
                stay = db.replay.take_back(link.work, named.id)
        except RefDeskError as error:
            db.notices.append(
                _("“{label}” was interrupted, and could not be taken back: {why}").format(
                    label=_(named.label), why=error.message
                )
            )
            return
        db.notices.append(
            _("“{label}” was interrupted and has been taken back.").format(label=_(named.label))
            if not stay
            else _what_stays(named.label, stay)
        )


def _taking_back(change: ChangeSet, by: int | None) -> Header:
    return Header(by, _("Take back an unfinished change: {label}").format(label=_(change.label)),
                  change.id)  # fmt: skip


def _what_stays(label: str, stay: Iterable[Stay]) -> str:
    rows = sorted({one.row for one in stay})
    names = [f"{_(BY_NAME[kind].one).lower()} {row_id}" for kind, row_id in rows[:MOST_NAMED]]
    if len(rows) > MOST_NAMED:
        names.append(_("{count} more").format(count=f"{len(rows) - MOST_NAMED:,}"))
    return _(
        "“{label}” was not finished and has been taken back, but for what was changed since or is "
        "in use: {names}."
    ).format(label=_(label), names=", ".join(names))
