"""A sheet before it goes on paper or into a file: its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from refdesk.domain.register import Way
from refdesk.i18n import _
from refdesk.services.page_images import Pages
from refdesk.services.printing import Printing
from refdesk.services.run import Run
from refdesk.ui.host import Page
from refdesk.ui.page_head import PageHead
from refdesk.ui.page_viewer import PageViewer
from refdesk.ui.parts import Button, Look

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint
    from refdesk.ui.print_out import PrintOut


class SheetPage(Page):
    """The pages of one sheet; it stands in the register once it is printed or saved.

    Args:
        host: the window.
        run: what is about to be printed.
        pdf: its pages, as they would be printed next.
    """

    def __init__(self, host: Host, run: Run, pdf: bytes) -> None:
        super().__init__()
        self.host, self._run, self.title_text = host, run, run.title
        keys = host.keys.keys
        self.print_button = Button(
            host.theme, _("Print"), Look.PRIMARY, icon="printer", keys=keys("print")
        )
        self.save_button = Button(host.theme, _("Save as PDF"), icon="file-down", keys=keys("save"))
        self.close_button = Button(host.theme, _("Close"), keys=keys("close"))
        self.viewer = PageViewer(host.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        buttons = (self.close_button, self.save_button, self.print_button)
        column.addWidget(PageHead(host.theme, "", run.title, *buttons))
        column.addWidget(self.viewer, 1)
        self.print_button.clicked.connect(self.print_out)
        self.save_button.clicked.connect(self.choose_file)
        self.close_button.clicked.connect(host.back)
        self.viewer.show_pdf(Pages(pdf), host.jobs)

    def open(self) -> None:
        """Give the pages the focus."""
        self.viewer.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done with a sheet."""
        return {
            "print": self.print_out,
            "save": self.choose_file,
            "close": self.host.back,
        }

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the viewer."""
        keys = self.host.keys
        own = keys.hint("print", _("print")), keys.hint("save", _("save as PDF"))
        return (*own, ("Esc", _("close")), *self.viewer.hints())

    def print_out(self) -> None:
        """Let the person choose a printer."""
        from refdesk.ui.print_out import PrintOut  # noqa: PLC0415  seldom

        out = PrintOut(self.host.jobs, self, self.host.tell)
        out.ask(lambda: self.release_to(out))

    def release_to(self, out: PrintOut) -> None:
        """Register the sheet, and print the very pages that are kept of it."""
        printing, run = Printing(self.host.desk), self._run
        self.host.run(
            _("Preparing the pages"),
            lambda _progress: printing.release(run, Way.PRINTED, _left_to_the_printer),
            lambda pdf: out.start(Pages(pdf)),
        )

    def choose_file(self) -> None:
        """Let the person choose where a copy goes."""
        dialog = QFileDialog(self, _("Save as PDF"), filter=_("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save a copy; a file that is there already is replaced whole."""
        printing, run = Printing(self.host.desk), self._run
        self.host.run(
            _("Saving the sheet"),
            lambda _progress: printing.save(run, path),
            lambda _done: self.host.tell(_("Saved as {file}").format(file=path.name)),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.host.back()
        else:
            super().keyPressEvent(event)


def _left_to_the_printer(_pdf: bytes) -> None:
    """Hand nothing out yet: a printer may wait for paper, and the desk must not wait with it."""
