"""Addresses as lists write them: ZIPs that lost a zero, states in full, towns in capitals."""

from __future__ import annotations

import re

from refdesk.domain.address import state_code, tidy_zip
from refdesk.domain.fields import Field
from refdesk.exchange import casing
from refdesk.exchange.sentences import about
from refdesk.i18n import N_

_ZERO = frozenset(["CT", "MA", "ME", "NH", "NJ", "PR", "RI", "VI", "VT", "AE"])
"""Where ZIPs begin with a zero; for the islands with two."""
_ZEROS = frozenset({"PR", "VI"})


def mend_place(own: Field, parts: dict[str, str]) -> list[str]:
    """Mend the parts of an address as they stand together; return what was mended."""
    mended: list[str] = []
    if state := parts.get("state"):
        code = state_code(state)
        if code and code != state.upper().rstrip("."):
            mended.append(about(own, N_("the name of a state was shortened to its two letters.")))
        parts["state"] = code or state.upper().rstrip(".")
    if text := parts.get("zip"):
        digits = tidy_zip(text)
        if digits != text:
            mended.append(about(own, N_("a ZIP was written as a number.")))
        parts["zip"] = _with_zero(digits, parts.get("state", ""))
        if parts["zip"] != digits:
            mended.append(about(own, N_("a ZIP had lost its zero.")))
    for part in ("street", "street2", "city"):
        if part in parts and parts[part] != (cased := _cased(parts[part])):
            parts[part] = cased
            mended.append(about(own, N_("capitals were made small letters.")))
    return list(dict.fromkeys(mended))


def _cased(text: str) -> str:
    return casing.place(text) if text.isupper() and len(text) > 3 else text


def _with_zero(text: str, state: str) -> str:
    """Return ``02139`` of ``2139``, and ``02139-1234`` of ``2139-1234`` or ``21391234``."""
    if state and state not in _ZERO:
        return text
    if re.fullmatch(r"[0-9]{8}", text):
        text = f"{text[:4]}-{text[4:]}"
    if re.fullmatch(r"[0-9]{4}(-[0-9]{4})?", text):
        return f"0{text}"
    if state in _ZEROS and re.fullmatch(r"[0-9]{3}(-[0-9]{4})?", text):
        return f"00{text}"
    return text


_LAST_ZIP = re.compile(
    rf"\b({'|'.join(sorted(_ZERO - {'AE'}))})\.?,? ([0-9]{{4}}(?:-[0-9]{{4}})?)(?:, ?USA?)?$"
)


def with_zero(text: str) -> str:
    """Return an address on one line whose ZIP had lost its zero; another as it is."""
    return _LAST_ZIP.sub(r"\1 0\2", text.strip())
