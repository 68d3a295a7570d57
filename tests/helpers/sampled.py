"""A small sample desk to ask questions of, as it stood when it was made."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

import pytest

from refdesk.domain.record import Record
from refdesk.services.sample import SIZES, Sample
from refdesk.services.session import Desk
from refdesk.store.listing import Query
from tests.helpers.desks import make_desk

MONDAY = dt.date(2026, 11, 23)
SATURDAY = dt.date(2027, 3, 13)
NEW_YEAR = dt.date(2027, 1, 4)
MADE = (
    (1, MONDAY),
    pytest.param((2, MONDAY), marks=pytest.mark.long),
    pytest.param((1, SATURDAY), marks=pytest.mark.long),
    (3, NEW_YEAR),
)
"""Seeds and days of the samples that the tests look at."""
R = TypeVar("R", bound=Record)


class Sampled:
    """A small sample desk and the day it was made."""

    def __init__(self, folder: Path, seed: int, today: dt.date) -> None:
        self.today = today
        self.desk: Desk = make_desk(folder, "Sample clinic")
        Sample(self.desk, seed, today).fill(SIZES["small"])

    def all(self, of: type[R], *, archived: bool | None = False) -> list[R]:
        """Return the records of a kind; None for `archived` means both."""
        ids = self.desk.db.ids(of.kind, Query(archived=archived))
        return self.desk.db.page(of, ids)

    def age(self, day: dt.date) -> int:
        """Return how many days ago a day was."""
        return (self.today - day).days
