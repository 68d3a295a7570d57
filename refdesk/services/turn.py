"""One row of a file while it is planned: nothing of it counts until all of it is sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refdesk.domain.errors import RefDeskError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.services.met import Met, kept_words
from refdesk.services.steps import Step

if TYPE_CHECKING:
    from refdesk.services.known import Known, Values


class PassedOver(RefDeskError):
    """The row is about nobody the desk knows."""

    def __init__(self) -> None:
        super().__init__(_("Nobody here has this NPI."))


class Turn:
    """The steps and remarks of one row, and what is to be remembered of it.

    Args:
        row: its number in the file.
        place: the place it will have in the stage.
    """

    def __init__(self, row: int, place: int) -> None:
        self.row, self.place = row, place
        self.steps: list[Step] = []
        self.remarks: list[str] = []
        self.main = -1
        self._added: list[Met] = []
        self._notes: list[tuple[Known, list[int], Met]] = []

    @property
    def changes_something(self) -> bool:
        """Whether a record that comes along is added or changed."""
        return any(
            step.is_new or (step.values and step.row_id > 0)
            for index, step in enumerate(self.steps)
            if index != self.main
        )

    def take(self, step: Step, met: Met, *, main: bool) -> None:
        """Add a step about `met`; the main one is what the row itself is about."""
        if main:
            self.main = len(self.steps)
        met.tell(self.place, len(self.steps))
        self._added.append(met)
        self.steps.append(step)

    def note(self, known: Known, values: Values, met: Met) -> None:
        """Remember that the file has brought this record."""
        self._notes.append((known, known.note(values, met), met))

    def take_back(self) -> None:
        """Forget all that was remembered: the row is not sound."""
        for met in self._added:
            met.untell()
        for known, keys, met in self._notes:
            known.forget(keys, met)

    def say(self, of: type[Record], sentence: str, companion: bool) -> None:  # noqa: FBT001
        """Add a remark; on a record that merely comes along it names its kind."""
        self.remarks.append(f"{_(of.one)}: {sentence}" if companion else sentence)

    def say_kept(self, of: type[Record], kept: Sequence[Field], companion: bool) -> None:  # noqa: FBT001
        """Add the remark on what the desk says otherwise."""
        for sentence in kept_words(kept):
            self.say(of, sentence, companion)
