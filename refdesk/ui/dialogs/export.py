"""The dialogs before a list leaves the desk or is put away: how much, what is personal, why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from refdesk.domain.register import Purpose
from refdesk.i18n import _
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.editors.segments import Segments
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.theme import Theme


class ReleaseDialog(Dialog):
    """Says what a sheet or file will hold, and asks why it leaves where it is personal.

    Args:
        theme: colours and sizes.
        title: what is being done.
        rows: how many records and which, in words.
        personal: labels of the columns that hold personal data.
        words: of the button.
        over: the page.
    """

    decided = Signal(object)
    """The purpose."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        rows: str,
        personal: Sequence[str],
        words: str,
        *,
        over: QWidget,
    ) -> None:
        super().__init__(theme, title, over, width=440)
        self.rows = Text(theme, rows)
        self.rows.setWordWrap(True)
        self.body.addWidget(self.rows)
        self.notice: Notice | None = None
        self.purpose: Segments | None = None
        self.problem = ProblemLine(theme)
        self._why = QVBoxLayout()
        self._why.setSpacing(theme.px(8))
        self.body.addLayout(self._why)
        self.body.addWidget(self.problem)
        noted = Text(theme, _("It is noted in the register of releases."), Type.SMALL, "text3")
        noted.setWordWrap(True)
        self.body.addWidget(noted)
        self.add_cancel()
        self.button = self.add_button(words, Look.PRIMARY, keys=_("Enter"))
        self.button.clicked.connect(self.decide)
        self.button.setFocus()
        if personal:
            self._ask_why(theme, personal)

    def decide(self) -> None:
        """Go on, or ask for the purpose."""
        code = self.purpose.code() if self.purpose else Purpose.OPERATIONS.value
        if not code:
            self.problem.say(_("Choose what it is for."))
            if self.purpose:
                self.purpose.set_wrong(wrong=True)
                self.purpose.setFocus()
            return
        self.accept()
        self.decided.emit(next(one for one in Purpose if one.value == code))

    def _ask_why(self, theme: Theme, personal: Sequence[str]) -> None:
        self.notice = Notice(theme)
        self.notice.tell(
            Weight.WARN,
            _("Personal data leaves the desk."),
            _("This will hold: {fields}.").format(fields=", ".join(personal)),
        )
        self._why.addWidget(self.notice)
        self._why.addWidget(Text(theme, _("What is it for?"), Type.LABEL, "text2"))
        self.purpose = Segments(theme, [(one.value, _(one.label)) for one in Purpose])
        self.purpose.say(_("What is it for?"), "")
        self._why.addWidget(self.purpose)
        self.purpose.setFocus()


class SureDialog(Dialog):
    """Asks once more before something that touches many records."""

    decided = Signal()

    def __init__(self, theme: Theme, title: str, says: str, words: str, over: QWidget) -> None:
        super().__init__(theme, title, over, width=420)
        text = Text(theme, says)
        text.setWordWrap(True)
        self.body.addWidget(text)
        self.add_cancel()
        self.button = self.add_button(words, Look.PRIMARY, keys=_("Enter"))
        self.button.clicked.connect(self._decide)
        self.button.setFocus()

    def _decide(self) -> None:
        self.accept()
        self.decided.emit()
