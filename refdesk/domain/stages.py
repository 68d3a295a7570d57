"""The stages of a referral and the moves between them (PRODUCT.md 4)."""

from __future__ import annotations

from refdesk.domain.fields import Choices
from refdesk.i18n import N_


class Stage(Choices):
    """Where a referral stands on the way to a closed loop."""

    RECEIVED = "received", N_("Received")
    CONTACTING = "contacting", N_("Contacting")
    SCHEDULED = "scheduled", N_("Scheduled")
    ATTENDED = "attended", N_("Attended")
    REPORTED = "reported", N_("Reported")
    CLOSED = "closed", N_("Closed")
    NO_SHOW = "no_show", N_("No-show")
    UNABLE_TO_REACH = "unable_to_reach", N_("Not reached")
    DECLINED_BY_PATIENT = "declined_by_patient", N_("Declined by patient")
    DECLINED_BY_US = "declined_by_us", N_("Declined by us")
    CANCELLED = "cancelled", N_("Cancelled")
    REOPENED = "reopened", N_("Reopened")


S = Stage
_ENDINGS = (S.UNABLE_TO_REACH, S.DECLINED_BY_PATIENT, S.DECLINED_BY_US, S.CANCELLED)
MOVES: dict[Stage, tuple[Stage, ...]] = {
    S.RECEIVED: (S.CONTACTING, S.SCHEDULED, *_ENDINGS),
    S.CONTACTING: (S.SCHEDULED, *_ENDINGS),
    S.SCHEDULED: (S.ATTENDED, S.NO_SHOW, S.CONTACTING, *_ENDINGS[1:]),
    S.ATTENDED: (S.REPORTED,),
    S.REPORTED: (S.CLOSED,),
    S.CLOSED: (S.REOPENED,),
    S.NO_SHOW: (S.CONTACTING, S.SCHEDULED, *_ENDINGS),
    S.UNABLE_TO_REACH: (S.CLOSED, S.REOPENED),
    S.DECLINED_BY_PATIENT: (S.CLOSED, S.REOPENED),
    S.DECLINED_BY_US: (S.CLOSED, S.REOPENED),
    S.CANCELLED: (S.CLOSED, S.REOPENED),
    S.REOPENED: (S.CONTACTING, S.SCHEDULED, S.ATTENDED, S.REPORTED, S.CLOSED, *_ENDINGS),
}


def may_move(before: Stage, after: Stage) -> bool:
    """Tell whether a referral may go from `before` to `after`; staying is no move."""
    return after in MOVES[before]


def is_open(stage: Stage) -> bool:
    """Tell whether the loop of a referral at `stage` is still open."""
    return stage is not Stage.CLOSED
