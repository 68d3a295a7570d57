"""A small calendar that opens below a date and takes a day by keys or mouse."""

from __future__ import annotations

import calendar
import datetime as dt

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.domain.dates import EARLIEST, LATEST
from refdesk.i18n import _
from refdesk.ui.editors.line import InnerButton
from refdesk.ui.editors.near_dates import MONTHS, SHORT_WEEKDAYS, local_now, said
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

CELL, ROWS, COLUMNS = 32, 6, 7
_DAYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_TAKING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


def months_on(day: dt.date, months: int) -> dt.date:
    """Return the same day of another month, or that month's last; never outside what is known."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return min(max(dt.date(year, month + 1, min(day.day, last)), EARLIEST), LATEST)


class MonthGrid(QWidget):
    """The days of one month, weeks from Sunday; the focused day is said."""

    taken = Signal(object)
    moved = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.day = self.today = local_now().date()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(theme.px(CELL) * COLUMNS, theme.px(CELL) * (ROWS + 1))
        theme.changed.connect(self.update)

    def show_day(self, day: dt.date) -> None:
        """Show a day in its month, and say it."""
        self.day = min(max(day, EARLIEST), LATEST)
        words = said(self.day)
        if self.day == self.today:
            words = _("{day}, today").format(day=words)
        self.setAccessibleName(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.update()
        self.moved.emit()

    def go_months(self, months: int) -> None:
        """Show another month."""
        self.show_day(months_on(self.day, months))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by days, weeks and months; Home is today, Enter takes the day."""
        key = Qt.Key(event.key())
        if key in _DAYS:
            self.show_day(self.day + dt.timedelta(days=_DAYS[key]))
        elif key in _MONTHS:
            years = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.go_months(_MONTHS[key] * (12 if years else 1))
        elif key == Qt.Key.Key_Home:
            self.show_day(self.today)
        elif key in _TAKING:
            self.taken.emit(self.day)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the day under the pointer."""
        day = self.day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(day)

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        """Show the day under the pointer."""
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        """Show no day under the pointer any more."""
        self.update()

    def day_at(self, at: QPoint) -> dt.date | None:
        """Return the day at a place."""
        cell = self._theme.px(CELL)
        column, row = at.x() // cell, at.y() // cell - 1
        if not (0 <= column < COLUMNS and 0 <= row < ROWS):
            return None
        day = self._first() + dt.timedelta(days=row * COLUMNS + column)
        return day if EARLIEST <= day <= LATEST else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names of the weekdays and six weeks."""
        theme, cell = self._theme, self._theme.px(CELL)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Type.LABEL))
        painter.setPen(theme.color("text3"))
        for column in range(COLUMNS):
            at = QRectF(column * cell, 0, cell, cell)
            name = _(SHORT_WEEKDAYS[column - 1])
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, name)
        first = self._first()
        under = self.day_at(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else None
        for place in range(ROWS * COLUMNS):
            at = QRectF(place % COLUMNS * cell, (place // COLUMNS + 1) * cell, cell, cell)
            day = first + dt.timedelta(days=place)
            self._paint_day(painter, at, day, hover=day == under)

    def _paint_day(self, painter: QPainter, at: QRectF, day: dt.date, *, hover: bool) -> None:
        theme, px = self._theme, self._theme.px
        body = at.adjusted(px(2), px(2), -px(2), -px(2))
        ink = "text" if day.month == self.day.month else "text3"
        painter.setPen(Qt.PenStyle.NoPen)
        if day == self.day:
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(body, px(6), px(6))
            ink = "onacc"
        elif hover:
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(body, px(6), px(6))
        if day == self.today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("onacc" if day == self.day else "accent"), px(1)))
            inset = px(2) if day == self.day else 0.5
            painter.drawRoundedRect(body.adjusted(inset, inset, -inset, -inset), px(5), px(5))
        is_strong = day in {self.day, self.today}
        painter.setFont(theme.font(Type.STRONG if is_strong else Type.BODY, tabular=True))
        painter.setPen(theme.color(ink))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _first(self) -> dt.date:
        """Return the Sunday that the six weeks begin with."""
        first = self.day.replace(day=1)
        return first - dt.timedelta(days=(first.weekday() + 1) % 7)


class CalendarPopup(QWidget):
    """The calendar over the form; Esc closes it, and so does a press outside."""

    taken = Signal(object)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._theme, self._over = theme, over
        px = theme.px
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # its button would open it again
        self.setAccessibleName(_("Calendar"))
        self.grid = MonthGrid(theme)
        self.month = Text(theme, "", Type.CARD)
        earlier = InnerButton(theme, _("Month before"), "chevron-left")
        later = InnerButton(theme, _("Month after"), "chevron-right")
        earlier.clicked.connect(lambda: self.grid.go_months(-1))
        later.clicked.connect(lambda: self.grid.go_months(1))
        today = InnerButton(theme, _("Today"))
        today.clicked.connect(lambda: self.grid.show_day(self.grid.today))
        head = QHBoxLayout()
        head.setSpacing(px(4))
        head.addSpacing(px(8))
        head.addWidget(self.month)
        head.addStretch(1)
        for button in (today, earlier, later):
            head.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(8), px(8), px(8), px(8))
        whole.setSpacing(px(4))
        whole.addLayout(head)
        whole.addWidget(self.grid)
        self.grid.moved.connect(self._show_month)
        self.grid.taken.connect(self._take)
        self.setFocusProxy(self.grid)

    def open(self, day: dt.date) -> None:
        """Open below its field, or above where there is no room, at a day."""
        self.grid.today = local_now().date()
        self.grid.show_day(day)
        self.adjustSize()
        gap = self._theme.px(4)
        at = self._over.mapToGlobal(QPoint(0, self._over.height() + gap))
        screen = self._over.screen().availableGeometry()
        if at.y() + self.height() > screen.bottom():
            at.setY(self._over.mapToGlobal(QPoint(0, 0)).y() - self.height() - gap)
        at.setX(max(min(at.x(), screen.right() - self.width()), screen.left()))
        self.move(at)
        self.show()
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close without taking a day; nothing typed here goes to the form."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.close()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the border."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _show_month(self) -> None:
        day = self.grid.day
        words = _("{month} {year}").format(month=_(MONTHS[day.month - 1]), year=day.year)
        self.month.setText(words)

    def _take(self, day: dt.date) -> None:
        self.close()
        self.taken.emit(day)
