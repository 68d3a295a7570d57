"""The saved views of a list: chosen from a menu, saved, renamed, deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from refdesk.domain.errors import UserError
from refdesk.domain.views import SavedView
from refdesk.i18n import _
from refdesk.screens.list_state import ListState
from refdesk.screens.views import Arrangement
from refdesk.services.views import Views
from refdesk.ui.dialogs.views import NameViewDialog

if TYPE_CHECKING:
    from refdesk.ui.host import Host

LONGEST = 60


class ListViews:
    """The saved views of one list.

    Args:
        host: the window.
        state: the list.
        page: what menu and dialogs open over.
        button: what the menu hangs from.
        showing: is told when a view was chosen.
    """

    def __init__(
        self,
        host: Host,
        state: ListState,
        page: QWidget,
        button: QWidget,
        showing: Callable[[], None],
    ) -> None:
        self._host, self._state, self._page = host, state, page
        self._button, self._showing = button, showing
        self._views = Views(host.desk)
        self.current: SavedView | None = None
        self.menu: QMenu | None = None

    def ask(self) -> None:
        """Read the views, then open the menu."""
        self._host.jobs.run_query(partial(self._views.of, self._state.screen.kind), self._open)

    def show(self, view: SavedView) -> None:
        """Show the list as a view does."""
        self.current = view
        self._showing()
        self._state.arrange(Arrangement.from_text(view.looks))

    def forget(self) -> None:
        """Show the list as at first."""
        self.current = None
        self._showing()
        self._state.arrange(Arrangement())

    def _open(self, views: tuple[SavedView, ...]) -> None:
        menu = QMenu(self._page)
        menu.setAccessibleName(_("Saved views"))
        menu.setToolTipsVisible(True)
        known = {view.id: view for view in views}
        self.current = known.get(self.current.id) if self.current else None
        mine = [view for view in views if self._views.is_mine(view)]
        others = [view for view in views if not self._views.is_mine(view)]
        self._add_views(menu, _("Saved by you"), mine)
        if mine and others:
            menu.addSeparator()
        self._add_views(menu, _("Saved by others"), others)
        if not views:
            menu.addAction(_("No view is saved yet")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(_("&Save this view …"), self.ask_name)
        if self.current is not None:
            self._add_current(menu, self.current)
        menu.addAction(_("Show the list as at &first"), self.forget)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))
        if menu.actions():
            menu.setActiveAction(next(one for one in menu.actions() if one.isEnabled()))

    def _add_views(self, menu: QMenu, heading: str, views: list[SavedView]) -> None:
        if not views:
            return
        menu.addAction(heading).setEnabled(False)
        for view in views:
            action = menu.addAction(_short(view.name).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(self.current is not None and view.id == self.current.id)
            action.triggered.connect(partial(self._chosen, view))

    def _add_current(self, menu: QMenu, view: SavedView) -> None:
        if not self._views.may_change(view):
            return
        name = _short(view.name).replace("&", "&&")
        menu.addAction(_("&Update “{name}”").format(name=name), partial(self._update, view))
        menu.addAction(_("&Rename “{name}” …").format(name=name), partial(self._ask_rename, view))
        menu.addAction(_("&Delete “{name}”").format(name=name), partial(self._delete, view))

    def _chosen(self, view: SavedView, *_checked: bool) -> None:
        self.show(view)

    def ask_name(self) -> None:
        """Ask for the name of a new view, then save it."""
        dialog = NameViewDialog(self._host.theme, _("Save this view"), _("Save view"), self._page)
        looks, kind = self._state.arrangement().to_text(), self._state.screen.kind

        def save(name: str) -> None:
            work = partial(self._views.save, kind, name, looks)
            self._run(dialog, work, _("Saved view {name}"))

        dialog.decided.connect(save)
        dialog.open()

    def _ask_rename(self, view: SavedView) -> None:
        dialog = NameViewDialog(
            self._host.theme, _("Rename this view"), _("Rename"), self._page, view
        )

        def rename(name: str) -> None:
            work = partial(self._views.rename, view.id, name)
            self._run(dialog, work, _("Renamed view to {name}"))

        dialog.decided.connect(rename)
        dialog.open()

    def _run(self, dialog: NameViewDialog, work: Callable[[], SavedView], words: str) -> None:
        def done(view: SavedView) -> None:
            self.current = view
            if isValid(dialog):
                dialog.accept()
            self._host.tell(words.format(name=view.name), undo=True)

        def failed(error: BaseException) -> None:
            if isinstance(error, UserError) and isValid(dialog):
                dialog.refuse(error.message)
            else:
                self._host.show_error(error)

        self._host.run(_("Saving the view"), lambda _progress: work(), done, failed)

    def _update(self, view: SavedView) -> None:
        looks = self._state.arrangement().to_text()

        def done(changed: SavedView) -> None:
            self.current = changed
            self._host.tell(_("Updated view {name}").format(name=changed.name), undo=True)

        self._host.run(
            _("Saving the view"), lambda _progress: self._views.update(view.id, looks), done
        )

    def _delete(self, view: SavedView) -> None:
        def done(_none: None) -> None:
            self.current = None
            self._host.tell(_("Deleted view {name}").format(name=view.name), undo=True)

        self._host.run(_("Deleting the view"), lambda _progress: self._views.delete(view.id), done)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
