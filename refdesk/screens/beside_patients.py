"""What is said beside a patient's name: the birth date, and where the newest referral stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.i18n import _
from refdesk.screens.day_words import short_date
from refdesk.services.records import Records


def beside_patients(records: Records, patients: Sequence[int]) -> dict[int, str]:
    """Return the words by patient: "born Jan 10, 1938, scheduled Nov 19, from Dunmere"."""
    stands = _newest(records, patients)
    return {
        one.id: ", ".join(filter(None, (_born(one), stands.get(one.id, ""))))
        for one in records.page(Patient, patients)
    }


def _born(one: Patient) -> str:
    if one.birth_date is None:
        return ""
    return _("born {day}").format(day=one.fields["birth_date"].show(one.birth_date))


def _newest(records: Records, patients: Sequence[int]) -> dict[int, str]:
    today = dt.datetime.now(dt.UTC).astimezone().date()
    referrals = records.naming(Referral, "patient", patients)
    newest = {int(one.patient): one for one in sorted(referrals, key=lambda one: one.received)}
    practices = {int(one.referring_practice) for one in newest.values() if one.referring_practice}
    names = records.titles(Practice.kind, sorted(practices))
    return {row_id: _words(one, names, today) for row_id, one in newest.items()}


def _words(one: Referral, names: dict[int, str], today: dt.date) -> str:
    stage = _(one.stage.label).lower()
    moved = (one.moved_at or one.received).astimezone().date()
    day = one.appointment if one.stage is Stage.SCHEDULED and one.appointment else moved
    stands = _("{stage} {day}").format(stage=stage, day=short_date(day, today))
    if one.referring_practice is None:
        return stands
    practice = names.get(int(one.referring_practice), "")
    return _("{stands}, from {practice}").format(stands=stands, practice=practice)
