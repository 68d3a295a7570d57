"""What can be done with the files of a record, from whatever page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from refdesk.domain.attachment import Attachment
from refdesk.i18n import _
from refdesk.screens.file_words import left_out_lines, put_words
from refdesk.screens.panels import Deed
from refdesk.screens.record_files import ATTACH, DEEDS, REMOVE
from refdesk.services.attachments import Attachments, Brought, PutIn, from_path
from refdesk.ui.file_drop import FileDrop, brought
from refdesk.ui.list_menu import list_style
from refdesk.ui.step_menu import StepMenu

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QMenu, QWidget

    from refdesk.domain.record import Record
    from refdesk.screens.panels import Line
    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint
    from refdesk.ui.line_list import LineList
    from refdesk.ui.panel_card import PanelCard


class FileActions:
    """Puts files with a record, renames and removes them.

    Args:
        host: the window.
        over: the widget over which something is asked.
    """

    def __init__(self, host: Host, over: QWidget) -> None:
        self._host, self._over = host, over

    def do(self, deed: Deed, of: type[Record], row_id: int) -> bool:
        """Do what is done with files of this record; False if it is something else."""
        if deed.name not in DEEDS:
            return False
        if deed.name == ATTACH:
            self.choose(of, row_id)
        elif deed.name == REMOVE:
            self.remove(deed.row_id)
        else:
            self.rename(deed.row_id)
        return True

    def choose(self, of: type[Record], row_id: int) -> None:
        """Let the person choose files."""
        dialog = QFileDialog(self._over.window(), _("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(
            lambda chosen: self.put(of, row_id, [from_path(Path(one)) for one in chosen])
        )
        dialog.open()

    def put(self, of: type[Record], row_id: int, files: Sequence[Brought]) -> None:
        """Put files with the record."""
        attachments = Attachments(self._host.desk)
        if files:
            self._host.run(
                _("Putting files in"),
                lambda progress: attachments.put(of, row_id, files, progress),
                self._told,
            )

    def rename(self, row_id: int) -> None:
        """Ask for another name."""
        records = self._host.records

        def show(file: Attachment) -> None:
            from refdesk.ui.dialogs.file_name import FileNameDialog  # noqa: PLC0415  seldom

            if isValid(self._over):
                dialog = FileNameDialog(self._host.theme, file, self._over)
                dialog.decided.connect(partial(self._rename, row_id))
                dialog.open()

        self._host.jobs.run_query(lambda: records.get(Attachment, row_id), show)

    def remove(self, row_id: int) -> None:
        """Take a file from its record."""
        attachments = Attachments(self._host.desk)
        self._host.run(
            _("Removing a file"),
            lambda _progress: attachments.remove(row_id),
            lambda file: self._host.tell(_("Removed {name}").format(name=file.name), undo=True),
        )

    def _rename(self, row_id: int, name: str) -> None:
        attachments = Attachments(self._host.desk)
        self._host.run(
            _("Renaming a file"),
            lambda _progress: attachments.rename(row_id, name),
            lambda file: self._host.tell(_("Renamed to {name}").format(name=file.name), undo=True),
        )

    def _told(self, made: PutIn) -> None:
        if made.ids:
            self._host.tell(put_words(made), undo=True)
        if made.others and isValid(self._over):
            from refdesk.ui.dialogs.left_out import LeftOutDialog  # noqa: PLC0415  seldom

            lines = left_out_lines(made.others)
            LeftOutDialog(self._host.theme, put_words(made), lines, self._over).open()


class PageFiles(FileActions):
    """The files of the record that a page shows: dropped on it, pasted, chosen.

    Args:
        host: the window.
        page: takes what is dropped anywhere on it.
        of: the kind of record.
        cards: one of them shows the files.
    """

    def __init__(
        self, host: Host, page: QWidget, of: type[Record], cards: Sequence[PanelCard]
    ) -> None:
        super().__init__(host, page)
        self._of, self._cards = of, cards
        self.row_id = 0
        """Of the record in sight."""
        host.theme.add_style(list_style)
        for card in cards:
            card.lines.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            card.lines.customContextMenuRequested.connect(partial(self._ask, card.lines))
        drop = FileDrop(page)
        drop.held.connect(self._show_held)
        drop.dropped.connect(self._put)

    def choose_for_page(self) -> None:
        """Let the person choose files for the record in sight."""
        self.choose(self._of, self.row_id)

    def takes(self, event: QKeyEvent) -> bool:
        """Put in what was copied, if that is what the key is for."""
        pastes = event.matches(QKeySequence.StandardKey.Paste)
        if pastes:
            self._put(brought(QGuiApplication.clipboard().mimeData()))
        return pastes

    def line(self) -> Line | None:
        """Return the line that has the focus, if any has."""
        lists = [card.lines for card in self._cards if card.lines.hasFocus()]
        return lists[0].line() if lists else None

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of a file, where one is chosen."""
        line = self.line()
        if line is None or line.changes is None or line.removes is None:
            return ()
        return (
            ("Enter", _("look at it")),
            self._host.keys.hint("edit", line.changes.words.lower()),
            ("Del", line.removes.words.lower()),
        )

    def menu(self, lines: LineList) -> QMenu | None:
        """Return what can be done with the file that is chosen; None where none is."""
        line = lines.line()
        if line is None or line.changes is None or line.removes is None:
            return None
        look = Deed("open", _("Look at it"), kind=line.kind, row_id=line.row_id)
        menu = StepMenu(lines, (look, line.changes, line.removes), lines.acted.emit)
        menu.setAccessibleName(_("File"))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _ask(self, lines: LineList, at: QPoint) -> None:
        menu = self.menu(lines)
        if menu is not None:
            menu.popup(lines.viewport().mapToGlobal(at))

    def _put(self, files: Sequence[Brought]) -> None:
        if self.row_id:
            self.put(self._of, self.row_id, files)

    def _show_held(self, held: bool) -> None:  # noqa: FBT001  a signal's
        for card in self._cards:
            card.drop.show_over(over=held)
