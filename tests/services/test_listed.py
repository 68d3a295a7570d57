"""Listed sources and referrals agree: in kind, and by one name each."""

from __future__ import annotations

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource
from refdesk.services.records import Records
from refdesk.services.session import Desk


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.add(Patient, {"name": "Quill, Odetta"})
    records.add(ListedSource, {"name": "Church bulletin", "source": "advertisement"})
    records.add(ListedSource, {"name": "Tilbrook High", "source": "school"})
    return records


def refer(records: Records, **values: str) -> Referral:
    return records.add(Referral, {"patient": "1", **values})


def test_a_listed_source_is_chosen_by_name_under_its_kind(records):
    made = refer(records, source="advertisement", listed_source="church bulletin")
    assert records.shown(Referral.fields["listed_source"], made) == "Church bulletin"
    assert made.source_detail == "", "the name says it: no words are needed"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"source": "school", "listed_source": "1"},
            "Listed source is under Advertisement: Church bulletin is listed there.",
        ),
        (
            {"source": "patient", "secondary_source": "other", "secondary_listed": "2"},
            "Secondary listed source is under School: Tilbrook High is listed there.",
        ),
    ],
)
def test_one_of_another_kind_is_refused(records, values, sentence):
    with pytest.raises(UserError, match=sentence):
        refer(records, **values)


def test_a_referral_that_is_wrong_from_before_can_be_changed_in_other_ways(records, desk):
    made = refer(records, source="school", listed_source="2")
    with desk.db.change("Undone by hand", by=None) as work:
        work.update("referral", made.id, {"source": ["school", "event"]})
    assert records.set(Referral, made.id, {"reason": "Knee"}).reason == "Knee"
    with pytest.raises(UserError, match="is under School"):
        records.set(Referral, made.id, {"source": "other", "source_detail": "?"})


def test_a_referral_that_turns_out_to_be_a_physicians_is_not_held_up(records):
    made = refer(records, source="school", listed_source="2")
    records.set(Referral, made.id, {"source": "patient"})


def test_two_listed_sources_never_share_a_name(records):
    with pytest.raises(UserError, match="Name is another listed source's already"):
        records.add(ListedSource, {"name": "  church BULLETIN "})
    records.archive(ListedSource, 1)
    records.add(ListedSource, {"name": "Church bulletin"})
    with pytest.raises(UserError, match="Name is another listed source's already"):
        records.archive(ListedSource, 1, archived=False)


def test_the_kind_of_a_listed_source_stays_while_referrals_name_it(records):
    records.set(ListedSource, 2, {"source": "event"})
    refer(records, source="event", listed_source="2")
    with pytest.raises(UserError, match="is that of the referrals that name it"):
        records.set(ListedSource, 2, {"source": "school"})
    refer(records, source="patient", secondary_source="advertisement", secondary_listed="1")
    with pytest.raises(UserError, match="is that of the referrals that name it"):
        records.set(ListedSource, 1, {"source": "school"})
    records.set(ListedSource, 1, {"name": "Church paper"})


def test_physicians_and_patients_are_not_listed(records):
    for kind in ("physician", "patient"):
        with pytest.raises(UserError, match="Kind of source is no kind to list"):
            records.add(ListedSource, {"name": "Dr. Okafor", "source": kind})
