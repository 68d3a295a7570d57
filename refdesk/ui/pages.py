"""The pages of the window: which one is in sight, and how another comes there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.referral import Referral
from refdesk.i18n import _
from refdesk.screens.begun import MOVES, PLACE, dialog_name, own_name, referral_of
from refdesk.screens.catalogue import BY_KIND, SCREENS
from refdesk.services.drafts import Draft, Drafts
from refdesk.services.records import Records
from refdesk.ui.form_page import FormPage
from refdesk.ui.host import Page
from refdesk.ui.list_page import ListPage
from refdesk.ui.own_pages import OF_KIND, OWN_DIALOGS, OWN_PAGES, PLAIN
from refdesk.ui.way_back import Place, WayBack

if TYPE_CHECKING:
    from pathlib import Path

    from refdesk.domain.record import Record
    from refdesk.ui.host import Host
    from refdesk.ui.import_page import ImportPage
    from refdesk.ui.own_pages import Shows
    from refdesk.ui.record_page import RecordPage


class Pages(QStackedWidget):
    """A form is made when it is asked for and goes when it is left; lists and others stay.

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
        self.place: Place = ("", "", 0)
        """Where the page in sight is."""
        self._own: dict[str, Page] = {}
        self._of_kind: dict[str, RecordPage[Any]] = {}
        self._way = WayBack()
        self._asked = 0

    @property
    def current(self) -> Page:
        """The page in sight."""
        page = self.currentWidget()
        if not isinstance(page, Page):
            raise TypeError("the window always shows a page")
        return page

    @property
    def importing(self) -> ImportPage | None:
        """The import assistant, if it has been opened."""
        return cast("ImportPage | None", self._own.get("import"))

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

    def open_own(self, name: str, draft: Draft | None = None) -> None:
        """Show a page of the register as it was left, or with what was begun of it."""
        page = self._own.get(name)
        if page is None or (draft is not None and not page.keeps(draft)):
            page = OWN_PAGES[name].make(self._host, draft)
        self.show_own(name, page)

    def show_own(self, name: str, page: Page) -> None:
        """Show a page of the register in place of the one that may have been there."""
        own, before = OWN_PAGES[name], self._own.get(name)
        if own.stays:
            self._own[name] = page
        self.show_page(page, (name, own.kind, 0))
        if before is not None and before is not page:
            self._let_go(before)

    def open_import(self, paths: Sequence[Path] | None = None) -> None:
        """Show the import assistant as it was left, or with these files."""
        self.open_own("import")
        if paths is not None and self.importing is not None:
            self.importing.take(paths)

    def open_notes(self, subjects: Sequence[tuple[type[Record], int]]) -> None:
        """Show the page on which notes are written; what was begun of others stays a draft."""
        from refdesk.ui.notes_page import NotesPage  # noqa: PLC0415  seldom

        self.show_own("notes", NotesPage(self._host, subjects))

    def leave(self) -> None:
        """Keep what must be kept: the desk is about to be locked."""
        self.current.leave(locking=True)
        behind = self._own.get(self._way.behind_sheet())
        if behind is not None:
            behind.leave(locking=True)
        for page in self._own.values():
            page.forget()

    def open_record(self, kind: str, row_id: int, draft: Draft | None = None) -> None:
        """Show one record: its page where its kind has one, else its form."""
        own = OF_KIND.get(kind, PLAIN)
        if own.shows is not None and draft is None:
            self._open_page(kind, own.shows, row_id)
        elif own.opens is not None and draft is None:
            own.opens(self._host, row_id)
        else:
            self.open_form(kind, row_id, draft)

    def _open_page(self, kind: str, make: Shows, row_id: int, *, instead: bool = False) -> None:
        """Show the page of a record; `instead` of the one in sight, Back leads past that."""
        self._asked += 1
        number, page = self._asked, self._page_of(kind, make)

        def show(shown: object) -> None:
            if number == self._asked:  # else the person has gone on meanwhile
                page.show_record(shown)
                if instead:
                    self._way.pass_over()
                self.show_page(page, ("record", kind, row_id))

        self._host.jobs.run_query(page.reader(row_id), show, self._host.show_error)

    def _page_of(self, kind: str, make: Shows) -> RecordPage[Any]:
        if kind not in self._of_kind:
            page = self._of_kind[kind] = make(self._host)
            page.wanted.connect(partial(self._open_page, kind, make, instead=True))
            page.unknown.connect(self.unknown)
            self._take_in(page)  # colours given before would be lost when it comes into the window
        return self._of_kind[kind]

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
            if number == self._asked:
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
        if OF_KIND.get(kind, PLAIN).shows is not None:  # behind its form there is always its page
            page, own = own, ("form", kind, row_id)
            self._way.come_through(page, own)
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
        takes = OF_KIND.get(kind, PLAIN).takes
        if takes is not None:
            form = takes(self._host, draft, entries)
        else:
            form = FormPage(self._host, BY_KIND[kind], None, draft=draft, entries=entries)
        self.show_page(form, ("new", kind, 0))

    def resume(self, draft: Draft) -> None:
        """Show a form as it was when it was left."""
        if draft.kind not in BY_NAME or self.holds(draft):
            return
        name = dialog_name(draft)
        if name:
            self._open_below(draft)
            OWN_DIALOGS[name](self._host, self, draft)
            return
        name = own_name(draft)
        own = OWN_PAGES.get(name)
        if own is None or own.kind:
            self._way.begin_at(("list", draft.kind, 0))  # behind a form there is its own list
        if own is not None:
            self.open_own(name, draft)
        elif draft.row_id:
            self.open_record(draft.kind, draft.row_id, draft)
        else:
            self.new_record(draft.kind, draft=draft)

    def _open_below(self, draft: Draft) -> None:
        """Show the page over which a dialog was begun."""
        place = draft.body.get(PLACE)
        if place in OWN_PAGES:
            self.open_own(str(place))
        elif MOVES in draft.body:
            self.open_list(draft.kind)
        else:
            self.open_record(Referral.kind, referral_of(draft))

    def holds(self, draft: Draft) -> bool:
        """Tell whether a draft is that of the page in sight."""
        page = self.currentWidget()
        return isinstance(page, Page) and page.keeps(draft)

    def let_go(self, draft: Draft) -> None:
        """Forget the page that keeps a draft which is not wanted; asked for again, it is empty."""
        for name, page in [*self._own.items()]:
            if page.keeper is not None and page.keeps(draft):
                page.keeper.drop()
                self._way.forget(name)
                self._let_go(self._own.pop(name))

    def back(self) -> None:
        """Show the page that was in sight before; behind a form there is always its list."""
        what, kind, row_id = self._way.back()
        if what == "new":
            self._back_to_begun(kind)
        elif what == "record":
            self.open_record(kind, row_id)
        elif what == "form":
            self.open_form(kind, row_id)
        elif what in OWN_PAGES:
            self.open_own(what)
        elif what == "list" and kind and kind != "clinic":
            self.open_list(kind)
        else:
            self.open_list(SCREENS[0].kind)

    def _back_to_begun(self, kind: str) -> None:
        """Give back the new record that a sheet came over."""

        def show(drafts: list[Draft]) -> None:
            own = [one for one in drafts if one.kind == kind and not one.row_id]
            draft = next((one for one in own if not own_name(one)), None)
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
        if isinstance(before, FormPage) and not before.is_begun and place[0] != "sheet":
            self._way.leave(("new", before.shows.kind, 0))
        self._take_in(page)
        self.setCurrentWidget(page)
        if before is not None and before is not page and before not in self._staying():
            self._let_go(before)
        self._way.come_to(place)
        self.place = place
        self.arrived.emit(place)
        page.open()

    def _staying(self) -> tuple[Page, ...]:
        return (*self._own.values(), *self._of_kind.values(), *self.lists.values())

    def _let_go(self, page: QWidget) -> None:
        self.removeWidget(page)
        page.deleteLater()

    def _take_in(self, page: Page) -> None:
        if self.indexOf(page) < 0:
            self.addWidget(page)
            page.hints_changed.connect(self.hints_changed)
