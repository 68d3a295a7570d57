"""A list as a person works with it, without a window."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.screens.catalogue import BY_KIND
from refdesk.screens.list_state import PAGE, PAGES_KEPT, ListState
from refdesk.screens.selection import count_of, ids_of, merged, rows_of
from refdesk.screens.spec import Tone
from refdesk.screens.views import Arrangement
from refdesk.services.conditions import Condition, Match
from refdesk.services.records import Records
from tests.helpers.desks import make_desk


def at_once(work, done, failed):
    try:
        found = work()
    except UserError as error:
        failed(error)
    else:
        done(found)


class Waiting:
    """A lane whose answers come when the test says so."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def __call__(self, work, done, _failed) -> None:
        self.jobs.append(lambda: done(work()))

    def answer(self, number: int = 0) -> None:
        self.jobs.pop(number)()


class Seen:
    """A watcher that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def before_change(self) -> None:
        self.told.append("before")

    def after_change(self) -> None:
        self.told.append("after")

    def rows_arrived(self, first: int, last: int) -> None:
        self.told.append((first, last))

    def asked(self) -> None:
        self.told.append("asked")

    def failed(self) -> None:
        self.told.append("failed")


@pytest.fixture
def records(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        yield Records(desk)


def add_practices(records: Records, *names: str) -> list[int]:
    return [records.add(Practice, {"name": name}).id for name in names]


def opened(records: Records, kind: str = "practice", lane=at_once) -> ListState:
    state = ListState(records._desk, BY_KIND[kind], lane)
    state.open()
    return state


def texts(state: ListState, column: str = "name") -> list[str]:
    number = [own.name for own in state.columns].index(column)
    rows = [state.row(row) for row in range(len(state.ids))]
    return [row[number].text for row in rows if row is not None]


def test_a_list_opens_in_its_order_and_counts_in_words(records):
    add_practices(records, "Tilbrook", "Aldermoor", "Élan Clinic")
    state = opened(records)
    assert texts(state) == ["Aldermoor", "Élan Clinic", "Tilbrook"]
    assert state.count_text() == "3 practices"
    assert state.empty() is None


def test_one_is_counted_as_one(records):
    add_practices(records, "Tilbrook")
    assert opened(records).count_text() == "1 practice"


def test_before_the_first_answer_nothing_is_claimed(records):
    lane = Waiting()
    state = opened(records, lane=lane)
    assert state.count_text() == ""
    assert state.empty() is None
    assert state.row(0) is None


def test_choosing_a_column_sorts_by_it_and_again_turns_it_round(records):
    add_practices(records, "Aldermoor", "Tilbrook")
    state = opened(records)
    assert state.sort_by("name")
    assert texts(state) == ["Tilbrook", "Aldermoor"]
    assert state.sort_by("name")
    assert texts(state) == ["Aldermoor", "Tilbrook"]


def test_a_column_without_an_index_does_not_sort(records):
    state = opened(records)
    assert not state.sort_by("phone")
    assert state.sort == "name"


def test_finding_shows_what_matches_of_how_many(records):
    add_practices(records, "Cedar Grove", "Harrow Creek", "Cedar Falls")
    state = opened(records)
    state.find("ceda")
    assert texts(state) == ["Cedar Falls", "Cedar Grove"]
    assert state.count_text() == "2 of 3 practices"
    state.find("")
    assert state.count_text() == "3 practices"


def test_nothing_found_says_so_and_an_empty_desk_says_what_comes_next(records):
    state = opened(records)
    nothing = state.empty()
    assert nothing is not None
    assert nothing.headline == "No practices yet"
    add_practices(records, "Cedar Grove")
    state.changed({"practice"})
    state.find("zzz")
    nothing = state.empty()
    assert nothing is not None
    assert nothing.headline == "No practice matches “zzz”"


def test_references_are_shown_by_name_and_choices_with_their_chip(records):
    practice = add_practices(records, "Cedar Grove")[0]
    patient = records.add(Patient, {"name": "Vance, Marisol"}).id
    values = {"patient": str(patient), "source": "physician", "referring_practice": str(practice)}
    records.add(Referral, values)
    state = opened(records, "referral")
    assert texts(state, "patient") == ["Vance, Marisol"]
    assert texts(state, "referring_practice") == ["Cedar Grove"]
    assert texts(state, "referring_person") == [""]
    row = state.row(0)
    assert row is not None
    assert [cell.mark.tone for cell in row if cell.mark] == [Tone.PLAIN]


def test_a_change_is_shown_and_the_selected_record_stays_selected(records):
    ids = add_practices(records, "Dunmere", "Quillby")
    state = opened(records)
    state.select(1)
    assert state.selected == ids[1]
    add_practices(records, "Aldermoor")
    state.changed({"practice"})
    assert texts(state) == ["Aldermoor", "Dunmere", "Quillby"]
    assert state.selected == ids[1]
    assert state.row_of(state.selected) == 2


def test_when_the_selected_record_goes_its_neighbour_is_selected(records):
    ids = add_practices(records, "Aldermoor", "Dunmere", "Quillby")
    state = opened(records)
    state.select(1)
    records.archive(Practice, ids[1])
    state.changed({"practice"})
    assert state.selected == ids[2]
    records.archive(Practice, ids[2])
    state.changed({"practice"})
    assert state.selected == ids[0]
    records.archive(Practice, ids[0])
    state.changed({"practice"})
    assert state.selected is None


def test_a_changed_name_is_shown_where_others_refer_to_it(records):
    patient = records.add(Patient, {"name": "Vance, Marisol"}).id
    records.add(Referral, {"patient": str(patient), "source": "patient"})
    state = opened(records, "referral")
    records.set(Patient, patient, {"name": "Vance-Hale, Marisol"})
    state.changed({"patient"})
    assert texts(state, "patient") == ["Vance-Hale, Marisol"]


def test_changes_of_other_records_read_nothing(records):
    lane = Waiting()
    state = opened(records, lane=lane)
    lane.answer()
    state.changed({"touch", "visit"})
    assert lane.jobs == []


def test_only_the_last_request_is_shown_however_the_answers_come(records):
    add_practices(records, "Cedar Grove", "Harrow Creek")
    lane = Waiting()
    state = opened(records, lane=lane)
    state.find("ced")
    state.find("harrow")
    lane.answer(2)
    assert texts(state) == ["Harrow Creek"]
    lane.answer(1)
    lane.answer(0)
    assert texts(state) == ["Harrow Creek"]


def test_rows_of_a_list_that_is_gone_are_dropped(records):
    add_practices(records, *(f"Practice {i:03d}" for i in range(3 * PAGE)))
    lane = Waiting()
    state = opened(records, lane=lane)
    lane.answer()
    state.watcher = watcher = Seen()
    assert state.row(2 * PAGE) is None
    state.find("Practice 00")
    lane.answer(1)
    assert watcher.told == ["asked", "before", "after"]
    lane.answer(0)
    assert watcher.told == ["asked", "before", "after"]
    assert len(state.ids) == 10


def test_rows_are_read_by_page_once_and_only_when_asked_for(records):
    add_practices(records, *(f"Practice {i:03d}" for i in range(3 * PAGE)))
    lane = Waiting()
    state = opened(records, lane=lane)
    lane.answer()
    state.watcher = watcher = Seen()
    assert state.row(0) is not None
    assert state.row(3 * PAGE - 1) is None
    assert state.row(3 * PAGE - 2) is None
    assert len(lane.jobs) == 1
    lane.answer()
    assert watcher.told == [(2 * PAGE, 3 * PAGE - 1)]
    row = state.row(3 * PAGE - 1)
    assert row is not None
    assert row[0].text == "Practice 191"


def test_memory_is_bounded_however_far_a_person_scrolls(records):
    names = [f"Practice {i:05d}" for i in range((PAGES_KEPT + 10) * PAGE)]
    with records._desk.db.change("Fill", by=None) as work:
        for name in names:
            work.add(Practice(name=name))
    state = opened(records)
    for row in range(0, len(state.ids), PAGE):
        state.row(row)
    assert len(state._pages) == PAGES_KEPT
    assert len(state.ids) == len(names)


def test_a_list_starts_where_the_person_was_after_a_change(records):
    add_practices(records, *(f"Practice {i:03d}" for i in range(3 * PAGE)))
    state = opened(records)
    at = state.ids[150]
    add_practices(records, "Aldermoor")
    state.changed({"practice"}, top=150)
    assert state.ids[state.top] == at
    assert state.row(state.top) is not None


def test_filters_narrow_the_list_and_it_says_how_many_of_how_many(records):
    for name, tier in (("Aldermoor", "a"), ("Dunmere", "b"), ("Quillby", "prospect")):
        records.add(Practice, {"name": name, "tier": tier})
    state = opened(records)
    state.filter_by([Condition("tier", Match.IS, ("a", "b"))])
    assert texts(state) == ["Aldermoor", "Dunmere"]
    assert state.count_text() == "2 of 3 practices"
    assert state.sentences() == ["Tier is A or B"]
    state.filter_by([Condition("tier", Match.IS, ("c",))])
    nothing = state.empty()
    assert nothing is not None
    assert (nothing.headline, nothing.hint) == ("No practice matches", "1 filter is on.")
    assert nothing.action == "clear_filters"
    state.show_all()
    assert state.count_text() == "3 practices"


def test_a_filter_by_reference_reads_by_name(records):
    practice = add_practices(records, "Cedar Grove")[0]
    patient = records.add(Patient, {"name": "Vance, Marisol"}).id
    values = {"patient": str(patient), "source": "physician", "referring_practice": str(practice)}
    records.add(Referral, values)
    state = opened(records, "referral")
    state.filter_by([Condition("referring_practice", Match.IS, (practice,))])
    assert state.sentences() == ["Referring practice is Cedar Grove"]
    assert len(state.ids) == 1


def test_columns_are_chosen_from_every_field_and_remembered(records):
    records.add(CustomField, {"record_kind": "practice", "label": "Ward", "field_kind": "text"})
    records.add(Practice, {"name": "Dunmere", "Ward": "North"})
    records.add(Practice, {"name": "Aldermoor", "Ward": "South"})
    state = opened(records)
    state.show_columns(["cf1", "name", "created_by"])
    assert [state.label(column) for column in state.columns] == ["Ward", "Name", "Entered by"]
    assert texts(state, "cf1") == ["South", "North"]
    assert texts(state, "created_by") == ["Owner", "Owner"]
    assert state.sort_by("cf1")
    assert texts(state, "cf1") == ["North", "South"]
    state.widen("name", 300)
    again = ListState(records._desk, BY_KIND["practice"], at_once, state.memory())
    again.open()
    assert again.memory() == state.memory()
    assert [column.width for column in again.columns][1] == 300
    assert texts(again, "cf1") == ["North", "South"]


@pytest.mark.parametrize(
    "kept",
    [
        "x",
        {"columns": ["gone"], "widths": {"name": "wide"}, "sort": "gone"},
        {"columns": 3, "widths": [], "sort": 5},
        {"columns": [{}], "sort": "phone"},
    ],
)
def test_a_memory_that_no_longer_fits_shows_the_list_as_at_first(records, kept):
    add_practices(records, "Tilbrook", "Aldermoor")
    state = ListState(records._desk, BY_KIND["practice"], at_once, kept)
    state.open()
    assert texts(state) == ["Aldermoor", "Tilbrook"]
    assert state.columns == BY_KIND["practice"].list.columns


def test_the_selected_records_stay_selected_in_another_order(records):
    add_practices(records, "Aldermoor", "Dunmere", "Quillby", "Tilbrook")
    state = opened(records)
    state.choose(((1, 2),))
    chosen = set(state.chosen())
    state.sort_by("name")
    add_practices(records, "Aardvark", "Eastmere")
    state.changed({"practice"})
    assert set(state.chosen()) == chosen
    assert state.count_text() == "6 practices, 2 selected"
    assert state.ranges == ((1, 1), (3, 3))


def test_all_selected_stay_selected_and_a_new_record_is_not(records):
    add_practices(records, "Aldermoor", "Dunmere", "Quillby")
    state = opened(records)
    state.choose(((0, 2),))
    state.sort_by("name")
    assert state.ranges == ((0, 2),)
    add_practices(records, "Aardvark")
    state.changed({"practice"})
    assert state.chosen_count == 3


def test_a_view_that_names_a_field_that_is_gone_shows_the_rest_and_says_so(records):
    add_practices(records, "Aldermoor", "Dunmere")
    state = opened(records)
    state.arrange(
        Arrangement("dun", (Condition("cf9", Match.EMPTY),), "-cf9", ("name", "cf9", "phone"))
    )
    assert texts(state) == ["Dunmere"]
    assert [column.name for column in state.columns] == ["name", "phone"]
    assert state.conditions == ()
    assert "no longer there" in state.note


def test_a_list_that_could_not_be_read_says_so_and_is_read_again(records):
    add_practices(records, "Aldermoor")
    state = opened(records)
    state.watcher = watcher = Seen()
    state.filter_by([Condition("received", Match.EMPTY)])  # a field of other records
    assert state.note
    state.filter_by([Condition("npi_deactivated", Match.IS, ("soon",))])
    assert watcher.told[-1] == "failed"
    failure = state.failure
    assert isinstance(failure, UserError)
    state.show_all()
    assert state.failure is None
    assert texts(state) == ["Aldermoor"]


def test_what_is_narrowed_is_said_for_paper(records):
    add_practices(records, "Aldermoor")
    state = opened(records)
    state.find("ald")
    state.filter_by([Condition("phone", Match.EMPTY)])
    assert state.narrowed_words() == "holds “ald”; Phone is empty"
    assert state.short_count_text() == "1 of 1"


def test_ranges_join_count_and_find_their_rows_again():
    assert merged([(4, 6), (0, 1), (2, 2), (5, 9)]) == ((0, 2), (4, 9))
    assert count_of(((0, 2), (4, 9))) == 9
    ids = array("q", [7, 8, 9, 10, 11])
    assert list(ids_of(ids, ((0, 1), (4, 4)))) == [7, 8, 11]
    assert rows_of(ids, array("q", [11, 8, 7, 99])) == ((0, 1), (4, 4))
    assert rows_of(ids, array("q")) == ()
