"""What the pages of the window may ask of it; see ui.host."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtWidgets import QWidget

from refdesk.domain.catalogue import BY_NAME
from refdesk.i18n import plural
from refdesk.services.drafts import Draft, Drafts
from refdesk.ui.own_pages import OWN_PAGES
from refdesk.ui.result_bar import Sort

if TYPE_CHECKING:
    from refdesk.domain.record import Record
    from refdesk.services.run import Run
    from refdesk.services.session import Desk
    from refdesk.services.work import Watched
    from refdesk.ui.activity import Activity
    from refdesk.ui.host import Page
    from refdesk.ui.jobs import Jobs
    from refdesk.ui.key_map import KeyMap
    from refdesk.ui.main_window import MainWindow
    from refdesk.ui.pages import Pages
    from refdesk.ui.sidebar import Sidebar
    from refdesk.ui.theme import Theme

T = TypeVar("T")


class WindowHost(QWidget):
    """The window as its pages see it; the window itself puts the parts together."""

    theme: Theme
    jobs: Jobs
    desk: Desk
    keys: KeyMap
    stack: Pages
    sidebar: Sidebar
    activity: Activity
    show_error: Callable[[BaseException], None]

    @property
    def _whole(self) -> MainWindow:
        return cast("MainWindow", self)

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.stack.current

    def open_list(self, kind: str, filters: Mapping[str, str] | None = None) -> None:
        """Show the list of one kind of record."""
        self.stack.open_list(kind, filters)

    def open_record(self, kind: str, row_id: int) -> None:
        """Show one record: its page where its kind has one, else its form."""
        self.stack.open_record(kind, row_id)

    def open_form(self, kind: str, row_id: int) -> None:
        """Show the form of one record, with what was begun of it."""
        self.stack.open_form(kind, row_id)

    def new_record(self, kind: str, entries: Mapping[str, Any] | None = None) -> None:
        """Show an empty form."""
        self.stack.new_record(kind, entries)

    def holds(self, draft: Draft) -> bool:
        """Tell whether a draft is that of the form in sight."""
        return self.stack.holds(draft)

    def in_sight(self) -> str:
        """Return the name of the page made by hand that is in sight; empty for another."""
        name = self.stack.place[0]
        return name if name in OWN_PAGES else ""

    def resume(self, draft: Draft) -> None:
        """Show a form as it was when it was left."""
        self.stack.resume(draft)

    def let_go(self, draft: Draft) -> None:
        """Forget the page out of sight that keeps a draft which is not wanted."""
        self.stack.let_go(draft)

    def discarded(self, drafts: Sequence[Draft], *, in_sight: bool = False) -> None:
        """Say that drafts were let go; Undo brings them back, the first in sight if it was so."""
        words = plural("The draft was discarded", "{count} drafts were discarded", len(drafts))
        self.activity.tell(words, back=partial(self._bring_back, tuple(drafts), in_sight=in_sight))

    def _bring_back(self, drafts: Sequence[Draft], *, in_sight: bool) -> None:
        own = Drafts(self.desk)
        again = [own.bring_back(draft) for draft in drafts]
        for draft in again:
            self.jobs.run_keeping(draft.keeping.write, lambda _done: self.drafts_changed())
        self.tell(plural("The draft is back", "{count} drafts are back", len(again)))
        if in_sight:
            self.resume(again[0])

    def back(self) -> None:
        """Show the page that was in sight before."""
        self.stack.back()

    def select_in_list(self, kind: str, row_id: int) -> None:
        """Make a record the selected one of its list."""
        self.stack.select_in_list(kind, row_id)

    def run(
        self,
        words: str,
        work: Callable[[Watched], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Change the desk away from the window, with progress and cancel."""
        self.activity.run(words, work, done, failed)

    def tell(self, words: str, *, undo: bool = False) -> None:
        """Say at the bottom what was done."""
        self.activity.tell(words, undo=undo)

    def remark(self, words: str) -> None:
        """Say at the bottom what is to be known of what was done."""
        self.activity.tell(words, Sort.REMARK)

    def refuse(self, why: str | BaseException) -> None:
        """Say at the bottom why something was not done."""
        self.activity.refuse(why)

    def drafts_changed(self) -> None:
        """Count what the user has begun."""
        self.jobs.run_query(Drafts(self.desk).mine, self.show_begun)

    def open_import(self, paths: Sequence[Path] | None = None) -> None:
        """Show the import assistant as it was left, or with these files."""
        self.stack.open_import(paths)

    def open_notes(self, subjects: Sequence[tuple[type[Record], int]]) -> None:
        """Show the page on which notes to these people and practices are written."""
        self.stack.open_notes(subjects)

    def open_tidy(self) -> None:
        """Show how sources can be tidied up."""
        self.stack.open_own("tidy")

    def show_sheet(self, run: Run, pdf: bytes) -> None:
        """Show a sheet, page by page, as it would be printed next."""
        from refdesk.services.sheet_source import NewSheet  # noqa: PLC0415  all papers come with it
        from refdesk.ui.sheet_page import SheetPage  # noqa: PLC0415  pdfium comes with it

        page = SheetPage(self._whole, NewSheet(self.desk, run), pdf)
        self.stack.show_page(page, ("sheet", "", 0))

    def show_kept(self, release_id: int) -> None:
        """Show the very pages that a line of the register has kept."""
        from refdesk.services.sheet_source import KeptSheet  # noqa: PLC0415  all papers with it
        from refdesk.ui.sheet_page import SheetPage  # noqa: PLC0415  pdfium comes with it

        desk = self.desk

        def read() -> tuple[KeptSheet, bytes]:
            kept = KeptSheet(desk, release_id)
            return kept, kept.preview()

        def show(found: tuple[KeptSheet, bytes]) -> None:
            self.stack.show_page(SheetPage(self._whole, *found), ("sheet", "", 0))

        self.jobs.run_query(read, show, self.show_error)

    def show_file(self, attachment_id: int) -> None:
        """Show a file of a record as it is."""
        from refdesk.services.attachments import Attachments, Opened  # noqa: PLC0415  seldom
        from refdesk.ui.file_page import FilePage  # noqa: PLC0415  pdfium comes with it

        attachments = Attachments(self.desk)

        def show(opened: Opened) -> None:
            place = ("file", opened.file.kind, attachment_id)
            self.stack.show_page(FilePage(self._whole, opened), place)

        self.jobs.run_query(lambda: attachments.open(attachment_id), show, self.show_error)

    def show_begun(self, drafts: Sequence[Draft]) -> None:
        """Say in the sidebar how much was begun."""
        known = [one for one in drafts if one.kind in BY_NAME]
        words = plural("{count} draft", "{count} drafts", len(known)) if known else ""
        self.sidebar.say("drafts", words)
