"""A text to read, as it is: plain, in the letters of the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

BESIDE = 24


class TextView(QWidget):
    """Shows a text; nothing in it is followed or run, and none of it is copied past the gate.

    Args:
        theme: colours and sizes.
        text: what it says.
        goes_on: whether that is only its beginning.
    """

    def __init__(self, theme: Theme, text: str, *, goes_on: bool) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self.notice = Notice(theme)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("Text of the file"))
        self.words.setPlainText(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(BESIDE), px(16), px(BESIDE), px(16))
        column.setSpacing(px(12))
        column.addWidget(self.notice)
        column.addWidget(self.words, 1)
        if goes_on:
            words = _("Save a copy to read all of it.")
            self.notice.tell(Weight.INFO, _("Only the beginning is shown."), words)
        self.setFocusProxy(self.words)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        theme, t, px = self._theme, self._theme.tokens, self._theme.px
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(theme.font(Type.BODY).pointSizeF())  # tables of reports stay in line
        self.words.setFont(font)
        self.words.setStyleSheet(f"""
QPlainTextEdit {{ background: {t.surface}; color: {t.text}; padding: {px(8)}px;
    border: {px(2)}px solid {t.surface}; border-radius: {px(6)}px; }}
QPlainTextEdit:focus {{ border-color: {t.accent}; }}
""")
