"""Keeps what is being typed in the vault, a moment after each key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from refdesk.services.drafts import Drafts

if TYPE_CHECKING:
    from refdesk.services.work import Watched
    from refdesk.ui.host import Host

WAIT_MS = 800
"""Pause after a key; with the writing itself well within the two seconds that are promised."""
LONGEST_MS = 1_500
"""The longest a person who never pauses goes unkept."""


class DraftKeeper(QObject):
    """Writes one form's draft in the lane that changes the desk.

    Args:
        host: the window.
        kind: of the record.
        row_id: of the record, 0 for a new one.
        body: returns what was typed so far.
        draft_id: of the draft it goes on from.
    """

    kept = Signal(object)
    """When the draft was written, as a local time."""

    def __init__(
        self,
        host: Host,
        kind: str,
        row_id: int,
        body: Callable[[], Mapping[str, Any]],
        draft_id: int = 0,
    ) -> None:
        super().__init__()
        self._host, self._kind, self._row_id, self._body = host, kind, row_id, body
        self._drafts = Drafts(host.desk)
        self._id = [draft_id]  # written by the lane, one draft after another
        self._over = False
        self._pause, self._longest = QTimer(self), QTimer(self)
        for timer, wait in ((self._pause, WAIT_MS), (self._longest, LONGEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self.keep)

    @property
    def draft_id(self) -> int:
        """The draft's id, 0 until it was written."""
        return self._id[0]

    def touch(self) -> None:
        """Keep the draft once the typing pauses."""
        if self._over:
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> None:
        """Keep the draft now."""
        if self._over:
            return
        self._stop()
        body, drafts, found = dict(self._body()), self._drafts, self._id

        def keep(_progress: Watched) -> None:
            found[0] = drafts.keep(self._kind, self._row_id, body, found[0])

        self._host.jobs.run_change(keep, self._kept)

    def drop(self) -> None:
        """Forget the draft: the record was saved, or what was typed is not wanted."""
        self._over = True
        self._stop()
        drafts, found = self._drafts, self._id

        def drop(_progress: Watched) -> None:
            if found[0]:
                drafts.drop(found[0])

        self._host.jobs.run_change(drop, lambda _done: self._host.drafts_changed())

    def rest(self) -> None:
        """Stop watching; the draft stays."""
        self._over = True
        self._stop()

    def _stop(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _kept(self, _done: None) -> None:
        self.kept.emit(dt.datetime.now(dt.UTC).astimezone().time())
        self._host.drafts_changed()
