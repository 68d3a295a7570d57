"""Notices inside a window, and the one dialog for what went wrong."""

from __future__ import annotations

import enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.ui.parts import Button, Icon, Look, Text
from refdesk.ui.sentences import Sentence
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

WORDS = 360
"""Width of an error's sentences, in pixels at 100 %."""


class Weight(enum.Enum):
    """How grave a notice is: its colour and its icon."""

    INFO = ("info", "info")
    WARN = ("warn", "triangle-alert")
    DANGER = ("danger", "circle-x")

    @property
    def token(self) -> str:
        """Colour of the words."""
        return self.value[0]

    @property
    def icon(self) -> str:
        """Icon before the words."""
        return self.value[1]


class Notice(QWidget):
    """News on a coloured ground: a headline, and what follows from it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._weight = Weight.INFO
        px = theme.px
        self._icon = Icon(theme, Weight.INFO.icon, "info")
        self.headline = Text(theme, use=Type.STRONG)
        self.detail = Text(theme)
        for label in (self.headline, self.detail):
            label.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.headline)
        words.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(10), px(12), px(10))
        row.setSpacing(px(8))
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        theme.changed.connect(self.update)
        self.hide()

    def tell(self, weight: Weight, headline: str, detail: str = "") -> None:
        """Show news, and have a screen reader say it."""
        self._weight = weight
        self._icon.name, self._icon.token = weight.icon, weight.token
        for label, words in ((self.headline, headline), (self.detail, detail)):
            label.setText(words)
            label.set_ink(weight.token)
            label.setVisible(bool(words))
        self.setAccessibleName(f"{headline} {detail}".strip())
        self.setVisible(True)
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Take the news away."""
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(f"{self._weight.token}_ground"))
        radius = self._theme.px(6)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)


class ErrorDialog(QDialog):
    """What happened, what was kept, what to do."""

    def __init__(self, theme: Theme, sentence: Sentence, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.sentence = sentence
        px = theme.px
        self.setWindowTitle(_("RefDesk"))
        self.setAccessibleName(sentence.happened)
        self.setMinimumSize(px(WORDS), px(140))
        texts = QVBoxLayout()
        texts.setSpacing(px(8))
        uses = (Type.CARD, Type.BODY, Type.BODY)
        for words, use in zip(
            (sentence.happened, sentence.kept, sentence.to_do), uses, strict=True
        ):
            if words:
                label = Text(theme, words, use)
                label.setWordWrap(True)
                label.setFixedWidth(px(WORDS))
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                texts.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(Icon(theme, "circle-x", "danger", 20), alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(texts, 1)
        self.report_button = Button(theme, _("Copy a report"), height=36)
        self.report_button.setToolTip(_("Types, places and versions; nothing of your records."))
        self.report_button.setVisible(bool(sentence.report))
        self.report_button.clicked.connect(self._copy)
        self.close_button = Button(theme, _("Close"), Look.PRIMARY, keys=_("Enter"), height=36)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(24), px(20), px(20))
        whole.setSpacing(px(16))
        whole.addLayout(head)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.report_button)
        foot.addWidget(self.close_button)
        whole.addLayout(foot)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.sentence.report)
        self.report_button.set_words(_("Copied"))
