"""How each printer of this computer misses, as a person has measured it on the test sheet."""

from __future__ import annotations

import math
from typing import Any

from refdesk.documents.paper import AS_IT_IS, Nudge
from refdesk.domain.errors import UserError
from refdesk.i18n import _
from refdesk.services.preferences import Computer

NUDGES, LAST = "printer_nudges", "last_printer"
MOST_MM = 10.0
LEAST_PERCENT, MOST_PERCENT = 95.0, 105.0


class Nudges:
    """Remembers nudges by the printer's name, and the printer that was used last."""

    def __init__(self, computer: Computer) -> None:
        self._computer = computer

    def of(self, printer: str) -> Nudge:
        """Return a printer's nudge; none where nothing sound was kept."""
        kept = self._kept().get(printer)
        if not isinstance(kept, list) or len(kept) != 3 or not all(map(_is_number, kept)):
            return AS_IT_IS
        nudge = Nudge(*(float(one) for one in kept))
        return nudge if _is_sound(nudge) else AS_IT_IS

    def keep(self, printer: str, nudge: Nudge) -> None:
        """Remember a printer's nudge.

        Raises:
            UserError: it is larger than any printer misses.
            KnownFailure: the settings of this computer could not be saved.
        """
        if not _is_sound(nudge):
            raise UserError(
                _("A nudge is at most {most} mm; the size is {low} to {high} percent.").format(
                    most=f"{MOST_MM:g}", low=f"{LEAST_PERCENT:g}", high=f"{MOST_PERCENT:g}"
                )
            )
        if nudge != self.of(printer):
            values = [nudge.right, nudge.down, nudge.percent]
            self._computer.put(NUDGES, {**self._kept(), printer: values})

    @property
    def last(self) -> str:
        """The printer that was used last."""
        found = self._computer.get(LAST)
        return found if isinstance(found, str) else ""

    def use(self, printer: str) -> None:
        """Remember a printer as the one that was used last.

        Raises:
            KnownFailure: the settings of this computer could not be saved.
        """
        if printer != self.last:
            self._computer.put(LAST, printer)

    def _kept(self) -> dict[str, Any]:
        found = self._computer.get(NUDGES)
        return found if isinstance(found, dict) else {}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_sound(nudge: Nudge) -> bool:
    moved = max(abs(nudge.right), abs(nudge.down))
    return moved <= MOST_MM and LEAST_PERCENT <= nudge.percent <= MOST_PERCENT
