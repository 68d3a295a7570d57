"""Saved views: a list's arrangement under a name, for everybody at the desk."""

from __future__ import annotations

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.text import clean, fold
from refdesk.domain.validation import require_sound
from refdesk.domain.views import SavedView
from refdesk.i18n import N_, _
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Query


class Views:
    """The saved views of a desk: everybody sees all of them, and none is private."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, kind: str) -> tuple[SavedView, ...]:
        """Return the views of one list, by name."""
        fields = SavedView.fields
        query = Query(filters=(Filter(fields["record_kind"], plain=kind),), sort=fields["name"])
        return tuple(self._desk.db.page(SavedView, self._desk.db.ids(SavedView.kind, query)))

    def is_mine(self, view: SavedView) -> bool:
        """Tell whether the user at the desk saved a view."""
        return view.owner is not None and int(view.owner) == self._desk.user.id

    def may_change(self, view: SavedView) -> bool:
        """Tell whether the user may change a view: their own, and an owner of the desk any."""
        return self.is_mine(view) or self._desk.user.opens_as_owner()

    def require_may_change(self, view: SavedView) -> None:
        """Refuse a change of what somebody else saved.

        Raises:
            UserError: the user neither saved the view nor owns the desk.
        """
        if not self.may_change(view):
            raise UserError(_("Somebody else saved this view. Save it under a name of your own."))

    def save(self, kind: str, name: str, looks: str) -> SavedView:
        """Save a new view.

        Raises:
            UserError: the name is missing, too long or another view's.
        """
        view = SavedView(name=clean(name, lines=False))
        view.record_kind, view.looks = kind, looks
        view.owner = Ref(self._desk.user.id)
        self._check(view)
        with self._desk.db.change(N_("Save view"), by=self._desk.user.id) as work:
            work.add(view)
        return view

    def update(self, row_id: int, looks: str) -> SavedView:
        """Let a view show another arrangement.

        Raises:
            UserError: it is gone, or somebody else's.
        """
        view = self._mine(row_id)
        view.looks = looks
        return self._keep(view, N_("Update view"))

    def rename(self, row_id: int, name: str) -> SavedView:
        """Give a view another name.

        Raises:
            UserError: it is gone or somebody else's, or the name will not do.
        """
        view = self._mine(row_id)
        view.name = clean(name, lines=False)
        self._check(view)
        return self._keep(view, N_("Rename view"))

    def delete(self, row_id: int) -> None:
        """Delete a view; undo brings it back.

        Raises:
            UserError: it is gone, or somebody else's.
        """
        self._mine(row_id)
        with self._desk.db.change(N_("Delete view"), by=self._desk.user.id) as work:
            work.delete(SavedView.kind, [row_id])

    def _mine(self, row_id: int) -> SavedView:
        view = self._desk.db.get(SavedView, row_id)
        if view is None or view.archived:
            raise UserError(_("This view is no longer there."))
        self.require_may_change(view)
        return view

    def _keep(self, view: SavedView, label: str) -> SavedView:
        with self._desk.db.change(label, by=self._desk.user.id) as work:
            return work.save(view)

    def _check(self, view: SavedView) -> None:
        require_sound(view)
        if self.is_taken(view):
            raise view.fields["name"].error(_("is another view's already."))

    def is_taken(self, view: SavedView) -> bool:
        """Tell whether another view of the list has this name."""
        others = (other for other in self.of(view.record_kind) if other.id != view.id)
        return fold(view.name) in {fold(other.name) for other in others}
