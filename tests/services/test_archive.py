"""What was printed is kept in the vault, and can be printed again to the letter."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.practice import Practice
from refdesk.domain.register import Release, Way
from refdesk.domain.touch import Visit
from refdesk.screens.filters import fields_offered
from refdesk.services.changes import Changes
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.visit_papers import VisitPapers
from refdesk.store.listing import Query

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.add(Practice, {"name": "Larkmead Family Medicine"})
    records.add(Visit, {"date": "2026-11-24", "practice": "1"})
    return records


def register(records: Records) -> list[Release]:
    return records.page(Release, records.ids(Release, Query()))


def nowhere(_pdf: bytes) -> None:
    """Take the pages, and do nothing with them."""


@pytest.mark.usefixtures("records")
def test_looking_at_a_sheet_leaves_no_trace(desk):
    printing = Printing(desk)
    assert printing.preview(VisitPapers(desk).visit_log(DAY)).startswith(b"%PDF")
    assert register(Records(desk)) == []


def test_the_pages_that_were_printed_are_kept_and_can_be_printed_again(desk, records):
    printing = Printing(desk)
    run = VisitPapers(desk).visit_log(DAY)
    printed = printing.release(run, Way.PRINTED, nowhere)
    (line,) = register(records)
    assert printing.kept(line.id) == printed
    handed: list[bytes] = []
    assert printing.again(line.id, handed.append) == printed
    assert handed == [printed]
    first, second = register(records)
    assert (first.way, second.way) == (Way.PRINTED, Way.AGAIN)
    assert (second.sheet, second.copy_number, second.paper) == ("visit_log", 1, first.paper)
    assert desk.verify() == []


def test_undo_leaves_the_line_of_the_register_and_its_pages(desk, records):
    printing = Printing(desk)
    printed = printing.release(VisitPapers(desk).visit_plan(DAY), Way.SAVED, nowhere)
    Changes(desk).undo()
    (line,) = register(records)
    assert printing.kept(line.id) == printed


@pytest.mark.usefixtures("records")
def test_what_cannot_be_handed_out_is_neither_registered_nor_kept(desk):
    printing = Printing(desk)

    def full(_pdf: bytes) -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        printing.release(VisitPapers(desk).visit_log(DAY), Way.SAVED, full)
    assert register(Records(desk)) == []
    with desk.db.reading() as connection:
        assert connection.execute(desk.db.schema.kept.select()).all() == []


def test_an_old_line_without_pages_says_so(desk):
    with desk.db.change("Old", by=desk.user.id) as work:
        line = work.add(Release(sheet="visit_log"))
    with pytest.raises(UserError, match="were not kept"):
        Printing(desk).kept(line.id)


def test_pages_that_were_changed_past_the_program_are_found_and_not_printed(desk, records):
    printing = Printing(desk)
    printing.release(VisitPapers(desk).visit_log(DAY), Way.PRINTED, nowhere)
    (line,) = register(records)
    with desk.db._writer.connect() as connection:
        connection.exec_driver_sql("UPDATE kept SET content = x'25504446'")
        connection.commit()
    with pytest.raises(UserError, match="were not kept"):
        printing.kept(line.id)
    assert any("differs from its digest" in one for one in desk.verify())
    assert any("its paper is missing" in one for one in desk.verify())


def test_the_digest_of_kept_pages_is_neither_a_column_nor_a_condition(desk):
    assert not Release.fields["paper"].kind.says_something
    offered = {own.name for own in fields_offered(desk.fields(Release))}
    assert "paper" not in offered
    assert "way" in offered
