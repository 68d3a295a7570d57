"""What stands in a field while a person types."""

from __future__ import annotations

import json

import pytest

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.screens import entry

OF = [(of, own) for of in CATALOGUE for own in of.fields.values()]
FIELDS = [own for _of, own in OF]
NAMES = [f"{of.kind}.{own.name}" for of, own in OF]


@pytest.mark.parametrize("own", FIELDS, ids=NAMES)
def test_a_value_becomes_an_entry_and_the_same_value_again(own: Field):
    for number in range(6):
        value = own.kind.example(own, number)
        kept = json.loads(json.dumps(entry.write(own, value)))
        assert entry.read(own, kept) == value


@pytest.mark.parametrize("own", FIELDS, ids=NAMES)
def test_nothing_typed_is_the_empty_value(own: Field):
    blank = entry.write(own, own.empty)
    assert entry.is_blank(own, blank)
    assert entry.read(own, blank) == own.empty


@pytest.mark.parametrize(
    ("own", "typed", "sentence"),
    [
        (Practice.fields["phone"], "12", "Phone"),
        (Practice.fields["liaison"], {"id": None, "text": "oka"}, "names nobody yet"),
        (Person.fields["practices"], {"ids": [3], "text": "ced"}, "names nobody yet"),
        (Office.fields["address"], {"street": "9 Weir", "state": "ZZ"}, "state"),
        (Office.fields["hours"], [[["8", "5 o'clock or so"]], *[[]] * 6], "on Mon"),
        (Office.fields["hours"], [[], [["9:00 AM", "8:00 AM"]], *[[]] * 5], "on Tue"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(own: Field, typed, sentence: str):
    with pytest.raises(UserError) as refused:
        entry.read(own, typed)
    (problem,) = refused.value.problems
    assert problem.field == own.name
    assert sentence in problem.message


def test_a_half_typed_day_is_not_blank():
    own = Office.fields["hours"]
    assert not entry.is_blank(own, [[["8", ""]], *[[]] * 6])
