"""What the board shows: its columns and cards in words, their letters, the list behind each."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.stages import MOVES, Stage, is_open
from refdesk.domain.user import User
from refdesk.screens import board as boards
from refdesk.screens.board import COLUMNS, Column, in_words, letters, list_filters, read_board
from refdesk.screens.filters import typed_conditions
from refdesk.screens.loop_steps import DIRECT, FOR_ALL, STEPS, TARGETS, targets
from refdesk.screens.today_figures import FIGURES
from refdesk.screens.today_rows import Board
from refdesk.services.conditions import Conditions
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.standing import Narrowing
from tests.helpers.desks import make_desk

S = Stage
NOW = dt.datetime.now(dt.UTC)
PEOPLE = ("Vance, Marisol", "Osgood, Mabel", "Tenney, Harold")


@pytest.fixture
def desk(tmp_path):
    with make_desk(tmp_path / "desk") as desk:
        records = Records(desk)
        records.set(Clinic, 1, {"hours": "Mon-Sun 0:00-23:55"})
        records.add(User, {"name": "Dana Rowe", "role": "coordinator"})
        records.add(Practice, {"name": "Cedar Grove"})
        for number, (name, days) in enumerate(zip(PEOPLE, (12, 7, 0), strict=True), start=1):
            records.add(Patient, {"name": name})
            came = (NOW - dt.timedelta(days=days, minutes=5)).isoformat()
            given = {"patient": str(number), "source": "patient", "received": came, "owner": "2"}
            records.add(Referral, given)
        practice = {"source": "physician", "referring_practice": "1", "urgency": "urgent"}
        records.set(Referral, 1, practice)
        yield desk


def shown(desk: Desk, name: str, narrowing: Narrowing | None = None) -> boards.Shown:
    board = read_board(desk, NOW, narrowing or Narrowing())
    return next(one for one in board.columns if one.column.name == name)


def column(name: str) -> Column:
    return next(one for one in COLUMNS if one.name == name)


def test_every_open_stage_has_its_column_and_no_other_has():
    stages = [stage for one in COLUMNS for stage in one.stages]
    assert len(stages) == len(set(stages))
    assert set(stages) == {stage for stage in Stage if is_open(stage)}


def test_a_card_says_who_from_whom_where_it_stands_when_due_and_whose(desk):
    first, second, _third = shown(desk, "received").cards
    assert (first.row.name, first.sent_by, first.owner, first.initials) == (
        *("Vance, Marisol", "Cedar Grove", "Dana Rowe", "DR"),
    )
    assert first.words.startswith("since ")
    assert in_words(first).startswith("Urgent, Vance, Marisol, Cedar Grove, since ")
    assert " d late, owner Dana Rowe, C, S, L" in in_words(first)
    assert first.letter == "C"
    assert second.sent_by == "Patient", "nobody's practice sent this one"


def test_what_a_column_holds_is_counted_and_only_the_first_are_cards(desk, monkeypatch):
    monkeypatch.setattr(boards, "MOST", 2)
    received = shown(desk, "received")
    assert [card.row.name for card in received.cards] == list(PEOPLE[:2])
    assert (received.group.count, received.more, received.late_words) == (3, 1, "2 late")
    board = read_board(desk, NOW, Narrowing())
    assert board.words == "3 open, 2 late"
    assert shown(desk, "attended").late_words == "none late"


def test_a_card_tells_what_its_column_does_not(desk):
    loops = Loops(desk)
    loops.log_attempt(1, {"result": "no_answer"})
    loops.move(2, S.CANCELLED)
    loops.move(3, S.SCHEDULED, {"date": "today"})
    assert shown(desk, "contacting").cards[0].words == "1 try, no date yet"
    assert shown(desk, "to_close").cards[0].words == "Cancelled"
    scheduled = shown(desk, "scheduled").cards[0]
    assert scheduled.words.startswith("Visit on ")
    assert scheduled.letter == "M"
    loops.move(3, S.ATTENDED)
    loops.move(3, S.REPORTED, {"report_how": "fax"})
    assert shown(desk, "reported").cards[0].words.startswith("since ")
    Records(desk).set(Referral, 3, {"followed_up": "today"})
    assert shown(desk, "reported").cards[0].words == "Followed up, to be closed"


def test_a_card_of_nobody_has_no_initials(desk):
    Records(desk).set(Referral, 1, {"owner": ""})
    assert shown(desk, "received").cards[0].initials == ""
    Records(desk).set(Referral, 1, {"owner": "1"})
    assert shown(desk, "received").cards[0].initials == "O"


@pytest.mark.parametrize("stage", [stage for stage in Stage if is_open(stage)])
def test_a_letter_does_what_can_be_done_and_says_why_it_does_nothing(stage):
    for letter, step in letters(stage).items():
        assert step in STEPS or step in DIRECT
        if step not in {"call", "follow_up", "reschedule"}:
            assert boards.LEADS_TO[letter] in MOVES[stage]
    for letter, to in boards.LEADS_TO.items():
        if letter not in letters(stage) and to not in MOVES[stage]:
            said = "It is at " if to is stage else "Possible: "
            assert said in boards.refusal(stage, (to,))


@pytest.mark.parametrize(
    ("stage", "given"),
    [
        (S.RECEIVED, "CSL"),
        (S.SCHEDULED, "CMNXS"),
        (S.ATTENDED, "CR"),
        (S.REPORTED, "CW"),
        (S.NO_SHOW, "CSL"),
        (S.CANCELLED, "CW"),
    ],
)
def test_letters_are_those_of_today(stage, given):
    assert "".join(letters(stage)) == given
    assert letters(S.REPORTED)["C"] == "follow_up"


def test_a_column_of_several_stages_says_which_of_them_are_open_to_a_card():
    assert boards.open_to(S.SCHEDULED, column("to_close")) == (
        *(S.DECLINED_BY_PATIENT, S.DECLINED_BY_US, S.CANCELLED),
    )
    assert boards.open_to(S.SCHEDULED, column("again")) == (S.NO_SHOW,)
    assert boards.open_to(S.RECEIVED, column("reported")) == ()


@pytest.mark.parametrize(
    "narrowing",
    [
        Narrowing(),
        Narrowing(owner=2),
        Narrowing(urgent=True),
        Narrowing(late=True),
        Narrowing(owner=2, urgent=True, late=True, provider="Dr. Hale"),
    ],
)
def test_the_list_behind_a_column_holds_the_very_same(narrowing, desk):
    records = Records(desk)
    records.set(Referral, 1, {"provider": "Dr. Hale"})
    Loops(desk).move(2, S.DECLINED_BY_US)
    for name in ("received", "to_close"):
        typed = list_filters(column(name), narrowing)
        conditions = typed_conditions(desk.fields(Referral), typed)
        assert len(conditions) == len(typed)
        found = records.ids(Referral, Conditions(desk).query(Referral, conditions, sort="due"))
        assert tuple(found) == shown(desk, name, narrowing).group.ids


def test_the_figures_of_today_open_what_they_count(desk):
    (figures,) = FIGURES
    Loops(desk).log_attempt(1, {"result": "reached"})
    rows = figures.read(Board(desk, NOW))
    assert [row.title for row in rows][:2] == ["Received", "Contacting"]
    records, conditions = Records(desk), Conditions(desk)
    for row in rows:
        opened, late, _days = row.figures
        for figure in (opened, late):
            typed = typed_conditions(desk.fields(Referral), figure.filters)
            found = records.ids(Referral, conditions.query(Referral, typed)) if typed else ()
            assert figure.words == f"{len(found):,}"
    assert [figure.words for figure in rows[0].figures] == ["2", "1", "4"]
    assert rows[3].figures[2].words == "–"


def test_what_many_can_be_moved_to_is_counted_by_the_rules():
    found = dict(targets({S.RECEIVED: 3, S.ATTENDED: 1}))
    assert found[S.CONTACTING] == 3
    assert found[S.REPORTED] == 1
    assert S.CLOSED not in found
    assert set(FOR_ALL) < set(TARGETS)
    assert set(TARGETS) == set(Stage) - {S.RECEIVED}


def test_what_is_selected_out_of_sight_is_said():
    assert boards.chosen_words(3, 0) == "3 selected"
    assert boards.chosen_words(1_200, 1_160) == "1,200 selected, 1,160 of them only in the list"
