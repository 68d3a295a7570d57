"""Pictures of what belongs to no list and no form: unlocking, settings, keys, bars, sheets."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize

from refdesk.domain.errors import KnownFailure, UserError
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.domain.register import Purpose
from refdesk.domain.user import Role
from refdesk.screens.chart import Chart, ChartKind, Label, Period, Point, Series, rate
from refdesk.services.day_of_visits import DayOfVisits
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.shown import Shown
from refdesk.services.spooler import Printers, PrintWish
from refdesk.ui.charts import ChartCard
from refdesk.ui.day_page import DayPage
from refdesk.ui.dialogs.about import AboutDialog
from refdesk.ui.dialogs.correct import CorrectDialog
from refdesk.ui.dialogs.keys import KeysDialog
from refdesk.ui.dialogs.print_dialog import PrintDialog
from refdesk.ui.dialogs.step import StepDialog
from refdesk.ui.error_dialog import ErrorDialog
from refdesk.ui.errors import Errors
from refdesk.ui.main_window import MainWindow
from refdesk.ui.notes_page import NotesPage
from refdesk.ui.referral_page import ReferralPage
from refdesk.ui.settings_page import SettingsPage
from refdesk.ui.sheet_page import SheetPage
from refdesk.ui.shell import Shell
from refdesk.ui.step_menu import StepMenu
from refdesk.ui.today_page import TodayPage
from refdesk.ui.undo_menu import UndoMenu
from tests.helpers.desks import PASSPHRASE
from tests.helpers.pictures.painter import NARROW, Painter

MONTHS = ("Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")
BEFORE = (12, 9, 14, 18, 11, 7, 16, 20, 15, 13, 12, 17)
NOW = (14, 16, 9, 22, 18, 11, 19, 27, 21, 17, 24, 8)
BARS = Chart(
    title="Referrals received per month",
    kind=ChartKind.BARS,
    axis="Month",
    labels=tuple(Label(month[0], month) for month in MONTHS),
    series=(
        Series("year before", tuple(map(Point, BEFORE)), Period.EARLIER),
        Series("last 12 months", tuple(map(Point, NOW))),
    ),
    note="Counted by received date.",
)
INTERVALS = Chart(
    title="Conversion by channel",
    kind=ChartKind.INTERVALS,
    axis="Channel",
    unit="%",
    labels=tuple(map(Label, ("Fax", "Portal", "Walk-in", "Überweisung über das Ärztenetz"))),
    series=(
        Series("Conversion", (rate(68, 100, 60, 74), rate(31, 40, 62, 88), rate(5, 8), rate(0, 0))),
    ),
)
LINE = Chart(
    title="Conversion per quarter",
    kind=ChartKind.LINE,
    axis="Quarter",
    unit="%",
    labels=tuple(Label(f"Q{n}") for n in (1, 2, 3, 4)),
    series=(
        Series("us", (rate(60, 100), rate(55, 80), rate(71, 90), rate(80, 100))),
        Series("peers", tuple(map(Point, (50, 55, 60, 61))), Period.EARLIER),
    ),
)


def unlocking(painter: Painter, shell: Shell, folder: Path) -> MainWindow:
    """Save the unlock window in its states, and leave the desk open."""
    shell.start()
    window = shell.unlock
    window.activateWindow()
    window.field.setFocus()
    window.field.setText("a passphrase")
    painter.save(window, "unlock")
    shell.try_unlock(folder, "not the passphrase")
    painter.until(window.notice.isVisible)
    painter.save(window, "unlock-wrong")
    window.use(None)
    painter.save(window, "unlock-no-desk")
    window.use(folder)
    window.field.setText(PASSPHRASE)
    window.button.click()
    painter.save(window, "unlock-busy")
    return painter.opened(shell)


def locked(painter: Painter, shell: Shell, main: MainWindow) -> None:
    """Save the unlock window after a lock that kept a form."""
    page = painter.open_form(main, "practice")
    page.view.focus_field("name")
    painter.type_text("Larkfield")
    done: list[bool] = []
    shell.locked.connect(lambda: done.append(True))
    shell.lock()
    painter.save(shell.unlock, "unlock-locked-kept")
    painter.until(lambda: done)


def settings(painter: Painter, main: MainWindow) -> None:
    """Save the settings as an owner and as somebody else sees them, and the keys."""
    for role, name in ((Role.OWNER, "settings"), (Role.FRONT_DESK, "settings-not-owner")):
        before = main.desk.user.role
        main.desk.user.role = role
        main.open_settings()
        painter.until(lambda: isinstance(main.page, SettingsPage))
        painter.read(main)
        painter.save(main, name)
        main.desk.user.role = before
        main.back()
    main.open_settings()
    main.resize(NARROW * (painter.scale / 100))
    painter.save(main, "settings-narrow")
    main.resize(painter.size)
    main.back()
    main._show_keys()
    keys = painter.dialog(KeysDialog)
    painter.save(keys, "keys-dialog")
    painter.type_text("draft")
    painter.until(lambda: not keys.find_box.is_waiting)
    painter.save(keys, "keys-dialog-found")
    painter.drop(keys)
    main._show_about()
    about = painter.dialog(AboutDialog)
    painter.save(about, "about-dialog")
    painter.drop(about)


def bars(painter: Painter, main: MainWindow) -> None:
    """Save the bars at the bottom, the undo menu, and what is told of failures."""
    painter.open_list(main, "practice")
    records = Records(main.desk)
    main.run("Changing", lambda _progress: records.set(Practice, 2, {"tier": "a"}))
    painter.read(main)
    main.tell("Changed tier of 312 practices", undo=True)
    painter.save(main, "bar-result")
    main.tell("Saved 312 practices as practices.csv in Documents")
    painter.save(main, "bar-result-plain")
    main.activity.result.hide()
    main.activity.progress.begin("Changing 4,118 practices", lambda: None)
    painter.save(main, "bar-progress-begun")
    main.activity.progress.step(1_204, 4_118, "Changing practices")
    painter.save(main, "bar-progress")
    main.activity.progress.end()
    main._show_menu()
    menu = painter.dialog(UndoMenu)
    painter.save(menu, "undo-menu")
    painter.drop(menu)
    failures(painter, main)


def failures(painter: Painter, main: MainWindow) -> None:
    """Save the dialogs of a known failure and of a bug."""
    known = KnownFailure("The disk of this desk is full. Nothing was changed. Free some space.")
    errors = Errors(main.theme)
    for error, name in ((known, "error-known"), (RuntimeError(), "error-bug")):
        errors.show_error(error)
        dialog = painter.dialog(ErrorDialog)
        painter.save(dialog, name)
        painter.drop(dialog)


def sheets(painter: Painter, main: MainWindow) -> None:
    """Save the page viewer with the sheet of a list."""
    records = Records(main.desk)
    ids = records.ids(Practice, records.query(Practice))
    shown = Shown(
        of=Practice,
        columns=("name", "practice_kind", "tier", "phone", "status"),
        ids=array("q", ids),
        title="Practices",
        filters="Tier is A",
    )
    made: list[Run] = []
    printing = Printing(main.desk)
    main.run(
        "Laying out",
        lambda _progress: printing.list_run(shown, Purpose.OPERATIONS),
        made.append,
    )
    painter.until(lambda: made)
    main.show_sheet(made[0], printing.preview(made[0]))
    painter.until(lambda: isinstance(main.page, SheetPage))
    painter.read(main)
    painter.read(main)
    painter.save(main, "sheet")
    main.show_sheet(made[0], b"no PDF")
    painter.read(main)
    painter.save(main, "sheet-unreadable")
    main.back()


def charts(painter: Painter, main: MainWindow) -> None:
    """Save chart cards, and the table that says the same."""
    px = main.theme.px
    for chart, name in ((BARS, "bars"), (INTERVALS, "intervals"), (LINE, "line")):
        card = ChartCard(main.theme, chart)
        card.resize(QSize(px(640), px(300)))
        card.show()
        painter.save(card, f"chart-{name}")
        card.toggle_table()
        painter.save(card, f"chart-{name}-table")
        card.close()
        card.deleteLater()


def notes(painter: Painter, main: MainWindow) -> None:
    """Save the page of thank-you notes: as it opens, with a refusal, with labels from the 8th."""
    people = main.records.ids(Person, main.records.query(Person, sort="name"))
    main.open_notes([(Person, row_id) for row_id in people[:14]])
    page = main.page
    assert isinstance(page, NotesPage)
    painter.read(main)
    painter.save(main, "notes")
    page.note.text.setPlainText("Thank you for every referral. A gift card is in the envelope.")
    page.labels.start_chosen.emit(8)
    page.note.text.setFocus()
    painter.save(main, "notes-refused")
    page.note.text.setPlainText("Thank you for the care you take.")
    page.show_notes()
    painter.until(lambda: isinstance(main.page, SheetPage))
    painter.read(main)
    painter.read(main)
    painter.save(main, "notes-sheet")
    sheet = main.page.title_text
    main.back()
    page.show_labels()
    painter.until(lambda: isinstance(main.page, SheetPage) and main.page.title_text != sheet)
    painter.read(main)
    _print_dialog(painter, main)


def today(painter: Painter, main: MainWindow) -> None:
    """Save Today, and the small form of a call."""
    main.open_today()
    page = main.page
    assert isinstance(page, TodayPage)
    painter.until(lambda: any(card.list.count() for card in page.cards))
    painter.read(main)
    painter.save(main, "today")
    page.cards[0].list.setCurrentRow(0)
    row = page.cards[0].list.row()
    assert row is not None
    page.actions_of_rows.do("call", "referral", row.row_id)
    painter.until(lambda: bool(main.findChildren(StepDialog)))
    dialog = main.findChildren(StepDialog)[0]
    painter.save(dialog, "today-call")
    dialog.reject()


def loop(painter: Painter, main: MainWindow, long: Mapping[str, int]) -> None:
    """Save the page of referrals: at some stages, with all that is long, narrow, its menu."""
    for stage in ("attended", "scheduled", "received"):
        some = main.records.query(Referral, filters={"stage": stage})
        referral_page(painter, main, main.records.ids(Referral, some)[0])
        painter.save(main, f"referral-{stage}")
    page = referral_page(painter, main, long["referral"])
    painter.save(main, "referral-long")
    page.frame.area.verticalScrollBar().setValue(page.frame.height())
    painter.save(main, "referral-long-below")
    page.ask_other()
    menu = painter.dialog(StepMenu)
    painter.save(menu, "referral-steps")
    painter.drop(menu)
    for deed in page.shown.others if page.shown else ():
        if deed.name == "correct":
            page.do(deed)
            asked = painter.dialog(CorrectDialog)
            painter.save(asked, "referral-correct")
            painter.drop(asked)
    main.resize(NARROW * (painter.scale / 100))
    painter.read(main)
    painter.save(main, "referral-narrow")
    main.resize(painter.size)


def referral_page(painter: Painter, main: MainWindow, row_id: int) -> ReferralPage:
    main.open_record("referral", row_id)
    painter.until(lambda: isinstance(main.page, ReferralPage) and main.page.bar.beside is not None)
    painter.read(main)
    page = main.page
    if not isinstance(page, ReferralPage):
        raise TypeError(page)
    return page


def day(painter: Painter, main: MainWindow) -> None:
    """Save the day of visits: empty, and with stops."""
    main.open_day()
    page = main.page
    assert isinstance(page, DayPage)
    painter.read(main)
    painter.save(main, "day-empty")
    names = main.records.ids(Practice, main.records.query(Practice, sort="name"))
    service = DayOfVisits(main.desk)
    for row_id in names[:9]:
        with contextlib.suppress(UserError):  # some are not to be contacted
            service.add(page.date, row_id)
    page.drive()
    painter.until(lambda: len(page.lines) > 3)
    painter.read(main)
    page.stops.setFocus()
    painter.save(main, "day")


class _Queues:
    """A printing system with two printers that are never used."""

    def printers(self) -> Printers:
        return Printers(("Front_Desk_HP", "Label_Room"), "Front_Desk_HP")

    def send(self, pdf: bytes, wish: PrintWish, size: tuple[float, float]) -> None:
        raise AssertionError(wish, size, len(pdf))


def _print_dialog(painter: Painter, main: MainWindow) -> None:
    page = main.page
    assert isinstance(page, SheetPage)
    painter.read(main)
    painter.save(main, "labels-sheet")
    page.lp = _Queues()
    page.print_out()
    painter.read(main)
    dialog = painter.dialog(PrintDialog)
    painter.save(dialog, "print-dialog")
    dialog.right.setText("far")
    dialog.decide()
    painter.save(dialog, "print-dialog-problem")
    painter.drop(dialog)
