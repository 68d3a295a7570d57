"""Promises: what we said we would do for a partner, and whether we did it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Self

from refdesk.domain import fields as f
from refdesk.domain.errors import Problem
from refdesk.domain.fields import Ref
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.repeat import Repeat
from refdesk.domain.user import User
from refdesk.i18n import N_, _


class Promise(
    Record,
    one=N_("Promise"),
    many=N_("Promises"),
    icon="clipboard-list",
    title=("what", "due"),
):
    """Something one of us said would be done, to whom and by when."""

    what: str = f.required(
        f.text(
            N_("What"),
            personal=True,
            searchable=True,
            indexed=True,
            limit=500,
            aliases=("promise", "promised", "what was promised"),
        )
    )
    practice: Ref[Practice] = f.required(
        f.reference(Practice, N_("Practice"), searchable=True, aliases=("clinic", "organization"))
    )
    person: Ref[Person] | None = f.reference(Person, N_("To"), aliases=("promised to",))
    made: dt.date | None = f.date(N_("Made"), indexed=True, aliases=("promised on",))
    due: dt.date | None = f.date(N_("By when"), indexed=True, aliases=("due", "due date"))
    by: Ref[User] | None = f.reference(User, N_("By"), aliases=("promised by",))
    repeat: Repeat | None = f.choice(
        Repeat, N_("Repeat"), help=N_("The next one is added when this one is kept.")
    )
    kept: dt.date | None = f.date(N_("Kept"), indexed=True, aliases=("done", "kept on"))

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Refuse a promise kept, or due, before it was made."""
        yield from super().check(before)
        for name in ("due", "kept"):
            value = getattr(self, name)
            if value and self.made and value < self.made:
                yield self.fields[name].problem(_("lies before the day it was made."))
