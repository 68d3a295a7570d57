"""Tasks and promises that are due, and what happens when they are done."""

from __future__ import annotations

import datetime as dt

from refdesk.domain.errors import UserError
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.repeat import next_due
from refdesk.domain.task import Task
from refdesk.i18n import N_, _
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query


class DueWork:
    """Finds what is due by a day, and marks it done."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def tasks(self, day: dt.date, owner: int | None = None) -> list[int]:
        """Return the open tasks due by a day, the oldest first; of one user or of everybody."""
        return self._due(Task, "done", "owner", day, owner)

    def promises(self, day: dt.date, owner: int | None = None) -> list[int]:
        """Return the promises to be kept by a day, the oldest first."""
        return self._due(Promise, "kept", "by", day, owner)

    def done(self, task_id: int, day: dt.date) -> Task | None:
        """Mark a task as done, and add the next one of a task that repeats; return that one.

        Raises:
            UserError: it is done already.
        """
        task = self._records.get(Task, task_id)
        if task.done is not None:
            raise UserError(_("This task is done already."))
        task.done = day
        with self._desk.db.change(N_("Task done"), by=self._desk.user.id) as work:
            work.save(task)
            if task.repeat is None:
                return None
            following = Task(what=task.what, due=next_due(task.due or day, task.repeat, day))
            for name in ("owner", "repeat", "referral", "practice", "notes", "tags"):
                setattr(following, name, getattr(task, name))
            return work.add(following)

    def kept(self, promise_id: int, day: dt.date) -> Promise | None:
        """Mark a promise as kept, and add the next one of a promise that repeats; return that one.

        Raises:
            UserError: it is kept already.
        """
        promise = self._records.get(Promise, promise_id)
        if promise.kept is not None:
            raise UserError(_("This promise is kept already."))
        promise.kept = day
        with self._desk.db.change(N_("Promise kept"), by=self._desk.user.id) as work:
            work.save(promise)
            if promise.repeat is None:
                return None
            due = next_due(promise.due or day, promise.repeat, day)
            following = Promise(what=promise.what, practice=promise.practice, made=day, due=due)
            for name in ("person", "by", "repeat", "notes", "tags"):
                setattr(following, name, getattr(promise, name))
            return work.add(following)

    def _due(
        self, of: type[Record], done: str, whose: str, day: dt.date, owner: int | None
    ) -> list[int]:
        own = of.fields
        wanted = [Filter(own[done], Match.EMPTY), Filter(own["due"], Match.TO, day.isoformat())]
        if owner is not None:
            wanted.append(Filter(own[whose], plain=owner))
        return list(self._records.ids(of, Query(filters=tuple(wanted), sort=own["due"])))
