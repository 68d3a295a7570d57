"""Adds a record from within the form that needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from refdesk.domain import kinds
from refdesk.i18n import _
from refdesk.screens.form_state import FormState
from refdesk.screens.spec import Screen
from refdesk.ui.record_dialog import RecordDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.domain.record import Record
    from refdesk.ui.editors.base import FieldFinder
    from refdesk.ui.host import Host


class AddRecordDialog(RecordDialog):
    """The first group of a form and whatever else is needed; the rest can be filled in later.

    Args:
        host: the window.
        screen: of the kind of record.
        text: what was typed to find it: its name.
        over: the widget it opens over.
        finder_over: returns what finds records for fields of this dialog.
    """

    saved = Signal(int)
    wide = 560

    def __init__(
        self,
        host: Host,
        screen: Screen,
        text: str,
        over: QWidget,
        finder_over: Callable[[QWidget], FieldFinder],
    ) -> None:
        asked, given = host.desk.fields(screen.of), named(screen, text)
        state = FormState.blank(screen.form, screen.of, asked, given)
        super().__init__(
            host,
            _("New {kind}").format(kind=_(screen.of.one).lower()),
            over,
            state=state,
            only=essential(state),
            finder_over=finder_over,
        )
        self._screen = screen
        self.body.addWidget(self.view, 1)
        self.save_button.setDefault(False)  # Enter belongs to the fields, as in every form
        self.view.focus_first()

    def _saved(self, record: Record) -> None:
        super()._saved(record)
        self.saved.emit(record.id)

    @property
    def boxes(self) -> dict[str, Any]:
        """The fields of the dialog by name."""
        return dict(self.view.boxes)


def essential(state: FormState) -> frozenset[str]:
    """Return the fields that a record added in passing is asked for."""
    first = state.groups[0].names
    return frozenset(first) | {name for name, own in state.fields.items() if own.required}


def named(screen: Screen, text: str) -> dict[str, Any]:
    """Return the entries of a new record that is called `text`."""
    name = screen.of.title[0]
    if screen.of.fields[name].kind is not kinds.TEXT:
        return {}
    return {name: " ".join(text.split())}
