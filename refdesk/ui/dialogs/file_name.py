"""The dialog that asks for another name of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from refdesk.domain.attachment import Attachment, parts_of
from refdesk.i18n import _
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.theme import Theme


class FileNameDialog(Dialog):
    """Asks for a name; the ending need not be typed.

    Args:
        theme: colours and sizes.
        file: that gets another name.
        over: the page.
    """

    decided = Signal(str)

    def __init__(self, theme: Theme, file: Attachment, over: QWidget) -> None:
        super().__init__(theme, _("Rename a file"), over, width=420)
        own = Attachment.fields["name"]
        stem, ending = parts_of(file.name)
        self.name = QLineEdit(stem)
        self.name.setAccessibleName(_(own.label))
        self.name.setMaxLength(own.limit)
        self.problem = ProblemLine(theme)
        self.body.addWidget(Text(theme, _(own.label), Type.LABEL, "text2"))
        self.body.addWidget(self.name)
        self.body.addWidget(self.problem)
        if ending:
            words = _("It keeps its ending, {ending}.").format(ending=ending)
            self.body.addWidget(Text(theme, words, Type.SMALL, "text3"))
        self.add_cancel()
        self.button = self.add_button(_("Rename"), Look.PRIMARY, keys=_("Enter"))
        self.button.clicked.connect(self.decide)
        self.name.selectAll()
        self.name.setFocus()

    def decide(self) -> None:
        """Take the name, or say that one is needed."""
        if not self.name.text().strip():
            self.problem.say(_("Give the file a name."))
            self.name.setFocus()
            return
        self.accept()
        self.decided.emit(self.name.text())
