"""The order of lists, what is shown in them, and that indexes serve them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.customs import CustomField, CustomKind
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field, Ref
from refdesk.domain.kinds.base import Kept
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.sources import Source
from refdesk.domain.text import fold
from refdesk.services.session import Desk
from refdesk.store import listing
from refdesk.store.listing import Filter, Query
from tests.helpers.desks import make_desk
from tests.store.stories import add, bare, example, example_value, practice, save

OWN = [
    CustomField(record_kind="person", label=str(kind.value), field_kind=kind, options="Café\nTea")
    for kind in CustomKind
]


def _id(one: object) -> str:
    return one.name if isinstance(one, Field) else str(getattr(one, "kind", one))


SORTABLE = [
    (of, own)
    for of in CATALOGUE
    for own in of.fields.values()
    if own.kind.kept not in {Kept.LINKS, Kept.JSON} and not own.target_kind
]
NUMBERS = [5, 1, 3, 2, 3, 4]
"""Examples by number, one of them twice; two more records are left blank."""


def own_field(kind: CustomKind) -> Field:
    """Return the clinic's own field of that kind, as record number of the kind has it."""
    record = OWN[list(CustomKind).index(kind)]
    record.id = list(CustomKind).index(kind) + 1
    return record.field()


def _blank(of: type[Record], number: int) -> Record:
    """Return a record with the references it must have, and nothing else."""
    record = of.from_plain(0, {})
    if isinstance(record, CustomField):
        record.record_kind, record.field_kind = "person", CustomKind.NOTE
    for own in of.fields.values():
        if own.target_kind and own.required:
            own.set_on(record, example_value(own, number))
    return record


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with examples of every kind, and with all the clinic's own fields."""
    with bare(make_desk(tmp_path_factory.mktemp("lists") / "desk")) as desk:
        for of in CATALOGUE:
            for number in NUMBERS:
                record = example(of, number)
                for kind in CustomKind:
                    own = own_field(kind)
                    own.set_on(record, example_value(own, number))
                add(desk, record)
            add(desk, _blank(of, 1), _blank(of, 1))
        for kind in CustomKind:
            desk.db.index_custom("person", own_field(kind))
            desk.db.index_custom("user", own_field(kind))
        yield desk


def _names(desk: Desk, query: Query) -> list[str]:
    return [one.name for one in desk.db.page(Practice, desk.db.ids("practice", query))]


def _shown_key(own: Field, record: Record) -> object:
    """Return what a person sorts by: text by its letters, everything else by its value."""
    plain = own.to_plain(own.value_of(record))
    if own.kind.kept is Kept.PARTS:
        plain = plain["city"] if isinstance(plain, dict) else ""
    if isinstance(plain, str) and own.kind.empty == "":
        plain = fold(plain)
    return plain if plain not in (None, "") else None


@pytest.mark.parametrize(("of", "own"), SORTABLE, ids=_id)
def test_a_list_sorts_by_every_field_blanks_last_and_ties_by_entry(
    full: Desk, of: type[Record], own: Field
) -> None:
    _check_order(full, of, own)


@pytest.mark.parametrize("kind", [k for k in CustomKind if k is not CustomKind.CHOICES])
def test_a_list_sorts_by_every_kind_of_own_field(full: Desk, kind: CustomKind) -> None:
    _check_order(full, Person, own_field(kind))
    _check_order(full, CATALOGUE[0], own_field(kind))


def _check_order(desk: Desk, of: type[Record], own: Field) -> None:
    every = desk.db.page(of, desk.db.ids(of.kind, Query(archived=None)))
    keyed = [(_shown_key(own, one), one.id) for one in every]
    if own.kind.kept is Kept.FLAG:
        keyed = [(bool(key), row_id) for key, row_id in keyed]
    blank = [row_id for key, row_id in keyed if key is None]
    filled = sorted((key, row_id) for key, row_id in keyed if key is not None)
    up = [row_id for _key, row_id in filled]
    query = Query(sort=own, archived=None)
    assert list(desk.db.ids(of.kind, query)) == [*up, *blank]
    query = Query(sort=own, archived=None, descending=True)
    assert list(desk.db.ids(of.kind, query)) == [*reversed(up), *reversed(blank)]
    assert list(desk.db.ids(of.kind, Query(sort=own, archived=None, limit=2))) == up[:2]


def test_accents_and_capitals_sort_as_people_expect(desk: Desk) -> None:
    names = ["Zürich Praxis", "ávila", "Łódź", "Avalon", "éclair", "Ebony", "lodge", "", "—"]
    add(desk, *(Practice(name=name, ehr=name) for name in names))
    wanted = ["Avalon", "ávila", "Ebony", "éclair", "lodge", "Łódź", "Zürich Praxis", "", "—"]
    assert _names(desk, Query(sort=Practice.fields["name"])) == wanted
    # A field without an index sorts no worse, only slower.
    assert _names(desk, Query(sort=Practice.fields["ehr"])) == wanted
    backwards = [*reversed(wanted[:-2]), "—", ""]
    assert _names(desk, Query(sort=Practice.fields["name"], descending=True)) == backwards
    assert _names(desk, Query(sort=Practice.fields["ehr"], descending=True)) == backwards


def test_a_reference_sorts_by_the_name_it_shows(desk: Desk) -> None:
    for name in ("Zeller", "älter", "Mitte"):
        practice(desk, name)
    add(desk, *(Office(practice=Ref(number)) for number in (1, 2, 3, 2)))
    by_practice = Office.fields["practice"]
    assert list(desk.db.ids("office", Query(sort=by_practice))) == [2, 4, 3, 1]
    assert list(desk.db.ids("office", Query(sort=by_practice, descending=True))) == [1, 3, 4, 2]


def test_a_reference_to_a_nameless_record_sorts_by_what_that_names(desk: Desk) -> None:
    from refdesk.domain.referral import AttemptResult, ContactAttempt

    add(desk, Patient(name="Vance"), Patient(control_number="A-7"), Patient(name="Moray"))
    add(desk, *(Referral(patient=Ref(n), source=Source.PATIENT) for n in (1, 2, 3)))
    add(
        desk,
        *(ContactAttempt(referral=Ref(n), result=AttemptResult.REACHED) for n in (1, 2, 3)),
    )
    query = Query(sort=ContactAttempt.fields["referral"])
    assert list(desk.db.ids("contact_attempt", query)) == [2, 3, 1]
    assert list(desk.db.ids("referral", Query(sort=Referral.fields["referring_practice"]))) == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize("name", ["tags", "practices", "in_days"])
def test_a_field_of_many_values_has_no_order(desk: Desk, name: str) -> None:
    own = Person.fields[name]
    with pytest.raises(UserError, match=f"A list cannot be sorted by {own.label}"):
        desk.db.ids("person", Query(sort=own))


def test_archived_records_are_shown_when_asked_for(desk: Desk) -> None:
    practice(desk, "Active")
    gone = practice(desk, "Archived")
    gone.archived = True
    save(desk, gone)
    assert _names(desk, Query()) == ["Active"]
    assert _names(desk, Query(archived=True)) == ["Archived"]
    assert _names(desk, Query(archived=None)) == ["Active", "Archived"]
    assert _names(desk, Query(archived=None, search="arch")) == ["Archived"]
    assert _names(desk, Query(search="arch")) == []


def test_a_limit_takes_the_first(desk: Desk) -> None:
    add(desk, *(Practice(name=name) for name in "CABD"))
    assert _names(desk, Query(limit=2)) == ["C", "A"]
    assert _names(desk, Query(sort=Practice.fields["name"], limit=3)) == ["A", "B", "C"]
    assert _names(desk, Query(sort=Practice.fields["website"], limit=1)) == ["C"]


def _plan(desk: Desk, kind: str, query: Query, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return how the database means to answer the query of a list."""
    asked: list[sa.Select[tuple[int]]] = []
    with desk.db.reading() as connection:
        real = connection.execute

        def noting(statement: sa.Select[tuple[int]]) -> sa.Result[Any]:
            asked.append(statement)
            return real(statement)

        with monkeypatch.context() as patch:
            patch.setattr(connection, "execute", noting)
            listing.ordered_ids(connection, desk.db.schema.kinds[kind], desk.db.search, query)
        compiled = asked[0].compile(connection.engine, compile_kwargs={"literal_binds": True})
        lines = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")
        return "\n".join(line[3] for line in lines)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("of", "own"),
    [(of, own) for of in CATALOGUE for own in of.fields.values() if own.indexed],
    ids=_id,
)
def test_an_indexed_field_is_sorted_by_its_index(
    full: Desk, of: type[Record], own: Field, descending: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = _plan(full, of.kind, Query(sort=own, descending=descending), monkeypatch)
    assert f"USING COVERING INDEX ix_{of.kind}_{own.name}" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("kind", ["person", "user"])
def test_an_own_field_is_sorted_and_filtered_by_its_index(
    full: Desk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = own_field(CustomKind.INTEGER)
    for descending in (False, True):
        plan = _plan(full, kind, Query(sort=own, descending=descending), monkeypatch)
        assert f"ix_{kind}_custom_{own.name}" in plan
        assert "TEMP B-TREE" not in plan
    plan = _plan(full, kind, Query(filters=(Filter(own, plain=3),)), monkeypatch)
    assert f"ix_{kind}_custom_{own.name} (archived=? AND <expr>=?)" in plan


def test_a_search_reads_what_it_finds_and_not_the_whole_list(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = _plan(full, "referral", Query(search="exam ple"), monkeypatch)
    assert plan.splitlines()[0] == "SEARCH referral USING INTEGER PRIMARY KEY (rowid=?)"


def test_the_index_of_an_own_field_is_made_once(desk: Desk) -> None:
    own = own_field(CustomKind.TEXT)
    desk.db.index_custom("person", own)
    desk.db.index_custom("person", own)
    with desk.db.reading() as connection:
        sql = "SELECT count(*) FROM sqlite_master WHERE name = 'ix_person_custom_cf1'"
        assert connection.exec_driver_sql(sql).scalar() == 1


def test_only_a_generated_key_gets_into_a_query() -> None:
    from refdesk.store.custom import custom_value

    with pytest.raises(ValueError, match="made of its id"):
        custom_value(sa.column("custom"), """cf1"') OR 1=1 --""")


def test_the_expression_of_an_own_field_on_the_other_database() -> None:
    from sqlalchemy.dialects.postgresql.base import PGDialect

    from refdesk.store.custom import custom_value

    found = custom_value(sa.column("custom"), "cf12").compile(dialect=PGDialect())  # type: ignore[no-untyped-call]
    assert str(found) == "(custom ->> 'cf12')"


def test_moments_sort_by_time_whatever_their_zone(desk: Desk) -> None:
    add(desk, Patient(name="Vance"))
    zone = dt.timezone(dt.timedelta(hours=-5))
    moments = [
        dt.datetime(2026, 3, 1, 23, tzinfo=zone),
        dt.datetime(2026, 3, 2, 3, tzinfo=dt.UTC),
        dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC),
    ]
    add(
        desk,
        *(Referral(patient=Ref(1), source=Source.PATIENT, received=moment) for moment in moments),
    )
    assert list(desk.db.ids("referral", Query(sort=Referral.fields["received"]))) == [2, 1, 3]
