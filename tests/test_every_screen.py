"""What every screen must be, as described: named, translatable, fast to sort.

What a person does with every screen, by keys, is in tests/every_screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.fields import Field
from refdesk.screens.catalogue import BY_KIND, SCREENS
from refdesk.screens.spec import Screen
from refdesk.settings import resource
from refdesk.store.tables import build_schema, has_key

every_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.kind)


def shown_fields(screen: Screen) -> Iterator[Field]:
    """Yield every field that a person meets on a screen."""
    names = (*screen.form.names, *(column.name for column in screen.list.columns))
    for name in dict.fromkeys(names):
        yield screen.of.fields[name]


def test_every_kind_of_record_has_its_screen():
    assert set(BY_KIND) == {of.kind for of in CATALOGUE}
    assert len(SCREENS) == len(CATALOGUE)


@every_screen
def test_every_field_has_a_label_that_begins_like_one(screen):
    for own in shown_fields(screen):
        assert own.label.strip() == own.label != "", own.name
        assert own.label[0].isupper() or own.label[0].isdigit(), own.label


@every_screen
def test_no_two_fields_of_a_form_are_called_the_same(screen):
    labels = [screen.of.fields[name].label for name in screen.form.names]
    assert sorted(labels) == sorted(set(labels))


@every_screen
def test_every_help_is_a_sentence(screen):
    for own in shown_fields(screen):
        assert not own.help or (not own.help[0].islower() and own.help[-1] in ".?"), own.help


@every_screen
def test_every_field_of_the_form_stands_in_it_once(screen):
    names = screen.form.names
    assert sorted(names) == sorted(set(names))
    assert all(group.label for group in screen.form.groups)


@every_screen
def test_every_field_that_a_person_fills_in_stands_in_the_form(screen):
    asked = {name for name, own in screen.of.fields.items() if not own.program}
    assert asked - set(screen.form.names) == set()


@every_screen
def test_every_icon_is_there(screen):
    marks = [mark for column in screen.list.columns for mark in (column.marks or {}).values()]
    for name in (screen.icon_name, *(mark.icon for mark in marks if mark.icon)):
        assert Path(resource(f"icons/{name}.svg")).is_file(), name


@every_screen
def test_every_mark_is_of_a_choice_that_there_is(screen):
    for column in screen.list.columns:
        own = screen.of.fields[column.name]
        assert set(column.marks or ()) <= set(own.codes), column.name


@every_screen
def test_every_column_that_sorts_has_an_index_that_leads_with_it(screen):
    found = build_schema().kinds[screen.kind]
    leading = {tuple(column.name for column in index.columns)[:2] for index in found.table.indexes}
    sortable = [column.name for column in screen.list.columns if screen.is_sortable(column)]
    sortable.append(screen.list.sort.removeprefix("-"))
    for name in sortable:
        own = screen.of.fields[name]
        column = f"{name}_key" if has_key(own) else name
        assert own.indexed
        assert ("archived", column) in leading, f"{screen.kind}.{column}"
