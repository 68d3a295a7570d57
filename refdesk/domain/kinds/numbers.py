"""Whole numbers, decimals and money, all kept as integers so that they sort and add exactly."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from refdesk.domain.errors import UserError
from refdesk.domain.kinds.base import Kept, Kind, Spec, register
from refdesk.i18n import _

LARGEST = 10**15
_GROUPED = "[0-9]{1,3}(?:,[0-9]{3}){1,4}"
"""Commas part thousands only: "12,50" is not 1,250."""


class Integer(Kind):
    """A whole number."""

    name = "integer"
    kept = Kept.NUMBER
    value_type = int

    def parse(self, text: str, spec: Spec) -> int:
        """Read ``1,240``, ``-3`` or ``12.0``."""
        text = text.strip().replace("−", "-")
        match = re.fullmatch(rf"([+-]?{_GROUPED}|[+-]?[0-9]{{1,15}})(\.0+)?", text)
        if not match:
            raise UserError(_("is not a whole number."))
        return int(match[1].replace(",", ""))

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse what is no number, or one that no database keeps."""
        if not isinstance(value, int) or isinstance(value, bool):
            return _("is not a whole number.")
        return None if abs(value) < LARGEST else _("is too large a number.")

    def show(self, value: int, spec: Spec) -> str:
        """Return ``1,240``."""
        return f"{value:,}"

    def example(self, spec: Spec, number: int) -> int:
        """Return the number itself."""
        return number


class DecimalKind(Kind):
    """A decimal with a fixed number of places."""

    name = "decimal"
    kept = Kept.NUMBER
    value_type = Decimal

    # The stored integer does not know its places, so the scale is one for all fields.
    scale = 4

    def to_plain(self, value: Decimal | None) -> int | None:
        """Return the value times ten to the scale."""
        return None if value is None else int(value.scaleb(self.scale).to_integral_value())

    def from_plain(self, plain: int | None, spec: Spec) -> Decimal | None:
        """Return the decimal with the field's places."""
        if plain is None:
            return None
        return Decimal(plain).scaleb(-self.scale).quantize(Decimal(1).scaleb(-spec.places))

    def parse(self, text: str, spec: Spec) -> Decimal:
        """Read ``1,240.50``."""
        match = re.fullmatch(
            rf"\$?\s*([+-]?)\s*\$?\s*((?:{_GROUPED}|[0-9]{{1,13}})(?:\.[0-9]*)?|\.[0-9]+)",
            text.strip().replace("−", "-"),
        )
        if not match:
            raise UserError(_("is not a number. Type it as 1240.50."))
        exact = Decimal(match[1] + match[2].replace(",", ""))
        value = exact.quantize(Decimal(1).scaleb(-spec.places), ROUND_HALF_EVEN)
        wrong = self.check(exact, spec)
        if wrong:
            raise UserError(wrong)
        return value + 0  # no minus before nothing

    def check(self, value: object, spec: Spec) -> str | None:
        """Refuse what is no finite number of the field's places."""
        if not isinstance(value, Decimal) or not value.is_finite():
            return _("is not a number. Type it as 1240.50.")
        if abs(value) >= LARGEST // 10**self.scale:
            return _("is too large a number.")
        if value != value.quantize(Decimal(1).scaleb(-spec.places)):
            return _("has more than {places} decimals.").format(places=spec.places)
        return None

    def show(self, value: Decimal, spec: Spec) -> str:
        """Return ``1,240.50``."""
        return f"{value:,.{spec.places}f}"

    def example(self, spec: Spec, number: int) -> Decimal:
        """Return a decimal that uses all places."""
        return Decimal(number * 10**spec.places + 1).scaleb(-spec.places)


class Money(DecimalKind):
    """US dollars, kept as cents."""

    name = "money"
    scale = 2

    def show(self, value: Decimal, spec: Spec) -> str:
        """Return ``$1,240.50``."""
        return f"-${-value:,.2f}" if value < 0 else f"${value:,.2f}"


INTEGER = register(Integer())
DECIMAL = register(DecimalKind())
MONEY = register(Money())
