"""What a person has begun and not saved: to go on with, or to let go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from refdesk.domain.catalogue import BY_NAME
from refdesk.i18n import _
from refdesk.screens.begun import draft_words
from refdesk.services.drafts import Draft, Drafts
from refdesk.ui.dialog import Dialog
from refdesk.ui.list_choices import PickList
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.host import Host


class DraftsDialog(Dialog):
    """The drafts of this user."""

    def __init__(self, host: Host, over: QWidget) -> None:
        super().__init__(host.theme, _("What you have begun"), over, width=520)
        self._host = host
        self.drafts: list[Draft] = []
        self._let_go: list[Draft] = []
        self._is_read = self._goes_on = False
        self.list = PickList(host.theme, _("What you have begun"))
        self.list.setMinimumHeight(host.theme.px(200))
        self.empty = Text(host.theme, _("Nothing is left to go on with."), Type.BODY, "text3")
        self.empty.hide()
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty)
        self.discard_button = self.add_button(_("Discard"), keys="Del")
        self.discard_button.clicked.connect(self.discard)
        self.add_cancel(_("Close"))
        self.resume_button = self.add_button(_("Go on"), Look.PRIMARY, keys=_("Enter"))
        self.resume_button.clicked.connect(self.resume)
        self.list.itemActivated.connect(lambda _item: self.resume())
        self.list.currentRowChanged.connect(lambda _row: self._show_button())
        QShortcut(QKeySequence(host.keys.keys("undo")), self, self.bring_back)
        self._read()

    def resume(self) -> None:
        """Go on with the draft that is selected; with the first, where they are still read."""
        if not self._is_read:
            self._goes_on = True
            return
        draft = self._current()
        if draft is not None:
            self._let_go = [one for one in self._let_go if one is not draft]
            self.accept()
            self._host.resume(draft)

    def discard(self) -> None:
        """Mark the draft that is selected as not wanted, or take that back."""
        draft = self._current()
        if draft is None:
            return
        if draft in self._let_go:
            self._let_go.remove(draft)
        else:
            self._let_go.append(draft)
        self._show_rows()

    def bring_back(self) -> None:
        """Take back what was marked last."""
        if self._let_go:
            row = self.drafts.index(self._let_go.pop())
            self._show_rows()
            self.list.setCurrentRow(row)

    def done(self, result: int) -> None:
        """Close; what was marked is forgotten now, and can still be brought back."""
        super().done(result)
        for draft in self._let_go:
            self._host.let_go(draft)
            draft.keeping.end()
            self._host.jobs.run_keeping(
                draft.keeping.write, lambda _done: self._host.drafts_changed()
            )
        if self._let_go:
            self._host.discarded(self._let_go)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del discards, and brings back what it discarded."""
        if event.key() == Qt.Key.Key_Delete:
            self.discard()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        self._host.jobs.run_query(Drafts(self._host.desk).mine, self._show)

    def _show(self, drafts: Sequence[Draft]) -> None:
        self._is_read = True
        known = [draft for draft in drafts if draft.kind in BY_NAME]
        self.drafts = [draft for draft in known if not self._host.holds(draft)]
        if known and not self.drafts:
            self.empty.setText(_("The page in sight is your only draft."))
        for draft in self.drafts:
            self.list.add("", draft.keeping.id)
        self._show_rows()
        self.list.setVisible(bool(self.drafts))
        self.empty.setVisible(not self.drafts)
        for button in (self.discard_button, self.resume_button):
            button.setEnabled(bool(self.drafts))
        if self.drafts:
            self.list.setCurrentRow(0)
            self.list.setFocus()
            if self._goes_on:
                self.resume()

    def _show_rows(self) -> None:
        for row, draft in enumerate(self.drafts):
            words = draft_words(draft)
            if draft in self._let_go:
                words = _("Discarded: {draft}").format(draft=words)
            self.list.item(row).setText(words)
            self.list.item(row).setToolTip(words)
        self._show_button()

    def _show_button(self) -> None:
        is_gone = self._current() in self._let_go
        self.discard_button.set_words(_("Bring back") if is_gone else _("Discard"))

    def _current(self) -> Draft | None:
        row = self.list.currentRow()
        return self.drafts[row] if 0 <= row < len(self.drafts) else None
