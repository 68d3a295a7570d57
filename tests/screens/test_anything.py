"""Finding anything from anywhere: who is found by what, what stands beside, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.letter import Letter, LetterKind
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.domain.task import Task
from refdesk.screens import anything, finding
from refdesk.screens.actions import ACTIONS, BY_NAME, keys_of
from refdesk.screens.anything import Anything
from refdesk.screens.catalogue import SCREENS
from refdesk.screens.commands import LEFT_OUT, USUAL, Commands
from refdesk.screens.hits import A_GROUP, ALL, Answer
from refdesk.screens.slips import NearWords
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.settings import SETTINGS, resource
from tests.helpers.desks import make_desk

COMMANDS = Commands(
    keys_of({}), {one.name for one in ACTIONS}, {"practice": "Ctrl+1"}, is_owner=True
)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with make_desk(tmp_path / "desk") as desk:
        yield Records(desk)


@pytest.fixture
def clinic(records: Records) -> Records:
    """A desk with namesakes in every kind."""
    records.add(Practice, {"name": "Cedar Grove", "phone": "740-555-0170", "fax": "740-555-0171"})
    records.add(Practice, {"name": "Okana Creek", "practice_kind": "specialist"})
    people = (
        {"name": "Okafor, Nkem", "role": "physician", "practices": "1", "phone": "740-555-0101"},
        {"name": "Moray, Tess", "role": "front_desk", "practices": "1", "gatekeeper": "yes"},
        {"name": "Núñez, José", "role": "nurse", "practices": "2"},
    )
    for one in people:
        records.add(Person, one)
    records.add(
        Patient, {"name": "Vance, Marisol", "birth_date": "4/19/1971", "phone": "(740) 555-0117"}
    )
    records.add(Patient, {"name": "Mokay, Lena"})
    for number, received in ((1, "11/2/2026 9:00"), (1, "11/9/2026 9:00"), (2, "11/3/2026 9:00")):
        records.add(
            Referral,
            {
                "patient": str(number),
                "source": "physician",
                "referring_practice": "1",
                "received": received,
            },
        )
    records.add(Task, {"what": "Call Cedar Grove about the fax", "practice": "1"})
    return records


def find(records: Records, text: str) -> Answer:
    return Anything(records).find(text, COMMANDS)


def shown(answer: Answer) -> dict[str, list[str]]:
    return {group.title: [hit.title for hit in group.hits] for group in answer.groups}


# By name


def test_a_part_of_a_word_finds_every_kind(clinic):
    assert shown(find(clinic, "oka")) == {
        "People": ["Okafor, Nkem", "Núñez, José"],
        "Practices": ["Okana Creek"],
        "Patients": ["Mokay, Lena"],
        "Referrals": ["Mokay, Lena, Nov 3, 2026, 9:00 AM"],
    }


@pytest.mark.parametrize("text", ["nunez jose", "JOSÉ núñez", "  jose   nun "])
def test_words_are_found_in_any_order_case_and_accent(clinic, text):
    assert shown(find(clinic, text))["People"] == ["Núñez, José"]


def test_what_tells_a_hit_from_its_namesakes_stands_beside_it(clinic):
    hits = {hit.title: hit.detail for hit in find(clinic, "oka").hits}
    assert hits["Okafor, Nkem"] == "Physician, Cedar Grove, (740) 555-0101"
    assert hits["Okana Creek"] == "Specialist"


def test_beside_a_patient_stands_where_the_newest_referral_stands_and_came_from(clinic):
    Loops(clinic.desk).move(2, Stage.CONTACTING)
    (hit,) = find(clinic, "vance").groups[0].hits
    assert hit.detail.startswith("born Apr 19, 1971, contacting ")
    assert hit.detail.endswith(", from Cedar Grove")


def test_of_a_patient_the_newest_referral_is_offered_and_all_are_counted(clinic):
    group = find(clinic, "vance").groups[1]
    assert [hit.id for hit in group.hits] == [2]
    assert group.hits[0].detail == "No. 2, Received, Cedar Grove"
    assert group.count == 2


def test_those_who_work_with_the_one_who_was_found_are_offered_below(clinic):
    people = find(clinic, "okafor").groups[0].hits
    assert [hit.title for hit in people] == ["Okafor, Nkem", "Moray, Tess"]
    assert people[1].detail == "works with Okafor, Nkem, Front desk, Cedar Grove"


@pytest.mark.parametrize(
    ("text", "words", "given"),
    [
        ("okafor", "New referral from Okafor, Nkem", {"referring_person": 1}),
        ("okafro", "New referral from Okafor, Nkem", {"referring_practice": 1}),
        ("cedar", "New referral from Cedar Grove", {"referring_practice": 1}),
        ("vance", "New referral of Vance, Marisol", {"patient": 1}),
    ],
)
def test_the_referral_that_the_one_who_was_named_may_call_for_is_offered(
    clinic, text, words, given
):
    (hit,) = [hit for hit in find(clinic, text).hits if hit.title == words]
    assert hit.command is not None
    entries = hit.command.entries
    assert all(entries[name] == {"id": row_id, "text": ""} for name, row_id in given.items())


def test_nothing_is_begun_for_somebody_who_is_not_named_by_a_whole_word(clinic):
    assert "Commands" not in shown(find(clinic, "oka"))


def test_a_referral_is_found_by_its_number(clinic):
    answer = find(clinic, "No. 3")
    assert shown(answer)["Referrals"] == ["Mokay, Lena, Nov 3, 2026, 9:00 AM"]
    clinic.archive(Referral, 3)
    assert "Referrals" not in shown(find(clinic, "No. 3"))


def test_archived_records_are_left_out(clinic):
    clinic.archive(Practice, 2)
    assert "Practices" not in shown(find(clinic, "okana"))


# By phone


@pytest.mark.parametrize(
    "text", ["7405550117", "(740) 555-0117", "740.555.0117", "+1 740 555 0117", "0117", "55-01 17"]
)
def test_digits_in_any_form_find_a_phone(clinic, text):
    answer = find(clinic, text)
    assert shown(answer)["Patients"] == ["Vance, Marisol"]
    assert "Phone (740) 555-0117, born" in next(
        hit.detail for hit in answer.hits if hit.kind == "patient"
    )


def test_beside_a_hit_stands_which_of_its_numbers_it_is(clinic):
    (hit,) = find(clinic, "#0171").hits
    assert hit.detail.startswith("Fax (740) 555-0171")


def test_a_sign_looks_among_phones_alone(clinic):
    clinic.add(Practice, {"name": "Route 0117 Clinic"})
    assert "Practices" in shown(find(clinic, "0117"))
    assert shown(find(clinic, "#0117")) == {"Patients": ["Vance, Marisol"]}
    assert find(clinic, "#").groups[0].title == "Commands"


# With a slip


@pytest.mark.parametrize(
    "text", ["okafro", "okfor", "okkafor", "okafot", "Okafro nkem", "nkem okaforr"]
)
def test_one_slip_in_a_word_is_forgiven(clinic, text):
    assert shown(find(clinic, text))["People"][0] == "Okafor, Nkem"


def test_a_slip_is_forgiven_in_a_word_that_is_not_typed_to_its_end(clinic):
    clinic.add(Practice, {"name": "Brightwater Pediatrics"})
    assert shown(find(clinic, "brigthwat"))["Practices"] == ["Brightwater Pediatrics"]


@pytest.mark.parametrize("text", ["vnce", "okfro", "xafor", "7405550118"])
def test_two_slips_a_short_word_and_digits_are_not(clinic, text):
    assert "Okafor, Nkem" not in [hit.title for hit in find(clinic, text).hits]
    assert "Vance, Marisol" not in [hit.title for hit in find(clinic, text).hits]


def test_those_that_fit_just_so_stand_before_those_with_a_slip(clinic):
    clinic.add(Patient, {"name": "Vanse, Ada"})
    patients = find(clinic, "vanse").groups[0].hits
    assert [(hit.title, hit.marked) for hit in patients] == [
        ("Vanse, Ada", "vanse"),
        ("Vance, Marisol", "vance"),
    ]


def test_where_many_fit_just_so_no_slip_is_looked_for(clinic):
    for number in range(3):
        clinic.add(Patient, {"name": f"Vanse, Ada {number}"})
    patients = [hit.title for hit in find(clinic, "vanse").hits if hit.kind == "patient"]
    assert "Vance, Marisol" not in patients


def test_a_name_that_was_just_entered_is_forgiven_a_slip_once_the_change_is_told(clinic):
    finds = Anything(clinic)
    assert finds.find("thornbruy", COMMANDS).count == 0
    clinic.add(Person, {"name": "Thornbury, Ilya"})
    finds.changed({"person"})
    assert finds.find("thornbruy", COMMANDS).hits[0].title == "Thornbury, Ilya"


def test_a_longer_word_counts_as_far_as_it_is_typed_and_a_shorter_slip_not():
    near = NearWords(["okafor", "marisol", "brightwater"])
    assert near.near("brihgt") == ["bright"]
    assert near.near("maria") == []
    assert near.near("okaf") == []
    assert near.knows("afo")


# In order


def test_the_group_with_an_exact_hit_comes_first(clinic):
    clinic.add(Patient, {"name": "Okana Creek"})
    clinic.add(Person, {"name": "Okana Creek-Hill"})
    assert next(iter(shown(find(clinic, "oka")))) == "People"
    assert next(iter(shown(find(clinic, "creek okana")))) == "Practices"


def test_those_called_so_come_before_those_who_work_there(clinic):
    assert list(shown(find(clinic, "cedar"))) == ["Practices", "Tasks", "People", "Commands"]


def test_so_much_is_shown_and_all_of_it_is_counted(clinic):
    for number in range(9):
        patient = clinic.add(Patient, {"name": f"Okazaki, {number}"})
        clinic.add(Referral, {"patient": str(patient.id), "source": "patient"})
        clinic.add(Person, {"name": f"Okazaki, {number}"})
        clinic.add(Practice, {"name": f"Okazaki {number}"})
        clinic.add(Task, {"what": f"Okazaki {number}"})
    answer = find(clinic, "okaz")
    assert all(len(group.hits) <= A_GROUP for group in answer.groups)
    assert (len(answer.groups), len(answer.hits)) == (5, ALL)
    assert answer.count == 4 * 9 + 5  # of the patients that are shown, their referrals


def test_of_very_many_it_is_only_said_that_there_are_more(clinic, monkeypatch):
    monkeypatch.setattr(anything, "COUNTED", 3)
    monkeypatch.setattr(finding, "LOOKED_AT", 2)
    for number in range(6):
        clinic.add(Practice, {"name": f"Center Quill {number}"})
    clinic.add(Practice, {"name": "Quillby"})
    (group,) = find(clinic, "quill").groups
    assert group.count == 4  # one more than is counted
    assert group.hits[0].title == "Quillby"


def test_a_letter_is_found_by_whom_it_went_to(clinic):
    with clinic.desk.db.change("Print", by=1) as work:
        letter = Letter(number="L-2026-0001", letter_kind=LetterKind.THANKS)
        work.add(letter)
    assert shown(find(clinic, "L-2026-0001"))["Letters"] == ["L-2026-0001"]


@pytest.mark.parametrize("text", ['"', "*", "%", "\0", "'; --", "#\0", ">\0", "👩‍⚕️", "x" * 5000])
def test_whatever_is_typed_finds_nothing_rather_than_failing(clinic, text):
    assert find(clinic, text).count in {0, len(COMMANDS.all), len(USUAL)}


# What was opened last


def test_before_anything_is_typed_stands_what_was_opened_last_and_is_still_there(clinic):
    finds = Anything(clinic)
    for kind, row_id in (("patient", 1), ("person", 1), ("task", 1), ("patient", 1)):
        finds.opened(kind, row_id)
    finds.opened("list", 0)
    clinic.remove(Task, 1)
    groups = finds.find(" ", COMMANDS).groups
    assert [hit.title for hit in groups[0].hits] == ["Vance, Marisol", "Okafor, Nkem"]
    assert [hit.command.name for hit in groups[1].hits if hit.command] == list(USUAL)


# Commands


def commands(text: str) -> list[str]:
    return [one.label for one, _marked in COMMANDS.find(text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("undo", "Undo the last change"),
        ("Today", "Today: what has to be done"),
        ("ctrl+0", "Today: what has to be done"),
        ("new task", "New task"),
        ("task new", "New task"),
        ("promises", "Promises"),
        ("setings", "Settings"),
        ("dark", "Colors"),
        ("lock nobody", "Lock when nobody types for"),
        ("paper", "Paper for letters, logs and lists"),
    ],
)
def test_a_command_is_found_by_its_words_or_its_key(text, first):
    assert commands(text)[0] == first


def test_a_command_says_its_key_and_what_it_leads_to(clinic):
    (hit,) = [hit for hit in find(clinic, ">practices").hits if hit.title == "Practices"]
    assert (hit.keys, hit.detail, hit.icon) == ("Ctrl+1", "List", "building-2")


def test_a_sign_looks_among_commands_alone(clinic):
    clinic.add(Practice, {"name": "Undo Clinic"})
    assert list(shown(find(clinic, ">undo"))) == ["Commands"]


def test_what_cannot_be_done_is_not_offered():
    few = Commands(keys_of({}), {"undo"}, {}, is_owner=False)
    names = {one.name for one in few.all}
    assert "undo" in names
    assert not names & {"redo", "save"}
    assert "New user" not in [one.label for one in few.all]
    assert "New user" in commands("new user")


def test_every_setting_and_every_list_is_a_command():
    names = {one.name for one in COMMANDS.all}
    assert {one.name for one in SETTINGS} <= names
    assert {"practice", "letter", "user"} <= names


def test_the_tables_of_the_commands_name_actions_and_icons_that_there_are():
    assert {*LEFT_OUT, *USUAL} <= {*BY_NAME}
    declared = (one.icon for one in ACTIONS if one.icon)
    for icon in (*declared, *(one.icon for one in COMMANDS.all)):
        assert resource(f"icons/{icon}.svg").is_file(), icon


def test_every_kind_that_takes_part_has_a_place_of_its_own_and_tells_by_its_own_fields():
    taking = [one for one in SCREENS if one.anywhere is not None]
    places = [one.anywhere.place for one in taking if one.anywhere]
    assert len(set(places)) == len(places)
    for screen in taking:
        assert screen.anywhere is not None
        for name in (*screen.anywhere.beside, *filter(None, [screen.anywhere.through])):
            assert name in screen.of.fields, f"{screen.kind}.{name}"
