"""Chips and tier circles that stand by themselves, and their painting."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from refdesk.domain.practice import Tier
from refdesk.i18n import _
from refdesk.screens.spec import Mark, Tone
from refdesk.ui import icons
from refdesk.ui.row_painter import TONES
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HIGH, ICON, PADDING = 20, 14, 7
TIER = 18


def chip_width(theme: Theme, words: str, mark: Mark) -> float:
    """Return how wide a chip is."""
    metrics, px = QFontMetricsF(theme.font(Type.LABEL)), theme.px
    icon = px(ICON) + px(4) if mark.icon else 0
    return metrics.horizontalAdvance(words) + icon + 2 * px(PADDING)


def paint_chip(painter: QPainter, theme: Theme, at: QRectF, words: str, mark: Mark) -> None:
    """Paint a chip at the left of a row, with as many letters as there is room for."""
    px, (ink, ground) = theme.px, TONES[mark.tone]
    wide = min(chip_width(theme, words, mark), at.width())
    body = QRectF(at.left(), at.center().y() - px(HIGH) / 2, wide, px(HIGH))
    painter.setPen(QPen(theme.color("line" if mark.tone is Tone.PLAIN else ground), 1))
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    inner = body.adjusted(px(PADDING), 0, -px(PADDING), 0)
    if mark.icon:
        size = px(ICON)
        square = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
        icons.paint(painter, theme, mark.icon, ink, square)
        inner.setLeft(square.right() + px(4))
    font = theme.font(Type.LABEL)
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    mode = Qt.TextElideMode.ElideRight
    text = QFontMetricsF(font).elidedText(words, mode, inner.width() + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class ChipLabel(QLabel):
    """A chip beside other words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._mark = theme, Mark()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_chip(self, words: str, mark: Mark) -> None:
        """Show other words in their dress."""
        self._mark = mark
        self.setText(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of icon and words."""
        wide = chip_width(self._theme, self.text(), self._mark)
        return QSize(round(wide), self._theme.px(HIGH + 4))

    def minimumSizeHint(self) -> QSize:
        """Return a size at which letters are cut."""
        return QSize(self._theme.px(48), self._theme.px(HIGH + 4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chip(painter, self._theme, QRectF(self.rect()), self.text(), self._mark)


class TierDisc(QLabel):
    """The circle of a partner's tier: A is filled, a prospect's is dashed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(TIER), theme.px(TIER))
        theme.changed.connect(self.update)

    def show_tier(self, tier: str) -> None:
        """Show another tier, or none."""
        self.setText(tier)
        self.setToolTip(_("Tier {tier}").format(tier=tier))
        self.setAccessibleName(self.toolTip())
        self.setVisible(bool(tier))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the circle with its letter."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_filled = self.text() == _(Tier.A.label)
        pen = QPen(theme.color("text2" if is_filled else "line2"), 1.2)
        if self.text() == _(Tier.PROSPECT.label):
            pen.setDashPattern([2.0, 2.0])
        painter.setPen(pen)
        if is_filled:
            painter.setBrush(theme.color("text2"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.6, 0.6, -0.6, -0.6))
        painter.setFont(theme.font(Type.KEYCAP))
        painter.setPen(theme.color("surface" if is_filled else "text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text()[:1])
