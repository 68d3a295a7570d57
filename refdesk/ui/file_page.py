"""A file of a record, looked at inside the window: its pages, its picture, its text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from refdesk.domain.attachment import PDF, Attachment, name_on_disk
from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.register import Purpose
from refdesk.i18n import _
from refdesk.screens.file_words import measure
from refdesk.services.attached_out import AttachedSheet
from refdesk.ui.cards import narrow_page
from refdesk.ui.file_actions import FileActions
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.page_head import PageHead
from refdesk.ui.page_viewer import PageViewer
from refdesk.ui.parts import Button
from refdesk.ui.release_page import ReleasePage
from refdesk.ui.text_view import TextView

if TYPE_CHECKING:
    from refdesk.services.attachments import Opened
    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint

WIDEST = 640


class FilePage(ReleasePage):
    """One file; it leaves the desk only for a purpose that is asked for.

    Args:
        host: the window.
        opened: the file, and what there is to look at.
    """

    def __init__(self, host: Host, opened: Opened) -> None:
        file = self.file = opened.file
        super().__init__(host, AttachedSheet(host.desk, file, Purpose.OPERATIONS))
        self.title_text = _("File")
        self.actions_of_file = FileActions(host, self)
        keys = host.keys.keys
        self.close_button = Button(host.theme, _("Close"), keys=keys("close"))
        self.save_button = Button(host.theme, _("Save a copy"), icon="file-down", keys=keys("save"))
        self.print_button = Button(host.theme, _("Print"), icon="printer", keys=keys("print"))
        of = BY_NAME.get(file.record_kind)
        above = f"{_(of.one)} {file.record_number}" if of else ""
        buttons = (self.close_button, self.save_button, self.print_button)
        self.head = PageHead(host.theme, above, file.name, *buttons)
        self.viewer = PageViewer(host.theme, host.keys) if opened.pages else None
        self.body = self._body(opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.body, 1)
        self.print_button.setVisible(file.media == PDF)
        self.close_button.clicked.connect(host.back)
        self.save_button.clicked.connect(self.choose_file)
        self.print_button.clicked.connect(self.print_out)
        if self.viewer and opened.pages:
            self.viewer.show_pdf(opened.pages, host.jobs)

    @property
    def page_count(self) -> int:
        """Number of pages that can be printed."""
        return self.viewer.page_count if self.viewer else 0

    def open(self) -> None:
        """Give the focus to what is looked at."""
        looked_at = self.file.is_seen_inside
        (self.body if looked_at else self.save_button).setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done with a file."""
        return {
            **(self.viewer.handlers() if self.viewer else {}),
            "print": self.print_out,
            "save": self.choose_file,
            "edit": self.rename,
            "close": self.host.back,
        }

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the file and of its viewer."""
        keys = self.host.keys
        own = [keys.hint("save", _("save a copy")), keys.hint("edit", _("rename"))]
        if self.file.media == PDF:
            own.append(keys.hint("print", _("print")))
        viewer = self.viewer.hints() if self.viewer else ()
        return (*own, ("Esc", _("close")), *viewer)

    def changed(self, kinds: Collection[str]) -> None:
        """Show the name it has now; a file that was removed goes out of sight."""
        if Attachment.kind in kinds:
            records, row_id = self.host.records, self.file.id
            self.host.jobs.run_query(
                lambda: records.get(Attachment, row_id), self._show, self._gone
            )

    def rename(self) -> None:
        """Give the file another name."""
        self.actions_of_file.rename(self.file.id)

    def print_out(self) -> None:
        """Ask what it is for, then for the printer."""
        if self.file.media == PDF:
            self._ask_purpose(_("Print a file"), _("Go on"), super().print_out)
        else:
            self.host.refuse(_("Only a PDF is printed from here. Save a copy, and print that."))

    def choose_file(self) -> None:
        """Ask what it is for, then where the copy goes."""
        self._ask_purpose(_("Save a copy of a file"), _("Choose the place"), self._ask_place)

    def _ask_purpose(self, title: str, words: str, go_on: Callable[[], None]) -> None:
        from refdesk.ui.dialogs.export import ReleaseDialog  # noqa: PLC0415  seldom

        rows = f"{self.file.name}, {measure(self.file)}"
        held = [_("whatever stands in the file")]
        dialog = ReleaseDialog(self.host.theme, title, rows, held, words, over=self)

        def decided(purpose: Purpose) -> None:
            self._source = AttachedSheet(self.host.desk, self.file, purpose)
            go_on()

        dialog.decided.connect(decided)
        dialog.open()

    def _ask_place(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = QStandardPaths.writableLocation(documents)
        dialog = QFileDialog(self.window(), _("Save a copy of a file"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.selectFile(name_on_disk(self.file.name, self.file.media))
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def _show(self, file: Attachment) -> None:
        if not isValid(self):
            return
        if file.archived:
            self._gone(None)
            return
        self.file = file
        self.head.title.show_whole(file.name)

    def _gone(self, _error: BaseException | None) -> None:
        if isValid(self) and self.isVisible():
            self.host.back()

    def _body(self, opened: Opened) -> QWidget:
        if self.viewer:
            return self.viewer
        theme = self.host.theme
        if opened.text is not None:
            return TextView(theme, opened.text, goes_on=opened.goes_on)
        notice, column = Notice(theme), QVBoxLayout()
        column.addWidget(notice)
        column.addStretch(1)
        page = narrow_page(theme, column, WIDEST)
        notice.tell(
            Weight.INFO,
            _("This kind of file cannot be looked at here."),
            _("Save a copy, and open that in its own program."),
        )
        return page
