"""Postal addresses in the United States."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from refdesk.domain.errors import UserError
from refdesk.domain.text import clean, fold
from refdesk.i18n import _

_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH "
    "NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI AA AE AP"
)
STATES = frozenset(_STATES.split())
_NAMES = (
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware "
    "District_of_Columbia Florida Georgia Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky "
    "Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana "
    "Nebraska Nevada New_Hampshire New_Jersey New_Mexico New_York North_Carolina North_Dakota "
    "Ohio Oklahoma Oregon Pennsylvania Rhode_Island South_Carolina South_Dakota Tennessee Texas "
    "Utah Vermont Virginia Washington West_Virginia Wisconsin Wyoming American_Samoa Guam "
    "Northern_Mariana_Islands Puerto_Rico Virgin_Islands"
)
_BY_NAME = {
    name.replace("_", " ").lower(): code
    for name, code in zip(_NAMES.split(), _STATES.split(), strict=False)
}
_HOME = frozenset({"usa", "us", "u s a", "u s", "united states", "united states of america"})
_STATE_AND_ZIP = re.compile(
    rf"(.*?) ?\b([A-Za-z]{{2}}|{'|'.join(sorted(_BY_NAME, key=len, reverse=True))})\.? "
    r"([0-9]{5}(?:-?[0-9]{4})?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `state` is two letters, `zip` is five digits or ZIP+4."""

    street: str = ""
    street2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""

    def __post_init__(self) -> None:
        if self.state and self.state not in STATES:
            raise UserError(_("needs a state of two letters, as in OH."))
        if self.zip and not re.fullmatch(r"[0-9]{5}(-[0-9]{4})?", self.zip):
            raise UserError(_("needs a ZIP of five digits, or ZIP+4."))

    @classmethod
    def of(cls, **parts: str) -> Address:
        """Make an address of typed parts: cleaned, ZIP digits grouped, state in capitals.

        Raises:
            UserError: state or ZIP is not one, or a part has no such name.
        """
        unknown = set(parts) - set(PARTS)
        if unknown:
            raise UserError(
                _("has no part {part}. Parts are: {parts}.").format(
                    part=min(unknown), parts=", ".join(PARTS)
                )
            )
        tidy = {name: clean(text, lines=False) for name, text in parts.items()}
        state = tidy.get("state", "")
        tidy["state"] = state_code(state) or state.upper().rstrip(".")
        tidy["zip"] = tidy_zip(tidy.get("zip", ""))
        return cls(**tidy)

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read ``1180 Canal Street, Suite 2, Brindle Falls, OH 45701``.

        Raises:
            UserError: no city, state and ZIP stand at the end.
        """
        pieces = [" ".join(piece.split()) for piece in re.split(r"[,\n]", text)]
        pieces = [piece for piece in pieces if piece]
        if pieces and fold(pieces[-1]) in _HOME:
            pieces.pop()
        *before, last = pieces or [""]
        if before and re.fullmatch(r"[0-9]{5}(-?[0-9]{4})?", last):
            last = f"{before.pop()} {last}"  # "Tamsin, OH, 45701"
        match = _STATE_AND_ZIP.fullmatch(last)
        if match and match[1]:
            before.append(match[1])
        if not match or len(before) < 2:
            raise UserError(
                _(
                    "is not an address. Type street, city, state and ZIP: "
                    "9 Weir Street, Tamsin, OH 45701."
                )
            )
        street, *more, city = before
        return cls.of(
            street=street, street2=", ".join(more), city=city, state=match[2], zip=match[3]
        )

    def one_line(self) -> str:
        """Return the address as one line of text."""
        last = " ".join(part for part in (self.state, self.zip) if part)
        return ", ".join(part for part in (self.street, self.street2, self.city, last) if part)

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in PARTS)


def state_code(text: str) -> str:
    """Return ``OH`` of ``Ohio``, ``oh`` or ``Oh.``; "" for what is no state."""
    bare = text.strip().rstrip(".")
    code = bare.upper().replace(".", "")
    return code if code in STATES else _BY_NAME.get(" ".join(bare.lower().split()), "")


PARTS = tuple(part.name for part in fields(Address))


def tidy_zip(text: str) -> str:
    """Return ``688472944`` as ``68847-2944``; other text as it is."""
    digits = re.sub(r"\.0$", "", text)
    return f"{digits[:5]}-{digits[5:]}" if re.fullmatch(r"[0-9]{9}", digits) else digits
