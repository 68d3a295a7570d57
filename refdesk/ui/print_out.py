"""Puts the pages of a sheet on paper, as pictures fine enough for a printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from refdesk.i18n import _, plural
from refdesk.services.page_images import PageImage, Pages, PageSize
from refdesk.ui.jobs import Jobs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

DPI = 300


class PrintOut(QObject):
    """One sheet on its way to a printer, page after page; only one is held as a picture.

    Args:
        jobs: the lanes; pages are drawn away from the window.
        over: the widget that the printer's dialog opens over.
        tell: is told what was printed.
    """

    def __init__(self, jobs: Jobs, over: QWidget, tell: Callable[[str], None]) -> None:
        super().__init__(over)
        self._jobs, self._over, self._tell = jobs, over, tell
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setResolution(DPI)
        self.printer.setDocName(_("RefDesk"))  # queues of printers are read by others
        self._painter: QPainter | None = None
        self._pages = Pages(b"")
        self._sizes: tuple[PageSize, ...] = ()

    def ask(self, chosen: Callable[[], None]) -> None:
        """Let the person choose the printer; `chosen` is called once it is."""
        dialog = QPrintDialog(self.printer, self._over)
        dialog.accepted.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own would want a slot by name

    def start(self, pages: Pages) -> None:
        """Print every page."""
        self._pages = pages
        self._jobs.run_query(self._pages.sizes, self._begin)

    def _begin(self, sizes: tuple[PageSize, ...]) -> None:
        self._sizes = sizes
        self._next(1)

    def _next(self, number: int) -> None:
        if number > len(self._sizes):
            self._end()
            return
        self._jobs.run_query(
            partial(self._pages.image, number, DPI), partial(self._print, number), self._failed
        )

    def _print(self, number: int, image: PageImage) -> None:
        self._set_paper(self._sizes[number - 1])
        if self._painter is None:
            self._painter = QPainter()
            if not self._painter.begin(self.printer):
                self._painter = None
                self._tell(_("The printer did not answer. Turn it on, then try again."))
                return
        elif not self.printer.newPage():
            self._end()
            return
        picture = QImage(
            image.rgb, image.width, image.height, image.stride, QImage.Format.Format_RGB888
        )
        whole = self.printer.paperRect(QPrinter.Unit.DevicePixel)
        offset = self.printer.pageRect(QPrinter.Unit.DevicePixel).topLeft()
        self._painter.drawImage(QRectF(whole).translated(-offset), picture)
        self._next(number + 1)

    def _set_paper(self, size: PageSize) -> None:
        wide = size.width > size.height
        short, long = sorted((size.width, size.height))
        letter = abs(short - 612) < 2 and abs(long - 792) < 2
        paper = QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)
        way = QPageLayout.Orientation
        self.printer.setPageSize(paper)
        self.printer.setPageOrientation(way.Landscape if wide else way.Portrait)
        self.printer.setFullPage(True)

    def _end(self) -> None:
        count = len(self._sizes)
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        self._tell(
            plural("{count} page sent to the printer", "{count} pages sent to the printer", count)
        )

    def _failed(self, error: BaseException) -> None:
        if self._painter is not None:
            self.printer.abort()
            self._painter.end()
            self._painter = None
        raise error
