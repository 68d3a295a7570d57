"""Where the window stood on this computer, and how large it was."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication

from refdesk.domain.errors import KnownFailure
from refdesk.services.preferences import Computer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NAME = "window"
"""Under which name of the computer's settings it is kept."""
GRIP = QSize(120, 24)
"""How much of a window's upper edge must be in sight, so that it can be moved by it."""
FARTHEST = 100_000


class WindowState:
    """Remembers one window's place on this computer and gives it back."""

    def __init__(self, computer: Computer) -> None:
        self._computer = computer

    def remember(self, window: QWidget) -> None:
        """Keep size, position, and whether the window fills the screen."""
        place = window.normalGeometry()
        if not place.isValid():
            place = window.geometry()
        with contextlib.suppress(KnownFailure):  # nobody misses it enough to be told
            self._computer.put(
                NAME,
                {
                    "left": place.x(),
                    "top": place.y(),
                    "width": place.width(),
                    "height": place.height(),
                    "maximized": window.isMaximized() or window.isFullScreen(),
                },
            )

    def restore(self, window: QWidget, default: QSize) -> None:
        """Put a window that is not shown yet where it was; centred if that screen is gone."""
        kept = _sound(self._computer.get(NAME))
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        primary = QGuiApplication.primaryScreen()
        if primary is not None:  # first, for a window whose own screen is gone
            screens.insert(0, primary.availableGeometry())
        wanted = QRect(*kept[:4]) if kept else None
        window.setGeometry(placed(wanted, default, window.minimumSize(), screens))
        if kept and kept[4]:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def placed(wanted: QRect | None, default: QSize, smallest: QSize, screens: list[QRect]) -> QRect:
    """Return where a window goes: as wanted if it can be reached there, else centred.

    Args:
        wanted: where it was, None if nobody knows.
        default: its size then.
        smallest: what it never falls below.
        screens: what can be used of each, the first for a window that has none.
    """
    size = (wanted.size() if wanted else default).expandedTo(smallest)
    if not screens:
        return QRect(wanted.topLeft(), size) if wanted else QRect(0, 0, size.width(), size.height())
    screen = _screen_of(wanted, screens) if wanted else None
    inside = (screen or screens[0]).size()
    size = size.boundedTo(inside).expandedTo(smallest)
    if wanted is not None and screen is not None:
        return QRect(wanted.topLeft(), size)
    place = QRect(0, 0, size.width(), size.height())
    place.moveCenter(screens[0].center())
    place.moveLeft(max(place.left(), screens[0].left()))
    place.moveTop(max(place.top(), screens[0].top()))
    return place


def _screen_of(wanted: QRect, screens: list[QRect]) -> QRect | None:
    """Return the screen that shows enough of the upper edge of a window, if one does."""
    edge = QRect(wanted.x(), wanted.y(), wanted.width(), GRIP.height())
    for screen in screens:
        seen = edge.intersected(screen)
        if seen.width() >= GRIP.width() and seen.height() >= GRIP.height():
            return screen
    return None


def _sound(kept: object) -> tuple[int, int, int, int, bool] | None:
    """Return what was kept if it can be a window; a file may hold anything."""
    if not isinstance(kept, dict):
        return None
    lengths = [kept.get(name) for name in ("left", "top", "width", "height")]
    if not all(type(one) is int and abs(one) < FARTHEST for one in lengths):
        return None
    left, top, width, height = (int(one) for one in lengths if one is not None)
    return left, top, width, height, kept.get("maximized") is True
