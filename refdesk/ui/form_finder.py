"""Finds and adds the records that a form's fields name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from refdesk.domain.catalogue import BY_NAME
from refdesk.screens.catalogue import BY_KIND
from refdesk.screens.field_offers import FieldOffers
from refdesk.screens.finding import Finding, Found
from refdesk.services.records import Records
from refdesk.ui.add_record import AddRecordDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.screens.form_state import FormState
    from refdesk.ui.host import Host
    from refdesk.ui.jobs import Job

DEEPEST = 2
"""How many records can be added one over the other."""


class FormFinder:
    """Answers the reference fields of one form.

    Args:
        host: the window.
        over: the widget that a dialog opens over.
        depth: how many dialogs lie below.
        asking: the form, where what it says holds for a record that it adds too.
    """

    def __init__(
        self, host: Host, over: QWidget, depth: int = 0, asking: FormState | None = None
    ) -> None:
        self._host, self._over, self._depth, self._asking = host, over, depth, asking
        # Of its own: reading must not wait for the records of the writing lane.
        self._asked: dict[str, Job[tuple[list[Found], int]]] = {}
        self._finding = Finding(Records(host.desk))

    def find(self, kind: str, text: str, done: Callable[[list[Found], int], None], /) -> None:
        """Hand over the first records that fit, and how many do."""
        before = self._asked.get(kind)
        if before is not None:
            before.cancel()  # fast typing must not queue up in the one lane
        work = partial(self._finding.find, kind, text)
        self._asked[kind] = self._host.jobs.run_query(work, lambda answer: done(*answer))

    def describe(
        self, kind: str, ids: Sequence[int], done: Callable[[list[Found]], None], /
    ) -> None:
        """Hand over records by name."""
        self._host.jobs.run_query(partial(self._finding.describe, kind, tuple(ids)), done)

    def add(self, kind: str, text: str, done: Callable[[Found], None], /) -> None:
        """Let the person add a record called `text`, and hand it over once it is saved."""

        def saved(row_id: int) -> None:
            self.describe(kind, [row_id], lambda found: done(found[0]) if found else None)

        def finder_over(dialog: QWidget) -> FormFinder:
            return FormFinder(self._host, dialog, self._depth + 1)

        screen, over = BY_KIND[kind], self._over
        dialog = AddRecordDialog(self._host, screen, text, over, finder_over, self._asking)
        dialog.saved.connect(saved)
        dialog.open()

    def offers(self, kind: str, name: str, done: Callable[[FieldOffers], None], /) -> None:
        """Hand over what a field of a kind of record offers while one types."""
        self._host.jobs.run_query(partial(FieldOffers, self._host.desk, kind, name), done)

    def is_added_here(self, kind: str) -> bool:
        """Tell whether a record of this kind can be added from within a form."""
        of = BY_NAME[kind]
        return of.entered and kind != "user" and self._depth < DEEPEST
