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
LARGEST = 2.0
STYLE, STYLED = "Fusion", "style"
"""How widgets are drawn, and under which name the program says that it is set already."""
Style = Callable[[Tokens, Callable[[float], int]], str]
"""Returns a part of the style sheet for these colours and this scale."""
Contrast = Callable[[], QPalette | None]
"""Returns the system's palette while the system asks for high contrast, else None."""


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
        contrast: whether high contrast is asked for; the system is asked if it is not given.
    """

    changed = Signal()
    """Other colours, or fonts of another size."""
    resized = Signal()
    """Another scale: what was built with lengths of the old one must be built anew."""

    def __init__(
        self,
        app: QApplication,
        scheme: Scheme = Scheme.SYSTEM,
        scale: float = 1.0,
        contrast: Contrast | None = None,
    ) -> None:
        super().__init__()
        self._app = app
        self._scheme, self.scale = scheme, min(max(scale, 1.0), LARGEST)
        self._contrast = contrast or self._asked_of_system
        for face in FACES:  # the first costs 3.5 ms, the others 0.1: nothing to gain by waiting
            QFontDatabase.addApplicationFont(str(resource(f"fonts/{face}")))
        if app.property(STYLED) != STYLE:
            app.setStyle(STYLE)
        hints = app.styleHints()  # while it is held, what it hands out lives
        hints.colorSchemeChanged.connect(self.follow)
        hints.accessibility().contrastPreferenceChanged.connect(self.follow)
        self.tokens = LIGHT
        self.is_plain = False
        """Whether the system's own colours are shown, for high contrast."""
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[Type, bool], QFont] = {}
        self._parts: list[Style] = [style_sheet]
        self._apply()

    def choose(self, scheme: Scheme) -> None:
        """Show another palette."""
        self._scheme = scheme
        self._apply()

    def add_style(self, part: Style) -> None:
        """Style further widgets too; for windows that come after the first, which does without."""
        if part not in self._parts:
            self._parts.append(part)
            self._app.setStyleSheet(self._style())

    def scale_to(self, scale: float) -> None:
        """Show everything in another size, 1.0 to 2.0."""
        scale = min(max(scale, 1.0), LARGEST)
        if scale != self.scale:
            self.scale = scale
            self._apply()
            self.resized.emit()

    @property
    def is_dark(self) -> bool:
        """Whether light words stand on a dark ground."""
        return self.color("bg").lightness() < self.color("text").lightness()

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
        if (use, tabular) not in self._fonts:  # a page asks for some hundreds while it is painted
            self._fonts[use, tabular] = self._make_font(use, tabular=tabular)
        return QFont(self._fonts[use, tabular])

    def _make_font(self, use: Type, *, tabular: bool) -> QFont:
        font = QFont(FAMILY)
        # macOS counts 72 dots to the inch, everyone else 96.
        factor = 4 / 3 if sys.platform == "darwin" else 1.0
        font.setPointSizeF(use.points * factor * self.scale)
        font.setWeight(QFont.Weight(use.weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def follow(self, *_told: object) -> None:
        """Look again at what the system asks for."""
        if self._scheme is Scheme.SYSTEM or self.is_plain or self._contrast() is not None:
            self._apply()

    def _asked_of_system(self) -> QPalette | None:
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() is not Qt.ContrastPreference.HighContrast:
            return None
        self._app.setPalette(QPalette())  # nothing of ours: what is left is the system's
        return self._app.palette()

    def _apply(self) -> None:
        system = self._contrast()
        self.is_plain = system is not None
        if system is not None:
            from refdesk.ui.contrast import tokens_of  # noqa: PLC0415  seldom needed

            self.tokens = tokens_of(system)
        else:
            dark = self._scheme is Scheme.DARK
            if self._scheme is Scheme.SYSTEM:
                dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
            self.tokens = DARK if dark else LIGHT
        self._colors.clear()
        self._fonts.clear()
        for widget in self._app.allWidgets():
            widget.ensurePolished()  # else one that was never shown keeps its old colours for good
        self._app.setFont(self.font(Type.BODY))
        self._app.setPalette(palette(self.tokens) if system is None else system)
        self._app.setStyleSheet(self._style())
        self.changed.emit()

    def _style(self) -> str:
        if self.is_plain:
            from refdesk.ui.contrast import plain_sheet  # noqa: PLC0415  seldom needed

            return plain_sheet(self.px)
        return "".join(part(self.tokens, self.px) for part in self._parts)


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
