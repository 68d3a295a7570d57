"""Which column of a table fills which field of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from refdesk.domain.address import PARTS
from refdesk.domain.errors import UserError
from refdesk.domain.fields import REQUIRED, Field
from refdesk.domain.kinds import ADDRESS
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.exchange.headings import (
    JOINED_NAMES,
    NAME_WORDS,
    Headings,
    look_like_data,
    look_like_headings,
)
from refdesk.i18n import _


@dataclass(frozen=True, slots=True)
class Column:
    """A column that fills a field, or one part of an address or a name."""

    index: int
    field: Field
    part: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """The columns that fill something, and the names of those that fill nothing."""

    columns: tuple[Column, ...]
    unused: tuple[str, ...]


def match_columns(
    of: type[Record],
    header: Sequence[str],
    fields: Iterable[Field],
    explicit: Mapping[str, str],
) -> Matching:
    """Match the columns of a table by their names with `fields`; what `explicit` says goes first.

    First and last name in columns of their own fill the one field for the name.

    Args:
        of: the kind of record.
        header: the names of the columns.
        fields: those that may be filled; fields kept by the program are left out.
        explicit: column name → field name, or ``address.city`` or ``name.first`` for a part.

    Raises:
        UserError: the header is a row of data; `explicit` names a column or a field that is not
            there, or one field twice; or nothing fills a field that every record needs.
    """
    if look_like_data(header):
        raise UserError(columns_there(header))
    fillable = [own for own in fields if not own.program]
    chosen = _mapped(of, header, fillable, explicit)
    filled = {(column.field.name, column.part) for column in chosen.values()}
    whole = {name for name, part in filled if not part}
    headings = Headings(of, fillable)
    meant = [(index, headings.meant(name)) for index, name in enumerate(header)]
    guesses = [(found.rank, index, found) for index, found in meant if found]
    for _rank, index, found in sorted(guesses, key=lambda guess: guess[:2]):
        column = Column(index, found.field, found.part)
        place = (column.field.name, column.part)
        if index not in chosen and place not in filled and column.field.name not in whole:
            filled.add(place)
            chosen[index] = column
    columns = _streets(tuple(chosen[index] for index in sorted(chosen)))
    columns = _owner(of, _whole_names(of, columns), header, explicit)
    _require(fillable, columns, header)
    used = {column.index for column in columns}
    unused = (name for index, name in enumerate(header) if index not in used)
    return Matching(columns, tuple(name for name in unused if name))


def _mapped(
    of: type[Record], header: Sequence[str], fields: Sequence[Field], explicit: Mapping[str, str]
) -> dict[int, Column]:
    """Return the columns that a person said; no two may fill the same."""
    chosen: dict[int, Column] = {}
    for name, target in explicit.items():
        index = _column_index(header, name)
        if not target.strip():
            raise UserError(
                _("Say which field the column {name} fills, as in COLUMN=field.").format(
                    name=name[:60]
                )
            )
        column = Column(index, *_target(of, fields, target))
        for other in chosen.values():
            same_field = other.field.name == column.field.name
            if same_field and (other.part == column.part or not (other.part and column.part)):
                raise UserError(
                    _(
                        "The columns {one} and {other} are both mapped to {field}. "
                        "Map only one of them."
                    ).format(
                        one=header[other.index][:60],
                        other=name[:60],
                        field=_(column.field.label),
                    )
                )
        chosen[index] = column
    return chosen


def _whole_names(of: type[Record], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Leave the parts of a name out where the whole has a column, or the last name has none."""
    own = JOINED_NAMES.get(of.kind)
    parts = {column.part for column in columns if column.field.name == own}
    if "" not in parts and "last" in parts:
        return columns
    return tuple(column for column in columns if column.field.name != own or not column.part)


def _owner(
    of: type[Record],
    columns: tuple[Column, ...],
    header: Sequence[str],
    explicit: Mapping[str, str],
) -> tuple[Column, ...]:
    """Read a bare "Name" as the practice where offices come from a list of practices."""
    own = of.fields.get("practice")
    if of.kind != "office" or own is None or any(one.field.name == "practice" for one in columns):
        return columns
    mapped = {fold(name) for name in explicit}
    return tuple(
        replace(column, field=own)
        if fold(header[column.index]) == "name" and "name" not in mapped
        else column
        for column in columns
    )


def _streets(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Read a column "Address" as the street where other columns hold city, state or ZIP."""
    parted = {column.field.name for column in columns if column.part in PARTS}
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
            _("The file has no column {name}. {columns}").format(
                name=name[:60], columns=columns_there(header)
            )
        )
    return (same or alike)[0]


def _target(of: type[Record], fields: Sequence[Field], target: str) -> tuple[Field, str]:
    stem, dot, part = target.strip().rpartition(".")
    part = part.strip().lower() if dot else ""
    wanted = fold(stem if dot else target)
    for own in fields:
        names = {fold(own.name), fold(own.label), fold(_(own.label)), *map(fold, own.aliases)}
        if wanted and wanted in names:
            parts = _parts(of, own)
            if part and part not in parts:
                raise own.error(
                    _("has no part {part}. Parts are: {parts}.").format(
                        part=part[:60], parts=", ".join(parts) or "–"
                    )
                )
            return own, part
    raise UserError(
        _("There is no field {name} to fill. There are: {fields}.").format(
            name=target[:60], fields=", ".join(own.name for own in fields)
        )
    )


def _parts(of: type[Record], own: Field) -> Sequence[str]:
    if own.kind is ADDRESS:
        return PARTS
    return tuple(NAME_WORDS) if own.name == JOINED_NAMES.get(of.kind) else ()


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
                "No column of the file is known to hold: {names}. {columns} "
                "Say which column holds which field, as COLUMN=field."
            ).format(names=names, columns=columns_there(header))
            if look_like_headings(header)
            else columns_there(header)
        )


def columns_there(header: Sequence[str]) -> str:
    """Return a sentence that names the columns, shortened where they are many.

    A first line of data is not repeated: it may be about a patient.
    """
    if not look_like_headings(header):
        return _(
            "The first line does not look like headings. Put a line of headings above the rows."
        )
    names = [name[:40] for name in header if name]
    more = [_("and {count} more").format(count=len(names) - 30)] if len(names) > 30 else []
    return _("Its columns are: {columns}.").format(columns=", ".join(names[:30] + more))
