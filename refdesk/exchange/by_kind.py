"""How cells are read, by the kind of their field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from contextlib import suppress

from refdesk.domain.address import PARTS, Address
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
    EMAIL,
    INTEGER,
    MONEY,
    NPI,
    PARTIAL_DATE,
    PHONE,
    TIME,
    YESNO,
    Kind,
)
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.exchange import casing, reached
from refdesk.exchange.arrival import Asked, UnknownChoice
from refdesk.exchange.mended import Mended, Mending
from refdesk.exchange.moments import in_the_past, plain_moment
from refdesk.exchange.names import patient_name, person_name
from refdesk.exchange.places import mend_place, with_zero
from refdesk.exchange.sentences import about
from refdesk.exchange.words import chosen, said_yes, says_nothing
from refdesk.i18n import N_

CAPITALS = N_("capitals were made small letters.")
TURNED = N_("first and last name were put in the order that is kept here.")
CREDENTIALS = N_("credentials were taken from the name.")
TITLED = N_("a title was taken from the name.")
_BIRTHS = frozenset({"birth_date", "birthday"})


def _parsed(mender: Mending, text: str, done: Mended) -> None:
    done.value = mender.own.parse(text)


def _person(mender: Mending, text: str, done: Mended) -> None:
    named = person_name(" ".join(text.split()))
    done.value = mender.own.parse(named.name)
    say = mender.say(done)
    if named.credentials:
        done.more["credentials"] = named.credentials
        say(CREDENTIALS)
    if named.title:
        say(TITLED)
    _say_how(text, named.name, say)


def _patient(mender: Mending, text: str, done: Mended) -> None:
    name = patient_name(" ".join(text.split()))
    done.value = mender.own.parse(name)
    _say_how(text, name, mender.say(done))


def _say_how(text: str, name: str, say: Callable[[str], None]) -> None:
    before, after = fold(text).split(), fold(name).split()
    if [word for word in before if word in after] != after:
        say(TURNED)
    if text.isupper() and not name.isupper():
        say(CAPITALS)


def _organisation(mender: Mending, text: str, done: Mended) -> None:
    name = casing.organisation(text) if text.isupper() and " " in text else text
    done.value = mender.own.parse(name)
    if done.value.casefold() == text.casefold() and done.value != text:
        mender.say(done)(CAPITALS)


def _phone(mender: Mending, text: str, done: Mended) -> None:
    numbers = reached.read_phones(mender.own, text, mender.say(done))
    done.value = numbers.first
    further = about(mender.own, reached.MORE_NUMBERS)
    if numbers.second and mender.own.name == "phone":
        done.more["other_phone"] = numbers.second
        done.left_out = further
    elif numbers.second:
        done.remarks.append(further)
    if numbers.more:
        done.remarks.append(further)


def _email(mender: Mending, text: str, done: Mended) -> None:
    done.value, more = reached.read_email(mender.own, text, mender.say(done))
    if more:
        done.remarks.append(about(mender.own, reached.MORE_ADDRESSES))


def _moment(mender: Mending, text: str, done: Mended) -> None:
    own, say = mender.own, mender.say(done)
    plain = plain_moment(own.kind, text, say, day_first=mender.day_first)
    value = own.parse(plain)
    if own.name in _BIRTHS and own.kind is DATE:
        value = in_the_past(value, plain, say)
    elif own.name in _BIRTHS and value.year is not None and not own.check(value):
        past = in_the_past(_day(value), plain, say)
        value = PartialDate(past.month, past.day, past.year)
    done.value = value


def _day(value: PartialDate) -> dt.date:
    return dt.date(value.year or 2000, value.month, value.day)


def _number(mender: Mending, text: str, done: Mended) -> None:
    plain = text
    if mender.own.kind is MONEY:
        plain = re.sub(r"(?i)^(?:usd|us\$)\s*|\s*(?:usd|dollars?)$", "", plain)
        plain = re.sub(r"^\((.*)\)$", r"-\1", plain)
    elif mender.own.kind is INTEGER:
        plain = re.sub(r"^([0-9][0-9,]*)\.0+$", r"\1", plain)
    done.value = mender.own.parse(plain)
    if plain != text and mender.own.kind is INTEGER:
        mender.say(done)(reached.DECIMAL)


def _npi(mender: Mending, text: str, done: Mended) -> None:
    done.value = mender.own.parse(text)
    if re.fullmatch(r"[0-9]+\.0+", text):
        mender.say(done)(reached.DECIMAL)
    elif re.search(r"[0-9][eE]", text):
        mender.say(done)(reached.SHORT_FORM)


def _yes_no(mender: Mending, text: str, done: Mended) -> None:
    try:
        done.value = mender.own.parse(text.rstrip(".! "))
    except UserError:
        done.value = said_yes(text)
        if done.value is None:
            raise


def _choice(mender: Mending, text: str, done: Mended) -> None:
    done.value = chosen(mender.of.kind, mender.own, text)
    if done.value is None:
        raise _unknown(mender, [text])


def _choices(mender: Mending, text: str, done: Mended) -> None:
    own = mender.own
    with suppress(UserError):
        done.value = own.parse(text)
        return
    pieces = [piece.strip() for piece in re.split(r"[,;|/\n]|\band\b|&", text)]
    meant = {piece: mender.ours(piece) for piece in pieces if piece}
    found = {
        piece: chosen(mender.of.kind, own, ours)
        for piece, ours in meant.items()
        if ours and not says_nothing(own, ours)
    }
    if unknown := [piece for piece, choice in found.items() if choice is None]:
        raise _unknown(mender, unknown)
    done.value = tuple(choice for choice in own.choices if choice in found.values())


def _unknown(mender: Mending, texts: list[str]) -> UnknownChoice:
    own = mender.own
    try:
        own.parse(texts[0])
    except UserError as error:
        asked = tuple(Asked(mender.target, text) for text in texts)
        return UnknownChoice(error.message, error.problems, asked)
    raise AssertionError(own.name)  # what the field reads was read before


def _address(mender: Mending, text: str, done: Mended) -> None:
    own = mender.own
    try:
        value: Address = own.parse(text)
    except UserError:
        if (longer := with_zero(text)) == text:
            raise
        value = own.parse(longer)
        mender.say(done)(N_("a ZIP had lost its zero."))
    parts = {part: getattr(value, part) for part in PARTS}
    done.repairs.extend(mend_place(own, parts))
    done.value = Address(**parts)


Reader = Callable[[Mending, str, Mended], None]
_READERS: Mapping[Kind, Reader] = {
    PHONE: _phone,
    EMAIL: _email,
    **dict.fromkeys((DATE, DATETIME, PARTIAL_DATE, TIME), _moment),
    **dict.fromkeys((INTEGER, DECIMAL, MONEY), _number),
    NPI: _npi,
    YESNO: _yes_no,
    CHOICE: _choice,
    CHOICES: _choices,
    ADDRESS: _address,
}
_NAMES: Mapping[type[Record], Reader] = {
    Person: _person,
    Patient: _patient,
    Practice: _organisation,
    Office: _organisation,
}


def reader_of(of: type[Record], own: Field) -> Reader:
    """Return what reads the cells of a field."""
    if own.name == "name" and of in _NAMES:
        return _NAMES[of]
    return _READERS.get(own.kind, _parsed)
