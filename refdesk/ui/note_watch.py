"""Looks a note up among the patients once its typing pauses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from refdesk.services.patients_named import PatientsNamed

if TYPE_CHECKING:
    from refdesk.screens.notes_state import Draft
    from refdesk.ui.host import Host

WAIT_MS = 300


class NoteWatch(QObject):
    """Notes in a draft which of its words tell of a patient.

    Args:
        host: the window.
        over: the page.
    """

    found = Signal()

    def __init__(self, host: Host, over: QObject) -> None:
        super().__init__(over)
        self._host = host
        self._draft: Draft | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(WAIT_MS)
        self._pause.timeout.connect(self._look)

    def look(self, draft: Draft | None) -> None:
        """Look this note up in a moment, and no other."""
        self._draft = draft
        self._pause.start()

    def _look(self) -> None:
        draft = self._draft
        if draft is not None:
            said, named = draft.said, PatientsNamed(self._host.desk)
            told = partial(self._told, draft, said)
            self._host.jobs.run_query(lambda: named.certain(said), told)

    def _told(self, draft: Draft, said: str, words: tuple[str, ...]) -> None:
        if isValid(self) and draft.said == said:
            draft.patients = words
            self.found.emit()
