"""Every screen says true things about its records."""

from __future__ import annotations

import pytest

from refdesk.domain.catalogue import CATALOGUE
from refdesk.screens.catalogue import BY_KIND, SCREENS
from refdesk.screens.spec import Look, Screen
from refdesk.settings import resource

every_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.kind)


def test_every_kind_of_record_has_one_screen():
    assert sorted(BY_KIND) == sorted(of.kind for of in CATALOGUE)
    assert len(BY_KIND) == len(SCREENS)


@every_screen
def test_columns_show_fields_that_exist_each_once(screen: Screen):
    names = [column.name for column in screen.list.columns]
    assert set(names) <= screen.of.fields.keys()
    assert len(set(names)) == len(names)


@every_screen
def test_the_list_starts_in_an_indexed_order(screen: Screen):
    assert screen.of.fields[screen.list.sort.removeprefix("-")].indexed


@every_screen
def test_some_column_grows_with_the_window_and_one_names_the_record(screen: Screen):
    assert any(column.grows for column in screen.list.columns)
    assert [column.look for column in screen.list.columns].count(Look.TITLE) == 1


@every_screen
def test_the_form_asks_for_every_field_once_that_the_program_does_not_keep(screen: Screen):
    asked = [own.name for own in screen.of.fields.values() if not own.program]
    assert sorted(screen.form.names) == sorted(asked)


@every_screen
def test_the_icons_are_there(screen: Screen):
    marks = [mark for c in screen.list.columns for mark in (c.marks or {}).values()]
    for name in {screen.icon_name, *(mark.icon for mark in marks if mark.icon)}:
        assert resource(f"icons/{name}.svg").is_file()


@every_screen
def test_chips_are_given_to_choices_that_exist(screen: Screen):
    for column in screen.list.columns:
        codes = {choice.value for choice in screen.field(column).choices}
        assert set(column.marks or {}) <= codes


@every_screen
def test_an_empty_list_says_what_comes_next(screen: Screen):
    assert screen.list.empty.endswith(".")
