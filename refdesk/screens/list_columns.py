"""The columns of a list: those of its screen, or those a person has chosen, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from refdesk.domain.fields import Field
from refdesk.domain.kinds import (
    ADDRESS,
    CHOICES,
    DATE,
    DATETIME,
    DECIMAL,
    HOURS,
    INTEGER,
    MONEY,
    NOTE,
    TIME,
    YESNO,
)
from refdesk.domain.kinds.base import Kept, Kind
from refdesk.screens.spec import Align, Column, Screen

NARROWEST, WIDEST = 48, 900
MOST = 40
_WIDTHS: dict[Kind, int] = {
    NOTE: 240,
    ADDRESS: 240,
    HOURS: 220,
    CHOICES: 180,
    DATETIME: 188,
    DATE: 116,
    TIME: 96,
    YESNO: 90,
    INTEGER: 96,
    DECIMAL: 96,
    MONEY: 110,
}
_NUMBERS = frozenset({INTEGER, DECIMAL, MONEY})


def default_names(screen: Screen) -> tuple[str, ...]:
    """Return the columns a screen starts with."""
    return tuple(column.name for column in screen.list.columns)


def columns_of(
    screen: Screen,
    fields: Mapping[str, Field],
    names: tuple[str, ...] | None,
    widths: Mapping[str, int],
) -> tuple[Column, ...]:
    """Return the columns called `names`, those of the screen when None; unknown names are left out.

    Args:
        screen: what is shown.
        fields: of the kind, the clinic's own among them.
        names: from the left.
        widths: that a person has given, in pixels at 100 %.
    """
    declared = {column.name: column for column in screen.list.columns}
    wanted = tuple(name for name in names or () if name in fields)[:MOST] or tuple(declared)
    found = [declared.get(name) or _column(fields[name]) for name in wanted if name in fields]
    sized = [_sized(column, widths.get(column.name)) for column in found]
    if not any(column.grows for column in sized):
        sized[0] = replace(sized[0], grows=True)  # some column takes what the window has left
    return tuple(sized)


def _column(own: Field) -> Column:
    align = Align.END if own.kind in _NUMBERS else Align.START
    return Column(name=own.name, width=_WIDTHS.get(own.kind, 140), align=align)


def _sized(column: Column, width: int | None) -> Column:
    if width is None:
        return column
    return replace(column, width=min(max(width, NARROWEST), WIDEST), grows=False)


def is_sortable(own: Field) -> bool:
    """Tell whether a list can be ordered by a field, fast at any size."""
    return own.indexed or (own.custom and own.kind.kept not in {Kept.LINKS, Kept.JSON})


def sound_names(kept: Any) -> tuple[str, ...] | None:  # noqa: ANN401  any JSON
    """Return the names of columns as they were remembered; None for anything else."""
    if not isinstance(kept, list) or not kept or len(kept) > MOST:
        return None
    if not all(isinstance(name, str) for name in kept):
        return None
    return tuple(dict.fromkeys(kept))


def sound_widths(kept: Any) -> dict[str, int]:  # noqa: ANN401  any JSON
    """Return the widths as they were remembered, without what is none."""
    if not isinstance(kept, dict):
        return {}
    return {
        name: width
        for name, width in kept.items()
        if isinstance(width, int) and NARROWEST <= width <= WIDEST
    }
