"""The cells of a registry file's rows by the names of their columns, and the values in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from refdesk.domain.address import Address, state_code
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.person import Person
from refdesk.domain.phone import Phone
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.exchange import casing
from refdesk.exchange.tidying import REENCODED, tidied
from refdesk.i18n import _

_NOTHING = frozenset({"<UNAVAIL>", "#N/A", "N/A"})
_NOTHING_BEGINS = frozenset("<#Nn")
_HOME = frozenset({"", "US", "USA", "PR", "VI", "GU", "AS", "MP", "UM"})
_ZIPS_WITH_ZERO = frozenset({"AE", "CT", "MA", "ME", "NH", "NJ", "PR", "RI", "VI", "VT"})
_ADDRESS = Person.fields["address"]


@dataclass(frozen=True, slots=True)
class Holders:
    """The NPIs that the desk has, as ten digits, by who holds them."""

    people: frozenset[str] = frozenset()
    practices: frozenset[str] = frozenset()

    def __contains__(self, npi: object) -> bool:
        return npi in self.practices or npi in self.people


class SheetRow(Protocol):
    """A row of a table, whose cells may be added to."""

    @property
    def cells(self) -> list[str]:
        """The cells."""

    @property
    def fault(self) -> str:
        """Why it cannot be read, if so."""


R = TypeVar("R", bound=SheetRow)


class RegistryFile:
    """What the readers of all files of the registry have in common.

    `notes` says what a person should know of the whole file. `adds` names the fields whose texts
    are added to what the desk has (see `nppes_companions.added`), where others fill or change it.
    """

    unused: tuple[str, ...] = ()
    adds: frozenset[str] = frozenset()

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the whole file."""
        return ()

    def joined(self, rows: Iterable[R]) -> Iterator[R]:
        """Yield wanted rows, those that say one thing together as one."""
        yield from rows

    def mentions(self, cells: Sequence[str]) -> tuple[()]:  # noqa: ARG002  as every reader
        """Return nothing: the registry does not refer to records of the desk."""
        return ()


@dataclass(slots=True)
class Said:
    """What is to be said of one row: what was left out, and what was repaired."""

    remarks: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)


class Header:
    """The columns of a registry file by name; case, punctuation and gaps do not count."""

    def __init__(self, names: Sequence[str]) -> None:
        self.width = len(names)
        self._index = {_key(name): place for place, name in reversed(list(enumerate(names)))}

    def place(self, *names: str) -> int | None:
        """Return where the first of these columns is that the file has."""
        return next((self._index[_key(name)] for name in names if _key(name) in self._index), None)

    def lacking(self, names: Sequence[str]) -> list[str]:
        """Return which of these columns the file does not have."""
        return [name for name in names if _key(name) not in self._index]

    def places(self, names: Sequence[str]) -> dict[str, int | None]:
        """Return where these columns are."""
        return {name: self.place(name) for name in names}


class RegistryRow:
    """The cells of one row by column name; what the registry withholds is empty."""

    def __init__(
        self, places: Mapping[str, int | None], cells: Sequence[str], said: Said | None = None
    ) -> None:
        self._places = places
        self._cells = cells
        self.said = said or Said()

    def __getitem__(self, name: str) -> str:
        return self.at(self._places[name])

    def at(self, place: int | None) -> str:
        """Return the cell of a column that may not be there."""
        text = "" if place is None else self._cells[place].strip()
        if text and text[0] in _NOTHING_BEGINS and text.upper() in _NOTHING:
            return ""
        return text if text.isascii() else self._tidied(text)

    def _tidied(self, text: str) -> str:
        text, marks = tidied(text, lines=False)
        if REENCODED in marks:
            self.said.repairs.append(_("Text that was encoded twice was set right."))
        return text


def phone(own: Field, text: str, said: Said, extension: str = "") -> Phone | None:
    """Return the number, or None with a remark where the text is none."""
    bare = re.sub(r"\D", "", text)
    if len(bare) >= 7 and len(set(bare)) == 1:
        return None  # 0000000000 and 9999999999 stand for no number
    try:
        found: Phone | None = own.parse(text)
    except UserError as error:
        said.remarks.append(_("{fault} It was left out.").format(fault=error.message))
        return None
    more = re.sub(r"\D", "", extension)[:7]
    return Phone(found.number, more) if found and more and not found.extension else found


def address(parts: Mapping[str, str], country: str, said: Said) -> Address | None:
    """Return the address, or None with a remark where it is none, or lies abroad."""
    if country.upper() not in _HOME:
        if any(parts.values()):
            said.remarks.append(_("The address lies outside the United States and was left out."))
        return None
    state = _state(parts["state"], said)
    cased = {part: casing.place(parts[part]) for part in ("street", "street2", "city")}
    code = _zip(parts["zip"], state, said)
    try:
        found = Address.of(**cased, state=state, zip=code)
    except UserError as error:
        fault = _ADDRESS.problem(error.message).message
        said.remarks.append(_("{fault} It was left out.").format(fault=fault))
        return None
    return found or None


def _state(text: str, said: Said) -> str:
    code = state_code(text)
    if code and code != text.upper():
        said.repairs.append(_("State: the name was written as its two letters."))
    return code or text


def _zip(text: str, state: str, said: Said) -> str:
    """Return a ZIP that is one; spreadsheets drop the zeros at its beginning."""
    digits = text.replace("-", "").removesuffix(".0")
    most = 2 if state in {"PR", "VI"} else 1
    whole = next((size for size in (5, 9) if size - most <= len(digits) < size), 0)
    if whole and digits.isdecimal() and state in _ZIPS_WITH_ZERO:
        said.repairs.append(_("ZIP: the zero it had lost was put back."))
        digits = digits.zfill(whole)
    if not digits or re.fullmatch(r"[0-9]{5}([0-9]{4})?", digits):
        return digits
    said.remarks.append(_("The ZIP is not five digits, or nine, and was left out."))
    return ""


def filled(of: type[Record], values: Mapping[str, Any], said: Said) -> dict[str, Any]:
    """Return the values that are there; those that cannot be kept are left out with a remark."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        own = of.fields[name]
        if own.is_empty(value):
            continue
        problem = None if _is_plain(value, own.limit) else own.check(value)
        if problem is None:
            found[name] = value
        else:
            said.remarks.append(_("{fault} It was left out.").format(fault=problem.message))
    return found


def _is_plain(value: object, limit: int) -> bool:
    """Tell at once that a text can be kept, as nearly all can."""
    return (
        isinstance(value, str) and len(value) <= limit and value.isascii() and value.isprintable()
    )


def _key(name: str) -> str:
    return fold(name).replace(" ", "")
