"""What the heading of a column means: the words of a desk for the fields of its records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from refdesk.domain.catalogue import BY_NAME, CATALOGUE
from refdesk.domain.fields import Field
from refdesk.domain.kinds import ADDRESS
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.i18n import _

ADDRESS_WORDS: Mapping[str, tuple[str, ...]] = {
    "street": ("street", "street address", "address 1", "address1", "address line 1", "addr"),
    "street2": ("street 2", "address 2", "address2", "address line 2", "suite", "unit"),
    "city": ("city", "town"),
    "state": ("state", "st"),
    "zip": ("zip", "zipcode", "postal code", "postcode"),
}
NAME_WORDS: Mapping[str, tuple[str, ...]] = {
    "first": ("first name", "firstname", "first", "given name", "forename"),
    "middle": ("middle name", "middle", "middle initial", "mi"),
    "last": ("last name", "lastname", "last", "surname", "family name"),
}
JOINED_NAMES: Mapping[str, str] = {"person": "name", "patient": "name"}
"""The field by kind of record whose text a file may keep in several columns."""

_PART_OF: Mapping[str, str] = {"office": "practice"}
_PHRASES: Mapping[str, str] = {
    "e mail": "email",
    "email address": "email",
    "zip code": "zip",
    "cell phone": "cell",
    "mobile phone": "cell",
    "cellphone": "cell",
    "web site": "website",
    "in days": "indays",
}
_SYNONYMS: Mapping[str, str] = {
    "tel": "phone",
    "telephone": "phone",
    "ph": "phone",
    "mobile": "cell",
    "facsimile": "fax",
    "mail": "email",
    "dob": "birth",
    "birthdate": "birth",
    "auth": "authorization",
    "organisation": "organization",
    "speciality": "specialty",
    "dr": "doctor",
    "recd": "received",
    "rcvd": "received",
    "ins": "insurance",
}
_FILLERS = frozenset({"number", "no", "num", "nr", "of", "the", "our", "their"})
_REACHED_BY = frozenset({"phone", "fax", "email"})
_QUALIFIERS = frozenset({"business", "main", "primary", "direct", "work", "day", "daytime"})

_USUAL = frozenset(
    [
        "chart",
        "comments",
        "degree",
        "diagnosis",
        "dx",
        "emr",
        "facility",
        "location",
        "memo",
        "mrn",
        "payor",
        "plan",
        "priority",
        "pt",
        "physician",
        "provider",
        "referred",
        "referring",
        "remarks",
        "status",
        "title",
        "type",
    ]
)
"""Words of headings that none of our fields has."""
_DATA = re.compile(r"@|\d{5}|\d[/.-]\d{1,2}[/.-]\d|\d{3}\W+\d{3,4}|^\W*\d[\d\W]*$")


@dataclass(frozen=True, slots=True)
class Meant:
    """The field, or the part of one, that a heading names; the lower the rank the surer."""

    field: Field
    part: str = ""
    rank: int = 0


class Headings:
    """Finds what headings name among the fields of one kind of record."""

    def __init__(self, of: type[Record], fields: Sequence[Field]) -> None:
        self._own = _name_words(of)
        if of.kind in _PART_OF:
            self._own |= _name_words(BY_NAME[_PART_OF[of.kind]])
        self._known: dict[str, Meant] = {}
        self._loose: dict[frozenset[str], Meant | None] = {}
        for own in fields:
            self._learn(own.name, Meant(own))
        for own in fields:
            self._learn(own.label, Meant(own))
            self._learn(_(own.label), Meant(own))
        for own in fields:
            for alias in own.aliases:
                self._learn(alias, Meant(own, rank=1))
        for own, parts in _parted(of, fields):
            for part, words in parts.items():
                for word in words:
                    self._learn(word, Meant(own, part, 1))
        self._name = self._field_that_names(of, fields)

    def _field_that_names(self, of: type[Record], fields: Sequence[Field]) -> Field | None:
        own = {own.name: own for own in fields}
        named = (own.get(name) for name in of.title)
        return next((one for one in named if one and one.kind.value_type is str), None)

    def _learn(self, heading: str, meant: Meant) -> None:
        self._known.setdefault(fold(heading), meant)
        spellings = [heading_words(heading)]
        if meant.field.target_kind:
            spellings.append(spellings[0] | {"name"})
        for words in spellings:
            other = self._loose.setdefault(words, meant)
            if other and (other.field, other.part) != (meant.field, meant.part):
                self._loose[words] = None

    def meant(self, heading: str) -> Meant | None:
        """Return what a heading names, if anything."""
        if not (folded := fold(heading)):
            return None
        if found := self._known.get(folded):
            return found
        words = heading_words(heading)
        tries = [words, words - self._own]
        if words & _REACHED_BY:
            tries += [some - _QUALIFIERS for some in tries]
        for rank, some in enumerate(tries, start=2):
            if found := self._loose.get(some) if some else None:
                return Meant(found.field, found.part, rank)
        if words and words <= self._own and self._name:
            return Meant(self._name, rank=4)
        return None


def _parted(
    of: type[Record], fields: Iterable[Field]
) -> Iterator[tuple[Field, Mapping[str, tuple[str, ...]]]]:
    addresses = 0
    for own in fields:
        if own.kind is ADDRESS and not addresses:
            addresses += 1
            yield own, ADDRESS_WORDS
        elif own.name == JOINED_NAMES.get(of.kind):
            yield own, NAME_WORDS


def _name_words(of: type[Record]) -> frozenset[str]:
    return frozenset(fold(f"{of.one} {of.many} {_(of.one)} {_(of.many)}").split())


def heading_words(heading: str) -> frozenset[str]:
    """Return the words of a heading that tell: ``Tel. #`` is a phone."""
    folded = f" {fold(heading)} "
    for phrase, word in _PHRASES.items():
        folded = folded.replace(f" {phrase} ", f" {word} ")
    words = frozenset(_SYNONYMS.get(word, word) for word in folded.split())
    return words - _FILLERS or words


@cache
def _vocabulary() -> frozenset[str]:
    spoken: set[str] = set()
    for of in CATALOGUE:
        spoken |= _name_words(of)
        for own in of.fields.values():
            for text in (own.name, own.label, _(own.label), *own.aliases):
                spoken |= heading_words(text)
    for parts in (ADDRESS_WORDS, NAME_WORDS):
        for words in parts.values():
            spoken.update(*(heading_words(word) for word in words))
    return _USUAL | {word for word in spoken if len(word) > 2 and not word.isdigit()}


def look_like_headings(header: Sequence[str]) -> bool:
    """Tell whether the first line of a file names columns, and is not a row of data.

    A row of data must never be shown as the names of columns: it may be about a patient.
    """
    told = _told(header)
    return not _data(header) and 0 < 2 * told >= sum(bool(cell) for cell in header)


def look_like_data(header: Sequence[str]) -> bool:
    """Tell whether the first line of a file is plainly a row of data."""
    return _data(header) > 0 and _data(header) >= _told(header)


def _data(cells: Iterable[str]) -> int:
    return sum(bool(_DATA.search(cell)) for cell in cells)


def _told(cells: Iterable[str]) -> int:
    return sum(not _vocabulary().isdisjoint(heading_words(cell)) for cell in cells)
