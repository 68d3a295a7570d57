"""What stands around the pages of the first-run guide: the side with its steps, and the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.ui.dialogs.step_list import StepList
from refdesk.ui.parts import RING, Button, Icon, Look, Mark, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

WIDE, NARROW = 280, 240


class Side(QWidget):
    """The steps; below them the ways around the guide."""

    SAMPLE, OTHER = "F9", "Ctrl+O"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self.steps = StepList(theme)
        self.other = Button(theme, _("Open a desk"), Look.QUIET, keys=self.OTHER, height=24)
        self.sample = Button(
            theme, _("Try the sample desk"), Look.QUIET, keys=self.SAMPLE, height=24
        )
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Text(theme, _("RefDesk"), Type.CARD))
        names.addWidget(Text(theme, _("Setting up"), Type.SMALL, "text3"))
        head = QHBoxLayout()
        head.setContentsMargins(px(8), 0, 0, 0)
        head.setSpacing(px(10))
        head.addWidget(Mark(theme, 28))
        head.addLayout(names, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(28), px(16), px(24))
        whole.setSpacing(px(12))
        whole.addLayout(head)
        whole.addSpacing(px(14))
        whole.addWidget(self.steps)
        whole.addStretch(1)
        whole.addLayout(self._way("folder-open", self.other, _("one that exists already")))
        whole.addLayout(
            self._way("flask-conical", self.sample, _("invented names, to look around"))
        )
        self.narrow(is_narrow=False)
        theme.changed.connect(self.update)

    def narrow(self, *, is_narrow: bool) -> None:
        """Leave more room to the page."""
        self.setFixedWidth(self._theme.px(NARROW if is_narrow else WIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line at its right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("side"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), self._theme.color("line"))

    def _way(self, icon: str, button: Button, below: str) -> QHBoxLayout:
        theme, px = self._theme, self._theme.px
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        said = Text(theme, below, Type.SMALL, "text3")
        said.setWordWrap(True)
        said.setContentsMargins(px(RING), 0, 0, 0)
        words.addWidget(said)
        row = QHBoxLayout()
        row.setContentsMargins(px(10), 0, 0, 0)
        row.setSpacing(px(6))
        mark = Icon(theme, icon, "text3")
        row.addWidget(mark)
        row.addLayout(words, 1)
        return row


class Foot(QWidget):
    """Back and Continue; while a desk is being made, how far it is."""

    BACK = "Alt+Left"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share: float | None = None
        px = theme.px
        self.go_on = Button(theme, "", Look.PRIMARY, keys=_("Enter"))
        self.back = Button(theme, _("Back"), keys="Alt+←")
        self._verb = ""
        self.state = Text(theme, "", Type.SMALL, "text2")
        self.state.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(48 - RING), px(12), px(40 - RING), px(12))
        row.setSpacing(px(8))
        row.addWidget(self.back)
        row.addWidget(self.state, 1, Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.go_on)
        theme.changed.connect(self.update)

    def show_step(self, *, is_first: bool, is_last: bool) -> None:
        """Name what comes next."""
        self.back.setVisible(not is_first)
        self._verb = _("Create the desk") if is_last else _("Continue")
        self.go_on.set_words(self._verb)

    def work(self, words: str) -> None:
        """Say that a desk is being made, or with no words that none is."""
        self._share = None
        self.state.setText("")
        self.go_on.set_words(words or self._verb)
        for button in (self.back, self.go_on):
            button.setEnabled(not words)
        self.update()

    def show_progress(self, done: int, total: int | None, text: str) -> None:
        """Show how far the work is, as words and as a line."""
        self._share = done / total if total else None
        self.state.setText(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the line above it, and how much of it is done."""
        painter = QPainter(self)
        theme = self._theme
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
        if self._share is not None:
            done = round(self.width() * self._share)
            painter.fillRect(0, 0, done, theme.px(3), theme.color("accent"))
