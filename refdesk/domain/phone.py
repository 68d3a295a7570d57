"""Telephone and fax numbers, kept in E.164 with an extension."""

from __future__ import annotations

import re
from dataclasses import dataclass

from refdesk.domain.errors import UserError
from refdesk.i18n import _

HOME_REGION = "US"
SIGNS = frozenset("+()-./ ")
"""What people write between the digits of a number."""
_EXTENSION = re.compile(r"(?i)(?:ext\.?|x)\s*[0-9]+\s*$")
_PLAIN = re.compile(
    r"(?:\+?1[-. ]?)?\(?([2-9][0-9]{2})\)?[-. ]{0,2}([0-9]{3})[-. ]?([0-9]{4})"
    r"(?: ?(?:x|ext\.?) ?([0-9]{1,6}))?"
)


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: `number` in E.164 ("+17405550117"), `extension` digits or empty."""

    number: str
    extension: str = ""

    @classmethod
    def parse(cls, text: str) -> Phone:
        """Read a number as people write it; without a country code it is a US number.

        Raises:
            UserError: it cannot be a telephone number.
        """
        text = _without_spreadsheet_marks(text.strip())
        if plain := _PLAIN.fullmatch(text):  # nearly all; the library takes its time
            return cls(f"+1{plain[1]}{plain[2]}{plain[3]}", plain[4] or "")
        import phonenumbers  # noqa: PLC0415  60 ms that a start does not need

        wrong = UserError(_("is not a phone number. Type ten digits, as in (740) 555-0117."))
        try:
            number = phonenumbers.parse(text, HOME_REGION)
        except phonenumbers.NumberParseException:
            raise wrong from None
        if phonenumbers.is_possible_number_with_reason(number) != 0:
            raise wrong
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return cls(e164, number.extension or "")

    @classmethod
    def from_plain(cls, plain: str) -> Phone:
        """Read the stored form back."""
        number, _sep, extension = plain.partition(";ext=")
        return cls(number, extension)

    def to_plain(self) -> str:
        """Return the stored form: ``+17405550117`` or ``+17405550117;ext=12``."""
        return f"{self.number};ext={self.extension}" if self.extension else self.number

    def digits(self) -> str:
        """Return the digits a person may search for: without the US country code."""
        digits = self.number.lstrip("+")
        return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits

    def __str__(self) -> str:
        digits = self.digits()
        if self.number.startswith("+1") and len(digits) == 10:
            shown = f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
        else:
            import phonenumbers  # noqa: PLC0415  see parse

            shown = phonenumbers.format_number(
                phonenumbers.parse(self.number, None),
                phonenumbers.PhoneNumberFormat.INTERNATIONAL,
            )
        return f"{shown} ext. {self.extension}" if self.extension else shown


def digits_typed(text: str) -> str:
    """Return the digits of what may be a number or a part of one; empty if it is something else.

    They are as `Phone.digits` has them: without the US country code and without an extension.
    """
    bare = _EXTENSION.sub("", text)
    digits = "".join(char for char in bare if char.isdecimal())
    if not digits or not all(char.isdecimal() or char.isspace() or char in SIGNS for char in bare):
        return ""
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


def _without_spreadsheet_marks(text: str) -> str:
    """Return ``7405550117`` for ``7405550117.0`` and ``7.405550117E9``, "" for lost digits."""
    match = re.fullmatch(r"([0-9])\.([0-9]+)[eE](\+?)([0-9]{1,2})", text)
    if not match:
        return re.sub(r"^([0-9]{10,15})\.0+$", r"\1", text)
    places = int(match[4])
    # Without a plus sign a program wrote it, to the last digit that is not zero.
    least = 9 if match[3] else 6
    whole = least <= len(match[2]) <= places <= 14
    return match[1] + match[2].ljust(places, "0") if whole else ""
