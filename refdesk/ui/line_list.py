"""Lines of a panel: when, what, who; Enter opens one, its letter does what it offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from refdesk.i18n import _
from refdesk.screens.panels import Line
from refdesk.screens.spec import Tone
from refdesk.ui import icons, keycaps
from refdesk.ui.list_choices import PickList
from refdesk.ui.row_painter import TONES
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HIGH, TALL, ICON = 33, 46, 16
NARROW = 430
"""Width of a list, in pixels at 100 %, below which a line takes two rows."""
LINE = Qt.ItemDataRole.UserRole + 1
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Columns:
    """What the widest of each part of the lines takes, in pixels."""

    when: float = 0
    time: float = 0
    deed: float = 0


class LineList(PickList):
    """As high as its lines are; the page scrolls. Keys it has no use for are the page's."""

    opened = Signal(object)
    """A line that Enter or a double click opens."""
    acted = Signal(object)
    """A deed of a line: its letter was pressed, or its words were clicked."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.letters_act = True
        self.columns = Columns()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(LinePainter(theme, self))
        self.itemDoubleClicked.connect(self._open)
        theme.changed.connect(self._fit)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; the one that was chosen stays so, or the one that takes its place."""
        before, place = self.line(), self.currentRow()
        self.blockSignals(True)  # noqa: FBT003  Qt's
        self.clear()
        for one in lines:
            self.add(in_words(one), one.row_id).setData(LINE, one)
        self.blockSignals(False)  # noqa: FBT003  Qt's
        keys = [(one.kind, one.row_id) for one in lines]
        key = (before.kind, before.row_id) if before and before.kind else None
        if place >= 0:
            self.setCurrentRow(keys.index(key) if key in keys else min(place, len(lines) - 1))
        self._fit()

    def line(self) -> Line | None:
        """Return the line that is chosen."""
        found = self.item(self.currentRow()).data(LINE) if self.currentRow() >= 0 else None
        return found if isinstance(found, Line) else None

    def rows_with(self, letter: str) -> list[int]:
        """Return the rows of the lines that offer something under a letter."""
        every = [self.item(row).data(LINE) for row in range(self.count())]
        return [row for row, line in enumerate(every) if line.deed and line.deed.letter == letter]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to another line, open it, or do what it offers."""
        line, key = self.line(), Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        letter = event.text().upper()
        if held:
            event.ignore()
        elif key in _MOVES:
            super().keyPressEvent(event)
        elif line is None:
            event.ignore()
        elif key in _ENTER:
            self._open()
        elif key is Qt.Key.Key_Delete and line.removes:
            self.acted.emit(line.removes)
        elif self.letters_act and line.deed and letter == line.deed.letter:
            self.acted.emit(line.deed)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what a line offers where its words are clicked."""
        super().mouseReleaseEvent(event)
        line, at = self.line(), event.position().toPoint()
        if line is None or line.deed is None or self.itemAt(at) is not self.currentItem():
            return
        if at.x() > self.viewport().width() - self._theme.px(16) - self.deed_width(line):
            self.acted.emit(line.deed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first line where none was; Qt by itself would not show it as chosen."""
        if self.count():
            self.setCurrentRow(max(self.currentRow(), 0))
        super().focusInEvent(event)

    @property
    def is_narrow(self) -> bool:
        """Whether lines need two rows."""
        return self.width() < self._theme.px(NARROW)

    def row_height(self) -> int:
        """Return the height of a line."""
        return self._theme.px(TALL if self.is_narrow else HIGH)

    def sizeHint(self) -> QSize:
        """Return the height of all lines."""
        return QSize(self._theme.px(260), self.count() * self.row_height())

    def minimumSizeHint(self) -> QSize:
        """Return the same height: nothing is hidden."""
        return QSize(self._theme.px(150), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take two rows for a line where there is little room."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.doItemsLayout()
            self._fit()

    def deed_width(self, line: Line) -> float:
        """Return how wide the words and the key of a line's deed are."""
        if line.deed is None:
            return 0
        metrics = QFontMetricsF(self._theme.font(Type.MEDIUM))
        key = self._theme.px(6) + keycaps.width(self._theme, line.deed.letter)
        return metrics.horizontalAdvance(line.deed.words) + (key if self.letters_act else 0)

    def _open(self, _item: object = None) -> None:
        """Open what a line is about; some are about nothing more."""
        line = self.line()
        if line is not None and line.kind:
            self.opened.emit(line)

    def _fit(self) -> None:
        lines: list[Line] = [self.item(place).data(LINE) for place in range(self.count())]
        body = QFontMetricsF(self._theme.font(Type.BODY))
        self.columns = Columns(
            max((body.horizontalAdvance(one.when) for one in lines), default=0),
            max((body.horizontalAdvance(one.time) for one in lines), default=0),
            max((self.deed_width(one) for one in lines), default=0),
        )
        self.setFixedHeight(self.sizeHint().height())

    def _dress(self) -> None:
        t = self._theme.tokens
        self.setStyleSheet(f"""
QListWidget {{ background: {t.surface}; color: {t.text}; border: 0; padding: 0; outline: 0; }}
""")


def in_words(line: Line) -> str:
    """Return a line as a screen reader says it."""
    deed = line.deed
    offered = _("{action}: {keys}").format(action=deed.words, keys=deed.letter) if deed else ""
    return ", ".join(part for part in (line.when, line.time, line.words, line.who, offered) if part)


class LinePainter(QStyledItemDelegate):
    """Paints the parts of a line under each other from line to line."""

    def __init__(self, theme: Theme, view: LineList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(self._theme.px(120), self._view.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, time, icon, words, who, and what can be done."""
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        theme, px = self._theme, self._theme.px
        state: QStyle.StateFlag = option.state
        at = QRectF(option.rect)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen:
            painter.fillRect(at, theme.color("soft"))
            painter.fillRect(QRectF(at.left(), at.top(), px(3), at.height()), theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver and (line.kind or line.deed):
            painter.fillRect(at, theme.color("surface2"))
        if index.row():
            painter.fillRect(QRectF(at.left(), at.top(), at.width(), 1), theme.color("line"))
        inner = at.adjusted(px(12), 0, -px(12), 0)
        if self._view.columns.deed:
            if line.deed:
                self._deed(painter, inner, line, is_chosen=is_chosen)
            inner.setRight(inner.right() - self._view.columns.deed - px(14))
        (self._in_two if self._view.is_narrow else self._in_one)(painter, inner, line)
        painter.restore()

    def _in_one(self, painter: QPainter, at: QRectF, line: Line) -> None:
        theme, px, columns = self._theme, self._theme.px, self._view.columns
        left = at.left()
        for said, wide, ink in (
            (line.when, columns.when, self._ink(line) if not line.time else "text"),
            (line.time, columns.time, "text2"),
        ):
            if wide:
                place = QRectF(left, at.top(), wide + 1, at.height())
                _say(painter, place, said, theme.font(Type.BODY), theme.color(ink))
                left += wide + px(16)
        left = self._icon(painter, QRectF(left, at.top(), px(ICON), at.height()), line)
        who = min(self._who_width(line), at.width() * 0.32)
        if who:
            place = QRectF(at.right() - who, at.top(), who + 1, at.height())
            _say(painter, place, line.who, theme.font(Type.BODY), theme.color("text2"))
        words = QRectF(left, at.top(), at.right() - left - who - px(12), at.height())
        _say(painter, words, line.words, self._font(line), theme.color("text"))

    def _in_two(self, painter: QPainter, at: QRectF, line: Line) -> None:
        theme, px = self._theme, self._theme.px
        first = QRectF(at.left(), at.top() + px(5), at.width(), px(18))
        second = QRectF(at.left(), first.bottom(), at.width(), px(16))
        first.setLeft(
            self._icon(painter, QRectF(first.left(), first.top(), px(ICON), px(18)), line)
        )
        second.setLeft(first.left())
        _say(painter, first, line.words, self._font(line), theme.color("text"))
        below = ", ".join(part for part in (line.when, line.time, line.who) if part)
        _say(painter, second, below, theme.font(Type.SMALL), theme.color(self._ink(line)))

    def _icon(self, painter: QPainter, at: QRectF, line: Line) -> float:
        px = self._theme.px
        if not line.icon:
            return at.left()
        square = QRectF(at.left(), at.center().y() - px(ICON) / 2, px(ICON), px(ICON))
        ink = "text3" if line.tone is Tone.PLAIN else TONES[line.tone][0]
        icons.paint(painter, self._theme, line.icon, ink, square)
        return square.right() + px(8)

    def _deed(self, painter: QPainter, at: QRectF, line: Line, *, is_chosen: bool) -> None:
        theme, px, deed = self._theme, self._theme.px, line.deed
        if deed is None:
            return
        wide, middle = self._view.deed_width(line), at.center().y()
        left, letters = at.right() - wide, self._view.letters_act
        filled = is_chosen and letters
        if filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            ground = QRectF(left - px(8), middle - px(13), wide + px(14), px(26))
            painter.drawRoundedRect(ground, px(6), px(6))
        font = theme.font(Type.MEDIUM)
        place = QRectF(left, at.top(), wide, at.height())
        _say(painter, place, deed.words, font, theme.color("onacc" if filled else "accent"))
        if letters:
            left += QFontMetricsF(font).horizontalAdvance(deed.words) + px(6)
            keycaps.paint(painter, theme, left, middle, deed.letter, on_accent=filled)

    def _font(self, line: Line) -> QFont:
        return self._theme.font(Type.MEDIUM if line.is_strong else Type.BODY)

    def _ink(self, line: Line) -> str:
        is_late = line.tone in {Tone.WARN, Tone.DANGER} and line.deed is not None
        return TONES[line.tone][0] if is_late else "text2"

    def _who_width(self, line: Line) -> float:
        metrics = QFontMetricsF(self._theme.font(Type.BODY))
        return metrics.horizontalAdvance(line.who) if line.who else 0


def _say(painter: QPainter, at: QRectF, words: str, font: QFont, ink: QColor) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    text = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width() + 1)
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
