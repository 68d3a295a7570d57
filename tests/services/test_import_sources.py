"""A referral log that names listed sources: by reference, and where its words are their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource, Source
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.sources import Sources, Tidy
from refdesk.services.work import Silent
from tests.helpers.imports import Bring, all_of, counts

HEAD = "Patient,Date received,Source,"
ROW = "Quill Odetta,11/{day:02}/2026,{source},"


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Bring:
    records = Records(desk)
    records.add(Patient, {"name": "Quill, Odetta"})
    records.add(ListedSource, {"name": "Church bulletin", "source": "advertisement"})
    records.add(ListedSource, {"name": "School", "source": "event"})
    return Bring(desk, tmp_path)


def row(source: str, day: int, *more: str) -> str:
    return ROW.format(day=day, source=source) + ",".join(more) + "\n"


def said(desk: Desk) -> list[tuple[str, int | None, str]]:
    found = all_of(desk, Referral)
    return [(one.source.value, one.listed_source, one.source_detail) for one in found]


def test_a_source_that_is_a_listed_one_s_name_is_that_source(bring, desk):
    rows = (
        row("church  bulletin.", 5, "") + row("Advertisement", 6, "Bus") + row("School", 7, "Hill")
    )
    result = bring(Referral, HEAD + "Details\n" + rows, {"Details": "source_detail"})
    assert counts(result) == (3, 3, 0, 0, 0, 0)
    assert said(desk) == [
        ("advertisement", 1, ""),
        ("advertisement", None, "Bus"),
        ("school", None, "Hill"),
    ], "a kind of source is that kind, whatever is listed by its name"


def test_words_beside_other_that_are_a_listed_name_are_that_source(bring, desk):
    rows = row("Other", 5, "The Church Bulletin") + row("Other", 6, "church bulletin")
    rows += row("Event", 7, "Church bulletin")
    result = bring(Referral, HEAD + "Details\n" + rows, {"Details": "source_detail"})
    assert result.rejected == ()
    assert said(desk) == [
        ("other", None, "The Church Bulletin"),
        ("advertisement", 1, ""),
        ("event", None, "Church bulletin"),
    ]


def test_a_column_of_listed_sources_tells_their_kind_and_is_refused_beside_another(bring, desk):
    head = "Patient,Date received,Listed source\n"
    result = bring(Referral, head + "Quill Odetta,11/05/2026,Church bulletin\n")
    assert counts(result) == (1, 1, 0, 0, 0, 0)
    assert said(desk) == [("advertisement", 1, "")]
    result = bring(Referral, HEAD + "Listed source\n" + row("Event", 8, "Church bulletin"))
    (wrong,) = result.rejected
    assert wrong.reason == (
        "Listed source is under Advertisement: Church bulletin is listed there. "
        "Choose that kind, or another."
    )


def test_secondary_sources_are_taken_alike(bring, desk):
    head = HEAD + "Secondary source\n"
    assert bring(Referral, head + row("Patient", 5, "Church bulletin")).created == 1
    (made,) = all_of(desk, Referral)
    assert (made.secondary_source, made.secondary_listed) == (Source.ADVERTISEMENT, 1)


def test_the_same_log_again_agrees_with_what_was_tidied_up_since(bring, desk):
    log = HEAD + "Details\n" + row("Other", 5, "Radio spot")
    bring(Referral, log, {"Details": "source_detail"})
    sources = Sources(desk)
    wish = Tidy("Radio spot", Source.ADVERTISEMENT, texts=frozenset({"Radio spot"}))
    sources.apply(sources.preview(wish, Silent()), Silent())
    result = bring(Referral, log + row("Other", 6, "radio spot"), {"Details": "source_detail"})
    assert counts(result) == (2, 1, 0, 1, 0, 0)
    assert result.remarks == ()
    assert said(desk) == [("advertisement", 3, "")] * 2
