"""What the rows of a file come to, kept small until a person has looked at them."""

from __future__ import annotations

import marshal
import threading
import zlib
from array import array
from collections import Counter, OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from refdesk.domain.errors import UserError
from refdesk.i18n import _
from refdesk.services.outcomes import Outcome
from refdesk.services.steps import Step

MOST = 150_000
"""Rows that one import may hold; more would not fit into memory beside everything else."""
TOGETHER = 128
UNPACKED = 64
_CODES = tuple(Outcome)


@dataclass(slots=True, repr=False)
class Staged:
    """What one row comes to; `cells` are kept of rows that bring nothing."""

    number: int
    outcome: Outcome
    steps: Sequence[Step] = ()
    reason: str = ""
    remarks: Sequence[str] = ()
    cells: Sequence[str] = ()
    main: int = -1

    @property
    def about(self) -> Step | None:
        """The step about the record that the row itself is about."""
        return self.steps[self.main] if self.main >= 0 else None

    def to_plain(self) -> list[Any]:
        """Return the row as plain values; the outcome is kept by the stage."""
        steps = [step.to_plain() for step in self.steps]
        return [self.number, steps, self.reason, list(self.remarks), list(self.cells), self.main]


def too_many() -> UserError:
    """Return the refusal of a file with more rows than one import may hold."""
    return UserError(
        _(
            "The file has more than {count:,} rows to bring in. Split it into several files, "
            "or choose fewer rows if it is a registry file. Nothing was changed."
        ).format(count=MOST)
    )


class Stage:
    """The rows of one file in order, packed; each is reached by its place, from 0."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._open: list[Staged] = []
        self._recent: OrderedDict[int, list[Staged]] = OrderedDict()
        self.outcomes = bytearray()
        self.left_out = bytearray()
        self.adds = array("q", [0, 0])
        """For each serial, the place of the row that adds the record."""
        self.counts: Counter[Outcome] = Counter()
        self._serial = 1
        self._looking = threading.Lock()
        self._packed_from = 0

    def __len__(self) -> int:
        return len(self.outcomes)

    def next_serial(self) -> int:
        """Return the next number for a record to add, from 2: to Python -1 and -2 hash alike."""
        self._serial += 1
        return self._serial

    def add(self, row: Staged) -> None:
        """Keep one row.

        Raises:
            UserError: there are more rows than one import may hold.
        """
        if len(self) >= MOST:
            raise too_many()
        for step in row.steps:
            if step.is_new:
                self.adds.extend([-1] * (step.serial + 1 - len(self.adds)))
                self.adds[step.serial] = len(self)
        self._open.append(row)
        self.outcomes.append(_CODES.index(row.outcome))
        self.left_out.append(0)
        self.counts[row.outcome] += 1
        if len(self._open) == TOGETHER:
            self._pack()

    def _pack(self) -> None:
        text = marshal.dumps([row.to_plain() for row in self._open])
        self._packed_from += len(text)
        self._packed.append(zlib.compress(text, 1))
        self._open = []

    @property
    def size(self) -> int:
        """How many bytes the rows take unpacked, as far as they are packed."""
        return self._packed_from

    def outcome(self, place: int) -> Outcome:
        """Return what the row at `place` comes to."""
        return _CODES[self.outcomes[place]]

    def __getitem__(self, place: int) -> Staged:
        if not 0 <= place < len(self):
            raise IndexError(place)
        chunk, within = divmod(place, TOGETHER)
        with self._looking:  # the window's lists and a file being written look at once
            if chunk == len(self._packed):
                return self._open[within]
            rows = self._recent.pop(chunk, None) or self._unpacked(chunk)
            self._recent[chunk] = rows
            if len(self._recent) > UNPACKED:
                self._recent.popitem(last=False)
            return rows[within]

    def __iter__(self) -> Iterator[Staged]:
        for chunk in range(len(self._packed)):
            yield from self._unpacked(chunk)
        yield from self._open

    def _unpacked(self, chunk: int) -> list[Staged]:
        # Three times as fast as JSON; nothing but what was packed here is ever read.
        kept = marshal.loads(zlib.decompress(self._packed[chunk]))  # noqa: S302
        first = chunk * TOGETHER
        return [
            Staged(
                number,
                self.outcome(first + place),
                [Step.from_plain(step) for step in steps],
                reason,
                remarks,
                cells,
                main,
            )
            for place, (number, steps, reason, remarks, cells, main) in enumerate(kept)
        ]

    def places(self, outcome: Outcome | None = None) -> Sequence[int]:
        """Return the places of the rows that come to `outcome`, or of all."""
        if outcome is None:
            return range(len(self))
        code = _CODES.index(outcome)
        return array("l", (place for place, one in enumerate(self.outcomes) if one == code))
