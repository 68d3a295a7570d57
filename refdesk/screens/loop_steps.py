"""The steps of a loop as small forms: which fields each asks for, and what it begins with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from refdesk.domain.dates import show_date
from refdesk.domain.due import ends_before
from refdesk.domain.record import Record
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.domain.stages import Stage, may_move
from refdesk.domain.task import Task
from refdesk.i18n import N_, _

S = Stage
STEP = "step"
"""In the body of a draft: by which step it was begun."""


@dataclass(frozen=True, slots=True)
class LoopStep:
    """One step: `of` is what it fills in, a new record or the referral itself.

    `stage` is where the referral goes by it; for the others its keeper sees to that. `done` says
    that it was done; `needs` are fields that the record itself can do without.
    """

    name: str
    title: str
    of: type[Record]
    names: tuple[str, ...]
    done: str
    stage: Stage | None = None
    needs: frozenset[str] = frozenset()


_VISIT = ("date", "time", "provider")
STEPS: Mapping[str, LoopStep] = {
    step.name: step
    for step in (
        LoopStep(
            "call",
            N_("Log a call"),
            ContactAttempt,
            ("result", "how", "next_try", "notes"),
            N_("Call logged"),
        ),
        LoopStep("schedule", N_("Schedule a visit"), Appointment, _VISIT, N_("Visit scheduled")),
        LoopStep(
            "reschedule",
            N_("Reschedule the visit"),
            Appointment,
            _VISIT,
            N_("Visit rescheduled"),
        ),
        LoopStep(
            "report",
            N_("Report sent"),
            Referral,
            ("report_sent", "report_how", "report_letter"),
            N_("Report sent"),
            S.REPORTED,
        ),
        LoopStep(
            "follow_up",
            N_("Follow up with the patient"),
            Referral,
            ("followed_up", "feedback", "follow_up_waived"),
            N_("Followed up"),
        ),
        LoopStep(
            "close",
            N_("Close the loop"),
            Referral,
            ("closed_reason", "followed_up", "follow_up_waived"),
            N_("Loop closed"),
            S.CLOSED,
            frozenset({"closed_reason"}),
        ),
        LoopStep(
            "task", N_("Add a task"), Task, ("what", "due", "owner", "repeat"), N_("Task added")
        ),
    )
}
DIRECT: Mapping[str, Stage] = {
    "not_reached": S.UNABLE_TO_REACH,
    "attended": S.ATTENDED,
    "no_show": S.NO_SHOW,
    "cancelled_visit": S.CONTACTING,
    "declined_by_patient": S.DECLINED_BY_PATIENT,
    "declined_by_us": S.DECLINED_BY_US,
    "cancelled": S.CANCELLED,
    "reopen": S.REOPENED,
}
"""Steps that ask for nothing; undo takes each of them back."""
_WORDS = {
    "not_reached": N_("Not reached"),
    "attended": N_("Mark attended"),
    "no_show": N_("No-show"),
    "cancelled_visit": N_("Cancel the visit"),
    "declined_by_patient": N_("Declined by patient"),
    "declined_by_us": N_("Declined by us"),
    "cancelled": N_("Referral cancelled"),
    "reopen": N_("Reopen"),
    "correct": N_("Correct the stage"),
    "edit": N_("Edit all fields"),
}
LETTERS = {
    "call": "C",
    "follow_up": "C",
    "schedule": "S",
    "reschedule": "S",
    "not_reached": "L",
    "attended": "M",
    "no_show": "N",
    "cancelled_visit": "X",
    "report": "R",
    "close": "W",
    "task": "T",
    "edit": "E",
}
"""The letters of steps: one letter, one meaning on lists and pages."""
ATTENDANCE = {"M": "attended", "N": "no_show", "X": "cancelled_visit"}
"""The letters of what came of a visit."""


FOR_ALL: Mapping[Stage, tuple[type[Record], tuple[str, ...]]] = {
    S.CONTACTING: (ContactAttempt, ("result", "how")),
    S.SCHEDULED: (Appointment, _VISIT),
    S.REPORTED: (Referral, ("report_sent", "report_how")),
    S.CLOSED: (Referral, ("closed_reason", "followed_up", "follow_up_waived")),
}
"""What is asked once for many referrals that are moved to a stage, and of which record."""
TARGETS = (
    *(S.CONTACTING, S.SCHEDULED, S.ATTENDED, S.NO_SHOW, S.REPORTED, S.CLOSED),
    *(S.UNABLE_TO_REACH, S.DECLINED_BY_PATIENT, S.DECLINED_BY_US, S.CANCELLED, S.REOPENED),
)
"""The stages that referrals can be moved to, in the order in which they are offered."""


def targets(starts: Mapping[Stage, int]) -> list[tuple[Stage, int]]:
    """Return where some of these referrals can go, and how many of them by the rules of moves.

    Args:
        starts: how many stand at each stage.
    """
    counts = {
        stage: sum(count for start, count in starts.items() if may_move(start, stage))
        for stage in TARGETS
    }
    return [(stage, count) for stage, count in counts.items() if count]


def step_to(stage: Stage, before: Stage) -> str:
    """Return the name of the step that leads from one stage to another."""
    if before is S.SCHEDULED and stage is S.CONTACTING:
        return "cancelled_visit"
    asked = {step.stage: name for name, step in STEPS.items() if step.stage}
    asked |= {S.CONTACTING: "call", S.SCHEDULED: "schedule"}
    found = asked.get(stage)
    return found or next(name for name, to in DIRECT.items() if to is stage)


def beyond_authorization(referral: Referral, visit: dt.date | None) -> str:
    """Return the warning that a visit lies past the end of the authorization; empty if not."""
    ends = referral.authorization_expires
    if ends is None or not ends_before(referral, visit):
        return ""
    return _("The authorization ends on {day}, before this visit.").format(day=show_date(ends))


def step_words(name: str) -> str:
    """Return what a step is called, as a verb."""
    return _(STEPS[name].title if name in STEPS else _WORDS[name])


def step_of(draft: Mapping[str, object]) -> str:
    """Return what the step is called by which a draft was begun; empty if by none."""
    name = str(draft.get(STEP) or "")
    return step_words(name) if name in STEPS else ""
