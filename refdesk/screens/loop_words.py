"""An open loop in words: where it stands, when it is due, what comes next."""

from __future__ import annotations

import datetime as dt

from refdesk.domain.dates import show_date, show_time
from refdesk.domain.due import ENDED, TO_BE_CALLED, NextAction, ends_too_soon
from refdesk.domain.hours import DAYS
from refdesk.domain.referral import AttemptResult, Referral
from refdesk.domain.stages import Stage
from refdesk.i18n import N_, _, plural
from refdesk.screens.spec import Tone
from refdesk.services.loop_reading import OpenLoop

S = Stage
LONG_LATE = 3
"""Business days past its due time from which a loop is marked as an urgent one is."""


def stands(loop: OpenLoop) -> str:
    """Return where a loop stands, as one would say it."""
    stage = loop.referral.stage
    if stage is S.SCHEDULED and ends_too_soon(loop.referral):
        return _("Authorization ends before the visit")
    if loop.action is NextAction.REVIEW:
        return _("Not moved, {days} d").format(days=loop.still_days)
    if stage in TO_BE_CALLED:
        return _contact(loop)
    if stage is S.SCHEDULED:
        return _visit(loop)
    if stage is S.REPORTED:
        is_done = loop.action is NextAction.CLOSE
        return _("Followed up, to be closed") if is_done else _("Follow-up after visit")
    return _("Report not sent") if stage is S.ATTENDED else _(stage.label)


def last_step(loop: OpenLoop, now: dt.datetime) -> str:
    """Return what was done last: for a row under a title that says what the loop waits for."""
    referral = loop.referral
    if referral.stage is S.RECEIVED and not loop.tries:
        came = _came(referral.received, now)
        return f"{_(referral.channel.label)}, {came}" if referral.channel else came
    if referral.stage is S.ATTENDED and referral.moved_at is not None:
        return _("Seen {day}").format(day=_day(referral.moved_at))
    if loop.action is NextAction.FOLLOW_UP and referral.report_sent is not None:
        day = show_date(referral.report_sent).rpartition(",")[0]
        return _("Report sent {day}").format(day=day)
    return stands(loop)


def due_words(loop: OpenLoop, now: dt.datetime) -> str:
    """Return when a loop is due: "4 d late", "late today", "by 9:40 AM", "by Nov 20"."""
    due = loop.referral.due
    if due is None:
        return ""
    local, today = due.astimezone(), now.astimezone().date()
    if loop.is_overdue:
        if loop.late:
            return _("{days} d late").format(days=loop.late)
        if local.date() == today:
            return _("late today")
        return _("late since {day}").format(day=_(DAYS[local.weekday()]))
    if local.date() == today:
        return _("by {time}").format(time=show_time(local.time()))
    return _("by {day}").format(day=show_date(local.date()).rpartition(",")[0])


def due_tone(loop: OpenLoop) -> Tone:
    """Return how a due time is marked: late and urgent, late, or not."""
    if not loop.is_overdue:
        return Tone.PLAIN
    return Tone.DANGER if loop.is_urgent or loop.late > LONG_LATE else Tone.WARN


def action_words(loop: OpenLoop) -> str:
    """Return what is to be done next, as a verb."""
    return _(loop.action.label)


def within(label: str) -> str:
    """Return a label as it stands within a sentence: "fillable PDF form"."""
    return f"{label[:1].lower()}{label[1:]}"


def overdue_words(referral: Referral) -> str:
    """Return what of a loop is overdue."""
    stage = referral.stage
    if stage is S.SCHEDULED and ends_too_soon(referral):
        return _("New authorization overdue")
    if stage in ENDED:
        return _("Closing overdue")
    return _(_OVERDUE[stage])


_OVERDUE = {
    S.RECEIVED: N_("First contact overdue"),
    S.CONTACTING: N_("Appointment overdue"),
    S.SCHEDULED: N_("Outcome of the visit overdue"),
    S.ATTENDED: N_("Report overdue"),
    S.REPORTED: N_("Follow-up overdue"),
    S.NO_SHOW: N_("New contact overdue"),
    S.REOPENED: N_("New contact overdue"),
}


def _visit(loop: OpenLoop) -> str:
    appointment = loop.referral.appointment
    if appointment is None:
        return _("No appointment entered")
    return _("Visit on {day}").format(day=show_date(appointment).rpartition(",")[0])


def _contact(loop: OpenLoop) -> str:
    stage = loop.referral.stage
    if not loop.tries:
        return _(_UNTRIED.get(stage, N_("No contact yet")))
    again = loop.attempts[-1].next_try
    if loop.last_try is AttemptResult.REACHED:
        if again is None:
            return _("Reached, no date")
        return _("Reached, again {when}").format(when=_when(again))
    if again is None:
        return plural("{count} try, no date yet", "{count} tries, no date yet", loop.tries)
    tried = plural("{count} try, again {{when}}", "{count} tries, again {{when}}", loop.tries)
    return tried.format(when=_when(again))


_UNTRIED = {S.NO_SHOW: N_("No-show"), S.REOPENED: N_("Reopened")}


def _when(at: dt.datetime) -> str:
    """Return the day of a moment; of today its time."""
    local = at.astimezone()
    if local.date() == dt.datetime.now().astimezone().date():
        return show_time(local.time())
    return _day(at)


def _came(at: dt.datetime, now: dt.datetime) -> str:
    """Return a moment that lies back: today's time, a weekday of this week with it, else a day."""
    local = at.astimezone()
    days = (now.astimezone().date() - local.date()).days
    if days == 0:
        return show_time(local.time())
    if 0 < days < len(DAYS):
        return f"{_(DAYS[local.weekday()])} {show_time(local.time())}"
    return _day(at)


def _day(at: dt.datetime) -> str:
    """Return the day of a moment without its year."""
    return show_date(at.astimezone().date()).rpartition(",")[0]
