"""What a page may ask of the window that shows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from refdesk.domain.record import Record
from refdesk.services.drafts import Draft
from refdesk.services.preferences import Preferences
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk
from refdesk.services.work import Watched
from refdesk.ui.jobs import Jobs
from refdesk.ui.key_map import KeyMap
from refdesk.ui.keycaps import Hint
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from refdesk.ui.draft_keeper import DraftKeeper

T = TypeVar("T")


class Host(Protocol):
    """The window of an open desk, as its pages see it."""

    theme: Theme
    jobs: Jobs
    desk: Desk
    records: Records
    preferences: Preferences
    keys: KeyMap

    def open_list(self, kind: str, filters: Mapping[str, str] | None = None) -> None:
        """Show the list of one kind of record; `filters` are typed values by field name."""

    def open_record(self, kind: str, row_id: int) -> None:
        """Show one record: its page where its kind has one, else its form."""

    def open_form(self, kind: str, row_id: int) -> None:
        """Show the form of one record, with what was begun of it."""

    def new_record(self, kind: str, entries: Mapping[str, Any] | None = None) -> None:
        """Show an empty form, with these entries already in it."""

    def run(
        self,
        words: str,
        work: Callable[[Watched], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Change the desk away from the window; after 300 ms progress is shown and can be stopped.

        Args:
            words: what is being done, such as "Changing 312 practices".
            work: is handed the progress to report to.
            done: gets the result in the window's thread.
            failed: gets what went wrong; without it the person is told. `Cancelled` is not told.
        """

    def open_import(self, paths: Sequence[Path] | None = None) -> None:
        """Show the import assistant as it was left, or with these files."""

    def open_notes(self, subjects: Sequence[tuple[type[Record], int]]) -> None:
        """Show the page on which notes to these people and practices are written."""

    def open_tidy(self) -> None:
        """Show how free texts and listed sources can be tidied up."""

    def holds(self, draft: Draft) -> bool:
        """Tell whether a draft is that of the form in sight."""

    def in_sight(self) -> str:
        """Return the name of the page made by hand that is in sight; empty for another."""

    def resume(self, draft: Draft) -> None:
        """Show a form as it was when it was left."""

    def let_go(self, draft: Draft) -> None:
        """Forget the page out of sight that keeps a draft which is not wanted."""

    def discarded(self, drafts: Sequence[Draft], *, in_sight: bool = False) -> None:
        """Say that drafts were let go; Undo brings them back, the first in sight if it was so."""

    def show_error(self, error: BaseException) -> None:
        """Tell the person what went wrong, in the one way."""

    def back(self) -> None:
        """Show the page that was in sight before."""

    def select_in_list(self, kind: str, row_id: int) -> None:
        """Make a record the selected one of its list, wherever it stands there."""

    def drafts_changed(self) -> None:
        """Count anew what the user has begun; a draft was kept or dropped."""

    def show_sheet(self, run: Run, pdf: bytes) -> None:
        """Show a sheet, page by page, as it would be printed next."""

    def show_kept(self, release_id: int) -> None:
        """Show the very pages that a line of the register has kept."""

    def show_file(self, attachment_id: int) -> None:
        """Show a file of a record as it is."""

    def find_anything(self) -> None:
        """Ask for anything, and show what is chosen."""

    def tell(self, words: str, *, undo: bool = False) -> None:
        """Say at the bottom what was done, with Undo beside it, for 8 seconds."""

    def remark(self, words: str) -> None:
        """Say at the bottom what is to be known of what was done."""

    def refuse(self, why: str | BaseException) -> None:
        """Say at the bottom why something was not done; what is no refusal gets its own box."""


class Page(QWidget):
    """One page of the window."""

    hints_changed = Signal()
    title_text: str = ""
    keeper: DraftKeeper | None = None
    """What keeps the draft of what is typed here."""

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not saved."""
        return False

    def open(self) -> None:
        """Give the page the focus; it has just come in sight."""

    def act(self, name: str) -> bool:
        """Do an action of the key map; False where the page does not know it."""
        handler = self.handlers().get(name)
        if handler is None:
            return False
        handler()
        return True

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what the page can do now, by the name of the action."""
        return {}

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the part that has the focus."""
        return ()

    def changed(self, kinds: Collection[str]) -> None:
        """Show what has changed on the desk."""

    def keeps(self, draft: Draft) -> bool:
        """Tell whether a draft is the one that is kept here."""
        if self.keeper is None:
            return False
        keeping, other = self.keeper.keeping, draft.keeping
        return keeping is other or bool(keeping.id and keeping.id == other.id)

    def foot_room(self) -> int:
        """Return the height of the page's own buttons at its bottom, which no bar covers."""
        return 0

    def focus_moved(self, now: QWidget) -> None:
        """Bring the part that has the focus now in sight."""

    def undone(self) -> None:
        """Go to what was taken back, or done again; the page may know where it stands."""

    def leave(self, *, locking: bool = False) -> None:
        """Keep what must be kept; the page is about to go, or the desk to be locked over it."""

    def forget(self) -> None:
        """Let go of what must not outlive the desk: it is about to be locked."""
