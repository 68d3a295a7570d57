"""National Provider Identifier: ten digits, the last a check digit (45 CFR 162.406)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from refdesk.domain.errors import UserError
from refdesk.i18n import _

_CARD_PREFIX = "80840"


def check_digit_fits(digits: str) -> bool:
    """Tell whether ten `digits` pass the Luhn test with the card prefix 80840 before them."""
    total = 0
    for place, char in enumerate(reversed(_CARD_PREFIX + digits)):
        value = int(char) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


@dataclass(frozen=True, slots=True)
class Npi:
    """A valid NPI."""

    digits: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[12][0-9]{9}", self.digits) or not check_digit_fits(self.digits):
            raise UserError(_("has a wrong digit: an NPI is ten digits that begin with 1 or 2."))

    def __str__(self) -> str:
        return self.digits

    @classmethod
    def parse(cls, text: str) -> Npi:
        """Read an NPI however it was typed or mangled by a spreadsheet.

        Raises:
            UserError: it is not a valid NPI.
        """
        text = unicodedata.normalize("NFKC", text).strip()
        text = re.sub(r"(?i)^npi\b\s*[:#]?\s*", "", text)
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?([eE]\+?[0-9]{1,2})?", text):
            text = _whole(text)
        text = re.sub(r"[\s\-.]", "", text)
        if len(text) == 15 and text.startswith(_CARD_PREFIX):
            text = text[5:]
        return cls(text)


def _whole(text: str) -> str:
    number = Decimal(text)
    return format(number, ".0f") if number == number.to_integral_value() else text
