"""Rows of the registry's file are chosen by state, ZIP, specialty and type before they are read."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from refdesk.domain.errors import UserError
from refdesk.exchange import nppes, taxonomy
from refdesk.exchange.nppes import Registry
from refdesk.exchange.nppes_filter import RegistryFilter
from refdesk.exchange.nppes_rows import Holders
from tests.helpers import registry

RETIRED = {nppes.NPI: registry.npi(3), nppes.DEACTIVATED: "03/03/2021"}


def wanted(chosen: RegistryFilter, row: Mapping[str, str], holders: Holders | None = None) -> bool:
    reader = Registry(registry.EVERY, chosen, holders)
    return reader.wanted([row.get(name, "") for name in registry.EVERY])


@pytest.mark.parametrize(
    ("chosen", "more", "found"),
    [
        (RegistryFilter(), {}, True),
        (RegistryFilter(state="OH"), {}, True),
        (RegistryFilter(state="oh ky"), {}, True),
        (RegistryFilter(state="Ohio, West Virginia"), {"STATE": "WV"}, True),
        (RegistryFilter(state="New York"), {"STATE": "NY"}, True),
        (RegistryFilter(state="OH"), {"STATE": "Ohio"}, True),
        (RegistryFilter(state="OH"), {"STATE": "oh "}, True),
        (RegistryFilter(state="KY"), {}, False),
        (RegistryFilter(state="OH"), {"STATE": ""}, False),
        (RegistryFilter(zip="457"), {}, True),
        (RegistryFilter(zip="458, 45701-0012"), {}, True),
        (RegistryFilter(zip="458 459"), {}, False),
        (RegistryFilter(zip="457"), {"ZIP": ""}, False),
        (RegistryFilter(zip="085"), {"ZIP": "8540"}, True),
        (RegistryFilter(zip="085"), {"ZIP": "08540-2231"}, True),
        (RegistryFilter(taxonomy="orthopaedic surgeon"), {}, True),
        (RegistryFilter(taxonomy="cardio"), {}, False),
        (RegistryFilter(taxonomy="cardio, 207X"), {}, True),
        (RegistryFilter(entity="1"), {}, True),
        (RegistryFilter(entity="2"), {}, False),
        (RegistryFilter("OH", "457", "ortho", "1"), {}, True),
        (RegistryFilter("OH", "457", "ortho", "2"), {}, False),
    ],
)
def test_a_row_is_wanted_where_every_part_fits(chosen, more, found):
    assert wanted(chosen, registry.person(7, **more)) is found


def test_an_npi_out_of_use_is_wanted_whatever_the_filter_says_if_somebody_here_has_it():
    chosen = RegistryFilter(state="KY", entity="1")
    assert wanted(chosen, RETIRED)
    assert wanted(chosen, RETIRED, Holders(practices=frozenset({registry.npi(3)})))
    assert not wanted(chosen, RETIRED, Holders(people=frozenset({registry.npi(4)})))
    assert not wanted(chosen, {nppes.NPI: registry.npi(3)})


@pytest.mark.parametrize(
    ("chosen", "part", "sentence"),
    [
        (RegistryFilter(state="Ohoi"), "state", "State: type two letters"),
        (RegistryFilter(zip="457-459"), "zip", "ZIP: type the first digits"),
        (RegistryFilter(zip="Tamsin"), "zip", "ZIP: type the first digits"),
        (RegistryFilter(taxonomy="ortho, zzz"), "taxonomy", "none is called “zzz”"),
        (RegistryFilter(entity="3"), "entity", "Type: choose 1"),
        (RegistryFilter(zip="4 " * 600), "zip", "too much to look for"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_at_its_part(chosen, part, sentence):
    assert [problem.field for problem in chosen.check()] == [part]
    with pytest.raises(UserError, match=sentence):
        Registry(registry.EVERY, chosen)


def test_a_file_that_lacks_the_column_cannot_be_chosen_by_it():
    header = [name for name in registry.EVERY if "Taxonomy" not in name]
    row = registry.person(7)
    assert Registry(header, RegistryFilter(state="OH")).wanted([row.get(n, "") for n in header])
    with pytest.raises(UserError, match="no column for the specialty"):
        Registry(header, RegistryFilter(taxonomy="ortho"))


@pytest.mark.parametrize(
    ("wish", "fitting", "other"),
    [
        ("cardiologist", "207RC0000X", "207Q00000X"),
        ("pediatric cardio", "2080P0202X", "207RC0000X"),
        ("ENT", "207Y00000X", "207R00000X"),
        ("ob/gyn", "207V00000X", "207Q00000X"),
        ("primary care", "207Q00000X", "207RC0000X"),
        ("PCP", "207R00000X", "207RG0100X"),
        ("doctor", "208600000X", "111N00000X"),
        ("nurse", "163W00000X", "207Q00000X"),
        ("physician assistant", "363A00000X", "225200000X"),
        ("207q", "207QG0300X", "207R00000X"),
        ("urgent", "261QU0200X", "261QP2300X"),
    ],
)
def test_a_specialty_is_meant_by_the_words_people_use(wish, fitting, other):
    assert taxonomy.is_known(wish)
    assert taxonomy.fits(fitting, wish)
    assert not taxonomy.fits(other, wish)


def test_a_filter_of_nothing_is_none():
    assert not RegistryFilter(state=" ")
    assert RegistryFilter(zip="4")
