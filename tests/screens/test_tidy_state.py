"""What is chosen to become one listed source, and what is proposed for it."""

from __future__ import annotations

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.sources import ListedSource, Source
from refdesk.screens.tidy_state import TidyState
from refdesk.services.source_uses import FreeText, Listed, Use
from refdesk.services.sources import Tidy

OTHER, AD = Source.OTHER, Source.ADVERTISEMENT
BULLETIN = FreeText(
    ("Church bulletin.", "the church bulletin"),
    (Use(3, 1, ((OTHER, 4),)), Use(2, 0, ((AD, 2),))),
)
RADIO = FreeText(("Radio spot",), (Use(2, 0, ((AD, 2),)),))
ONCE = FreeText(("Poster",), (Use(1, 0, ((OTHER, 1),)),))


def listed(number: int, name: str, source: Source, times: int) -> Listed:
    record = ListedSource(name=name, source=source)
    record.id = number
    return Listed(record, Use(times, 0, ((source, times),)))


PAPER = listed(1, "Church paper", AD, 5)
SIGN = listed(2, "Sign on Harbor Terrace", OTHER, 0)


@pytest.fixture
def state() -> TidyState:
    return TidyState((BULLETIN, RADIO, ONCE), (PAPER, SIGN))


def test_like_texts_stand_under_each_other_and_seldom_ones_are_not_offered(state):
    assert [row.words for row in state.rows()] == [
        "Free texts",
        "Church bulletin. and 1 like it, 6 times",
        "Church bulletin., Other, 4 times",
        "the church bulletin, Advertisement, 2 times",
        "Radio spot, Advertisement, 2 times",
        "Listed sources",
        "Church paper, Advertisement, 5 times",
        "Sign on Harbor Terrace, never named",
    ]
    assert state.seldom == 1
    assert [row.is_inside for row in state.rows()][:4] == [False, False, True, True]


def test_a_group_is_chosen_whole_and_a_text_alone(state):
    state.turn("group:0")
    assert state.texts == {"Church bulletin.", "the church bulletin"}
    state.turn("text:the church bulletin")
    assert state.texts == {"Church bulletin."}
    assert [row.ticked for row in state.rows()][1:4] == [False, True, False]
    state.turn("group:0")
    state.turn("group:0")
    assert not state.is_begun


def test_name_and_kind_are_proposed_until_a_person_says_them(state):
    state.turn("group:0")
    assert (state.name, state.source) == ("Church bulletin", OTHER)
    assert state.becomes() == "A new listed source."
    assert state.counted() == "Said 5 times, and 1 time as a secondary source."
    state.turn("text:Radio spot")
    state.turn("text:Church bulletin.")
    assert (state.name, state.source) == ("the church bulletin", AD)
    state.call(" Sunday bulletin ")
    state.place(OTHER)
    state.turn("text:Church bulletin.")
    assert state.wish() == Tidy(
        "Sunday bulletin",
        OTHER,
        texts=frozenset({"Church bulletin.", "the church bulletin", "Radio spot"}),
    )


def test_the_name_of_a_listed_source_means_that_one(state):
    state.turn("text:Radio spot")
    state.call("church PAPER")
    assert state.wish().into == 1
    assert state.becomes() == "Church paper is listed already."
    state.call("")
    with pytest.raises(UserError, match="Type a name"):
        state.wish()


def test_texts_like_a_listed_source_are_proposed_for_it():
    group = FreeText(BULLETIN.texts, BULLETIN.uses, listed=1)
    state = TidyState((group,), (PAPER,))
    state.turn("group:0")
    assert (state.name, state.source, state.wish().into) == ("Church paper", AD, 1)


def test_of_several_listed_sources_the_most_used_one_stays(state):
    state.turn("listed:2")
    state.turn("listed:1")
    assert (state.name, state.source) == ("Church paper", AD)
    wish = state.wish()
    assert (wish.into, wish.merged) == (1, (2,))
    assert state.becomes() == (
        "Church paper is listed already. "
        "Becomes part of it and is archived: Sign on Harbor Terrace."
    )


def test_without_a_choice_there_is_nothing_to_do(state):
    assert state.counted() == "Choose texts that mean one source, by Space."
    assert state.becomes() == ""
    with pytest.raises(UserError, match="Choose free texts or listed sources first"):
        state.wish()


def test_what_is_gone_is_not_chosen_any_more(state):
    state.turn("group:0")
    state.turn("listed:2")
    state.show((RADIO,), (PAPER,))
    assert not state.is_begun
    state.turn("text:Radio spot")
    state.call("Radio")
    state.done()
    assert (state.is_begun, state.name) == (False, "")
