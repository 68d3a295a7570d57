"""Keeps what is being typed in the vault, a moment after each key."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from refdesk.domain.errors import KnownFailure
from refdesk.services.drafts import Drafts

if TYPE_CHECKING:
    from refdesk.ui.host import Host

WAIT_MS = 800
"""Pause after a key; with the writing itself well within the two seconds that are promised."""
LONGEST_MS = 1_500
"""The longest a person who never pauses goes unkept."""


class _Kept:
    """One form's draft as the lanes see it: it is written while the form is begun, and never after.

    Saving runs in another lane than keeping, so the two meet here.
    """

    def __init__(self, drafts: Drafts, kind: str, row_id: int, draft_id: int) -> None:
        self._drafts, self._kind, self._row_id = drafts, kind, row_id
        self.id = draft_id
        self._is_over = False
        self._lock = threading.Lock()

    def write(self, body: Mapping[str, Any]) -> None:
        with self._lock:
            if not self._is_over:
                self.id = self._drafts.keep(self._kind, self._row_id, body, self.id)

    def drop(self) -> None:
        with self._lock:
            self._is_over = True
            if self.id:
                self._drafts.drop(self.id)


class DraftKeeper(QObject):
    """Writes one form's draft in a lane of its own, which long work does not hold up.

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
        self._host, self._body = host, body
        self._draft = _Kept(Drafts(host.desk), kind, row_id, draft_id)
        self._is_resting = False
        self._pause, self._longest = QTimer(self), QTimer(self)
        for timer, wait in ((self._pause, WAIT_MS), (self._longest, LONGEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self.keep)

    @property
    def draft_id(self) -> int:
        """The draft's id, 0 until it was written."""
        return self._draft.id

    def touch(self) -> None:
        """Keep the draft once the typing pauses."""
        if self._is_resting:
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep(self) -> None:
        """Keep the draft now."""
        if self._is_resting:
            return
        self._stop()
        body, draft = dict(self._body()), self._draft
        self._host.jobs.run_keeping(lambda: draft.write(body), self._kept)

    def drop(self) -> None:
        """Forget the draft: what was typed is not wanted."""
        self.rest()
        draft = self._draft
        self._host.jobs.run_keeping(draft.drop, lambda _done: self._host.drafts_changed())

    def saved(self) -> None:
        """Forget the draft, for its record is saved; called where the saving was done.

        There, and not in the window: a desk that is locked meanwhile would give back, and so enter
        twice, what is saved already.
        """
        with contextlib.suppress(KnownFailure):  # the record is saved, and must not look refused
            self._draft.drop()

    def rest(self) -> None:
        """Stop watching; the draft stays."""
        self._is_resting = True
        self._stop()

    def _stop(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _kept(self, _done: None) -> None:
        self.kept.emit(dt.datetime.now(dt.UTC).astimezone().time())
        self._host.drafts_changed()
