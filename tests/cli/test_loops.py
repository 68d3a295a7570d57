"""The loop from the command line: moves, open loops, and what is due today."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from refdesk.cli import shell
from tests.cli.conftest import Run


@pytest.fixture
def clinic(run: Run, desk: Path) -> Path:
    """A desk with one referral that came weeks ago, and one of this moment."""
    run("set", desk, "clinic", "1", "hours=Mon-Sun 0:00-23:55")
    for number, came in ((1, "2026-11-02 09:40"), (2, "now")):
        run("add", desk, "patient", f"name=Vance, Marisol {number}")
        given = (f"patient={number}", "source=patient", "insurer=Plainview")
        made = run("add", desk, "referral", *given, *([] if number == 2 else [f"received={came}"]))
        assert made.code == 0, made.err
    return desk


def test_a_referral_is_moved_all_the_way(run: Run, clinic):
    def move(stage: str, *values: str) -> str:
        moved = run("move", clinic, "1", stage, *values, "--json").data
        assert moved["stage"] == stage
        return str(moved["action"])

    assert move("contacting", "result=reached") == "schedule"
    assert move("scheduled", "date=today", "time=9:20 AM", "provider=Dr. Hale") == "attendance"
    assert move("attended") == "report"
    assert move("reported", "report_how=fax") == "follow_up"
    assert move("closed", "closed_reason=Seen", "followed_up=today") == "nothing"
    lines = run("list", clinic, "stage_line", "--sort", "at", "--json").data["rows"]
    assert [line["stage"] for line in lines] == [
        *("contacting", "scheduled", "attended", "reported", "closed"),
    ]
    assert [row["id"] for row in run("loops", clinic, "--json").data["rows"]] == [2]


def test_a_refused_move_names_the_possible_ones_and_a_stage_that_is_none_all(run: Run, clinic):
    refused = run("move", clinic, "1", "reported", "report_how=fax")
    assert refused.code == shell.BAD_INPUT
    assert "Possible: Contacting, Scheduled, Not reached" in refused.err
    unknown = run("move", clinic, "1", "asleep")
    assert unknown.code == shell.BAD_INPUT
    assert "unable_to_reach" in unknown.err
    assert run("move", clinic, "99", "scheduled", "date=today").code == shell.BAD_INPUT
    assert run("move", clinic, "1", "scheduled", "date=never").code == shell.BAD_INPUT
    assert run("show", clinic, "referral", "1", "--json").data["stage"] == "received"


def test_a_stage_is_taken_by_its_name_or_its_code_however_it_is_written(run: Run, clinic):
    today = ("scheduled", "date=today")
    for stage, code in (("No-show", "no_show"), ("no show", "no_show"), ("NO_SHOW", "no_show")):
        assert run("move", clinic, "2", *today).code == 0
        assert run("move", clinic, "2", stage, "--json").data["stage"] == code
    assert run("move", clinic, "2", "declined-by patient").code == 0
    refused = run("move", clinic, "1", "attended")
    assert "Possible: Contacting, Scheduled, Not reached" in refused.err
    assert "What refdesk move calls them: Not reached (unable_to_reach)" in refused.err
    assert "Not reached (unable_to_reach)" in run("move", clinic, "1", "asleep").err


def test_a_day_is_read_as_in_the_window(run: Run, clinic):
    ahead = dt.datetime.now(dt.UTC).astimezone().date() + dt.timedelta(days=11)
    for typed in (f"{ahead.month}/{ahead.day}", "+11"):
        assert run("move", clinic, "2", "scheduled", f"date={typed}").code == 0
        run("move", clinic, "2", "contacting")
    found = run("list", clinic, "appointment", "--json").data["rows"]
    assert [row["date"] for row in found] == [ahead.isoformat()] * 2
    next_try = f"next_try={ahead.month}/{ahead.day} 9:20 AM"
    run("add", clinic, "contact_attempt", "referral=1", "result=no_answer", next_try)
    (call,) = run("list", clinic, "contact_attempt", "--json").data["rows"]
    assert call["next_try"].startswith(ahead.isoformat())


def test_an_unknown_field_names_the_nearest_that_can_be_given(run: Run, clinic):
    refused = run("move", clinic, "1", "scheduled", "date=today", "provder=Dr. Hale")
    assert refused.code == shell.BAD_INPUT
    assert "Referral has no field called provder. Its fields are: provider, " in refused.err
    assert "more." in refused.err
    assert not {"due", "moved_at", "round_began"} & {*refused.err.replace(",", " ").split()}


def test_several_are_moved_as_one_change_or_none_of_them(run: Run, clinic):
    moved = run("move", clinic, "1,2", "declined_by_us", "--json")
    assert moved.data == {"moved": 2, "stage": "declined_by_us"}
    run("move", clinic, "2", "reopened")
    refused = run("move", clinic, "1, 2, 99", "scheduled", "date=today")
    assert refused.code == shell.BAD_INPUT
    assert "Nothing was moved." in refused.err
    assert "1: Stage cannot go from Declined by us to Scheduled. Possible: Closed" in refused.err
    assert "There is no referral of these numbers: 99." in refused.err
    assert "Vance" not in refused.err
    stages = [run("show", clinic, "referral", n, "--json").data["stage"] for n in ("1", "2")]
    assert stages == ["declined_by_us", "reopened"]
    assert run("move", clinic, "1,x", "closed").code == shell.BAD_INPUT


def test_open_loops_say_stage_age_due_owner_and_next_action(run: Run, clinic):
    late, fresh = run("loops", clinic, "--json").data["rows"]
    assert (late["id"], late["stage"], late["overdue"]) == (1, "received", True)
    assert late["age"] > 5
    assert late["due"] < fresh["due"]
    assert (late["owner"], late["action"]) == ("Owner", "call")
    overdue = run("loops", clinic, "--overdue", "--json").data["rows"]
    assert [row["id"] for row in overdue] == [1]
    words = run("loops", clinic).out
    assert "Vance, Marisol 1" in words
    assert "d late" in words


def test_stage_and_next_step_are_words_and_a_script_has_both(run: Run, clinic):
    run("move", clinic, "1", "scheduled", "date=today")
    run("move", clinic, "1", "no_show")
    words = run("loops", clinic).out
    assert "No-show (no_show)" in words, "the code is another word than the name"
    assert "Received  " in words, "a code that is the name is not said twice"
    assert "Call" in words
    script = {row["id"]: row for row in run("loops", clinic, "--json").data["rows"]}
    assert (script[1]["stage"], script[1]["stage_label"]) == ("no_show", "No-show")
    assert (script[1]["action"], script[1]["action_label"]) == ("call", "Call")
    assert script[2]["due_words"] in words


@pytest.mark.parametrize("wide", [80, 100, 120])
@pytest.mark.parametrize("command", ["loops", "today"])
def test_the_columns_fit_the_terminal_and_stand_below_each_other(
    run: Run, clinic, monkeypatch, command, wide
):
    monkeypatch.setenv("COLUMNS", str(wide))
    name = "Featherstonehaugh-Wolstenholme, Maximilian Bartholomew"
    run("set", clinic, "patient", "1", f"name={name}")
    run("add", clinic, "practice", f"name={name} and Associates")
    run("set", clinic, "referral", "1", "referring_practice=1")
    run("move", clinic, "2", "declined_by_patient")
    said = run(command, clinic).out
    lines = said.splitlines()
    assert max(map(len, lines)) <= wide
    assert "Featherstonehaugh"[: 12 if wide == 80 else 17] in said
    head = lines[0]
    rows = [line for line in lines if "Call" in line or "Close" in line]
    assert rows
    for row in rows:
        assert row[head.index("next") :].startswith(("Call", "Close"))
        assert row[head.index("next") - 1] == " "
    if command == "loops":
        assert "Declined by patient (declined_by_patient)" in " ".join(said.split())


def test_no_open_loop_is_said_in_words(run: Run, desk):
    assert "No loop is open." in run("loops", desk).out
    assert "No loop is open." in run("loops", desk, "--overdue").out


def test_none_overdue_is_said_with_how_many_are_open(run: Run, clinic):
    run("move", clinic, "1", "declined_by_us")
    run("move", clinic, "1", "closed", "closed_reason=Seen elsewhere")
    out = run("loops", clinic, "--overdue").out
    assert out.strip() == "No loop is overdue: 1 is open, and within its due time."
    assert run("loops", clinic, "--overdue", "--json").data == {"rows": []}


def test_nothing_due_today_is_a_sentence(run: Run, clinic, desk):
    for number in ("1", "2"):
        run("archive", clinic, "referral", number)
    assert run("today", desk).out.startswith("Nothing is due: no loop is overdue")
    assert run("today", desk, "--mine").out.startswith("Nothing of yours is due.")
    assert all(one["rows"] == [] for one in run("today", desk, "--json").data["sections"])


def test_today_lists_what_is_due_by_section(run: Run, clinic):
    run("add", clinic, "task", "what=Order labels", "due=today")
    sections = {one["section"]: one for one in run("today", clinic, "--json").data["sections"]}
    assert [row["name"] for row in sections["open_loops"]["rows"]] == ["Vance, Marisol 1"]
    assert sections["first_contacts"]["count"] == 1
    assert sections["tasks"]["rows"][0]["name"] == "Order labels"
    assert sections["tasks"]["rows"][0]["action"] == "done"
    words = run("today", clinic).out
    assert "Overdue: 1 of 2 open loops" in words
    assert "Reports due" not in words, "a section without rows is not named"
    assert sections["open_loops"]["title"] == "Overdue"
    assert sections["tasks"]["rows"][0]["action_label"] == "Done"
    mine = {
        one["section"]: one for one in run("today", clinic, "--mine", "--json").data["sections"]
    }
    assert mine["tasks"]["count"] == 0
