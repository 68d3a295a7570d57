"""One step of a loop: a few fields over the page it was asked from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from refdesk.domain.referral import Appointment, Referral
from refdesk.i18n import _
from refdesk.screens.begun import PLACE
from refdesk.screens.catalogue import BY_KIND
from refdesk.screens.entry import is_blank
from refdesk.screens.form_state import FormState
from refdesk.screens.loop_steps import STEP, LoopStep, beyond_authorization
from refdesk.services.loops import Loops
from refdesk.ui.form_finder import FormFinder
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import Text
from refdesk.ui.record_dialog import RecordDialog
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from refdesk.domain.record import Record
    from refdesk.services.drafts import Draft
    from refdesk.ui.host import Host


class StepDialog(RecordDialog):
    """Asks for what a step needs, and saves it; Enter saves from every line.

    Args:
        host: the window.
        step: the step.
        referral: whose loop it is.
        about: the patient, in words.
        given: the entries it begins with, by field.
        over: the widget it opens over.
        draft: what was begun of it earlier, to go on from.
    """

    def __init__(  # noqa: PLR0913  a step has these parts
        self,
        host: Host,
        step: LoopStep,
        referral: Referral,
        about: str,
        given: dict[str, Any],
        over: QWidget,
        *,
        draft: Draft | None = None,
    ) -> None:
        state = _state(host, step, referral, given)
        super().__init__(
            host,
            _(step.title),
            over,
            state=state,
            only=frozenset(step.names) | _needed(state),
            finder_over=partial(FormFinder, host),
            draft=draft,
        )
        self._place = host.in_sight()
        self._step, self._whom = step, about.partition("   ")[0]
        self.about = Text(host.theme, about, Type.BODY, "text2")
        self.about.setWordWrap(True)
        self.body.insertWidget(0, self.about)
        self.warning = Notice(host.theme)
        self.body.addWidget(self.warning)
        self.body.addWidget(self.view, 1)
        if step.of is Appointment:
            self.view.edited.connect(partial(self._warn, referral))
        focus = draft.body.get("focus") if draft is not None else None
        self.view.focus_field(str(focus or _first_empty(step, self.state)))
        if focus:
            self.view.go_on_typing()

    def named_so_far(self) -> str:
        """Return whose loop it is."""
        return self._whom

    def _warn(self, referral: Referral) -> None:
        """Say while it is typed that the authorization will have ended by that day."""
        words = beyond_authorization(referral, getattr(self.state.working(), "date", None))
        if not words:
            self.warning.clear()
        elif self.warning.isHidden() or self.warning.headline.text() != words:
            self.warning.tell(Weight.WARN, words)

    def _draft(self) -> dict[str, Any] | None:
        draft = super()._draft() if self.is_begun else None
        return draft and {**draft, STEP: self._step.name, PLACE: self._place}

    def _store(self) -> Callable[[Record], Record]:
        if self._step.name != "reschedule":
            return super()._store()
        loops = Loops(self._host.desk)
        return lambda record: loops.reschedule(cast("Appointment", record))

    def _saved(self, record: Record) -> None:
        super()._saved(record)
        words = _("{done}: {name}").format(done=_(self._step.done), name=self._whom)
        self._host.tell(words, undo=True)


def _needed(state: FormState) -> frozenset[str]:
    """Return what a clinic needs of a record that a step adds."""
    return frozenset(name for name, own in state.fields.items() if state.is_new and own.by_clinic)


def _first_empty(step: LoopStep, state: FormState) -> str:
    """Return the first of a step's own fields that nothing stands in yet."""
    fields, entries = state.fields, state.entries
    empty = (name for name in step.names if is_blank(fields[name], entries[name]))
    return next((name for name in empty if state.is_shown(name)), step.names[0])


def _state(host: Host, step: LoopStep, referral: Referral, given: dict[str, Any]) -> FormState:
    screen = BY_KIND[step.of.kind]
    asked = host.desk.fields(screen.of)
    if step.of is not Referral:
        return FormState.blank(screen.form, step.of, asked, given)
    state = FormState(screen.form, referral, asked, needs=step.needs)
    for name, entry in given.items():
        state.type(name, entry)
    return state
