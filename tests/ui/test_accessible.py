"""Screen readers, keys and contrast."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from refdesk.ui.theme import Scheme
from refdesk.ui.tokens import DARK, LIGHT, Tokens

CONTROLS = (QAbstractButton, QLineEdit, QAbstractItemView)
TEXTS = [
    *[(ink, ground) for ink in ("text", "text2", "text3") for ground in ("bg", "side", "surface")],
    *[(tone, "surface") for tone in ("accent", "danger", "warn", "ok", "info")],
    *[(tone, f"{tone}_ground") for tone in ("danger", "warn", "ok", "info")],
    ("onacc", "accent"),
    ("accent", "soft"),
    ("text", "soft"),
    ("text3", "surface2"),
]


def unnamed(window: QWidget) -> list[str]:
    found = []
    for widget in window.findChildren(QWidget):
        is_control = isinstance(widget, CONTROLS) or (
            widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget, QScrollBar)
        )
        if not is_control or not widget.isVisibleTo(window):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def test_every_control_of_the_unlock_window_has_a_name(shell):
    assert unnamed(shell.unlock) == []


def test_every_control_of_the_main_window_has_a_name(main, qtbot):
    for kind in main.sidebar.buttons:
        main.sidebar.choose(kind)
        qtbot.waitUntil(lambda: main.page.state.is_open)
        assert unnamed(main) == []


def test_a_screen_reader_hears_a_cell_with_its_column(main):
    cell = main.page.table.rows.index(0, 0)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Name: Aldermoor"


def test_tab_goes_from_the_find_box_over_the_heads_to_the_rows(main, qtbot, qapp):
    page = main.page
    page.find_box.setFocus()
    qtbot.keyClick(page.find_box, Qt.Key.Key_Tab)
    while isinstance(qapp.focusWidget(), QAbstractButton):  # what the bar offers
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
    assert page.table.header.hasFocus()
    qtbot.keyClick(page.table.header, Qt.Key.Key_Tab)
    assert page.table.hasFocus()


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS, ids="-".join)
def test_text_stands_out_from_its_ground(tokens: Tokens, ink: str, ground: str):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_controls_stand_out(tokens: Tokens):
    assert contrast(tokens.line2, tokens.surface) >= 3


def test_the_palette_can_be_chosen_and_everything_follows(shell, main):
    light = main.grab().toImage().pixelColor(300, 10)
    shell.theme.choose(Scheme.DARK)
    assert shell.theme.is_dark
    dark = main.grab().toImage().pixelColor(300, 10)
    assert light.lightness() > 200
    assert dark.lightness() < 60
    shell.theme.choose(Scheme.LIGHT)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
