"""Figures on Today for whoever looks after everybody's work; each opens the records behind it.

A further card of figures registers itself by one line in `FIGURES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from refdesk.i18n import N_, _
from refdesk.screens.board import COLUMNS, list_filters
from refdesk.screens.today import LOOP_KINDS
from refdesk.screens.today_rows import Board
from refdesk.services.standing import Narrowing, standing


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in words, and the list behind it; without filters there is none."""

    words: str
    filters: Mapping[str, str] = field(default_factory=dict)
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What is counted, and its figures under the heads of the card."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """One card: a table of figures of one kind of record.

    `kinds` are the kinds of record whose changes make it read anew.
    """

    name: str
    title: str
    icon: str
    of: str
    heads: tuple[str, ...]
    kinds: frozenset[str]
    read: Callable[[Board], tuple[FigureRow, ...]]


def _by_stage(board: Board) -> tuple[FigureRow, ...]:
    found = standing(board.desk, [column.stages for column in COLUMNS], board.now)
    everybody, late = Narrowing(), Narrowing(late=True)
    rows = []
    for column, group in zip(COLUMNS, found.groups, strict=True):
        some = list_filters(column, everybody) if group.count else {}
        overdue = list_filters(column, late) if group.late else {}
        days = "–" if group.days is None else f"{group.days:,.0f}"
        rows.append(
            FigureRow(
                _(column.title),
                (
                    Figure(f"{group.count:,}", some),
                    Figure(f"{group.late:,}", overdue, is_late=bool(group.late)),
                    Figure(days, some),
                ),
            )
        )
    return tuple(rows)


FIGURES: tuple[Figures, ...] = (
    Figures(
        "stages",
        N_("Open loops by stage"),
        "chart-column",
        "referral",
        (N_("Open"), N_("Late"), N_("Median days there")),
        LOOP_KINDS,
        _by_stage,
    ),
)
"""In the order of the page."""
