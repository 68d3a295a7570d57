"""One question of a guide: label, field, help, and what is wrong with the answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.i18n import _
from refdesk.ui.parts import Icon, Text
from refdesk.ui.passphrase import PassphraseField
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

Check = Callable[[str], str]
"""What is wrong with an answer, as a sentence; nothing when it will do."""


class ProblemLine(QWidget):
    """What is wrong, in words, below the field that it is about."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = Icon(theme, "circle-alert", "danger", 14)
        self.words = Text(theme, "", Type.SMALL, "danger")
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self.words.setText(sentence)
        self.setVisible(bool(sentence))


class Asked(QWidget):
    """A field with its label; checked when it is left, not while a person types.

    Args:
        theme: colours and sizes.
        label: with an ampersand before its mnemonic.
        check: tells what is wrong with the text.
        field: to type into; a plain one when none is given.
        needed: why Continue waits for an answer; empty for a field that may stay empty.
        help: a sentence below the field.
        line: shows what is wrong; its own when none is given.
    """

    typed = Signal()

    def __init__(  # noqa: PLR0913  a question has these parts
        self,
        theme: Theme,
        label: str,
        check: Check,
        *,
        field: QLineEdit | None = None,
        needed: str = "",
        help: str = "",  # noqa: A002  what the vocabulary of fields calls it
        line: ProblemLine | None = None,
    ) -> None:
        super().__init__()
        self._check, self._needed = check, needed
        self.edit = field or QLineEdit()
        self.problem = line or ProblemLine(theme)
        self._help = help
        plain = label.replace("&", "")
        name = Text(theme, label, Type.LABEL, "text2")
        name.setTextFormat(Qt.TextFormat.AutoText)  # only then is the mnemonic underlined
        name.setBuddy(self.edit)
        self.edit.setAccessibleName(_("{label}, needed").format(label=plain) if needed else plain)
        self.edit.setAccessibleDescription(help)
        heads = QHBoxLayout()
        heads.setSpacing(theme.px(3))
        heads.addWidget(name)
        if needed:
            heads.addWidget(Text(theme, "*", Type.LABEL, "danger"))
        heads.addStretch(1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(5))
        self._rows.addLayout(heads)
        self._rows.addWidget(self.edit)
        if line is None:
            self._rows.addWidget(self.problem)
        if help:
            said = Text(theme, help, Type.SMALL, "text3")
            said.setWordWrap(True)
            self._rows.addWidget(said)
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        self.edit.ensurePolished()  # a page that is still hidden would keep a height without style

    @property
    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def add_below(self, widget: QWidget) -> None:
        """Put something between the field and what is said about it."""
        self._rows.insertWidget(2, widget)

    def is_sound(self) -> bool:
        """Check the answer, say what is wrong with it, and tell whether it will do."""
        text = self.text
        self.tell(self._needed if self._needed and not text.strip() else self._check(text))
        return not self._is_wrong

    def tell(self, sentence: str) -> None:
        """Show what is wrong, or with an empty sentence that nothing is."""
        self._mark(wrong=bool(sentence))
        self.problem.say(sentence)
        if not isinstance(self.edit, PassphraseField):
            self.edit.setAccessibleDescription(sentence or self._help)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Check the answer when the field is left."""
        if event.type() is QEvent.Type.FocusOut and watched is self.edit and self.text.strip():
            self.is_sound()
        return super().eventFilter(watched, event)

    @property
    def _is_wrong(self) -> bool:
        return bool(self.edit.property("wrong") == "true")

    def _typed(self, _text: str) -> None:
        if self._is_wrong:
            self.tell("")
        self.typed.emit()

    def _mark(self, *, wrong: bool) -> None:
        if wrong != self._is_wrong:
            self.edit.setProperty("wrong", "true" if wrong else "false")
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)


def reader(field: Field) -> Check:
    """Return the check of a field of a record."""

    def check(text: str) -> str:
        try:
            value = field.parse(text)
        except UserError as error:
            return error.message
        wrong = field.check(value)
        return wrong.message if wrong else ""

    return check


def with_mnemonic(label: str, taken: set[str]) -> str:
    """Return a label with the first letter that is still free marked, and take that letter."""
    for place, letter in enumerate(label):
        if letter.isascii() and letter.isalpha() and letter.lower() not in taken:
            taken.add(letter.lower())
            return f"{label[:place]}&{label[place:]}"
    return label
