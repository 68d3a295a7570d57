"""Forms that were begun, kept in the vault for the one who began them."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.errors import KnownFailure
from refdesk.services.session import Desk


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that was begun: what was typed so far, by field name; `row_id` 0 is a new record."""

    keeping: Keeping
    kind: str
    row_id: int
    at: dt.datetime
    body: Mapping[str, Any] = field(repr=False)


A_MOMENT = 0.05
"""Seconds in which a write ends once it is committed."""


class Keeping:
    """One form's draft on its way to the vault.

    The window says what was typed, one lane writes it, and another may be saving the record: they
    meet here. What waits to be written is known to `Drafts.mine` at once, so a long change that
    holds the vault hides nothing from the person.
    """

    def __init__(self, desk: Desk, kind: str, row_id: int, draft_id: int = 0) -> None:
        self.kind, self.row_id, self.id = kind, row_id, draft_id
        self.body: Mapping[str, Any] | None = None
        self.at = dt.datetime.now(dt.UTC)
        self.is_over = False
        self._desk = desk
        self._state, self._writing = threading.Lock(), threading.Lock()

    def say(self, body: Mapping[str, Any] | None) -> None:
        """Note what was typed so far; None: nothing that is not saved."""
        with self._state:
            if not self.is_over:
                self.body, self.at = body, dt.datetime.now(dt.UTC)
                self._desk.unwritten.add(self)

    def write(self) -> None:
        """Write what was said last; nothing if that is done already, or the draft is over."""
        with self._writing:
            with self._state:
                if self not in self._desk.unwritten:
                    return
                body, is_over = self.body, self.is_over
            self._put(None if is_over else body)
            with self._state:
                if is_over or (self.body is body and not self.is_over):
                    self._desk.unwritten.discard(self)

    def end(self) -> None:
        """Forget the draft, from now on; `write` takes it out of the vault."""
        with self._state:
            self.is_over = True
            self._desk.unwritten.add(self)

    def number(self) -> int:
        """Return the number under which the vault holds the draft, 0 where it does not.

        A write that has just been committed ends in a moment, and only then tells its number; one
        that a long change holds up has none to tell.
        """
        if not self.id and self._writing.acquire(timeout=A_MOMENT):
            self._writing.release()
        return self.id

    def saved(self) -> None:
        """Forget the draft, for its record is saved; called where the saving was done.

        There, and not in the window: a desk that is locked meanwhile would give back, and so enter
        twice, what is saved already.
        """
        self.end()
        with contextlib.suppress(KnownFailure):  # the record is saved, and must not look refused
            self.write()

    def _put(self, body: Mapping[str, Any] | None) -> None:
        own, user = self._desk.db.own, self._desk.user.id
        if body is not None:
            self.id = own.keep_draft(user, self.kind, self.row_id, body, self.id)
        elif self.id:
            own.drop_draft(user, self.id)
            self.id = 0


class Drafts:
    """The drafts of the user at the desk; those of others do not exist here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(self, kind: str, row_id: int) -> Keeping:
        """Return what keeps a form that is begun now; `row_id` 0 is a new record."""
        return Keeping(self._desk, kind, row_id)

    def bring_back(self, draft: Draft) -> Draft:
        """Return a draft that was let go as a new one; its keeping writes it."""
        keeping = self.begin(draft.kind, draft.row_id)
        keeping.say(draft.body)
        return Draft(keeping, draft.kind, draft.row_id, keeping.at, draft.body)

    def mine(self) -> list[Draft]:
        """Return this user's drafts, newest first, those that wait to be written among them."""
        desk = self._desk
        waiting = tuple(desk.unwritten)
        kept = desk.db.own.drafts(desk.user.id)
        known = {one.number() for one in waiting}
        found = [
            Draft(
                Keeping(desk, one.kind, one.row_id, one.id), one.kind, one.row_id, one.at, one.body
            )
            for one in kept
            if one.id not in known
        ]
        found.extend(
            Draft(one, one.kind, one.row_id, one.at, one.body)
            for one in waiting
            if one.body is not None and not one.is_over
        )
        return sorted(found, key=lambda one: one.at, reverse=True)
