"""One run of a printer, made ready: its pages, its line in the register, and what goes with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from refdesk.documents.paper import Imprint
from refdesk.domain.register import Purpose, Release

if TYPE_CHECKING:
    from refdesk.store.work import Work


def _nobody() -> None:
    """Tell nobody."""


def _nothing(_work: Work, _entry: Release, _imprint: Imprint) -> None:
    """Write nothing besides the line of the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is about to be printed.

    `sheet` is its name in the register, `title` what the window calls it (nobody's name), `label`
    the name of the change. `about` and `day` stand in the register. `render` makes the PDF of an
    imprint. `placed` sheets lie on stock that must be hit, so the printer's nudge moves them;
    those of `both_sides` are turned over their long edge. `ruler` makes the test sheet that shows
    how a printer misses such stock.
    `write` adds further rows to the change that registers the run; `left` is called once that is
    done.
    """

    sheet: str
    title: str
    label: str
    render: Callable[[Imprint], bytes] = field(repr=False)
    about: str = field(default="", repr=False)
    day: dt.date | None = None
    purpose: Purpose = Purpose.OPERATIONS
    with_patients: bool = False
    remarks: tuple[str, ...] = field(default=(), repr=False)
    placed: bool = False
    both_sides: bool = False
    ruler: Callable[[], Run] | None = field(default=None, repr=False)
    write: Callable[[Work, Release, Imprint], None] = field(default=_nothing, repr=False)
    left: Callable[[], None] = field(default=_nobody, repr=False)
