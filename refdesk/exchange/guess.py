"""What a table holds and which column fills what, by its headings and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from refdesk.domain.address import state_code
from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.clinic import Clinic
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import ADDRESS, CHOICE, DATE, EMAIL, NPI, PHONE
from refdesk.domain.npi import check_digit_fits
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.domain.user import User
from refdesk.exchange.csv_out import cells, defused, headings
from refdesk.exchange.headings import heading_words, look_like_data
from refdesk.exchange.layout import Layout
from refdesk.exchange.matching import match_columns
from refdesk.exchange.targets import OFFICE, FieldsOf, Place, missing_fields, place_of
from refdesk.exchange.words import MAYBE_NOTHING, chosen

IMPORTED: tuple[type[Record], ...] = tuple(
    of for of in CATALOGUE if of.entered and of not in {User, Clinic, CustomField}
)
"""The kinds whose records may come from a file."""
_GUESSED = (
    *("practice", "person", "referral", "patient", "office", "touch", "visit", "promise"),
    *("appointment", "contact_attempt"),
)
"""The kinds a table is recognised as; the first of two that fit alike is taken."""
_ENOUGH = 0.8
_OURS = 3
"""Fewer columns than this are no sign of whose table it is."""
_LACKING = 0.75
_SAMPLES = 200
_NO_HEADING = re.compile(r"(?i)(?:column|field|col|spalte|unnamed)?[ :_-]*[0-9]*|[a-z]")
_DATES = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T].*)?"
    r"|[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})(?: .*)?"
    r"|[0-9]{1,2}-[A-Za-z]{3}-(?:[0-9]{4}|[0-9]{2})|[A-Za-z]{3,9}\.? [0-9]{1,2}, [0-9]{4}"
)
_PHONE = re.compile(
    r"(?:\+?1[-. ]?)?\(?[2-9][0-9]{2}\)?[-. /]{0,2}[2-9][0-9]{2}[-. ]?[0-9]{4}(?:\.0|\W*x.*)?"
)
_FAMILY_NAME = re.compile(r"[A-Z][\w'’-]+, ?[A-Z][\w'’ .-]*")


def _is_npi(text: str) -> bool:
    return bool(re.fullmatch(r"[12][0-9]{9}(?:\.0)?", text)) and check_digit_fits(text[:10])


_TELLS: Mapping[str, Callable[[str], bool]] = {
    "npi": _is_npi,
    "email": lambda text: bool(re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@.]+", text)),
    "phone": lambda text: bool(_PHONE.fullmatch(text)),
    "state": lambda text: bool(state_code(text)),
    "zip": lambda text: bool(re.fullmatch(r"[0-9]{5}(?:-[0-9]{4}|[0-9]{4}|\.0)?", text)),
    "date": lambda text: bool(_DATES.fullmatch(text)),
}
"""What can be told of a column from its cells, the surest first."""
_SURE = frozenset({"npi", "email", "phone"})
"""What is recognised under a heading that says something else, too."""
_NEVER_BY_CONTENT = frozenset({"fax", "direct_address"})
_KINDS = {"npi": NPI, "email": EMAIL, "phone": PHONE, "date": DATE}


def content_of(cells: Iterable[str]) -> str:
    """Return what the cells of a column are: npi, email, phone, state, zip, date, or ""."""
    filled = [text for text in map(str.strip, cells) if text.casefold() not in MAYBE_NOTHING]
    filled = [text for text in filled if text][:_SAMPLES]
    for name, tells in _TELLS.items():
        if filled and sum(map(tells, filled)) >= _ENOUGH * len(filled):
            return name
    return ""


def guess_layout(
    of: type[Record],
    header: Sequence[str],
    fields_of: FieldsOf,
    samples: Sequence[Sequence[str]],
    explicit: Mapping[str, str] | None = None,
) -> Layout:
    """Return what fills what, as far as it can be told; some needed field may lack its column.

    Args:
        of: the kind of record.
        header: the headings of the columns.
        fields_of: the fields of a kind of record, the desk's own among them.
        samples: the first rows.
        explicit: heading → target, where a person said so.

    Raises:
        UserError: the header is a row of data, or `explicit` names what is not there.
    """
    columns = match_columns(of, header, fields_of, explicit or {})
    filled = set(columns.values())
    for index, name in enumerate(header):
        if index in columns:
            continue
        content = content_of(_column(samples, index))
        if content and (content in _SURE or _NO_HEADING.fullmatch(name.strip())):
            target = _free_target(of, content, fields_of, filled)
            if target:
                columns[index] = target
                filled.add(target)
    return Layout(of.kind, columns, day_first=day_first(columns, samples, of, fields_of))


def _column(samples: Sequence[Sequence[str]], index: int) -> list[str]:
    return [row[index] for row in samples if index < len(row)]


def _free_target(of: type[Record], content: str, fields_of: FieldsOf, filled: set[str]) -> str:
    """Return the one field that such cells may fill and nothing fills yet."""
    fields = [own for own in fields_of(of).values() if not own.program and not own.custom]
    if content in {"state", "zip"}:
        names = [f"{own.name}.{content}" for own in fields if own.name == "address"]
        names += [f"office.address.{content}"] if of.kind == "practice" else []
        return next((name for name in names if not _taken(name, filled)), "")
    names = [
        own.name
        for own in fields
        if own.kind is _KINDS[content] and own.name not in _NEVER_BY_CONTENT
    ]
    if content == "date":
        names = names[:1] if of.kind == "patient" else []
    return next((name for name in names if name not in filled), "")


def _taken(name: str, filled: set[str]) -> bool:
    return name in filled or name.rpartition(".")[0] in filled


_DAY_MONTH = re.compile(r"\s*([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](?:[0-9]{4}|[0-9]{2})\b")


def day_first(
    columns: Mapping[int, str],
    samples: Sequence[Sequence[str]],
    of: type[Record],
    fields_of: FieldsOf,
) -> bool:
    """Tell whether the dates of a table can only be read with the day before the month."""
    pairs = date_pairs(columns, samples, of, fields_of)
    return any(one > 12 for one, _other in pairs) and all(other <= 12 for _one, other in pairs)


def asks_day_first(
    columns: Mapping[int, str],
    samples: Sequence[Sequence[str]],
    of: type[Record],
    fields_of: FieldsOf,
) -> bool:
    """Tell whether there are dates whose day and month might be taken for each other."""
    pairs = date_pairs(columns, samples, of, fields_of)
    return bool(pairs) and not any(other > 12 for _one, other in pairs)


def date_pairs(
    columns: Mapping[int, str],
    samples: Sequence[Sequence[str]],
    of: type[Record],
    fields_of: FieldsOf,
) -> list[tuple[int, int]]:
    """Return the first two numbers of every date that is written in numbers."""
    found: list[tuple[int, int]] = []
    for index, target in columns.items():
        place = place_of(of, target, fields_of)
        if place and place.field.kind.name in {"date", "datetime", "partial_date"}:
            matches = (_DAY_MONTH.match(text) for text in _column(samples, index))
            found += [(int(match[1]), int(match[2])) for match in matches if match]
    return found


def written_here(
    of: type[Record], header: Sequence[str], fields_of: FieldsOf, samples: Sequence[Sequence[str]]
) -> bool:
    """Tell whether a table may be one that this program wrote: its headings, and how it writes."""
    ours: dict[str, Field] = {}
    for own in fields_of(of).values():
        ours.update((heading, own) for heading in headings([own]))
    if len(header) < _OURS or not all(name in ours for name in header):
        return False
    for index, name in enumerate(header):
        own = ours[name]
        if own.target_kind or own.kind is ADDRESS:
            continue
        for text in _column(samples, index):
            try:
                value = own.parse(text)
            except UserError:
                return False
            if not own.is_empty(value) and cells(own, value, {}) != [defused(text)]:
                return False
    return True


def _declared(of: type[Record]) -> Mapping[str, Field]:
    return of.fields


def guess_kinds(
    header: Sequence[str],
    samples: Sequence[Sequence[str]],
    fields_of: FieldsOf = _declared,
) -> list[tuple[str, float]]:
    """Return the kinds of record that the rows may be, the likeliest first, with a score to 1."""
    if look_like_data(header):
        return []
    by_kind = {of.kind: of for of in IMPORTED}
    scores = [(kind, _score(by_kind[kind], header, samples, fields_of)) for kind in _GUESSED]
    return sorted((one for one in scores if one[1] > 0), key=lambda one: -one[1])


def _score(
    of: type[Record],
    header: Sequence[str],
    samples: Sequence[Sequence[str]],
    fields_of: FieldsOf,
) -> float:
    layout = guess_layout(of, header, fields_of, samples)
    named = [index for index, name in enumerate(header) if name]
    if not named or not layout.columns:
        return 0.0
    weights = {
        index: _weight(of, header[index], place_of(of, target, fields_of), _column(samples, index))
        for index, target in layout.columns.items()
    }
    share = sum(weights.values()) / len(named)
    missing = len(missing_fields(of, layout.columns, fields_of))
    told = _named_by(of, header) + (0.1 if {*layout.columns.values()} >= _NAMED else 0)
    return round(min(1.0, max(0.0, share * _LACKING**missing + told)), 3)


def _weight(of: type[Record], heading: str, place: Place | None, cells: Sequence[str]) -> float:
    """Return how much a column speaks for a kind: more by a field of its own that fits."""
    if place is None:
        return 0.0
    weight = 0.8 if place.steps not in {(), (OFFICE,)} else 1.0
    own = place.field
    if own.kind is CHOICE:
        filled = [text for text in cells if text.strip()]
        fits = sum(chosen(of.kind, own, text) is not None for text in filled)
        weight *= 0.3 + 0.7 * (fits / len(filled) if filled else 1)
    if own.name in Record.fields or (of.kind, own.name) in _SELDOM:
        weight *= 0.5
    if of.kind == "patient" and own.name == "name" and "patient" not in fold(heading):
        commas = sum(bool(_FAMILY_NAME.fullmatch(text.strip())) for text in cells)
        weight *= 0.6 + 0.4 * (commas / len(cells) if cells else 0)
    return weight


_SIGNS: Mapping[str, frozenset[str]] = {
    "practice": frozenset(["practice", "clinic", "organization", "tier", "ehr", "facility"]),
    "office": frozenset(["office", "hours", "parking"]),
    "person": frozenset(
        [
            "credentials",
            "provider",
            "physician",
            "role",
            "degree",
            "gatekeeper",
            "gender",
            "specialty",
        ]
    ),
    "patient": frozenset(["patient", "ssn", "race", "marital", "birthdate", "deathdate"]),
    "referral": frozenset(
        ["referral", "referring", "referred", "received", "urgency", "insurer", "icd", "reason"]
    ),
    "contact_attempt": frozenset(["attempt", "attempts"]),
    "appointment": frozenset(["appointment", "appt"]),
    "touch": frozenset(["touch", "touches"]),
    "visit": frozenset(["visit", "stop", "arrive", "met", "intel"]),
    "promise": frozenset(["promise", "promised", "due", "kept"]),
}
_MOST = 3
_NAMED = frozenset({"name.first", "name.last"})
_SELDOM = frozenset({("person", "birthday"), ("person", "address")})
"""Fields that are there for a few, and speak little for their kind."""


def _named_by(of: type[Record], header: Sequence[str]) -> float:
    words = {word for name in header for word in (*fold(name).split(), *heading_words(name))}
    return 0.1 * min(_MOST, len(words & _SIGNS[of.kind]))
