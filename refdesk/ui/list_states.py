"""What stands in place of a list's rows: nothing yet, nothing that fits, reading, trouble."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.list_words import Empty
from refdesk.ui.parts import Button, Icon, Look, Text
from refdesk.ui.sentences import in_words
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

WORDS = 420


class PlaceHolder(QWidget):
    """Icon, what is true, what comes next, and one action."""

    acted = Signal(str)

    def __init__(self, theme: Theme, icon: str, ink: str = "text3") -> None:
        super().__init__()
        px = theme.px
        self._action = ""
        self.icon = Icon(theme, icon, ink, 20)
        self.headline = Text(theme, "", Type.STRONG)
        self.hint = Text(theme, "", Type.BODY, "text3")
        self.button = Button(theme, "", Look.DEFAULT)
        self.button.clicked.connect(lambda: self.acted.emit(self._action))
        self.button.hide()
        self._also = ""
        self.also = Button(theme, "", Look.QUIET)
        self.also.clicked.connect(lambda: self.acted.emit(self._also))
        self.also.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(48))
        column.setSpacing(px(4))
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.icon, alignment=middle)
        column.addSpacing(px(8))
        for label in (self.headline, self.hint):
            label.setAlignment(middle)
            label.setWordWrap(True)
            label.setMaximumWidth(px(WORDS))
            label.setMinimumWidth(px(280))
            row = QHBoxLayout()  # an aligned label would get the height it has on a whole row
            row.addStretch(1)
            row.addWidget(label, 100)
            row.addStretch(1)
            column.addLayout(row)
        column.addSpacing(px(8))
        column.addWidget(self.button, alignment=middle)
        column.addWidget(self.also, alignment=middle)
        column.addStretch(1)

    @property
    def buttons(self) -> tuple[Button, Button]:
        """What can be pressed here."""
        return self.button, self.also

    def offer(self, action: str, words: str) -> None:
        """Offer an action by its name, or none."""
        self._action = action
        if words:
            self.button.set_words(words)
        self.button.setVisible(bool(action))

    def offer_also(self, action: str, words: str) -> None:
        """Offer a second action by its name, or none."""
        self._also = action
        if words:
            self.also.set_words(words)
        self.also.setVisible(bool(action))


class EmptyState(PlaceHolder):
    """What a list without rows says: what is true, and what comes next."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "inbox")

    def show_words(self, empty: Empty) -> None:
        """Say why there is nothing to see."""
        self.icon.name = empty.icon
        self.icon.update()
        self.headline.setText(empty.headline)
        self.hint.setText(empty.hint)
        self.offer(empty.action, empty.words)
        self.offer_also(empty.also, empty.also_words)


class Trouble(PlaceHolder):
    """What a list says that could not be read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "circle-alert", "danger")
        self.offer("read_again", _("Try again"))

    def show_failure(self, what: str, error: BaseException) -> None:
        """Say what happened, what was kept and what to do."""
        sentence = in_words(error)
        self.headline.setText(_("The list of {what} could not be read.").format(what=what))
        parts = (sentence.happened, sentence.kept)
        self.hint.setText(" ".join(part for part in parts if part))


class Loading(PlaceHolder):
    """What a list says while it is read for long."""

    def __init__(self, theme: Theme, what: str) -> None:
        super().__init__(theme, "clock-3")
        self.headline.setText(_("Reading {what} …").format(what=what))
