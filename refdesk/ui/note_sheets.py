"""What is printed of the notes that were written: laid out away from the window, then shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from refdesk.i18n import _
from refdesk.services.address_papers import AddressPapers
from refdesk.services.note_papers import NotePapers, Signed
from refdesk.services.printing import Printing, today

if TYPE_CHECKING:
    from refdesk.screens.notes_state import NotesState
    from refdesk.services.run import Run
    from refdesk.ui.host import Host


class NoteSheets:
    """Shows notes, labels and envelopes.

    Args:
        host: the window.
        refused: gets why the notes cannot be printed.
    """

    def __init__(self, host: Host, refused: Callable[[BaseException], None]) -> None:
        self._host, self._refused = host, refused

    def show_notes(self, state: NotesState, printed: Callable[[], None]) -> None:
        """Show the notes as they would be printed; `printed` is called once they are."""
        papers = NotePapers(self._host.desk)
        signed = Signed(state.signed_by, state.role, today())
        wanted, form = state.wanted(), state.form

        def make() -> Run:
            return replace(papers.run(wanted, form, signed), left=printed)

        self._show(_("Laying out the notes"), state, make, self._refused)

    def show_labels(self, state: NotesState) -> None:
        """Show the labels as they would be printed."""
        papers = AddressPapers(self._host.desk)
        make = partial(papers.labels, state.subjects(), state.stock, state.start)
        self._show(_("Laying out the labels"), state, make)

    def show_envelopes(self, state: NotesState) -> None:
        """Show the envelopes; cards go into small ones."""
        papers = AddressPapers(self._host.desk)
        kind = "a2" if state.form.value == "card" else "10"
        make = partial(papers.envelopes, state.subjects(), kind)
        self._show(_("Laying out the envelopes"), state, make)

    def _show(
        self,
        words: str,
        state: NotesState,
        make: Callable[[], Run],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        if not state.drafts:
            self._host.refuse(_("There is nobody to write to."))
            return
        printing = Printing(self._host.desk)

        def lay_out(_progress: object) -> tuple[Run, bytes]:
            run = make()
            return run, printing.preview(run)

        def show(made: tuple[Run, bytes]) -> None:
            self._host.show_sheet(*made)
            if made[0].remarks:
                self._host.remark(" ".join(made[0].remarks))

        self._host.run(words, lay_out, show, failed)
