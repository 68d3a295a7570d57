"""Tasks: what one of us has to do, once or again and again."""

from __future__ import annotations

import datetime as dt

from refdesk.domain import fields as f
from refdesk.domain.fields import Ref
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.repeat import Repeat
from refdesk.domain.user import User
from refdesk.i18n import N_


class Task(
    Record,
    one=N_("Task"),
    many=N_("Tasks"),
    icon="circle-check",
    title=("what", "due"),
    patient_data=True,
):
    """Something to be done by one of us, by a day."""

    what: str = f.required(
        f.text(N_("What"), personal=True, searchable=True, indexed=True, limit=500)
    )
    due: dt.date | None = f.date(N_("By when"), indexed=True, aliases=("due", "due date"))
    owner: Ref[User] | None = f.reference(
        User, N_("Owner"), aliases=("assigned to", "responsible"), help=N_("Anybody if empty.")
    )
    repeat: Repeat | None = f.choice(
        Repeat, N_("Repeat"), help=N_("The next one is added when this one is done.")
    )
    referral: Ref[Referral] | None = f.reference(Referral, N_("Referral"))
    practice: Ref[Practice] | None = f.reference(Practice, N_("Practice"), searchable=True)
    done: dt.date | None = f.date(N_("Done"), indexed=True, aliases=("done on", "completed"))
