"""Pictures of every form: known, new, with problems, in a narrow window, and its notices."""

from __future__ import annotations

from collections.abc import Mapping

from refdesk.domain.practice import Practice
from refdesk.screens.catalogue import SCREENS
from refdesk.services.drafts import Drafts
from refdesk.services.records import Records
from refdesk.ui.add_record import AddRecordDialog
from refdesk.ui.dialogs.drafts import DraftsDialog
from refdesk.ui.dialogs.history import HistoryDialog, LatestChangesDialog
from refdesk.ui.editors.finder_field import FinderField
from refdesk.ui.main_window import MainWindow
from tests.helpers.pictures.painter import NARROW, Painter

FAR_BELOW = 10_000
KINDS = [screen.kind for screen in SCREENS if screen.kind != "desk_setting"]


def every_form(painter: Painter, main: MainWindow, long: Mapping[str, int]) -> None:
    """Save every form."""
    for kind in KINDS:
        page = painter.open_form(main, kind, long[kind])
        painter.save(main, f"form-{kind}")
        bar = page.area.verticalScrollBar()
        if bar.maximum() > 0:
            bar.setValue(FAR_BELOW)
            painter.save(main, f"form-{kind}-below")
        if page.shows.of.entered:
            page = painter.open_form(main, kind)
            painter.save(main, f"form-{kind}-new")
            painter.press("Ctrl+S")
            painter.read(main)
            painter.save(main, f"form-{kind}-problems")


def form_states(painter: Painter, main: MainWindow, long: Mapping[str, int]) -> None:
    """Save what a form says and opens while it is used."""
    _wrong(painter, main)
    _draft(painter, main)
    _meanwhile(painter, main)
    _references(painter, main, long["person"])
    _narrow(painter, main, long)
    _dialogs(painter, main, long["practice"])


def _wrong(painter: Painter, main: MainWindow) -> None:
    page = painter.open_form(main, "practice", 3)
    for name, text in (("phone", "12"), ("npi", "1234567890"), ("email", "desk at quillby")):
        page.view.focus_field(name)
        painter.press("Ctrl+A")
        painter.type_text(text)
    painter.press("Ctrl+S")
    painter.read(main)
    painter.save(main, "form-state-wrong")
    page.discard()
    painter.read(main)


def _draft(painter: Painter, main: MainWindow) -> None:
    page = painter.open_form(main, "practice")
    page.view.focus_field("name")
    painter.type_text("Quillby Primary Care")
    page.keeper.keep()
    painter.read(main)
    painter.save(main, "form-state-kept")
    main.back()
    painter.read(main)
    painter.open_list(main, "practice")
    painter.save(main, "form-state-draft-in-sidebar")
    painter.open_form(main, "practice")
    painter.save(main, "form-state-begun-earlier")
    main.resume(Drafts(main.desk).mine()[0])
    painter.read(main)
    painter.save(main, "form-state-resumed")
    main.stack.back()
    painter.open_list(main, "practice")
    main._show_drafts()
    dialog = painter.dialog(DraftsDialog)
    painter.read(main)
    painter.save(dialog, "drafts-dialog")
    painter.drop(dialog)


def _meanwhile(painter: Painter, main: MainWindow) -> None:
    page = painter.open_form(main, "practice", 4)
    page.view.focus_field("ehr")
    painter.type_text("typed here")
    records, changed = Records(main.desk), {"ehr": "changed elsewhere", "fax": "740-555-0199"}
    main.run("Changing", lambda _progress: records.set(Practice, 4, changed))
    painter.until(page.notice.isVisible)
    painter.save(main, "form-state-meanwhile")
    page.show_history()
    dialog = painter.dialog(HistoryDialog)
    painter.read(main)
    painter.save(dialog, "history-dialog")
    painter.drop(dialog)
    page.discard()
    painter.read(main)


def _references(painter: Painter, main: MainWindow, row_id: int) -> None:
    page = painter.open_form(main, "touch")
    page.view.focus_field("practice")
    field = page.view.boxes["practice"].editor.control()
    if not isinstance(field, FinderField):
        raise TypeError(field)
    painter.type_text("car")
    painter.until(lambda: field.is_open and field.found is not None)
    painter.read(main)
    painter.save(main, "form-state-popup")
    painter.press("Ctrl+A")
    painter.type_text("Larkfield Hand")
    painter.read(main)
    painter.until(lambda: field.is_open)
    painter.save(main, "form-state-popup-nothing")
    field.forget()
    finder = page.view.boxes["practice"].editor._finds  # type: ignore[attr-defined]
    finder.add("practice", "Larkfield Hand Therapy", lambda _found: None)
    added = painter.dialog(AddRecordDialog)
    painter.save(added, "add-record-dialog")
    added.view.focus_field("name")
    painter.press("Ctrl+A")
    painter.press("Del")
    added.save()
    painter.save(added, "add-record-dialog-problem")
    painter.drop(added)
    page.discard()
    painter.read(main)
    page = painter.open_form(main, "person", row_id)
    page.view.focus_field("warm_contact")
    painter.save(main, "form-state-reference-focus")


def _narrow(painter: Painter, main: MainWindow, long: Mapping[str, int]) -> None:
    main.resize(NARROW * (painter.scale / 100))
    for kind in ("practice", "office", "person", "referral", "clinic"):
        painter.open_form(main, kind, long[kind])
        painter.save(main, f"form-{kind}-narrow")
    main.resize(painter.size)


def _dialogs(painter: Painter, main: MainWindow, row_id: int) -> None:
    page = painter.open_form(main, "practice", row_id)
    page.show_history()
    dialog = painter.dialog(HistoryDialog)
    painter.read(main)
    painter.save(dialog, "history-dialog-long")
    painter.drop(dialog)
    main.show_latest_changes()
    latest = painter.dialog(LatestChangesDialog)
    painter.read(main)
    painter.save(latest, "latest-changes")
    painter.drop(latest)
