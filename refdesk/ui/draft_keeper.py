"""Keeps what is being typed in the vault, a moment after each key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from refdesk.services.drafts import Draft

if TYPE_CHECKING:
    from refdesk.services.drafts import Keeping
    from refdesk.ui.host import Host

WAIT_MS = 800
"""Pause after a key; with the writing itself well within the two seconds that are promised."""
LONGEST_MS = 1_500
"""The longest a person who never pauses goes unkept."""


class DraftKeeper(QObject):
    """Watches one form and has its draft written, in a lane that long work does not hold up.

    Args:
        host: the window.
        keeping: the draft; another one takes its place here once it is over. Never another keeper:
            the lane that has just kept or saved would be the last to hold this one, and let it go.
        body: returns what was typed so far, None when that is nothing.
    """

    kept = Signal(object)
    """When the draft was written, as a local time."""

    def __init__(
        self, host: Host, keeping: Keeping, body: Callable[[], Mapping[str, Any] | None]
    ) -> None:
        super().__init__()
        self._host, self.keeping, self._body = host, keeping, body
        self._is_resting = False
        self._pause, self._longest = QTimer(self), QTimer(self)
        for timer, wait in ((self._pause, WAIT_MS), (self._longest, LONGEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self.keep)

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
        self.keeping.say(self._body())
        self._host.jobs.run_keeping(self.keeping.write, self._kept)

    def begun(self) -> Draft | None:
        """Return what was typed so far as a draft; None: nothing."""
        body, own = self._body(), self.keeping
        return None if body is None else Draft(own, own.kind, own.row_id, own.at, body)

    def drop(self) -> None:
        """Forget the draft: what was typed is not wanted."""
        self.rest()
        self.keeping.end()
        self._host.jobs.run_keeping(self.keeping.write, lambda _done: self._host.drafts_changed())

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
