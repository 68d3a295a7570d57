"""The files of a record, beside its form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from shiboken6 import isValid

from refdesk.i18n import _
from refdesk.screens.panels import Content, Deed
from refdesk.screens.record_files import record_files
from refdesk.ui.file_actions import PageFiles
from refdesk.ui.panel_card import PanelCard

if TYPE_CHECKING:
    from refdesk.domain.record import Record
    from refdesk.ui.host import Host


class FilesCard(PanelCard):
    """Shows the files of one record; others are dropped on it.

    Args:
        host: the window.
        of: the kind of record.
        row_id: its number.
    """

    def __init__(self, host: Host, of: type[Record], row_id: int) -> None:
        super().__init__(host.theme, _("Files"), "paperclip")
        self._host, self._of = host, of
        self.actions_of_files = PageFiles(host, self, of, [self])
        self.actions_of_files.row_id = row_id
        self.acted.connect(self._do)

    def read(self) -> None:
        """Read which files there are now."""
        desk, kind, row_id = self._host.desk, self._of.kind, self.actions_of_files.row_id
        today = dt.datetime.now(dt.UTC).astimezone().date()
        self._host.jobs.run_query(lambda: record_files(desk, kind, row_id, today), self._show)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now: a file that is chosen can be renamed."""
        files = self.actions_of_files
        found: dict[str, Callable[[], None]] = {"choose_file": files.choose_for_page}
        line = files.line()
        change = line.changes if line else None
        if change is not None:
            found["edit"] = lambda: self._do(change)
        return found

    def _show(self, content: Content) -> None:
        if isValid(self):
            self.show_content(content, letters=False)

    def _do(self, deed: Deed) -> None:
        if not self.actions_of_files.do(deed, self._of, self.actions_of_files.row_id):
            self._host.open_record(deed.kind, deed.row_id)
