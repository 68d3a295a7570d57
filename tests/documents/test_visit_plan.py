"""The visit plan: the day at a glance, with whom to meet and when the door is shut."""

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from refdesk.documents.model import Fact, StopPerson, VisitLog
from refdesk.documents.page import Text
from refdesk.documents.paper import Imprint, Paper
from refdesk.documents.sheets.visit_plan import lay_visit_plan, render_visit_plan
from tests.documents.days import PRINTED, day, one_stop, pages_of
from tests.documents.test_visit_log_layout import LONG, assert_tidy

PAPERS = pytest.mark.parametrize("paper", list(Paper))


def planned(log: VisitLog, paper: Paper = Paper.LETTER) -> list[str]:
    return pages_of(render_visit_plan(log, Imprint(PRINTED, 1, paper)))


@PAPERS
def test_the_plan_lists_the_day_in_driving_order(paper):
    (text,) = planned(day(4), paper)
    names = ["Larkmead Family", "Ashgrove Internal", "Tamsin Urgent", "Wickery Women"]
    places = [text.index(name) for name in names]
    assert places == sorted(places)
    for said in (
        "Visit plan",
        "Tuesday, November 24, 2026",
        "8:45 – 2:45",
        "9:00–9:20",
        "1180 Canal Street, Brindle Falls",
        "(740) 555-0117",
        "14 min drive",
        "8.2 mi",
        "Dana Whitlow, referral coordinator",
        "Dr. Hạnh Nguyễn, medical director",
        "Lunch: closed 12:00–1:00, no drop-ins",
        "Clinic · back 2:45 · 18 min drive · 11.3 mi",
        "Visit plan VT7 · Copy 1 · Printed Nov 23, 2026 · Page 1 of 1",
    ):
        assert said in text, said


def test_the_plan_tells_nothing_of_likes_or_promises_or_talking_points():
    text = " ".join(planned(day(4)))
    for private in ("green tea", "New wait times", "Knee clinic now", "referral pads"):
        assert private not in text


def test_a_warning_of_a_shut_door_stands_on_the_plan():
    log = one_stop(facts=(Fact(label="Note", text="Not open on Tue", strong=True),))
    assert "Note: Not open on Tue" in planned(log)[0]


def test_a_day_without_stops_says_so_on_the_plan():
    (text,) = planned(day(0))
    assert "No stops are planned for this day." in text
    assert "back 2:45" not in text


@PAPERS
@pytest.mark.parametrize("stops", [1, 9, 10, 30])
def test_a_long_day_goes_on_over_the_page_with_every_stop_once(stops, paper):
    document = lay_visit_plan(day(stops), Imprint(PRINTED, 1, paper))
    for page in document.pages:
        assert_tidy(page)
    texts = [mark.text for page in document.pages for mark in page.marks if isinstance(mark, Text)]
    assert sum(text.startswith("Page") or "Page " in text for text in texts) == len(document.pages)
    assert texts.count("(740) 555-0117") == -(-stops // 4)
    assert sum("back 2:45" in text and "Clinic" in text for text in texts) == 1


@PAPERS
def test_very_long_words_stay_in_their_columns(paper):
    people = (StopPerson(name=LONG, role=LONG), StopPerson(name="W" * 90, role="nurse"))
    facts = (Fact(label="Lunch", text=LONG),)
    log = one_stop(name=LONG, address=LONG, people=people, facts=facts, window="", more_people=4)
    for page in lay_visit_plan(log, Imprint(PRINTED, 1, paper)).pages:
        assert_tidy(page)
    assert "+4 more" in planned(log, paper)[0]


def test_a_long_address_is_broken_before_its_town():
    log = one_stop(address="484 Old Weir Street, Suite 33, The Plains, OH 45780")
    (text,) = planned(log)
    assert "484 Old Weir Street, Suite 33,\r\nThe Plains, OH 45780" in text


def test_a_drive_that_is_not_known_is_a_dash_on_the_plan():
    log = one_stop(drive_minutes=None, miles=None, window="")
    text = planned(replace(log, leave="", back="", drive_minutes=0, miles=0.0))[0]
    assert "drive –" in text
    assert "Clinic · back –" in text
    assert "0 min" not in text


@PAPERS
def test_the_plan_has_the_size_of_the_clinics_paper(paper):
    with pdfium.PdfDocument(render_visit_plan(day(2), Imprint(PRINTED, 1, paper))) as document:
        assert document[0].get_size() == pytest.approx(paper.size, abs=0.02)
        assert document.get_metadata_dict()["Title"] == "Visit plan VT7, Nov 24, 2026"
