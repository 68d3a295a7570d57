"""Draws the first-run guide and the About window into a folder: ``python -m … DIR``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from refdesk.domain.errors import AccessRefused, Problem, UserError
from refdesk.ui.dialogs.about import AboutDialog
from refdesk.ui.dialogs.first_run import CLINIC, LETTERHEAD, PERSON, FirstRunWindow
from refdesk.ui.errors import Errors
from refdesk.ui.jobs import Jobs
from refdesk.ui.theme import Scheme, Theme
from refdesk.ui.unlock import UnlockWindow
from refdesk.vault.keys import check_new_passphrase

PATIENCE = 10.0
FULL, DOUBLE = QSize(1180, 800), QSize(1920, 1080)
LONG = "Centre d’Orthopédie et de Réadaptation Saint-Étienne-de-la-Montérégie & Associés"
TYPED = {
    "tagline": "Spine, hip and knee, seen within the week",
    "street": "1180 Canal Street",
    "street2": "Suite 2",
    "city": "Brindle Falls",
    "state": "oh",
    "zip": "45701",
    "phone": "7405550117",
    "fax": "740-555-0118",
    "email": "desk@lakeline.example.org",
    "website": "lakeline.example.org",
    "npi": "1234567893",
}


class Camera:
    """Saves windows of one look."""

    def __init__(self, app: QApplication, into: Path, theme: Theme, look: str) -> None:
        self.app, self.into, self.theme, self.look = app, into, theme, look
        self.saved: list[Path] = []

    def until(self, ready: Callable[[], bool]) -> None:
        """Let the window work until something is true."""
        end = time.monotonic() + PATIENCE
        while not ready():
            self.app.processEvents()
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")

    def save(self, window: QWidget, name: str) -> None:
        """Save a picture of a window."""
        for _turn in range(5):
            self.app.processEvents()
        path = self.into / f"{name}-{self.look}.png"
        if not window.grab().save(str(path)):
            raise OSError(path)
        self.saved.append(path)

    def clinic(self, window: FirstRunWindow) -> None:
        """Save the first step: empty, needed, taken, long, filled in."""
        place = window.clinic.place
        self.save(window, "first-run-1-empty")
        window.go_on()
        self.save(window, "first-run-1-needed")
        for typed, ready, name in (
            ("Taken", place.problem, "first-run-1-taken"),
            (LONG, place.fine, "first-run-1-long"),
            ("Lakeline Spine & Joint", place.fine, "first-run-1"),
        ):
            fill(window, "name", typed)
            self.until(ready.isVisible)
            self.save(window, name)

    def person(self, window: FirstRunWindow) -> None:
        """Save the second step: empty, weak, strong."""
        window.go_to(PERSON)
        self.save(window, "first-run-2-empty")
        fill(window, "user", "Zoë Ångström")
        fill(window, "passphrase", "Lakeline2026")
        fill(window, "again", "lakeline2026")
        window.go_on()
        self.save(window, "first-run-2-weak")
        for name in ("passphrase", "again"):
            fill(window, name, "copper lantern drifts sideways")
        self.save(window, "first-run-2")

    def letterhead(self, window: FirstRunWindow) -> None:
        """Save the third step: empty, filled in, with problems, at work; and a refusal."""
        window.go_to(LETTERHEAD)
        self.save(window, "first-run-3-empty")
        for name, text in TYPED.items():
            fill(window, name, text)
        self.save(window, "first-run-3")
        fill(window, "zip", "4570")
        fill(window, "npi", "1234567890")
        window.go_on()
        self.save(window, "first-run-3-problems")
        for name in ("zip", "npi"):
            fill(window, name, TYPED[name])
        window.go_on()
        window.show_progress(3, 5, "Sample: practices")
        self.save(window, "first-run-3-busy")
        said = "The passphrase needs at least 8 characters."
        window.refuse(UserError(said, (Problem("passphrase", said),)))
        self.save(window, "first-run-2-refused")

    def others(self, folder: Path) -> None:
        """Save the About window, and the unlock window after a lock and while it waits."""
        about = AboutDialog(self.theme, Path("C:/Users/Dana/Documents/RefDesk/Lakeline"), None)
        about.show()
        self.save(about, "about")
        about.close()
        unlock = UnlockWindow(self.theme, folder / LONG, lambda _folder, _typed: None)
        unlock.show()
        unlock.activateWindow()
        unlock.say_locked(kept=True)
        unlock.field.caps_changed.emit(True)
        self.save(unlock, "unlock-locked")
        for _wrong in range(3):
            unlock.refuse(AccessRefused("The passphrase is not right."))
        self.save(unlock, "unlock-waiting")
        unlock.close()


def pictures_first_run(
    app: QApplication, into: Path, scheme: Scheme, scale: float, size: QSize
) -> list[Path]:
    """Save every step of the guide, empty, filled in and with problems, and the About window."""
    look = scheme.value if scale == 1.0 else f"{scheme.value}-{scale:.0%}".rstrip("%")
    theme = Theme(app, scheme, scale)
    jobs = Jobs(Errors(theme).show_error)
    camera = Camera(app, into, theme, look)
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "Taken").mkdir()
        (folder / "Taken" / "letter.txt").touch()
        window = FirstRunWindow(
            theme, jobs, folder, lambda _desk: None, lambda: None, check_new_passphrase
        )
        window.resize(size)
        window.show()
        window.activateWindow()
        camera.clinic(window)
        camera.person(window)
        camera.letterhead(window)
        window.go_to(CLINIC)
        window.resize(window.minimumSize())
        camera.save(window, "first-run-1-small")
        window.close()
        camera.others(folder)
    jobs.close()
    return camera.saved


def fill(window: FirstRunWindow, name: str, text: str) -> None:
    """Type an answer, wherever it is asked for."""
    asked = next(step.asked[name] for step in window.steps if name in step.asked)
    asked.edit.setText(text)
    asked.edit.textEdited.emit(text)


def main(arguments: list[str]) -> int:
    """Draw every picture into the folder that is named."""
    into = Path(arguments[0])
    into.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])

    for scheme, scale, size in (
        (Scheme.LIGHT, 1.0, FULL),
        (Scheme.DARK, 1.0, FULL),
        (Scheme.LIGHT, 2.0, DOUBLE),
    ):
        for path in pictures_first_run(app, into, scheme, scale, size):
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
