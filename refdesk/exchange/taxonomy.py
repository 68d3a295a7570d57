"""The registry's taxonomy codes (NUCC): the specialty, role and sort of practice they stand for."""

from __future__ import annotations

import re
from functools import lru_cache

from refdesk.domain.person import PersonRole
from refdesk.domain.practice import PracticeKind
from refdesk.domain.text import fold
from refdesk.exchange.specialties import SPECIALTIES

_ROLES = (
    ("20", PersonRole.PHYSICIAN),
    ("363", PersonRole.NP_PA),
    ("364", PersonRole.NP_PA),
    ("367", PersonRole.NP_PA),
    ("16", PersonRole.NURSE),
)
_ROLES_BY_CREDENTIAL = {
    **dict.fromkeys(("MD", "DO", "MBBS"), PersonRole.PHYSICIAN),
    **dict.fromkeys(("NP", "FNP", "PA", "PA-C", "CRNP", "ARNP", "APRN", "CNM"), PersonRole.NP_PA),
    **dict.fromkeys(("RN", "LPN", "LVN"), PersonRole.NURSE),
}
_KINDS = (
    ("261QU0200X", PracticeKind.URGENT_CARE),
    ("261QP2300X", PracticeKind.PRIMARY_CARE),
    ("261QF0400X", PracticeKind.PRIMARY_CARE),
    ("261QR1300X", PracticeKind.PRIMARY_CARE),
    ("261QD0000X", PracticeKind.DENTIST),
    ("122", PracticeKind.DENTIST),
    ("28", PracticeKind.HOSPITAL),
    ("207Q00000X", PracticeKind.PRIMARY_CARE),
    ("207R00000X", PracticeKind.PRIMARY_CARE),
    ("208D00000X", PracticeKind.PRIMARY_CARE),
    ("208000000X", PracticeKind.PRIMARY_CARE),
    ("363LF0000X", PracticeKind.PRIMARY_CARE),
    ("363LP2300X", PracticeKind.PRIMARY_CARE),
    ("20", PracticeKind.SPECIALIST),
)
_PRIMARY_CARE = (
    "primary care",
    "family medicine",
    "family nurse",
    "general practice",
    "207R00000X",
    "208000000X",
)
_SAID = {
    "cardiovascular disease": ("cardiology",),
    **dict.fromkeys(("doctor", "physician"), ("20",)),
    "ear nose throat": ("otolaryngology",),
    "ent": ("otolaryngology",),
    "eye": ("ophthalmology", "optometry"),
    "gi": ("gastroenterology",),
    "gp": ("general practice",),
    "heart": ("cardiology", "heart"),
    "nurse": ("nurs",),
    "ob gyn": ("obstetrics", "gynecology"),
    "obgyn": ("obstetrics", "gynecology"),
    "ot": ("occupational therapy",),
    "pm r": ("physical medicine",),
    **dict.fromkeys(("pcp", "primary care"), _PRIMARY_CARE),
    "pt": ("physical therapy",),
}
"""What people call a specialty, as words of its names here, or codes."""


def specialty(code: str) -> str:
    """Return the name of a code, or of the class it belongs to; else the code itself."""
    return SPECIALTIES.get(code) or SPECIALTIES.get(f"{code[:4]}00000X", code)


def role(code: str, credentials: str = "") -> PersonRole | None:
    """Return what somebody with this code does; without a code, the credentials tell."""
    if code:
        return next((meant for start, meant in _ROLES if code.startswith(start)), PersonRole.OTHER)
    words = credentials.replace(",", " ").split()
    return next(
        (_ROLES_BY_CREDENTIAL[word] for word in words if word in _ROLES_BY_CREDENTIAL), None
    )


def practice_kind(code: str) -> PracticeKind | None:
    """Return the sort of practice where the code makes it plain."""
    return next((meant for start, meant in _KINDS if code.startswith(start)), None)


def is_known(wish: str) -> bool:
    """Tell whether any specialty is called so; the beginning of a code always is."""
    return bool(_code(wish)) or any(fits(code, wish) for code in SPECIALTIES)


def fits(code: str, wish: str) -> bool:
    """Tell whether a code stands for the specialty that a person typed.

    That is the beginning of a code, or words each of which begins a word of its name: ``cardio``,
    ``cardiologist`` and ``pediatric cardio`` all fit Pediatric Cardiology.
    """
    name = " " + _words(specialty(code))
    return any(
        code.startswith(begin) if begin else all(f" {word}" in name for word in words)
        for begin, words in _meant(wish)
    )


@lru_cache(maxsize=256)
def _meant(wish: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each code or text that a wish stands for, with the beginnings of its words."""
    if code := _code(wish):
        return ((code, ()),)
    said = _SAID.get(fold(wish), (wish,))
    found = ((_code(text), tuple(map(_stem, _words(text).split()))) for text in said)
    return tuple((code, words) for code, words in found if code or words)


def _code(text: str) -> str:
    code = text.strip().upper()
    return code if re.fullmatch(r"[0-9]{2,3}|[0-9]{3}[0-9A-Z]{1,7}", code) else ""


def _words(text: str) -> str:
    """Return the words of a name as they are compared: ``orthopaedic`` is ``orthopedic``."""
    return fold(text).replace("ae", "e")


def _stem(word: str) -> str:
    """Return what ``cardiologist``, ``pediatrician`` and ``surgeon`` share with their trade."""
    stem = re.sub(r"((?<!physic)ians?|ists?|ors?|eons?)$", "", word)
    return stem if len(stem) >= 4 else word
