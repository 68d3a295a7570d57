"""Where a referral has stood, and what a mistaken move has marked; for corrections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from refdesk.domain.changes import UPDATE
from refdesk.domain.due import ENDED
from refdesk.domain.history import StageLine
from refdesk.domain.referral import Appointment, Outcome, Referral
from refdesk.domain.stages import Stage
from refdesk.services.loop_keeper import NEW_ROUND

if TYPE_CHECKING:
    from refdesk.store.database import Database

S = Stage
Stood = tuple[dt.datetime | None, dt.datetime | None]
"""Since when a referral stood at a stage, and when its round of calls began."""
_MARKED = {
    S.ATTENDED: Outcome.ATTENDED,
    S.NO_SHOW: Outcome.NO_SHOW,
    **dict.fromkeys((S.CONTACTING, *ENDED), Outcome.CANCELLED),
}
"""What the move to a stage has said of the visit that was awaited."""


def last_stood(
    db: Database, referral: Referral, lines: Sequence[StageLine], stage: Stage
) -> Stood | None:
    """Return the times of a stage as they were when a referral last stood there; None if never.

    Args:
        db: whose log knows them, through undo and correction.
        referral: as it stands.
        lines: its history; that of a referral that came in with one is in no log.
        stage: where it stood.
    """
    if stage is S.RECEIVED:
        return referral.received, None
    then = {name: referral.loaded[name] for name in ("moved_at", "round_began")}
    with db.reading() as connection:
        found = db.log.entries_of(connection, Referral.kind, referral.id, referral.id)
    for _link, entry in reversed(found):
        if entry.action != UPDATE:
            continue
        then |= {name: entry.body[name][0] for name in then if name in entry.body}
        if entry.body.get("stage", (None,))[0] == stage.value:
            fields = Referral.fields
            return tuple(fields[name].from_plain(plain) for name, plain in then.items())
    return _told(lines, stage)


def marked_visit(stage: Stage, visits: Sequence[Appointment]) -> Appointment | None:
    """Return the visit that the move to `stage` has marked, unless another one is to come."""
    outcome = _MARKED.get(stage)
    if outcome is None or any(one.outcome is None for one in visits):
        return None
    return next((one for one in reversed(visits) if one.outcome is outcome), None)


def _told(lines: Sequence[StageLine], stage: Stage) -> Stood | None:
    places = [place for place, line in enumerate(lines) if line.stage is stage]
    if not places:
        return None
    been = lines[: places[-1] + 1]
    rounds = [line.at for line in been if line.stage in NEW_ROUND]
    return been[-1].at, rounds[-1] if rounds else None
