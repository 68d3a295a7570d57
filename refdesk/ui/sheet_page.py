"""A sheet before it goes on paper or into a file: its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from refdesk.i18n import _
from refdesk.services.page_images import Pages
from refdesk.ui.page_head import PageHead
from refdesk.ui.page_viewer import PageViewer
from refdesk.ui.parts import Button, Look
from refdesk.ui.release_page import ReleasePage

if TYPE_CHECKING:
    from refdesk.services.sheet_source import SheetSource
    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint


class SheetPage(ReleasePage):
    """The pages of one sheet.

    Args:
        host: the window.
        source: what is about to be printed, or was printed before.
        pdf: its pages, as they would be printed next.
    """

    def __init__(self, host: Host, source: SheetSource, pdf: bytes) -> None:
        super().__init__(host, source)
        keys = host.keys.keys
        self.print_button = Button(
            host.theme, _("Print"), Look.PRIMARY, icon="printer", keys=keys("print")
        )
        self.save_button = Button(host.theme, _("Save as PDF"), icon="file-down", keys=keys("save"))
        self.close_button = Button(host.theme, _("Close"), keys=keys("close"))
        self.viewer = PageViewer(host.theme, host.keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        buttons = (self.close_button, self.save_button, self.print_button)
        column.addWidget(PageHead(host.theme, "", source.title, *buttons))
        column.addWidget(self.viewer, 1)
        self.print_button.clicked.connect(self.print_out)
        self.save_button.clicked.connect(self.choose_file)
        self.close_button.clicked.connect(host.back)
        self.viewer.show_pdf(Pages(pdf), host.jobs)

    @property
    def page_count(self) -> int:
        """Number of pages that can be printed."""
        return self.viewer.page_count

    def open(self) -> None:
        """Give the pages the focus."""
        self.viewer.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done with a sheet."""
        return {
            **self.viewer.handlers(),
            "print": self.print_out,
            "save": self.choose_file,
            "close": self.host.back,
        }

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the viewer."""
        keys = self.host.keys
        own = keys.hint("print", _("print")), keys.hint("save", _("save as PDF"))
        return (*own, ("Esc", _("close")), *self.viewer.hints())

    def choose_file(self) -> None:
        """Let the person choose where a copy goes."""
        dialog = QFileDialog(self, _("Save as PDF"), filter=_("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()
