"""The look that every field shares: its frame at rest, in focus, with a problem, and locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPainterPath, QPen

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.theme import Theme
    from refdesk.ui.tokens import Tokens

HIGH = 32
"""How high a field of one line is, in pixels at 100 %."""


def field_style(t: Tokens, size: Callable[[float], int]) -> str:
    """Return the style sheet of the fields that Qt paints, each styled whole."""
    return f"""
QLineEdit, QPlainTextEdit {{ placeholder-text-color: {t.text3}; }}
QLineEdit[locked="true"] {{ background: {t.surface2}; color: {t.text3}; }}
QLineEdit[locked="true"]:!focus {{ border-color: {t.key}; }}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {{
    background: transparent; border: 0; padding: 0; min-height: {size(22)}px;
}}
QPlainTextEdit {{
    background: {t.surface}; color: {t.text}; border: 1px solid {t.line2};
    border-radius: {size(6)}px; padding: {size(3)}px {size(8)}px;
    selection-background-color: {t.accent}; selection-color: {t.onacc};
}}
QPlainTextEdit:focus {{
    border: {size(2)}px solid {t.accent}; padding: {size(2)}px {size(7)}px;
}}
QPlainTextEdit[wrong="true"] {{
    border: {size(2)}px solid {t.danger}; padding: {size(2)}px {size(7)}px;
}}
QPlainTextEdit[locked="true"] {{ background: {t.surface2}; color: {t.text3}; }}
QPlainTextEdit[locked="true"]:!focus {{ border-color: {t.key}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{
    background: {t.surface}; color: {t.text}; border: 1px solid {t.line2};
    padding: {size(4)}px; outline: 0;
    selection-background-color: {t.soft}; selection-color: {t.text};
}}
"""


def set_flag(widget: QWidget, name: str, *, on: bool) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if bool(widget.property(name)) == on:
        return
    widget.setProperty(name, on)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def edge(theme: Theme, *, focus: bool, wrong: bool, locked: bool) -> tuple[str, int]:
    """Return the token and the width of a field's border."""
    if wrong:
        return "danger", theme.px(2)
    if focus:
        return "accent", theme.px(2)
    return ("key" if locked else "line2"), 1


def inside(theme: Theme, whole: QRectF, wide: float) -> QPainterPath:
    """Return what lies within a border of that width."""
    path = QPainterPath()
    radius = max(theme.px(6) - wide, 1)
    path.addRoundedRect(whole.adjusted(wide, wide, -wide, -wide), radius, radius)
    return path


def paint_frame(
    painter: QPainter, theme: Theme, whole: QRectF, *, focus: bool, wrong: bool, locked: bool
) -> None:
    """Paint the ground and the border of a field."""
    token, wide = edge(theme, focus=focus, wrong=wrong, locked=locked)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(token), wide))
    painter.setBrush(theme.color("surface2" if locked else "surface"))
    half = wide / 2
    radius = theme.px(6) - half
    painter.drawRoundedRect(whole.adjusted(half, half, -half, -half), radius, radius)
