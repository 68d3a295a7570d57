"""The keys of a list for the status bar: those of the part that has the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from refdesk.i18n import _
from refdesk.screens.actions import ANYWHERE
from refdesk.ui.keycaps import Hint

if TYPE_CHECKING:
    from refdesk.ui.list_page import ListPage

LIST_KEYS = "Ctrl+1–9"


def list_hints(page: ListPage, hint: Callable[..., Hint]) -> tuple[Hint, ...]:
    """Return the keys; `hint` gives the key of an action by its name."""
    if page.find_box.hasFocus():
        below = ((_("Enter"), _("to the list")),) if page.state.ids else ()
        back = (("Esc", _("show all")),) if page.state.is_narrowed else ()
        return (*below, *back, hint(ANYWHERE, _("anywhere")), (LIST_KEYS, _("another list")))
    if page.table.header.hasFocus():
        return (
            ("← →", _("column")),
            (_("Enter"), _("sort")),
            (_("Shift+← →"), _("width")),
            ("↓", _("to the list")),
        )
    if any(chip.hasFocus() for chip in page.filter_bar.chips):
        return ((_("Enter"), _("change")), (_("Del"), _("remove")), ("← →", _("filter")))
    if not page.state.ids:
        anywhere = hint(ANYWHERE, _("find anywhere"))
        return (hint("find", _("find")), anywhere, (LIST_KEYS, _("another list")))
    many = page.state.chosen_count > 1
    last = hint("edit", _("change")) if many else ("Shift+↓", _("select more"))
    moving = (hint("move_many", _("move")),) if many and "move_many" in page.handlers() else ()
    return (
        ("↑ ↓", _("row")),
        (_("Enter"), _("open")),
        hint("find", _("find")),
        hint("filter", _("filter")),
        last,
        *moving,
        ("Shift+Tab", _("sort")),
    )
