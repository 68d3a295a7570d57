"""Pictures of the files of records: the panel, what is looked at, and the dialogs around it."""

from __future__ import annotations

from PySide6.QtCore import QSize

from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.services.attachments import Attachments, from_bytes
from refdesk.services.work import Silent
from refdesk.ui.dialogs.export import ReleaseDialog
from refdesk.ui.dialogs.file_name import FileNameDialog
from refdesk.ui.dialogs.left_out import LeftOutDialog
from refdesk.ui.file_page import FilePage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.panel_card import PanelCard
from refdesk.ui.referral_page import ReferralPage
from tests.helpers.files import LOCKED_PDF, a_fax, a_pdf, a_picture
from tests.helpers.pictures.painter import NARROW, Painter

REFERRAL, PRACTICE = 4, 1
NOTES = (
    "Test            Value   Range\n"
    "Hemoglobin      13.9    12.0-15.5\n"
    "Sed. rate          8      0-20\n\n"
    "Called the office on Monday: the images come by courier on Thursday.\n"
    "Ask for Tess at the front desk.\n\n"
    "1. Plain films of the left knee\n2. MRI report of October\n3. List of medications\n"
)


def files(painter: Painter, main: MainWindow) -> None:
    """Save the files of a referral and of a practice, and each kind of file looked at."""
    page = _referral(painter, main)
    painter.save(main, "files-none")
    _put(main)
    painter.until(lambda: _card(page).lines.count() == 6)
    _card(page).lines.setFocus()
    painter.settle()
    page.frame.area.ensureWidgetVisible(_card(page))
    painter.save(main, "files")
    _card(page).drop.show_over(over=True)
    painter.save(main, "files-held")
    _card(page).drop.show_over(over=False)
    page.files.rename(Attachments(main.desk).of("referral", REFERRAL)[-1].id)
    dialog = painter.dialog(FileNameDialog)
    painter.save(dialog, "files-rename")
    painter.drop(dialog)
    page.files.put(
        Referral,
        REFERRAL,
        [from_bytes("Lab report.pdf", LOCKED_PDF), from_bytes("scan 14.tif", b"")],
    )
    left_out = painter.dialog(LeftOutDialog)
    painter.save(left_out, "files-left-out")
    painter.drop(left_out)
    main.resize(NARROW if painter.scale == 100 else QSize(1400, 1000))
    painter.settle()
    page.frame.bring_in_sight(_card(page).lines)
    painter.save(main, "files-narrow")
    main.resize(painter.size)
    for file in Attachments(main.desk).of("referral", REFERRAL):
        _look(painter, main, file.id, f"file-{file.name.partition('.')[2]}")
    form = painter.open_form(main, "practice", PRACTICE)
    painter.until(lambda: form.side.files is not None and form.side.files.lines.count() == 1)
    painter.save(main, "files-beside-a-form")


def _referral(painter: Painter, main: MainWindow) -> ReferralPage:
    main.open_record("referral", REFERRAL)
    painter.until(lambda: isinstance(main.page, ReferralPage) and main.page.shown is not None)
    page = main.page
    if not isinstance(page, ReferralPage):
        raise TypeError("the page of the referral is not in sight")
    painter.read(main)
    page.frame.area.ensureWidgetVisible(_card(page))
    return page


def _card(page: ReferralPage) -> PanelCard:
    return next(card for card in page.cards if card.accessibleName() == "Files")


def _put(main: MainWindow) -> None:
    attachments = Attachments(main.desk)
    report = a_pdf("Imaging report", "Left knee, two planes", "Summary")
    brought = [
        from_bytes("Imaging report.pdf", report),
        from_bytes("Fax of the referring office.tif", a_fax(3)),
        from_bytes("Insurance card.jpg", a_picture("JPEG", (860, 540))),
        from_bytes("Notes of the call.txt", NOTES.encode()),
        from_bytes("Operation of 2024, as typed by the ward.docx", b"PK\3\4\0\0\0" * 9_000),
        from_bytes(
            "A very long name that somebody has given to a scan of a letter which came by post "
            "and was then scanned twice.png",
            a_picture("PNG", (700, 900)),
        ),
    ]
    attachments.put(Referral, REFERRAL, brought, Silent())
    attachments.put(Practice, PRACTICE, brought[:1], Silent())


def _look(painter: Painter, main: MainWindow, row_id: int, name: str) -> None:
    before = main.page
    main.show_file(row_id)
    painter.until(lambda: isinstance(main.page, FilePage) and main.page is not before)
    page = main.page
    if not isinstance(page, FilePage):
        raise TypeError(name)
    if page.viewer:
        viewer = page.viewer
        painter.until(lambda: viewer.where.text() != "")
        painter.settle()
        painter.until(lambda: bool(viewer._cache.held))
        painter.read(main)
    painter.save(main, name)
    if name == "file-pdf":
        main.resize(NARROW if painter.scale == 100 else QSize(1400, 1000))
        painter.settle()
        painter.read(main)
        painter.save(main, "file-pdf-narrow")
        main.resize(painter.size)
        page.choose_file()
        asked = painter.dialog(ReleaseDialog)
        painter.save(asked, "file-save-a-copy")
        painter.drop(asked)
