"""The editor of tags: words as chips in one field."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from refdesk.domain.fields import Field
from refdesk.i18n import _
from refdesk.screens.entry import Entry
from refdesk.ui.editors.base import Finder
from refdesk.ui.editors.chip import Chip
from refdesk.ui.editors.field_style import HIGH, paint_frame
from refdesk.ui.editors.flow import Flow, fit
from refdesk.ui.editors.line import Line
from refdesk.ui.editors.simple import Part, SimpleEditor
from refdesk.ui.editors.text import longest
from refdesk.ui.theme import Theme

PARTING = re.compile(r"[,;\n\r]")
MOST_CHIPS = 60
"""More words than that stay a text: no record may have so many tags."""


class TagsBox(QWidget):
    """Chips, and a line for the next word, in one frame."""

    edited = Signal()

    def __init__(self, theme: Theme, most: int) -> None:
        super().__init__()
        self._theme = theme
        self._is_wrong = self._is_locked = False
        self.chips: list[Chip] = []
        self.line = Line(theme, most)
        self.line.setProperty("bare", True)  # noqa: FBT003  Qt's own
        self.line.setFrame(False)
        self.line.setMinimumWidth(theme.px(80))
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self._flow = Flow(theme.px(4), last_fills=True)
        self._flow.setContentsMargins(theme.px(6), theme.px(5), theme.px(6), theme.px(5))
        self.setLayout(self._flow)
        self._flow.addWidget(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.line)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        theme.changed.connect(self.update)

    def words(self) -> list[str]:
        """Return the tags, and what is typed of the next."""
        typed = self.line.text()
        return [chip.word for chip in self.chips] + ([typed] if typed.strip() else [])

    def show_words(self, text: str) -> None:
        """Show a text of words as chips."""
        for chip in list(self.chips):
            self._drop(chip)
        self.line.setText("")
        rest = self._take_in(text)
        self.line.setText(rest)

    def take_typed(self) -> bool:
        """Make chips of what is typed; tell whether there was anything."""
        text = self.line.text()
        if not text.strip():
            return False
        rest = self._take_in(text)
        if rest == text:
            return False
        self.line.setText(rest)
        return True

    def set_wrong(self, *, wrong: bool) -> None:
        """Show the border of a problem, or take it back."""
        self._is_wrong = wrong
        self.update()

    def set_locked(self, *, locked: bool) -> None:
        """Let the tags be read but not changed."""
        self._is_locked = locked
        self.line.set_locked(locked=locked)
        for chip in self.chips:
            chip.is_locked = locked
            chip.updateGeometry()
            chip.update()
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Go on typing."""
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Backspace from the line, and paint its focus around the whole."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._takes(event)
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame."""
        focus = self.line.hasFocus() or any(chip.hasFocus() for chip in self.chips)
        paint_frame(
            QPainter(self),
            self._theme,
            QRectF(self.rect()),
            focus=focus,
            wrong=self._is_wrong,
            locked=self._is_locked,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the rows of chips are."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._flow.invalidate()
        fit(self, self._theme.px(HIGH))

    def _takes(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self._is_locked or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.take_typed():
            self.edited.emit()
            return True
        if not self.chips or self.line.text():
            return False
        if key == Qt.Key.Key_Backspace:
            self._remove(self.chips[-1])
            return True
        if key == Qt.Key.Key_Left:
            self.chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _typed(self, text: str) -> None:
        if PARTING.search(text):
            self.line.setText(self._take_in(text))
        self.edited.emit()

    def _take_in(self, text: str) -> str:
        """Make chips of the words; return what is left, which is all where it is too much."""
        words = [" ".join(word.split()) for word in PARTING.split(text)]
        words = [word for word in dict.fromkeys(words) if word]
        there = {chip.word for chip in self.chips}
        new = [word for word in words if word not in there]
        if len(there) + len(new) > MOST_CHIPS:
            return text
        for word in new:
            self._add(word)
        self._fit()
        return ""

    def _add(self, word: str) -> None:
        chip = Chip(self._theme, word)
        chip.is_locked = self._is_locked
        chip.removed.connect(self._remove)
        chip.went.connect(self._go)
        self._flow.insert(len(self.chips), chip)
        self.chips.append(chip)
        chip.show()

    def _drop(self, chip: Chip) -> None:
        self.chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _remove(self, chip: Chip) -> None:
        after = self.chips.index(chip) + 1
        goes_on = chip.hasFocus() and after < len(self.chips)
        at = self.chips[after] if goes_on else self.line
        at.setFocus(Qt.FocusReason.OtherFocusReason)  # first: a chip that goes hands it to anyone
        self._drop(chip)
        self._fit()
        self.edited.emit()

    def _go(self, chip: Chip, step: int) -> None:
        place = max(self.chips.index(chip) + step, 0)
        at: QWidget = self.chips[place] if place < len(self.chips) else self.line
        at.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()


class TagsEditor(SimpleEditor):
    """Short words that a clinic marks its records with."""

    wide = 420

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        self.box = TagsBox(theme, longest(own))
        self.box.edited.connect(self._changed)
        self._row.addWidget(self.box)
        self.setFocusProxy(self.box)

    def control(self) -> QWidget:
        """Return the line for the next word."""
        return self.box.line

    def parts(self) -> tuple[Part, ...]:
        """Return the frame."""
        return (self.box,)

    def say(self, label: str, description: str) -> None:
        """Name the line, and say which tags there are."""
        words = ", ".join(chip.word for chip in self.box.chips)
        has = _("Has {words}.").format(words=words) if words else _("No tags yet.")
        words = " ".join(filter(None, (has, description)))
        super().say(label, words)
        self.box.setAccessibleName(label)
        self.box.setAccessibleDescription(words)

    def typed(self) -> Entry:
        """Return the words, parted by commas."""
        return ", ".join(self.box.words())

    def show_given(self, entry: Entry) -> None:
        """Show words as chips."""
        self.box.show_words(entry)
        self._tell()

    def tidy(self) -> None:
        """Make a chip of what is typed."""
        if not self.box.line.isReadOnly() and self.box.take_typed():
            self._tell()
            self.tidied()

    def _changed(self) -> None:
        self._tell()
        self.touch()
