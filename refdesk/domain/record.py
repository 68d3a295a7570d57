"""The base of every record: its fields are declared once, on the class."""

from __future__ import annotations

import dataclasses
import datetime as dt
import inspect
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Self, dataclass_transform

from refdesk.domain import fields as f
from refdesk.domain.errors import Problem
from refdesk.domain.fields import Field, Ref
from refdesk.domain.kinds.base import Plain
from refdesk.i18n import N_

EMPTY: Mapping[str, Plain] = MappingProxyType({})
BESIDE = ("custom", "sources")
"""What a record keeps beside its fields, each as one mapping."""


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(f.required,))
class Record:
    """One thing the desk keeps.

    Class arguments: `one` and `many` are its names; `icon` a file of resources/icons; `title` the
    fields that name it; `patient_data` marks records about patients; `append_only` records are
    never changed or removed once written, and undo leaves them; `entered` is False for records
    that only the program adds; `owners_only` records are changed by owners of the desk alone;
    `belongs` are the two fields that name by kind and number which record one belongs to.
    """

    kind: ClassVar[str] = ""
    one: ClassVar[str] = ""
    many: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    title: ClassVar[tuple[str, ...]] = ("name",)
    patient_data: ClassVar[bool] = False
    append_only: ClassVar[bool] = False
    entered: ClassVar[bool] = True
    owners_only: ClassVar[bool] = False
    belongs: ClassVar[tuple[str, str] | None] = None
    fields: ClassVar[Mapping[str, Field]] = EMPTY  # type: ignore[assignment]  # filled by _declare

    id: int = 0
    tags: tuple[str, ...] = f.tags(N_("Tags"))
    notes: str = f.note(N_("Notes"), personal=True)
    archived: bool = f.yes_no(N_("Archived"), program=True)
    created_at: dt.datetime | None = f.moment(N_("Entered"), program=True, indexed=True)
    created_by: Ref[Any] | None = f.reference("user", N_("Entered by"), program=True)
    changed_at: dt.datetime | None = f.moment(N_("Changed"), program=True, stamp=True, indexed=True)
    changed_by: Ref[Any] | None = f.reference("user", N_("Changed by"), program=True, stamp=True)
    custom: Mapping[str, Plain] = dataclasses.field(default_factory=lambda: EMPTY)
    sources: Mapping[str, Plain] = dataclasses.field(default_factory=lambda: EMPTY)

    loaded: ClassVar[Mapping[str, Plain]] = EMPTY

    def __init_subclass__(
        cls,
        *,
        one: str,
        many: str,
        icon: str = "file",
        title: tuple[str, ...] = ("name",),
        patient_data: bool = False,
        append_only: bool = False,
        entered: bool = True,
        owners_only: bool = False,
        belongs: tuple[str, str] | None = None,
    ) -> None:
        """Make the declared class a dataclass and note its fields."""
        for name in inspect.get_annotations(cls):
            if name in OF_THE_CLASS:
                raise TypeError(f"{cls.__name__}.{name} would hide what every record has")
        cls.kind = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        cls.one, cls.many, cls.icon, cls.title = one, many, icon, title
        cls.patient_data, cls.append_only = patient_data, append_only
        cls.entered, cls.owners_only = entered and not append_only, owners_only
        cls.belongs = belongs
        _declare(cls)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    def set_custom(self, key: str, plain: Plain) -> None:
        """Give a custom field its plain value; None or an empty one removes it."""
        kept = {name: value for name, value in self.custom.items() if name != key}
        if plain not in (None, "", [], {}):
            kept[key] = plain
        self.custom = MappingProxyType(kept)

    def check(self, before: Self | None) -> Iterator[Problem]:
        """Yield what is wrong with the record as a whole; `before` is its saved state."""
        yield from ()

    def to_plain(self) -> dict[str, Plain]:
        """Return the record's image: every field's plain value, and what `BESIDE` names.

        Under ``custom`` stand the clinic's own fields; under ``sources`` what files have said
        last, by source and field.
        """
        image = {name: field.to_plain(getattr(self, name)) for name, field in self.fields.items()}
        for name in BESIDE:
            image[name] = dict(getattr(self, name))
        return image

    @classmethod
    def from_plain(cls, row_id: int, image: Mapping[str, Plain]) -> Self:
        """Return the record of an image, remembering it as loaded."""
        record = object.__new__(cls)
        values: dict[str, Any] = {
            name: field.from_plain(image.get(name)) for name, field in cls.fields.items()
        }
        values["id"] = row_id
        for name in BESIDE:
            beside = image.get(name)
            values[name] = MappingProxyType(beside) if isinstance(beside, dict) else EMPTY
        record.__dict__.update(values, loaded=image)
        return record

    def copy(self) -> Self:
        """Return an independent record with the same values, as loaded as this one."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin


def _declare(cls: type[Record]) -> None:
    own: dict[str, Field] = {}
    for name in inspect.get_annotations(cls):
        declared = cls.__dict__.get(name)
        if isinstance(declared, Field):
            own[name] = dataclasses.replace(declared, name=name)
    conditions = _conditions(cls, own)
    own = {
        name: dataclasses.replace(field, **conditions.get(name, {})) for name, field in own.items()
    }
    for name, field in own.items():
        setattr(cls, name, _dataclass_field(field))
    dataclasses.dataclass(kw_only=True, eq=False, repr=False)(cls)
    inherited = {name: field for name, field in cls.fields.items() if name not in own}
    cls.fields = MappingProxyType({**own, **inherited})


def _dataclass_field(field: Field) -> Any:
    if field.default is f.REQUIRED:
        return dataclasses.field(kw_only=True)
    if field.default_factory is not None:
        return dataclasses.field(kw_only=True, default_factory=field.default_factory)
    return dataclasses.field(kw_only=True, default=field.default)


def _conditions(cls: type[Record], own: Mapping[str, Field]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for member in list(vars(cls).values()):
        for what, names in getattr(member, f.CONDITIONS, ()):
            for name in names:
                if name not in own:
                    raise TypeError(f"{cls.__name__}.{member.__name__} names no field {name!r}")
                if what in found.setdefault(name, {}):
                    raise TypeError(f"{cls.__name__}.{name} has two conditions {what}")
                found[name][what] = member
    return found


_declare(Record)
OF_THE_CLASS = frozenset({*dir(Record), *inspect.get_annotations(Record)} - {*Record.fields})
"""Names that no field can have: ``title`` would be lost to the class argument of that name."""
