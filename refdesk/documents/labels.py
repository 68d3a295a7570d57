"""Sheets of labels: where each one lies. Points, from the upper left corner of a US Letter page."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of labels by its number in the trade; padding is kept free inside each label."""

    name: str
    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float
    pitch_x: float
    pitch_y: float
    padding: float

    @property
    def count(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Return the upper left corner of label `place`, from 1, across and then down.

        x from the left, y from the bottom of the page.
        """
        row, column = divmod(place - 1, self.columns)
        return self.left + column * self.pitch_x, 792 - self.top - row * self.pitch_y


_ALL = (
    Stock("5160", 3, 10, 13.5, 36, 189, 72, 198, 72, 12),
    Stock("5161", 2, 10, 11.25, 36, 288, 72, 301.5, 72, 14),
    Stock("5163", 2, 5, 11.25, 36, 288, 144, 301.5, 144, 18),
)
STOCKS = MappingProxyType({stock.name: stock for stock in _ALL})
"""Avery's address labels: 5160 as printed on the box; 5161 and 5163 as gLabels has them."""
