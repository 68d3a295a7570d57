"""What can be done with a referral from its page: the next step, the others, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from refdesk.domain.due import NextAction, ends_too_soon
from refdesk.domain.referral import Referral, impossible
from refdesk.domain.stages import MOVES, Stage, may_move
from refdesk.i18n import _
from refdesk.screens.day_words import weekday_date
from refdesk.screens.loop_steps import LETTERS, step_to, step_words
from refdesk.screens.panels import Deed
from refdesk.services.case import Case

S = Stage
_CAME = ("attended", "no_show")
_LEADS_TO = {
    "report": S.REPORTED,
    "schedule": S.SCHEDULED,
    "not_reached": S.UNABLE_TO_REACH,
    "attended": S.ATTENDED,
    "no_show": S.NO_SHOW,
    "close": S.CLOSED,
}


def next_deed(case: Case) -> Deed | None:
    """Return the next step, None where there is nothing to do but wait."""
    action = case.loop.action
    if action in {NextAction.NOTHING, NextAction.WAIT}:
        return None
    if action is NextAction.ATTENDANCE:
        return _deed(case, "attended" if case.awaited else "schedule")
    if action is NextAction.REVIEW and ends_too_soon(case.referral):
        return Deed("edit", _("Review authorization"), action.letter)
    if action is NextAction.REVIEW:
        return Deed("other", _("Review"), action.letter)
    return _deed(case, action.code)


def other_deeds(case: Case) -> tuple[Deed, ...]:
    """Return every other step that is possible from here."""
    first, stage = next_deed(case), case.referral.stage
    names = [step_to(to, stage) for to in MOVES[stage]]
    if not has_come(case):
        names = [name for name in names if name not in _CAME]
    if case.awaited is None:
        names = [name for name in names if name != "cancelled_visit"]
    else:
        names.insert(0, "reschedule")
    if stage is S.SCHEDULED and case.awaited is None:
        names.insert(0, "schedule")
    if stage is not S.CLOSED:
        names.append("call")
    if case.referral.report_sent and stage in {S.REPORTED, S.REOPENED}:
        names.append("follow_up")
    if earlier_stages(case):
        names.append("correct")
    names.append("edit")
    known = dict.fromkeys(name for name in names if first is None or name != first.name)
    return tuple(_deed(case, name) for name in known)


def visit_deeds(case: Case) -> tuple[Deed, ...]:
    """Return what can be done about the visit, beside the next step."""
    first = next_deed(case)
    offered = [one for one in other_deeds(case) if one.name in {*_CAME, "cancelled_visit"}]
    if case.awaited is not None:
        short = {"cancelled_visit": _("Cancel"), "reschedule": _("Reschedule")}
        every = (_deed(case, "reschedule"), *offered)
        return tuple(replace(one, words=short.get(one.name, one.words)) for one in every)
    is_next = first is not None and first.name == "schedule"
    if not case.visits and _may_schedule(case):
        return (Deed("schedule", _("Add"), "A", Referral.kind, case.referral.id),)
    return (_deed(case, "schedule"),) if _may_schedule(case) and not is_next else ()


def refusals(case: Case, offered: Iterable[Deed]) -> dict[str, str]:
    """Return why a step that is not possible now is not, by the letter that would do it."""
    known = {one.letter for one in offered}
    stage, visit = case.referral.stage, case.awaited
    found = {LETTERS[name]: impossible(stage, to).message for name, to in _LEADS_TO.items()}
    if visit is not None and not has_come(case):
        day = weekday_date(visit.date, case.today)
        words = _("The visit is on {day}. What came of it can be said from then on.")
        found |= {LETTERS[name]: words.format(day=day) for name in _CAME}
    found[LETTERS["cancelled_visit"]] = _("There is no visit to come that could be cancelled.")
    found["A"] = _("No visit is entered that could be changed.")
    found["D"] = _(
        "No report letter is named yet. Name it when the report is sent, or in all fields."
    )
    found["H"] = _("The whole history is shown already.")
    found["K"] = _("No task and no promise is open that could be marked as done.")
    return {letter: words for letter, words in found.items() if letter not in known}


def has_come(case: Case) -> bool:
    """Tell whether the day of the visit has come."""
    return case.awaited is not None and case.awaited.date <= case.today


def earlier_stages(case: Case) -> tuple[Stage, ...]:
    """Return the stages that a referral can be corrected to: those it had, the newest last."""
    been = [S.RECEIVED, *(line.stage for line in case.history)]
    newest_first = dict.fromkeys(been[::-1])
    return tuple(stage for stage in newest_first if stage is not case.referral.stage)[::-1]


def _may_schedule(case: Case) -> bool:
    stage = case.referral.stage
    return stage is S.SCHEDULED or may_move(stage, S.SCHEDULED)


def _deed(case: Case, name: str) -> Deed:
    words = step_words(name)
    return Deed(name, words, LETTERS.get(name, ""), Referral.kind, case.referral.id)
