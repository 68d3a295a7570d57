"""Rows of the sheets of what is due: the heading above some, a box to tick, and cells of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from refdesk.documents import style
from refdesk.documents.page import Align, Page
from refdesk.documents.style import Face, Style
from refdesk.documents.typesetting import fit, width

HEADING = 22.0  # from the rule of a heading to that of its first row
BOX = 9.0
LEADING = 12.0
BESIDE = Style(Face.REGULAR, 9.5)


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of a row: where it begins, how far below the row's rule, and how it is set."""

    x: float
    down: float
    text: str
    look: Style


def lay_heading(page: Page, y: float, title: str, beside: str = "") -> float:
    """Lay the heading of some rows below its rule at `y`; return where the first begins."""
    left, right = page.frame.left, page.frame.right
    page.rule(left, right, y, style.HEAVY)
    page.text(left, y - 15, title, style.SECTION_TITLE)
    room = right - left - width(title, style.SECTION_TITLE) - 15
    page.text(right, y - 15, *fit(beside, BESIDE, room), Align.RIGHT)
    page.rule(left, right, y - HEADING, style.HAIR)
    return y - HEADING


def lay_cells(page: Page, y: float, cells: Sequence[Cell]) -> None:
    """Lay the text of a row below its rule at `y`, and a box beside its first line."""
    page.box(page.frame.left, y - cells[0].down - 1, BOX)
    for cell in cells:
        page.text(cell.x, y - cell.down, cell.text, cell.look)
