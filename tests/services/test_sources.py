"""Free texts become a listed source and listed sources become one, as one change, undone whole."""

from __future__ import annotations

import pytest

from refdesk.domain.errors import Cancelled, UserError
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource, Source
from refdesk.services.changes import CannotUndo, Changes
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.source_uses import SourceUses
from refdesk.services.sources import Sources, Tidy
from refdesk.services.work import Silent, Watched
from tests.helpers.imports import all_of, everything

BULLETIN = ("Church bulletin", "church bulletin.", "the church bulletin")


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.add(Patient, {"name": "Quill, Odetta"})
    for words in (*BULLETIN, "Church bulletin", "Radio spot"):
        refer(records, source="other", source_detail=words)
    refer(records, source="advertisement", source_detail="church bulletin.")
    second = {"secondary_source": "other", "secondary_detail": "Church bulletin"}
    refer(records, source="patient", **second)
    refer(records, source="physician", referring_practice=practice(records), source_detail="")
    return records


def practice(records: Records) -> str:
    return str(records.add(Practice, {"name": "Larkmead"}).id)


def refer(records: Records, **values: str) -> Referral:
    return records.add(Referral, {"patient": "1", **values})


@pytest.fixture
def sources(desk: Desk, records: Records) -> Sources:  # noqa: ARG001  the referrals are there
    return Sources(desk)


def said(desk: Desk) -> list[tuple[str, int | None, str]]:
    return [
        (one.source.value, one.listed_source, one.source_detail) for one in all_of(desk, Referral)
    ]


def do(sources: Sources, wish: Tidy) -> str:
    return sources.apply(sources.preview(wish, Silent()), Silent()).label


PROMOTED = Tidy("Church bulletin", Source.ADVERTISEMENT, texts=frozenset(BULLETIN))


def test_like_texts_are_counted_together_over_both_sources_and_all_kinds(desk, sources):
    del sources
    bulletin, radio = SourceUses(desk).free_texts()
    assert bulletin.texts == ("Church bulletin", "church bulletin.", "the church bulletin")
    assert [one.total for one in bulletin.uses] == [3, 2, 1]
    assert (bulletin.uses[0].first, bulletin.uses[0].second) == (2, 1)
    assert dict(bulletin.uses[1].kinds) == {Source.OTHER: 1, Source.ADVERTISEMENT: 1}
    assert (radio.texts, radio.total, radio.listed) == (("Radio spot",), 1, 0)


def test_texts_that_a_listed_source_already_names_are_told(desk, records):
    made = records.add(ListedSource, {"name": "Church Bulletin", "source": "advertisement"})
    assert [one.listed for one in SourceUses(desk).free_texts()] == [made.id, 0]


def test_history_is_rewritten_as_one_change_and_undone_whole(desk, sources):
    before = everything(desk)
    seen = sources.preview(PROMOTED, Silent())
    assert seen.changed == 6
    assert everything(desk) == before
    assert sources.apply(seen, Silent()).label == "List the source Church bulletin: 6 referrals"
    assert said(desk)[:6] == [
        *[("advertisement", 1, "")] * 4,
        ("other", None, "Radio spot"),
        ("advertisement", 1, ""),
    ]
    second = all_of(desk, Referral)[6]
    assert (second.source, second.secondary_source) == (Source.PATIENT, Source.ADVERTISEMENT)
    assert (second.secondary_listed, second.secondary_detail) == (1, "")
    assert [one.total for one in SourceUses(desk).free_texts()] == [1]
    (listed,) = SourceUses(desk).listed()
    assert (listed.record.name, listed.use.first, listed.use.second) == ("Church bulletin", 5, 1)
    assert Changes(desk).newest(1)[0].rows == 7
    Changes(desk).undo()
    assert everything(desk) == before
    Changes(desk).redo()
    assert said(desk)[0] == ("advertisement", 1, "")
    assert desk.verify() == []


def test_a_preview_shows_what_changes_in_words(sources):
    examples = sources.preview(PROMOTED, Silent()).examples
    assert (examples[0].before, examples[0].after) == (
        "Other: Church bulletin",
        "Advertisement: Church bulletin",
    )
    assert examples[0].title.startswith("Quill, Odetta")
    assert "Quill" not in repr(sources.preview(PROMOTED, Silent()))
    assert "bulletin." not in repr(PROMOTED)


def test_texts_join_a_source_that_is_listed_already_under_its_kind(desk, sources, records):
    made = records.add(ListedSource, {"name": "Radio", "source": "advertisement"})
    label = do(
        sources,
        Tidy("Radio", Source.ADVERTISEMENT, into=made.id, texts=frozenset({"Radio spot"})),
    )
    assert label == "List the source Radio: 1 referral"
    assert said(desk)[4] == ("advertisement", made.id, "")
    assert len(all_of(desk, ListedSource)) == 1


def test_two_listed_sources_become_one_and_the_other_is_archived(desk, sources, records):
    for name, kind in (("Bulletin", "advertisement"), ("Church paper", "event")):
        records.add(ListedSource, {"name": name, "source": kind})
    refer(records, source="advertisement", listed_source="1", source_detail="June issue")
    refer(records, source="event", listed_source="2")
    refer(records, source="patient", secondary_source="event", secondary_listed="2")
    before = everything(desk)
    wish = Tidy("Church bulletin", Source.ADVERTISEMENT, into=1, merged=(2,))
    assert do(sources, wish) == "Merge sources into Church bulletin: 2 referrals"
    assert said(desk)[-3:] == [
        ("advertisement", 1, "June issue"),
        ("advertisement", 1, ""),
        ("patient", None, ""),
    ]
    last = all_of(desk, Referral)[-1]
    assert (last.secondary_source, last.secondary_listed) == (Source.ADVERTISEMENT, 1)
    kept, gone = all_of(desk, ListedSource)
    assert (kept.name, kept.archived, gone.archived) == ("Church bulletin", False, True)
    Changes(desk).undo()
    assert everything(desk) == before


def test_the_kind_of_a_listed_source_changes_with_all_its_referrals(desk, sources, records):
    records.add(ListedSource, {"name": "Tilbrook High", "source": "other"})
    refer(records, source="other", listed_source="1")
    do(sources, Tidy("Tilbrook High", Source.SCHOOL, into=1))
    assert said(desk)[-1] == ("school", 1, "")
    records.set(Referral, len(said(desk)), {"reason": "Knee"})


def test_archived_referrals_are_rewritten_too(desk, sources, records):
    records.archive(Referral, 5)
    do(sources, Tidy("Radio", Source.ADVERTISEMENT, texts=frozenset({"Radio spot"})))
    assert said(desk)[4] == ("advertisement", 1, "")


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (Tidy("", Source.OTHER), "Name is needed"),
        (Tidy("Radio", Source.PHYSICIAN), "is no kind to list"),
        (Tidy("church BULLETIN", Source.OTHER), "is another listed source's already. Choose that"),
        (Tidy("Radio", Source.OTHER, into=99), "no longer there"),
    ],
)
def test_what_cannot_be_is_refused(sources, records, wish, sentence):
    records.add(ListedSource, {"name": "Church bulletin"})
    with pytest.raises(UserError, match=sentence):
        sources.preview(wish, Silent())


def test_what_was_changed_since_the_preview_is_looked_at_anew(desk, sources, records):
    seen = sources.preview(PROMOTED, Silent())
    refer(records, source="other", source_detail="Church bulletin")
    records.set(Referral, 1, {"source_detail": "Talk at the library"})
    done = sources.apply(seen, Silent())
    assert done.changed == 6
    assert said(desk)[0] == ("other", None, "Talk at the library")
    assert said(desk)[-1] == ("advertisement", 1, "")


@pytest.mark.parametrize("stage", ["Looking at each", "Saving"])
def test_it_can_be_stopped_and_then_nothing_is_changed(desk, sources, stage):
    def stop(_done: int, _total: int | None, text: str) -> None:
        watched.cancelled = text == stage

    watched, before = Watched(stop), everything(desk)
    with pytest.raises(Cancelled):
        sources.apply(sources.preview(PROMOTED, watched), watched)
    assert everything(desk) == before


def test_somebody_who_never_stops_saving_is_not_waited_for(sources, records, monkeypatch):
    seen, look = sources.preview(PROMOTED, Silent()), sources.preview

    def disturbed(*given: object) -> object:
        found = look(*given)
        records.add(Patient, {"name": "One more"})
        return found

    monkeypatch.setattr(sources, "preview", disturbed)
    records.add(Patient, {"name": "One more"})
    with pytest.raises(UserError, match="Try again in a moment"):
        sources.apply(seen, Silent())


def test_a_source_that_is_in_use_since_is_undone_but_for_that(desk, sources, records):
    do(sources, PROMOTED)
    refer(records, source="advertisement", listed_source="1")
    with pytest.raises(CannotUndo):
        Changes(desk).undo(Changes(desk).newest(2)[1].change)
    Changes(desk).undo(Changes(desk).newest(2)[1].change, rest=True)
    assert said(desk)[0] == ("other", None, "Church bulletin")
    assert [one.name for one in all_of(desk, ListedSource)] == ["Church bulletin"]
