"""The page of the first-run guide for the clinic's name and the place of its desk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from refdesk.domain.clinic import Clinic
from refdesk.i18n import _
from refdesk.screens import places
from refdesk.ui.dialogs.asked import Asked, ProblemLine, reader
from refdesk.ui.dialogs.first_run_steps import Step, Then
from refdesk.ui.elided import ElidedText
from refdesk.ui.jobs import Jobs
from refdesk.ui.parts import RING, Button, Icon, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

CHANGE_KEYS = "Alt+P"


class PlaceBox(QWidget):
    """Where the desk will lie, with a button to choose another place."""

    chosen = Signal(Path)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        px = theme.px
        self._theme = theme
        self.name = ElidedText(theme, Type.MEDIUM, "text", middle=True)
        self.above = ElidedText(theme, Type.SMALL, "text3", middle=True)
        self.problem = ProblemLine(theme)
        self.fine = Text(theme, _("Free, and on this computer only."), Type.SMALL, "text3")
        self._tick = Icon(theme, "circle-check", "ok", 14)
        self.change = Button(theme, _("Change place"), icon="folder-open", keys=CHANGE_KEYS)
        self.change.setShortcut(CHANGE_KEYS)
        self.change.clicked.connect(self._choose)
        self._above = Path()
        paths = QVBoxLayout()
        paths.setSpacing(px(1))
        paths.addWidget(self.name)
        paths.addWidget(self.above)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(Icon(theme, "folder-plus", "text3", 20))
        row.addLayout(paths, 1)
        fine = QHBoxLayout()
        fine.setSpacing(px(6))
        fine.addWidget(self._tick)
        fine.addWidget(self.fine, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(4))
        whole.addWidget(Text(theme, _("Place of the desk"), Type.LABEL, "text2"))
        whole.addLayout(row)
        whole.addWidget(self.problem)
        whole.addLayout(fine)
        way = QHBoxLayout()
        way.setContentsMargins(-px(RING), px(4), 0, 0)
        way.addWidget(self.change)
        way.addStretch(1)
        whole.addLayout(way)
        self.judge(None)

    def show_folder(self, folder: Path, *, is_named: bool) -> None:
        """Show another place; its name follows that of the clinic."""
        self._above = folder.parent
        self.name.show_whole(folder.name if is_named else _("Named after the clinic"))
        self.above.show_whole(str(folder.parent))
        self.change.setAccessibleDescription(str(folder))

    def judge(self, fault: str | None) -> None:
        """Say what is wrong with the place; an empty sentence that it is fine, None nothing."""
        self.problem.say(fault or "")
        for part in (self.fine, self._tick):
            part.setVisible(fault == "")

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Choose the folder that will hold the desk’s own"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setDirectory(str(_nearest(self._above)))
        dialog.fileSelected.connect(lambda chosen: self.chosen.emit(Path(chosen)))
        dialog.open()


class ClinicStep(Step):
    """The clinic's name, and where its desk lies."""

    def __init__(self, theme: Theme, jobs: Jobs, above: Path) -> None:
        super().__init__(
            theme,
            _("Name the clinic"),
            _("A desk is one folder on this computer. All that is in it is encrypted."),
        )
        self._jobs, self._above = jobs, above
        field = Clinic.fields["name"]
        name = Asked(
            theme, _("&Clinic’s name"), reader(field), needed=_("Type the name of the clinic.")
        )
        self.body.addWidget(self.ask("name", name))
        self.place = PlaceBox(theme)
        self.body.addWidget(self.place)
        name.typed.connect(self._moved)
        self.place.chosen.connect(self._choose)
        self._moved()

    @property
    def clinic(self) -> str:
        """The name as it will be kept."""
        return " ".join(self.asked["name"].text.split())

    @property
    def folder(self) -> Path:
        """The desk's own folder."""
        return self._above / places.folder_name(self.clinic)

    def leave(self, then: Then) -> None:
        """Look at the place, away from the window, before going on."""
        super().leave(lambda: self._look(then))

    def tell(self, name: str, sentence: str) -> None:
        """Show what is wrong with the name or the place, and go there."""
        if name in self.asked:
            super().tell(name, sentence)
        else:
            self.place.judge(sentence)
            self.place.change.setFocus()

    def _moved(self) -> None:
        self.place.show_folder(self.folder, is_named=bool(self.clinic))
        self._look(lambda: None)

    def _choose(self, above: Path) -> None:
        self._above = above
        self._moved()
        self.changed.emit()

    def _look(self, then: Then) -> None:
        folder = self.folder

        def found(fault: str) -> None:
            if not isValid(self) or folder != self.folder:
                return  # gone, or typed on meanwhile: then that folder is being looked at too
            self.place.judge(fault if fault or self.clinic else None)
            if not fault:
                then()

        self._jobs.run_query(lambda: places.fault(folder), found)


def _nearest(folder: Path) -> Path:
    return next((place for place in (folder, *folder.parents) if place.is_dir()), Path.home())
