"""The pages of the window: which one is in sight, and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.sources import ListedSource
from refdesk.i18n import _
from refdesk.screens.catalogue import BY_KIND, SCREENS
from refdesk.services.drafts import Draft, Drafts, Keeping
from refdesk.services.records import Records
from refdesk.ui.form_page import FormPage
from refdesk.ui.host import Page
from refdesk.ui.list_page import ListPage

if TYPE_CHECKING:
    from pathlib import Path

    from refdesk.domain.record import Record
    from refdesk.ui.board_page import BoardPage
    from refdesk.ui.day_page import DayPage
    from refdesk.ui.design_page import DesignPage
    from refdesk.ui.host import Host
    from refdesk.ui.import_page import ImportPage
    from refdesk.ui.notes_page import NotesPage
    from refdesk.ui.referral_page import ReferralPage
    from refdesk.ui.today_page import TodayPage

PASSED_OVER = frozenset({"new", "sheet", "file"})
"""Places that Back does not lead to: it goes to what was behind them."""
MOST_STEPS = 50
"""Pages that Back remembers."""
Place = tuple[str, str, int]
"""What is in sight (such as "list", "record", "form", "new", "sheet" or "day"); kind; id."""


class Pages(QStackedWidget):
    """A form is made when it is asked for and goes when it is left; other pages stay.

    Args:
        host: the window.
    """

    arrived = Signal(object)
    """Another page is in sight, at this place."""
    hints_changed = Signal()
    unknown = Signal(str)
    """A letter was pressed on the rows whose action only the window knows."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.lists: dict[str, ListPage] = {}
        self.importing: ImportPage | None = None
        self.notes: NotesPage | None = None
        self.day: DayPage | None = None
        self.today: TodayPage | None = None
        self.design: DesignPage | None = None
        self.board: BoardPage | None = None
        self.referral: ReferralPage | None = None
        self.place: Place = ("", "", 0)
        """Where the page in sight is."""
        self._steps: list[Place] = []
        self._asked = 0

    @property
    def current(self) -> Page:
        """The page in sight."""
        page = self.currentWidget()
        if not isinstance(page, Page):
            raise TypeError("the window always shows a page")
        return page

    def open_list(self, kind: str, filters: Mapping[str, str] | None = None) -> None:
        """Show the list of one kind of record; the clinic, of which there is one, as its form."""
        if kind == "clinic":
            self.open_record(kind, 1)
            return
        page = self.lists.get(kind)
        if page is None:
            page = self.lists[kind] = ListPage(self._host, BY_KIND[kind])
            page.unknown.connect(self.unknown)
        if filters is not None:
            page.show_filters(filters)
        self.show_page(page, ("list", kind, 0))

    def open_import(self, paths: Sequence[Path] | None = None) -> None:
        """Show the import assistant as it was left, or with these files."""
        if self.importing is None:
            from refdesk.ui.import_page import ImportPage  # noqa: PLC0415  seldom

            self.importing = ImportPage(self._host)
        self.show_page(self.importing, ("import", "", 0))
        if paths is not None:
            self.importing.take(paths)

    def open_notes(
        self, subjects: Sequence[tuple[type[Record], int]], draft: Draft | None = None
    ) -> None:
        """Show the page on which notes are written; what was begun of others stays a draft."""
        from refdesk.ui.notes_page import NotesPage  # noqa: PLC0415  seldom

        before, self.notes = self.notes, NotesPage(self._host, subjects, draft)
        self.show_page(self.notes, ("notes", "", 0))
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()

    def open_day(self) -> None:
        """Show the day of visits."""
        if self.day is None:
            from refdesk.ui.day_page import DayPage  # noqa: PLC0415  seldom

            self.day = DayPage(self._host)
        self.show_page(self.day, ("day", "", 0))

    def open_design(self, draft: Draft | None = None) -> None:
        """Show the form designer as it was left, or with what was begun earlier."""
        from refdesk.ui.design_page import DesignPage  # noqa: PLC0415  seldom

        before = self.design
        if before is None or draft is not None:
            self.design = DesignPage(self._host, draft)
        if self.design is not None:
            self.show_page(self.design, ("design", "", 0))
        if before is not None and before is not self.design:
            self.removeWidget(before)
            before.deleteLater()

    def open_tidy(self) -> None:
        """Show how sources can be tidied up."""
        from refdesk.ui.tidy_page import TidyPage  # noqa: PLC0415  seldom

        self.show_page(TidyPage(self._host), ("tidy", ListedSource.kind, 0))

    def open_today(self) -> None:
        """Show what has to be done today."""
        if self.today is None:
            from refdesk.ui.today_page import TodayPage  # noqa: PLC0415  with its first use

            self.today = TodayPage(self._host)
        self.show_page(self.today, ("today", "", 0))

    def open_board(self) -> None:
        """Show the open referrals by stage."""
        if self.board is None:
            from refdesk.ui.board_page import BoardPage  # noqa: PLC0415  with its first use

            self.board = BoardPage(self._host)
        self.show_page(self.board, ("board", "", 0))

    def leave(self) -> None:
        """Keep what must be kept: the desk is about to be locked."""
        self.current.leave(locking=True)
        if self.importing is not None and self.importing is not self.current:
            self.importing.leave(locking=True)
        if self.notes is not None and self.notes is not self.current:
            was_behind = [what for what, _kind, _id in self._steps[-2:]] == ["notes", "sheet"]
            self.notes.leave(locking=was_behind)

    def open_record(self, kind: str, row_id: int, draft: Draft | None = None) -> None:
        """Show one record: its page where its kind has one, else its form."""
        if kind == "referral" and draft is None:
            self._open_referral(row_id)
        elif kind == "attachment" and draft is None:
            self._host.show_file(row_id)
        else:
            self.open_form(kind, row_id, draft)

    def _open_referral(self, row_id: int, *, instead: bool = False) -> None:
        """Show the page of a referral; `instead` of the one in sight, Back leads past that."""
        from refdesk.screens.referral_page import (  # noqa: PLC0415  with its first use
            ReferralShown,
            read_referral,
        )
        from refdesk.ui.referral_page import ReferralPage  # noqa: PLC0415  with its first use

        self._asked += 1
        number = self._asked
        if self.referral is None:
            page = self.referral = ReferralPage(self._host)
            page.wanted.connect(partial(self._open_referral, instead=True))
            page.unknown.connect(self.unknown)
            self._take_in(page)  # colours given before would be lost when it comes into the window
        page = self.referral

        def show(shown: ReferralShown) -> None:
            if number == self._asked:
                page.show_referral(shown)
                if instead and self._steps:
                    self._steps.pop()
                self.show_page(page, ("record", "referral", row_id))

        now = dt.datetime.now(dt.UTC)
        work = partial(read_referral, self._host.desk, row_id, now)
        self._host.jobs.run_query(work, show, self._host.show_error)

    def open_form(self, kind: str, row_id: int, draft: Draft | None = None) -> None:
        """Show the form of one record, with what was begun of it."""
        self._asked += 1
        number, of = self._asked, BY_NAME[kind]
        records, drafts = Records(self._host.desk), Drafts(self._host.desk)

        def read() -> tuple[Record, str, Draft | None]:
            record = records.get(of, row_id)
            begun = (one for one in drafts.mine() if (one.kind, one.row_id) == (kind, row_id))
            return record, records.title(record), draft or next(begun, None)

        def show(found: tuple[Record, str, Draft | None]) -> None:
            if number == self._asked:  # else the person has gone on meanwhile
                record, title, begun = found
                form = FormPage(self._host, BY_KIND[kind], record, title, draft=begun)
                self._show_form(form, kind, row_id)

        def gone(error: BaseException) -> None:
            if draft is not None and isinstance(error, UserError):
                self._resume_as_new(draft)
            else:
                self._host.show_error(error)

        self._host.jobs.run_query(read, show, gone)

    def _show_form(self, form: FormPage, kind: str, row_id: int) -> None:
        own: Place = ("record", kind, row_id)
        if kind == "referral":  # behind its form there is always its page
            if self._steps[-1:] not in ([own], [("form", kind, row_id)]):
                self._steps.append(own)
            own = ("form", kind, row_id)
        self.show_page(form, own)

    def _resume_as_new(self, draft: Draft) -> None:
        """Give back what was typed into a record that is not there any more."""
        draft.keeping.end()
        self._host.jobs.run_keeping(draft.keeping.write, lambda _done: None)
        self.new_record(draft.kind, draft.body.get("entries") or {})
        self._host.remark(_("That record is no longer there; what you typed is here as a new one"))

    def new_record(
        self, kind: str, entries: Mapping[str, Any] | None = None, draft: Draft | None = None
    ) -> None:
        """Show an empty form, or one with what was begun."""
        if kind == "referral":
            from refdesk.ui.intake_page import IntakePage  # noqa: PLC0415  with its first use

            form: FormPage = IntakePage(self._host, draft=draft, entries=entries)
        else:
            form = FormPage(self._host, BY_KIND[kind], None, draft=draft, entries=entries)
        self.show_page(form, ("new", kind, 0))

    def resume(self, draft: Draft) -> None:
        """Show a form as it was when it was left."""
        if draft.kind not in BY_NAME or self.holds(draft):
            return
        if "notes" in draft.body:
            self._resume_notes(draft)
            return
        if "design" in draft.body:
            self.open_design(draft)
            return
        if len(self._steps) < 2:
            self._steps = [("list", draft.kind, 0)]  # behind a form there is its own list
        if draft.row_id:
            self.open_record(draft.kind, draft.row_id, draft)
        else:
            self.new_record(draft.kind, draft=draft)

    def _resume_notes(self, draft: Draft) -> None:
        from refdesk.screens.notes_state import subjects_of  # noqa: PLC0415  seldom

        if self.notes is not None and _is_of(self.notes.keeper.keeping, draft):
            self.show_page(self.notes, ("notes", "", 0))
        else:
            self.open_notes(subjects_of(draft.body["notes"]), draft)

    def holds(self, draft: Draft) -> bool:
        """Tell whether a draft is that of the form in sight."""
        page = self.currentWidget()
        if page is not None and page is self.notes:
            return _is_of(self.notes.keeper.keeping, draft)
        if page is not None and page is self.design:
            return _is_of(self.design.keeper.keeping, draft)
        return isinstance(page, FormPage) and _is_of(page.keeper.keeping, draft)

    def back(self) -> None:
        """Show the page that was in sight before; behind a form there is always its list."""
        here = self._steps.pop() if self._steps else ("list", SCREENS[0].kind, 0)
        if here[0] == "sheet" and self._steps and self._steps[-1][0] == "new":
            self._back_to_begun(self._steps.pop()[1])
            return
        while self._steps and self._steps[-1][0] in PASSED_OVER:
            self._steps.pop()
        what, kind, row_id = self._steps.pop() if self._steps else ("list", here[1], 0)
        own: dict[str, Callable[[], None]] = {
            "import": self.open_import,
            "day": self.open_day,
            "today": self.open_today,
            "board": self.open_board,
            "tidy": self.open_tidy,
            "design": self.open_design,
        }
        if what == "record":
            self.open_record(kind, row_id)
        elif what == "form":
            self.open_form(kind, row_id)
        elif what in own:
            own[what]()
        elif what == "notes" and self.notes is not None:
            self.show_page(self.notes, ("notes", "", 0))
        elif what == "list" and kind and kind != "clinic":
            self.open_list(kind)
        else:
            self.open_list(SCREENS[0].kind)

    def _back_to_begun(self, kind: str) -> None:
        """Give back the new record that a sheet came over."""

        def show(drafts: list[Draft]) -> None:
            own = [one for one in drafts if one.kind == kind and not one.row_id]
            begun = (one for one in own if "notes" not in one.body)
            draft = next(begun, None)
            if draft is None:
                self.open_list(kind)
            else:
                self.resume(draft)

        self._host.jobs.run_query(Drafts(self._host.desk).mine, show)

    def select_in_list(self, kind: str, row_id: int) -> None:
        """Make a record the selected one of its list, if the list has been opened."""
        page = self.lists.get(kind)
        if page is not None and page.state.is_open:
            page.state.selected = row_id
            page.state.open()
            if page.isVisible():
                page.table.setFocus()

    def show_page(self, page: Page, place: Place) -> None:
        """Bring a page in sight; a form or a sheet that was there goes."""
        self._asked += 1
        before = self.currentWidget()
        if isinstance(before, Page) and before is not page:
            before.leave()
        self._take_in(page)
        self.setCurrentWidget(page)
        own = (
            *(self.importing, self.notes, self.day, self.today, self.board, self.referral),
            self.design,
        )
        stays = before in own or before in self.lists.values()
        if before is not None and before is not page and not stays:
            self.removeWidget(before)
            before.deleteLater()
        if not self._steps or self._steps[-1] != place:
            self._steps.append(place)
            del self._steps[:-MOST_STEPS]
        self.place = place
        self.arrived.emit(place)
        page.open()

    def _take_in(self, page: Page) -> None:
        if self.indexOf(page) < 0:
            self.addWidget(page)
            page.hints_changed.connect(self.hints_changed)


def _is_of(keeping: Keeping, draft: Draft) -> bool:
    return keeping is draft.keeping or bool(keeping.id and keeping.id == draft.keeping.id)
