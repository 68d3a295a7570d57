"""The track of a loop, painted: a disc for each stage, its dates below, the days between."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from refdesk.i18n import _
from refdesk.screens.loop_track import Mark, Node
from refdesk.ui import icons
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HIGH, DISC, GAP = 80, 24, 10
LEAST = 96
"""Width of a stage, in pixels at 100 %, below which the track goes on in a second row."""
_INKS = {Mark.DONE: "text", Mark.NEXT: "accent", Mark.LATE: "danger", Mark.LATER: "text3"}


class LoopTrack(QWidget):
    """Shows the stages of a referral from the left."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._nodes: tuple[Node, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_nodes(self, nodes: Sequence[Node]) -> None:
        """Show other stages."""
        self._nodes = tuple(nodes)
        said = "; ".join(
            ", ".join(part for part in (one.label, one.first, one.second, one.between) if part)
            for one in nodes
            if one.mark is not Mark.LATER
        )
        self.setAccessibleName(_("The loop: {stages}").format(stages=said))
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow track is a high one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of one row of stages, or of two."""
        rows, px = self._rows(width), self._theme.px
        return rows * px(HIGH) + (rows - 1) * px(GAP)

    def sizeHint(self) -> QSize:
        """Return the size at the width it has."""
        return QSize(self._theme.px(480), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which words are cut."""
        return QSize(self._theme.px(240), self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track."""
        painter, px = QPainter(self), self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        in_row = -(-max(len(self._nodes), 1) // self._rows(self.width()))
        wide = self.width() / in_row
        for place, node in enumerate(self._nodes):
            row, column = divmod(place, in_row)
            at = QRectF(column * wide, row * px(HIGH + GAP), wide, px(HIGH))
            following = self._nodes[place + 1] if place + 1 < len(self._nodes) else None
            self._node(painter, at, node, following, str(place + 1))

    def _rows(self, width: int) -> int:
        return 1 if width >= self._theme.px(LEAST) * max(len(self._nodes), 1) else 2

    def _node(
        self, painter: QPainter, at: QRectF, node: Node, following: Node | None, number: str
    ) -> None:
        theme, px = self._theme, self._theme.px
        disc = QRectF(at.left(), at.top(), px(DISC), px(DISC))
        self._disc(painter, disc, node.mark, number)
        if following is not None:
            self._between(painter, at, disc, node, following)
        words = QRectF(at.left(), disc.bottom() + px(6), at.width() - px(8), px(16))
        ink = theme.color(_INKS[node.mark])
        quiet = theme.color("text3" if node.mark is Mark.LATER else "text2")
        is_late = node.mark is Mark.LATE
        for text, use, color in (
            (node.label, Type.STRONG, ink),
            (node.first, Type.SMALL, quiet),
            (node.second, Type.LABEL if is_late else Type.SMALL, ink if is_late else quiet),
        ):
            font = theme.font(use)
            painter.setFont(font)
            painter.setPen(color)
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
            words.translate(0, px(16))

    def _disc(self, painter: QPainter, disc: QRectF, mark: Mark, number: str) -> None:
        theme, px = self._theme, self._theme.px
        inner = disc.adjusted(px(5), px(5), -px(5), -px(5))
        if mark is Mark.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(disc)
            icons.paint(painter, theme, "check", "onacc", inner)
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("line2" if mark is Mark.LATER else _INKS[mark]), px(2)))
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        if mark is Mark.LATE:
            icons.paint(painter, theme, "triangle-alert", "danger", inner)
            return
        painter.setFont(theme.font(Type.LABEL))
        painter.setPen(theme.color(_INKS[mark]))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, number)

    def _between(
        self, painter: QPainter, at: QRectF, disc: QRectF, node: Node, following: Node
    ) -> None:
        theme, px = self._theme, self._theme.px
        middle, left, right = disc.center().y(), disc.right() + px(4), at.right() - px(4)
        is_done = node.mark is Mark.DONE and following.mark is not Mark.LATER
        ink = theme.color("accent" if is_done else "line2")
        painter.setPen(QPen(ink, px(2)))
        if not node.between:
            painter.drawLine(round(left), round(middle), round(right), round(middle))
            return
        font = theme.font(Type.SMALL)
        wide = QFontMetricsF(font).horizontalAdvance(node.between)
        centre = (left + right) / 2
        for start, end in ((left, centre - wide / 2 - px(4)), (centre + wide / 2 + px(4), right)):
            if end > start:
                painter.drawLine(round(start), round(middle), round(end), round(middle))
        painter.setFont(font)
        painter.setPen(theme.color("danger" if following.mark is Mark.LATE else "text2"))
        place = QRectF(centre - wide / 2 - 2, middle - px(9), wide + 4, px(18))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, node.between)
