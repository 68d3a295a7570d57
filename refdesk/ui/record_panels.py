"""What stands above the fields of a record's page, by kind; one line each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.domain.record import Record
    from refdesk.ui.host import Host


class RecordPanel(Protocol):
    """One panel of a record's page."""

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now, by the name of the action."""

    def changed(self, kinds: Collection[str]) -> None:
        """Show what has changed on the desk."""


def panel_for(host: Host, record: Record) -> RecordPanel | None:
    """Return the panel of a saved record; most kinds have none."""
    if record.id and record.kind == "referral":
        from refdesk.ui.loop_panel import LoopPanel  # noqa: PLC0415  with its first use

        return LoopPanel(host, record)
    return None


def widget_of(panel: RecordPanel) -> QWidget:
    """Return a panel as the widget it is."""
    return cast("QWidget", panel)
