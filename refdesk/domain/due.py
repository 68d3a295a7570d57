"""When the stage of a referral is due, and what is to be done next (PRODUCT.md 4)."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.domain.referral import Referral, Urgency
from refdesk.domain.stages import Stage
from refdesk.i18n import N_

if TYPE_CHECKING:
    from refdesk.domain.clock import BusinessClock

S = Stage
ENDED = frozenset({S.UNABLE_TO_REACH, S.DECLINED_BY_PATIENT, S.DECLINED_BY_US, S.CANCELLED})
"""Stages at which no visit is expected any more; the loop has only to be closed."""


TO_BE_CALLED = frozenset({S.RECEIVED, S.CONTACTING, S.NO_SHOW, S.REOPENED})
"""Stages at which the patient has to be reached, and an appointment agreed."""


@dataclass(frozen=True, slots=True)
class DueTimes:
    """What a clinic has set: business days, but for `follow_up`, which are calendar days.

    `tries` attempts come before a patient counts as not reached; a loop that nobody has moved for
    `still` calendar days is to be looked at.
    """

    first_contact: int = 1
    urgent_contact: int = 0
    schedule: int = 3
    report: int = 5
    follow_up: int = 7
    wrap_up: int = 5
    tries: int = 3
    still: int = 30


def due(referral: Referral, clock: BusinessClock, times: DueTimes) -> dt.datetime | None:
    """Return when the stage that a referral stands at is due, in UTC; None for a closed loop.

    It follows from the referral's own dates alone, so it can be reckoned anew at any time.

    Raises:
        UserError: the clinic has no business day within a year.
    """
    since = referral.moved_at or referral.received
    stage = referral.stage
    if stage is S.CLOSED:
        return None
    if stage is S.SCHEDULED and ends_too_soon(referral):
        return clock.due(since, 1)  # not when the visit is: it can still be mended
    if stage is S.SCHEDULED and referral.appointment is not None:
        return clock.closes(clock.calendar.next_business_day(referral.appointment))
    if stage is S.REPORTED:
        return clock.due_in_calendar_days(since, times.follow_up)
    if stage is S.CONTACTING:
        return clock.due(referral.round_began or referral.received, times.schedule)
    return clock.due(since, _days(referral, times))


def ends_too_soon(referral: Referral) -> bool:
    """Tell whether the authorization ends before the visit that is agreed."""
    return ends_before(referral, referral.appointment)


def ends_before(referral: Referral, visit: dt.date | None) -> bool:
    """Tell whether the authorization ends before a day that a visit may be on."""
    ends = referral.authorization_expires
    return ends is not None and visit is not None and ends < visit


def _days(referral: Referral, times: DueTimes) -> int:
    if referral.stage is S.ATTENDED:
        return times.report
    if referral.stage in ENDED:
        return times.wrap_up
    if referral.stage is S.SCHEDULED:
        return 1  # for an appointment to be written down
    return times.first_contact if referral.urgency is Urgency.ROUTINE else times.urgent_contact


class NextAction(enum.Enum):
    """What a referral waits for: a code, what a person does, and its letter."""

    CALL = "call", N_("Call"), "C"
    SCHEDULE = "schedule", N_("Schedule"), "S"
    LETTER = "not_reached", N_("Not reached"), "L"
    WAIT = "wait", N_("Visit to come"), ""
    ATTENDANCE = "attendance", N_("Mark visit"), "M"
    REPORT = "report", N_("Send report"), "R"
    FOLLOW_UP = "follow_up", N_("Follow up"), "C"
    CLOSE = "close", N_("Close"), "W"
    REVIEW = "review", N_("Review"), "W"
    NOTHING = "nothing", N_("Closed"), ""

    def __init__(self, code: str, label: str, letter: str) -> None:
        self.code, self.label, self.letter = code, label, letter


A = NextAction


def next_action(
    referral: Referral, today: dt.date, *, tries: int, reached: bool, enough: int
) -> NextAction:
    """Return what a referral waits for on a day.

    Args:
        referral: where it stands.
        today: at the clinic.
        tries: attempts since it came, or came back.
        reached: whether one of them reached the patient.
        enough: attempts after which a patient counts as not reached.
    """
    if referral.stage in TO_BE_CALLED:
        called = A.LETTER if tries >= enough else A.CALL
        return A.SCHEDULE if reached else called
    if referral.stage is S.SCHEDULED:
        if ends_too_soon(referral):
            return A.REVIEW
        is_to_come = referral.appointment is not None and referral.appointment > today
        return A.WAIT if is_to_come else A.ATTENDANCE
    if referral.stage is S.REPORTED:
        is_done = referral.followed_up is not None or bool(referral.follow_up_waived)
        return A.CLOSE if is_done else A.FOLLOW_UP
    return _LAST.get(referral.stage, A.CLOSE)


_LAST = {S.ATTENDED: A.REPORT, S.CLOSED: A.NOTHING}
