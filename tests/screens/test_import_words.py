"""What the import assistant says, without a window."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from refdesk.screens.import_words import (
    IMPORTED,
    LEFT_OUT,
    MARKS,
    counts_of,
    headline,
    list_of,
    personal_labels,
    refusal_of,
    summary,
)
from refdesk.services.outcomes import Outcome
from refdesk.services.transfer import ImportResult, Remark
from refdesk.settings import resource


def looked(*, created: int = 0, updated: int = 0, also: Any = None, conflicts: Any = ()) -> Any:
    counts = {Outcome.CREATED: created, Outcome.UPDATED: updated}
    return SimpleNamespace(counts=counts, also=also or {}, conflicts=conflicts)


def result(**parts: Any) -> ImportResult:
    blank = {"rows": 0, "created": 0, "updated": 0, "unchanged": 0, "duplicates": 0, "rejected": ()}
    return ImportResult(**{**blank, **parts})


def coming(what: str, *targets: str) -> Any:
    columns = [SimpleNamespace(target=target) for target in targets]
    labels = [SimpleNamespace(name=target, label=target.title()) for target in targets]
    return SimpleNamespace(what=what, columns=columns, targets=labels)


@pytest.mark.parametrize(
    ("look", "left_out", "words"),
    [
        (looked(created=214, updated=12), 0, "214 new, 12 changed."),
        (looked(created=1_000), 3, "1,000 new, 3 of them left out."),
        (looked(created=2, also={"Offices": 2}), 0, "2 new. New with them: Offices 2."),
        (looked(), 0, "No row of this file would change the desk."),
    ],
)
def test_the_foot_says_what_would_be_saved(look, left_out, words):
    assert summary(look, left_out) == words


def test_values_that_are_taken_from_the_file_are_named():
    taken = SimpleNamespace(label="Phone", take=True), SimpleNamespace(label="Fax", take=False)
    assert summary(looked(conflicts=taken), 0) == "The file's values are taken of: Phone."


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (result(created=3, updated=1, left_out=2, change=7), "4 rows came in"),
        (result(created=1, change=7), "1 row came in"),
        (result(change=7), "The file's values came in"),
        (result(unchanged=9), "Nothing was saved."),
    ],
)
def test_a_finished_import_is_put_in_one_line(made, words):
    assert headline(made) == words


def test_what_became_of_the_rows_leaves_out_what_is_nothing():
    made = result(created=2, left_out=1, rejected=(Remark(4, "no"),), skipped=5)
    assert [(words, count) for _mark, words, count in counts_of(made)] == [
        *(("New", 2), ("Left out by you", 1), ("Passed over", 5), ("Rejected", 1))
    ]


def test_every_outcome_has_a_mark_with_an_icon_that_is_there():
    assert set(MARKS) == set(Outcome)
    for mark in (*MARKS.values(), LEFT_OUT):
        assert resource(f"icons/{mark.icon}.svg").is_file()


def test_one_file_may_be_tried_and_others_are_refused_in_a_sentence(tmp_path: Path):
    assert refusal_of([tmp_path / "partners.csv"]) == ""
    for paths in ([], [tmp_path], [tmp_path / "a", tmp_path / "b"]):
        assert refusal_of(paths).endswith(".")


@pytest.mark.parametrize(
    ("file", "labels"),
    [
        (coming("practice", "name", "phone"), []),
        (coming("patient", "name.last", "birth_date"), ["Name.Last", "Birth_Date"]),
        (coming("referral", "patient.birth_date", "status"), ["Patient.Birth_Date"]),
        (coming("referral", "urgency"), ["Referrals"]),
        (coming("nppes"), []),
    ],
)
def test_the_columns_that_fill_personal_fields_are_named(file, labels):
    assert personal_labels(file) == labels


def test_what_came_in_of_the_registry_is_shown_among_the_practices():
    assert list_of("nppes_names") == "practice"
    assert [list_of(of.kind) for of in IMPORTED] == [of.kind for of in IMPORTED]
