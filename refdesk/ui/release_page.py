"""What every page shares that shows a sheet: printing it and saving it, through the gate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from shiboken6 import isValid

from refdesk.documents.paper import AS_IT_IS, Nudge
from refdesk.domain.errors import KnownFailure
from refdesk.i18n import _
from refdesk.services.nudges import Nudges
from refdesk.services.page_images import Pages
from refdesk.services.printing import Printing
from refdesk.services.spooler import Printers, PrintWish, Spooler, system_lp
from refdesk.ui.host import Page

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from refdesk.services.run import Run
    from refdesk.services.sheet_source import SheetSource
    from refdesk.ui.host import Host
    from refdesk.ui.print_out import PrintOut


class ReleasePage(Page):
    """A page whose sheet can leave; it stands in the register once it is printed or saved.

    Args:
        host: the window.
        source: what is about to be printed, or was printed before.
    """

    def __init__(self, host: Host, source: SheetSource) -> None:
        super().__init__()
        self.host, self._source, self.title_text = host, source, source.title
        self.lp: Spooler | None = system_lp()
        self.out: PrintOut | None = None

    @property
    def page_count(self) -> int:
        """Number of pages that can be printed."""
        return 0

    def print_out(self) -> None:
        """Let the person choose printer, copies and pages."""
        if self.lp is None:
            from refdesk.ui.print_out import qt_printers  # noqa: PLC0415  seldom

            self._ask(qt_printers())
        else:
            self.host.jobs.run_query(self.lp.printers, self._ask)

    def _ask(self, printers: Printers) -> None:
        from refdesk.ui.dialogs.print_dialog import PrintDialog  # noqa: PLC0415  seldom

        if not isValid(self):
            return
        if not printers.names:
            self.host.refuse(
                _("This computer knows no printer. Add one, or save the sheet as PDF.")
            )
            return
        host, pages = self.host, self.page_count
        nudges = Nudges(host.preferences.computer)
        dialog = PrintDialog(host.theme, self._source, printers, nudges, pages, over=self)
        dialog.decided.connect(self.release_to)
        dialog.ruler_asked.connect(self._show_ruler)
        dialog.open()

    def _show_ruler(self) -> None:
        make, printing = self._source.ruler, Printing(self.host.desk)
        if make is None:
            return

        def lay_out(_progress: object) -> tuple[Run, bytes]:
            run = make()
            return run, printing.preview(run)

        self.host.run(
            _("Laying out the test sheet"), lay_out, lambda made: self.host.show_sheet(*made)
        )

    def release_to(self, wish: PrintWish, nudge: Nudge = AS_IT_IS) -> None:
        """Register the sheet, and print the very pages that are kept of it."""
        source = self._source
        self.host.run(
            _("Preparing the pages"),
            lambda _progress: source.release(nudge),
            lambda pdf: self._send(pdf, wish),
        )

    def _send(self, pdf: bytes, wish: PrintWish) -> None:
        host, pages = self.host, Pages(pdf)

        def sent(*_none: object) -> None:
            host.tell(_("Sent to {printer}").format(printer=wish.printer or _("the printer")))

        def failed(error: BaseException) -> None:
            host.show_error(_maybe_not_on_paper(error))

        if self.lp is None:
            from refdesk.ui.print_out import PrintOut  # noqa: PLC0415  seldom

            if isValid(self):
                self.out = PrintOut(host.jobs, self.window(), sent, failed)
                self.out.start(pages, wish)
            return
        lp = self.lp

        def send() -> None:
            size = pages.sizes()[0]
            lp.send(pdf, wish, (size.width, size.height))

        host.jobs.run_query(send, sent, failed)

    def save_to(self, path: Path) -> None:
        """Save a copy; a file that is there already is replaced whole."""
        source = self._source
        self.host.run(
            _("Saving the sheet"),
            lambda _progress: source.save(path),
            lambda _done: self.host.tell(_("Saved as {file}").format(file=path.name)),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.host.back()
        else:
            super().keyPressEvent(event)


def _maybe_not_on_paper(error: BaseException) -> BaseException:
    if not isinstance(error, KnownFailure):
        return error
    return KnownFailure(
        _(
            "{what} The sheet is in the register, but may not be on paper: print it again from "
            "there."
        ).format(what=error.message)
    )
