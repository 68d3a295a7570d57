"""How a patient is reached: by which phones, when best, and in which language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from refdesk.domain.kinds import PHONE
from refdesk.domain.patient import Patient
from refdesk.services.session import Desk


@dataclass(frozen=True, slots=True)
class Reach:
    """The phones of a patient, and when and in which language to call."""

    phones: tuple[str, ...] = field(default=(), repr=False)
    best: str = field(default="", repr=False)


def reach_of(desk: Desk, patients: Iterable[Patient]) -> dict[int, Reach]:
    """Return how each patient is reached, by number; phones of a clinic's own fields too."""
    phones = [own for own in desk.fields(Patient).values() if own.kind is PHONE]
    return {
        one.id: Reach(
            tuple(filter(None, (own.show(own.value_of(one)) for own in phones))),
            " · ".join(part for part in (one.best_time, one.language) if part),
        )
        for one in patients
    }
