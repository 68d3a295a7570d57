"""The clinic's logo, chosen beside its profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from refdesk.ui.form_page import FormPage
from refdesk.ui.logo_card import LogoCard
from refdesk.ui.main_window import MainWindow


@pytest.fixture
def card(main: MainWindow, qtbot) -> LogoCard:
    main.open_list("clinic")
    qtbot.waitUntil(lambda: isinstance(main.page, FormPage) and bool(main.findChildren(LogoCard)))
    return main.findChildren(LogoCard)[0]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGB", (400, 200), (20, 90, 140)).save(path)
    return path


def test_a_logo_is_chosen_seen_and_removed(main, card, picture, qtbot):
    assert card.picture.isHidden()
    card.take(picture)
    qtbot.waitUntil(lambda: not card.picture.isHidden())
    assert card.picture.pixmap().width() > card.picture.pixmap().height()
    assert main.desk.clinic.logo
    card.remove_button.click()
    qtbot.waitUntil(card.picture.isHidden)
    assert main.desk.clinic.logo == ""


def test_undo_brings_the_form_back_to_no_logo(main, card, picture, qtbot):
    card.take(picture)
    qtbot.waitUntil(lambda: bool(main.desk.clinic.logo))
    qtbot.waitUntil(lambda: "letterhead now" in main.activity.result.words.text())
    main.undo()
    qtbot.waitUntil(lambda: main.desk.clinic.logo == "")


def test_what_is_no_picture_is_told(shell, card, tmp_path: Path, qtbot):
    path = tmp_path / "logo.png"
    path.write_text("no picture", "utf-8")
    card.take(path)
    qtbot.waitUntil(lambda: shell.errors._dialog is not None)
    assert "no PNG or JPEG" in shell.errors._dialog.sentence.happened
    shell.errors._dialog.accept()
