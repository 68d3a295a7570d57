"""Labels and envelopes for people and practices, out of the records."""

from __future__ import annotations

import pytest

from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import UserError
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.promise import Promise
from refdesk.services.address_papers import AddressPapers
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk
from tests.documents.days import pages_of

WEIR = {"address.street": "9 Weir Street", "address.city": "Tamsin", "address.state": "OH"}


@pytest.fixture
def records(desk: Desk) -> Records:
    records = Records(desk)
    records.set(Clinic, 1, {"name": "Riverbend Orthopedics"})
    records.add(Practice, {"name": "Larkmead Family Medicine"})
    records.add(Practice, {"name": "Tilbrook Urgent Care"})
    records.add(Office, {"practice": "1", "address.city": "Tamsin"})
    records.add(Office, {"practice": "1", **WEIR, "address.zip": "45701"})
    main = {"address.street": "2 Mill Lane", "address.city": "Logan", "address.zip": "43138"}
    records.add(Office, {"practice": "2", **main, "address.state": "OH"})
    records.add(Person, {"name": "Dana Whitlow", "practices": "1"})
    records.add(Person, {"name": "Tom Ferrow", "practices": "1", "offices": "3"})
    records.add(Person, {"name": "Bo Lang", "address.street": "4 Ridge Road"})
    return records


def said(desk: Desk, run: Run) -> str:
    return "\n".join(pages_of(Printing(desk).preview(run)))


@pytest.mark.usefixtures("records")
def test_a_label_takes_the_first_office_with_a_street(desk):
    text = said(desk, AddressPapers(desk).labels([(Person, 1)]))
    assert text.split("\n")[0].strip() == "Dana Whitlow"
    for line in ("Larkmead Family Medicine", "9 Weir Street", "Tamsin, OH 45701"):
        assert line in text


@pytest.mark.usefixtures("records")
def test_the_own_office_goes_before_that_of_the_practice(desk):
    assert "2 Mill Lane" in said(desk, AddressPapers(desk).labels([(Person, 2)]))


@pytest.mark.usefixtures("records")
def test_a_practice_has_a_label_without_a_person(desk):
    run = AddressPapers(desk).labels([(Practice, 1), (Practice, 2)])
    text = said(desk, run)
    assert text.index("Larkmead") < text.index("Tilbrook")
    assert (run.about, run.placed) == ("2 addresses", True)


@pytest.mark.usefixtures("records")
def test_who_has_no_address_is_left_out_and_named(desk):
    run = AddressPapers(desk).labels([(Person, 1), (Person, 3)])
    assert run.remarks == ("Without an address, so left out: Bo Lang.",)
    with pytest.raises(UserError, match="no address to print"):
        AddressPapers(desk).labels([(Person, 3)])


@pytest.mark.usefixtures("records")
def test_an_envelope_names_sender_and_recipient(desk):
    for kind in ("10", "A2"):
        text = said(desk, AddressPapers(desk).envelopes([(Person, 1)], kind))
        assert "Riverbend Orthopedics" in text
        assert "9 Weir Street" in text


@pytest.mark.usefixtures("records")
def test_stock_start_and_kind_that_are_none_are_refused(desk):
    papers, printing = AddressPapers(desk), Printing(desk)
    with pytest.raises(UserError, match="There are: 5160, 5161, 5163"):
        papers.labels([(Person, 1)], "9999")
    with pytest.raises(UserError, match="1 to 30"):
        printing.preview(papers.labels([(Person, 1)], "5160", 31))
    with pytest.raises(UserError, match="one of"):
        printing.preview(papers.envelopes([(Person, 1)], "c5"))
    with pytest.raises(UserError, match="not to a promise"):
        papers.labels([(Promise, 1)])
    with pytest.raises(UserError, match="too many"):
        papers.labels([(Person, row) for row in range(2_001)])


def test_a_thousand_labels_are_read_in_few_steps(records, desk):
    for number in range(40):
        records.add(Person, {"name": f"Person {number}", "practices": "1"})
    run = AddressPapers(desk).labels([(Person, row) for row in range(1, 44)], "5160", 8)
    assert run.about == "42 addresses"
    assert len(pages_of(Printing(desk).preview(run))) == 2


@pytest.mark.usefixtures("records")
def test_the_test_sheet_names_its_stock(desk):
    assert "5161" in said(desk, AddressPapers(desk).ruler_sheet("5161"))
