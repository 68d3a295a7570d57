"""The list under a field of what was found: names, what tells them apart, and adding a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from refdesk.i18n import _, plural
from refdesk.screens.finding import Found
from refdesk.ui import icons, keycaps
from refdesk.ui.editors.matched_text import MIDDLE, elided, paint_matched
from refdesk.ui.elided import shortened
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

ROW, LOW, NOTHING, FOOT, FRAME, GAP = 44, 32, 36, 38, 5, 5
MARGIN, NARROWEST = 4, 300
ADD_KEYS = "Ctrl+Enter"
_ENDS = frozenset({QEvent.Type.Move, QEvent.Type.WindowDeactivate, QEvent.Type.MouseButtonPress})


class FoundList(QWidget):
    """Lies over the window below its field; the focus and the keys stay in the field.

    It is a child of the window and no window of its own: those take the focus on some systems.
    """

    taken = Signal(int)
    added = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, field: QWidget, *, low: bool = False) -> None:
        super().__init__(field)
        self._high = LOW if low else ROW
        self._theme, self._field = theme, field
        self.rows: tuple[Found, ...] = ()
        self.current = -1
        self._first, self._fits = 0, 1
        self.typed = ""
        self.add_words = ""
        self._watched: list[QObject] = []
        self.setMouseTracking(True)
        field.destroyed.connect(self.deleteLater)
        self.hide()
        theme.changed.connect(self.update)

    def show_found(
        self, rows: Sequence[Found], typed: str, add_words: str = "", *, takes: bool = True
    ) -> None:
        """Open with what was found for `typed`; with `takes` the first is highlighted."""
        self.rows, self.typed, self.add_words = tuple(rows), typed, add_words
        self.current = 0 if rows and takes else -1
        self._first = 0
        if not self.isVisible():
            self._attach()
        self._place()
        self.show()
        self.raise_()
        self.update()

    def close_up(self) -> None:
        """Go out of sight."""
        if not self.isHidden():
            for watched in filter(isValid, self._watched):  # some go before this, with the window
                watched.removeEventFilter(self)
            self._watched.clear()
            self.hide()
            self.closed.emit()

    def step(self, step: int) -> None:
        """Highlight another row."""
        if self.rows:
            self.current = min(max(self.current + step, 0), len(self.rows) - 1)
            self._show_current()

    def said(self) -> str:
        """Return the highlighted row as a screen reader says it."""
        if not 0 <= self.current < len(self.rows):
            count = len(self.rows)
            return (
                plural("{count} offered", "{count} offered", count) if count else _("Nothing found")
            )
        row = self.rows[self.current]
        named = ", ".join(filter(None, (row.title, row.detail)))
        return _("{name}, {number} of {count}").format(
            name=named, number=self.current + 1, count=len(self.rows)
        )

    # Where it lies

    def _attach(self) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            self.setFocusProxy(self._field)  # so that a click leaves the focus where it is
        above: QWidget | None = self._field
        while above is not None:
            above.installEventFilter(self)
            self._watched.append(above)
            above = None if above is window else above.parentWidget()

    def _place(self) -> None:
        """Lie below the field, or above it where there is more room, with the rows that fit."""
        field, px = self._field, self._theme.px
        window = field.window()
        at = field.mapTo(window, QPoint(0, field.height() + px(GAP)))
        below = window.height() - at.y() - px(MARGIN)
        above = field.mapTo(window, QPoint(0, -px(GAP))).y() - px(MARGIN)
        bare = 2 * px(FRAME) + (px(FOOT) if self.add_words else 0)
        wanted = bare + (len(self.rows) * px(self._high) if self.rows else px(NOTHING))
        is_above = wanted > below and above > below
        room = above if is_above else below
        self._fits = max(min(len(self.rows), (room - bare) // px(self._high)), 1)
        high = bare + (self._fits * px(self._high) if self.rows else px(NOTHING))
        wide = min(max(field.width(), px(NARROWEST)), window.width())
        left = max(min(at.x(), window.width() - wide), 0)
        top = field.mapTo(window, QPoint(0, -px(GAP))).y() - high if is_above else at.y()
        self.setGeometry(left, top, wide, high)
        self._show_current()

    def _show_current(self) -> None:
        """Bring the highlighted row in sight."""
        first = min(self._first, self.current)
        self._first = max(first, self.current - self._fits + 1, 0)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay under the field while its form moves; go when the window does."""
        if not isValid(self._field):  # the window goes, and the field went before this
            return False
        kind = event.type()
        window = self._field.window()
        is_over = kind == QEvent.Type.Hide or (watched is window and kind in _ENDS)
        if is_over:
            self.close_up()
        elif kind in {QEvent.Type.Move, QEvent.Type.Resize}:
            self._place()
        return super().eventFilter(watched, event)

    # The mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Highlight the row under the pointer."""
        row = self._row_at(event.position())
        if 0 <= row < len(self.rows) and row != self.current:
            self.current = row
            self.update()
        shape = Qt.CursorShape.ArrowCursor if row < 0 else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the press: what lies below must not get it."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the row, or add what was typed."""
        event.accept()
        row = self._row_at(event.position())
        if 0 <= row < len(self.rows):
            self.taken.emit(row)
        elif row == len(self.rows):
            self.added.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the form below where it is."""
        event.accept()

    def _row_at(self, at: QPointF) -> int:
        """Return the row under a point, the number of rows for the foot, -1 for nothing."""
        if self.add_words and self._foot().contains(at):
            return len(self.rows)
        for number in self._in_sight():
            if self._row(number).contains(at):
                return number
        return -1

    # The picture

    def _in_sight(self) -> range:
        return range(self._first, min(self._first + self._fits, len(self.rows)))

    def _row(self, number: int) -> QRectF:
        px = self._theme.px
        top = px(FRAME) + (number - self._first) * px(self._high)
        return QRectF(px(FRAME), top, self.width() - 2 * px(FRAME), px(self._high))

    def _foot(self) -> QRectF:
        high = self._theme.px(FOOT)
        return QRectF(0, self.height() - high, self.width(), high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, the rows and the foot."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(theme.color("surface"))
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(body, px(6), px(6))
        if not self.rows:
            painter.setFont(theme.font(Type.BODY))
            painter.setPen(theme.color("text3"))
            at = QRectF(px(15), px(FRAME), self.width() - px(30), px(NOTHING))
            painter.drawText(at, MIDDLE, _("Nothing found"))
        for number in self._in_sight():
            at, row = self._row(number), self.rows[number]
            self._paint_row(painter, at, row, is_current=number == self.current)
        if self.add_words:
            self._paint_foot(painter)

    def _paint_row(self, painter: QPainter, at: QRectF, row: Found, *, is_current: bool) -> None:
        theme, px = self._theme, self._theme.px
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(at, px(3), px(3))
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(at.left(), at.top(), px(3), at.height()), 1, 1)
        inner = at.adjusted(px(10), px(5), -px(10), -px(5))
        half = inner.height() / 2
        above = QRectF(inner.left(), inner.top(), inner.width(), half)
        middle = above if row.detail else inner
        self._paint_title(painter, middle, row.title)
        if row.detail:
            font = theme.font(Type.SMALL)
            painter.setFont(font)
            painter.setPen(theme.color("text2" if is_current else "text3"))
            below = above.translated(0, half)
            text = QFontMetricsF(font).elidedText(
                row.detail, Qt.TextElideMode.ElideRight, below.width()
            )
            painter.drawText(below, MIDDLE, text)

    def _paint_title(self, painter: QPainter, at: QRectF, title: str) -> None:
        font = self._theme.font(Type.STRONG)
        painter.setFont(font)
        paint_matched(painter, self._theme, at, elided(font, title, at.width()), self.typed)

    def _paint_foot(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        foot = self._foot()
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(1, foot.top() + 0.5), QPointF(foot.right() - 1, foot.top() + 0.5))
        size, middle = px(16), foot.center().y()
        icons.paint(painter, theme, "plus", "accent", QRectF(px(14), middle - size / 2, size, size))
        right = foot.right() - px(14) - keycaps.width(theme, ADD_KEYS)
        keycaps.paint(painter, theme, right, middle, ADD_KEYS, on_accent=False)
        font = theme.font(Type.MEDIUM)
        left = px(14) + size + px(8)
        room = QRectF(left, foot.top(), right - left - px(8), foot.height())
        painter.setFont(font)
        painter.setPen(theme.color("accent"))
        painter.drawText(room, MIDDLE, self.foot_words(room.width()))

    def foot_words(self, wide: float) -> str:
        """Return what the foot says in so much room: of a long name the end is left out."""
        metrics = QFontMetricsF(self._theme.font(Type.MEDIUM))
        return shortened(self.add_words, self.typed.strip(), metrics, wide)
