"""The history of a referral: how it came, every move, correction and undoing, and what is late."""

from __future__ import annotations

from refdesk.domain.history import StageLine, Step
from refdesk.i18n import _
from refdesk.screens.day_words import moment_words
from refdesk.screens.loop_words import overdue_words, within
from refdesk.screens.panels import FEW, Content, Deed, Line
from refdesk.screens.referrals import STAGES
from refdesk.screens.spec import Tone
from refdesk.services.case import Case


def history(case: Case) -> Content:
    """Every line of the stage history, the newest first; nothing of it is overwritten."""
    lines = [_line(one, case) for one in case.history[::-1]]
    due = case.referral.due
    if case.loop.is_overdue and due is not None:
        words, when = overdue_words(case.referral), moment_words(due, case.today)
        lines.insert(
            0, Line(when, words, icon="triangle-alert", tone=Tone.DANGER, who=case.user(0))
        )
    lines.append(_received(case))
    every = (Deed("all", _("All"), "H"),) if len(lines) > FEW else ()
    aside = ((_("nothing is overwritten"), Tone.PLAIN),)
    return Content(lines=tuple(lines), deeds=every, aside=aside, is_long=True)


def _line(line: StageLine, case: Case) -> Line:
    stage = within(_(line.stage.label))
    words, icon, tone = {
        Step.MOVED: (_("Moved to {stage}"), STAGES[line.stage.value].icon, Tone.PLAIN),
        Step.CORRECTED: (_("Corrected to {stage}"), "square-pen", Tone.WARN),
        Step.UNDONE: (_("Undone, back to {stage}"), "undo-2", Tone.WARN),
    }[line.step]
    said = words.format(stage=stage)
    return Line(
        moment_words(line.at, case.today),
        _("{what}: {why}").format(what=said, why=line.why) if line.why else said,
        icon=icon,
        tone=tone,
        who=case.user(line.by),
        kind=StageLine.kind,
        row_id=line.id,
    )


def _received(case: Case) -> Line:
    referral = case.referral
    words = _("Received")
    if referral.channel:
        words = _("Received by {channel}").format(channel=within(_(referral.channel.label)))
    if referral.authorization:
        number = _("authorization {number}").format(number=referral.authorization)
        words = f"{words}, {number}"
    return Line(
        moment_words(referral.received, case.today),
        words,
        icon="inbox",
        who=case.user(referral.created_by),
    )
