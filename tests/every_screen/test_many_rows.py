"""Every list opens on 200,000 rows and shows its first and its last."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from refdesk.domain import kinds
from refdesk.domain.fields import Field
from refdesk.screens.catalogue import SCREENS
from refdesk.screens.list_reading import ListReader
from refdesk.screens.spec import Screen
from refdesk.services.session import Desk
from refdesk.store.tables import has_key
from tests.helpers.window import open_list, press, row_texts, until

FIRST = 1_000
"""The id of the first row that is filled in."""
MANY = 200_000
OFTEN = {"practice", "person", "patient", "referral", "contact_attempt", "task"}
LISTED = [
    screen if screen.kind in OFTEN else pytest.param(screen, marks=pytest.mark.long)
    for screen in SCREENS
    if screen.kind != "clinic"  # of which there is one
]
"""A usual run looks at the lists that grow; all lists are the same code."""


def fill(desk: Desk, screen: Screen) -> None:
    """Fill the table of a kind by one statement, as no person could."""
    columns = dict(_columns(screen))
    names, values = ", ".join(columns), ", ".join(columns.values())
    statement = (
        "WITH RECURSIVE numbers(n) AS "
        f"(SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {MANY}) "
        f"INSERT INTO {screen.kind} (id, {names}) SELECT {FIRST} + n, {values} FROM numbers"
    )
    with desk._vault.writer.begin() as connection:
        connection.execute(sa.text(statement))


def _columns(screen: Screen) -> Iterator[tuple[str, str]]:
    """Yield column and value, of the number n, for every field that the list needs."""
    wanted = {column.name for column in screen.list.columns} | set(screen.of.title)
    wanted |= {name for name, own in screen.of.fields.items() if own.required}
    for name in sorted(wanted):
        own = screen.of.fields[name]
        value = _value(own)
        if value:
            yield name, value
            if has_key(own):
                yield f"{name}_key", value.lower()


def _value(own: Field) -> str:
    if own.kind is kinds.TEXT:
        return "'row ' || printf('%06d', n)"
    if own.kind is kinds.REFERENCE:
        return "1"
    if own.kind is kinds.CHOICE:
        return f"'{own.choices[0].value}'"
    if own.kind is kinds.DATE:
        return "date('1990-01-01', (n / 20) || ' days')"
    if own.kind is kinds.DATETIME:
        return "strftime('%Y-%m-%dT%H:%M:%S.000000Z', '1990-01-01', n || ' minutes')"
    return ""


@pytest.mark.parametrize("screen", LISTED, ids=lambda screen: screen.kind)
def test_a_list_opens_on_200_000_rows_and_end_shows_the_last(screen, shell, main, qtbot):
    filled = []
    shell.jobs.run_change(
        lambda _progress: fill(shell.desk, screen), lambda _done: filled.append(True)
    )
    until(qtbot, lambda: filled, timeout=60_000)
    page = open_list(main, qtbot, screen.kind)
    if len(page.state.ids) < MANY:  # the first list was open before
        page.act("read_again")
    until(qtbot, lambda: len(page.state.ids) >= MANY, timeout=30_000)
    state = page.state
    until(qtbot, lambda: row_texts(page, state.ids[0]))
    assert any(row_texts(page, state.ids[0]))
    assert f"{len(state.ids):,}" in page.top_bar.count.text()
    assert page.table.rowAt(0) == 0
    press("End")
    last = len(state.ids) - 1
    assert page.table.currentIndex().row() == last
    until(qtbot, lambda: row_texts(page, state.ids[last]))
    assert any(row_texts(page, state.ids[last]))
    bottom = page.table.visualRect(page.table.rows.index(last, 0))
    assert page.table.viewport().rect().contains(bottom.center())
    assert not main.grab().isNull()


def test_rows_that_were_long_in_coming_have_the_keys_when_they_are_there(main, monkeypatch, qtbot):
    go, read = threading.Event(), ListReader.read

    def slowly(reader: ListReader, *asked: Any) -> Any:
        assert go.wait(30)
        return read(reader, *asked)

    monkeypatch.setattr(ListReader, "read", slowly)
    main.open_list("person")
    page = main.page
    until(qtbot, page.places.loading.isVisible)
    go.set()
    until(qtbot, page.table.isVisible)
    assert page.table.hasFocus()
    press("End")
    assert page.table.currentIndex().row() == 0
