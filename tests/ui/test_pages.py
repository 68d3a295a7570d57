"""The pages of the register: each opens by its name, is named, and is found again."""

from __future__ import annotations

import pytest

from refdesk.domain.letter import Letter
from refdesk.ui.list_page import ListPage
from refdesk.ui.own_pages import OWN_PAGES, OwnPage
from tests.helpers.window import activate, do, form, open_list, press, reading, until
from tests.ui.editing import QUIET

pytestmark = QUIET
OPENED = [own for own in OWN_PAGES.values() if own.name != "notes"]  # those need recipients


def name(own: OwnPage) -> str:
    return own.name


@pytest.mark.parametrize("own", OPENED, ids=name)
def test_a_page_is_called_by_its_title_and_lit_in_the_sidebar(own, main):
    main.stack.open_own(own.name)
    assert main.windowTitle() == f"{own.title} – RefDesk"
    buttons = main.sidebar.extras if own.icon else main.sidebar.buttons
    assert buttons[own.name if own.icon else own.kind].isChecked()


@pytest.mark.parametrize("own", OPENED, ids=name)
def test_back_leads_to_a_page_as_it_was_left(own, main, qtbot):
    main.stack.open_own(own.name)
    page = main.page
    open_list(main, qtbot, Letter.kind)
    assert main.page is not page
    main.back()
    assert type(main.page) is type(page)
    assert (main.page is page) == own.stays


@pytest.mark.parametrize("own", [own for own in OPENED if own.icon], ids=name)
def test_a_page_opens_by_its_key_and_by_its_button(own, main, qtbot):
    activate(main, qtbot)
    do(main, own.name)
    page = type(main.page)
    open_list(main, qtbot, Letter.kind)
    main.sidebar.extras[own.name].click()
    assert type(main.page) is page
    assert not isinstance(main.page, ListPage)


def test_a_form_asked_for_over_the_settings_leads_back_to_them(main, qtbot):
    activate(main, qtbot)
    do(main, "settings")
    settings = type(main.page)
    do(main, "new_referral")
    form(main, qtbot)
    press("Esc")
    until(qtbot, lambda: type(main.page) is settings)
    main.back()
    assert reading(main, qtbot).shows.kind == "practice"
