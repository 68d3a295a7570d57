"""Editors for text of one line, for numbers and the like, and for notes of many lines."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from refdesk.domain import kinds
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.screens.entry import Entry
from refdesk.ui import icons
from refdesk.ui.editors.base import Finder
from refdesk.ui.editors.field_style import set_flag
from refdesk.ui.editors.line import Line, is_spare_undo
from refdesk.ui.editors.offering_line import Ask, OfferingLine
from refdesk.ui.editors.simple import Part, SimpleEditor
from refdesk.ui.theme import Theme

SPARE = 100
"""How much more than fits can be typed, so that too long a text is told and not cut."""
FEWEST, MOST = 3, 8
"""Lines of a note that are shown."""

_HINTS = {
    kinds.PHONE: Qt.InputMethodHint.ImhDialableCharactersOnly,
    kinds.EMAIL: Qt.InputMethodHint.ImhEmailCharactersOnly,
    kinds.NPI: Qt.InputMethodHint.ImhDigitsOnly,
    kinds.INTEGER: Qt.InputMethodHint.ImhFormattedNumbersOnly,
    kinds.DECIMAL: Qt.InputMethodHint.ImhFormattedNumbersOnly,
    kinds.MONEY: Qt.InputMethodHint.ImhFormattedNumbersOnly,
}
_WIDE = {kinds.NPI: 140, kinds.PHONE: 180, kinds.INTEGER: 120, kinds.DECIMAL: 140, kinds.MONEY: 140}


def tidied(own: Field, text: str) -> str:
    """Return a text as the program writes its value; one that is no value stays as it is."""
    try:
        return own.show(own.parse(text))
    except UserError:
        return text


def longest(own: Field) -> int:
    """Return how many characters can be typed into a field."""
    most = own.limit if own.kind.longest == sys.maxsize else own.kind.longest
    return most + SPARE


class TextEditor(SimpleEditor):
    """One line for text, numbers, money, phones, emails and NPIs."""

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        self.wide = _WIDE.get(own.kind, 280)
        self.line = (OfferingLine if own.completes else Line)(theme, longest(own))
        if own.kind in _HINTS:
            self.line.setInputMethodHints(_HINTS[own.kind])
        self.line.textEdited.connect(self.touch)
        if isinstance(self.line, OfferingLine):
            self.line.taken.connect(self.touch)
        self._row.addWidget(self.line)
        self.setFocusProxy(self.line)

    def control(self) -> QWidget:
        """Return the line."""
        return self.line

    def parts(self) -> tuple[Part, ...]:
        """Return the line."""
        return (self.line,)

    def say(self, label: str, description: str) -> None:
        """Give the line its name; an open list says more."""
        super().say(label, description)
        if isinstance(self.line, OfferingLine):
            self.line.describe(description)

    def offer_from(self, ask: Ask) -> None:
        """Say where the texts come from that are offered while one types."""
        if isinstance(self.line, OfferingLine):
            self.line.offer_from(ask)

    def typed(self) -> Entry:
        """Return the text."""
        return self.line.text()

    def show_given(self, entry: Entry) -> None:
        """Show a text from its beginning."""
        self.line.setText(entry)
        self.line.setCursorPosition(0)

    def tidy(self) -> None:
        """Write a value as the program writes it."""
        before = self.line.text()
        after = tidied(self.own, before)
        if after != before and not self.line.isReadOnly():
            self.line.write(after)
            self.tidied()


class NoteBox(QPlainTextEdit):
    """A few lines that grow with their text; plain text only, and Tab leaves it."""

    def __init__(self, theme: Theme, limit: int) -> None:
        super().__init__()
        self._theme, self._limit = theme, limit
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def sizeHint(self) -> QSize:
        """Return the height of the lines shown."""
        return QSize(self._theme.px(280), self.height())

    def event(self, event: QEvent) -> bool:
        """Leave the key of Undo to the window where nothing has been typed."""
        return not is_spare_undo(self, event) and super().event(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text, of a huge one no more than shows that it is too long."""
        self.insertPlainText(source.text()[: self._limit + SPARE])

    def set_wrong(self, *, wrong: bool) -> None:
        """Show the border of a problem, or take it back."""
        set_flag(self, "wrong", on=wrong)

    def set_locked(self, *, locked: bool) -> None:
        """Let the text be read and copied but not changed."""
        self.setReadOnly(locked)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        if locked:
            self.setTextInteractionFlags(flags | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        else:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        set_flag(self, "locked", on=locked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll only while the person is at it; else the form scrolls."""
        if self.hasFocus() and self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow when the lines wrap anew."""
        super().resizeEvent(event)
        self._grow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then the lock."""
        super().paintEvent(event)
        if self.isReadOnly():
            px = self._theme.px
            view = self.viewport()
            at = QRectF(view.width() - px(20), px(4), px(16), px(16))
            icons.paint(QPainter(view), self._theme, "lock", "text3", at)

    def _grow(self) -> None:
        lines = round(self.document().documentLayout().documentSize().height())
        line = QFontMetricsF(self.font()).lineSpacing()
        around = 2 * self.document().documentMargin() + 2 * self._theme.px(4)
        high = round(line * min(max(lines, FEWEST), MOST) + around) + 1
        if high != self.minimumHeight():
            self.setFixedHeight(high)


class NoteEditor(SimpleEditor):
    """Text of many lines."""

    wide = 560

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        self.box = NoteBox(theme, own.limit)
        self._shows = False
        self.box.textChanged.connect(self._changed)
        self._row.addWidget(self.box)
        self.setFocusProxy(self.box)

    def control(self) -> QWidget:
        """Return the box."""
        return self.box

    def parts(self) -> tuple[Part, ...]:
        """Return the box."""
        return (self.box,)

    def typed(self) -> Entry:
        """Return the text."""
        return self.box.toPlainText()

    def show_given(self, entry: Entry) -> None:
        """Show a text from its beginning."""
        self._shows = True
        self.box.setPlainText(entry)
        self._shows = False

    def _changed(self) -> None:
        if not self._shows:
            self.touch()
