"""The panels of what was done for a referral: appointment, report, attempts, tasks, letters."""

from __future__ import annotations

import datetime as dt

from refdesk.domain.dates import show_time
from refdesk.domain.letter import Letter
from refdesk.domain.person import Person
from refdesk.domain.practice import Channel, Practice, report_channel
from refdesk.domain.promise import Promise
from refdesk.domain.referral import (
    Appointment,
    AttemptResult,
    ContactAttempt,
    visit_that_counts,
)
from refdesk.domain.stages import Stage
from refdesk.domain.task import Task
from refdesk.i18n import _
from refdesk.screens.appointments import OUTCOMES
from refdesk.screens.contact_attempts import RESULTS
from refdesk.screens.day_words import due_day, short_date, weekday_date
from refdesk.screens.loop_words import due_tone, within
from refdesk.screens.panels import Content, Deed, Fact, Line
from refdesk.screens.referral_steps import visit_deeds
from refdesk.screens.spec import Tone
from refdesk.services.case import Case

MOST_DONE = 3
"""Tasks that are done already, among those still open."""
MOST_LETTERS = 5


def appointment(case: Case) -> Content:
    """The visit that is to come, or was decided last, and the others with what became of them."""
    visit = visit_that_counts(case.visits)
    deeds = visit_deeds(case)
    if visit is None:
        return Content(deeds=deeds, empty=_("No day is agreed yet."))
    edit = Deed("open", _("Edit"), "A", Appointment.kind, visit.id)
    facts = [
        Fact(_("Visit"), _visit_words(visit, case.today), is_strong=True),
        Fact(_("Provider"), visit.provider or case.referral.provider or "–"),
        _outcome(visit, case.today),
    ]
    if visit.notes:
        facts.append(Fact(_("Notes"), visit.notes))
    others = [one for one in case.visits[::-1] if one is not visit]
    return Content(
        facts=tuple(facts),
        lines=tuple(_visit_line(one, case.today) for one in others),
        deeds=(edit, *deeds),
        count=str(len(case.visits)) if others else "",
    )


def _visit_words(visit: Appointment, today: dt.date) -> str:
    time = f", {show_time(visit.time)}" if visit.time else ""
    return weekday_date(visit.date, today) + time


def _outcome(visit: Appointment, today: dt.date) -> Fact:
    label = _("Outcome")
    if visit.outcome is not None:
        mark = OUTCOMES[visit.outcome.value]
        return Fact(label, _(visit.outcome.label), mark.tone, mark.icon, is_chip=True)
    if visit.date > today:
        return Fact(label, _("To come"), Tone.INFO, "calendar", is_chip=True)
    words = _("Today") if visit.date == today else _("Nobody has said yet")
    return Fact(label, words, Tone.WARN, "clock", is_chip=True)


def _visit_line(visit: Appointment, today: dt.date) -> Line:
    outcome, mark = visit.outcome, OUTCOMES[visit.outcome.value] if visit.outcome else None
    return Line(
        weekday_date(visit.date, today),
        _(outcome.label) if outcome else _("To come"),
        time=show_time(visit.time) if visit.time else "",
        icon=mark.icon if mark else "calendar",
        tone=mark.tone if mark else Tone.INFO,
        who=visit.provider,
        kind=Appointment.kind,
        row_id=visit.id,
    )


def report(case: Case) -> Content:
    """The report to whoever sent the patient, and what followed it."""
    referral, today = case.referral, case.today
    facts: list[Fact] = []
    is_reported = referral.stage in {Stage.REPORTED, Stage.CLOSED}
    how = f", {within(_(referral.report_how.label))}" if referral.report_how else ""
    sent = weekday_date(referral.report_sent, today) + how if referral.report_sent else ""
    if sent and is_reported:
        facts.append(Fact(_("Sent"), sent, Tone.OK, "circle-check", is_strong=True))
    elif referral.stage is Stage.ATTENDED and referral.due:
        day, tone = weekday_date(referral.due.astimezone().date(), today), due_tone(case.loop)
        icon = "triangle-alert" if case.loop.is_overdue else ""
        facts.append(Fact(_("Due"), day, tone, icon, is_strong=True))
    else:
        facts.append(Fact(_("Due"), _("after the visit")))
    if sent and not is_reported:  # it was corrected, or opened again
        facts.append(Fact(_("Sent before"), sent))
    written = next((one for one in case.letters if one.id == referral.report_letter), None)
    if written is not None:
        facts.append(Fact(_("Letter"), _letter_words(written, today)))
    elif not referral.report_sent:
        facts.append(Fact(_("Letter"), _("none yet")))
    facts.append(Fact(_("Send by"), send_by(case) or "–"))
    if referral.stage is Stage.REPORTED and referral.due and not referral.followed_up:
        day = weekday_date(referral.due.astimezone().date(), today)
        facts.append(Fact(_("Follow-up"), _("due {day}").format(day=day), due_tone(case.loop)))
    told = weekday_date(referral.followed_up, today) if referral.followed_up else ""
    is_closed = referral.stage is Stage.CLOSED
    for label, words in (
        (_("Followed up") if is_reported else _("Followed up before"), told),
        (_("No follow-up") if is_reported else _("No follow-up before"), referral.follow_up_waived),
        (_("Feedback"), referral.feedback),
        (_("Closed because") if is_closed else _("Closed before because"), referral.closed_reason),
    ):
        if words:
            facts.append(Fact(label, words))
    opened = (Deed("open", _("Open letter"), "D", Letter.kind, written.id),) if written else ()
    to = case.practice.name if case.practice else ""
    if case.sender:
        is_formal = " " in case.sender.salutation  # "Dr. Sorrel", not a first name alone
        to = case.sender.salutation if is_formal else case.sender.name
    title = _("Report to {name}").format(name=to) if to else ""
    return Content(facts=tuple(facts), deeds=opened, title=title)


def _letter_words(letter: Letter, today: dt.date) -> str:
    day = f", {short_date(letter.date, today)}" if letter.date else ""
    return f"{letter.number}{day}"


def send_by(case: Case) -> str:
    """Return how that office likes to get a report, with the number or address for it."""
    practice, sender = case.practice, case.sender
    fax = _first("fax", sender, practice)
    asked = sender.preferred_contact if sender else None
    channel = report_channel(
        asked, practice.preferred_channel if practice else None, has_fax=bool(fax)
    )
    if channel is None:
        return ""
    where = {Channel.FAX: fax, Channel.EMAIL: _first("email", sender, practice)}.get(channel, "")
    return f"{_(channel.label)}, {where}" if where else _(channel.label)


def _first(name: str, *records: Person | Practice | None) -> str:
    found = (getattr(one, name) for one in records if one is not None)
    return next((str(one) for one in found if one), "")


def attempts(case: Case) -> Content:
    """Every try to reach the patient, with what came of it."""
    return Content(
        lines=tuple(_attempt_line(one, case) for one in case.attempts),
        deeds=(Deed("call", _("Log attempt"), "C"),),
        empty=_("Nobody has called yet."),
        count=str(len(case.attempts) or ""),
    )


def _attempt_line(one: ContactAttempt, case: Case) -> Line:
    mark, local = RESULTS[one.result.value], one.at.astimezone()
    is_plain = one.result not in {AttemptResult.REACHED, AttemptResult.WRONG_NUMBER}
    parts = [_(one.result.label)]
    if one.how is not Channel.PHONE:
        parts.append(within(_(one.how.label)))
    parts.extend(one.notes.split("\n")[:1] if one.notes else ())
    if one.next_try:
        again = one.next_try.astimezone()
        when = f"{short_date(again.date(), case.today)}, {show_time(again.time())}"
        parts.append(_("again {when}").format(when=when))
    return Line(
        weekday_date(local.date(), case.today),
        ", ".join(parts),
        time=show_time(local.time()),
        icon=mark.icon,
        tone=Tone.PLAIN if is_plain else mark.tone,
        who=case.user(one.by) if one.by else "",
        kind=ContactAttempt.kind,
        row_id=one.id,
        is_strong=one.result is AttemptResult.REACHED,
    )


def tasks(case: Case) -> Content:
    """What is still to be done for this referral and its practice, and what was promised."""
    waiting = [one for one in case.tasks if one.done is None]
    done = [one for one in case.tasks if one.done is not None][-MOST_DONE:]
    at_gate = case.gatekeeper.id if case.gatekeeper else 0
    promises = [one for one in case.promises if one.person != at_gate]
    lines = [_task_line(one, case) for one in waiting]
    lines += [promise_line(one, case) for one in promises]
    lines += [_done_line(one, case) for one in done[::-1]]
    return Content(
        lines=tuple(lines),
        deeds=(Deed("task", _("Add task"), "T"),),
        empty=_("No task is open, and no promise."),
        count=str(len(waiting) + len(promises) or ""),
    )


def _task_line(one: Task, case: Case) -> Line:
    words, tone = due_day(one.due, case.today)
    return Line(
        words or _("no day"),
        one.what,
        icon="circle-check" if tone is Tone.PLAIN else "clock",
        tone=tone,
        who=case.user(one.owner) if one.owner else _("Anybody"),
        kind=Task.kind,
        row_id=one.id,
        deed=Deed("done", _("Done"), "K", Task.kind, one.id),
    )


def _done_line(one: Task, case: Case) -> Line:
    day = short_date(one.done, case.today) if one.done else ""
    return Line(
        _("done {day}").format(day=day),
        one.what,
        icon="circle-check",
        tone=Tone.OK,
        who=case.user(one.owner) if one.owner else "",
        kind=Task.kind,
        row_id=one.id,
    )


def promise_line(one: Promise, case: Case) -> Line:
    """Return a promise that is still to be kept."""
    words, tone = due_day(one.due, case.today)
    return Line(
        words or _("no day"),
        one.what,
        icon="clipboard-list" if tone is Tone.PLAIN else "clock",
        tone=tone,
        who=case.user(one.by) if one.by else "",
        kind=Promise.kind,
        row_id=one.id,
        deed=Deed("kept", _("Kept"), "K", Promise.kind, one.id),
    )


def letters(case: Case) -> Content | None:
    """What was written to that office; the report of this referral is marked."""
    if not case.letters:
        return None
    shown = case.letters[:MOST_LETTERS]
    lines = [
        Line(
            weekday_date(one.date, case.today) if one.date else "",
            f"{_(one.letter_kind.label)}, {one.number}",
            icon="file-check" if one.id == case.referral.report_letter else "mail",
            who=one.signed_by,
            kind=Letter.kind,
            row_id=one.id,
            is_strong=one.id == case.referral.report_letter,
        )
        for one in shown
    ]
    count, every = len(shown), len(case.letters)
    words = str(every) if count == every else _("{some} of {all}").format(some=count, all=every)
    return Content(lines=tuple(lines), count=words)
