"""Files of a record: dropped, chosen, pasted; looked at, renamed, removed; saved and printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from refdesk.domain.attachment import Attachment
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.register import Purpose, Release, Way
from refdesk.services.attachments import Attachments, from_bytes
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.work import Silent
from refdesk.store.listing import Query
from refdesk.ui.dialogs.export import ReleaseDialog
from refdesk.ui.dialogs.file_name import FileNameDialog
from refdesk.ui.dialogs.left_out import LeftOutDialog
from refdesk.ui.dialogs.print_dialog import PrintDialog
from refdesk.ui.file_page import FilePage
from refdesk.ui.files_card import FilesCard
from refdesk.ui.import_page import ImportPage
from refdesk.ui.line_list import LineList
from refdesk.ui.main_window import MainWindow
from refdesk.ui.page_viewer import PageViewer
from refdesk.ui.panel_card import PanelCard
from refdesk.ui.referral_page import ReferralPage
from refdesk.ui.text_view import TextView
from tests.helpers.desks import make_desk
from tests.helpers.files import LOCKED_PDF, a_fax, a_pdf, a_picture
from tests.helpers.window import (
    activate,
    dialog,
    focused,
    form,
    open_list,
    open_referral,
    press,
    type_text,
    until,
)
from tests.ui.test_sheet_page import FakeLp

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
REPORT = a_pdf("Imaging report", "Second page")
COPY, NONE = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
Files = Callable[..., list[Path]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with a referral and a practice, no file yet."""
    folder = tmp_path / "Lakeline"
    with make_desk(folder, "Lakeline") as desk:
        records = Records(desk)
        records.add(Practice, {"name": "Quillby Primary Care"})
        records.add(Patient, {"name": "Vance, Marisol", "phone": "740-555-0127"})
        records.add(Referral, {"patient": "1", "source": "patient"})
    return folder


@pytest.fixture
def scans(tmp_path: Path) -> Files:
    """Write files to the disk of the computer."""

    def write(**files: bytes) -> list[Path]:
        paths = [tmp_path / name.replace("_", ".") for name in files]
        for path, content in zip(paths, files.values(), strict=True):
            path.write_bytes(content)
        return paths

    return write


@pytest.fixture
def page(main: MainWindow, qtbot) -> ReferralPage:
    activate(main, qtbot)
    return open_referral(main, qtbot, 1)


@pytest.fixture
def filled(main: MainWindow, page: ReferralPage, qtbot) -> ReferralPage:
    """A referral with a PDF, a fax, a text and a document."""
    put(main, Referral, report_pdf=REPORT, fax_tif=a_fax(3), notes_txt=b"Seen.", x_docx=b"PK\3\4\0")
    until(qtbot, lambda: len(lines(page)) == 4)
    return page


def put(main: MainWindow, of: type = Referral, /, **files: bytes) -> None:
    brought = [from_bytes(name.replace("_", "."), one) for name, one in files.items()]
    Attachments(main.desk).put(of, 1, brought, Silent())


def card(page: ReferralPage) -> PanelCard:
    return next(one for one in page.cards if one.accessibleName() == "Files")


def lines(page: ReferralPage) -> list[str]:
    shown = card(page).lines
    return [shown.item(row).text() for row in range(shown.count())]


def held(paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def hold(over: QWidget, data: QMimeData) -> bool:
    """Hold something over a widget; tell whether it would be taken."""
    event = QDragEnterEvent(QPoint(9, 9), COPY, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(over, event)
    return event.isAccepted()


def drop(over: QWidget, data: QMimeData) -> None:
    """Let go of it."""
    assert hold(over, data)
    any_way = COPY | Qt.DropAction.MoveAction
    event = QDropEvent(QPointF(9, 9), any_way, data, Qt.MouseButton.LeftButton, NONE)
    event.setDropAction(Qt.DropAction.MoveAction)  # as a file manager does that would delete it
    QApplication.sendEvent(over, event)
    assert event.dropAction() is COPY


def go_to_line(page: ReferralPage, name: str) -> LineList:
    shown = card(page).lines
    shown.setFocus()
    press("Home")
    for _line in range(shown.count()):
        if name in shown.item(shown.currentRow()).text():
            return shown
        press("Down")
    raise AssertionError(f"the arrows never reach {name}")


def looking(main: MainWindow, qtbot) -> FilePage:
    until(qtbot, lambda: isinstance(main.page, FilePage))
    page = main.page
    assert isinstance(page, FilePage)
    return page


def pages(main: MainWindow, qtbot, where: str) -> PageViewer:
    """Wait until the pages of a file are in sight."""
    viewer = looking(main, qtbot).viewer
    assert viewer is not None
    until(qtbot, lambda: viewer.where.text() == where)
    until(qtbot, lambda: viewer._cache.held)
    return viewer


def told(main: MainWindow) -> str:
    return str(main.activity.result.words.text())


def register(main: MainWindow) -> list[Release]:
    return main.records.page(Release, main.records.ids(Release, Query()))


@pytest.fixture
def _no_dialog_left() -> Iterator[None]:
    yield
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QFileDialog):
            one.reject()


# --- putting in ---------------------------------------------------------------------------------


def test_files_dropped_anywhere_on_the_page_lie_with_the_referral(main, page, scans, qtbot):
    data = held(scans(report_pdf=REPORT, notes_txt=b"Seen on Monday."))
    place = card(page).drop
    assert place.words.text() == "Drop a file here; it is encrypted"
    assert hold(page.head, data)
    assert place.words.text() == "Let go to put it in"
    drop(page, data)
    assert place.words.text() == "Drop a file here; it is encrypted"
    until(qtbot, lambda: len(lines(page)) == 2)
    assert [line.split(", ")[1:] for line in lines(page)] == [
        ["15 bytes", "notes.txt", "Owner"],
        ["2 pages", "report.pdf", "Owner"],
    ]
    until(qtbot, lambda: told(main) == "2 files were put in")
    assert main.activity.result.undo_button.isVisible()
    press("Ctrl+Z")
    until(qtbot, lambda: lines(page) == [])
    press("Ctrl+Shift+Z")
    until(qtbot, lambda: len(lines(page)) == 2)


def test_what_is_held_away_again_is_forgotten(page, scans):
    hold(page, held(scans(report_pdf=REPORT)))
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert card(page).drop.words.text() == "Drop a file here; it is encrypted"
    words = QMimeData()
    words.setText("only words")
    assert not hold(page, words)


@pytest.mark.usefixtures("page")
def test_dropped_on_another_page_a_file_is_brought_in_as_ever(main, scans, qtbot):
    open_list(main, qtbot, "practice")
    drop(main, held(scans(partners_csv=b"Practice,Phone\nElm,740-555-0100\n")))
    until(qtbot, lambda: isinstance(main.page, ImportPage))
    assert Attachments(main.desk).of("referral", 1) == []


def test_those_that_were_left_out_are_named(page, scans, qtbot):
    drop(page, held(scans(report_pdf=REPORT, locked_pdf=LOCKED_PDF, empty_txt=b"")))
    until(qtbot, lambda: dialog(LeftOutDialog))
    asked = dialog(LeftOutDialog)
    assert asked.title.text() == "1 file was put in, 2 were not"
    said = [asked.body.itemAt(at).widget().text() for at in range(2)]
    assert said[0].startswith("locked.pdf: The PDF is locked with a password.")
    assert said[1] == "empty.txt: It is empty."
    press("Return")
    until(qtbot, lambda: dialog(LeftOutDialog) is None)
    until(qtbot, lambda: len(lines(page)) == 1)


def test_where_none_could_be_taken_that_is_said_and_nothing_is_there_to_undo(
    main, page, tmp_path, qtbot
):
    drop(page, held([tmp_path / "Lakeline"]))
    until(qtbot, lambda: dialog(LeftOutDialog))
    assert dialog(LeftOutDialog).title.text() == "1 file was not put in"
    assert "It is a folder" in dialog(LeftOutDialog).body.itemAt(0).widget().text()
    dialog(LeftOutDialog).accept()
    assert told(main) == ""


@pytest.mark.usefixtures("_no_dialog_left")
@pytest.mark.parametrize("key", ["F", "Ctrl+O", "button"])
def test_files_are_chosen_by_key(page, scans, key, qtbot):
    paths = scans(report_pdf=REPORT)
    if key == "button":
        card(page).first.buttons[0].click()
    else:
        press(key)
    until(qtbot, lambda: dialog(QFileDialog))
    dialog(QFileDialog).filesSelected.emit([str(paths[0])])
    until(qtbot, lambda: len(lines(page)) == 1)


def test_a_copied_picture_and_copied_files_are_pasted(main, page, scans, qtbot):
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(picture)
    press("Ctrl+V")
    until(qtbot, lambda: len(lines(page)) == 1)
    (file,) = Attachments(main.desk).of("referral", 1)
    assert (file.name, file.media) == ("Picture.png", "image/png")
    QApplication.clipboard().setMimeData(held(scans(report_pdf=REPORT)))
    press("Ctrl+V")
    until(qtbot, lambda: len(lines(page)) == 2)
    QApplication.clipboard().setText("only words")
    press("Ctrl+V")
    until(qtbot, lambda: told(main) == "1 file was put in")


def test_with_an_archived_referral_nothing_is_put(shell, main, page, scans, qtbot):
    main.records.archive(Referral, 1)
    drop(page, held(scans(report_pdf=REPORT)))
    until(qtbot, lambda: shell.errors._dialog is not None)
    assert "This referral is archived" in shell.errors._dialog.sentence.happened
    shell.errors._dialog.accept()


# --- looking ------------------------------------------------------------------------------------


def test_enter_shows_the_pages_of_a_pdf_and_esc_leads_back(main, filled, qtbot):
    go_to_line(filled, "report.pdf")
    press("Return")
    page = looking(main, qtbot)
    assert page.head.above.text() == "Referral 1 /"
    assert page.head.title.text() == "report.pdf"
    assert "report" not in main.windowTitle()
    viewer = pages(main, qtbot, "Page 1 of 2")
    assert viewer.isAncestorOf(focused())
    press("PgDown", "PgDown", "PgDown", "PgDown")
    assert viewer.where.text() == "Page 2 of 2"
    press("Esc")
    until(qtbot, lambda: main.page is filled)


def test_a_fax_has_its_pages_too(main, filled, qtbot):
    go_to_line(filled, "fax.tif")
    press("Return")
    page = looking(main, qtbot)
    pages(main, qtbot, "Page 1 of 3")
    assert not page.print_button.isVisible()
    press("Ctrl+P")
    assert "Save a copy, and print that" in told(main)


def test_a_text_is_read_as_it_is(main, page, qtbot):
    put(main, notes_txt=b"<b>Seen</b> on Monday.\r\n\x07Next: call the patient, then the office.")
    until(qtbot, lambda: len(lines(page)) == 1)
    go_to_line(page, "notes.txt")
    press("Return")
    shown = looking(main, qtbot).body
    assert isinstance(shown, TextView)
    assert (
        shown.words.toPlainText()
        == "<b>Seen</b> on Monday.\nNext: call the patient, then the office."
    )
    assert shown.words.hasFocus()
    assert shown.notice.isHidden()
    type_text("z")
    press("Ctrl+A", "Ctrl+C")
    assert "z" not in shown.words.toPlainText()
    assert "Seen" not in QApplication.clipboard().text()


def test_of_a_very_long_text_the_beginning_is_shown_and_said(main, page, qtbot):
    put(main, log_txt=b"0123456789 " * 200_000)
    until(qtbot, lambda: len(lines(page)) == 1)
    go_to_line(page, "log.txt")
    press("Return")
    shown = looking(main, qtbot).body
    assert isinstance(shown, TextView)
    press("PgDown")
    assert shown.words.verticalScrollBar().value() > 0
    assert "Only the beginning is shown." in shown.notice.accessibleName()


def test_what_cannot_be_looked_at_can_be_saved(main, filled, qtbot):
    go_to_line(filled, "x.docx")
    press("Return")
    page = looking(main, qtbot)
    assert page.save_button.hasFocus()
    assert page.viewer is None
    assert not page.print_button.isVisible()


def test_looking_leaves_no_trace_on_the_disk_or_in_the_register(main, filled, tmp_path, qtbot):
    before = sorted(tmp_path.rglob("*"))
    go_to_line(filled, "report.pdf")
    press("Return")
    pages(main, qtbot, "Page 1 of 2")
    assert sorted(tmp_path.rglob("*")) == before
    assert register(main) == []


def test_damaged_bytes_are_told_and_not_shown(shell, main, filled, qtbot):
    with main.desk.db._writer.connect() as connection:
        connection.exec_driver_sql("UPDATE kept SET content = x'25504446'")
        connection.commit()
    go_to_line(filled, "report.pdf")
    press("Return")
    until(qtbot, lambda: shell.errors._dialog is not None)
    assert "damaged in the desk" in shell.errors._dialog.sentence.happened
    shell.errors._dialog.accept()
    assert main.page is filled


def test_a_file_that_somebody_removes_meanwhile_goes_out_of_sight(main, filled, qtbot):
    go_to_line(filled, "report.pdf")
    press("Return")
    page = looking(main, qtbot)
    file = page.file
    Attachments(main.desk).rename(file.id, "Imaging report")
    until(qtbot, lambda: page.head.title.text() == "Imaging report.pdf")
    Attachments(main.desk).remove(file.id)
    until(qtbot, lambda: main.page is filled)


# --- renaming and removing ----------------------------------------------------------------------


def test_del_removes_a_file_and_undo_brings_it_back(main, filled, qtbot):
    shown = go_to_line(filled, "fax.tif")
    press("Del")
    until(qtbot, lambda: len(lines(filled)) == 3)
    until(qtbot, lambda: told(main) == "Removed fax.tif")
    assert "report.pdf" in shown.item(shown.currentRow()).text()
    press("Ctrl+Z")
    until(qtbot, lambda: len(lines(filled)) == 4)


def test_the_menu_of_a_file_offers_the_same(main, filled, qtbot):
    shown = go_to_line(filled, "fax.tif")
    shown.customContextMenuRequested.emit(QPoint(9, 9))
    until(qtbot, QApplication.activePopupWidget)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == ["Look at it", "Rename", "Remove"]
    menu.actions()[2].trigger()
    menu.close()
    until(qtbot, lambda: len(lines(filled)) == 3)
    activate(main, qtbot)
    menu = filled.files.menu(go_to_line(filled, "report.pdf"))
    assert menu is not None
    menu.actions()[0].trigger()
    menu.deleteLater()
    assert looking(main, qtbot).file.name == "report.pdf"


def test_f2_renames_a_file_and_elsewhere_changes_the_referral(main, filled, qtbot):
    go_to_line(filled, "report.pdf")
    assert ("F2", "rename") in main.page.hints()
    press("F2")
    until(qtbot, lambda: dialog(FileNameDialog))
    asked = dialog(FileNameDialog)
    assert asked.name.text() == "report"
    asked.name.setText("  ")
    press("Return")
    assert asked.problem.words.text() == "Give the file a name."
    asked.name.setText("Imaging report")
    press("Return")
    until(qtbot, lambda: any("Imaging report.pdf" in line for line in lines(filled)))
    until(qtbot, lambda: told(main) == "Renamed to Imaging report.pdf")
    activate(main, qtbot)
    filled.head.next_button.setFocus()
    press("F2")
    assert form(main, qtbot).state.record.id == 1


# --- leaving ------------------------------------------------------------------------------------


def decide(qtbot, purpose: Purpose = Purpose.TREATMENT) -> ReleaseDialog:
    until(qtbot, lambda: dialog(ReleaseDialog))
    asked: ReleaseDialog = dialog(ReleaseDialog)
    assert asked.purpose is not None
    asked.decide()
    assert "Choose what it is for" in asked.problem.words.text()
    asked.purpose.choose(purpose.value)
    asked.decide()
    return asked


@pytest.mark.usefixtures("_no_dialog_left")
def test_a_copy_is_saved_for_a_purpose_and_registered_without_its_name(
    main, filled, tmp_path, qtbot
):
    go_to_line(filled, "report.pdf")
    press("Return")
    looking(main, qtbot)
    press("Ctrl+S")
    asked = decide(qtbot)
    assert asked.rows.text() == "report.pdf, 2 pages"
    until(qtbot, lambda: dialog(QFileDialog))
    chooser = dialog(QFileDialog)
    assert Path(chooser.selectedFiles()[0]).name == "report.pdf"
    chooser.fileSelected.emit(str(tmp_path / "copy.pdf"))
    until(qtbot, lambda: "copy.pdf" in told(main))
    assert (tmp_path / "copy.pdf").read_bytes() == REPORT
    (line,) = register(main)
    assert (line.sheet, line.about, line.way) == ("attached_pdf", "Referral 1", Way.SAVED)
    assert line.purpose is Purpose.TREATMENT


def test_a_pdf_is_printed_for_a_purpose(main, filled, qtbot):
    go_to_line(filled, "report.pdf")
    press("Return")
    page = looking(main, qtbot)
    pages(main, qtbot, "Page 1 of 2")
    page.lp = lp = FakeLp()
    press("Ctrl+P")
    decide(qtbot, Purpose.PAYMENT)
    until(qtbot, lambda: dialog(PrintDialog))
    assert register(main) == []
    dialog(PrintDialog).decide()
    until(qtbot, lambda: bool(lp.got))
    assert lp.got[0][0] == REPORT
    (line,) = register(main)
    assert (line.way, line.purpose) == (Way.PRINTED, Purpose.PAYMENT)
    assert Printing(main.desk).kept(line.id) == REPORT


# --- beside a form ------------------------------------------------------------------------------


def beside(main: MainWindow, qtbot) -> FilesCard:
    main.open_record("practice", 1)
    page = form(main, qtbot)
    until(qtbot, lambda: page.side.files is not None and not page.side.files.drop.isHidden())
    found = page.side.files
    assert found is not None
    return found


def test_every_form_has_the_files_of_its_record_beside_it(main, scans, qtbot):
    activate(main, qtbot)
    files = beside(main, qtbot)
    assert not files.lines.isVisible()
    drop(files, held(scans(contract_pdf=REPORT)))
    until(qtbot, lambda: files.lines.count() == 1)
    assert "contract.pdf" in files.lines.item(0).text()
    files.lines.setFocus()
    press("F2")
    until(qtbot, lambda: dialog(FileNameDialog))
    dialog(FileNameDialog).reject()
    activate(main, qtbot)
    files.lines.setFocus()
    press("Del")
    until(qtbot, lambda: files.lines.count() == 0)
    press("Ctrl+Z")
    until(qtbot, lambda: files.lines.count() == 1)
    files.lines.setFocus()
    press("Return")
    page = looking(main, qtbot)
    assert page.head.above.text() == "Practice 1 /"
    press("Esc")
    assert form(main, qtbot).state.record.kind == "practice"


@pytest.mark.usefixtures("_no_dialog_left")
def test_beside_a_form_files_are_chosen_by_key(main, scans, qtbot):
    activate(main, qtbot)
    files = beside(main, qtbot)
    (path,) = scans(photo_jpg=a_picture("JPEG"))
    press("Ctrl+O")
    until(qtbot, lambda: dialog(QFileDialog))
    dialog(QFileDialog).filesSelected.emit([str(path)])
    until(qtbot, lambda: files.lines.count() == 1)


def test_beside_what_takes_no_files_there_is_no_card(main, qtbot):
    activate(main, qtbot)
    main.open_record("user", 1)
    page = form(main, qtbot)
    until(qtbot, lambda: not page.side.history.isHidden())
    assert page.side.files is None


@pytest.mark.usefixtures("page")
def test_enter_in_the_list_of_files_shows_the_file(main, qtbot):
    put(main, report_pdf=REPORT)
    shown = open_list(main, qtbot, "attachment")
    until(qtbot, lambda: list(shown.state.ids) == [1])
    shown.table.setFocus()
    press("Return")
    assert looking(main, qtbot).file.id == main.records.get(Attachment, 1).id
    press("Esc")
    until(qtbot, lambda: main.page is shown)
