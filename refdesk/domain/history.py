"""The stage history of referrals: one line for each move, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from refdesk.domain import fields as f
from refdesk.domain.fields import Choices, Ref
from refdesk.domain.record import Record
from refdesk.domain.stages import Stage
from refdesk.domain.user import User
from refdesk.i18n import N_


class Step(Choices):
    """How a referral came from one stage to another."""

    MOVED = "moved", N_("Moved")
    CORRECTED = "corrected", N_("Corrected")
    UNDONE = "undone", N_("Undone")


class StageLine(
    Record,
    one=N_("Stage line"),
    many=N_("Stage history"),
    icon="history",
    title=("stage", "at"),
    patient_data=True,
    append_only=True,
):
    """One move of a referral: from where to where, when, by whom.

    The referral is named by its number, not as a reference: a line stays when the adding of the
    referral is undone.
    """

    referral: int | None = f.required(f.integer(N_("Referral"), indexed=True))
    before: Stage | None = f.choice(Stage, N_("From"))
    stage: Stage = f.required(f.choice(Stage, N_("To"), indexed=True))
    at: dt.datetime = f.moment_now(N_("When"), indexed=True)
    by: Ref[User] | None = f.reference(User, N_("By"))
    step: Step = f.choice(Step, N_("How"), default=Step.MOVED)
    why: str = f.text(N_("Why"), personal=True, limit=500)


def first_move(lines: Iterable[StageLine]) -> StageLine | None:
    """Return the first move of a referral that was not taken back; None if there is none.

    Args:
        lines: its history, the first line first.
    """
    stand: list[StageLine] = []
    for line in lines:
        if line.step is Step.MOVED:
            stand.append(line)
            continue
        while stand and stand[-1].stage is not line.stage:
            stand.pop()
    return stand[0] if stand else None
