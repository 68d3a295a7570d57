"""A new clinic brings its files in by the window, brings one again, and takes one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.services.records import Records
from refdesk.store.listing import Query
from refdesk.ui.dialogs.undo_rest import UndoRestDialog
from refdesk.ui.import_page import ImportPage
from tests.helpers.imports import everything
from tests.helpers.spreadsheets import (
    clinics,
    write_clinics,
    write_log,
    write_people,
    write_registry,
)
from tests.helpers.window import (
    dialog,
    focused,
    go_to,
    ids,
    open_form,
    open_list,
    press,
    reading,
    row_texts,
    type_text,
    until,
)
from tests.ui.test_import import bring, fills, look, save, shown_rows

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from refdesk.ui.main_window import MainWindow
    from refdesk.ui.shell import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the keyboard")


@pytest.fixture
def page(main: MainWindow, qtbot: QtBot) -> ImportPage:
    """The assistant, opened by its key."""
    press("Ctrl+Shift+I")
    until(qtbot, lambda: isinstance(main.page, ImportPage))
    found = main.page
    assert isinstance(found, ImportPage)
    return found


def held(shell: Shell) -> dict[str, list[object]]:
    """Return every row of the desk but the reports of imports, which only ever grow."""
    assert shell.desk is not None
    found = everything(shell.desk)
    del found["import_run"]
    return found


def by_name(shell: Shell, of: type[Record]) -> dict[str, Record]:
    assert shell.desk is not None
    page = Records(shell.desk).page(of, ids(shell, of.kind))
    return {str(one.loaded["name"]): one for one in page}


def answer(page: ImportPage, qtbot: QtBot, words: dict[str, str]) -> None:
    """Say what the unknown words in sight mean, then have the rows looked at again."""
    table = page.check.words.table
    until(qtbot, table.hasFocus)
    press("Home")
    for line in list(table.rows.lines):
        press("Return")
        until(qtbot, table.chooser.isVisible)
        type_text(words[line.cells[0]])
        press("Return")
        until(qtbot, table.hasFocus)
    before = page.look
    page.check.words.again.setFocus()
    press("Return")
    until(qtbot, lambda: page.look is not None and page.look is not before)


def outcomes(page: ImportPage, qtbot: QtBot) -> list[str]:
    """Return what a person reads of every row, once all are there."""
    until(qtbot, lambda: all(row[1] for row in shown_rows(page)))
    return [row[1] for row in shown_rows(page)]


def listed(main: MainWindow, qtbot: QtBot, kind: str) -> list[list[str]]:
    """Return what a person reads in a list."""
    rows = open_list(main, qtbot, kind)
    known = set(main.desk.db.ids(kind, Query()))
    until(qtbot, lambda: set(rows.state.ids) == known)  # it has heard of the change
    until(qtbot, lambda: all(row_texts(rows, one) for one in rows.state.ids))
    return [row_texts(rows, one) for one in rows.state.ids]


def assistant(main: MainWindow, page: ImportPage) -> None:
    press("Ctrl+Shift+I")
    assert main.page is page
    press("Ctrl+Return")  # another file


def test_a_new_clinic_brings_four_files_and_takes_one_back(page, main, shell, tmp_path, qtbot):
    practices_come_in(page, main, shell, tmp_path, qtbot)
    people_come_in(page, main, shell, tmp_path, qtbot)
    referrals_come_in(page, main, shell, tmp_path, qtbot)
    before = held(shell)
    registry_comes_in(page, main, shell, tmp_path, qtbot)
    assert shell.desk.verify() == []
    press("Ctrl+Z")
    until(qtbot, lambda: held(shell) == before)
    assert len(ids(shell, Referral.kind)) == 3
    assert shell.desk.verify() == []


def practices_come_in(page, main, shell, tmp_path, qtbot) -> None:
    """A title above the header, numbers for phones and ZIPs, words of their own."""
    bring(page, qtbot, write_clinics(tmp_path / "practices.xlsx", clinics()))
    assert page.incoming.what == "practice"
    columns = fills(page)
    assert (columns["Account"], columns["Main Phone"], columns["Zip"]) == (
        *("Name", "Phone", "Office: Address: ZIP"),
    )
    look(page, qtbot)
    answer(page, qtbot, {"kids": "Primary care"})
    assert page.foot.next_button.text() == "Bring in 4 rows"
    save(page, qtbot)
    assert page.done.headline.text() == "4 rows came in"
    texts = {row[0]: row for row in listed(main, qtbot, "practice")}
    assert {"Weir Street Family", "Fenwick Dental"} <= set(texts)
    assert "(740) 555-0117" in texts["Weir Street Family"]
    larkmead = by_name(shell, Practice)["Larkmead Pediatrics"]
    assert larkmead.loaded["practice_kind"] == "primary_care"
    offices = Records(shell.desk).page(Office, ids(shell, Office.kind))
    assert "02134" in {one.address.zip for one in offices if one.address}


def people_come_in(page, main, shell, tmp_path, qtbot) -> None:
    """Western letters, titles, and a practice that is not there yet."""
    assistant(main, page)
    bring(page, qtbot, write_people(tmp_path / "people.csv"))
    assert page.incoming.what == "person"
    look(page, qtbot)
    assert page.check.summary().endswith("New with them: Practices 1.")
    save(page, qtbot)
    names = [row[0] for row in listed(main, qtbot, "person")]
    assert {"Zoë Ångström", "José Núñez", "Theo Brandt"} <= set(names)
    assert by_name(shell, Person)["Zoë Ångström"].loaded["credentials"] == "MD"
    assert "Harbor Point Clinic" in by_name(shell, Practice)


def referrals_come_in(page, main, shell, tmp_path, qtbot) -> None:
    """Patients, doctors and practices come along; one row has no date."""
    assistant(main, page)
    bring(page, qtbot, write_log(tmp_path / "referrals.csv"))
    assert page.incoming.what == "referral"
    look(page, qtbot)
    answer(page, qtbot, {"waiting for records": "Contacting"})
    assert outcomes(page, qtbot) == ["New", "New", "New", "Rejected"]
    save(page, qtbot)
    shown = [" ".join(row) for row in listed(main, qtbot, "referral")]
    assert len(shown) == 3
    assert any("Imhoff, Celia" in row and "Contacting" in row for row in shown)
    assert "Quarry Road Clinic" in by_name(shell, Practice)
    assert "Jo Pryor" in by_name(shell, Person)


def registry_comes_in(page, main, shell, tmp_path, qtbot) -> None:
    """Only the rows of one state."""
    assistant(main, page)
    bring(page, qtbot, write_registry(tmp_path / "npidata_pfile.csv"))
    page.columns.settings.filters["state"].setFocus()
    type_text("OH")
    look(page, qtbot)
    assert page.check.count() == 2
    save(page, qtbot)
    assert "Tamsin Family Clinic of Ohio, LLC" in {
        row[0] for row in listed(main, qtbot, "practice")
    }
    assert "Holloway Clinic" not in by_name(shell, Practice)


def test_next_months_list_brings_its_changes_and_keeps_what_was_typed(
    page, main, shell, tmp_path, qtbot
):
    path = tmp_path / "practices.xlsx"
    bring(page, qtbot, write_clinics(path, clinics()[:1]))
    look(page, qtbot)
    save(page, qtbot)
    weir = by_name(shell, Practice)["Weir Street Family"].id
    form = open_form(main, qtbot, "practice", weir)
    go_to(form, "fax")
    press("Ctrl+A")
    type_text("740 555 0199")
    press("Ctrl+S")
    until(qtbot, lambda: main.page is page)

    changed = clinics(phone=7405550125, comment="moved to Main Street")[:1]
    changed[0][3] = 7405550126
    press("Ctrl+Return")
    bring(page, qtbot, write_clinics(path, changed))
    look(page, qtbot)
    assert outcomes(page, qtbot) == ["Changed"]
    until(qtbot, lambda: page.check.side.name.text() == "Weir Street Family")
    table = page.check.side.table
    cells = {
        table.item(row, 0).text(): (table.item(row, 1).text(), table.item(row, 2).text())
        for row in range(table.rowCount())
    }
    assert cells["Phone"] == ("(740) 555-0117", "(740) 555-0125")
    assert cells["Notes"] == ("by the mill", "moved to Main Street")
    page.check.show_part("differences")
    differences = page.check.differences.table
    labels = [line.cells[0] for line in differences.rows.lines]
    assert labels == ["Fax"]
    save(page, qtbot)
    record = by_name(shell, Practice)["Weir Street Family"]
    assert str(record.loaded["phone"]) == "+17405550125"
    assert str(record.loaded["fax"]) == "+17405550199"

    # The file comes a third time with another fax, and now its value is to hold.
    changed[0][3] = 7405550127
    press("Ctrl+Return")
    bring(page, qtbot, write_clinics(path, changed))
    look(page, qtbot)
    assert outcomes(page, qtbot) == ["Unchanged"]
    assert not page.foot.next_button.isEnabled()
    page.check.show_part("differences")
    differences.setFocus()
    press("Return")
    type_text("take")
    press("Return")
    assert outcomes(page, qtbot) == ["Changed"]
    save(page, qtbot)
    assert by_name(shell, Practice)["Weir Street Family"].loaded["fax"] == "+17405550127"
    assert shell.desk.verify() == []


def test_what_was_edited_stays_and_the_rest_of_the_file_is_taken_back(
    page, main, shell, tmp_path, qtbot
):
    before = set(by_name(shell, Practice))
    bring(page, qtbot, write_people(tmp_path / "people.csv"))
    look(page, qtbot)
    save(page, qtbot)
    sorrel = by_name(shell, Person)["Ada Sorrel"].id
    form = open_form(main, qtbot, "person", sorrel)
    go_to(form, "specialty")
    type_text("Rheumatology")
    press("Ctrl+S")
    until(qtbot, lambda: main.page is page)
    until(qtbot, page.done.undo_button.isVisible)
    page.done.undo_button.setFocus()
    press("Return")
    until(qtbot, lambda: dialog(UndoRestDialog))
    asked = dialog(UndoRestDialog)
    assert asked.rest_button.text().startswith("Undo the other ")
    until(qtbot, lambda: asked.isAncestorOf(focused()))
    press("Return")
    until(qtbot, lambda: set(by_name(shell, Person)) == {"Okafor, Nkem", "Ada Sorrel"})
    assert set(by_name(shell, Practice)) - before == {"Weir Street Family"}
    assert shell.desk.verify() == []
    open_list(main, qtbot, "person")
    assert reading(main, qtbot).state.ids
