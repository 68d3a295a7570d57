"""Small pictures of the pages of a sheet, to go to one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from refdesk.i18n import _
from refdesk.services.page_images import PageSize
from refdesk.ui.page_cache import POINTS, PageCache
from refdesk.ui.page_canvas import paint_page
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
WIDE, PAGE, NUMBER, PADDING = 120, 80, 20, 8
SELECTED = QStyle.StateFlag.State_Selected


class ThumbModel(QAbstractListModel):
    """The pages of a sheet as rows."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: tuple[PageSize, ...] = ()

    def show_sizes(self, sizes: tuple[PageSize, ...]) -> None:
        """Hold other pages."""
        self.beginResetModel()
        self.sizes = sizes
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of pages."""
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a page's number; in a sentence for a screen reader."""
        number = index.row() + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return str(number)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = _("Page {number} of {count}")
            return words.format(number=number, count=len(self.sizes))
        return None


class _ThumbPainter(QStyledItemDelegate):
    """Draws a page with its number below."""

    def __init__(self, theme: Theme, view: PageThumbs, cache: PageCache) -> None:
        super().__init__(view)
        self._theme, self._view, self._cache = theme, view, cache

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of the page, its number and the room around them."""
        px = self._theme.px
        return QSize(px(PAGE), self._high(index) + px(NUMBER) + 2 * px(PADDING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one page; the one in sight on a coloured ground."""
        theme, px, row = self._theme, self._theme.px, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & SELECTED)
        body = row.adjusted(px(6), px(2), -px(6), -px(2))
        if selected:
            focus = self._view.hasFocus()
            pen = QPen(theme.color("accent"), px(2))
            painter.setPen(pen if focus else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), px(6), px(6))
        left = round(row.center().x() - px(PAGE) / 2)
        page = QRectF(left, round(row.top()) + px(PADDING), px(PAGE), self._high(index))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        size = self._view.rows.sizes[index.row()]
        dpi = px(PAGE) * POINTS / size.width * painter.device().devicePixelRatioF()
        paint_page(painter, theme, page, self._cache.image(index.row() + 1, dpi))
        painter.setFont(theme.font(Type.LABEL))
        painter.setPen(theme.color("accent" if selected else "text2"))
        below = QRectF(row.left(), page.bottom(), row.width(), px(NUMBER) + px(2))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()

    def _high(self, index: Index) -> int:
        size = self._view.rows.sizes[index.row()]
        return round(self._theme.px(PAGE) * size.height / size.width)


class PageThumbs(QListView):
    """The pages at the left; the one that is chosen is brought into sight."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, cache: PageCache) -> None:
        super().__init__()
        self._cache = cache
        self._follows = False
        self.rows = ThumbModel()
        self.setModel(self.rows)
        self.setItemDelegate(_ThumbPainter(theme, self, cache))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(theme.px(WIDE))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("Pages, small"))
        self.selectionModel().currentChanged.connect(self._chosen)
        theme.changed.connect(self.viewport().update)

    def show_sizes(self, sizes: tuple[PageSize, ...]) -> None:
        """Show other pages."""
        self.rows.show_sizes(sizes)

    def follow(self, number: int) -> None:
        """Mark the page that is in sight."""
        if number != self.currentIndex().row() + 1:
            self._follows = True
            self.setCurrentIndex(self.rows.index(number - 1, 0))
            self._follows = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight, and keep no others."""
        view = self.viewport().rect()
        first, last = self.indexAt(view.topLeft()), self.indexAt(view.bottomLeft())
        rows = self.rows.rowCount()
        end = last.row() + 1 if last.isValid() else rows
        self._cache.keep(range(max(first.row(), 0) + 1, end + 1))
        super().paintEvent(event)

    def _chosen(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._follows:
            self.chosen.emit(current.row() + 1)
