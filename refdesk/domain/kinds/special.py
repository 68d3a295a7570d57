"""Phones, emails, addresses, NPIs and hours."""

from __future__ import annotations

import re
from typing import Any

from refdesk.domain.address import PARTS, Address
from refdesk.domain.errors import UserError
from refdesk.domain.hours import Hours
from refdesk.domain.kinds.base import Kept, Kind, Spec, register
from refdesk.domain.kinds.texts import Text
from refdesk.domain.npi import Npi
from refdesk.domain.phone import Phone
from refdesk.domain.text import fault
from refdesk.i18n import _


class PhoneKind(Kind):
    """A telephone or fax number."""

    name = "phone"
    value_type = Phone

    def to_plain(self, value: Phone | None) -> str | None:
        """Return E.164."""
        return value.to_plain() if value else None

    def from_plain(self, plain: str | None, spec: Spec) -> Phone | None:
        """Read E.164."""
        return Phone.from_plain(plain) if plain else None

    def parse(self, text: str, spec: Spec) -> Phone:
        """Read a number as people write it."""
        return Phone.parse(text)

    def found_by(self, value: Phone, spec: Spec) -> str:
        """Return the digits alone, so that any way of typing them finds the number."""
        return value.digits()

    def example(self, spec: Spec, number: int) -> Phone:
        """Return a number from the block kept for fiction."""
        return Phone(f"+1740555{100 + number % 100:04d}")


class Email(Text):
    """An email address."""

    name = "email"

    def parse(self, text: str, spec: Spec) -> str:
        """Return the address, its domain in small letters."""
        value = super().parse(re.sub(r"(?i)^mailto:", "", text.strip()), spec)
        name, _at, host = value.rpartition("@")
        value = f"{name}@{host.lower()}"
        wrong = self.check(value, spec)
        if wrong:
            raise UserError(wrong)
        return value

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse what cannot be an address."""
        if isinstance(value, str) and not re.fullmatch(
            r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+", value
        ):
            return _("is not an email address.")
        return super().check(value, spec)

    def example(self, spec: Spec, number: int) -> str:
        """Return an address in the domain kept for examples."""
        return f"desk{number}@example.org"


class AddressKind(Kind):
    """A postal address, kept in parts."""

    name = "address"
    longest = 1_000
    kept = Kept.PARTS
    value_type = Address

    def to_plain(self, value: Address | None) -> dict[str, str] | None:
        """Return the parts by name; None when all are empty."""
        return {part: getattr(value, part) for part in PARTS} if value else None

    def from_plain(self, plain: dict[str, str] | None, spec: Spec) -> Address | None:
        """Read the parts."""
        return Address(**plain) if plain and any(plain.values()) else None

    def is_empty(self, value: Any) -> bool:
        """Tell whether no part is filled in."""
        return not value

    def parse(self, text: str, spec: Spec) -> Address:
        """Read an address on one line."""
        value = Address.parse(text)
        wrong = self.check(value, spec)
        if wrong:
            raise UserError(wrong)
        return value

    def show(self, value: Address, spec: Spec) -> str:
        """Return the address on one line."""
        return value.one_line()

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse parts that are too long or hold what cannot be kept."""
        if not isinstance(value, Address):
            return super().check(value, spec)
        texts = (getattr(value, part) for part in PARTS)
        return next(filter(None, (fault(text, spec.limit, lines=False) for text in texts)), None)

    def example(self, spec: Spec, number: int) -> Address:
        """Return an address in an invented street."""
        return Address(f"{number} Weir Street", "", "Tamsin", "OH", "45701")


class NpiKind(Kind):
    """A National Provider Identifier."""

    name = "npi"
    value_type = Npi

    def to_plain(self, value: Npi | None) -> str | None:
        """Return the ten digits."""
        return value.digits if value else None

    def from_plain(self, plain: str | None, spec: Spec) -> Npi | None:
        """Read the ten digits."""
        return Npi(plain) if plain else None

    def parse(self, text: str, spec: Spec) -> Npi:
        """Read an NPI however it was typed."""
        return Npi.parse(text)

    def example(self, spec: Spec, number: int) -> Npi:
        """Return an NPI of the shape, most likely nobody's."""
        from refdesk.domain.npi import check_digit_fits  # noqa: PLC0415  only samples need it

        stem = f"1{number % 10**8:08d}"
        return Npi(next(stem + d for d in "0123456789" if check_digit_fits(stem + d)))


class HoursKind(Kind):
    """Hours per weekday."""

    name = "hours"
    longest = 2_000
    kept = Kept.JSON
    value_type = Hours

    def to_plain(self, value: Hours | None) -> list[Any] | None:
        """Return seven lists of [start, end]."""
        return value.to_plain() if value else None

    def from_plain(self, plain: list[Any] | None, spec: Spec) -> Hours | None:
        """Read seven lists."""
        return Hours.from_plain(plain) if plain else None

    def is_empty(self, value: Any) -> bool:
        """Tell whether every day is closed, which is no hours at all."""
        return not value

    def parse(self, text: str, spec: Spec) -> Hours:
        """Read hours as people write them."""
        return Hours.parse(text)

    def example(self, spec: Spec, number: int) -> Hours:
        """Return office hours."""
        return Hours.parse(f"Mon-Fri {7 + number % 3}:30-17:00")


PHONE = register(PhoneKind())
EMAIL = register(Email())
ADDRESS = register(AddressKind())
NPI = register(NpiKind())
HOURS = register(HoursKind())
