"""Nothing on the visit log leaves its place, however long the words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refdesk.documents.model import Fact, Stop, StopPerson
from refdesk.documents.page import Page, Text
from refdesk.documents.paper import Imprint
from refdesk.documents.sheets.visit_log import lay_visit_log
from refdesk.documents.typesetting import width
from tests.documents.days import PRINTED, day, one_stop, printed

TOUCH = 0.3
"""Points by which the boxes of two lines may overlap: tails of letters beside capitals."""


def box(mark: Text) -> tuple[float, float, float, float]:
    """Left, lowest, right and highest ink of a line of text."""
    style = mark.style
    right = mark.x + width(mark.text, style)
    return mark.x, mark.y - 0.21 * style.size, right, mark.y + 0.66 * style.size


def assert_tidy(page: Page) -> None:
    """Every text inside the margins, none upon another, none below 8 points."""
    texts = [mark for mark in page.marks if isinstance(mark, Text)]
    boxes = [box(mark) for mark in texts]
    for mark, (left, low, right, high) in zip(texts, boxes, strict=True):
        assert mark.style.size >= 8, mark.text
        assert page.frame.left - 0.1 <= left, mark.text
        assert right <= page.frame.right + 0.1, mark.text
        assert low >= page.frame.footer - 2, mark.text
        assert high <= page.frame.ceiling + 6, mark.text
    order = sorted(range(len(boxes)), key=lambda at: boxes[at][0])
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            a, b = boxes[one], boxes[other]
            if b[0] >= a[2] - 0.1:
                break
            apart = b[1] >= a[3] - TOUCH or a[1] >= b[3] - TOUCH
            assert apart, (texts[one].text, texts[other].text)


@pytest.mark.parametrize("stops", range(1, 31))
def test_every_stop_stands_on_the_sheet_once(stops):
    document = lay_visit_log(day(stops), Imprint(PRINTED, 1))
    texts = [mark.text for page in document.pages for mark in page.marks if isinstance(mark, Text)]
    for number in range(1, stops + 1):
        assert texts.count(f"VT7-{number}K") == 1


@pytest.mark.parametrize("stops", [0, 1, 2, 3, 5, 8, 9, 17, 25, 30])
def test_nothing_leaves_its_place(stops):
    for page in lay_visit_log(day(stops), Imprint(PRINTED, 1)).pages:
        assert_tidy(page)


LONG = (
    "The Extraordinarily Long-Named Multidisciplinary Musculoskeletal and Rehabilitation "
    "Practice of Greater Port Lenore and the Surrounding Townships"
)
words = st.one_of(
    st.text("abcdefghijklmnoprstuvwzABCDEFG ,;-", max_size=60),
    st.integers(0, len(LONG)).map(lambda n: LONG[:n]),
    st.integers(20, 90).map(lambda n: "W" * n),
)
persons = st.builds(StopPerson, name=words, role=words, likes=words)
facts = st.builds(
    Fact,
    label=words,
    text=words,
    strong=st.booleans(),
    note=words,
    flag=st.sampled_from(["", "today"]),
)
awkward = st.builds(
    Stop,
    number=st.just(1),
    name=words,
    address=words | st.lists(words, min_size=3, max_size=4).map(", ".join),
    phone=st.just("(740) 555-0117 ext. 1234"),
    window=words,
    drive_minutes=st.none() | st.integers(0, 999),
    miles=st.none() | st.floats(0, 9999),
    more_people=st.integers(0, 99),
    people=st.lists(persons, max_size=9).map(tuple),
    facts=st.lists(facts, max_size=8).map(tuple),
    leave=st.lists(words, max_size=15).map(tuple),
    code=st.text("ABCDEFGHKMNPQRSTVWXYZ0123456789-", max_size=16),
    town=words,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(awkward, max_size=3), words, words)
def test_long_words_and_many_people_stay_in_their_boxes(stops, liaison, clinic):
    numbered = tuple(replace(stop, number=at) for at, stop in enumerate(stops, start=1))
    log = replace(day(0), stops=numbered, liaison=liaison, clinic_name=clinic)
    for page in lay_visit_log(log, Imprint(PRINTED, 1)).pages:
        assert_tidy(page)


def test_a_very_long_name_takes_two_lines_and_a_long_code_is_never_cut():
    log = one_stop(name=LONG, address=LONG, code="WEEK-48-2026-0004")
    page = lay_visit_log(log, Imprint(PRINTED, 1)).pages[0]
    assert_tidy(page)
    texts = [mark.text for mark in page.marks if isinstance(mark, Text)]
    assert "The Extraordinarily Long-Named Multidisciplinary Musculoskeletal and" in texts
    assert any(text.endswith("(740) 555-0117") for text in texts)
    assert {"WEEK-48-20", "26-0004"} <= set(texts)


def test_what_finds_no_room_is_counted_not_lost():
    people = tuple(StopPerson(name=f"Person Number {n}", role="nurse") for n in range(40))
    facts = tuple(Fact(label="Say", text=f"Remark {n}") for n in range(20))
    text = printed(one_stop(people=people, facts=facts, leave=("Wall poster for the desk",) * 12))[
        0
    ]
    assert "more lines on screen" in text
    assert "and 10 more on screen" in text


def test_many_people_do_not_push_out_the_promise():
    people = tuple(StopPerson(name=f"Person {n}", role="nurse", likes="tea") for n in range(9))
    text = printed(one_stop(people=people))[0]
    assert "New wait times, knee clinic" in text
    assert "Person 0" in text


def test_type_gets_smaller_and_a_third_person_is_only_named_before_any_word_is_cut():
    people = (
        StopPerson(name="Gwen Stanridge", role="front desk", likes="Keeps bees"),
        StopPerson(name="Cal Everley, MD", role="physician", likes="Crosswords; oat-milk latte"),
        StopPerson(name="Lucille Everridge, MD", role="physician", likes="Trail running"),
    )
    facts = (
        Fact(label="Promised", text="Send the spine guideline", strong=True, note="due Dec 2"),
        Fact(label="In", text="Dr. Everley Mon, Tue, Thu"),
        Fact(label="Lunch", text="closed 12:30–1:30; lunch talks welcome, book 3 weeks ahead"),
        Fact(label="Park", text="Visitor bay 4; sign in at the desk"),
        Fact(
            label="Say",
            text="Same-week visits for fresh sports injuries\nAsk: who covers weekends?",
        ),
    )
    text = " ".join(printed(one_stop(people=people, facts=facts, more_people=1))[0].split())
    assert "…" not in text
    assert "also Lucille Everridge, MD; +1 more" in text
    assert "book 3 weeks ahead" in text
    assert "Trail running" not in text


def test_a_count_of_people_is_never_cut_off():
    people = tuple(StopPerson(name=f"{LONG} {n}", role="nurse") for n in range(4))
    facts = tuple(Fact(label="Say", text=LONG) for _ in range(4))
    assert "+7 more" in printed(one_stop(people=people, facts=facts, more_people=7))[0]
