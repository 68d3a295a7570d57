"""A few choices side by side, the chosen one with a check mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from refdesk.i18n import _
from refdesk.ui import icons
from refdesk.ui.editors.field_style import HIGH, edge, inside, paint_frame
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

SIDE, CHECK, GAP = 8, 16, 4
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_CLEARING = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


def width_of(theme: Theme, label: str) -> float:
    """Return how wide a label is with its check mark, chosen or not."""
    words = QFontMetricsF(theme.font(Type.STRONG)).horizontalAdvance(label)
    return words + 2 * theme.px(SIDE) + theme.px(CHECK) + theme.px(GAP)


def width_of_all(theme: Theme, labels: Iterable[str]) -> int:
    """Return how wide labels are side by side."""
    return round(sum(width_of(theme, label) for label in labels)) + 2


class Segment(QRadioButton):
    """One of the choices; a radio button to screen readers. Its keys go to the whole."""

    def __init__(self, theme: Theme, code: str, label: str, whole: Segments) -> None:
        super().__init__(label.replace("&", "&&"), whole)
        self._theme, self._whole = theme, whole
        self.code, self.label = code, label
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def hitButton(self, pos: QPoint) -> bool:
        """Be clickable all over."""
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        """Leave it to the whole what is chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand every key to the whole."""
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Hand every key to the whole."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus around the whole."""
        super().focusInEvent(event)
        self._whole.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus back from the whole."""
        super().focusOutEvent(event)
        self._whole.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of what is chosen, its check mark and the label."""
        theme, px, whole = self._theme, self._theme.px, self._whole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = edge(theme, focus=whole.hasFocus(), wrong=whole.is_wrong, locked=whole.is_locked)[1]
        outer = QRectF(whole.rect().translated(-self.pos()))
        painter.setClipPath(inside(theme, outer, wide))
        if self.isChecked():
            painter.fillRect(self.rect(), theme.color("line" if whole.is_locked else "soft"))
        elif self.underMouse() and not whole.is_locked:
            painter.fillRect(self.rect(), theme.color("surface2"))
        if self.x() > 0:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(0.5, 0), QPointF(0.5, self.height()))
        self._paint_words(painter, px(SIDE))

    def _paint_words(self, painter: QPainter, side: int) -> None:
        theme, px = self._theme, self._theme.px
        chosen, locked = self.isChecked(), self._whole.is_locked
        font = theme.font(Type.STRONG if chosen else Type.BODY)
        ink = "text3" if locked else "text"
        if chosen:
            ink = "text2" if locked else "accent"
        check = px(CHECK) + px(GAP) if chosen else 0
        metrics = QFontMetricsF(font)
        room = self.width() - 2 * side - check + 1
        words = metrics.elidedText(self.label, Qt.TextElideMode.ElideRight, room)
        left = (self.width() - check - metrics.horizontalAdvance(words)) / 2
        if chosen:
            middle = (self.height() - px(CHECK)) / 2
            at = QRectF(left, middle, px(CHECK), px(CHECK))
            icons.paint(painter, theme, "check", ink, at)
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        at = QRectF(left + check, 0, self.width(), self.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class Segments(QWidget):
    """A segmented control: one tab stop; arrows and first letters choose.

    Args:
        theme: colours and sizes.
        options: code and label of each choice.
        required: whether one must be chosen; else Space or Del takes the choice back.
    """

    chosen = Signal(str)
    """The person has chosen the option of this code, or none (empty)."""

    def __init__(
        self, theme: Theme, options: Sequence[tuple[str, str]], *, required: bool = True
    ) -> None:
        super().__init__()
        self._theme, self._required = theme, required
        self.is_wrong = self.is_locked = False
        self.segments = [Segment(theme, code, label, self) for code, label in options]
        for segment in self.segments:
            segment.clicked.connect(lambda _on, at=segment: self._press(at))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.choose("")
        theme.changed.connect(self.update)

    def code(self) -> str:
        """Return the code of what is chosen; empty for none."""
        return next((segment.code for segment in self.segments if segment.isChecked()), "")

    def choose(self, code: str) -> None:
        """Show another choice, or none; `chosen` is not emitted."""
        for segment in self.segments:
            segment.setAutoExclusive(False)  # else what is chosen could not be taken back
            segment.setChecked(segment.code == code)
        for segment in self.segments:
            segment.setAutoExclusive(True)  # makes them radio buttons to screen readers
        self._lay()
        self._lead_focus()
        self.update()

    def set_wrong(self, *, wrong: bool) -> None:
        """Show the border of a problem, or take it back."""
        self.is_wrong = wrong
        self.update()

    def set_locked(self, *, locked: bool) -> None:
        """Let the choice be read but not changed."""
        self.is_locked = locked
        self.updateGeometry()
        self._lay()
        self.update()

    def say(self, label: str, description: str) -> None:
        """Tell screen readers what is chosen here, and which of how many each choice is."""
        self.setAccessibleName(label)
        self.setAccessibleDescription(description)
        for place, segment in enumerate(self.segments, start=1):
            where = _("{label}, {place} of {count}").format(
                label=label, place=place, count=len(self.segments)
            )
            segment.setAccessibleDescription(" ".join(filter(None, (where, description))))

    def natural_width(self) -> int:
        """Return how wide all labels are side by side."""
        return width_of_all(self._theme, (segment.label for segment in self.segments))

    def sizeHint(self) -> QSize:
        """Return the width of all labels, and of the lock."""
        return QSize(self.natural_width() + self._lock_width(), self._theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Return the width at which labels are cut but can be told apart."""
        return QSize(self._theme.px(44) * len(self.segments), self._theme.px(HIGH))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Share the room out."""
        self._lay()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, and the lock."""
        painter = QPainter(self)
        paint_frame(
            painter,
            self._theme,
            QRectF(self.rect()),
            focus=self.hasFocus(),
            wrong=self.is_wrong,
            locked=self.is_locked,
        )
        if self.is_locked:
            size = self._theme.px(16)
            at = QRectF(self.width() - size - self._theme.px(8), (self.height() - size) / 2, 0, 0)
            at.setSize(QSize(size, size).toSizeF())
            icons.paint(painter, self._theme, "lock", "text3", at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrows and first letters; take back by Space and Del."""
        if self.is_locked or not self._takes(event):
            event.ignore()

    def _takes(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if plain:
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._pick(self.segments[0 if key == Qt.Key.Key_Home else -1].code)
        elif key == Qt.Key.Key_Space:
            self._press(self.segments[self._place()])
        elif key in _CLEARING and not self._required:
            self._pick("")
        else:
            return self._jump(event.text())
        return True

    def _step(self, step: int) -> None:
        place = self._place() + step if self.code() else (0 if step > 0 else -1)
        self._pick(self.segments[place % len(self.segments)].code)

    def _jump(self, letter: str) -> bool:
        """Choose the next label that begins with the letter."""
        if not letter.strip():
            return False
        start = self._place() + 1 if self.code() else 0
        turned = self.segments[start:] + self.segments[:start]
        for segment in turned:
            if segment.label.casefold().startswith(letter.casefold()):
                self._pick(segment.code)
                return True
        return False

    def _place(self) -> int:
        return next((n for n, segment in enumerate(self.segments) if segment.isChecked()), 0)

    def _press(self, segment: Segment) -> None:
        if segment.isChecked() and not self._required:
            self._pick("")
        else:
            self._pick(segment.code)

    def _pick(self, code: str) -> None:
        if self.is_locked or code == self.code():
            return
        self.choose(code)
        self.chosen.emit(code)

    def _lead_focus(self) -> None:
        """Let Tab lead to what is chosen, else to the first; move the focus if it is here."""
        was_here = self.hasFocus()
        at = self.segments[self._place()]
        for segment in self.segments:
            segment.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if segment is at else Qt.FocusPolicy.ClickFocus
            )
        self.setFocusProxy(at)
        if was_here:
            at.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lock_width(self) -> int:
        return self._theme.px(28) if self.is_locked else 0

    def _lay(self) -> None:
        """Share the room out; where it is short, room for check marks not shown goes first."""
        room = self.width() - self._lock_width()
        wide = [width_of(self._theme, segment.label) for segment in self.segments]
        if sum(wide) > room:
            check = self._theme.px(CHECK) + self._theme.px(GAP)
            pairs = zip(self.segments, wide, strict=True)
            wide = [each if segment.isChecked() else each - check for segment, each in pairs]
        spare = room - sum(wide)
        left = 0.0
        for segment, each in zip(self.segments, wide, strict=True):
            right = left + each + (spare / len(wide) if spare > 0 else spare * each / sum(wide))
            segment.setToolTip(segment.label if spare < 0 else "")
            segment.setGeometry(QRect(round(left), 0, round(right) - round(left), self.height()))
            left = right
