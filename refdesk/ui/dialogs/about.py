"""What this program is, which version, and what to send to those who help."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6 import __version__ as pyside
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from refdesk import __version__
from refdesk.i18n import _
from refdesk.ui.parts import RING, Button, Icon, Look, Mark, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

WIDE = 520


class AboutDialog(QDialog):
    """Name, version, licences, where the desk lies, and the facts for a support message.

    Args:
        theme: colours and sizes.
        folder: of the open desk, or None.
        parent: the window it stands over.
    """

    def __init__(self, theme: Theme, folder: Path | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        px = theme.px
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("About RefDesk"))
        self.setAccessibleName(_("About RefDesk {version}").format(version=__version__))
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(px(16))
        self.facts.setVerticalSpacing(px(8))
        self.facts.setColumnStretch(1, 1)
        for name, words in _facts(folder):
            self._say(name, words)
        self.copy = Button(theme, _("Copy for a support message"), icon="copy", keys="Ctrl+Shift+C")
        self.copy.setShortcut("Ctrl+Shift+C")
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.close_button = Button(theme, _("Close"), Look.PRIMARY, keys=_("Enter"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self.copied = Text(theme, "", Type.SMALL, "ok")
        self._lay_out()
        self.setFixedSize(px(WIDE), self.heightForWidth(px(WIDE)))
        self.close_button.setFocus()
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self._theme.color("surface"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(support_facts())
        self.copied.setText(_("Copied. It names no person and no folder."))

    def _say(self, name: str, words: str) -> None:
        said = Text(self._theme, words)
        said.setWordWrap(True)
        said.setAccessibleName(f"{name}: {words}")
        keys = Qt.TextInteractionFlag.TextSelectableByMouse
        said.setTextInteractionFlags(keys | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        row = self.facts.rowCount()
        head = Text(self._theme, name, Type.BODY, "text3")
        self.facts.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
        self.facts.addWidget(said, row, 1)

    def _lay_out(self) -> None:
        theme, px = self._theme, self._theme.px
        names = QVBoxLayout()
        names.setSpacing(px(2))
        names.addWidget(Text(theme, _("RefDesk"), Type.TITLE))
        version = _("Version {version}").format(version=__version__)
        names.addWidget(Text(theme, version, Type.BODY, "text3"))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(Mark(theme, 40))
        head.addLayout(names, 1)
        what = Text(theme, _("An offline, encrypted desk for clinics that live from referrals."))
        what.setWordWrap(True)
        stays = QHBoxLayout()
        stays.setSpacing(px(8))
        stays.addWidget(Icon(theme, "shield-check", "ok"))
        stays.addWidget(Text(theme, _("Nothing leaves this computer."), Type.STRONG), 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(px(24 - RING), 0, px(24 - RING), 0)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        texts = QVBoxLayout()
        texts.setContentsMargins(px(24), 0, px(24), 0)
        texts.setSpacing(px(16))
        texts.addLayout(head)
        texts.addWidget(what)
        texts.addLayout(stays)
        texts.addLayout(self.facts)
        texts.addWidget(self.copied)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, px(24), 0, px(20))
        whole.setSpacing(px(8))
        whole.addLayout(texts)
        whole.addLayout(buttons)


def support_facts() -> str:
    """Return what those who help need to know: versions and system, nothing of the desk."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"RefDesk {__version__}\n{system}\nPython {platform.python_version()}, Qt {qVersion()}"


def _facts(folder: Path | None) -> list[tuple[str, str]]:
    parts = _("Python {python}, Qt {qt}, PySide {pyside}")
    found = [
        (
            _("Made with"),
            parts.format(python=platform.python_version(), qt=qVersion(), pyside=pyside),
        ),
        (_("Licence"), _("Apache 2.0: free to use, to share and to change.")),
        (
            _("Parts by others"),
            _(
                "Qt and PySide (LGPL), SQLCipher (BSD), SQLAlchemy and Argon2 (MIT), Lucide icons "
                "(ISC), Inter (OFL), and more: their licences come with the program."
            ),
        ),
    ]
    desk = [(_("This desk"), str(folder))] if folder else []
    return desk + found
