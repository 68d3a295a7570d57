"""The core in the window, from no desk at all: files in, a day driven, twelve people thanked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from refdesk.domain.letter import Letter
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.register import Release, Way
from refdesk.domain.touch import Touch, Visit, VisitStatus
from refdesk.services.printing import Printing, today
from refdesk.services.spooler import Printers, PrintWish
from refdesk.store.listing import Query
from refdesk.ui.day_page import DayPage
from refdesk.ui.dialogs.print_dialog import PrintDialog
from refdesk.ui.import_page import ImportPage
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.notes_page import NotesPage
from refdesk.ui.sheet_page import SheetPage
from refdesk.ui.shell import Shell
from tests.helpers.window import (
    activate,
    dialog,
    focused,
    go_to,
    open_form,
    open_list,
    paste,
    press,
    row_texts,
    type_text,
    until,
)
from tests.ui.test_first_run import choose_a_passphrase, name_the_clinic
from tests.ui.test_import import bring, look, save
from tests.ui.test_intake import find, intake

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the keyboard")
TOWNS = ("Athens, OH 45701", "Logan, OH 43138", "Lancaster, OH 43130", "Nelsonville, OH 45764")
NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum", "Holly", "Iron", "Juniper")
PEOPLE = (*NAMES, "Kousa", "Linden")


class Printer:
    """A printing system with one printer that keeps what it got."""

    def __init__(self) -> None:
        self.got: list[tuple[bytes, PrintWish, tuple[float, float]]] = []

    def printers(self) -> Printers:
        return Printers(("Front_Desk",), "Front_Desk")

    def send(self, pdf: bytes, wish: PrintWish, size: tuple[float, float]) -> None:
        self.got.append((pdf, wish, size))


def in_sight(main: MainWindow, qtbot, kind: Callable[..., Any]) -> Any:
    """Wait until a page of this kind is in sight; return it."""
    until(qtbot, lambda: isinstance(main.page, kind))  # type: ignore[arg-type]
    return main.page


def everything(main: MainWindow, of: type[Record]) -> list[Any]:
    return main.records.page(of, main.records.ids(of, Query()))


def put_on_paper(main: MainWindow, qtbot, printer: Printer) -> bytes:
    """Print the sheet in sight by its key and Enter; return what the printer got."""
    sheet = in_sight(main, qtbot, SheetPage)
    until(qtbot, lambda: sheet.viewer.where.text() != "")
    sheet.lp = printer
    count = len(printer.got)
    press("Ctrl+P")
    until(qtbot, partial(dialog, PrintDialog))
    until(qtbot, lambda: dialog(PrintDialog).isAncestorOf(focused()))
    dialog(PrintDialog).button.setFocus()
    press("Return")
    until(qtbot, lambda: len(printer.got) == count + 1)
    activate(main, qtbot)
    return printer.got[-1][0]


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def a_desk_is_made(fresh: Shell, qtbot) -> MainWindow:
    """The guide asks for clinic, passphrase and letterhead; then the day's start is typed."""
    guide = fresh.first_run
    assert guide is not None
    guide.activateWindow()
    until(qtbot, guide.isActiveWindow)
    name_the_clinic(guide, qtbot, "Lakeline Spine & Joint")
    choose_a_passphrase(guide, qtbot)
    type_text("Spine, hip and knee")
    with qtbot.waitSignal(fresh.opened):
        press("Return")
    main = fresh.main
    assert main is not None
    activate(main, qtbot)
    clinic = open_form(main, qtbot, "clinic", 1)
    go_to(clinic, "address")
    paste("1 Hill Street, Athens, OH 45701")
    press("Ctrl+S")
    until(qtbot, lambda: main.desk.clinic.address is not None)
    return main


def files_come_in(main: MainWindow, tmp_path: Path, qtbot) -> None:
    """Practices and people come in; a wrong list comes in too, and is taken back by one key."""
    practices = [f"{name} Family Medicine" for name in NAMES]
    offices = ["Practice,Street,City,State,ZIP"]
    for at, name in enumerate(practices):
        town, rest = TOWNS[at % 4].split(", ")
        offices.append(f"{name},{at + 1} Weir Street,{town},{rest.replace(' ', ',')}")
    people = ["Name,Practice,Role,Gatekeeper"]
    people += [
        f"Ada {name},{practices[at % len(practices)]},front desk,yes"
        for at, name in enumerate(PEOPLE)
    ]
    wrong = ["Name,Practice,Role", "Not Ours,Somebody Else's Clinic,nurse"]
    activate(main, qtbot)
    press("Ctrl+Shift+I")
    page = in_sight(main, qtbot, ImportPage)
    for name, lines in (("practices", offices), ("people", people), ("wrong", wrong)):
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(lines), "utf-8")
        bring(page, qtbot, path)
        assert page.incoming is not None
        assert page.incoming.what == ("practice" if name == "practices" else "person")
        look(page, qtbot)
        save(page, qtbot)
        rows = len(lines) - 1
        assert page.done.headline.text() == f"{rows} row{'s' if rows > 1 else ''} came in"
        if name != "wrong":
            press("Ctrl+Return")  # another file
    found = open_list(main, qtbot, "person")
    until(qtbot, lambda: len(found.state.ids) == len(PEOPLE) + 1)
    activate(main, qtbot)
    press("Ctrl+Z")
    until(qtbot, lambda: len(found.state.ids) == len(PEOPLE))


def somebody_is_found(main: MainWindow, qtbot) -> None:
    """A part of a name finds its person."""
    people = open_list(main, qtbot, "person")
    activate(main, qtbot)
    press("Ctrl+F")
    type_text("ogwoo")
    until(qtbot, lambda: len(people.state.ids) == 1)
    (row_id,) = people.state.ids
    until(qtbot, lambda: row_texts(people, row_id))
    assert row_texts(people, row_id)[0] == "Ada Dogwood"
    press("Esc")
    until(qtbot, lambda: len(people.state.ids) == len(PEOPLE))


def a_patient_is_referred(main: MainWindow, qtbot) -> None:
    """A call comes in: who calls is known, the patient is new."""
    page = intake(main, qtbot)
    found = ["Ada Dogwood", "Dogwood Family Medicine", "Other: ogwoo"]
    assert find(page, qtbot, "ogwoo") == found
    press("Return")
    until(qtbot, lambda: page.view.focused() == "patient")
    type_text("Vance, Marisol")
    until(qtbot, page.view.boxes["patient.birth_date"].isVisible)
    press("Ctrl+S")
    until(qtbot, lambda: main.page is not page)
    (referral,) = everything(main, Referral)
    assert main.records.title(referral).startswith("Vance, Marisol")


def a_day_is_driven(main: MainWindow, printer: Printer, qtbot) -> list[Visit]:
    """Put tomorrow's four offices together, order them by driving and print the log."""
    press("Ctrl+Shift+R")
    day = in_sight(main, qtbot, DayPage)
    press("F6", "F7")
    assert day.date == today() + dt.timedelta(days=1)
    for count, name in enumerate(NAMES[:4], start=1):
        day.finder.setFocus()
        type_text(name)
        until(qtbot, lambda: day.finder.is_open)
        press("Down", "Return")
        until(qtbot, partial(lambda wanted: len(day.lines) == wanted, count))
    press("F5")
    until(qtbot, lambda: all(visit.arrive for visit in everything(main, Visit)))
    visits = sorted(everything(main, Visit), key=lambda one: one.place_in_day or 0)
    order = [visit.id for visit in visits]
    until(qtbot, lambda: [line.visit for line in day.lines] == order)
    press("Ctrl+P")
    log = text_of(put_on_paper(main, qtbot, printer))
    places = [log.index(line.name) for line in day.lines]
    assert places == sorted(places)
    assert "Vance" not in log, "no patient on a sheet that is carried about"
    return visits


def twelve_are_thanked(main: MainWindow, printer: Printer, qtbot) -> None:
    """Cards for everybody; one that names the patient is refused before anything is printed."""
    people = open_list(main, qtbot, "person")
    assert isinstance(people, ListPage)
    until(qtbot, lambda: len(people.state.ids) == len(PEOPLE))
    activate(main, qtbot)
    people.table.setFocus()
    press("Ctrl+A", "Ctrl+T")
    notes = in_sight(main, qtbot, NotesPage)
    until(qtbot, lambda: notes.is_read)
    notes.note.text.setFocus()
    press("Ctrl+A")
    type_text("Marisol Vance is on her feet again. Thank you.")
    until(qtbot, lambda: "“Marisol Vance”" in notes.note.warning.text())
    press("Ctrl+A")
    type_text("Your call made all the difference. Thank you.")
    until(qtbot, notes.note.warning.isHidden)
    press("Ctrl+P")
    cards = put_on_paper(main, qtbot, printer)
    assert printer.got[-1][1].both_sides
    said = text_of(cards)
    assert said.count("With thanks") == said.count("Dear Ada,") == 12
    assert said.count("Your call made all the difference.") == 1
    assert said.count(f"N-{today().year}-") == 12


def labels_start_at_the_eighth(main: MainWindow, printer: Printer, qtbot) -> None:
    """Seven labels of the sheet are used up already."""
    press("Esc")
    notes = in_sight(main, qtbot, NotesPage)
    activate(main, qtbot)
    notes.labels.start.setFocus()
    press("Ctrl+A")
    type_text("8")
    press("Ctrl+Shift+L")
    labels = put_on_paper(main, qtbot, printer)
    page = pypdfium2.PdfDocument(labels)[0].get_textpage()
    left, bottom, *_rest = page.get_charbox(0)
    assert 211 < left < 260, "label 8 is the second of its row"
    assert 540 < bottom < 612, "and in the third row"
    assert all(f"Ada {name}" in text_of(labels) for name in PEOPLE)


def test_from_no_desk_to_a_printed_day_twelve_cards_and_their_labels(
    fresh, tmp_path, monkeypatch, qtbot
):
    temporary, printer = tmp_path / "temporary", Printer()
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    main = a_desk_is_made(fresh, qtbot)
    files_come_in(main, tmp_path, qtbot)
    somebody_is_found(main, qtbot)
    a_patient_is_referred(main, qtbot)
    visits = a_day_is_driven(main, printer, qtbot)
    twelve_are_thanked(main, printer, qtbot)
    labels_start_at_the_eighth(main, printer, qtbot)

    assert (len(everything(main, Letter)), len(everything(main, Touch))) == (12, 10)
    lines = everything(main, Release)
    assert [line.sheet for line in lines] == ["visit_log", "thank_you", "labels"]
    assert {line.way for line in lines} == {Way.PRINTED}
    kept = [Printing(main.desk).kept(line.id) for line in lines]
    assert kept == [pdf for pdf, _wish, _size in printer.got]
    assert {visit.status for visit in visits} == {VisitStatus.PLANNED}
    assert main.desk.verify() == []
    assert list(temporary.iterdir()) == [], "nothing of it lay in a temporary folder"
