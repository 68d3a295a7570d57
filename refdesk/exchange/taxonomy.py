"""The registry's taxonomy codes (NUCC): the specialty, role and sort of practice they stand for."""

from __future__ import annotations

from refdesk.domain.person import PersonRole
from refdesk.domain.practice import PracticeKind
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
