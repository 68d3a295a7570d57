"""A sheet in the window: looked at, saved as a file, printed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from refdesk.domain.errors import KnownFailure
from refdesk.domain.practice import Office, Practice
from refdesk.domain.register import Purpose, Release, Way
from refdesk.services.page_images import Pages, PageSize
from refdesk.services.printing import Printing
from refdesk.services.shown import Shown
from refdesk.services.spooler import Printers, PrintWish
from refdesk.store.listing import Query
from refdesk.ui.dialogs.print_dialog import PrintDialog, page_range
from refdesk.ui.main_window import MainWindow
from refdesk.ui.print_out import PrintOut, paper_of
from refdesk.ui.sheet_page import SheetPage
from tests.ui.conftest import NAMES

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


@pytest.fixture
def page(shell, main, qtbot) -> SheetPage:
    """A list sheet in sight."""
    records = main.records
    ids = records.ids(Practice, records.query(Practice, sort="name"))
    shown = Shown(Practice, ("name", "tier"), ids, title="Practices")
    printing = Printing(shell.desk)
    run = printing.list_run(shown, Purpose.OPERATIONS)
    main.show_sheet(run, printing.preview(run))
    page = main.page
    assert isinstance(page, SheetPage)
    qtbot.waitUntil(lambda: page.viewer.where.text() != "")
    return page


def register(main: MainWindow) -> list[Release]:
    """Return the lines of the register, the oldest first."""
    return main.records.page(Release, main.records.ids(Release, Query()))


def test_a_sheet_that_was_only_looked_at_is_not_in_the_register(main, page):
    assert page.title_text == "List of practices"
    assert register(main) == []


def test_a_copy_is_saved_where_the_person_wants_it(main, page, qtbot, tmp_path: Path):
    path = tmp_path / "list.pdf"
    page.save_to(path)
    qtbot.waitUntil(lambda: "list.pdf" in main.activity.result.words.text())
    document = pypdfium2.PdfDocument(path.read_bytes())
    text = document[0].get_textpage().get_text_bounded()
    assert all(name in text for name in NAMES)
    (line,) = register(main)
    assert (line.way, line.copy_number) == (Way.SAVED, 1)
    assert Printing(main.desk).kept(line.id) == path.read_bytes()


def test_a_place_that_cannot_be_written_is_said(shell, page, qtbot, tmp_path: Path):
    page.save_to(tmp_path / "gone" / "list.pdf")
    qtbot.waitUntil(lambda: shell.errors._dialog is not None)
    assert "folder is not there" in shell.errors._dialog.sentence.happened
    shell.errors._dialog.accept()
    assert register(shell.main) == []


def test_what_is_printed_is_the_page_as_it_was_seen(main, page, qtbot, tmp_path: Path):
    done: list[str] = []
    out = PrintOut(main.jobs, page, lambda: done.append("sent"), _raise)
    path = tmp_path / "printed.pdf"
    out.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    out.printer.setOutputFileName(str(path))
    pdf = page._source.release()
    out.start(Pages(pdf), PrintWish(""))
    qtbot.waitUntil(lambda: done == ["sent"], timeout=20_000)
    (line,) = register(main)
    assert (line.way, line.sheet) == (Way.PRINTED, "practice_list")
    kept = Printing(main.desk).kept(line.id)
    seen, printed = (ink_of(pdf) for pdf in (kept, path.read_bytes()))
    assert seen[2] - seen[0] > 600
    assert all(abs(one - other) <= 3 for one, other in zip(seen, printed, strict=True))


@pytest.mark.parametrize(
    ("points", "name"),
    [((612, 792), "Letter"), ((595.28, 841.89), "A4"), ((684, 297), "Custom"), ((414, 315), "")],
)
def test_a_picture_of_a_page_asks_for_the_paper_of_the_page(points, name):
    paper = paper_of(PageSize(*points))
    assert name in {"Custom", ""} or name in paper.name()
    assert sorted((paper.sizePoints().width(), paper.sizePoints().height())) == pytest.approx(
        sorted(points), abs=1
    )


def _raise(error: BaseException) -> None:
    raise error


class FakeLp:
    """A printing system that notes what it got, or refuses."""

    def __init__(self, names: tuple[str, ...] = ("Front_Desk", "Labels")) -> None:
        self.names = names
        self.got: list[tuple[bytes, PrintWish, tuple[float, float]]] = []
        self.refuses = False

    def printers(self) -> Printers:
        return Printers(self.names, self.names[-1] if self.names else "")

    def send(self, pdf: bytes, wish: PrintWish, size: tuple[float, float]) -> None:
        if self.refuses:
            raise KnownFailure("The printer Labels did not take the pages.")
        self.got.append((pdf, wish, size))


def asked(page: SheetPage, qtbot) -> PrintDialog:
    page.print_out()
    window = page.window()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(PrintDialog)))
    return next(one for one in window.findChildren(PrintDialog) if one.isVisible())


def test_the_printer_gets_the_very_pages_that_are_kept(main, page, qtbot):
    page.lp = lp = FakeLp()
    dialog = asked(page, qtbot)
    assert dialog.printer.code() == "Labels"
    dialog.copies.setText("2")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(lp.got))
    ((pdf, wish, size),) = lp.got
    (line,) = register(main)
    assert (line.way, pdf) == (Way.PRINTED, Printing(main.desk).kept(line.id))
    assert (wish, size) == (PrintWish("Labels", copies=2), (612, 792))
    qtbot.waitUntil(lambda: "Sent to Labels" in main.activity.result.words.text())


def test_the_printer_used_last_is_chosen_the_next_time(page, qtbot):
    page.lp = lp = FakeLp()
    dialog = asked(page, qtbot)
    dialog.printer.choose("Front_Desk")
    dialog.decide()
    qtbot.waitUntil(lambda: bool(lp.got))
    assert asked(page, qtbot).printer.code() == "Front_Desk"


def test_a_refused_sheet_is_in_the_register_and_said_so(shell, main, page, qtbot):
    page.lp = lp = FakeLp()
    lp.refuses = True
    asked(page, qtbot).decide()
    qtbot.waitUntil(lambda: shell.errors._dialog is not None)
    assert "may not be on paper" in shell.errors._dialog.sentence.happened
    shell.errors._dialog.accept()
    assert len(register(main)) == 1


def test_a_computer_without_a_printer_offers_the_file(main, page, qtbot):
    page.lp = FakeLp(())
    page.print_out()
    qtbot.waitUntil(lambda: "knows no printer" in main.activity.result.words.text())
    assert register(main) == []


@pytest.mark.parametrize(("field", "text"), [("copies", "0"), ("pages", "3-9"), ("pages", "x")])
def test_what_cannot_be_printed_is_said_in_the_dialog(main, page, qtbot, field, text):
    page.lp = FakeLp()
    dialog = asked(page, qtbot)
    getattr(dialog, field).setText(text)
    dialog.decide()
    assert dialog.problem.words.text()
    assert dialog.isVisible()
    assert register(main) == []
    dialog.reject()


@pytest.mark.parametrize(
    ("text", "count", "found"),
    [
        ("", 3, (1, 0)),
        ("2", 3, (2, 2)),
        ("2-3", 3, (2, 3)),
        (" 2 - ", 9, (2, 9)),
        ("1-3", 3, (1, 0)),
    ],
)
def test_pages_are_named_as_people_do(text, count, found):
    assert page_range(text, count) == found


def test_labels_are_moved_as_the_printer_misses(main, qtbot):
    from refdesk.services.address_papers import AddressPapers

    where = {"address.street": "9 Weir Street", "address.city": "Tamsin"}
    main.records.add(Office, {"practice": "1", **where})
    run = AddressPapers(main.desk).labels([(Practice, 1)])
    main.show_sheet(run, Printing(main.desk).preview(run))
    page = main.page
    assert isinstance(page, SheetPage)
    qtbot.waitUntil(lambda: page.viewer.where.text() != "")
    page.lp = lp = FakeLp()
    dialog = asked(page, qtbot)
    dialog.right.setText("far")
    dialog.decide()
    assert "Right, mm is a number" in dialog.problem.words.text()
    dialog.right.setText("5")
    dialog.down.setText("0")
    dialog.decide()
    qtbot.waitUntil(lambda: bool(lp.got))
    plain, moved = ink_of(Printing(main.desk).preview(run)), ink_of(lp.got[0][0])
    assert moved[0] - plain[0] == pytest.approx(5 / 25.4 * 144, abs=2)
    assert moved[1] == plain[1]
    again = asked(page, qtbot)
    assert again.right.text() == "5"
    again.ruler_button.click()
    qtbot.waitUntil(lambda: main.page is not page)
    assert main.page.title_text == "Test sheet with rulers"


def test_a_line_of_the_register_is_printed_again_byte_for_byte(main, page, qtbot):
    first = page._source.release()
    main.open_list("release")
    lines = main.page
    qtbot.waitUntil(lambda: lines.state.is_open and bool(lines.state.ids))
    lines.table.setFocus()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(lines.table, Qt.Key.Key_P, held)
    qtbot.waitUntil(lambda: isinstance(main.page, SheetPage))
    kept = main.page
    assert kept.title_text == "List of practices, again"
    qtbot.waitUntil(lambda: kept.viewer.where.text() != "")
    kept.lp = lp = FakeLp()
    asked(kept, qtbot).decide()
    qtbot.waitUntil(lambda: bool(lp.got))
    assert lp.got[0][0] == first
    assert [line.way for line in register(main)] == [Way.PRINTED, Way.AGAIN]


def test_a_line_without_pages_says_so(shell, main, qtbot):
    with main.desk.db.change("Print", by=main.desk.user.id) as work:
        work.add(Release(sheet="visit_log"))
    main.show_kept(1)
    qtbot.waitUntil(lambda: shell.errors._dialog is not None)
    assert "were not kept" in shell.errors._dialog.sentence.happened
    shell.errors._dialog.accept()


def ink_of(pdf: bytes) -> tuple[int, int, int, int]:
    """Return where a page's ink begins and ends: left, top, right, bottom at 144 dpi."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L")
    box = image.point(lambda value: 255 if value < 160 else 0).getbbox()
    assert box is not None, "the page is blank"
    left, top, right, bottom = box
    return left, top, right, bottom


def test_esc_goes_back_to_the_list(main, page, qtbot):
    qtbot.keyClick(page.viewer, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: main.page is not page)
    assert main.page.shows.of is Practice
