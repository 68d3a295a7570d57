"""The core in the window: partners come in, a day is planned and printed, twelve are thanked."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from refdesk.domain.clinic import Clinic
from refdesk.domain.letter import Letter
from refdesk.domain.register import Release, Way
from refdesk.domain.touch import Touch, Visit, VisitStatus
from refdesk.services.printing import Printing
from refdesk.services.spooler import Printers, PrintWish
from refdesk.store.listing import Query
from refdesk.ui.day_page import DayPage
from refdesk.ui.dialogs.print_dialog import PrintDialog
from refdesk.ui.import_page import ImportPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.notes_page import NotesPage
from refdesk.ui.sheet_page import SheetPage
from tests.helpers.desks import make_desk
from tests.helpers.window import activate, press, until
from tests.ui.test_import import bring, look, save

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the keyboard")
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
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


def put_on_paper(main: MainWindow, qtbot, printer: Printer) -> bytes:
    """Print the sheet in sight by its key and Enter; return what the printer got."""
    until(qtbot, lambda: isinstance(main.page, SheetPage))
    sheet = main.page
    assert isinstance(sheet, SheetPage)
    until(qtbot, lambda: sheet.viewer.where.text() != "")
    sheet.lp = printer
    count = len(printer.got)
    qtbot.keyClick(sheet, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: any(one.isVisible() for one in main.findChildren(PrintDialog)))
    dialog = next(one for one in main.findChildren(PrintDialog) if one.isVisible())
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    until(qtbot, lambda: len(printer.got) == count + 1)
    return printer.got[-1][0]


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a new desk."""
    folder = tmp_path / "Lakeline"
    make_desk(folder, "Lakeline").close()
    return folder


@pytest.fixture
def partners(main: MainWindow, tmp_path: Path, qtbot) -> MainWindow:
    """The desk after lists of practices and people were brought in by the window."""
    main.records.set(Clinic, 1, {"address": "1 Hill Street, Athens, OH 45701"})
    activate(main, qtbot)
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
    press("Ctrl+Shift+I")
    until(qtbot, lambda: isinstance(main.page, ImportPage))
    page = main.page
    assert isinstance(page, ImportPage)
    for name, lines in (("practices", offices), ("people", people)):
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(lines), "utf-8")
        bring(page, qtbot, path)
        assert page.incoming is not None
        assert page.incoming.what == {"practices": "practice", "people": "person"}[name]
        look(page, qtbot)
        save(page, qtbot)
        assert page.done.headline.text() == f"{len(lines) - 1} rows came in"
        press("Ctrl+Return")  # another file
    return main


def drive(main: MainWindow, printer: Printer, qtbot) -> list[Visit]:
    """Put a day of four offices together, order it by driving and print its log."""
    qtbot.keyClick(main, Qt.Key.Key_R, HELD)
    day = main.page
    assert isinstance(day, DayPage)
    for count, name in enumerate(NAMES[:4], start=1):
        qtbot.keyClicks(day.finder, name)
        until(qtbot, lambda: day.finder.is_open)
        qtbot.keyClick(day.finder, Qt.Key.Key_Down)
        qtbot.keyClick(day.finder, Qt.Key.Key_Return)
        until(qtbot, partial(lambda wanted: len(day.lines) == wanted, count))
    qtbot.keyClick(day.finder, Qt.Key.Key_F5)
    until(qtbot, lambda: all(visit.arrive for visit in main.desk.db.page(Visit, range(1, 5))))
    visits = sorted(main.desk.db.page(Visit, range(1, 5)), key=lambda one: one.place_in_day or 0)
    order = [visit.id for visit in visits]
    until(qtbot, lambda: [line.visit for line in day.lines] == order)
    qtbot.keyClick(day.stops, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    log = text_of(put_on_paper(main, qtbot, printer))
    places = [log.index(line.name) for line in day.lines]
    assert places == sorted(places)
    return visits


def test_a_day_is_driven_and_twelve_are_thanked(partners, qtbot):
    main, printer = partners, Printer()
    visits = drive(main, printer, qtbot)

    main.open_list("person")
    people = main.page
    until(qtbot, lambda: len(people.state.ids) == len(PEOPLE))
    activate(main, qtbot)
    people.table.setFocus()
    qtbot.keyClick(people.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(people.table, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    notes = main.page
    assert isinstance(notes, NotesPage)
    until(qtbot, lambda: notes.is_read)
    qtbot.keyClick(notes.people, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    cards = put_on_paper(main, qtbot, printer)
    assert printer.got[-1][1].both_sides
    said = text_of(cards)
    assert said.count("With thanks") == said.count("Dear Ada,") == 12
    assert said.count(f"N-{dt.date.today().year}-") == 12  # noqa: DTZ011  as the desk's clock

    main.back()
    assert main.page is notes
    activate(main, qtbot)
    notes.labels.start.setFocus()
    notes.labels.start.selectAll()
    qtbot.keyClicks(notes.labels.start, "8")
    qtbot.keyClick(notes.labels.start, Qt.Key.Key_L, HELD)
    labels = put_on_paper(main, qtbot, printer)
    page = pypdfium2.PdfDocument(labels)[0].get_textpage()
    left, bottom, *_rest = page.get_charbox(0)
    assert 211 < left < 260, "label 8 is the second of its row"
    assert 540 < bottom < 612, "and in the third row"
    assert all(f"Ada {name}" in text_of(labels) for name in PEOPLE)

    for of, count in ((Letter, 12), (Touch, 10)):
        assert len(main.records.ids(of, Query())) == count
    lines = main.records.page(Release, main.records.ids(Release, Query()))
    assert [line.sheet for line in lines] == ["visit_log", "thank_you", "labels"]
    assert {line.way for line in lines} == {Way.PRINTED}
    kept = [Printing(main.desk).kept(line.id) for line in lines]
    assert kept == [pdf for pdf, _wish, _size in printer.got]
    assert {visit.status for visit in visits} == {VisitStatus.PLANNED}
