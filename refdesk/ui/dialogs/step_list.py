"""The steps of a guide at its left: which are done, which is now, which come."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from refdesk.i18n import _
from refdesk.ui import icons
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

ROW = 50


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: its title, and what came of it or how long it takes."""

    title: str
    below: str


class StepList(QWidget):
    """Says where a person stands in the guide; the keys of the window move on and back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[StepRow, ...] = ()
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_steps(self, rows: tuple[StepRow, ...], now: int) -> None:
        """Show the steps; those before `now` are done."""
        self._rows, self._now = rows, now
        self.setAccessibleName(
            _("Step {number} of {count}: {title}").format(
                number=now + 1, count=len(rows), title=rows[now].title
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all rows."""
        return QSize(self._theme.px(200), self._theme.px(ROW) * len(self._rows))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each step with its disc."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = px(46)
        for number, row in enumerate(self._rows):
            top = number * px(ROW)
            if number == self._now:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("soft"))
                painter.drawRoundedRect(QRectF(0, top, self.width(), px(ROW)), px(6), px(6))
            self._paint_disc(painter, number, QPointF(px(22), top + px(ROW) / 2))
            room = self.width() - left - px(8)
            title = Type.STRONG if number == self._now else Type.MEDIUM
            ink = "accent" if number == self._now else "text2"
            self._line(painter, row.title, title, ink, QRectF(left, top + px(7), room, px(18)))
            ink = "text2" if number == self._now else "text3"
            self._line(
                painter, row.below, Type.SMALL, ink, QRectF(left, top + px(25), room, px(16))
            )

    def _line(self, painter: QPainter, text: str, use: Type, ink: str, at: QRectF) -> None:
        font = self._theme.font(use)
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_disc(self, painter: QPainter, number: int, middle: QPointF) -> None:
        theme, px = self._theme, self._theme.px
        disc = px(12)
        if number < self._now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(middle, disc, disc)
            side = px(14)
            at = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            icons.paint(painter, theme, "check", "onacc", at)
            return
        ink = "accent" if number == self._now else "line2"
        painter.setPen(QPen(theme.color(ink), px(2)))
        painter.setBrush(theme.color("surface" if number == self._now else "side"))
        painter.drawEllipse(middle, disc - px(1), disc - px(1))
        painter.setFont(theme.font(Type.LABEL))
        painter.setPen(theme.color("accent" if number == self._now else "text3"))
        at = QRectF(middle.x() - disc, middle.y() - disc, 2 * disc, 2 * disc)
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(number + 1))
