"""Pictures of one list and one form on a desktop that asks for high contrast."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from refdesk.ui.shell import Shell
from tests.helpers.desks import make_desk
from tests.helpers.invented import fill
from tests.helpers.pictures.painter import Painter
from tests.ui.test_theme import system

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class PlainPainter(Painter):
    """Draws with the colours of one of the system's contrast themes."""

    def __init__(self, app: QApplication, into: Path, name: str) -> None:
        super().__init__(app, into, "light", 100)
        self._name = name
        self.look = f"contrast-{name.replace(' ', '-')}"

    def shell(self, folder: Path | None, propose: Path) -> Shell:
        """Return a shell whose system asks for high contrast."""
        made = super().shell(folder, propose)
        made.theme._contrast = lambda: system(self._name)
        made.theme.follow()
        return made


def plain_pictures(app: QApplication, into: Path) -> list[Path]:
    """Save a list and a form in a light and in a dark contrast theme."""
    saved: list[Path] = []
    with TemporaryDirectory() as place:
        folder = Path(place) / "Cedar Grove"
        with make_desk(folder) as desk:
            fill(desk)
        for name in ("desert", "night sky"):
            painter = PlainPainter(app, into, name)
            shell = painter.shell(folder, Path(place))
            main = painter.open(shell, folder)
            painter.open_list(main, "practice")
            painter.save(main, "list-practice")
            painter.open_form(main, "practice", 1)
            painter.save(main, "form-practice")
            painter.open_form(main, "practice")
            painter.press("Ctrl+S")
            painter.save(main, "form-practice-problems")
            main.open_settings()
            painter.save(main, "settings")
            shell.close()
            painter.settle()
            saved += painter.saved
    return saved
