"""How a text file writes a table: what parts its cells, what quotes them, what stands above."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from refdesk.exchange.table import is_blank

DELIMITERS = ",;\t|^"
_SEP = re.compile(r'"?sep=(.)"?(\r\n|\r|\n)', re.IGNORECASE)
_REMARK = re.compile(r"\s*#(?!\d)")
_NEVER = "\"'\\ "
LINES = 500
"""How many rows of the sample are looked at."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file writes a table."""

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None
    wrapped: bool = False
    """Each line is quoted as a whole, as if it were one cell."""
    skip: int = 0
    """How many characters at the start only tell the delimiter."""

    def options(self) -> dict[str, Any]:
        """Return how Python's csv module calls it."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote,
            "escapechar": self.escape,
            "skipinitialspace": True,
        }


def dialect_of(sample: str, delimiter: str = "") -> Dialect:
    """Return how the first lines of a file are written: the way by which they are all as wide."""
    found = Dialect(delimiter or ",")
    if (told := _SEP.match(sample)) and can_part(told[1]):
        found = Dialect(delimiter or told[1], skip=told.end())
        sample, delimiter = sample[told.end() :], found.delimiter
    best, score = found, (0.0, 1)
    for candidate in delimiter or DELIMITERS:
        tried = _quoted(sample, replace(found, delimiter=candidate))
        fitted = _fit(sample, tried)
        if fitted > score or (delimiter and best is found):
            best, score = tried, fitted
    return best if score[1] > 1 else _unwrapped(sample, best)


def can_part(mark: str) -> bool:
    """Tell whether a mark can stand between cells."""
    return mark == "\t" or (len(mark) == 1 and mark.isprintable() and mark not in _NEVER)


def is_remark(cells: list[str], width: int) -> bool:
    """Tell whether a line is a remark and no row: ``# made by …``."""
    return 0 < len(cells) != width and width > 1 and bool(_REMARK.match(cells[0]))


def _quoted(sample: str, plain: Dialect) -> Dialect:
    parted = re.escape(plain.delimiter)
    start, end = rf"(?:^|[{parted}])[ ]*", rf"[ ]*(?=[{parted}\r\n]|\Z)"
    double = re.search(rf'{start}"', sample, re.MULTILINE)
    single = rf"{start}'(?![=+\-@])(?:[^'\\\r\n]|\\.|'')*'{end}"
    quote = "'" if not double and re.search(single, sample, re.MULTILINE) else '"'
    inner = rf"(?<!\\)\\{quote}(?![{parted}\r\n]|\Z)"
    within = rf"{start}{quote}(?:[^{quote}\\\r\n]|{quote}{quote}|\\[^{quote}])*{inner}"
    escaped = re.search(within, sample, re.MULTILINE)
    return replace(plain, quote=quote, escape="\\" if escaped else None)


def _fit(sample: str, dialect: Dialect) -> tuple[float, int]:
    """Return how many of the rows are as wide as the usual one, and how wide that is."""
    widths = Counter(_widths(sample, dialect))
    if not widths:
        return (0.0, 1)
    usual = max(widths, key=lambda width: (widths[width], width))
    return (widths[usual] / widths.total(), usual) if usual > 1 else _few(widths)


def _few(widths: Counter[int]) -> tuple[float, int]:
    """Return the fit of a file in which most lines are one cell, as text above a short table."""
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return (0.0, 1)
    usual = max(several, key=lambda width: (several[width], width))
    return (several[usual] / widths.total() / 2, usual)


def _widths(sample: str, dialect: Dialect) -> list[int]:
    reader = csv.reader(io.StringIO(sample, newline=""), **dialect.options())
    widths: list[int] = []
    try:
        for cells in reader:
            if not is_blank(cells) and not (len(cells) == 1 and _REMARK.match(cells[0])):
                widths.append(len(cells))
            if len(widths) >= LINES:
                break
    except csv.Error:
        return []
    return widths


def _unwrapped(sample: str, plain: Dialect) -> Dialect:
    """Return how the lines are written inside the quotes, where each line is quoted as a whole."""
    if not sample.lstrip("\r\n").startswith('"'):
        return plain
    reader = csv.reader(io.StringIO(sample, newline=""), strict=True)
    try:
        lines = [cells[0] for cells in reader if not is_blank(cells)]
    except csv.Error:
        return plain
    if len(lines) < 2 or any("\n" in line or "\r" in line for line in lines):
        return plain
    text = "\n".join(lines)
    inside = dialect_of(text)
    if inside.delimiter in lines[0] and _fit(text, inside)[0] == 1.0:
        return replace(inside, wrapped=True, skip=plain.skip)
    return plain
