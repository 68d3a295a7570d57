"""The texts that a field is offered while one types: those that other records hold already."""

from __future__ import annotations

from dataclasses import dataclass, field

from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.services.session import Desk

NEWEST = 30_000
"""Records that are looked at; what only older ones hold is not what is usual now."""
MOST = 1_000
"""Texts that are kept of them."""


@dataclass(frozen=True, slots=True)
class OfferedText:
    """One text, and how often records hold it in any case, with or without accents."""

    text: str = field(repr=False)
    uses: int


class Offers:
    """Reads what fields are offered."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, of: type[Record], own: Field) -> tuple[OfferedText, ...]:
        """Return what is offered in one field, the most used first, each as it is mostly written.

        What is listed in the clinic's profile is offered too, as it is written there.
        """
        if not own.completes:
            return ()
        spelled: dict[str, str] = {}
        uses: dict[str, int] = {}
        for text, count in self._desk.db.often(of, own.name, NEWEST):
            key = fold(text) or text
            spelled.setdefault(key, text)
            uses[key] = uses.get(key, 0) + count
        uses = {key: count for key, count in uses.items() if count >= own.completes}
        for line in self._listed(own):
            spelled[fold(line)] = line
            uses.setdefault(fold(line), 0)
        most = sorted(uses, key=lambda key: (-uses[key], key))[:MOST]
        return tuple(OfferedText(spelled[key], uses[key]) for key in most)

    def _listed(self, own: Field) -> list[str]:
        if not own.clinic_list:
            return []
        lines = str(getattr(self._desk.clinic, own.clinic_list)).splitlines()
        return [line.strip()[: own.limit] for line in lines if fold(line)]
