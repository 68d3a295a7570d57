"""The dialog that names a view of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from refdesk.domain.views import SavedView
from refdesk.i18n import _
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.editors.check import Check
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.theme import Theme


class NameViewDialog(Dialog):
    """Asks for the name of a view, and whether everybody sees it.

    Args:
        theme: colours and sizes.
        title: what is being done.
        words: of the button.
        over: the page.
        before: the view that gets another name.
    """

    decided = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        title: str,
        words: str,
        over: QWidget,
        before: SavedView | None = None,
    ) -> None:
        super().__init__(theme, title, over, width=420)
        own = SavedView.fields["name"]
        label = Text(theme, _(own.label), Type.LABEL, "text2")
        self.name = QLineEdit(before.name if before else "")
        self.name.setAccessibleName(_(own.label))
        self.name.setMaxLength(own.limit)
        self.problem = ProblemLine(theme)
        self.shared = Check(theme, _("Show to everybody"))
        self.shared.setChecked(bool(before and before.shared))
        says = Text(theme, _("Filters, search, order and columns are saved."), Type.SMALL, "text3")
        says.setWordWrap(True)
        for part in (label, self.name, self.problem, self.shared, says):
            self.body.addWidget(part)
        self.add_cancel()
        self.button = self.add_button(words, Look.PRIMARY, keys=_("Enter"))
        self.button.clicked.connect(self.decide)
        self.name.selectAll()
        self.name.setFocus()

    def decide(self) -> None:
        """Take the name, or say that one is needed."""
        if not self.name.text().strip():
            self.problem.say(_("Give the view a name."))
            self.name.setFocus()
            return
        self.decided.emit(self.name.text().strip(), self.shared.isChecked())

    def refuse(self, sentence: str) -> None:
        """Say why the view was not saved; the name can be mended."""
        self.problem.say(sentence)
        self.name.setFocus()
