"""The dialog that names a view of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from refdesk.domain.views import SavedView
from refdesk.i18n import _
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.theme import Theme


class NameViewDialog(Dialog):
    """Asks for the name of a view.

    Args:
        theme: colours and sizes.
        title: what is being done.
        words: of the button.
        over: the page.
        before: the view that gets another name.
    """

    decided = Signal(str)

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
        says = (
            _("Filters, search, order and columns are saved."),
            _("Everybody at this desk sees it."),
        )
        self.says = Text(theme, "\n".join(says), Type.SMALL, "text3")
        self.says.setWordWrap(True)
        for part in (label, self.name, self.problem, self.says):
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
        self.decided.emit(self.name.text().strip())

    def refuse(self, sentence: str) -> None:
        """Say why the view was not saved; the name can be mended."""
        self.problem.say(sentence)
        self.name.setFocus()
