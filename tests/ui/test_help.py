"""The help in the window: opened, read, found in and left by keys alone."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible, QFontInfo, QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog

from refdesk.ui.dialogs.filter import FilterDialog
from refdesk.ui.dialogs.help import HelpDialog
from refdesk.ui.dialogs.keys import KeysDialog
from refdesk.ui.form_page import FormPage
from refdesk.ui.keycaps import key_text
from refdesk.ui.main_window import MainWindow
from refdesk.ui.theme import Scheme
from tests.helpers.window import (
    activate,
    dialog,
    do,
    focused,
    new_form,
    open_form,
    open_list,
    press,
    type_text,
    until,
)
from tests.ui.test_accessible import contrast, unnamed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")


def ask(qtbot, key: str = "F1") -> HelpDialog:
    """Ask for help by its key; return it, in front."""
    press(key)
    shown: HelpDialog = front(qtbot, HelpDialog)
    return shown


def front(qtbot, kind: type[QDialog]) -> Any:
    """Wait for a dialog; return it, in front as a desktop has it."""
    qtbot.waitUntil(lambda: dialog(kind) is not None)
    shown = dialog(kind)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def title(shown: HelpDialog) -> str:
    """Return the heading of the page that a person reads."""
    return shown.view.toPlainText().partition("\n")[0]


def rows(shown: HelpDialog) -> list[str]:
    """Return the rows of the contents, headings too."""
    return [shown.contents.item(row).text() for row in range(shown.contents.count())]


def found(qtbot, shown: HelpDialog, text: str) -> list[str]:
    """Type what is looked for, wherever the focus is; return the pages that are found."""
    type_text(text)
    qtbot.waitUntil(lambda: not shown.find_box.is_waiting)
    assert shown.find_box.text() == text
    return rows(shown) if shown.contents.isVisible() else []


def close(qtbot, main: MainWindow, shown: HelpDialog) -> None:
    with qtbot.waitSignal(shown.destroyed):
        press("Esc")
    activate(main, qtbot)


def test_the_key_opens_the_page_of_what_is_in_sight(qtbot, main):
    for go, expected in (
        (main.open_today, "Today"),
        (main.open_settings, "Settings"),
        (main.open_import, "Bringing a file in"),
        (main.open_day, "A day of visits"),
        (lambda: open_list(main, qtbot, "practice"), "Lists"),
        (lambda: open_list(main, qtbot, "referral"), "Lists"),
        (lambda: new_form(main, qtbot, "referral"), "A new referral"),
        (lambda: open_list(main, qtbot, "saved_view"), "Lists"),
    ):
        go()
        shown = ask(qtbot)
        assert title(shown) == expected
        assert shown.view.hasFocus()
        close(qtbot, main, shown)


@pytest.mark.parametrize(
    ("kind", "of", "expected"),
    [
        ("referral", "referrals", "The page of a referral"),
        ("practice", "practices", "Practices and people"),
        ("patient", "patients", "Patients"),
    ],
)
def test_the_help_of_a_list_leads_to_that_of_its_records(qtbot, main, kind, of, expected):
    open_list(main, qtbot, kind)
    shown = ask(qtbot)
    assert f"This is the list of {of}." in shown.view.toPlainText()
    press("Tab")
    press("Return")
    until(qtbot, lambda: title(shown) == expected)
    close(qtbot, main, shown)


def test_esc_gives_the_form_back_as_it_was_with_the_focus_where_it_stood(qtbot, main):
    page = open_form(main, qtbot, "practice", 1)
    page.view.focus_field("phone")
    type_text("740")
    field = focused()
    close(qtbot, main, ask(qtbot))
    assert main.page is page
    assert isinstance(page, FormPage)
    until(qtbot, lambda: QApplication.focusWidget() is field)
    type_text("555")
    assert page.view.boxes["phone"].editor.entry() == "740555"


def test_the_sidebar_leads_to_the_help(qtbot, main):
    main.sidebar.extras["help"].click()
    shown = front(qtbot, HelpDialog)
    assert title(shown) == "Lists"
    close(qtbot, main, shown)


def test_the_bar_at_the_bottom_says_how_to_get_help(main):
    main.open_today()
    assert main.status.hints.accessibleName().endswith("F1 help")


def test_the_contents_stand_under_their_headings_and_are_gone_through_by_the_arrows(qtbot, main):
    main.open_today()
    shown = ask(qtbot)
    assert rows(shown)[:3] == ["To begin with", "What RefDesk is", "Today"]
    shown.contents.setFocus()
    press("Down")
    assert title(shown) == "Keys"
    press("Down")  # over a heading
    assert title(shown) == "A new referral"
    press("Return")
    assert shown.view.hasFocus()
    press("Alt+Left")  # the contents were one step
    assert title(shown) == "Today"
    close(qtbot, main, shown)


def test_a_link_is_followed_by_keys_and_back_leads_home(qtbot, main):
    main.open_settings()
    shown = ask(qtbot)
    assert not shown.back_button.isEnabled()
    press("Tab", "Return")
    assert title(shown) == "The loop and its times"
    assert shown.contents.currentItem().text() == "The loop and its times"
    press("Alt+Left")
    assert title(shown) == "Settings"
    press("Alt+Left")
    assert title(shown) == "Settings"
    press("F1")
    assert title(shown) == "What RefDesk is"
    close(qtbot, main, shown)


@pytest.mark.parametrize("at", ["view", "contents", "find_box", "keys_button"])
def test_what_is_typed_anywhere_is_looked_for_and_marked_where_it_stands(qtbot, main, at):
    shown = ask(qtbot)
    getattr(shown, at).setFocus()
    assert found(qtbot, shown, "jammed") == ["Printing, and what leaves the desk"]
    assert title(shown) == "Printing, and what leaves the desk"
    (marked,) = shown.view.extraSelections()
    assert marked.cursor.selectedText() == "jammed"
    assert shown.view.viewport().rect().contains(shown.view.cursorRect(marked.cursor))
    press("Esc")
    assert shown.isVisible()
    assert rows(shown)[0] == "To begin with"
    assert shown.view.extraSelections() == []
    close(qtbot, main, shown)


def test_a_screen_reader_hears_the_heading_under_which_a_page_was_found(qtbot, main):
    shown = ask(qtbot)
    found(qtbot, shown, "jammed")
    told = QAccessible.queryAccessibleInterface(shown.contents).child(0)
    said = "Printing, and what leaves the desk, The printer jammed."
    assert told.text(QAccessible.Text.Name) == said
    press("Down")
    assert shown.contents.hasFocus()
    close(qtbot, main, shown)


def test_a_search_without_a_result_says_so(qtbot, main):
    shown = ask(qtbot)
    before = title(shown)
    assert found(qtbot, shown, "walkthedog") == []
    assert shown.nothing.isVisible()
    assert title(shown) == before
    press("Esc")
    assert not shown.nothing.isVisible()
    assert shown.contents.isVisible()
    close(qtbot, main, shown)


def test_a_key_of_ones_own_stands_in_the_page_and_another_one_at_once(qtbot, main):
    main.preferences.remember("keys", {"save": "Ctrl+J"})
    main.keys.read()
    shown = ask(qtbot)
    shown.follow("forms")
    assert key_text("Ctrl+J") in shown.view.toPlainText()
    press("Shift+F1")
    front(qtbot, KeysDialog)
    main.preferences.remember("keys", {"save": "Ctrl+J", "back": "Alt+Home"})
    main.keys.read()
    assert key_text("Ctrl+J") in shown.view.toPlainText()
    press("Esc")
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.follow("keys")
    press("Alt+Home")
    assert title(shown) == "Forms, drafts, undo and history"
    close(qtbot, main, shown)


def test_every_key_is_one_key_away_and_a_letter_on_the_rows(qtbot, main):
    for key in ("Shift+F1", "?"):
        open_list(main, qtbot, "practice")
        press(key)
        with qtbot.waitSignal(front(qtbot, KeysDialog).destroyed):
            press("Esc")
        activate(main, qtbot)


def test_help_is_there_over_a_dialog_and_the_dialog_after_it(qtbot, main):
    open_list(main, qtbot, "practice")
    do(main, "filter")
    asking = front(qtbot, FilterDialog)
    shown = ask(qtbot)
    assert title(shown) == "Lists"
    with qtbot.waitSignal(shown.destroyed):
        press("Esc")
    assert front(qtbot, FilterDialog) is asking
    press("Esc")


@pytest.mark.usefixtures("main")
def test_the_desk_is_locked_from_within_the_help(qtbot, shell):
    ask(qtbot)
    with qtbot.waitSignal(shell.locked):
        press("Ctrl+L")


@pytest.mark.usefixtures("main")
def test_everything_in_it_has_a_name(qtbot):
    shown = ask(qtbot)
    assert unnamed(shown) == []
    assert shown.accessibleName() == "Help"
    told = QAccessible.queryAccessibleInterface(shown.view)
    assert told.text(QAccessible.Text.Name) == "Lists"
    assert "all lists work the same" in told.text(QAccessible.Text.Value)
    shown.reject()


@pytest.mark.usefixtures("main")
def test_nothing_is_loaded_by_a_page(qtbot, tmp_path):
    picture = tmp_path / "picture.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(picture))
    shown = ask(qtbot)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert shown.view.document().resource(kind, QUrl.fromLocalFile(str(picture))) == b""
    assert not shown.view.openLinks()
    shown.reject()


@pytest.mark.usefixtures("main")
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_it_is_readable_in_every_look_and_its_caps_stand_around_their_keys(
    qtbot, shell, scheme, scale
):
    shell.theme.choose(scheme)
    shell.theme.scale_to(scale)
    shown = ask(qtbot)
    shown.follow("today")
    view, theme = shown.view, shown._theme
    block = view.document().begin().next()
    form = block.begin().fragment().charFormat()
    assert QFontInfo(form.font()).pixelSize() == round(14 * scale)
    ground = view.viewport().grab().toImage().pixelColor(2, 2)  # in the margin, beside all words
    assert contrast(form.foreground().color().name(), ground.name()) > 7
    caps = list(view.caps())
    assert len(caps) > 10
    for cap in caps:
        assert 0 < cap.left() < cap.right() <= view.viewport().width()
        assert abs(cap.height() - theme.px(18)) <= 2
    assert shown.width() <= shown.screen().availableGeometry().width() or scale > 1
    shown.reject()
    shell.theme.scale_to(1.0)
    shell.theme.choose(Scheme.LIGHT)


def test_a_start_reads_no_help():
    code = (
        "import sys, refdesk.ui.main_window, refdesk.ui.shell;"
        "print([name for name in sys.modules if 'help' in name and name.startswith('refdesk')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
