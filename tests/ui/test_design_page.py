"""An owner designs a form in the window: by keys and by dragging, with the real form beside it."""

from __future__ import annotations

import pytest

from refdesk.domain.referral import Referral
from refdesk.domain.user import Role
from refdesk.services.changes import Changes
from refdesk.ui.design_page import DesignPage
from refdesk.ui.dialogs.design_field import DesignFieldDialog
from refdesk.ui.form_page import FormPage
from refdesk.ui.main_window import MainWindow
from tests.every_screen.test_accessible import faults
from tests.helpers.window import (
    activate,
    dialog,
    drafts,
    focused,
    lock,
    new_form,
    press,
    type_text,
    unlock,
    until,
)
from tests.ui.editing import QUIET

pytestmark = QUIET


@pytest.fixture
def page(main: MainWindow, qtbot) -> DesignPage:
    activate(main, qtbot)
    return opened(main, qtbot)


def opened(main: MainWindow, qtbot) -> DesignPage:
    press("Ctrl+Shift+U")
    page = main.page
    assert isinstance(page, DesignPage)
    until(qtbot, lambda: page.list.count() and page.list.hasFocus() and page.preview.view)
    return page


def go_to(page: DesignPage, name: str) -> None:
    """Press the arrows until a field is chosen."""
    press("Home")
    for _row in range(page.list.count()):
        if page.list.chosen() == name:
            return
        press("Down")
    raise AssertionError(f"{name} is never chosen")


def read_out(page: DesignPage, name: str) -> str:
    items = [page.list.item(row) for row in range(page.list.count())]
    return next(item.text() for item in items if item.data(0x100) == name)


def rows(page: DesignPage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def in_preview(page: DesignPage) -> list[str]:
    """Return the labels that a person sees in the preview, those that are needed with a star."""
    assert page.preview.view is not None
    return [
        box.label.text().replace("&", "") + ("*" if not box.star.isHidden() else "")
        for box in page.preview.view.boxes.values()
        if not box.isHidden()
    ]


def shown(page: DesignPage, qtbot) -> list[str]:
    until(qtbot, lambda: not page.preview.is_waiting)
    return in_preview(page)


def save(page: DesignPage, qtbot) -> None:
    press("Ctrl+S")
    until(qtbot, lambda: not page.is_begun)


def test_the_page_shows_the_form_and_what_is_asked_of_each_field(main, page, qtbot):
    assert main.windowTitle() == "Form designer – RefDesk"
    assert rows(page)[:2] == ["Where it came from", "Source, always required"]
    assert "Patient*" in shown(page, qtbot)
    assert "Insurer" in in_preview(page)
    assert not page.save_button.isEnabled()
    assert faults(main) == []


def test_the_headings_are_passed_over_by_the_arrows(page):
    go_to(page, "received")
    press("Down")
    assert page.list.chosen() == "patient"
    press("End")
    assert page.list.chosen() == "notes"
    press("Home")
    assert page.list.chosen() == "source"


def test_a_field_is_required_by_space_and_the_next_referral_needs_it(shell, main, page, qtbot):
    go_to(page, "insurer")
    press("Space")
    assert read_out(page, "insurer") == "Insurer, required"
    assert "Insurer*" in shown(page, qtbot)
    assert not shell.desk.fields(Referral)["insurer"].required, "nothing holds before it is saved"
    save(page, qtbot)
    assert "asks so from now on" in main.activity.result.words.text()
    form = new_form(main, qtbot, "referral")
    assert not form.view.boxes["insurer"].star.isHidden()
    press("Ctrl+S")
    assert form.state.problems["insurer"] == "Insurer is needed."


def test_undo_brings_the_earlier_form_back_at_once(shell, page, qtbot):
    go_to(page, "insurer")
    press("Space")
    save(page, qtbot)
    press("Ctrl+Z")
    until(qtbot, lambda: read_out(page, "insurer") == "Insurer")
    assert not shell.desk.fields(Referral)["insurer"].required
    assert Changes(shell.desk).newest(1)[0].label == "Undo: Change the form of referrals"


def test_steps_are_taken_back_by_the_key_of_undo_before_they_are_saved(page, qtbot):
    go_to(page, "insurer")
    press("Space", "Alt+Down")
    press("Ctrl+Z", "Ctrl+Z")
    assert not page.is_begun
    press("Ctrl+Shift+Z")
    assert read_out(page, "insurer") == "Insurer, required"
    until(qtbot, page.save_button.isEnabled)


def test_a_field_moves_by_keys_past_its_heading(main, page, qtbot):
    go_to(page, "insurer")
    press("Alt+Up")
    assert page.list.chosen() == "insurer"
    assert rows(page).index("Insurer") < rows(page).index("Insurance and records")
    labels = shown(page, qtbot)
    assert labels.index("Insurer") < labels.index("Authorization number")
    save(page, qtbot)
    form = new_form(main, qtbot, "referral")
    groups = {group.label: group.names for group in form.state.groups}
    assert groups["Referral"][-1] == "insurer"


def test_a_field_moves_by_dragging(page, qtbot):
    model, texts = page.list.model(), rows(page)
    root = model.index(0, 0).parent()
    assert model.moveRow(root, texts.index("Insurer"), root, 1)
    until(qtbot, lambda: page.is_begun)
    labels = shown(page, qtbot)
    assert labels[:2] == ["Insurer", "Source*"]


def test_a_referral_can_be_taken_in_whatever_heading_its_patient_stands_under(main, page, qtbot):
    go_to(page, "patient")
    press("Alt+Up", "Alt+Up")
    save(page, qtbot)
    form = new_form(main, qtbot, "referral")
    assert [group.label for group in form.state.groups][:2] == ["Where it came from", "Referral"]
    form.view.focus_field("patient")
    type_text("Vance, Marisol")
    until(qtbot, lambda: not form.view.boxes["patient.phone"].isHidden())


def test_del_leaves_a_field_out_and_brings_it_back(page, qtbot):
    go_to(page, "icd10")
    press("Del")
    assert read_out(page, "icd10") == "ICD-10, left out"
    assert "ICD-10" not in shown(page, qtbot)
    assert page.fields.out_button.text() == "Bring back"
    press("Del")
    assert "ICD-10" in shown(page, qtbot)


def test_what_is_locked_says_why_and_stays(main, page):
    go_to(page, "patient")
    assert "RefDesk itself needs this field" in page.fields.told.text()
    press("Del")
    assert "needed by RefDesk itself" in main.activity.result.words.text()
    assert read_out(page, "patient") == "Patient, always required"


def test_enter_asks_when_a_field_is_asked_for_and_the_preview_follows_what_is_typed(page, qtbot):
    go_to(page, "insurer")
    press("Enter")
    until(qtbot, lambda: isinstance(dialog(), DesignFieldDialog))
    box = dialog(DesignFieldDialog)
    assert faults(box) == []
    until(qtbot, lambda: box.isAncestorOf(focused()))
    type_text("Source")
    press("Tab")
    type_text("School")
    press("Enter")
    until(qtbot, lambda: dialog() is None)
    activate(page.window(), qtbot)
    assert read_out(page, "insurer") == "Insurer, when Source is School"
    assert "Insurer" not in shown(page, qtbot)
    view = page.preview.view
    assert view is not None
    view.focus_field("source")
    type_text("School")
    assert "Insurer" in in_preview(page)
    page.list.setFocus()
    press("Space")
    assert "Insurer*" in shown(page, qtbot), "what was typed into the preview stays"
    assert page.fields.told.text() == "Required, when Source is School."


def test_a_condition_that_cannot_be_is_told_in_the_dialog(page, qtbot):
    state = page.state
    assert state is not None
    state.follow("channel", "needs", "")
    page._show("needs")
    page.list.setFocus()
    press("Enter")
    until(qtbot, lambda: isinstance(dialog(), DesignFieldDialog))
    box = dialog(DesignFieldDialog)
    until(qtbot, lambda: box.isAncestorOf(focused()))
    type_text("Channel")
    press("Enter")
    assert "follows itself in a circle" in box.problem.words.text()
    assert box.isVisible()
    press("Esc")
    until(qtbot, lambda: dialog() is None)
    assert read_out(page, "needs") == "Needed from the office"


def test_a_field_of_their_own_is_added_by_keys_and_stands_in_the_next_form(main, page, qtbot):
    press("Ctrl+N")
    until(qtbot, lambda: isinstance(dialog(), DesignFieldDialog))
    box = dialog(DesignFieldDialog)
    until(qtbot, lambda: box.isAncestorOf(focused()))
    box.button.click()
    assert "Label is needed." in box.view.boxes["label"].problem.text()
    type_text("Ward")
    box.button.click()
    until(qtbot, lambda: dialog() is None)
    activate(main, qtbot)
    assert rows(page)[-2:] == ["Your own fields", "Ward"]
    assert page.fields.when_button.text() == "Change …"
    press("Space")
    save(page, qtbot)
    assert read_out(page, "cf1") == "Ward, required"
    assert page.list.chosen() == "cf1", "the field that was saved is still the chosen one"
    form = new_form(main, qtbot, "referral")
    assert "cf1" in form.view.boxes
    assert not form.view.boxes["cf1"].star.isHidden()


def test_the_preview_shows_the_field_that_is_chosen_and_changed(main, page, qtbot):
    main.resize(1360, 600)
    for name in ("notes", "source"):
        go_to(page, name)
        if name == "notes":
            press("Space")
        shown(page, qtbot)
        until(qtbot, lambda: in_sight(page, name))  # noqa: B023  at once
        assert not in_sight(page, "source" if name == "notes" else "notes")


def in_sight(page: DesignPage, name: str) -> bool:
    """Tell whether a field of the preview can be seen whole."""
    assert page.preview.view is not None
    box = page.preview.view.boxes[name]
    return box.visibleRegion().boundingRect() == box.rect()


def test_any_form_can_be_designed_and_each_keeps_what_was_begun(page, qtbot):
    go_to(page, "insurer")
    press("Space")
    page.fields.form_of.setFocus()
    type_text("Patients")
    until(qtbot, lambda: "Date of birth" in rows(page))
    page.list.setFocus()
    go_to(page, "phone")
    press("Space")
    save_one(page, qtbot)
    page.choose_form("referral")
    until(qtbot, lambda: "Insurer, required" in rows(page))
    assert page.is_begun


def save_one(page: DesignPage, qtbot) -> None:
    press("Ctrl+S")
    until(qtbot, lambda: page.state is not None and not page.state.is_begun)


def test_begun_anew_it_is_as_refdesk_begins(page, qtbot):
    go_to(page, "insurer")
    press("Space")
    save(page, qtbot)
    page.anew_button.click()
    assert read_out(page, "insurer") == "Insurer"
    save(page, qtbot)
    assert page.state is not None
    assert page.state.saved.rules == ()


def test_what_was_begun_is_given_back_after_a_lock(shell, main, page, qtbot):
    go_to(page, "insurer")
    press("Space", "Alt+Down")
    until(qtbot, lambda: drafts(shell))
    lock(shell, qtbot)
    again = unlock(shell, qtbot)
    until(qtbot, lambda: isinstance(again.page, DesignPage))
    back = again.page
    assert isinstance(back, DesignPage)
    until(qtbot, lambda: "Insurer, required" in rows(back))
    until(qtbot, back.list.hasFocus)
    save(back, qtbot)
    until(qtbot, lambda: drafts(shell) == [])
    assert shell.desk.fields(Referral)["insurer"].required
    del main


def test_it_is_left_by_esc_and_found_as_it_was(main, page, qtbot):
    go_to(page, "insurer")
    press("Space")
    press("Esc")
    assert not isinstance(main.page, DesignPage)
    assert opened(main, qtbot) is page
    assert read_out(page, "insurer") == "Insurer, required"
    press("Ctrl+Z")


def test_another_change_of_the_form_is_shown_unless_something_was_begun(shell, main, page, qtbot):
    go_to(page, "insurer")
    press("Space")
    save(page, qtbot)
    main.open_list("referral")
    main.undo()
    until(qtbot, lambda: not shell.desk.fields(Referral)["insurer"].required)
    again = opened(main, qtbot)
    until(qtbot, lambda: read_out(again, "insurer") == "Insurer")


def test_nobody_but_an_owner_designs(main, shell, qtbot):
    activate(main, qtbot)
    shell.desk.user.role = Role.FRONT_DESK
    press("Ctrl+Shift+U")
    page = main.page
    assert isinstance(page, DesignPage)
    assert page.nobody.headline.text() == "Only an owner of the desk designs forms."
    assert page.area.isHidden()
    press("Ctrl+N", "Ctrl+S")
    assert dialog() is None
    press("Esc")
    assert not isinstance(main.page, DesignPage | FormPage)


def test_a_narrow_page_shows_the_form_under_its_fields(main, page, qtbot):
    main.resize(700, 700)
    until(qtbot, lambda: page.preview.y() > page.fields.y())
    main.resize(1360, 850)
    until(qtbot, lambda: page.preview.x() > page.fields.x())
