"""What a person can do anywhere in the window, by the names of the key map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from refdesk.domain.errors import UserError
from refdesk.i18n import _
from refdesk.screens.actions import ANYWHERE
from refdesk.screens.commands import Commands, Sort
from refdesk.services.changes import CannotUndo, Changes
from refdesk.ui.find_box import FindBox
from refdesk.ui.form_page import FormPage
from refdesk.ui.offer import offered
from refdesk.ui.own_pages import OWN_PAGES
from refdesk.ui.record_dialog import RecordDialog
from refdesk.ui.window_host import WindowHost

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from refdesk.screens.hits import Hit


class WindowActions(WindowHost):
    """The actions of the window of an open desk; the window itself puts the parts together."""

    lock_asked = Signal()

    def open_settings(self, at: str = "") -> None:
        """Show the settings, from the one called `at`."""
        from refdesk.ui.settings_page import SettingsPage  # noqa: PLC0415  seldom

        page = SettingsPage(self._whole)
        if at:
            page.begin_at(at)
        self.stack.show_own("settings", page)

    def open_today(self) -> None:
        """Show what has to be done today."""
        self.stack.open_own("today")

    def open_board(self) -> None:
        """Show the open referrals by stage."""
        self.stack.open_own("board")

    def open_day(self) -> None:
        """Show the day of visits that was last in sight, at first tomorrow's."""
        self.stack.open_own("day")

    def open_design(self) -> None:
        """Show the form designer as it was left."""
        self.stack.open_own("design")

    def show_help(self, over: QWidget | None = None) -> None:
        """Show the help of the page in sight, or of the dialog that stands over it."""
        from refdesk.screens.help import page_for  # noqa: PLC0415  seldom
        from refdesk.ui.dialogs.help import HelpDialog  # noqa: PLC0415  seldom

        what, kind, _row_id = self.stack.place
        name = page_for(what, kind, type(over).__name__)
        HelpDialog(self._whole, name, over or self, kind if what == "list" else "").open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are held over the window."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            if self.stack.importing is not None:
                self.stack.importing.file.area.show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the files that were held over the window."""
        super().dragLeaveEvent(event)
        if self.stack.importing is not None:
            self.stack.importing.file.area.show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring in the file that was dropped."""
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self.open_import([Path(one.toLocalFile()) for one in urls if one.isLocalFile()])
        if self.stack.importing is not None:
            self.stack.importing.file.area.show_over(over=False)

    def new_referral(self) -> None:
        """Take a referral in; what is half typed stays a draft."""
        self.stack.new_record("referral")

    def find_anything(self, over: QWidget | None = None) -> None:
        """Ask for anything over the page in sight, or over a dialog that makes way for it."""
        from refdesk.ui.find_anything import FindAnything  # noqa: PLC0415  not at start

        focus = QApplication.focusWidget()
        text = focus.text() if isinstance(focus, FindBox) and over is None else ""
        asked = FindAnything(
            self._whole, self._whole.anything, self._commands(), over or self, text
        )
        asked.chosen.connect(partial(self._take_hit, over))
        asked.open()

    def to_page(self) -> None:
        """Give the focus back to the page in sight."""
        self.page.open()

    def take_offer(self) -> None:
        """Do what the notice in sight offers."""
        offer = offered(self)
        if offer is not None:
            offer.click()
        else:
            self._whole.tell(_("No notice is in sight that offers anything."))

    def undo(self) -> None:
        """Take back what was done last: that drafts were discarded, or the newest change."""
        if self.activity.result.back is not None:
            self.activity.result.back()
        else:
            self.undo_change()

    def undo_change(self) -> None:
        """Undo this user's newest change."""
        self._reverse(_("Undoing"), Changes(self.desk).undo, _("Undone: {what}"))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._reverse(_("Redoing"), Changes(self.desk).redo, _("Done again: {what}"))

    def show_latest_changes(self) -> None:
        """Show the newest changes of the desk."""
        from refdesk.ui.dialogs.history import LatestChangesDialog  # noqa: PLC0415  seldom

        LatestChangesDialog(self._whole, self).open()

    def _handlers(self) -> Mapping[str, Callable[[], None]]:
        pages = {
            name: partial(self.stack.open_own, name) for name, own in OWN_PAGES.items() if own.icon
        }
        return {
            **pages,
            ANYWHERE: self.find_anything,
            "new_referral": self.new_referral,
            "undo": self.undo,
            "redo": self.redo,
            "changes": self._show_menu,
            "drafts": self._show_drafts,
            "sidebar": self.sidebar.take_focus,
            "back": self._whole.back,
            "lock": self.lock_asked.emit,
            "quit": self._quit,
            "help": self.show_help,
            "keys": self._show_keys,
            "cancel": self.activity.cancel,
            "offer": self.take_offer,
            "about": self._show_about,
        }

    def _act(self, name: str) -> None:
        if name in {"undo", "redo"} and self._is_typing() and not self.activity.result.isVisible():
            return  # there the key is for what was typed; the bar says when it is for more
        if not self.page.act(name) and name in self._handlers():
            self._handlers()[name]()

    def _is_typing(self) -> bool:
        in_field = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
        return in_field or (isinstance(self.page, FormPage) and self.page.is_begun)

    def _commands(self) -> Commands:
        """Return what can be done where the person is."""
        is_owner = self.desk.user.opens_as_owner()
        can = {*self.page.handlers(), *self._handlers()}
        if not self.activity.is_busy:
            can.discard("cancel")
        if offered(self) is None:
            can.discard("offer")
        if self._is_typing():
            can -= {"undo", "redo"}  # there the keys are for what was typed
        if not is_owner:
            can -= {name for name, own in OWN_PAGES.items() if own.for_owners}
        lists = {kind: button.keys for kind, button in self.sidebar.buttons.items()}
        return Commands(self.keys.all(), can, lists, is_owner=is_owner)

    def _take_hit(self, over: QWidget | None, hit: Hit) -> None:
        """Show what was chosen, once what it was asked over is out of the way."""
        show = partial(self.jobs.post, partial(self._show_hit, hit))
        if isinstance(over, RecordDialog):
            over.make_way(show)
        else:
            show()

    def _show_hit(self, hit: Hit) -> None:
        command = hit.command
        if command is None:
            self.open_record(hit.kind, hit.id)
        elif command.sort is Sort.ACTION:
            self._act(command.name)
        elif command.sort is Sort.LIST:
            self.open_list(command.name)
        elif command.sort is Sort.NEW:
            self.new_record(command.name, command.entries)
        else:
            self.open_settings(command.name)

    def _quit(self) -> None:
        self.close()

    def _reverse(self, words: str, work: Callable[[], str], done: str) -> None:
        def refused(error: BaseException) -> None:
            if isinstance(error, CannotUndo):
                from refdesk.ui.dialogs.undo_rest import UndoRestDialog  # noqa: PLC0415  seldom

                UndoRestDialog(self._whole, error, self).open()
            elif isinstance(error, UserError) and not error.problems:
                self._whole.refuse(error)  # no box to close for "nothing to undo"
            else:
                self.show_error(error)

        def told(what: str) -> None:
            self._whole.tell(done.format(what=what))
            self.page.undone()

        self._whole.run(words, lambda _progress: work(), told, refused)

    def _show_menu(self) -> None:
        from refdesk.ui.undo_menu import UndoMenu  # noqa: PLC0415  seldom

        UndoMenu(self._whole, self.sidebar.extras["changes"]).ask()

    def _show_drafts(self) -> None:
        from refdesk.ui.dialogs.drafts import DraftsDialog  # noqa: PLC0415  seldom

        DraftsDialog(self._whole, self).open()

    def _show_keys(self) -> None:
        from refdesk.ui.dialogs.keys import KeysDialog  # noqa: PLC0415  seldom

        KeysDialog(self._whole, self).open()

    def _show_about(self) -> None:
        from refdesk.ui.dialogs.about import AboutDialog  # noqa: PLC0415  seldom

        AboutDialog(self.theme, self.desk.folder, self).open()
