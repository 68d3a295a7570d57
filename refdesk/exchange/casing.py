"""Names that a registry writes in capitals, as a letter would write them."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = 20_000
"""Words that are remembered: a registry says the same ones over and over."""
_NUMBERS = ("II", "III", "IV", "V", "VI")
_GENERATIONS = {"JR": "Jr.", "SR": "Sr.", **{number: number for number in _NUMBERS}}
_SMALL = frozenset({"and", "at", "by", "for", "in", "of", "on", "or", "the", "to"})
_SHORT_FORMS = (
    "APMC ASC DBA DC DDS DMD DME DO DPM EMS ENT ER GI HIV HMO ICU II III IV LLC LLP LP MD MRI NE "
    "NP NW NY OB OBGYN OD OT PA PC PLC PLLC PO PSC PT RN SE SW UC US USA VA VNA YMCA YWCA"
)
_CAPITALS = frozenset(_SHORT_FORMS.split())
_SHORTENED = (
    "APT AVE BLDG BLVD CT CTR CTY DEPT DR FL FLR FT HTS HWY JCT LN LTD MR MRS MS MT PKWY PL PLZ "
    "PTR RD RM SCH SQ ST STE STR TER TRL TWP WY"
)
_WORDS_WITHOUT_VOWELS = frozenset(_SHORTENED.split())
_CREDENTIALS = {
    "DRPH": "DrPH",
    "EDD": "EdD",
    "PHARMD": "PharmD",
    "PHD": "PhD",
    "PSYD": "PsyD",
    "RPH": "RPh",
}


def person_name(first: str, middle: str, last: str, suffix: str) -> str:
    """Return ``David A. Wiebe Jr.`` of the parts of a name in capitals."""
    middle = _name_part(middle)
    if len(middle) == 1 and middle.isalpha():
        middle += "."
    end = _GENERATIONS.get(suffix.strip().rstrip(".").upper(), _name_part(suffix))
    return " ".join(part for part in (_name_part(first), middle, _name_part(last), end) if part)


def organisation(text: str) -> str:
    """Return ``Cedar Grove Clinic of Ohio, LLC`` of a name in capitals."""
    return _lowered(text)


def place(text: str) -> str:
    """Return ``3500 N Central Ave`` of a street or town in capitals."""
    return _lowered(text)


@lru_cache(_WORDS)
def credentials(text: str) -> str:
    """Return ``MD, PhD`` of ``M.D., PH.D.``: without full stops, parted by commas."""
    bare = re.sub(r"[^\w\s,;/&()'’-]", "", text.upper())
    bare = re.sub(r"\b([MD]) ([DO])\b", r"\1\2", bare)
    bare = re.sub(r"\bPHARM\s+D\b", "PHARMD", re.sub(r"\bPH\s+D\b", "PHD", bare))
    parts = (" ".join(part.split()) for part in re.split(r"[,;/]", bare))
    kept = dict.fromkeys(
        " ".join(_CREDENTIALS.get(word, word) for word in part.split()) for part in parts if part
    )
    return ", ".join(kept)


def _name_part(text: str) -> str:
    text = " ".join(text.split())
    if text != text.upper():
        return text
    words = text.split()
    return " ".join(
        _GENERATIONS.get(word.rstrip("."), _name_word(word)) if place else _name_word(word)
        for place, word in enumerate(words)
    )


@lru_cache(_WORDS)
def _name_word(word: str) -> str:
    return "-".join(_cased(piece) for piece in word.split("-"))


def _cased(word: str) -> str:
    """Return one word with its first letter large: ``McKay``, ``O'Neil``, ``Children's``."""
    if match := re.fullmatch(r"(?i)([a-z])(['’])(\w{2,}.*)", word):
        return match[1].upper() + match[2] + match[3][:1].upper() + match[3][1:].lower()
    if match := re.fullmatch(r"(?i)(\W*)mc(\w{2,}.*)", word):
        return f"{match[1]}Mc{match[2][:1].upper()}{match[2][1:].lower()}"
    start = next((place for place, char in enumerate(word) if char.isalpha()), len(word))
    return word[:start] + word[start : start + 1].upper() + word[start + 1 :].lower()


def _lowered(text: str) -> str:
    text = " ".join(text.split())
    if text != text.upper():
        return text
    words = text.split()
    return " ".join(_word(word, first=place == 0) for place, word in enumerate(words))


@lru_cache(_WORDS)
def _word(word: str, *, first: bool) -> str:
    return re.sub(r"[^\s\-/&(,]+", lambda match: _piece(match[0], first=first), word)


def _piece(word: str, *, first: bool) -> str:
    bare = re.sub(r"[^\w]", "", word)
    if bare[:1].isdigit():
        return word.lower() if re.fullmatch(r"\d+(ST|ND|RD|TH)", bare) else word
    if not first and bare.lower() in _SMALL and bare == word:
        return word.lower()
    if _is_short_form(word, bare):
        return word
    return _cased(word)


def _is_short_form(word: str, bare: str) -> bool:
    if re.fullmatch(r"(\w\.){2,}\w?[,.]?", word) or bare in _CAPITALS:
        return True
    no_vowel = not re.search(r"[AEIOUY]", bare)
    return no_vowel and 1 < len(bare) <= 5 and bare not in _WORDS_WITHOUT_VOWELS
