"""The order strip of a visit log: clinic, stops and the drives between, on one line or several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from refdesk.documents.page import Align, Page
from refdesk.documents.style import UNKNOWN, Face, Style
from refdesk.documents.typesetting import fit
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.model import VisitLog

ROW = 58.0  # pitch of further lines
LONGEST = 8  # stops on one line
END = 22.0  # from the margin to the clinic's square
RADIUS = 10.0
SQUARE = 13.0

NUMBER = Style(Face.BOLD, 11.5)
MINUTES = Style(Face.SEMIBOLD, 8.5)
MILES = Style(Face.REGULAR, 8)
TOWN = Style(Face.SEMIBOLD, 8.8)
CLOCK = Style(Face.REGULAR, 8.8)


@dataclass(frozen=True, slots=True)
class Node:
    """A place on the strip and the drive to it; the clinic has no number."""

    number: int | None
    name: str
    clock: str
    minutes: int | None
    miles: float | None


def strip_rows(stops: int) -> int:
    """Return on how many lines the order of so many stops stands."""
    return max(1, -(-stops // LONGEST))


def lay_strip(page: Page, log: VisitLog, y: float) -> None:
    """Lay the order strip with its first line at `y`; each further line is ROW lower.

    All lines share one grid. A line that goes on runs to the margin.
    """
    clinic, *stops, back = _nodes(log)
    per_row = -(-len(stops) // strip_rows(len(stops)))
    rows = [stops[first : first + per_row] for first in range(0, len(stops), per_row)]
    rows[-1].append(back)
    left, right = page.frame.left, page.frame.right
    first = left + END
    step = (right - END - first) / (per_row + 1)
    for number, row in enumerate(rows):
        begin = first if number == 0 else left
        end = right if row[-1] is not back else first + step * len(row)
        page.rule(begin, end, y, 1.8)
        if number == 0:
            _lay_node(page, first, y, clinic, 2 * END)
        for column, node in enumerate(row):
            x = first + step * (column + 1)
            _lay_drive(page, x - step / 2, y, node)
            _lay_node(page, x, y, node, min(step, 2 * (right - x)))
        y -= ROW


def _nodes(log: VisitLog) -> list[Node]:
    clinic = _("Clinic")
    leave = _("leave {time}").format(time=log.leave or UNKNOWN)
    back = _("back {time}").format(time=log.back or UNKNOWN)
    return [
        Node(None, clinic, leave, 0, 0.0),
        *(
            Node(
                stop.number,
                stop.town or stop.name,
                stop.arrive or UNKNOWN,
                stop.drive_minutes,
                stop.miles,
            )
            for stop in log.stops
        ),
        Node(None, clinic, back, log.back_minutes, log.back_miles),
    ]


def _lay_node(page: Page, x: float, y: float, node: Node, room: float) -> None:
    if node.number is None:
        page.block(x - SQUARE / 2, y - SQUARE / 2, SQUARE, SQUARE)
    else:
        page.disc(x, y, RADIUS, str(node.number), NUMBER)
    page.text(x, y - 25, *fit(node.name, TOWN, room - 4), Align.CENTRE)
    page.text(x, y - 36, *fit(node.clock, CLOCK, room - 4), Align.CENTRE)


def _lay_drive(page: Page, x: float, y: float, node: Node) -> None:
    if node.minutes is None or node.miles is None:
        page.text(x, y + 5, UNKNOWN, MINUTES, Align.CENTRE)
        return
    minutes = _("{count} min").format(count=node.minutes)
    miles = _("{miles:,.1f} mi").format(miles=node.miles)
    page.text(x, y + 5, minutes, MINUTES, Align.CENTRE)
    page.text(x, y - 11, miles, MILES, Align.CENTRE)
