"""Parts of an address as people type them: states by name, and whole addresses in one line."""

from __future__ import annotations

from refdesk.domain.address import PARTS, STATES, Address
from refdesk.domain.errors import UserError
from refdesk.domain.text import fold

_NAMES = {
    "alabama": "AL",
    "alaska": "AK",
    "arizona": "AZ",
    "arkansas": "AR",
    "california": "CA",
    "colorado": "CO",
    "connecticut": "CT",
    "delaware": "DE",
    "district of columbia": "DC",
    "washington dc": "DC",
    "florida": "FL",
    "georgia": "GA",
    "hawaii": "HI",
    "idaho": "ID",
    "illinois": "IL",
    "indiana": "IN",
    "iowa": "IA",
    "kansas": "KS",
    "kentucky": "KY",
    "louisiana": "LA",
    "maine": "ME",
    "maryland": "MD",
    "massachusetts": "MA",
    "michigan": "MI",
    "minnesota": "MN",
    "mississippi": "MS",
    "missouri": "MO",
    "montana": "MT",
    "nebraska": "NE",
    "nevada": "NV",
    "new hampshire": "NH",
    "new jersey": "NJ",
    "new mexico": "NM",
    "new york": "NY",
    "north carolina": "NC",
    "north dakota": "ND",
    "ohio": "OH",
    "oklahoma": "OK",
    "oregon": "OR",
    "pennsylvania": "PA",
    "rhode island": "RI",
    "south carolina": "SC",
    "south dakota": "SD",
    "tennessee": "TN",
    "texas": "TX",
    "utah": "UT",
    "vermont": "VT",
    "virginia": "VA",
    "washington": "WA",
    "west virginia": "WV",
    "wisconsin": "WI",
    "wyoming": "WY",
    "american samoa": "AS",
    "guam": "GU",
    "northern mariana islands": "MP",
    "puerto rico": "PR",
    "virgin islands": "VI",
}


def state_code(text: str) -> str:
    """Return ``OH`` for ``oh``, ``Oh.`` or ``Ohio``; other text as it is."""
    bare = fold(text)
    code = _NAMES.get(bare, bare.replace(" ", "").upper())
    return code if code in STATES else text


def spread(text: str) -> dict[str, str] | None:
    """Return the parts of a whole address on one line or several, or None where it is none."""
    pieces = text.replace("\u2028", "\n").replace("\u2029", "\n")
    try:
        found = Address.parse(_short_state(pieces))
    except UserError:
        return None
    return {part: getattr(found, part) for part in PARTS}


def wrong_part(parts: dict[str, str]) -> str:
    """Return the name of the part that no address can have, or nothing."""
    for part in ("state", "zip"):
        try:
            Address.of(**{part: parts.get(part, "")})
        except UserError:
            return part
    return ""


def _short_state(text: str) -> str:
    """Return ``…, Tamsin, Ohio 45701`` with the two letters of the state; else as it is."""
    head, comma, last = text.rpartition(",")
    name, _gap, digits = last.strip().rpartition(" ")
    code = state_code(name)
    return f"{head}{comma} {code} {digits}" if len(name) > 2 and len(code) == 2 else text
