"""How the window looks: tokens of the scheme, palette, style sheet, fonts and sizes."""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from refdesk.settings import resource
from refdesk.ui.tokens import DARK, LIGHT, Tokens, Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

FACES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")
FAMILY = "Inter"


class Scheme(enum.Enum):
    """Which palette a person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The look of one program; widgets ask it for colours, fonts and sizes.

    Args:
        app: gets palette, font and style sheet.
        scheme: the person's choice, or the system's.
        scale: size of text and controls, 1.0 to 2.0.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, scheme: Scheme = Scheme.SYSTEM, scale: float = 1.0
    ) -> None:
        super().__init__()
        self._app = app
        self._scheme, self.scale = scheme, scale
        for face in FACES:
            QFontDatabase.addApplicationFont(str(resource(f"fonts/{face}")))
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.tokens = LIGHT
        self._colors: dict[str, QColor] = {}
        self._apply()

    def choose(self, scheme: Scheme) -> None:
        """Show another palette."""
        self._scheme = scheme
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark palette is shown."""
        return self.tokens is DARK

    def px(self, pixels: float) -> int:
        """Return a length given at 100 % as it is now."""
        return round(pixels * self.scale)

    def color(self, token: str) -> QColor:
        """Return the colour of a token by its name."""
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = QColor(getattr(self.tokens, token))
        return found

    def font(self, use: Type, *, tabular: bool = False) -> QFont:
        """Return the font of a use; `tabular` gives figures of one width."""
        font = QFont(FAMILY)
        # macOS counts 72 dots to the inch, everyone else 96.
        factor = 4 / 3 if sys.platform == "darwin" else 1.0
        font.setPointSizeF(use.points * factor * self.scale)
        font.setWeight(QFont.Weight(use.weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _follow(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        dark = self._scheme is Scheme.DARK
        if self._scheme is Scheme.SYSTEM:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        self.tokens = DARK if dark else LIGHT
        self._colors.clear()
        self._app.setFont(self.font(Type.BODY))
        self._app.setPalette(palette(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens, self.px))
        self.changed.emit()


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of the tokens."""
    role = QPalette.ColorRole
    colors = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.surface2,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.Highlight: tokens.soft,
        role.HighlightedText: tokens.text,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.PlaceholderText: tokens.text3,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Light: tokens.surface,
        role.Midlight: tokens.surface2,
        role.Mid: tokens.line,
        role.Dark: tokens.line2,
        role.Shadow: tokens.line2,
    }
    made = QPalette()
    for which, value in colors.items():
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.text3))
    return made


def style_sheet(t: Tokens, size: Callable[[float], int]) -> str:
    """Return the style sheet: fields and scroll bars, each styled whole."""
    return f"""
QLineEdit {{
    background: {t.surface}; color: {t.text}; border: 1px solid {t.line2};
    border-radius: {size(6)}px; padding: 0 {size(10)}px; min-height: {size(30)}px;
    selection-background-color: {t.accent}; selection-color: {t.onacc};
}}
QLineEdit:focus {{
    border: {size(2)}px solid {t.accent}; padding: 0 {size(9)}px; min-height: {size(28)}px;
}}
QLineEdit[wrong="true"] {{
    border: {size(2)}px solid {t.danger}; padding: 0 {size(9)}px; min-height: {size(28)}px;
}}
QLineEdit[tall="true"] {{ min-height: {size(34)}px; lineedit-password-character: 8226; }}
QLineEdit[tall="true"]:focus, QLineEdit[tall="true"][wrong="true"] {{ min-height: {size(32)}px; }}
QLineEdit:disabled {{ background: {t.surface2}; color: {t.text3}; border-color: {t.key}; }}
QScrollBar:vertical {{ background: transparent; width: {size(12)}px; margin: 0; border: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {size(12)}px; margin: 0; border: 0; }}
QScrollBar::handle {{ background: {t.line2}; border-radius: {size(3)}px; margin: {size(3)}px; }}
QScrollBar::handle:hover {{ background: {t.text3}; }}
QScrollBar::handle:vertical {{ min-height: {size(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {size(32)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: 0; background: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QScrollBar::up-arrow, QScrollBar::down-arrow, QScrollBar::left-arrow, QScrollBar::right-arrow {{
    width: 0; height: 0; background: none;
}}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QToolTip {{
    background: {t.surface}; color: {t.text}; border: 1px solid {t.line2};
    padding: {size(4)}px {size(8)}px;
}}
"""
