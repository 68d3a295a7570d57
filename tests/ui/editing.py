"""Editors in a window between two other fields, for tests by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.screens import entry as entries
from refdesk.ui.editors.catalogue import editor_for
from refdesk.ui.editors.field_style import field_style
from refdesk.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from refdesk.ui.editors.base import Editor

Key, Held = Qt.Key, Qt.KeyboardModifier
QUIET = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
"""Offscreen, Qt says so of every small window and of every popup."""


def field(name: str, **other: Any) -> Field:
    kind, _dot, own = name.partition(".")
    return replace(BY_NAME[kind].fields[own], **other)


class Form(QWidget):
    """An editor between two other fields, and what it has told."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self.after = QLineEdit(), QLineEdit()
        self.told: list[str] = []

    def hold(self, editor: Editor) -> None:
        column = QVBoxLayout(self)
        for widget in (self.before, editor, self.after):
            column.addWidget(widget)
        editor.edited.connect(lambda: self.told.append("edited"))
        editor.left.connect(lambda: self.told.append("left"))


def styled(app: QApplication) -> Theme:
    """Return a light theme whose style sheet has the fields too."""
    theme = Theme(app, Scheme.LIGHT)
    theme.add_style(field_style)
    return theme


class Put:
    """Shows the editor of a field in a window, with the focus in it."""

    def __init__(self, qtbot: QtBot, theme: Theme, form: Form) -> None:
        self._qtbot, self._theme, self._form = qtbot, theme, form
        qtbot.addWidget(form)
        form.resize(theme.px(520), theme.px(200))

    def __call__(self, own: Field, entry: Any = "", wanted: type = QWidget) -> Any:
        editor = editor_for(self._theme, own, None)
        assert isinstance(editor, wanted)
        editor.name("Label", "Help")
        editor.show_entry(entry)
        form = self._form
        form.hold(editor)
        form.show()
        form.activateWindow()
        self._qtbot.waitUntil(form.isActiveWindow)
        editor.control().setFocus(Qt.FocusReason.TabFocusReason)
        return editor


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def paste(qtbot: Any, text: str) -> None:
    QApplication.clipboard().setText(text)
    qtbot.keyClick(focused(), Key.Key_V, Held.ControlModifier)


def press_letter(widget: QWidget, letter: str) -> None:
    """Press a key that `keyClicks` cannot."""
    event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Held.NoModifier, letter)
    QApplication.sendEvent(widget, event)


def roll(widget: QWidget) -> bool:
    """Roll the wheel over a widget; tell whether the widget kept that for itself."""
    here = QPointF(widget.rect().center())
    event = QWheelEvent(
        here,
        QPointF(widget.mapToGlobal(here.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Held.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def heard(widget: QWidget, what: QAccessible.Text = QAccessible.Text.Name) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    return str(told.text(what))


def problems(own: Field, entry: Any) -> list[str]:
    """Return what saving would say of an entry."""
    try:
        entries.read(own, entry)
    except UserError as error:
        return [problem.message for problem in error.problems]
    return []
