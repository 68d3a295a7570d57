"""A referral's page as data: its head, its track, what can be done, and its panels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.i18n import _
from refdesk.screens.loop_track import WAY, Node, track
from refdesk.screens.loop_words import due_tone, overdue_words, stands
from refdesk.screens.panels import Content, Deed
from refdesk.screens.referral_panels import PANELS
from refdesk.screens.referral_steps import earlier_stages, next_deed, other_deeds, refusals
from refdesk.screens.referrals import STAGES, URGENCY
from refdesk.screens.spec import Mark, Tone
from refdesk.services.case import Case
from refdesk.services.drafts import Drafts
from refdesk.services.loop_reading import LoopReading
from refdesk.services.session import Desk

Chip = tuple[str, Mark]


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a referral stands among the open loops, in the order in which they are due.

    `number` is 0 for a closed one; `before` and `after` are the ids beside it, 0 at the ends.
    `is_begun` tells whether a change of its fields was begun and is kept as a draft.
    """

    number: int
    count: int
    before: int
    after: int
    is_begun: bool


@dataclass(frozen=True, slots=True, repr=False)
class ReferralShown:
    """Everything that the page of one referral shows; its repr says nothing of it."""

    row_id: int
    name: str
    chips: tuple[Chip, ...]
    reason: str
    about: str
    nodes: tuple[Node, ...]
    next: Deed | None
    others: tuple[Deed, ...]
    refusals: dict[str, str]
    earlier: tuple[Stage, ...]
    case: Case
    contents: tuple[Content | None, ...]
    """One for each of the registered panels, in their order."""

    def deeds(self) -> dict[str, Deed]:
        """Return what each letter does: the next step first, then the panels, then the others."""
        in_panels = [deed for one in self.contents if one for deed in one.deeds]
        every = [*((self.next,) if self.next else ()), *in_panels, *self.others]
        return {deed.letter: deed for deed in every[::-1] if deed.letter and deed.name != "all"}


def read_referral(
    desk: Desk,
    referral_id: int,
    now: dt.datetime,
    before: ReferralShown | None = None,
    kinds: Collection[str] = (),
) -> ReferralShown:
    """Read what the page of a referral shows.

    Args:
        desk: the open desk.
        referral_id: of the referral.
        now: the moment.
        before: what it showed before records of these `kinds` were changed.
        kinds: the kinds of record that were changed since.

    Raises:
        UserError: there is none of that number.
    """
    known = before.case if before else None
    case = Case(desk, referral_id, now, before=known, kinds=kinds)
    referral, patient = case.referral, case.patient
    read = [panel.read(case) for panel in PANELS]
    first, others = next_deed(case), other_deeds(case)
    taken = {first.letter: first.name} if first else {}
    contents = tuple(one and replace(one, deeds=_lettered(one.deeds, taken)) for one in read)
    others = _lettered(others, taken)
    in_panels = [deed for one in contents if one for deed in one.deeds]
    offered = [*((first,) if first else ()), *in_panels, *others]
    return ReferralShown(
        row_id=referral_id,
        name=patient.name or patient.control_number,
        chips=_chips(case),
        reason=", ".join(part for part in (referral.reason, referral.icd10) if part),
        about="   ".join(_about(patient)),
        nodes=track(case.loop, case.history, case.attempts, case.visits, now),
        next=first,
        others=others,
        refusals=refusals(case, offered),
        earlier=earlier_stages(case),
        case=case,
        contents=contents,
    )


def _lettered(deeds: Iterable[Deed], taken: dict[str, str]) -> tuple[Deed, ...]:
    """Return deeds without the letters that stand for another one already; the others are taken."""
    return tuple(
        one
        if not one.letter or taken.setdefault(one.letter, one.name) == one.name
        else replace(one, letter="")
        for one in deeds
    )


def _chips(case: Case) -> tuple[Chip, ...]:
    loop, referral = case.loop, case.referral
    chips: list[Chip] = []
    if loop.is_overdue:
        icon = "triangle-alert" if due_tone(loop) is Tone.DANGER else "clock"
        chips.append((overdue_words(referral), Mark(due_tone(loop), icon)))
    elif referral.stage is Stage.SCHEDULED or loop.still_days:
        chips.append((stands(loop), Mark(Tone.INFO, "calendar-check")))
    if referral.stage not in WAY or referral.stage is Stage.CLOSED:
        chips.append((_(referral.stage.label), STAGES[referral.stage.value]))
    chips.append((_(referral.urgency.label), URGENCY.get(referral.urgency.value, Mark())))
    if referral.archived:
        chips.append((_("Archived"), Mark(Tone.PLAIN, "archive")))
    return tuple(chips)


def _about(patient: Patient) -> list[str]:
    own = patient.fields
    phone = own["phone"].show(patient.phone) if patient.phone else ""
    reach = ", ".join(part for part in (phone, patient.best_time) if part)
    number = patient.control_number if patient.name else ""
    parts = [number, reach, patient.language]
    if patient.birth_date:
        born = own["birth_date"].show(patient.birth_date)
        parts.insert(0, _("Born {day}").format(day=born))
    return [part for part in parts if part]


def read_beside(desk: Desk, referral_id: int) -> Beside:
    """Read where a referral stands among the open loops, and whether it is being changed."""
    ids = LoopReading(desk).open_ids()
    place = ids.index(referral_id) if referral_id in ids else -1
    before = ids[place - 1] if place > 0 else 0
    after = ids[place + 1] if place + 1 < len(ids) else 0
    mine = Drafts(desk).mine()
    begun = any((one.kind, one.row_id) == (Referral.kind, referral_id) for one in mine)
    return Beside(place + 1, len(ids), before, after, begun)
