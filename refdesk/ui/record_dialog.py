"""Some fields of one record over the page they were asked from: saved whole, kept by a lock."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut

from refdesk.domain.errors import UserError
from refdesk.i18n import _
from refdesk.screens.actions import ANYWHERE
from refdesk.services.drafts import Drafts
from refdesk.ui.dialog import Dialog
from refdesk.ui.draft_keeper import DraftKeeper
from refdesk.ui.form_view import USUAL, FormView
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import Look
from refdesk.ui.sentences import in_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.domain.record import Record
    from refdesk.screens.form_state import FormState
    from refdesk.services.drafts import Draft
    from refdesk.ui.editors.base import FieldFinder
    from refdesk.ui.host import Host


class RecordDialog(Dialog):
    """The fields, what is wrong with them, and Save.

    Args:
        host: the window.
        title: what is asked.
        over: the widget it opens over.
        state: the form.
        only: the names of the fields to show.
        finder_over: returns what finds records for fields of this dialog.
        draft: what was begun earlier, to go on from.
    """

    wide: int = 520
    """Of the content, in pixels at 100 %."""
    laid = USUAL
    """How its fields stand."""

    def __init__(  # noqa: PLR0913  a form over a page has these parts
        self,
        host: Host,
        title: str,
        over: QWidget,
        *,
        state: FormState,
        only: Collection[str],
        finder_over: Callable[[QWidget], FieldFinder],
        draft: Draft | None = None,
    ) -> None:
        super().__init__(host.theme, title, over, width=self.wide)
        self._host, self.state = host, state
        self._given = dict(state.entries)
        if draft is not None:
            state.resume(draft.body)
        self.view = FormView(host.theme, state, finder_over(self), only, laid=self.laid)
        self.notice = Notice(host.theme)
        begun = draft.keeping if draft is not None else None
        keeping = begun or Drafts(host.desk).begin(state.record.kind, state.record.id)
        self._keeper = DraftKeeper(host, keeping, self._draft)
        self.body.addWidget(self.notice)
        self.add_cancel()
        keys = host.keys.keys("save")
        self.save_button = self.add_button(_("Save"), Look.PRIMARY, keys=keys)
        self.save_button.clicked.connect(self.save)
        QShortcut(QKeySequence(keys), self, self.save)
        QShortcut(QKeySequence(host.keys.keys("new_referral")), self, self.take_call)
        QShortcut(QKeySequence(host.keys.keys(ANYWHERE)), self, self.find_anything)
        self.view.edited.connect(self._keeper.touch)

    @property
    def is_begun(self) -> bool:
        """Whether something was typed beyond what it began with."""
        return self.state.entries != self._given

    def saving_words(self) -> str:
        """Return what is being done while it is saved."""
        kind = _(self.state.record.one).lower()
        return _("Saving {kind}").format(kind=kind)

    def save(self) -> None:
        """Save the record and close, or show what is wrong."""
        if not self.save_button.isEnabled():
            return
        if not self.state.check():
            self._show_problems()
            return
        self._wait(saving=True)
        store, keeping, working = self._store(), self._keeper.keeping, self.state.working()

        def work(_progress: object) -> Record:
            record = store(working)
            keeping.saved()
            return record

        self._host.run(self.saving_words(), work, self._saved, self._refused)

    def leave(self) -> None:
        """Keep what was typed: the desk is about to be locked."""
        self._keeper.keep()
        self._keeper.rest()

    def take_call(self) -> None:
        """Keep what was typed as a draft and take a referral in: the phone rings meanwhile."""
        self.make_way(partial(self._host.new_record, "referral"))

    def find_anything(self) -> None:
        """Ask for anything; what is chosen is shown once what was typed is a draft."""
        below = self._window_below()
        if below is not None and self._may_make_way():
            below.find_anything(self)

    def make_way(self, show: Callable[[], None]) -> None:
        """Keep what was typed as a draft, and show something else."""
        if not self._may_make_way():
            return
        below = self.parentWidget()
        self.reject()
        if isinstance(below, RecordDialog):
            below.make_way(show)
        else:
            show()

    def reject(self) -> None:
        """Close without saving; not while it is being saved."""
        if self.view.isEnabled():
            super().reject()

    def done(self, result: int) -> None:
        """Close; what was begun, and is not saved, stays as a draft."""
        if result != self.DialogCode.Accepted and self.is_begun:
            self.leave()
            self._host.tell(_("Kept as a draft"))
        else:
            self._keeper.drop()
        super().done(result)

    def named_so_far(self) -> str:
        """Return under which name a draft is found again."""
        name = self.state.record.title[0]
        given = self.state.entries.get(name)
        return given if isinstance(given, str) else ""

    def _may_make_way(self) -> bool:
        """Tell whether nothing is being saved, and nothing lies below that keeps no draft."""
        below = self.parentWidget()
        if isinstance(below, RecordDialog):
            return self.view.isEnabled() and below._may_make_way()  # noqa: SLF001  of its own kind
        return self.view.isEnabled() and not isinstance(below, Dialog)

    def _store(self) -> Callable[[Record], Record]:
        """Return what saves the record, away from the window."""
        return partial(self.state.save, self._host.records)

    def _saved(self, _record: Record) -> None:
        self.accept()

    def _wait(self, *, saving: bool) -> None:
        self.save_button.setEnabled(not saving)
        self.view.setEnabled(not saving)

    def _draft(self) -> dict[str, Any] | None:
        if not self.state.touched:
            return None
        title = self.named_so_far()
        return {**self.state.draft(), "focus": self.view.focused(), "title": title}

    def _refused(self, error: BaseException) -> None:
        self._wait(saving=False)
        if isinstance(error, UserError):
            self.state.refused(error)
            self._show_problems()
        else:
            self.notice.tell(Weight.DANGER, _("It was not saved."), in_words(error).happened)

    def _show_problems(self) -> None:
        self.view.show_problems()
        boxes, problems = self.view.boxes, self.state.problems
        elsewhere = [text for name, text in problems.items() if name not in boxes]
        if elsewhere:
            self.notice.tell(Weight.DANGER, _("It was not saved."), " ".join(elsewhere))
        first = next((name for name in boxes if name in problems), None)
        if first:
            self.view.focus_problem(first)
