"""The pages of a sheet one below the other, as large as a person wants them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from refdesk.i18n import _
from refdesk.services.page_images import PageSize
from refdesk.ui.page_cache import POINTS, PageCache
from refdesk.ui.theme import Theme

MARGIN = 16
LEAST, MOST = 0.1, 4.0
ZOOMS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
SCREEN_DPI = 96
OVERLAP = 0.9
"""Share of a screenful that Page Down moves by, so that the eye finds its line again."""


class PageCanvas(QAbstractScrollArea):
    """Paper on a grey ground; Page Up and Down never jump over a part of a page."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, theme: Theme, cache: PageCache) -> None:
        super().__init__()
        self._theme, self._cache = theme, cache
        self._sizes: tuple[PageSize, ...] = ()
        self._rects: list[QRectF] = []
        self.page = 0
        self.zoom = 1.0
        self.fits_width = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there: a bar that comes and goes would change the width that a page fits into.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setAccessibleName(_("Pages"))
        theme.changed.connect(self.viewport().update)

    def show_sizes(self, sizes: tuple[PageSize, ...]) -> None:
        """Show other pages from the first."""
        self._sizes, self.page = sizes, min(1, len(sizes))
        self.fits_width = True
        self._lay()
        self.show_page(1)

    def show_page(self, number: int) -> None:
        """Bring the top of a page into sight."""
        if 1 <= number <= len(self._rects):
            top = self._rects[number - 1].top() - self._theme.px(MARGIN) / 2
            self.verticalScrollBar().setValue(round(top) if number > 1 else 0)
            self._go_on(number)

    def zoom_to(self, zoom: float) -> None:
        """Show the pages at a share of their size on paper."""
        self.fits_width = False
        self._zoom(zoom)

    def fit_width(self) -> None:
        """Show the pages as wide as there is room."""
        self.fits_width = True
        self._zoom(self._fitting())

    def larger(self) -> None:
        """Show the pages at the next larger step."""
        self.zoom_to(next((zoom for zoom in ZOOMS if zoom > self.zoom + 0.005), MOST))

    def smaller(self) -> None:
        """Show the pages at the next smaller step."""
        self.zoom_to(next((zoom for zoom in reversed(ZOOMS) if zoom < self.zoom - 0.005), LEAST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, back, to the first page or to the last."""
        key = event.key()
        if key == Qt.Key.Key_Home:
            self.show_page(1)
        elif key == Qt.Key.Key_End:
            self.show_page(len(self._rects))
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_Space}:
            self._turn(1)
        elif key == Qt.Key.Key_PageUp:
            self._turn(-1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.larger if event.angleDelta().y() > 0 else self.smaller)()
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width anew, if that is what is wanted."""
        super().resizeEvent(event)
        self._zoom(self._fitting() if self.fits_width else self.zoom)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys go here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pages in sight, and keep no others."""
        theme, view = self._theme, QRectF(self.viewport().rect())
        painter = QPainter(self.viewport())
        painter.fillRect(view, theme.color("side"))
        offset = (-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        placed = [(at + 1, rect.translated(*offset)) for at, rect in enumerate(self._rects)]
        in_sight = [(number, rect) for number, rect in placed if rect.intersects(view)]
        self._cache.keep([number for number, _rect in in_sight])
        ratio = self.devicePixelRatioF()
        for number, rect in in_sight:
            image = self._cache.image(number, self._dpi(self.zoom) * ratio)
            paint_page(painter, theme, rect, image)
        if self.hasFocus():
            edge = theme.px(1)
            painter.setPen(QPen(theme.color("accent"), theme.px(2)))
            painter.drawRect(view.adjusted(edge, edge, -edge, -edge))

    def _dpi(self, zoom: float) -> float:
        return SCREEN_DPI * self._theme.scale * zoom

    def _fitting(self) -> float:
        widest = max((size.width for size in self._sizes), default=0.0)
        if not widest:
            return 1.0
        room = self.viewport().width() - 2 * self._theme.px(MARGIN)
        return min(max(room / (widest * self._dpi(1.0) / POINTS), LEAST), MOST)

    def _zoom(self, zoom: float) -> None:
        """Lay the pages out at a zoom; what stands in the middle stays there."""
        bar, page = self.verticalScrollBar(), self.page
        half = self.viewport().height() / 2
        before = self._rects[page - 1] if self._rects else QRectF(0, 0, 1, 1)
        share = (bar.value() + half - before.top()) / before.height()
        at_top = bar.value() == 0
        self.zoom = zoom
        self._lay()
        if self._rects and not at_top:
            after = self._rects[page - 1]
            bar.setValue(round(after.top() + share * after.height() - half))
        self.zoom_changed.emit()

    def _lay(self) -> None:
        """Place every page, and tell the scroll bars."""
        gap, view = self._theme.px(MARGIN), self.viewport().size()
        if self.fits_width:
            self.zoom = self._fitting()
        scale = self._dpi(self.zoom) / POINTS
        sizes = [(round(size.width * scale), round(size.height * scale)) for size in self._sizes]
        whole = max((wide for wide, _high in sizes), default=0) + 2 * gap
        self._rects = []
        top = gap
        for wide, high in sizes:
            left = (max(whole, view.width()) - wide) // 2
            self._rects.append(QRectF(left, top, wide, high))
            top += high + gap
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        for bar, length, seen in zip(
            bars, (whole, top), (view.width(), view.height()), strict=True
        ):
            bar.setRange(0, max(length - seen, 0))
            bar.setPageStep(seen)
            bar.setSingleStep(self._theme.px(40))
        self.viewport().update()

    def _turn(self, way: int) -> None:
        """Move by a screenful, but stop where another page begins."""
        bar, gap = self.verticalScrollBar(), self._theme.px(MARGIN) / 2
        goal = bar.value() + way * self.viewport().height() * OVERLAP
        tops = [round(rect.top() - gap) for rect in self._rects]
        low, high = sorted((bar.value(), goal))
        passed = [top for top in tops if low < top < high]
        if passed:
            goal = passed[0] if way > 0 else passed[-1]
        bar.setValue(round(goal))

    def _scrolled(self) -> None:
        self.viewport().update()
        if not self._rects:
            return
        bar = self.verticalScrollBar()
        line = bar.value() + self.viewport().height() / 3
        if bar.value() == bar.maximum():
            line = self._rects[-1].top()
        below = [at for at, rect in enumerate(self._rects, 1) if rect.top() <= line]
        self._go_on(below[-1] if below else 1)

    def _go_on(self, number: int) -> None:
        self.page = number
        words = _("Page {number} of {count}")
        self.setAccessibleName(words.format(number=number, count=len(self._rects)))
        self.page_changed.emit(number)


def paint_page(painter: QPainter, theme: Theme, rect: QRectF, image: QImage | None) -> None:
    """Paint paper with its line; blank until its picture is there."""
    painter.fillRect(rect, QColor(Qt.GlobalColor.white))
    if image is not None:
        ratio = painter.device().devicePixelRatioF()
        if abs(image.width() - rect.width() * ratio) <= 2:
            image.setDevicePixelRatio(ratio)  # dot for dot: any scaling would blur the letters
            painter.drawImage(rect.topLeft(), image)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, image, QRectF(image.rect()))
    painter.setPen(QPen(theme.color("key"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
