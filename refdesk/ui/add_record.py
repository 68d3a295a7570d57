"""Adds a record from within the form that needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut

from refdesk.domain import kinds
from refdesk.domain.errors import UserError
from refdesk.i18n import _
from refdesk.screens.form_state import FormState
from refdesk.screens.spec import Screen
from refdesk.services.drafts import Drafts
from refdesk.ui.cards import scroll_area
from refdesk.ui.dialog import Dialog
from refdesk.ui.draft_keeper import DraftKeeper
from refdesk.ui.form_view import FormView
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import Look
from refdesk.ui.sentences import in_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.domain.record import Record
    from refdesk.ui.editors.base import Finder
    from refdesk.ui.host import Host

SIZE = (560, 420)


class AddRecordDialog(Dialog):
    """The first group of a form and whatever else is needed; the rest can be filled in later.

    Args:
        host: the window.
        screen: of the kind of record.
        text: what was typed to find it: its name.
        over: the widget it opens over.
        finder_over: returns what finds records for fields of this dialog.
    """

    saved = Signal(int)

    def __init__(
        self,
        host: Host,
        screen: Screen,
        text: str,
        over: QWidget,
        finder_over: Callable[[QWidget], Finder],
    ) -> None:
        title = _("New {kind}").format(kind=_(screen.of.one).lower())
        super().__init__(host.theme, title, over, width=SIZE[0])
        self._host, self._screen = host, screen
        customs, given = host.desk.customs(screen.kind), named(screen, text)
        self._given = set(given)
        self.state = FormState.blank(screen.form, screen.of, customs, given)
        self.view = FormView(host.theme, self.state, finder_over(self), only=essential(self.state))
        self.notice = Notice(host.theme)
        self._keeper = DraftKeeper(host, Drafts(host.desk).begin(screen.kind, 0), self._draft)
        area = scroll_area(self.view)
        area.setMinimumHeight(host.theme.px(SIZE[1]))
        self.body.addWidget(self.notice)
        self.body.addWidget(area, 1)
        self.add_cancel()
        keys = host.keys.keys("save")
        self.save_button = self.add_button(_("Save"), Look.PRIMARY, keys=keys)
        self.save_button.setDefault(False)  # Enter belongs to the fields, as in every form
        self.save_button.clicked.connect(self.save)
        QShortcut(QKeySequence(keys), self, self.save)
        self.view.edited.connect(self._keeper.touch)
        self.view.focus_first()

    def save(self) -> None:
        """Save the record and close, or show what is wrong."""
        if not self.save_button.isEnabled():
            return
        if not self.state.check():
            self._show_problems()
            return
        self._wait(saving=True)
        words = _("Saving {kind}").format(kind=_(self._screen.of.one).lower())
        records, state, keeper = self._host.records, self.state, self._keeper
        working = state.working()

        def work(_progress: object) -> Record:
            record = state.save(records, working)
            keeper.saved()
            return record

        self._host.run(words, work, self._done, self._refused)

    def leave(self) -> None:
        """Keep what was typed: the desk is about to be locked."""
        self._keeper.keep()
        self._keeper.rest()

    def reject(self) -> None:
        """Close without saving; not while it is being saved."""
        if self.view.isEnabled():
            super().reject()

    def done(self, result: int) -> None:
        """Close; what was typed beyond the name it came with stays as a draft."""
        if result != self.DialogCode.Accepted and set(self.state.touched) - self._given:
            self.leave()
            self._host.tell(_("Kept as a draft"))
        else:
            self._keeper.drop()
        super().done(result)

    def _wait(self, *, saving: bool) -> None:
        self.save_button.setEnabled(not saving)
        self.view.setEnabled(not saving)

    def _draft(self) -> dict[str, Any] | None:
        if not self.state.touched:
            return None
        return {**self.state.draft(), "focus": self.view.focused()}

    def _done(self, record: Record) -> None:
        self.accept()
        self.saved.emit(record.id)

    def _refused(self, error: BaseException) -> None:
        self._wait(saving=False)
        if isinstance(error, UserError):
            self.state.refused(error)
            self._show_problems()
        else:
            self.notice.tell(Weight.DANGER, _("It was not saved."), in_words(error).happened)

    def _show_problems(self) -> None:
        self.view.show_problems()
        first = self.state.next_problem(None)
        elsewhere = [text for name, text in self.state.problems.items() if name not in self.boxes]
        if elsewhere:
            self.notice.tell(Weight.DANGER, _("It was not saved."), " ".join(elsewhere))
        if first:
            self.view.focus_problem(first)

    @property
    def boxes(self) -> dict[str, Any]:
        """The fields of the dialog by name."""
        return dict(self.view.boxes)


def essential(state: FormState) -> frozenset[str]:
    """Return the fields that a record added in passing is asked for."""
    first = state.groups[0].names
    return frozenset(first) | {name for name, own in state.fields.items() if own.required}


def named(screen: Screen, text: str) -> dict[str, Any]:
    """Return the entries of a new record that is called `text`."""
    name = screen.of.title[0]
    if screen.of.fields[name].kind is not kinds.TEXT:
        return {}
    return {name: " ".join(text.split())}
