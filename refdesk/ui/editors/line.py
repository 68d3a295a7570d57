"""One line of text in a field, and the small buttons inside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from refdesk.ui import icons
from refdesk.ui.editors.field_style import set_flag
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type


def is_spare_undo(field: QLineEdit | QPlainTextEdit, event: QEvent) -> bool:
    """Tell whether a key of Undo or Redo is asked for that a field has no use for."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    text = field if isinstance(field, QLineEdit) else field.document()
    spare = (event.matches(QKeySequence.StandardKey.Undo) and not text.isUndoAvailable()) or (
        event.matches(QKeySequence.StandardKey.Redo) and not text.isRedoAvailable()
    )
    if spare:
        event.ignore()
    return spare


class InnerButton(QAbstractButton):
    """An icon or a word inside a field; the keys of the field do the same.

    Args:
        theme: colours and sizes.
        name: what it does.
        icon: a name of resources/icons; without one the name itself is shown.
    """

    def __init__(self, theme: Theme, name: str, icon: str = "") -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.setText(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            self.setToolTip(name)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return a square for an icon, the width of the word otherwise."""
        px = self._theme.px
        wide = px(28)
        if not self._icon:
            metrics = QFontMetricsF(self._theme.font(Type.BODY))
            wide = round(metrics.horizontalAdvance(self.text())) + px(12)
        return QSize(wide, px(28))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is here."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer has left."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon or the word."""
        painter = QPainter(self)
        ink = "accent" if self.underMouse() or self.isDown() else "text3"
        if self._icon:
            size = self._theme.px(16)
            at = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
            icons.paint(painter, self._theme, self._icon, ink, at)
            return
        painter.setFont(self._theme.font(Type.BODY))
        painter.setPen(self._theme.color(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Line(QLineEdit):
    """A line that can show a problem, a lock, a few muted words and buttons at its right.

    Args:
        theme: colours and sizes.
        longest: how many characters can be typed.
    """

    def __init__(self, theme: Theme, longest: int) -> None:
        super().__init__()
        self._theme = theme
        self._note = self._hint = ""
        self._buttons: list[InnerButton] = []
        self.setMaxLength(longest)
        theme.changed.connect(self.update)

    @property
    def note(self) -> str:
        """The muted words at the right."""
        return self._note

    def set_note(self, words: str) -> None:
        """Show muted words at the right."""
        if words != self._note:
            self._note = words
            self._make_room()
            self.update()

    def set_hint(self, words: str) -> None:
        """Show in an empty line how to type; not while it is locked."""
        self._hint = words
        self.setPlaceholderText("" if self.isReadOnly() else words)

    def add_button(self, button: InnerButton) -> None:
        """Put a button at the right."""
        button.setParent(self)
        self._buttons.append(button)
        self._make_room()

    def write(self, text: str) -> None:
        """Put a text in place of the one that stands there; Ctrl+Z brings that back."""
        self.blockSignals(True)  # noqa: FBT003  Qt's own
        self.selectAll()
        self.insert(text)
        self.setCursorPosition(0)
        self.blockSignals(False)  # noqa: FBT003

    def set_wrong(self, *, wrong: bool) -> None:
        """Show the border of a problem, or take it back."""
        set_flag(self, "wrong", on=wrong)

    def set_locked(self, *, locked: bool) -> None:
        """Let the text be read and copied but not changed."""
        self.setReadOnly(locked)
        self.set_hint(self._hint)
        set_flag(self, "locked", on=locked)
        for button in self._buttons:
            button.setVisible(not locked)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        """Leave the key of Undo to the window where nothing has been typed."""
        return not is_spare_undo(self, event) and super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons at the right."""
        super().resizeEvent(event)
        self._place_buttons()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, then the muted words and the lock."""
        super().paintEvent(event)
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        right = self.width() - px(6) - self._buttons_width()
        if self.isReadOnly():
            size = px(16)
            right -= size + px(4)
            at = QRectF(right, (self.height() - size) / 2, size, size)
            icons.paint(painter, theme, "lock", "text3", at)
        if self._note:
            painter.setFont(theme.font(Type.BODY))
            painter.setPen(theme.color("text3"))
            room = QRectF(0, 0, right - px(4 if self._buttons_width() else 8), self.height())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, flags, self._note)

    def _buttons_width(self) -> int:
        if self.isReadOnly():
            return 0
        # What is not in sight takes no room from the text.
        return sum(one.sizeHint().width() for one in self._buttons if not one.isHidden())

    def _make_room(self) -> None:
        px = self._theme.px
        wide = self._buttons_width()
        if self.isReadOnly():
            wide += px(20)
        if self._note:
            metrics = QFontMetricsF(self._theme.font(Type.BODY))
            wide += round(metrics.horizontalAdvance(self._note)) + px(12)
        self.setTextMargins(0, 0, wide, 0)
        self._place_buttons()

    def _place_buttons(self) -> None:
        right = self.width() - self._theme.px(3)
        for button in reversed(self._buttons):
            size = button.sizeHint()
            right -= size.width()
            button.setGeometry(
                right, (self.height() - size.height()) // 2, size.width(), size.height()
            )
