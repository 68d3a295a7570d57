"""Icons: Lucide drawings, tinted by a token and sharp at any device pixel ratio."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from refdesk.settings import resource
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

STROKE = "1.8"
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none"'
    ' stroke="currentColor" stroke-width="1.8" stroke-linecap="round">'
    '<path d="M6.6 11.4 12.7 6.4M7 12.9l10 -.4M6.6 14.6l4.8 4M14 18.6l3.4 -4.4"/>'
    '<circle cx="14.5" cy="5" r="2"/><circle cx="4.8" cy="13" r="2"/>'
    '<circle cx="19.2" cy="12.4" r="2"/><circle cx="12.8" cy="20" r="2"/></svg>'
)
"""The program's own mark: places joined by ways."""


def drawing(name: str) -> str:
    """Return the drawing of an icon; `mark` is the program's own.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    if name == "mark":
        return MARK
    text = _file(name)
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')


@lru_cache(maxsize=128)
def _file(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(drawing(name).replace("currentColor", color).encode()))
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(theme: Theme, name: str, token: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `size` logical pixels."""
    return _drawn(name, theme.color(token).name(), size, ratio)


def icon(theme: Theme, name: str, token: str, size: int) -> QIcon:
    """Return an icon for a widget, sharp on ordinary and on dense screens."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415  not at start

    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(theme, name, token, size, ratio))
    return made


def paint(painter: QPainter, theme: Theme, name: str, token: str, at: QRectF) -> None:
    """Paint an icon into a square of logical pixels."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(at.topLeft(), pixmap(theme, name, token, round(at.width()), ratio))
