"""The clinic's logo beside its profile: seen, chosen, taken away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel
from shiboken6 import isValid

from refdesk.i18n import _
from refdesk.services.letterheads import Letterheads
from refdesk.ui.cards import SideCard
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.host import Host

WIDE, HIGH = 240, 96


class LogoCard(SideCard):
    """Shows the logo of the letterhead; a change is one step that undo takes back.

    Args:
        host: the window.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host.theme, _("Logo"), "hospital")
        self._host = host
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Logo"))
        self.words = Text(host.theme, "", Type.BODY, "text2")
        self.words.setWordWrap(True)
        self.choose_button = Button(host.theme, _("Choose a picture …"), height=28)
        self.remove_button = Button(host.theme, _("Remove"), Look.QUIET, height=26)
        left = Qt.AlignmentFlag.AlignLeft
        for part in (self.picture, self.words, self.choose_button, self.remove_button):
            self.body.addWidget(part, alignment=Qt.AlignmentFlag(0) if part is self.words else left)
        self.choose_button.clicked.connect(self._ask)
        self.remove_button.clicked.connect(self.remove)
        self._show(b"")

    def read(self) -> None:
        """Read the logo and show it."""
        self._host.jobs.run_query(Letterheads(self._host.desk).logo, self._show)

    def take(self, path: Path) -> None:
        """Make a picture the clinic's logo."""
        letterheads = Letterheads(self._host.desk)
        self._host.run(
            _("Reading the picture"),
            lambda _progress: letterheads.choose_logo(path),
            lambda _done: self._changed(_("The logo stands on your letterhead now")),
        )

    def remove(self) -> None:
        """Take the logo off the letterhead."""
        letterheads = Letterheads(self._host.desk)
        self._host.run(
            _("Removing the logo"),
            lambda _progress: letterheads.remove_logo(),
            lambda _done: self._changed(_("The logo was removed")),
        )

    def _changed(self, words: str) -> None:
        self._host.tell(words, undo=True)
        if isValid(self):
            self.read()

    def _ask(self) -> None:
        dialog = QFileDialog(self, _("Choose a logo"), filter=_("Pictures (*.png *.jpg *.jpeg)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.take(Path(chosen)))
        dialog.open()

    def _show(self, logo: bytes) -> None:
        if not isValid(self):
            return
        pixmap = QPixmap()
        there = bool(logo) and pixmap.loadFromData(logo)
        if there:
            px = self._host.theme.px
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode
            small = pixmap.scaled(px(WIDE), px(HIGH), keep, smooth.SmoothTransformation)
            self.picture.setPixmap(small)
        self.picture.setVisible(there)
        self.remove_button.setVisible(there)
        self.words.setText(
            _("The only colour on paper.")
            if there
            else _("PNG or JPEG up to 2 MB. It stands on letters, notes and envelopes.")
        )
