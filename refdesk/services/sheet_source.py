"""Where the pages of a sheet come from: a run that is made ready, or what was printed before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from refdesk.documents.paper import AS_IT_IS, Nudge
from refdesk.domain.register import Release, Way
from refdesk.domain.sheets import sheet_title
from refdesk.i18n import _
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk


class SheetSource(Protocol):
    """What the window shows and prints."""

    title: str
    placed: bool
    both_sides: bool
    ruler: Callable[[], Run] | None

    def preview(self) -> bytes:
        """Return the pages as they would be printed next."""

    def release(self, nudge: Nudge = AS_IT_IS) -> bytes:
        """Register that the sheet is printed; return the very pages."""

    def save(self, path: Path) -> bytes:
        """Register the sheet and save it as a file; return its pages."""


class NewSheet:
    """A run that is made ready."""

    def __init__(self, desk: Desk, run: Run) -> None:
        self._printing, self._run = Printing(desk), run
        self.title, self.placed, self.both_sides = run.title, run.placed, run.both_sides
        self.ruler = run.ruler

    def preview(self) -> bytes:
        """Return the pages as they would be printed next.

        Raises:
            UserError: a text that cannot be printed.
        """
        return self._printing.preview(self._run)

    def release(self, nudge: Nudge = AS_IT_IS) -> bytes:
        """Register the run as printed; a printer may wait for paper, so the desk does not.

        Raises:
            UserError: a text that cannot be printed.
        """
        return self._printing.release(self._run, Way.PRINTED, _left_to_the_printer, nudge)

    def save(self, path: Path) -> bytes:
        """Register the run and save its pages; see `Printing.save`."""
        return self._printing.save(self._run, path)


class KeptSheet:
    """What a line of the register has kept, byte for byte."""

    def __init__(self, desk: Desk, release_id: int) -> None:
        entry = Records(desk).get(Release, release_id)
        self._printing, self._id = Printing(desk), release_id
        self.title = _("{sheet}, again").format(sheet=sheet_title(entry.sheet))
        self.placed = self.both_sides = False
        self.ruler: Callable[[], Run] | None = None

    def preview(self) -> bytes:
        """Return the very pages that left.

        Raises:
            UserError: none were kept.
        """
        return self._printing.kept(self._id)

    def release(self, _nudge: Nudge = AS_IT_IS) -> bytes:
        """Register that they are printed again.

        Raises:
            UserError: none were kept.
        """
        return self._printing.again(self._id, _left_to_the_printer)

    def save(self, path: Path) -> bytes:
        """Register that they leave again, and save them; see `Printing.save_again`."""
        return self._printing.save_again(self._id, path)


def _left_to_the_printer(_pdf: bytes) -> None:
    """Hand nothing out yet."""
