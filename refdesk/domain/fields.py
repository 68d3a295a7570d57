"""The field vocabulary: one call per field of a record, and everything follows from it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypedDict, TypeVar, Unpack, cast, overload

from refdesk.domain import kinds
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.kinds.base import Choice, Kept, Kind, Plain
from refdesk.domain.ref import Ref
from refdesk.domain.text import too_long
from refdesk.i18n import _

if TYPE_CHECKING:
    from decimal import Decimal

    from refdesk.domain.address import Address
    from refdesk.domain.dates import PartialDate
    from refdesk.domain.hours import Hours
    from refdesk.domain.npi import Npi
    from refdesk.domain.phone import Phone
    from refdesk.domain.record import Record

T = TypeVar("T")
V = TypeVar("V")
E = TypeVar("E", bound="Choices")
Condition = Callable[[Any], bool]
SEVERAL = 3
"""For `completes`: what so many records say in the same words tells of no one patient."""


class Choices(enum.Enum):
    """Base of a field's choices: each member is a stored code and a label."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make the code the member's value."""
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        return member


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """One field of a record, with what every part of the program needs to know of it."""

    kind: Kind
    label: str
    name: str = ""
    help: str = ""
    required: bool = False
    personal: bool = False
    searchable: bool = False
    indexed: bool = False
    program: bool = False
    stamp: bool = False
    custom: bool = False
    by_clinic: bool = False
    """Needed because the clinic says so: records from before may do without."""
    by_step: bool = False
    """Needed by a step of the program: a clinic cannot leave it out."""
    completes: int = 0
    """In so many records a text stands before it is offered in others; 0: it never is."""
    clinic_list: str = ""
    """Field of the clinic's profile whose lines are offered too."""
    limit: int = 200
    places: int = 2
    choices: tuple[Choice, ...] = ()
    target: type[Record] | str | None = None
    default: Any = None
    default_factory: Callable[[], Any] | None = None
    aliases: tuple[str, ...] = ()
    called: Callable[[str], str] | None = None
    required_when: Condition | None = None
    shown_when: Condition | None = None

    @cached_property
    def codes(self) -> dict[str, Choice]:
        """The choices by their stored code."""
        return {choice.value: choice for choice in self.choices}

    @cached_property
    def target_kind(self) -> str:
        """Name of the kind of record that a reference names; empty for other fields."""
        if self.target is None:
            return ""
        return self.target if isinstance(self.target, str) else self.target.kind

    @property
    def empty(self) -> Any:
        """The value when nothing is filled in; a yes-or-no field of the program is then no."""
        return False if self.kind is kinds.YESNO and not self.custom else self.kind.empty

    def to_plain(self, value: Any) -> Plain:
        """Return `value` as it is stored."""
        return self.kind.to_plain(value)

    def from_plain(self, plain: Any) -> Any:
        """Return the value that `plain` stands for."""
        value = self.kind.from_plain(plain, self)
        return self.empty if value is None else value

    def parse(self, text: str) -> Any:
        """Read a value from text; blank text is the empty value.

        Raises:
            UserError: with one problem at this field.
        """
        if not text.strip():
            return self.empty
        if wrong := too_long(text, self.kind.longest):
            raise self.error(wrong)
        try:
            return self.kind.parse(text, self)
        except UserError as error:
            raise self.error(error.message) from None

    def show(self, value: Any) -> str:
        """Return `value` for a person; the empty value is empty text."""
        if self.is_empty(value):
            return ""
        shown = self.kind.show(value, self)
        return self.called(shown) if self.called else shown

    def is_empty(self, value: Any) -> bool:
        """Tell whether `value` counts as not filled in."""
        return value is None or (not value and self.kind.is_empty(value))

    def problem(self, sentence: str) -> Problem:
        """Return a problem at this field; `sentence` reads on after the label."""
        return Problem(self.name, f"{_(self.label)} {sentence}")

    def error(self, sentence: str) -> UserError:
        """Return the refusal of a value of this field."""
        problem = self.problem(sentence)
        return UserError(problem.message, (problem,))

    def check(self, value: Any) -> Problem | None:
        """Return what is wrong with a value that is filled in, or None."""
        if self.is_empty(value):
            return None
        sentence = self.kind.check(value, self)
        return self.problem(sentence) if sentence else None

    def value_of(self, record: Record) -> Any:
        """Return this field's value in `record`, own field or custom field alike."""
        if self.custom:
            return self.from_plain(record.custom.get(self.name))
        return getattr(record, self.name)

    def set_on(self, record: Record, value: Any) -> None:
        """Give this field of `record` a new value."""
        if self.custom:
            record.set_custom(self.name, self.to_plain(value))
        else:
            setattr(record, self.name, value)


class Options(TypedDict, total=False):
    """What any field may say of itself."""

    help: str
    personal: bool
    searchable: bool
    indexed: bool
    program: bool
    stamp: bool
    by_step: bool
    completes: int
    clinic_list: str
    aliases: tuple[str, ...]
    called: Callable[[str], str]


def _field(kind: Kind, label: str, options: Options, **more: Any) -> Any:
    return Field(kind=kind, label=label, **{"default": kind.empty, **options, **more})


def required(field: V | None) -> V:
    """Make a field needed in every record and needed by the constructor."""
    return cast("V", replace(cast("Field", field), required=True, default=REQUIRED))


REQUIRED: Any = object()
CONDITIONS = "_field_conditions"


def text(label: str, *, limit: int = 200, **options: Unpack[Options]) -> str:
    """Return a field for one line of text."""
    return cast("str", _field(kinds.TEXT, label, options, limit=limit))


def note(label: str, *, limit: int = 20_000, **options: Unpack[Options]) -> str:
    """Return a field for text of many lines."""
    return cast("str", _field(kinds.NOTE, label, options, limit=limit))


def kept(label: str, **options: Unpack[Options]) -> str:
    """Return a field of the program that names bytes kept in the vault, by their SHA-256."""
    more = {"program": True, "limit": 64}
    return cast("str", _field(kinds.DIGEST, label, options, **more))


def integer(label: str, **options: Unpack[Options]) -> int | None:
    """Return a field for a whole number."""
    return cast("int | None", _field(kinds.INTEGER, label, options))


def decimal(label: str, *, places: int = 2, **options: Unpack[Options]) -> Decimal | None:
    """Return a field for a decimal of at most four places."""
    return cast("Decimal | None", _field(kinds.DECIMAL, label, options, places=places))


def money(label: str, **options: Unpack[Options]) -> Decimal | None:
    """Return a field for US dollars."""
    return cast("Decimal | None", _field(kinds.MONEY, label, options))


def date(label: str, **options: Unpack[Options]) -> dt.date | None:
    """Return a field for a calendar date."""
    return cast("dt.date | None", _field(kinds.DATE, label, options))


def partial_date(label: str, **options: Unpack[Options]) -> PartialDate | None:
    """Return a field for a date that may lack the year."""
    return cast("PartialDate | None", _field(kinds.PARTIAL_DATE, label, options))


def time(label: str, **options: Unpack[Options]) -> dt.time | None:
    """Return a field for a time of day."""
    return cast("dt.time | None", _field(kinds.TIME, label, options))


def moment(label: str, **options: Unpack[Options]) -> dt.datetime | None:
    """Return a field for a date with its time."""
    return cast("dt.datetime | None", _field(kinds.DATETIME, label, options))


def moment_now(label: str, **options: Unpack[Options]) -> dt.datetime:
    """Return a needed field for a date with its time that starts as now."""
    more = {"required": True, "default_factory": _now}
    return cast("dt.datetime", _field(kinds.DATETIME, label, options, **more))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@overload
def choice(of: type[E], label: str, *, default: E, **options: Unpack[Options]) -> E: ...
@overload
def choice(
    of: type[E], label: str, *, default: None = None, **options: Unpack[Options]
) -> E | None: ...
def choice(
    of: type[E], label: str, *, default: E | None = None, **options: Unpack[Options]
) -> E | None:
    """Return a field for one of the members of `of`; with a default it is always filled in."""
    more = {"choices": tuple(of), "default": default, "required": default is not None}
    return cast("E | None", _field(kinds.CHOICE, label, options, **more))


def choices(of: type[E], label: str, **options: Unpack[Options]) -> tuple[E, ...]:
    """Return a field for any of the members of `of`."""
    return cast("tuple[E, ...]", _field(kinds.CHOICES, label, options, choices=tuple(of)))


def yes_no(label: str, *, default: bool = False, **options: Unpack[Options]) -> bool:
    """Return a field for yes or no."""
    return cast("bool", _field(kinds.YESNO, label, options, default=default))


def phone(label: str, **options: Unpack[Options]) -> Phone | None:
    """Return a field for a telephone or fax number."""
    return cast("Phone | None", _field(kinds.PHONE, label, options))


def email(label: str, **options: Unpack[Options]) -> str:
    """Return a field for an email address."""
    return cast("str", _field(kinds.EMAIL, label, options))


def address(label: str, **options: Unpack[Options]) -> Address | None:
    """Return a field for a postal address."""
    return cast("Address | None", _field(kinds.ADDRESS, label, options))


def npi(label: str, **options: Unpack[Options]) -> Npi | None:
    """Return a field for a National Provider Identifier."""
    return cast("Npi | None", _field(kinds.NPI, label, options))


def hours(label: str, **options: Unpack[Options]) -> Hours | None:
    """Return a field for hours per weekday."""
    return cast("Hours | None", _field(kinds.HOURS, label, options))


def tags(label: str, **options: Unpack[Options]) -> tuple[str, ...]:
    """Return a field for short words."""
    return cast("tuple[str, ...]", _field(kinds.TAGS, label, options))


def reference(to: type[T] | str, label: str, **options: Unpack[Options]) -> Ref[T] | None:
    """Return a field that names one record of kind `to`."""
    return cast("Ref[T] | None", _field(kinds.REFERENCE, label, options, target=to))


def references(to: type[T], label: str, **options: Unpack[Options]) -> tuple[Ref[T], ...]:
    """Return a field that names several records of kind `to`."""
    return cast("tuple[Ref[T], ...]", _field(kinds.REFERENCES, label, options, target=to))


def required_when(*names: str) -> Callable[[Callable[[Any], bool]], Callable[[Any], bool]]:
    """Mark a method of a record as the condition under which the fields `names` are needed."""
    return _mark("required_when", names)


def shown_when(*names: str) -> Callable[[Callable[[Any], bool]], Callable[[Any], bool]]:
    """Mark a method of a record as the condition under which the fields `names` are asked for."""
    return _mark("shown_when", names)


def _mark(
    what: str, names: Iterable[str]
) -> Callable[[Callable[[Any], bool]], Callable[[Any], bool]]:
    def mark(method: Callable[[Any], bool]) -> Callable[[Any], bool]:
        marks = getattr(method, CONDITIONS, ())
        setattr(method, CONDITIONS, (*marks, (what, tuple(names))))
        return method

    return mark


__all__ = [
    "Choices",
    "Field",
    "Kept",
    "Kind",
    "Plain",
    "Ref",
]
