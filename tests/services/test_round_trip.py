"""A list that was exported comes in again as it was, for every kind of record."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from refdesk.domain.fields import Field
from refdesk.domain.kinds.base import Kept
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.referral import SOURCES, Referral
from refdesk.domain.register import Purpose
from refdesk.domain.sources import ListedSource, Source
from refdesk.domain.validation import problems
from refdesk.services.incoming import IMPORTED
from refdesk.services.outgoing import Outgoing
from refdesk.services.session import Desk
from refdesk.services.shown import Shown
from refdesk.services.transfer import How, ImportResult, Transfer
from refdesk.services.work import Silent
from refdesk.store.listing import Query
from tests.helpers.desks import make_desk

KINDS = list(IMPORTED)
NOT_ANY: dict[type[Record], tuple[str, ...]] = {
    Referral: ("icd10", "report_letter", "referring_patient"),
    Promise: ("made", "kept"),
    Office: ("latitude", "longitude"),
    Practice: ("ideal_interval",),
    Person: ("influence",),
}
"""Fields whose examples break a rule of their record."""


TELLING = {"name", "date", "time"}
"""Fields that tell records apart: without them two of the same place or day are one."""


def told(own: Field) -> bool:
    return not own.program


def content(desk: Desk, of: type[Record]) -> list[object]:
    """Return what the records say, without their numbers and stamps."""
    records = desk.db.page(of, desk.db.ids(of.kind, Query()))
    names = [name for name, own in of.fields.items() if told(own)]
    return sorted(([record.loaded[name] for name in names] for record in records), key=str)


def value(choose: random.Random, own: Field, number: int) -> object:
    if own.target_kind:
        return own.from_plain([1] if own.kind.kept is Kept.LINKS else 1)
    if not own.required and own.name not in TELLING and choose.random() < 0.4:
        return own.empty
    return own.kind.example(own, number)


def fill(desk: Desk, of: type[Record], choose: random.Random, count: int) -> None:
    """Give the desk sound records, each with values of its own."""
    with desk.db.change("Fill", by=1) as work:
        for number in range(1, count + 1):
            record = of.from_plain(0, {})
            for own in of.fields.values():
                if told(own):
                    own.set_on(record, value(choose, own, number + 100))
            agree(record)
            for own in of.fields.values():  # what the record's own rules ask for
                needed = own.required_when is not None and own.required_when(record)
                if needed and own.is_empty(own.value_of(record)):
                    own.set_on(record, own.kind.example(own, number))
            for name in NOT_ANY.get(of, ()):
                of.fields[name].set_on(record, of.fields[name].empty)
            assert list(problems(record, record)) == []
            work.add(record)


def agree(record: Record) -> None:
    """List sources under Other, and name them only there."""
    if isinstance(record, ListedSource):
        record.source = Source.OTHER
    if isinstance(record, Referral):
        for kind, name, _detail in SOURCES:
            if getattr(record, kind) is not Source.OTHER:
                setattr(record, name, None)


def export(desk: Desk, of: type[Record], path: Path) -> None:
    columns = tuple(name for name, own in of.fields.items() if told(own))
    ids = desk.db.ids(of.kind, Query())
    Outgoing(desk).export_csv(Shown(of, columns, ids), path, Purpose.OPERATIONS, Silent())


def bring(desk: Desk, of: type[Record], path: Path) -> ImportResult:
    return Transfer(desk).import_file(path, How(kind=of), progress=Silent())


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("of", KINDS, ids=lambda of: of.kind)
def test_an_exported_table_comes_in_equal(of, seed, desk, tmp_path):
    choose, path = random.Random(seed), tmp_path / "list.csv"
    before = KINDS[: KINDS.index(of)]
    for other in before:
        fill(desk, other, choose, 1)
    fill(desk, of, choose, 12)
    wanted = content(desk, of)
    export(desk, of, path)
    # Where it came from every row means its own record, and nothing changes.
    result = bring(desk, of, path)
    assert (result.created, result.updated, result.rejected) == (0, 0, ())
    assert content(desk, of) == wanted
    # Where the records are not, they come in as they were.
    with make_desk(tmp_path / "other") as other_desk:
        for other in before:
            fill(other_desk, other, choose, 1)
        result = bring(other_desk, of, path)
        assert (result.created, result.rejected) == (12, ())
        assert content(other_desk, of) == wanted
        assert other_desk.verify() == []
