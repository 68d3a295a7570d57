"""How a list is narrowed and arranged by dialogs, and what of it is remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from refdesk.screens.list_columns import default_names
from refdesk.screens.list_reading import ListReader
from refdesk.screens.list_state import ListState
from refdesk.services.conditions import Condition
from refdesk.ui.dialogs.columns import ColumnsDialog
from refdesk.ui.dialogs.filter import FilterDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.host import Host


class ListDialogs:
    """Asks for the filters and columns of one list.

    Args:
        host: the window.
        state: the list.
        page: what the dialogs open over.
        closed: is called when a filter was set or not.
    """

    def __init__(
        self, host: Host, state: ListState, page: QWidget, closed: Callable[[], None]
    ) -> None:
        self._host, self._state, self._page, self._closed = host, state, page, closed

    def ask_filter(self, number: int | None = None) -> None:
        """Ask for a new filter, or change the one of that number."""
        state = self._state
        conditions = state.conditions
        before = conditions[number] if number is not None else None
        others = tuple(one for one in conditions if one is not before)
        reader, search = ListReader(self._host.desk, state.screen), state.search

        def count(one: Condition) -> int:
            return reader.count((*others, one), search)

        def decided(one: Condition) -> None:
            if before is None:
                state.filter_by((*conditions, one))
            else:
                state.filter_by(tuple(one if old is before else old for old in conditions))

        dialog = FilterDialog(self._host, state.fields, count, self._page, before)
        dialog.decided.connect(decided)
        dialog.finished.connect(lambda _result: self._closed())
        dialog.open()

    def remove_filter(self, number: int) -> None:
        """Take a filter away."""
        conditions = enumerate(self._state.conditions)
        self._state.filter_by([one for place, one in conditions if place != number])

    def ask_columns(self) -> None:
        """Ask for the columns and their order."""
        state = self._state
        names, first = [one.name for one in state.columns], default_names(state.screen)
        dialog = ColumnsDialog(self._host.theme, state.fields, names, first, self._page)

        def decided(chosen: tuple[str, ...] | None) -> None:
            state.show_columns(chosen)
            self.remember()

        dialog.decided.connect(decided)
        dialog.open()

    def remember(self) -> None:
        """Remember columns, widths and order for this user."""
        name, memory = memory_name(self._state.screen.kind), self._state.memory()
        preferences = self._host.preferences
        self._host.jobs.run_change(
            lambda _progress: preferences.remember(name, memory), lambda _done: None
        )


def memory_name(kind: str) -> str:
    """Return under which name the arrangement of a list is remembered."""
    return f"list:{kind}"
