"""One field of many records: looked at first, saved as one change, undone whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import Cancelled, UserError
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice, Tier
from refdesk.domain.referral import Referral
from refdesk.domain.register import Release
from refdesk.domain.user import User
from refdesk.services.bulk import Bulk, BulkDone, BulkPreview
from refdesk.services.changes import Changes
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.wishes import How, Wish
from refdesk.services.work import Silent, Watched

NAMES = ["Larkmead Clinic", "Tamsin Family Care", "Quillby Urgent Care", "Harrow Creek"]


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    for name in NAMES:
        records.add(Practice, {"name": name})
    return records


@pytest.fixture
def bulk(desk: Desk, records: Records) -> Bulk:  # noqa: ARG001  the practices are there
    return Bulk(desk)


def preview(bulk: Bulk, name: str, text: str, how: How = How.SET, ids=(1, 2, 3, 4)) -> BulkPreview:
    return bulk.preview(Practice, ids, bulk.wish(Practice, name, text, how), Silent())


def tiers(records: Records) -> list[Tier]:
    return [one.tier for one in records.page(Practice, [1, 2, 3, 4])]


def test_a_preview_counts_shows_and_changes_nothing(bulk, records):
    records.set(Practice, 3, {"tier": "a"})
    seen = preview(bulk, "Tier", "A")
    assert (seen.changed, seen.same, seen.gone, seen.refused, seen.total) == (3, 1, 0, (), 4)
    assert [(one.title, one.before, one.after) for one in seen.examples] == [
        (NAMES[i], "Prospect", "A") for i in (0, 1, 3)
    ]
    assert seen.label == "Change tier of 3 practices"
    assert tiers(records) == [Tier.PROSPECT, Tier.PROSPECT, Tier.A, Tier.PROSPECT]


def test_many_are_changed_as_one_change_and_undone_whole(bulk, records, desk):
    assert bulk.apply(preview(bulk, "tier", "A"), Silent()).label == "Change tier of 4 practices"
    assert tiers(records) == [Tier.A] * 4
    newest = Changes(desk).newest(1)[0]
    assert (newest.label, newest.rows) == ("Change tier of 4 practices", 4)
    Changes(desk).undo()
    assert tiers(records) == [Tier.PROSPECT] * 4
    Changes(desk).redo()
    assert tiers(records) == [Tier.A] * 4
    assert not desk.verify()


def test_one_record_is_said_as_one(bulk):
    assert preview(bulk, "ehr", "Larkspur", ids=[2]).label == "Change EHR of 1 practice"


def test_what_is_shown_and_refused_never_stands_in_a_log(bulk):
    assert "Larkmead" not in repr(preview(bulk, "notes", "told by the dog's name"))
    assert "dog" not in repr(preview(bulk, "notes", "told by the dog's name"))


def test_tags_are_added_to_those_there_are_and_taken_away(bulk, records):
    records.set(Practice, 1, {"tags": "winter, newsletter"})
    added = preview(bulk, "tags", "lunch, newsletter", How.ADD)
    assert [one.after for one in added.examples][:2] == [
        "lunch, newsletter, winter",
        "lunch, newsletter",
    ]
    assert bulk.apply(added, Silent()).label == "Add tags to 4 practices"
    assert records.get(Practice, 1).tags == ("lunch", "newsletter", "winter")
    taken = preview(bulk, "tags", "winter", How.REMOVE)
    assert (taken.changed, taken.same) == (1, 3)
    assert bulk.apply(taken, Silent()).label == "Remove tags from 1 practice"
    assert records.get(Practice, 1).tags == ("lunch", "newsletter")


def test_a_record_with_too_many_tags_is_refused(bulk, records):
    records.set(Practice, 2, {"tags": ",".join(f"t{i:02}" for i in range(50))})
    seen = preview(bulk, "tags", "lunch", How.ADD)
    assert [(one.id, one.title) for one in seen.refused] == [(2, NAMES[1])]
    assert seen.refused[0].sentence == "Tags are too many: at most 50 fit."


def test_practices_are_added_to_people(bulk, records):
    records.add(Person, {"name": "Okafor, Nkem", "practices": "1"})
    wish = bulk.wish(Person, "practices", NAMES[2], How.ADD)
    seen = bulk.preview(Person, [1], wish, Silent())
    assert seen.examples[0].after == f"{NAMES[0]}, {NAMES[2]}"
    bulk.apply(seen, Silent())
    assert records.get(Person, 1).practices == (1, 3)


def test_all_are_changed_or_those_that_can_be(bulk, records):
    for stage in ("received", "scheduled"):
        patient = records.add(Patient, {"name": "Quill, Odetta"})
        values = {"patient": str(patient.id), "source": "physician", "referring_practice": "1"}
        referral = records.add(Referral, values)
        records.set(Referral, referral.id, {"stage": stage})
    wish = bulk.wish(Referral, "stage", "attended")
    seen = bulk.preview(Referral, [1, 2], wish, Silent())
    assert [one.id for one in seen.refused] == [1]
    assert "Stage cannot go from Received to Attended." in seen.refused[0].sentence
    with pytest.raises(UserError, match="1 of 2 cannot be changed so; nothing was changed"):
        bulk.apply(seen, Silent())
    done = bulk.apply(seen, Silent(), leave_out=True)
    assert done == BulkDone("Change stage of 1 referral", changed=1, left_out=1)
    stages = [
        records.shown(Referral.fields["stage"], one) for one in records.page(Referral, [1, 2])
    ]
    assert stages == ["Received", "Attended"]
    alone = bulk.preview(Referral, [1], wish, Silent())
    with pytest.raises(UserError, match="None of them can be changed so"):
        bulk.apply(alone, Silent(), leave_out=True)


def test_conditional_rules_hold_and_the_rest_can_be_changed(bulk, records):
    for name, warm in (("Okafor, Nkem", ""), ("Sorrel, Ada", "classmate")):
        records.add(Person, {"name": name, "warm_how": warm})
    seen = bulk.preview(Person, [1, 2], bulk.wish(Person, "warm_contact", "1"), Silent())
    assert [(one.title, one.sentence) for one in seen.refused] == [
        ("Okafor, Nkem", "Known from is needed.")
    ]
    assert seen.label == "Change warm contact of of 1 person"
    bulk.apply(seen, Silent(), leave_out=True)
    assert [one.warm_contact for one in records.page(Person, [1, 2])] == [None, 1]


def test_many_are_archived_and_brought_back(bulk, records):
    seen = bulk.preview(Practice, [1, 2], bulk.archiving(Practice), Silent())
    assert seen.examples[0].before == "no"
    assert bulk.apply(seen, Silent()).label == "Archive 2 practices"
    assert list(records.ids(Practice, records.query(Practice))) == [3, 4]
    seen = bulk.preview(Practice, [1, 3], bulk.archiving(Practice, archived=False), Silent())
    assert bulk.apply(seen, Silent()).label == "Restore 1 practice"


def test_a_field_of_the_clinics_own_is_changed_and_its_neighbour_stays(bulk, records):
    for text in ("Parking code", "Gate"):
        records.add(CustomField, {"record_kind": "practice", "label": text})
    records.set(Practice, 2, {"Gate": "north"})
    seen = preview(bulk, "Parking code", "4711")
    bulk.apply(seen, Silent())
    assert dict(records.get(Practice, 2).custom) == {"cf1": "4711", "cf2": "north"}
    assert preview(bulk, "Parking code", "4711").same == 4
    bulk.apply(preview(bulk, "Parking code", ""), Silent())
    assert dict(records.get(Practice, 2).custom) == {"cf2": "north"}


def test_a_field_that_every_record_needs_cannot_be_emptied(bulk):
    with pytest.raises(UserError, match="Tier is needed"):
        preview(bulk, "tier", "")


def test_a_record_that_is_gone_or_archived_is_not_named_by_many(bulk, records):
    records.add(Office, {"practice": "1"})
    records.archive(Practice, 4)
    with pytest.raises(UserError, match="Practice names practice 4, which is archived"):
        bulk.preview(Office, [1], bulk.wish(Office, "practice", "4"), Silent())
    with pytest.raises(UserError, match="Practice names practice 77, and there is none"):
        bulk.preview(Office, [1], bulk.wish(Office, "practice", "77"), Silent())


@pytest.mark.parametrize("of", [Release, Clinic, User, CustomField])
def test_records_that_go_one_by_one_are_not_offered(bulk, of):
    assert bulk.fields(of) == ()
    with pytest.raises(UserError, match="cannot be changed many at a time"):
        bulk.preview(of, [1], bulk.archiving(of), Silent())


def test_what_tells_one_record_from_another_is_not_offered(bulk):
    names = {own.name for own in bulk.fields(Practice)}
    assert {"tier", "status", "liaison", "tags", "notes", "fax"} <= names
    assert not {"name", "npi", "archived", "changed_at"} & names
    assert "name" in {own.name for own in bulk.fields(Office)}
    with pytest.raises(UserError, match="Name cannot be changed for many at a time"):
        preview(bulk, "name", "Larkmead")


def test_only_fields_of_several_values_can_be_added_to(bulk):
    with pytest.raises(UserError, match="Tier holds one value: set it instead"):
        preview(bulk, "tier", "A", How.ADD)
    with pytest.raises(UserError, match="Tags is needed"):
        preview(bulk, "tags", "", How.REMOVE)


def test_a_value_that_is_none_of_the_field_is_refused_before_anything_is_read(bulk):
    own = Practice.fields["tier"]
    with pytest.raises(UserError, match="Tier is not one of its choices"):
        bulk.preview(Practice, [1], Wish(own, "gold"), Silent())


def test_what_was_changed_after_the_preview_is_looked_at_anew(bulk, records, desk):
    seen = preview(bulk, "tier", "A")
    records.set(Practice, 2, {"tier": "a", "fax": "740-555-0117"})
    records.remove(Practice, 4)
    done = bulk.apply(seen, Silent())
    assert done == BulkDone("Change tier of 2 practices", changed=2, left_out=1)
    newest = Changes(desk).newest(1)[0]
    assert (newest.label, newest.rows) == (done.label, done.changed)
    assert [one.tier for one in records.page(Practice, [1, 2, 3])] == [Tier.A] * 3
    Changes(desk).undo()
    assert records.get(Practice, 2).tier is Tier.A
    assert not desk.verify()


def test_what_is_refused_since_the_preview_stops_the_change_or_is_left_out(bulk, records):
    seen = preview(bulk, "tags", "lunch", How.ADD)
    records.set(Practice, 2, {"tags": ",".join(f"t{i:02}" for i in range(50))})
    with pytest.raises(UserError, match="1 of 4 cannot be changed so; nothing was changed"):
        bulk.apply(seen, Silent())
    assert records.get(Practice, 1).tags == ()
    done = bulk.apply(seen, Silent(), leave_out=True)
    assert done == BulkDone("Add tags to 3 practices", changed=3, left_out=1)
    assert records.get(Practice, 1).tags == ("lunch",)


def test_nothing_is_said_to_be_done_where_nothing_was_to_do(bulk):
    with pytest.raises(UserError, match="None of them would be another than before"):
        bulk.apply(preview(bulk, "tier", "prospect"), Silent())


@pytest.mark.parametrize("stage", ["Looking at each", "Saving"])
def test_it_can_be_stopped_and_then_nothing_is_changed(bulk, records, desk, stage):
    def stop(_done: int, _total: int | None, text: str) -> None:
        if text == stage:
            watched.cancelled = True

    watched = Watched(stop)
    before = Changes(desk).newest(1)
    with pytest.raises(Cancelled):
        bulk.apply(
            bulk.preview(Practice, [1, 2], bulk.wish(Practice, "tier", "b"), watched), watched
        )
    assert tiers(records) == [Tier.PROSPECT] * 4
    assert Changes(desk).newest(1) == before


def test_somebody_who_never_stops_saving_is_not_waited_for(bulk, records, monkeypatch):
    seen = preview(bulk, "tier", "A")
    look: Callable[..., BulkPreview] = bulk.preview

    def disturbed(*args: object) -> BulkPreview:
        found = look(*args)
        records.add(Practice, {"name": "One more"})
        return found

    monkeypatch.setattr(bulk, "preview", disturbed)
    records.add(Practice, {"name": "One more"})
    with pytest.raises(UserError, match="Try again in a moment"):
        bulk.apply(seen, Silent())
    assert tiers(records) == [Tier.PROSPECT] * 4
