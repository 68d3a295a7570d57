"""Records as a table in a text file that spreadsheets open and that an import reads back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from refdesk.domain.address import PARTS
from refdesk.domain.dates import PartialDate
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import (
    ADDRESS,
    CHOICE,
    CHOICES,
    DATE,
    DATETIME,
    DECIMAL,
    INTEGER,
    MONEY,
    PARTIAL_DATE,
    TIME,
    Kind,
)
from refdesk.exchange.new_file import NewFile, told_plainly
from refdesk.i18n import N_, _

_ADDRESS_HEADS = (N_("Street"), N_("Street 2"), N_("City"), N_("State"), N_("ZIP"))
_NUMBERS = frozenset({INTEGER, DECIMAL, MONEY})
# What a spreadsheet takes for a formula, also in the width of an East Asian keyboard.
_ACTIVE = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_DEFUSED = re.compile(f"'(?={_ACTIVE.pattern})")


class CsvFile:
    """A table in the making, with the marks by which a spreadsheet knows UTF-8.

    It appears under its name with `finish`; left before, it leaves nothing behind.

    Raises:
        UserError: something that must not be overwritten is in the way.
        KnownFailure: the folder is gone, full or read-only, or another program holds the file.
    """

    def __init__(self, path: Path) -> None:
        self._file = NewFile(path)

    def __enter__(self) -> Self:
        self._file.__enter__()
        self._text = io.TextIOWrapper(
            self._file.stream, encoding="utf-8-sig", newline="", write_through=True
        )
        self._writer = csv.writer(self._text)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Add rows of cells.

        Raises:
            KnownFailure: the disk is full or gone.
        """
        with told_plainly():
            self._writer.writerows(rows)

    def complete(self) -> None:
        """Wait until the table is on the disk; only the name is missing then.

        Raises:
            KnownFailure: the disk is full or gone.
        """
        with told_plainly():
            self._text.flush()
        self._text.detach()
        self._file.complete()

    def finish(self) -> None:
        """Give the complete table its name.

        Raises:
            KnownFailure: another program holds a file of that name.
        """
        self._file.finish()


def headings(fields: Iterable[Field]) -> list[str]:
    """Return the names of the columns: labels, and the parts of an address each for itself."""
    names: list[str] = []
    for own in fields:
        names += map(_, _ADDRESS_HEADS) if own.kind is ADDRESS else [_(own.label)]
    return [defused(" ".join(name.split())) for name in names]


def cells(own: Field, value: Any, titles: Mapping[int, str]) -> list[str]:  # noqa: ANN401  by kind
    """Return what stands in the columns of one field; `titles` names what references mean."""
    if own.kind is ADDRESS:
        return [defused(getattr(value, part) if value else "") for part in PARTS]
    if own.is_empty(value):
        return [""]
    if own.target_kind:
        ids = value if isinstance(value, tuple) else (value,)
        return [defused("; ".join(titles.get(row_id, f"#{row_id}") for row_id in ids))]
    text = _WRITTEN.get(own.kind, _as_shown)(own, value)
    return [text if own.kind in _NUMBERS else defused(text)]


def defused(text: str) -> str:
    """Return `text` so that no spreadsheet runs it as a formula; `restored` undoes it."""
    return f"'{text}" if _ACTIVE.match(text) else text


def restored(text: str) -> str:
    """Return the text that was meant by a cell which a spreadsheet must not run."""
    return text[1:] if _DEFUSED.match(text) else text


def _as_shown(own: Field, value: Any) -> str:  # noqa: ANN401  by kind
    return own.show(value)


def _number(_own: Field, value: Any) -> str:  # noqa: ANN401  by kind
    return f"{value:f}" if not isinstance(value, int) else str(value)


def _moment(_own: Field, value: dt.datetime) -> str:
    local = value.astimezone().replace(tzinfo=None, second=0, microsecond=0, fold=0)
    # Seconds, and the hour that comes twice in autumn, are told only by the full form.
    return f"{local:%Y-%m-%d %H:%M}" if local.astimezone(dt.UTC) == value else _full(value)


def _full(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat()


def _partial_date(_own: Field, value: PartialDate) -> str:
    return str(value) if value.year is None else value.to_plain()


def _choice(own: Field, value: Any) -> str:  # noqa: ANN401  by kind
    label = own.show(value)
    return label if own.parse(label) == value else str(value.value)


def _choices(own: Field, value: tuple[Any, ...]) -> str:
    labels = own.show(value)
    try:
        told = own.parse(labels) == value
    except UserError:  # a comma in a label parts it
        told = False
    return labels if told else "; ".join(str(choice.value) for choice in value)


_WRITTEN: Mapping[Kind, Callable[[Field, Any], str]] = {
    INTEGER: _number,
    DECIMAL: _number,
    MONEY: _number,
    DATE: lambda _own, value: str(value.isoformat()),
    TIME: lambda _own, value: f"{value:%H:%M}",
    DATETIME: _moment,
    PARTIAL_DATE: _partial_date,
    CHOICE: _choice,
    CHOICES: _choices,
}
