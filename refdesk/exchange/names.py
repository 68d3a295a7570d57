"""The name of a person in one cell, however a list writes it, as the desk keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.record import Record
from refdesk.exchange import casing
from refdesk.exchange.headings import NAME_WORDS

_CREDENTIALS = frozenset(
    [
        "MD",
        "DO",
        "PHD",
        "MBBS",
        "MBCHB",
        "MPH",
        "MBA",
        "MS",
        "MSN",
        "MHA",
        "DDS",
        "DMD",
        "OD",
        "DPM",
        "DC",
        "DNP",
        "PHARMD",
        "PSYD",
        "EDD",
        "DRPH",
        "RPH",
        "RN",
        "LPN",
        "LVN",
        "BSN",
        "NP",
        "NPC",
        "AGNP",
        "AGNPC",
        "FNP",
        "FNPC",
        "FNPBC",
        "CNP",
        "CRNP",
        "ARNP",
        "APRN",
        "APN",
        "ANP",
        "PNP",
        "WHNP",
        "CNM",
        "CNS",
        "CRNA",
        "PA",
        "PAC",
        "MPAS",
        "PT",
        "DPT",
        "OT",
        "OTR",
        "LCSW",
        "LMSW",
        "LMHC",
        "LPC",
        "LMFT",
        "MA",
        "CMA",
        "RMA",
        "RD",
        "RDN",
        "CDE",
        "FACP",
        "FACC",
        "FACS",
        "FAAP",
        "FAAFP",
        "FACOG",
        "FACEP",
        "FAAOS",
        "FASN",
        "FACR",
        "FAAN",
        "FCCP",
        "FAAD",
        "FACG",
        "FAHA",
        "FACOI",
        "FHM",
    ]
)
_ALSO_NAMES = frozenset({"MA", "DO", "PA", "OD", "ED"})
_GENERATIONS = frozenset({"JR", "SR", "II", "III", "IV"})
_TITLE = re.compile(r"(?i)(?:dr|doctor|mr|mrs|ms|miss|prof|professor)\.?\s+(?=\w)")
_PARTICLES = frozenset(
    [
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "los",
        "st",
        "van",
        "von",
    ]
)
EASY = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.?)? [A-Z][a-z]{2,}")
EASY_PATIENT = re.compile(r"[A-Z][a-z]+, [A-Z][a-z]+")
_NO_NAME = re.compile(r"[0-9()/&@;:]")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the desk keeps it, and the credentials that stood with it."""

    name: str
    credentials: str = ""
    title: str = ""


def joined_name(of: type[Record], parts: Mapping[str, str]) -> str:
    """Return the parts of a name as the desk writes them: patients by their last name first."""
    first, middle, last = (parts.get(part, "").strip() for part in NAME_WORDS)
    if all(part == part.upper() for part in (first, middle, last)):
        first, middle, last = (_cased(part) for part in (first, middle, last))
    given = " ".join(filter(None, (first, middle)))
    if of.patient_data:
        return ", ".join(filter(None, (last, given)))
    return " ".join(filter(None, (given, last)))


def as_written_here(of: type[Record], text: str) -> str:
    """Return what a record of this kind would be called whose name a list writes like this."""
    if of is Person:
        return person_name(text).name
    return patient_name(text) if of is Patient else text


def person_name(text: str) -> Named:
    """Return ``Jane Okafor`` with ``MD, FACP`` of ``Dr. Jane Okafor, MD, FACP``."""
    title = _TITLE.match(text)
    if not title and EASY.fullmatch(text):
        return Named(text)
    if _NO_NAME.search(text) or (title and " " not in text[title.end() :]):
        return Named(text)  # of "Dr. Okafor" nothing can be spared
    bare = text[title.end() :] if title else text
    pieces = [piece.strip() for piece in bare.split(",") if piece.strip()]
    titles: list[str] = []
    while len(pieces) > 1 and _all_credentials(pieces[-1], pieces[:-1]):
        titles.insert(0, pieces.pop())
    end = _end(pieces)
    if not pieces:
        return Named(text)
    words = pieces[-1].split()
    while len(words) > 2 and _is_credential(words[-1]):
        titles.insert(0, words.pop())
    pieces[-1] = " ".join(words)
    if len(pieces) > 2:
        return Named(text)
    name = " ".join(filter(None, (*reversed(pieces), end)))
    return Named(_cased(name), casing.credentials(", ".join(titles)), title[0] if title else "")


def _end(pieces: list[str]) -> str:
    """Take a ``Jr.`` that stands between commas away from the pieces."""
    for piece in pieces[1:]:
        if _bare(piece) in _GENERATIONS:
            pieces.remove(piece)
            return piece
    return ""


def _all_credentials(piece: str, before: list[str]) -> bool:
    words = piece.split()
    if len(before) == 1 and " " not in before[0] and _bare(piece) in _ALSO_NAMES:
        return False  # "Okafor, Ma" has a first name
    return all(_is_credential(word) for word in words) or _bare(piece) in _CREDENTIALS


def _is_credential(word: str) -> bool:
    """Tell ``MD``, ``M.D.`` and ``PhD`` from the names Do and Ma."""
    bare = _bare(word)
    return bare in _CREDENTIALS and ("." in word.rstrip(".") or not word.istitle())


def _bare(text: str) -> str:
    return re.sub(r"[^A-Za-z]", "", text).upper()


def patient_name(text: str) -> str:
    """Return ``Smith, John`` of ``John Smith``, ``SMITH JOHN Q`` or ``SMITH^JOHN^Q``."""
    if EASY_PATIENT.fullmatch(text) or _NO_NAME.search(text):
        return text
    if text.strip("^") and "^" in text:
        last, *given = (part for part in text.split("^") if part.strip())
        return ", ".join(filter(None, (_cased(last), _cased(" ".join(given)))))
    if "," in text:
        pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
        return ", ".join(_cased(piece) for piece in pieces) or text
    words = _TITLE.sub("", text, count=1).split() if _TITLE.match(text) else text.split()
    if not 1 < len(words) <= 6:
        return _cased(text)
    return _turned(words, capitals=text == text.upper())


def _turned(words: list[str], *, capitals: bool) -> str:
    end = [words.pop()] if len(words) > 2 and _bare(words[-1]) in _GENERATIONS else []
    if capitals and len(words) > 2 and len(_bare(words[-1])) == 1:
        last, given = words[:1], words[1:]  # as registers write: SMITH JOHN Q
    else:
        start = len(words) - 1
        while start > 1 and words[start - 1].lower().rstrip(".") in _PARTICLES:
            start -= 1
        last, given = words[start:], words[:start]
    return f"{_cased(' '.join([*last, *end]))}, {_cased(' '.join(given))}"


def _cased(name: str) -> str:
    """Return a name in capitals as a letter would write it; another as it is."""
    words = name.split()
    if name != name.upper() or not any(len(_bare(word)) > 1 for word in words):
        return " ".join(words)
    if len(words) == 3 and len(words[1]) == 1:
        return casing.person_name(words[0], words[1], words[2], "")
    return casing.person_name("", "", " ".join(words), "")
