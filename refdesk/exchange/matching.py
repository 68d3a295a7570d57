"""Which column of a table fills which field of a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.exchange.along import Along
from refdesk.exchange.headings import (
    Headings,
    look_like_data,
    look_like_headings,
)
from refdesk.exchange.targets import (
    FieldsOf,
    Place,
    missing_fields,
    parts_of,
    place_of,
)
from refdesk.i18n import _


def match_columns(
    of: type[Record], header: Sequence[str], fields_of: FieldsOf, explicit: Mapping[str, str]
) -> dict[int, str]:
    """Return what the columns of a table fill by their headings; what `explicit` says goes first.

    First and last name in columns of their own fill the one field for the name.

    Args:
        of: the kind of record.
        header: the headings of the columns.
        fields_of: the fields of a kind; those kept by the program are left out.
        explicit: heading → field name, or ``address.city``, ``patient.birth_date`` and the like.

    Raises:
        UserError: the header is a row of data; `explicit` names a column or a field that is not
            there, or one field twice.
    """
    if look_like_data(header):
        raise UserError(columns_there(header))
    fields = [own for own in fields_of(of).values() if not own.program]
    chosen = _mapped(of, header, fields_of, explicit)
    filled = {place.name for place in chosen.values()}
    whole = {place.name for place in chosen.values() if not place.part}
    for index, place in (*_own(of, header, fields), *_along(of, header, fields_of)):
        within = ".".join((*place.steps, place.field.name))
        if index not in chosen and place.name not in filled and within not in whole:
            filled.add(place.name)
            chosen[index] = place
    targets = {index: chosen[index].name for index in sorted(chosen)}
    return _owner(of, _whole_names(_streets(targets)), header, explicit)


def _own(
    of: type[Record], header: Sequence[str], fields: Sequence[Field]
) -> Iterator[tuple[int, Place]]:
    """Yield what headings name of the record itself, the surest first."""
    headings = Headings(of, fields)
    meant = [(index, headings.meant(name)) for index, name in enumerate(header)]
    guesses = [(found.rank, index, found) for index, found in meant if found]
    for _rank, index, found in sorted(guesses, key=lambda guess: guess[:2]):
        yield index, Place(of, (), found.field, found.part)


def _along(
    of: type[Record], header: Sequence[str], fields_of: FieldsOf
) -> Iterator[tuple[int, Place]]:
    """Yield what headings name by other words, or of the records that come along."""
    along = Along(of, fields_of)
    for index, name in enumerate(header):
        if place := along.meant(name):
            yield index, place


def require(
    of: type[Record], header: Sequence[str], columns: Mapping[int, str], fields_of: FieldsOf
) -> None:
    """Refuse a table where no column fills what every record needs.

    Raises:
        UserError: names what is missing and the columns there are.
    """
    missing = missing_fields(of, columns, fields_of)
    if columns and not missing:
        return
    fields = [own for own in fields_of(of).values() if not own.program]
    names = ", ".join(_(own.label) for own in missing or fields[:12])
    raise UserError(
        _(
            "No column of the file is known to hold: {names}. {columns} "
            "Say which column holds which field, as COLUMN=field."
        ).format(names=names, columns=columns_there(header))
        if look_like_headings(header)
        else columns_there(header)
    )


def _mapped(
    of: type[Record], header: Sequence[str], fields_of: FieldsOf, explicit: Mapping[str, str]
) -> dict[int, Place]:
    """Return the columns that a person said; no two may fill the same."""
    chosen: dict[int, Place] = {}
    for name, target in explicit.items():
        index = _column_index(header, name)
        if not target.strip():
            raise UserError(
                _("Say which field the column {name} fills, as in COLUMN=field.").format(
                    name=name[:60]
                )
            )
        place = _target(of, fields_of, target)
        for other, taken in chosen.items():
            same_field = (taken.steps, taken.field.name) == (place.steps, place.field.name)
            if same_field and (taken.part == place.part or not (taken.part and place.part)):
                raise UserError(
                    _(
                        "The columns {one} and {other} are both mapped to {field}. "
                        "Map only one of them."
                    ).format(one=header[other][:60], other=name[:60], field=_(place.field.label))
                )
        chosen[index] = place
    return chosen


def _whole_names(targets: dict[int, str]) -> dict[int, str]:
    """Leave the parts of a name out where the whole has a column, or the last name has none."""
    filled = set(targets.values())
    names = {target.rpartition(".")[0] for target in filled if _is_name_part(target)}
    kept = {
        name
        for name in names
        if f"{name}.last" in filled and name not in filled and name.rpartition(".")[0] not in filled
    }
    return {
        index: target
        for index, target in targets.items()
        if not _is_name_part(target) or target.rpartition(".")[0] in kept
    }


def _is_name_part(target: str) -> bool:
    return target.split(".")[-2:-1] == ["name"]


def _owner(
    of: type[Record], targets: dict[int, str], header: Sequence[str], explicit: Mapping[str, str]
) -> dict[int, str]:
    """Read a bare "Name" as the practice where offices come from a list of practices."""
    if of.kind != "office" or "practice" in targets.values():
        return targets
    mapped = {fold(name) for name in explicit}
    return {
        index: "practice" if fold(header[index]) == "name" and "name" not in mapped else target
        for index, target in targets.items()
    }


def _streets(targets: dict[int, str]) -> dict[int, str]:
    """Read a column "Address" as the street where other columns hold city, state or ZIP."""
    filled = set(targets.values())
    parted = {target.rpartition(".")[0] for target in filled}
    return {
        index: f"{target}.street"
        if target.endswith("address") and target in parted and f"{target}.street" not in filled
        else target
        for index, target in targets.items()
    }


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


def _target(of: type[Record], fields_of: FieldsOf, target: str) -> Place:
    if place := place_of(of, target.strip().lower(), fields_of):
        return place
    fields = [own for own in fields_of(of).values() if not own.program]
    stem, dot, part = target.strip().rpartition(".")
    part = part.strip().lower() if dot else ""
    wanted = fold(stem if dot else target)
    for own in fields:
        names = {fold(own.name), fold(own.label), fold(_(own.label)), *map(fold, own.aliases)}
        if wanted and wanted in names:
            parts = parts_of(of, own)
            if part and part not in parts:
                raise own.error(
                    _("has no part {part}. Parts are: {parts}.").format(
                        part=part[:60], parts=", ".join(parts) or "–"
                    )
                )
            return Place(of, (), own, part)
    raise UserError(
        _("There is no field {name} to fill. There are: {fields}.").format(
            name=target[:60], fields=", ".join(own.name for own in fields)
        )
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
