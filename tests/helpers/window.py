"""A person at the window: presses keys, types, waits until something shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.record import Record
from refdesk.services.records import Records
from refdesk.ui.form_page import FormPage
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.referral_page import ReferralPage
from refdesk.ui.shell import Shell
from tests.helpers.desks import PASSPHRASE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MOST_TABS = 120
"""No window has so many places where the focus can stand."""


def focused() -> QWidget:
    """Return the widget that gets the next key."""
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None, "nothing has the focus, so a key would be lost"
    return widget


def press(*keys: str) -> None:
    """Press keys one after another, written as Qt writes them: ``Ctrl+Shift+Z``, ``Shift+Tab``."""
    for one in keys:
        sequence: Any = QKeySequence(one)  # PySide's stubs do not know that it has an index
        combination = sequence[0]
        key, held = combination.key(), combination.keyboardModifiers()
        if key == Qt.Key.Key_Tab and held & Qt.KeyboardModifier.ShiftModifier:
            key = Qt.Key.Key_Backtab  # what a keyboard makes of it
        QTest.keyClick(focused(), key, held)


def do(main: MainWindow, *names: str) -> None:
    """Press the keys of actions, whatever they are now."""
    for name in names:
        press(main.keys.keys(name))


def type_text(text: str) -> None:
    """Type any letters where the focus is; Qt's own typing knows ASCII only."""
    for letter in text:
        if letter.isascii() and letter.isprintable():
            QTest.keyClicks(focused(), letter)
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(focused(), event)


def paste(text: str) -> None:
    """Paste a text where the focus is."""
    QApplication.clipboard().setText(text)
    press("Ctrl+V")


MainWindow.begins_with = "lists"  # where most stories begin; those of Today open it


def unlock(shell: Shell, qtbot: QtBot, passphrase: str = PASSPHRASE) -> MainWindow:
    """Type the passphrase into the unlock window; return the window of the open desk."""
    window = shell.unlock
    qtbot.waitUntil(lambda: not window.is_busy)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.field.setFocus()
    type_text(passphrase)
    with qtbot.waitSignal(shell.opened):
        press("Return")
    main = shell.main
    assert main is not None
    activate(main, qtbot)
    return main


def activate(main: MainWindow, qtbot: QtBot) -> None:
    """Bring the window to the front, as a desktop does when a dialog goes; offscreen none does."""
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)


def lock(shell: Shell, qtbot: QtBot) -> None:
    """Lock the desk by its key, and wait until it is closed."""
    with qtbot.waitSignal(shell.locked):
        press("Ctrl+L")


def reading(main: MainWindow, qtbot: QtBot) -> ListPage:
    """Wait until the list in sight has been read; return it."""

    def is_read() -> bool:
        return isinstance(main.page, ListPage) and main.page.state.is_open

    qtbot.waitUntil(is_read)
    page = main.page
    assert isinstance(page, ListPage)
    return page


def open_list(main: MainWindow, qtbot: QtBot, kind: str) -> ListPage:
    """Show the list of a kind of record."""
    main.open_list(kind)
    return reading(main, qtbot)


def form(main: MainWindow, qtbot: QtBot) -> FormPage:
    """Wait until a form is in sight and has the focus; return it."""
    qtbot.waitUntil(lambda: isinstance(main.page, FormPage))
    page = main.page
    assert isinstance(page, FormPage)
    qtbot.waitUntil(lambda: page.isAncestorOf(focused()))
    return page


def open_form(main: MainWindow, qtbot: QtBot, kind: str, row_id: int) -> FormPage:
    """Show the form of a record, whether its kind has a page of its own or not."""
    main.open_form(kind, row_id)
    qtbot.waitUntil(lambda: isinstance(main.page, FormPage) and main.page.state.record.id == row_id)
    return form(main, qtbot)


def form_of_row(main: MainWindow, qtbot: QtBot) -> FormPage:
    """Open the selected row of a list by Enter, and its form from there; return that."""
    press("Return")
    qtbot.waitUntil(lambda: not isinstance(main.page, ListPage))
    if isinstance(main.page, ReferralPage):
        press("E")
    return form(main, qtbot)


def open_referral(main: MainWindow, qtbot: QtBot, row_id: int) -> ReferralPage:
    """Show the page of a referral, its place among the open loops read."""
    main.open_record("referral", row_id)

    def is_read() -> bool:
        page = main.page
        if not isinstance(page, ReferralPage) or page.shown is None:
            return False
        return page.shown.row_id == row_id and page.bar.beside is not None

    qtbot.waitUntil(is_read)
    page = main.page
    assert isinstance(page, ReferralPage)
    return page


def new_form(main: MainWindow, qtbot: QtBot, kind: str) -> FormPage:
    """Open the list of a kind and ask for a new record by its key."""
    open_list(main, qtbot, kind)
    press("Ctrl+N")
    return form(main, qtbot)


def go_to(page: FormPage, name: str) -> None:
    """Press Tab until a field has the focus."""
    for _tab in range(MOST_TABS):
        if page.view.focused() == name and page.view.boxes[name].isAncestorOf(focused()):
            return
        press("Tab")
    raise AssertionError(f"Tab never reaches {name}")


def leave(page: FormPage, name: str) -> None:
    """Press Tab until a field has lost the focus; some have several lines."""
    for _tab in range(MOST_TABS):
        if not page.view.boxes[name].isAncestorOf(focused()):
            return
        press("Tab")
    raise AssertionError(f"Tab never leaves {name}")


def saved(main: MainWindow, qtbot: QtBot) -> ListPage:
    """Save the form in sight by its key; return the list behind it, past the record's page."""
    page = main.page
    assert isinstance(page, FormPage)
    press("Ctrl+S")
    assert not page.state.problems, page.state.problems
    qtbot.waitUntil(lambda: main.page is not page)
    if isinstance(main.page, ReferralPage):
        press("Esc")
    return reading(main, qtbot)


def row_texts(page: ListPage, row_id: int) -> list[str]:
    """Return what a person reads in the row of a record."""
    model = page.table.rows
    row = page.state.row_of(row_id)
    if row is None or page.state.row(row) is None:
        return []
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def select_row(page: ListPage, row_id: int) -> None:
    """Go to the row of a record by the arrow keys."""
    press("Home")
    for _row in page.state.ids:
        if page.state.selected == row_id:
            return
        press("Down")
    assert page.state.selected == row_id


def dialog(kind: type[QDialog] = QDialog) -> Any:
    """Return the dialog in sight."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    shown = [one for one in found if one.isVisible()]
    return shown[-1] if shown else None


def stored(shell: Shell, kind: str, row_id: int) -> dict[str, Any]:
    """Return what the desk keeps of a record, without what the program writes; empty if gone."""
    desk = shell.desk
    assert desk is not None
    record: Record | None = desk.db.get(BY_NAME[kind], row_id)
    if record is None:
        return {}
    plain: dict[str, Any] = record.to_plain()
    return {
        name: value
        for name, value in plain.items()
        if name != "sources" and (name == "custom" or not record.fields[name].program)
    }


def ids(shell: Shell, kind: str) -> list[int]:
    """Return the ids of the records of a kind that are not archived."""
    desk = shell.desk
    assert desk is not None
    records = Records(desk)
    of = BY_NAME[kind]
    return list(records.ids(of, records.query(of)))


def drafts(shell: Shell) -> list[Any]:
    """Return what the user at the desk has begun."""
    desk = shell.desk
    assert desk is not None
    return desk.db.own.drafts(desk.user.id)


def until(qtbot: QtBot, check: Callable[[], object], timeout: int = 5_000) -> None:
    """Wait until something is so."""
    qtbot.waitUntil(lambda: bool(check()), timeout=timeout)
