"""Garbage collection in the window's thread only: a widget freed by another one crashes Qt."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1_000


class WindowCollector(QObject):
    """Collects when Python would have, but never in a lane."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)

    def collect(self) -> None:
        """Collect the generations that are full."""
        full = [
            generation
            for generation, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > most
        ]
        if full:
            gc.collect(full[-1])

    def close(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.enable()
