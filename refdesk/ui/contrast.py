"""The tokens of a high-contrast desktop: the system's own colours, few and far apart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor, QPalette

from refdesk.ui.tokens import Tokens

READABLE = 4.5
SHARES = (0.3, 0.2, 0.1)
"""How much of the selection's colour its ground takes, as far as words stay readable on it."""


def tokens_of(system: QPalette) -> Tokens:
    """Return tokens made of the roles of a palette alone.

    There are no tones for danger or success: the icon and the words beside them say it.
    """
    role = QPalette.ColorRole
    window, surface = system.color(role.Window), system.color(role.Base)
    text = _readable((system.color(role.WindowText), system.color(role.Text)), window, surface)
    chosen, on_chosen = system.color(role.Highlight), system.color(role.HighlightedText)
    accent = _readable((chosen, system.color(role.Link), text), window, surface)
    if accent != chosen:
        on_chosen = surface
    muted = _readable(
        (system.color(QPalette.ColorGroup.Disabled, role.WindowText), text), window, surface
    )
    ink, mark, ground = text.name(), accent.name(), surface.name()
    return Tokens(
        bg=window.name(),
        side=window.name(),
        surface=ground,
        surface2=ground,
        line=ink,
        line2=ink,
        key=ink,
        text=ink,
        text2=ink,
        text3=muted.name(),
        accent=mark,
        onacc=on_chosen.name(),
        soft=_selected(surface, accent, text).name(),
        danger=ink,
        danger_ground=ground,
        warn=ink,
        warn_ground=ground,
        ok=ink,
        ok_ground=ground,
        info=ink,
        info_ground=ground,
        bar=mark,
        bar2=ground,
        land=ground,
        water=window.name(),
        road=muted.name(),
    )


def plain_sheet(size: Callable[[float], int]) -> str:
    """Return what stays of the style sheet: edges and room of fields, and no colour of ours.

    Fusion mixes its frames from the ground, so that on black they would be black.

    It is never empty: taking an application's style sheet away for good frees its style, and the
    next palette crashes (Qt 6.11).
    """
    return f"""
QLineEdit, QPlainTextEdit {{
    border: 1px solid palette(window-text); border-radius: {size(6)}px;
    background: palette(base); color: palette(text);
}}
QLineEdit {{ padding: 0 {size(10)}px; min-height: {size(30)}px; }}
QPlainTextEdit {{ padding: {size(3)}px {size(8)}px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: {size(2)}px solid palette(highlight); }}
QLineEdit:focus {{ padding: 0 {size(9)}px; min-height: {size(28)}px; }}
QPlainTextEdit:focus {{ padding: {size(2)}px {size(7)}px; }}
QScrollBar:vertical {{ width: {size(12)}px; border: 0; background: palette(base); }}
QScrollBar:horizontal {{ height: {size(12)}px; border: 0; background: palette(base); }}
QScrollBar::handle {{
    background: palette(window-text); border-radius: {size(3)}px; margin: {size(3)}px;
}}
QScrollBar::handle:vertical {{ min-height: {size(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {size(32)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QLineEdit[tall="true"] {{ min-height: {size(34)}px; lineedit-password-character: 8226; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{
    border: {size(2)}px solid palette(window-text);
    background: palette(base); color: palette(text);
}}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {{
    border: 0; background: transparent; padding: 0; min-height: {size(22)}px;
}}
QComboBox {{ combobox-popup: 0; }}
"""


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2 defines it: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _readable(inks: tuple[QColor, ...], *grounds: QColor) -> QColor:
    """Return the first ink that can be read on every ground, else the last."""
    for ink in inks:
        if all(contrast(ink, ground) >= READABLE for ground in grounds):
            return ink
    return inks[-1]


def _selected(surface: QColor, accent: QColor, text: QColor) -> QColor:
    for share in SHARES:
        mixed = _mixed(surface, accent, share)
        if min(contrast(text, mixed), contrast(accent, mixed)) >= READABLE:
            return mixed
    return surface


def _mixed(ground: QColor, other: QColor, share: float) -> QColor:
    parts = zip(ground.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
