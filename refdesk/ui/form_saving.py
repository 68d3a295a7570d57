"""How a form is saved: what is wrong first, then the record, then the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiboken6 import isValid

from refdesk.domain.errors import UserError
from refdesk.domain.referral import ContactAttempt
from refdesk.i18n import _
from refdesk.ui.form_news import say_refused
from refdesk.ui.host import Page
from refdesk.ui.loop_actions import whose

if TYPE_CHECKING:
    from refdesk.domain.record import Record
    from refdesk.screens.form_state import FormState
    from refdesk.screens.spec import Screen
    from refdesk.ui.draft_keeper import DraftKeeper
    from refdesk.ui.form_foot import FormFoot
    from refdesk.ui.form_view import FormView
    from refdesk.ui.host import Host
    from refdesk.ui.notice import Notice


class FormSaving(Page):
    """The part of a form page that saves; the page itself puts these parts together."""

    host: Host
    shows: Screen
    state: FormState
    view: FormView
    foot: FormFoot
    keeper: DraftKeeper
    notice: Notice
    _saving: bool
    _left: bool
    _saved_at: str | None

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self.state.touched)

    @property
    def row_id(self) -> int:
        """The record's id, 0 while it is new."""
        return self.state.record.id

    def save(self, *, add_another: bool = False) -> None:
        """Save the record, or show what is wrong."""
        if self._saving or not self._is_open_to_change():
            return
        if not self.state.is_new and not self.is_begun:
            self.host.remark(_("Nothing was changed"))
            self.host.back()
            return
        if not self.state.check():
            self._show_problems()
            return
        self._saving = True
        step = _("Call logged") if self._is_a_call() else ""
        records, state, was_new = self.host.records, self.state, self.state.is_new
        keeping, working = self.keeper.keeping, self.state.working()

        def work(_progress: object) -> tuple[Record, str]:
            record = state.save(records, working)
            keeping.saved()
            return record, whose(records, record) if step else records.title(record)

        self._hold_still()
        one = _(self.shows.of.one).lower()
        host, words = self.host, _("Added {kind} {name}") if was_new else _("Changed {kind} {name}")

        def done(answer: tuple[Record, str]) -> None:
            # Not a method: it is told even when the form is not there any more.
            record, title = answer
            host.drafts_changed()
            told = _("{done}: {name}").format(done=step, name=title)
            host.tell(told if step else words.format(kind=one, name=title), undo=True)
            if isValid(self) and not self._left:
                self._saved(record, add_another=add_another)

        host.run(_("Saving {kind}").format(kind=one), work, done, self._refused)

    def _is_a_call(self) -> bool:
        """Tell whether a call is logged, which is told in the words of that step."""
        return self.state.is_new and self.shows.of is ContactAttempt

    def go_to_problem(self, step: int) -> None:
        """Go to the next field that needs another value."""
        if not self.state.problems:
            self.state.check()
            self._show_problems(focus=False)
        name = self.state.next_problem(self.view.focused(), step)
        if name:
            self.view.focus_problem(name)

    def _saved(self, record: Record, *, add_another: bool) -> None:
        self._left = True
        self.keeper.rest()
        self.host.back()
        self.host.select_in_list(self.shows.kind, record.id)
        if add_another:
            self.host.new_record(self.shows.kind)

    def _refused(self, error: BaseException) -> None:
        self._saving = False
        if self._left:  # the person has gone on; what was typed is kept as a draft
            self.host.show_error(error)
            return
        self._rest(at=self._saved_at)
        if isinstance(error, UserError):
            self.state.refused(error)
            self._show_problems()
            self.changed({self.shows.kind})  # it may have been changed elsewhere while this waited
        else:
            self.host.show_error(error)

    def _hold_still(self) -> None:
        """Take no more typing: what came after the key of saving would be in no record."""
        self._saved_at = self.view.focused()
        self.setFocus()
        self.view.setEnabled(False)
        self.foot.set_busy(busy=True)

    def _rest(self, at: str | None) -> None:
        self.view.setEnabled(True)
        self.foot.set_busy(busy=False)
        if at:
            self.view.focus_field(at)

    def _show_problems(self, *, focus: bool = True) -> None:
        self.view.show_problems()
        self._count_problems()
        others = [text for name, text in self.state.problems.items() if name not in self.view.boxes]
        if others:
            say_refused(self.notice, others)
        first = self.state.next_problem(None)
        if focus and first:
            self.view.focus_problem(first)

    def _count_problems(self, *_left: str) -> None:
        self.foot.show_state(len(self.state.problems), begun=self.is_begun)
        self.hints_changed.emit()

    def _is_open_to_change(self) -> bool:
        of = self.shows.of
        if of.owners_only and not self.host.desk.user.opens_as_owner():
            return False
        return not of.append_only
