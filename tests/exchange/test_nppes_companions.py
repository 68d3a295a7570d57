"""The files beside the registry's complete what the desk has by its NPI, and only that."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.person import Person
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Practice
from refdesk.exchange import nppes_companions as files
from refdesk.exchange.arrival import Arrival, Retired
from refdesk.exchange.nppes_companions import (
    Companion,
    Deactivated,
    Endpoints,
    Locations,
    OtherNames,
    added,
)
from refdesk.exchange.nppes_files import LABELS, reader, recognise
from refdesk.exchange.nppes_filter import RegistryFilter
from refdesk.exchange.nppes_rows import Holders
from refdesk.exchange.opening import Row, open_table
from tests.helpers.registry import EVERY, npi

REAL = Path(__file__).parents[3] / "shared/data/nppes"
OURS = Holders(people=frozenset({npi(1)}), practices=frozenset({npi(2), npi(3)}))
PLACES = (*Locations.needed, *Locations.also)
ENDS = (files.NPI, files.KIND, files.ENDPOINT)
NAMES = OtherNames.needed


def bring(companion: Companion, rows: Sequence[Sequence[str]]) -> list[Arrival]:
    every = (Row(number, list(cells)) for number, cells in enumerate(rows, start=1))
    wanted = (row for row in every if companion.wanted(row.cells))
    return [companion.read(row.cells) for row in companion.joined(wanted)]


def place(number: int, street: str, **more: str) -> list[str]:
    cells = {files.NPI: npi(number), files.STREET: street, files.CITY: "TAMSIN"}
    cells |= {files.STATE: "OH", files.ZIP: "457010012", files.COUNTRY: "US"}
    cells |= {getattr(files, name): text for name, text in more.items()}
    return [cells.get(name, "") for name in PLACES]


def test_further_places_of_a_practice_are_offices_of_it():
    rows = [place(2, "12 WEIR ST", PHONE="7405550117", EXTENSION="x 12"), place(2, "9 MILL ST")]
    [arrival] = bring(Locations(PLACES, OURS), rows)
    assert (arrival.of, arrival.known_only) == (Practice, True)
    assert str(arrival.values["npi"]) == npi(2)
    places = [office.values["address"].one_line() for office in arrival.then]
    assert places == ["12 Weir St, Tamsin, OH 45701-0012", "9 Mill St, Tamsin, OH 45701-0012"]
    assert arrival.then[0].values["phone"] == Phone("+17405550117", "12")


def test_places_of_people_and_strangers_are_passed_over_and_it_is_said():
    locations = Locations(PLACES, OURS)
    assert bring(locations, [place(1, "12 WEIR ST"), place(9, "12 WEIR ST")]) == []
    assert "Those of people are passed over" in locations.notes[0]


def test_a_place_twice_or_abroad_is_no_further_office():
    rows = [place(2, "12 WEIR ST"), place(2, "12 Weir St."), place(2, "1 RUE X", COUNTRY="FR")]
    [arrival] = bring(Locations(PLACES, OURS), rows)
    assert len(arrival.then) == 1
    assert arrival.remarks == ("The address lies outside the United States and was left out.",)


def test_other_names_of_one_practice_come_together():
    rows = [
        (npi(2), "WEIR STREET PEDIATRICS", "3"),
        (npi(2), "Tamsin Kids", "3"),
        (npi(2), "Weir Street Pediatrics", "4"),
        (npi(9), "SOMEBODY ELSE", "3"),
        (npi(3), "MILL CLINIC", "3"),
    ]
    arrivals = bring(OtherNames(NAMES, OURS), rows)
    assert [arrival.values["other_names"] for arrival in arrivals] == [
        "Weir Street Pediatrics; Tamsin Kids",
        "Mill Clinic",
    ]
    assert all(arrival.known_only for arrival in arrivals)
    assert OtherNames.adds == {"other_names"}


def test_more_names_than_fit_are_left_out_whole_and_it_is_said():
    rows = [(npi(2), f"A RATHER LONG NAME OF A CLINIC {number}", "3") for number in range(50)]
    [arrival] = bring(OtherNames(NAMES, OURS), rows)
    assert len(arrival.values["other_names"]) <= 500
    assert arrival.values["other_names"].endswith(("Clinic 13", "Clinic 14"))
    assert arrival.remarks == ("There are more other names than fit; some were left out.",)


def test_a_file_of_one_npi_only_comes_in_pieces():
    rows = [(npi(2), "CLINIC", "3")] * (files.AT_MOST + 1)
    assert len(bring(OtherNames(NAMES, OURS), rows)) == 2


def test_a_row_that_cannot_be_read_stands_alone():
    rows = [Row(1, [npi(2), "A", "3"]), Row(2, [npi(2), "B", "3"], "Ragged."), Row(3, [npi(2)] * 3)]
    assert len(list(OtherNames(NAMES, OURS).joined(rows))) == 3


@pytest.mark.parametrize(
    ("now", "more", "then"),
    [
        ("", "Weir; Mill", "Weir; Mill"),
        ("Weir", "Mill; WEIR", "Weir; Mill"),
        ("Weir;Mill", "mill", "Weir;Mill"),
        ("Weir", "", "Weir"),
        ("A name", "Much too long to fit; B", "A name; B"),
    ],
)
def test_names_are_added_to_those_that_are_there(now, more, then):
    assert added(now, more, 20) == then
    assert added(then, more, 20) == then


def test_a_direct_address_goes_to_whoever_has_the_npi():
    rows = [
        (npi(1), "DIRECT", "Ada@Direct.Example.ORG"),
        (npi(2), "FHIR", "https://example.org/fhir"),
        (npi(2), "Direct", "desk@direct.example.org"),
        (npi(9), "DIRECT", "x@direct.example.org"),
    ]
    one, two = bring(Endpoints(ENDS, OURS), rows)
    assert (one.of, one.values["direct_address"]) == (Person, "Ada@direct.example.org")
    assert (two.of, two.values["direct_address"]) == (Practice, "desk@direct.example.org")


def test_a_second_direct_address_and_one_that_is_none_are_said():
    rows = [(npi(1), "DIRECT", text) for text in ("none", "a@x.example", "b@x.example")]
    [arrival] = bring(Endpoints(ENDS, OURS), rows)
    assert arrival.values["direct_address"] == "a@x.example"
    assert arrival.remarks == (
        "Direct address is not an email address. It was left out.",
        "There are several Direct addresses; the first was taken.",
    )


def test_the_monthly_list_retires_the_npis_that_the_desk_has():
    listed = Deactivated(("NPI", "NPPES Deactivation Date"), OURS)
    assert not listed.wanted([npi(9), "03/03/2021"])
    assert listed.wanted([npi(2), "03/03/2021"])
    retired = listed.read([npi(2), "03/03/2021"])
    assert isinstance(retired, Retired)
    assert (str(retired.npi), retired.on.isoformat()) == (npi(2), "2021-03-03")
    with pytest.raises(UserError, match="the day it was deactivated"):
        listed.read([npi(2), ""])


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (EVERY, "nppes"),
        (tuple(name.lower() for name in reversed(EVERY)), "nppes"),
        (PLACES, "nppes_locations"),
        (NAMES, "nppes_names"),
        (ENDS, "nppes_endpoints"),
        (("NPI", "NPPES Deactivation Date"), "nppes_deactivated"),
        (("NPI", "Name", "Phone", "City", "Deactivation Date"), ""),
        (("NPI", "Name"), ""),
        ((), ""),
    ],
)
def test_each_file_is_known_by_its_columns(header, code):
    assert recognise(header) == code


@pytest.mark.parametrize("code", LABELS)
def test_another_file_is_refused_in_words(code):
    with pytest.raises(UserError, match=r"the column .* is missing"):
        reader(code, ("NPI", "Name"), RegistryFilter(), Holders())


@pytest.mark.parametrize(
    ("name", "code", "rows", "come"),
    [
        (
            "npidata_2016_rows9002-10001_41col.csv",
            "nppes",
            1000,
            {"person": 789, "practice": 164, "office": 164, "retired": 47},
        ),
        (
            "npidata_pfile_sample8_330col.csv",
            "nppes",
            8,
            {"person": 5, "practice": 2, "office": 2, "retired": 1},
        ),
        ("pl_pfile_first50.csv", "nppes_locations", 50, {"practice": 30, "office": 49}),
        ("othername_pfile_first50.csv", "nppes_names", 50, {"practice": 43}),
        ("endpoint_pfile_first50.csv", "nppes_endpoints", 30, {"practice": 26, "remark": 3}),
    ],
)
def test_every_row_of_the_real_files_comes_through(name, code, rows, come):
    path = REAL / name
    if not path.exists():
        pytest.skip("the registry's samples lie beside the checkout only on our own machines")
    with path.open(newline="", encoding="utf-8") as file:
        everyone = Holders(practices=frozenset(cells[0] for cells in csv.reader(file)))
    found: Counter[str] = Counter()
    with open_table(path) as table:
        assert recognise(table.header) == code
        read = reader(code, table.header, RegistryFilter(), everyone)
        wanted = [row for row in table.rows if read.wanted(row.cells)]
        for row in read.joined(wanted):
            one = read.read(row.cells)
            if isinstance(one, Retired):
                found["retired"] += 1
                continue
            found[one.of.kind] += 1
            found["office"] += len(one.then)
            found["remark"] += len(one.remarks)
    assert (len(wanted), dict(+found)) == (rows, come)
