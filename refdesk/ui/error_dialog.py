"""The one dialog for what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from refdesk.i18n import _
from refdesk.ui.parts import Button, Icon, Look, Text
from refdesk.ui.sentences import Sentence
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WORDS = 360
"""Width of the sentences, in pixels at 100 %."""


class ErrorDialog(QDialog):
    """What happened, what was kept, what to do."""

    def __init__(self, theme: Theme, sentence: Sentence, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme, self.sentence = theme, sentence
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
        self.report_button.setAutoDefault(False)
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
        self.close_button.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, as every dialog does."""
        QPainter(self).fillRect(self.rect(), self._theme.color("surface"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.sentence.report)
        self.report_button.set_words(_("Copied"))
