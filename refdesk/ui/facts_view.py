"""Facts of a panel, painted: a quiet label, and what is so beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from refdesk.i18n import _
from refdesk.screens.panels import Fact
from refdesk.screens.spec import Mark, Tone
from refdesk.ui import icons
from refdesk.ui.chips import paint_chip
from refdesk.ui.row_painter import TONES
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

LABEL, WIDEST, GAP, ROW, ICON = 76, 116, 12, 22, 16
MOST_LINES = 6
"""Lines of a long text; the rest is read in the form."""
LONG = 200
"""Letters of a value from which it is told whole beside the pointer."""


class FactsView(QLabel):
    """Rows of label and value; a value goes on in the next line where there is no room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._facts: tuple[Fact, ...] = ()
        self._label = theme.px(LABEL)
        self._heights: dict[int, int] = {}
        self._wrapped: dict[tuple[int, str, bool], list[str]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts."""
        self._facts = tuple(facts)
        self._wrapped.clear()
        self._heights.clear()
        metrics, px = QFontMetricsF(self._theme.font(Type.BODY)), self._theme.px
        widest = max((metrics.horizontalAdvance(one.label) for one in facts), default=0)
        self._label = round(min(max(widest + 1, px(LABEL)), px(WIDEST)))
        pairs = (_("{label}: {value}").format(label=one.label, value=one.value) for one in facts)
        self.setAccessibleName("; ".join(pairs))
        self.setToolTip("\n".join(one.value for one in facts if len(one.value) > LONG))
        self.setVisible(bool(facts))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow facts are high ones."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        if width not in self._heights:  # a layout asks some dozens of times
            self._heights[width] = sum(self._high(one, width) for one in self._facts)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Return the size at the width it has."""
        return QSize(self._theme.px(220), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which words still stand beside their label."""
        return QSize(self._theme.px(150), self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the facts from the top."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0.0
        for one in self._facts:
            high = self._high(one, self.width())
            self._row(painter, QRectF(0, top, self.width(), high), one)
            top += high

    def _row(self, painter: QPainter, at: QRectF, fact: Fact) -> None:
        theme, px = self._theme, self._theme.px
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        row = QRectF(at.left(), at.top(), at.width(), px(ROW))
        font = theme.font(Type.BODY)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        label = QRectF(row.left(), row.top(), self._label, row.height())
        cut = QFontMetricsF(font).elidedText(fact.label, Qt.TextElideMode.ElideRight, label.width())
        painter.drawText(label, middle, cut)
        left = row.left() + self._label + px(GAP)
        if fact.is_chip:
            place = QRectF(left, row.top(), at.right() - left, row.height())
            paint_chip(painter, theme, place, fact.value, Mark(fact.tone, fact.icon))
            return
        ink = "text" if fact.tone is Tone.PLAIN else TONES[fact.tone][0]
        if fact.icon:
            size = px(ICON)
            square = QRectF(left, row.center().y() - size / 2, size, size)
            icons.paint(painter, theme, fact.icon, ink, square)
            left = square.right() + px(6)
        painter.setFont(self._font(fact))
        painter.setPen(theme.color(ink))
        for line in self._lines(fact, self.width()):
            painter.drawText(QRectF(left, row.top(), at.right() - left, row.height()), middle, line)
            row.translate(0, self._line_high())

    def _font(self, fact: Fact) -> QFont:
        return self._theme.font(Type.MEDIUM if fact.is_strong else Type.BODY)

    def _line_high(self) -> int:
        return self._theme.px(18)

    def _high(self, fact: Fact, width: int) -> int:
        more = 0 if fact.is_chip else len(self._lines(fact, width)) - 1
        return self._theme.px(ROW) + max(more, 0) * self._line_high()

    def _lines(self, fact: Fact, width: int) -> list[str]:
        """Return the value in lines that fit, broken within a word where it must be."""
        room = width - self._label - self._theme.px(GAP)
        if fact.icon:
            room -= self._theme.px(ICON + 6)
        key = (room, fact.value, fact.is_strong)
        if key not in self._wrapped:
            self._wrapped[key] = _wrapped(fact.value, self._font(fact), room)
        return self._wrapped[key]


def _wrapped(text: str, font: QFont, room: int) -> list[str]:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    found: list[str] = []
    for part in text.split("\n"):
        if not part.strip():
            continue
        layout = QTextLayout(part, font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(room, 1))
            found.append(part[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
    if len(found) <= MOST_LINES:
        return found
    last = QFontMetricsF(font).elidedText(
        found[MOST_LINES - 1] + " …", Qt.TextElideMode.ElideRight, room
    )
    return [*found[: MOST_LINES - 1], last]
