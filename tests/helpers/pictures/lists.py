"""Pictures of every list, and of what a list looks like while it is used."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QMenu

from refdesk.domain.errors import KnownFailure
from refdesk.screens.catalogue import SCREENS
from refdesk.services.conditions import Condition, Match
from refdesk.ui.dialogs.bulk_edit import BulkEditDialog
from refdesk.ui.dialogs.columns import ColumnsDialog
from refdesk.ui.dialogs.export import ReleaseDialog, SureDialog
from refdesk.ui.dialogs.filter import FilterDialog
from refdesk.ui.dialogs.views import NameViewDialog
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from tests.helpers.pictures.painter import NARROW, Painter

CHIPS = (
    Condition("tier", Match.IS, ("a", "b")),
    Condition("status", Match.IS_NOT, ("do_not_contact",)),
    Condition("fax", Match.FILLED, ()),
)


def every_list(painter: Painter, main: MainWindow, suffix: str = "") -> None:
    """Save every list."""
    for screen in SCREENS:
        if screen.kind == "clinic":
            continue  # there is one, and so no list
        painter.open_list(main, screen.kind)
        painter.save(main, f"list-{screen.kind}{suffix}")


def list_states(painter: Painter, main: MainWindow) -> None:
    """Save what a list looks like while a person works with it."""
    page = painter.open_list(main, "practice")
    _found(painter, main, page)
    _filtered(painter, main, page)
    _selected(painter, main, page)
    _views(painter, main, page)
    page.table.header.setFocus()
    painter.save(main, "list-state-heads")
    _reading(painter, main, page)
    _narrow(painter, main)


def _found(painter: Painter, main: MainWindow, page: ListPage) -> None:
    for text, name in (("clinic", "found"), ("zzz", "nothing-found")):
        page.find_box.setFocus()
        page.find_box.setText(text)
        page.find_box.typed.emit(text)
        painter.read(main)
        painter.save(main, f"list-state-{name}")
    page.clear_filters()
    painter.read(main)


def _filtered(painter: Painter, main: MainWindow, page: ListPage) -> None:
    page.state.filter_by(CHIPS)
    painter.read(main)
    painter.save(main, "list-state-filters")
    page.filter_bar.chips[1].setFocus()
    painter.save(main, "list-state-filter-focus")
    page.clear_filters()
    painter.read(main)
    page.ask_filter()
    dialog = painter.dialog(FilterDialog)
    painter.save(dialog, "list-filter-dialog")
    for name in ("tier", "phone", "created_at"):
        if name in page.state.fields:
            dialog.fields.choose(name)
            painter.read(main)
            painter.save(dialog, f"list-filter-dialog-{name}")
    dialog.decide()
    painter.save(dialog, "list-filter-dialog-problem")
    painter.drop(dialog)
    page.dialogs.ask_columns()
    columns = painter.dialog(ColumnsDialog)
    painter.save(columns, "list-columns-dialog")
    painter.drop(columns)


def _selected(painter: Painter, main: MainWindow, page: ListPage) -> None:
    page.table.setFocus()
    flags = QItemSelectionModel.SelectionFlag
    rows = page.table.model()
    chosen = QItemSelection(rows.index(2, 0), rows.index(6, 0))
    model = page.table.selectionModel()
    model.setCurrentIndex(rows.index(2, 0), flags.ClearAndSelect | flags.Rows)
    model.select(chosen, flags.Select | flags.Rows)
    painter.save(main, "list-state-selected")
    page.tasks.edit()
    dialog = painter.dialog(BulkEditDialog)
    painter.save(dialog, "list-bulk-edit")
    dialog.fields.choose("tier")
    if dialog.editor is not None:
        dialog.editor.show_entry("b")
    painter.save(dialog, "list-bulk-edit-value")
    dialog.go_on()
    painter.until(lambda: dialog.preview is not None)
    painter.save(dialog, "list-bulk-edit-preview")
    painter.drop(dialog)
    page.tasks.archive()
    sure = painter.dialog(SureDialog)
    painter.save(sure, "list-archive-sure")
    painter.drop(sure)
    page.tasks.export()
    release = painter.dialog(ReleaseDialog)
    painter.save(release, "list-export-dialog")
    painter.drop(release)
    page.table.clearSelection()
    patients = painter.open_list(main, "patient")
    patients.tasks.print()
    release = painter.dialog(ReleaseDialog)
    painter.save(release, "list-print-dialog-personal")
    painter.drop(release)
    painter.open_list(main, "practice")


def _views(painter: Painter, main: MainWindow, page: ListPage) -> None:
    page.show_menu()
    if page.menu is not None:
        painter.save(page.menu, "list-menu")
        painter.drop(page.menu)
    page.views.ask_name()
    dialog = painter.dialog(NameViewDialog)
    dialog.name.setText("Tier A, all but Łódź")
    painter.save(dialog, "list-view-name")
    dialog.decide()
    painter.until(lambda: page.views.current is not None)
    page.views.ask()
    menu = painter.dialog(QMenu)
    painter.save(menu, "list-views-menu")
    painter.drop(menu)
    main.activateWindow()


def _reading(painter: Painter, main: MainWindow, page: ListPage) -> None:
    page.state.is_open = False
    page._still_reading()
    painter.save(main, "list-state-loading")
    page.state.is_open = True
    page.state._refused(KnownFailure("The disk of this desk does not answer."))
    painter.save(main, "list-state-error")
    page.state.open()
    painter.read(main)


def _narrow(painter: Painter, main: MainWindow) -> None:
    narrow = NARROW * (painter.scale / 100)
    for kind in ("practice", "referral", "release"):
        page = painter.open_list(main, kind)
        main.resize(narrow)
        if kind == "practice":
            page.state.filter_by(CHIPS)
            painter.read(main)
        painter.save(main, f"list-{kind}-narrow")
        page.clear_filters()
        painter.read(main)
    main.resize(painter.size)
