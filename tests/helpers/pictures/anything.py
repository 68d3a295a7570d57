"""Pictures of finding anything: as it opens, what was found, a slip, a phone, nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap

from refdesk.ui.find_anything import FindAnything
from refdesk.ui.main_window import MainWindow
from tests.helpers.pictures.painter import NARROW, Painter

TYPED = {
    "empty": "",
    "found": "oka",
    "slip": "Vanse",
    "phone": "740-555-0102",
    "many": "a",
    "commands": ">lo",
    "nothing": "xyzzy",
}


def anything(painter: Painter, main: MainWindow) -> None:
    """Save the line with what it finds over Today, and over a narrow window."""
    for row_id in (3, 1):
        main.open_record("referral", row_id)
        painter.read(main)
        painter.read(main)
    main.open_today()
    painter.read(main)
    for name, text in TYPED.items():
        _asked(painter, main, f"anything-{name}", text)
    main.resize(NARROW * (painter.scale / 100))
    _asked(painter, main, "anything-narrow", "oka")
    main.resize(painter.size)


def _asked(painter: Painter, main: MainWindow, name: str, text: str) -> None:
    main.find_anything()
    asked = painter.dialog(FindAnything)
    painter.type_text(text)
    painter.until(lambda: not asked.is_waiting)
    painter.save(asked, name)
    _over(painter, main, asked, f"{name}-over")
    painter.drop(asked)


def _over(painter: Painter, main: MainWindow, asked: FindAnything, name: str) -> Path:
    """Save the window with the dialog over it, as a person sees them."""
    picture: QPixmap = main.grab()
    drawn = QPainter(picture)
    at = main.mapFromGlobal(asked.mapToGlobal(QPoint(0, 0)))
    drawn.drawPixmap(at, asked.grab())
    drawn.end()
    path = painter.into / f"{name}-{painter.look}.png"
    if not picture.save(str(path)):
        raise OSError(path)
    painter.saved.append(path)
    return path
