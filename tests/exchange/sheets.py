"""What tests of tables share: a sheet of a few columns, and what one of its rows says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.exchange.arrival import Arrival
from refdesk.exchange.layout import Layout
from refdesk.exchange.sheet import Sheet

KNOWN = {"Weir Clinic": 7, "Jane Okafor": 8, "Quill, Zeb": 9}
"""The records of a desk by name, as references find them."""


def fields_of(of: type[Record]) -> Mapping[str, Field]:
    return of.fields


def read_reference(_of: type[Record], own: Field, text: str) -> Any:
    pieces = [piece.strip() for piece in text.split(";")]
    return own.parse("; ".join(str(KNOWN.get(piece, piece)) for piece in pieces))


def sheet(kind: str, targets: Sequence[str], **more: Any) -> Sheet:
    layout = Layout(kind, dict(enumerate(targets)), **more)
    return Sheet(BY_NAME[kind], list(targets), fields_of, layout, read_reference)


def arrives(kind: str, cells: Mapping[str, str], **more: Any) -> Arrival:
    """Read one row of a table whose columns fill the keys of `cells`."""
    return sheet(kind, list(cells), **more).read(list(cells.values()))


def value(kind: str, target: str, text: str, **more: Any) -> Any:
    """Read one cell; the value of its field, None where it says nothing."""
    arrival = arrives(kind, {target: text}, **more)
    return arrival.values.get(target.partition(".")[0])


def refusal(kind: str, target: str, text: str, **more: Any) -> str:
    try:
        arrives(kind, {target: text}, **more)
    except UserError as error:
        return error.message
    return ""
