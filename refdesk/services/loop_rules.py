"""A clinic's clock and due times, from its profile and its settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.domain.changes import CREATE
from refdesk.domain.clinic import Clinic
from refdesk.domain.clock import BusinessClock
from refdesk.domain.due import DueTimes
from refdesk.domain.views import DeskSetting
from refdesk.settings import DUE_TIMES, Setting
from refdesk.store.listing import Query

if TYPE_CHECKING:
    from refdesk.store.database import Database
    from refdesk.store.work import Work


@dataclass
class Rules:
    """A clinic's clock and its due times, as they stand within one change."""

    clock: BusinessClock
    times: DueTimes


def rules_of(db: Database, work: Work | None = None) -> Rules:
    """Return the clinic's clock and times, as they stand within `work` if one is given."""
    clinic = work.images(Clinic.kind, [1]).get(1) if work else None
    found = Clinic.from_plain(1, clinic) if clinic else db.get(Clinic, 1)
    calendar = found.calendar() if found else None
    clock = BusinessClock(calendar, found.hours if found else None) if calendar else None
    kept = _settings(db, work)
    times = DueTimes(**{one.name: _chosen(one, kept.get(one.name)) for one in DUE_TIMES})
    return Rules(clock or BusinessClock(), times)


def _settings(db: Database, work: Work | None) -> dict[str, str]:
    ids = list(db.ids(DeskSetting.kind, Query()))
    if work is None:
        return {one.name: one.value for one in db.page(DeskSetting, ids)}
    made = [
        row_id
        for entry in work.entries
        if entry.kind == DeskSetting.kind and entry.action == CREATE
        for row_id in range(entry.first_id, entry.last_id + 1)
    ]
    images = work.images(DeskSetting.kind, [*ids, *made])
    return {str(image["name"]): str(image["value"]) for image in images.values()}


def _chosen(setting: Setting, text: str | None) -> int:
    return int(next((one for one, _label in setting.allowed if str(one) == text), setting.default))
