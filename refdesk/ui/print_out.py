"""Puts the pages of a sheet on paper, as pictures fine enough for a printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from refdesk.domain.errors import KnownFailure
from refdesk.i18n import _
from refdesk.services.page_images import PageImage, Pages, PageSize
from refdesk.services.spooler import Printers, PrintWish
from refdesk.ui.jobs import Jobs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

DPI = 300
KNOWN = (QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A4)


def qt_printers() -> Printers:
    """Return the printers that Qt knows."""
    names = tuple(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return Printers(names, usual if usual in names else "")


class PrintOut(QObject):
    """One sheet on its way to a printer, page after page; only one is held as a picture.

    Args:
        jobs: the lanes; pages are drawn away from the window.
        over: what it belongs to.
        done: is called once all pages were sent.
        failed: gets what went wrong.
    """

    def __init__(
        self,
        jobs: Jobs,
        over: QWidget,
        done: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        super().__init__(over)
        self._jobs, self._done, self._failed = jobs, done, failed
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setResolution(DPI)
        self.printer.setDocName(_("RefDesk"))  # queues of printers are read by others
        self._painter: QPainter | None = None
        self._pages = Pages(b"")
        self._sizes: tuple[PageSize, ...] = ()
        self._last = 0

    def start(self, pages: Pages, wish: PrintWish) -> None:
        """Print the pages that are wished for."""
        self._pages = pages
        if wish.printer:
            self.printer.setPrinterName(wish.printer)
        self.printer.setCopyCount(wish.copies)
        duplex = QPrinter.DuplexMode
        self.printer.setDuplex(duplex.DuplexLongSide if wish.both_sides else duplex.DuplexNone)
        self._jobs.run_query(self._pages.sizes, partial(self._begin, wish), self._give_up)

    def _begin(self, wish: PrintWish, sizes: tuple[PageSize, ...]) -> None:
        self._sizes, self._last = sizes, wish.last or len(sizes)
        self._next(wish.first)

    def _next(self, number: int) -> None:
        if number > self._last:
            self._end()
            return
        self._jobs.run_query(
            partial(self._pages.image, number, DPI), partial(self._print, number), self._give_up
        )

    def _print(self, number: int, image: PageImage) -> None:
        self._set_paper(self._sizes[number - 1])
        if self._painter is None:
            self._painter = QPainter()
            if not self._painter.begin(self.printer):
                self._painter = None
                self._failed(_silent())
                return
        elif not self.printer.newPage():
            self._give_up(_silent())
            return
        picture = QImage(
            image.rgb, image.width, image.height, image.stride, QImage.Format.Format_RGB888
        )
        whole = self.printer.paperRect(QPrinter.Unit.DevicePixel)
        offset = self.printer.pageRect(QPrinter.Unit.DevicePixel).topLeft()
        self._painter.drawImage(QRectF(whole).translated(-offset), picture)
        self._next(number + 1)

    def _set_paper(self, size: PageSize) -> None:
        way = QPageLayout.Orientation
        self.printer.setPageSize(paper_of(size))
        wide = size.width > size.height
        self.printer.setPageOrientation(way.Landscape if wide else way.Portrait)
        self.printer.setFullPage(True)

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        self._done()

    def _give_up(self, error: BaseException) -> None:
        if self._painter is not None:
            self.printer.abort()
            self._painter.end()
            self._painter = None
        self._failed(error)


def paper_of(size: PageSize) -> QPageSize:
    """Return the paper of a page, upright; its own size where it is neither Letter nor A4."""
    short, long = sorted((size.width, size.height))
    for known in KNOWN:
        points = QPageSize.sizePoints(known)
        if abs(points.width() - short) < 2 and abs(points.height() - long) < 2:
            return QPageSize(known)
    fuzzy = QPageSize.SizeMatchPolicy.FuzzyMatch
    return QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", fuzzy)


def _silent() -> KnownFailure:
    return KnownFailure(_("The printer did not answer. Turn it on, then try again."))
