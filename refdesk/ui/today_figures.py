"""The cards of figures on Today: small tables, each figure a way to the list behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from refdesk.i18n import _
from refdesk.screens.today_figures import FIGURES, Figure, FigureRow, Figures
from refdesk.screens.today_rows import Board
from refdesk.ui.cards import SideCard
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.host import Host

ROW, HEAD = 28, 28
FIGURE = Qt.ItemDataRole.UserRole
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class FigureTable(QTableWidget):
    """Rows of figures; Enter or a click opens what one counts."""

    asked = Signal(object)
    """A figure was chosen: the filters of the list behind it."""

    def __init__(self, theme: Theme, figures: Figures) -> None:
        super().__init__(0, 1 + len(figures.heads))
        self._theme = theme
        self._heads = [_(head) for head in figures.heads]
        self.setAccessibleName(_(figures.title))
        self.setHorizontalHeaderLabels(["", *self._heads])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setFixedHeight(theme.px(HEAD))
        head.setDefaultAlignment(RIGHT)
        head.setHighlightSections(False)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setItemDelegate(FigurePainter(theme, self))
        self.cellClicked.connect(self._open)
        self._dress()
        theme.changed.connect(self._dress)

    def show_rows(self, rows: Sequence[FigureRow]) -> None:
        """Show the figures as they are now; the chosen cell stays so."""
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            self._put(number, 0, row.title, Figure(row.title, row.figures[0].filters))
            for place, figure in enumerate(row.figures, start=1):
                said = f"{row.title}, {self._heads[place - 1]}: {figure.words}"
                self._put(number, place, said, figure)
        self.setFixedHeight(self._theme.px(HEAD) + len(rows) * self._theme.px(ROW) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter; letters and digits are the page's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentRow(), self.currentColumn())
        elif event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _put(self, row: int, column: int, said: str, figure: Figure) -> None:
        item = QTableWidgetItem(figure.words)
        item.setData(FIGURE, figure)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self.setItem(row, column, item)

    def _open(self, row: int, column: int) -> None:
        item = self.item(row, column)
        figure = item.data(FIGURE) if item is not None else None
        if isinstance(figure, Figure) and figure.filters:
            self.asked.emit(figure.filters)

    def _dress(self) -> None:
        t, px = self._theme.tokens, self._theme.px
        self.setStyleSheet(f"""
QTableWidget {{ background: {t.surface}; color: {t.text}; border: 0; outline: 0; }}
QTableWidget:focus {{ border: 0; }}
QHeaderView::section {{
    background: {t.surface2}; color: {t.text2}; border: 0;
    border-bottom: 1px solid {t.line}; padding: 0 {px(12)}px;
}}
""")


class FigurePainter(QStyledItemDelegate):
    """Paints a figure; one that opens a list is underlined."""

    def __init__(self, theme: Theme, view: FigureTable) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a figure with its room."""
        metrics = QFontMetricsF(self._theme.font(Type.MEDIUM))
        px = self._theme.px
        return QSize(round(metrics.horizontalAdvance(index.data() or "")) + px(24), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, the line below and the words."""
        figure = index.data(FIGURE)
        if not isinstance(figure, Figure):
            return
        theme, px, at = self._theme, self._theme.px, QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.fillRect(at, theme.color("soft"))
            painter.fillRect(QRectF(at.left(), at.top(), px(3), at.height()), theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver and figure.filters:
            painter.fillRect(at, theme.color("surface2"))
        painter.fillRect(QRectF(at.left(), at.bottom() - 1, at.width(), 1), theme.color("line"))
        is_figure = index.column() > 0
        font = QFont(theme.font(Type.MEDIUM if is_figure else Type.BODY))
        font.setUnderline(is_figure and bool(figure.filters))
        painter.setFont(font)
        ink = "warn" if figure.is_late else "text" if figure.filters or not is_figure else "text3"
        painter.setPen(theme.color(ink))
        words = at.adjusted(px(12), 0, -px(12), 0)
        text = QFontMetricsF(font).elidedText(
            figure.words, Qt.TextElideMode.ElideRight, words.width() + 1
        )
        painter.drawText(words, RIGHT if is_figure else LEFT, text)
        painter.restore()


class FigureCard(SideCard):
    """One table of figures, and what they come to."""

    def __init__(self, host: Host, figures: Figures) -> None:
        super().__init__(host.theme, _(figures.title), figures.icon)
        self.figures = figures
        self.table = FigureTable(host.theme, figures)
        self.table.asked.connect(partial(host.open_list, figures.of))
        self.body.setContentsMargins(0, 0, 0, host.theme.px(4))  # the corners are round
        self.body.addWidget(self.table)


class FigureCards(QWidget):
    """All cards of figures; hidden while a person looks at nobody's work but their own.

    Args:
        host: the window.
    """

    kinds = frozenset[str]().union(*(one.kinds for one in FIGURES))
    """The kinds of record whose changes are to be shown."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._asked = 0
        self.cards = [FigureCard(host, one) for one in FIGURES]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(host.theme.px(12))
        for card in self.cards:
            column.addWidget(card)
        self.hide()

    def read(self, *, shown: bool) -> None:
        """Read the figures, after what is to be done; or hide them."""
        self._asked += 1
        if not shown:
            self.hide()
            return
        desk = self._host.desk

        def work() -> list[tuple[FigureRow, ...]]:
            board = Board(desk, dt.datetime.now(dt.UTC))
            return [one.read(board) for one in FIGURES]

        self._host.jobs.run_query(work, partial(self._show, self._asked))

    def _show(self, asked: int, found: list[tuple[FigureRow, ...]]) -> None:
        if not isValid(self) or asked != self._asked:
            return
        for card, rows in zip(self.cards, found, strict=True):
            card.table.show_rows(rows)
        self.show()
