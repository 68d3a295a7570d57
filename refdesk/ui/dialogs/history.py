"""The whole history of one record, and of the desk; any change of it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from shiboken6 import isValid

from refdesk.i18n import _
from refdesk.services.changes import CannotUndo, Changes, Line
from refdesk.ui.change_table import ChangeTable
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.undo_rest import UndoRestDialog
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.domain.record import Record
    from refdesk.ui.host import Host

SIZE = (860, 520)


class ChangesDialog(Dialog):
    """Changes, newest first; Enter offers to undo the one that is selected.

    Args:
        host: the window.
        title: of the dialog.
        read: returns the changes; called away from the window.
        over: the widget it opens over.
        of_one_record: whether the fields of one record are told, or many records.
    """

    def __init__(
        self,
        host: Host,
        title: str,
        read: Callable[[], list[Line]],
        over: QWidget,
        *,
        of_one_record: bool,
    ) -> None:
        super().__init__(host.theme, title, over, width=SIZE[0])
        self._host, self._read = host, read
        self.table = ChangeTable(host.theme, title, of_one_record=of_one_record)
        self.empty = Text(host.theme, _("Nothing has been changed yet."), Type.BODY, "text3")
        self.empty.hide()
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty)
        self.undo_button = self.add_button(_("Undo this change"))
        self.undo_button.clicked.connect(self.undo)
        close = self.add_button(_("Close"), Look.PRIMARY, keys="Esc")
        close.setDefault(False)
        close.clicked.connect(self.reject)
        self.table.itemSelectionChanged.connect(self._offer)
        self.table.doubleClicked.connect(self.offer)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(keys, self.table, self.offer)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.resize(*map(host.theme.px, SIZE))
        self.refresh()

    def refresh(self) -> None:
        """Read the changes again."""
        self._host.jobs.run_query(self._read, self._show)

    def offer(self) -> None:
        """Go to the button that undoes the change; Enter alone opens things elsewhere."""
        if self.undo_button.isEnabled():
            self.undo_button.setFocus()

    def undo(self) -> None:
        """Undo the change that is selected."""
        line = self.table.current()
        if line is None or line.undone:
            return
        changes, wanted = Changes(self._host.desk), line.change

        def undone(words: str) -> None:
            self._host.tell(_("Undone: {what}").format(what=words))
            if isValid(self):
                self.refresh()

        def refused(error: BaseException) -> None:
            if isinstance(error, CannotUndo) and isValid(self):
                UndoRestDialog(self._host, error, self, undone).open()
            else:
                self._host.show_error(error)

        self._host.run(_("Undoing"), lambda _progress: changes.undo(wanted), undone, refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from pressing a button nobody sees the focus on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.table.hasFocus():
            self.offer()
        else:
            super().keyPressEvent(event)

    def _show(self, lines: list[Line]) -> None:
        self.table.show_lines(lines)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.table.setFocus()
        self._offer()

    def _offer(self) -> None:
        line = self.table.current()
        self.undo_button.setEnabled(line is not None and not line.undone)


class HistoryDialog(ChangesDialog):
    """The history of one record."""

    def __init__(self, host: Host, record: Record, name: str, over: QWidget) -> None:
        of, row_id, changes = type(record), record.id, Changes(host.desk)
        title = _("History: {name}").format(name=name)
        super().__init__(
            host, title, lambda: changes.of_record(of, row_id), over, of_one_record=True
        )


class LatestChangesDialog(ChangesDialog):
    """The newest changes of the desk, whoever made them."""

    def __init__(self, host: Host, over: QWidget) -> None:
        changes = Changes(host.desk)
        super().__init__(host, _("Latest changes"), changes.newest, over, of_one_record=False)
