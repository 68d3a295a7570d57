"""One field of a form: its label, its editor, and what is wrong with it in words."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from refdesk.domain.fields import Field
from refdesk.i18n import _
from refdesk.ui.editors.base import Editor
from refdesk.ui.parts import Icon, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

LONG = 24
"""Characters of a label from which its tooltip says it whole."""


class FieldLabel(Text):
    """The name of a field; a long one loses its end, never the mnemonic that it answers to."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text, Type.LABEL, "text2")
        self.setTextFormat(Qt.TextFormat.AutoText)  # only then is the mnemonic underlined

    def minimumSizeHint(self) -> QSize:
        """Want little room, so that a clinic's own long label does not widen its column."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self._theme.px(60)), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words that fit."""
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        shown = Qt.TextFlag.TextShowMnemonic
        mode = Qt.TextElideMode.ElideRight
        words = self.fontMetrics().elidedText(self.text(), mode, self.width(), shown.value)
        flags = Qt.AlignmentFlag.AlignVCenter.value | shown.value
        self.style().drawItemText(
            QPainter(self),
            self.rect(),
            flags,
            self.palette(),
            self.isEnabled(),
            words,
            QPalette.ColorRole.WindowText,
        )


class FieldBox(QWidget):
    """Label above, editor, help or problem below.

    Args:
        theme: colours and sizes.
        own: the field.
        editor: edits it.
        label: with an ampersand before its mnemonic.
    """

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, theme: Theme, own: Field, editor: Editor, label: str) -> None:
        super().__init__()
        self.own, self.editor = own, editor
        px = theme.px
        self.label = FieldLabel(theme, label)
        self.label.setToolTip(_(own.label) if len(own.label) > LONG else "")
        self.label.setBuddy(editor.control())
        self.star = Text(theme, "*", Type.LABEL, "danger")
        self.star.setToolTip(_("Needed to save"))
        head = QHBoxLayout()
        head.setSpacing(px(3))
        head.addWidget(self.label)
        head.addWidget(self.star)
        head.addStretch(1)
        self.help = Text(theme, _(own.help), Type.SMALL, "text3")
        self.help.setWordWrap(True)
        self._problem = QWidget()
        self.problem = Text(theme, "", Type.SMALL, "danger")
        self.problem.setWordWrap(True)
        self.problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self._problem)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(5))
        row.addWidget(
            Icon(theme, "circle-alert", "danger", 14), alignment=Qt.AlignmentFlag.AlignTop
        )
        row.addWidget(self.problem, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(4))
        whole.addLayout(head)
        whole.addWidget(editor)
        whole.addWidget(self.help)
        whole.addWidget(self._problem)
        whole.addStretch(1)
        self._problem.hide()
        self.help.setVisible(bool(own.help))
        editor.edited.connect(lambda: self.edited.emit(own.name))
        editor.left.connect(lambda: self.left.emit(own.name))
        self._needed = False
        self.set_needed(needed=False)

    def set_needed(self, *, needed: bool) -> None:
        """Show whether the record can be saved without this field."""
        self._needed = needed
        self.star.setVisible(needed)
        self._name()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong, beside the field and to a screen reader; empty takes it back."""
        if sentence == self.problem.text() and self._problem.isHidden() == (not sentence):
            return
        self.problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.help.setVisible(bool(self.own.help) and not sentence)
        self.editor.mark(sentence)
        self._name()
        if sentence:
            event = QAccessibleEvent(self.editor.control(), QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    def focus_problem(self) -> None:
        """Give the part that is wrong the focus, ready to be typed over."""
        part = self.editor.wrong_part()
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(part, QLineEdit):
            part.selectAll()

    def focus_editor(self) -> None:
        """Give the editor the focus."""
        self.editor.control().setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> None:
        label = _(self.own.label)
        name = _("{label}, needed").format(label=label) if self._needed else label
        self.editor.name(name, self.problem.text() or _(self.own.help))
