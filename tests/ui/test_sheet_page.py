"""A sheet in the window: looked at, saved as a file, printed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from refdesk.domain.practice import Practice
from refdesk.domain.register import Purpose, Release, Way
from refdesk.services.printing import Printing
from refdesk.services.shown import Shown
from refdesk.store.listing import Query
from refdesk.ui.main_window import MainWindow
from refdesk.ui.print_out import PrintOut
from refdesk.ui.sheet_page import SheetPage
from tests.ui.conftest import NAMES


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
    told: list[str] = []
    out = PrintOut(main.jobs, page, told.append)
    path = tmp_path / "printed.pdf"
    out.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    out.printer.setOutputFileName(str(path))
    page.release_to(out)
    qtbot.waitUntil(lambda: told == ["1 page sent to the printer"], timeout=20_000)
    (line,) = register(main)
    assert (line.way, line.sheet) == (Way.PRINTED, "practice_list")
    kept = Printing(main.desk).kept(line.id)
    seen, printed = (ink_of(pdf) for pdf in (kept, path.read_bytes()))
    assert seen[2] - seen[0] > 600
    assert all(abs(one - other) <= 3 for one, other in zip(seen, printed, strict=True))


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
