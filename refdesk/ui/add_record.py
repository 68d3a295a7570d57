"""Adds a record from within the form that needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from refdesk.i18n import _
from refdesk.screens.form_state import FormState
from refdesk.screens.in_passing import carried, essential, named
from refdesk.screens.spec import Screen
from refdesk.ui.form_view import Laid
from refdesk.ui.record_dialog import RecordDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.domain.record import Record
    from refdesk.ui.editors.base import FieldFinder
    from refdesk.ui.host import Host


class AddRecordDialog(RecordDialog):
    """What the screen asks for in passing and what is needed; the rest can be filled in later.

    Args:
        host: the window.
        screen: of the kind of record.
        text: what was typed to find it: its name.
        over: the widget it opens over.
        finder_over: returns what finds records for fields of this dialog.
        asking: the form that needs the record, and may know something of it.
    """

    saved = Signal(int)
    wide = 560
    laid = Laid(half=frozenset({"role"}))

    def __init__(
        self,
        host: Host,
        screen: Screen,
        text: str,
        over: QWidget,
        finder_over: Callable[[QWidget], FieldFinder],
        asking: FormState | None = None,
    ) -> None:
        asked, given = host.desk.fields(screen.of), named(screen, text)
        if asking is not None:
            given |= carried(screen, asking)
        state = FormState.blank(screen.form, screen.of, asked, given)
        super().__init__(
            host,
            _("New {kind}").format(kind=_(screen.of.one).lower()),
            over,
            state=state,
            only=essential(screen, state),
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
