"""Which column of a table fills which field of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from refdesk.domain.address import PARTS
from refdesk.domain.errors import UserError
from refdesk.domain.fields import REQUIRED, Field
from refdesk.domain.kinds import ADDRESS
from refdesk.domain.text import fold
from refdesk.i18n import _

PART_WORDS: Mapping[str, tuple[str, ...]] = {
    "street": ("street", "street address", "address 1", "address1", "address line 1", "addr"),
    "street2": ("street 2", "address 2", "address2", "address line 2", "suite", "unit"),
    "city": ("city", "town"),
    "state": ("state", "st"),
    "zip": ("zip", "zip code", "zipcode", "postal code", "postcode"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that fills a field, or one part of an address."""

    index: int
    field: Field
    part: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """The columns that fill something, and the names of those that fill nothing."""

    columns: tuple[Column, ...]
    unused: tuple[str, ...]


def match_columns(
    header: Sequence[str], fields: Iterable[Field], explicit: Mapping[str, str]
) -> Matching:
    """Match the columns of a table by their names with `fields`; what `explicit` says goes first.

    Args:
        header: the names of the columns.
        fields: those that may be filled; fields kept by the program are left out.
        explicit: column name → field name, or ``address.city`` for a part.

    Raises:
        UserError: `explicit` names a column or a field that is not there, or nothing fills a
            field that every record needs.
    """
    fillable = [own for own in fields if not own.program]
    chosen: dict[int, Column] = {}
    for name, target in explicit.items():
        index = _column_index(header, name)
        chosen[index] = Column(index, *_target(fillable, target))
    filled = {(column.field.name, column.part) for column in chosen.values()}
    guessed = _Guess(fillable)
    for index, name in enumerate(header):
        found = guessed.column(index, name) if index not in chosen else None
        if found and (found.field.name, found.part) not in filled:
            filled.add((found.field.name, found.part))
            chosen[index] = found
    columns = _streets(tuple(chosen[index] for index in sorted(chosen)))
    _require(fillable, columns, header)
    unused = (name for index, name in enumerate(header) if index not in chosen)
    return Matching(columns, tuple(name for name in unused if name))


class _Guess:
    """Finds what a header names: a field by name, label or alias, else a part of an address."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._known: dict[str, tuple[Field, str]] = {}
        for own in fields:
            self._learn(own.name, own)
        for own in fields:
            self._learn(own.label, own)
            self._learn(_(own.label), own)
        for own in fields:
            for alias in own.aliases:
                self._learn(alias, own)
        address = next((own for own in fields if own.kind is ADDRESS), None)
        for part, words in PART_WORDS.items() if address else ():
            for word in words:
                self._learn(word, address, part)

    def _learn(self, word: str, own: Field | None, part: str = "") -> None:
        if own is not None:
            self._known.setdefault(fold(word), (own, part))

    def column(self, index: int, name: str) -> Column | None:
        found = self._known.get(fold(name)) if fold(name) else None
        return Column(index, *found) if found else None


def _streets(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Read a column "Address" as the street where other columns hold city, state or ZIP."""
    parted = {column.field.name for column in columns if column.part}
    streets = {column.field.name for column in columns if column.part == "street"}
    return tuple(
        replace(column, part="street")
        if column.field.name in parted - streets and not column.part
        else column
        for column in columns
    )


def _column_index(header: Sequence[str], name: str) -> int:
    tidy = " ".join(name.split())
    same = [index for index, other in enumerate(header) if other == tidy]
    alike = [index for index, other in enumerate(header) if fold(other) == fold(name)]
    if not (same or alike):
        raise UserError(
            _("The file has no column {name}. Its columns are: {columns}.").format(
                name=name[:60], columns=column_names(header)
            )
        )
    return (same or alike)[0]


def _target(fields: Sequence[Field], target: str) -> tuple[Field, str]:
    stem, dot, part = target.strip().rpartition(".")
    part = part.strip().lower() if dot else ""
    wanted = fold(stem if dot else target)
    for own in fields:
        names = {fold(own.name), fold(own.label), fold(_(own.label)), *map(fold, own.aliases)}
        if wanted and wanted in names:
            if part and (own.kind is not ADDRESS or part not in PARTS):
                raise own.error(
                    _("has no part {part}. Parts are: {parts}.").format(
                        part=part[:60], parts=", ".join(PARTS) if own.kind is ADDRESS else "–"
                    )
                )
            return own, part
    raise UserError(
        _("There is no field {name} to fill. There are: {fields}.").format(
            name=target[:60], fields=", ".join(own.name for own in fields)
        )
    )


def _require(fields: Sequence[Field], columns: Sequence[Column], header: Sequence[str]) -> None:
    filled = {column.field.name for column in columns}
    # A moment that starts as now would give every import of the file other records.
    needed = [
        own
        for own in fields
        if own.required and (own.default is REQUIRED or own.default_factory or own.custom)
    ]
    missing = [own for own in needed if own.name not in filled]
    if missing or not columns:
        names = ", ".join(_(own.label) for own in missing or fields[:12])
        raise UserError(
            _(
                "No column of the file is known to hold: {names}. "
                "Its columns are: {columns}. Say which column holds which field."
            ).format(names=names, columns=column_names(header))
        )


def column_names(header: Sequence[str]) -> str:
    """Return the names of the columns in words, shortened where they are many."""
    names = [name[:40] for name in header if name]
    more = [_("and {count} more").format(count=len(names) - 30)] if len(names) > 30 else []
    return ", ".join(names[:30] + more)
