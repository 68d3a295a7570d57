"""The letterhead as it will stand on paper, drawn while it is typed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from refdesk.i18n import _
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import LIGHT, Type

SHEET = (388, 500)
FRAME = 24
MARGIN = 32
LINES = (1.0, 0.94, 0.98, 0.9, 0.62)
"""How far the grey lines reach that stand for the words of a letter."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the top of a letter: the name, what is below it, and how to reach it."""

    name: str = ""
    tagline: str = ""
    contact: tuple[str, ...] = ()

    def in_words(self) -> str:
        """Return it all on one line, for a screen reader."""
        return ", ".join(filter(None, (self.name, self.tagline, *self.contact)))


class LetterheadPaper(QWidget):
    """A sheet on a desk; paper stays white in the dark."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._head = Letterhead()
        self._wrapping = QTextOption(Qt.AlignmentFlag.AlignLeft)
        self._wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_head(self._head)

    def show_head(self, head: Letterhead) -> None:
        """Draw another letterhead."""
        self._head = head
        said = head.in_words() or _("still empty")
        self.setAccessibleName(_("Preview of the letterhead: {words}").format(words=said))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of sheet and frame."""
        px = self._theme.px
        return QSize(px(SHEET[0] + 2 * FRAME), px(SHEET[1] + 2 * FRAME))

    def minimumSizeHint(self) -> QSize:
        """Return the narrowest sheet that still shows a name."""
        px = self._theme.px
        return QSize(px(260), px(SHEET[1] + 2 * FRAME))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, the sheet, the head and the grey lines."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("side"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        wide = min(self.width() - 2 * px(FRAME), px(SHEET[0]))
        sheet = QRectF((self.width() - wide) / 2, px(FRAME), wide, self.height() - 2 * px(FRAME))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(QColor(LIGHT.surface))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))
        margin = px(MARGIN)
        inner = sheet.adjusted(margin, margin, -margin, -margin)
        painter.setClipRect(sheet.adjusted(1, 1, -1, -1))
        end = self._paint_head(painter, inner)
        self._paint_letter(painter, inner, end + px(36))

    def _paint_head(self, painter: QPainter, inner: QRectF) -> float:
        """Paint name, tagline and how to reach the clinic; return where they end."""
        px, head = self._theme.px, self._head
        room = QRectF(inner)
        name = head.name or _("Your clinic’s name")
        ink = LIGHT.text if head.name else LIGHT.text3
        room.setTop(self._words(painter, room, name, Type.TITLE, ink))
        if head.tagline:
            room.setTop(self._words(painter, room, head.tagline, Type.SMALL, LIGHT.text2))
        room.setTop(room.top() + px(8))
        painter.fillRect(QRectF(inner.left(), room.top(), inner.width(), px(1)), QColor(LIGHT.text))
        room.setTop(room.top() + px(8))
        for line in self._lines(inner.width()):
            room.setTop(self._words(painter, room, line, Type.KEYCAP, LIGHT.text2))
        return room.top()

    def _lines(self, wide: float) -> list[str]:
        """Return how to reach the clinic, as much on each line as fits."""
        metrics = QFontMetricsF(self._theme.font(Type.KEYCAP))
        lines: list[str] = []
        for part in self._head.contact:
            longer = f"{lines[-1]}  ·  {part}" if lines else ""
            if longer and metrics.horizontalAdvance(longer) <= wide:
                lines[-1] = longer
            else:
                lines.append(part)
        return lines

    def _words(self, painter: QPainter, room: QRectF, text: str, use: Type, ink: str) -> float:
        """Paint words on as many lines as they need; return where they end."""
        if not text:
            return room.top()
        painter.setFont(self._theme.font(use))
        painter.setPen(QColor(ink))
        painter.drawText(room, text, self._wrapping)
        return painter.boundingRect(room, text, self._wrapping).bottom()

    def _paint_letter(self, painter: QPainter, inner: QRectF, top: float) -> None:
        px = self._theme.px
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.side))
        for paragraph in range(2):
            for share in LINES[paragraph:]:
                painter.drawRoundedRect(
                    QRectF(inner.left(), top, inner.width() * share, px(6)), px(3), px(3)
                )
                top += px(16)
            top += px(14)
