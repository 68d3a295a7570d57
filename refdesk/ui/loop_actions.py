"""What a letter on a loop, a task or a promise does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shiboken6 import isValid

from refdesk.domain.patient import Patient
from refdesk.domain.practice import Practice, report_channel
from refdesk.domain.referral import Appointment, ContactAttempt, Referral
from refdesk.i18n import _
from refdesk.screens import entry
from refdesk.screens.begun import referral_of
from refdesk.screens.loop_steps import DIRECT, STEP, STEPS, LoopStep
from refdesk.services.due_work import DueWork
from refdesk.services.loops import Loops
from refdesk.services.printing import today

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from refdesk.screens.referral_page import ReferralShown
    from refdesk.services.drafts import Draft
    from refdesk.services.records import Records
    from refdesk.ui.host import Host


Asked = tuple[Referral, Patient, Practice | None]
"""A referral, its patient, and the practice that sent them."""


class LoopActions:
    """Does the steps of loops, from whatever page shows them.

    Args:
        host: the window.
        over: the widget over which a step asks.
    """

    def __init__(self, host: Host, over: QWidget) -> None:
        self._host, self._over = host, over

    def do(self, name: str, kind: str, row_id: int) -> None:
        """Do one step of the record; those that ask for something open a small form."""
        if name in STEPS:
            self._ask(STEPS[name], row_id)
        elif name in DIRECT:
            self._move(name, row_id)
        elif name == "done":
            words = _("Task done")
            work = DueWork(self._host.desk)
            self._change(words, lambda: work.done(row_id, today()))
        elif name == "kept":
            words = _("Promise kept")
            work = DueWork(self._host.desk)
            self._change(words, lambda: work.kept(row_id, today()))
        else:
            self._host.open_record(kind, row_id)

    def resume(self, draft: Draft) -> None:
        """Ask again for what a step needs, with what was begun of it."""
        self._ask(STEPS[str(draft.body[STEP])], referral_of(draft), draft)

    def ask_stage(self, shown: ReferralShown) -> None:
        """Ask to which of its earlier stages a referral is corrected, and why."""
        from refdesk.ui.dialogs.correct import CorrectDialog  # noqa: PLC0415  seldom

        CorrectDialog(self._host, shown.row_id, shown.earlier, self._over).open()

    def _move(self, name: str, row_id: int) -> None:
        stage, loops = DIRECT[name], Loops(self._host.desk)
        words = (
            _("Visit cancelled, to be called again")
            if name == "cancelled_visit"
            else _("Moved to {stage}").format(stage=_(stage.label))
        )
        if name == "cancelled_visit":
            self._change(words, lambda: loops.cancel_visit(row_id))
        else:
            self._change(words, lambda: loops.move(row_id, stage))

    def _change(self, words: str, work: Callable[[], object]) -> None:
        records = self._host.records

        def act(_progress: object) -> str:
            return whose(records, work())

        def tell(name: str) -> None:
            self._host.tell(", ".join(filter(None, (words, name))), undo=True)

        self._host.run(words, act, tell, self._host.refuse)

    def _ask(self, step: LoopStep, row_id: int, draft: Draft | None = None) -> None:
        records = self._host.records

        def read() -> Asked:
            referral = records.get(Referral, row_id)
            patient = records.get(Patient, int(referral.patient))
            sender = int(referral.referring_practice or 0)
            return referral, patient, records.get(Practice, sender) if sender else None

        def show(found: Asked) -> None:
            if not isValid(self._over):
                return
            from refdesk.ui.dialogs.step import StepDialog  # noqa: PLC0415  with its first use

            referral, patient, sender = found
            given = self._given(step, referral, sender)
            about = _about_sender(patient, sender) if step.name == "report" else _about(patient)
            StepDialog(self._host, step, referral, about, given, self._over, draft=draft).open()

        self._host.jobs.run_query(read, show, self._host.refuse)

    def _given(self, step: LoopStep, referral: Referral, sender: Practice | None) -> dict[str, Any]:
        """Return what a step begins with."""
        fields = step.of.fields
        values: dict[str, Any] = {}
        if step.of is not Referral:
            values["referral"] = referral.id
            if "by" in fields:
                values["by"] = self._host.desk.user.id
            if "provider" in fields:
                values["provider"] = referral.provider
        elif step.stage is not None:
            values["stage"] = step.stage
        if step.name == "report" and referral.report_sent is None:
            values["report_sent"] = today()
            if sender is not None and referral.report_how is None:
                values["report_how"] = report_channel(
                    sender.preferred_channel, has_fax=bool(sender.fax)
                )
        if step.name == "follow_up" and referral.followed_up is None:
            values["followed_up"] = today()
        return {name: entry.write(fields[name], value) for name, value in values.items()}


def whose(records: Records, done: object) -> str:
    """Return the name of the patient whose referral, visit or call was changed."""
    if isinstance(done, Appointment | ContactAttempt):
        done = records.get(Referral, int(done.referral))
    if not isinstance(done, Referral):
        return ""
    return records.titles(Patient.kind, [int(done.patient)]).get(int(done.patient), "")


def _about_sender(patient: Patient, sender: Practice | None) -> str:
    """Return whose report goes to whom, and by which number."""
    name = patient.name or patient.control_number
    if sender is None:
        return name
    fax = _("fax {number}").format(number=sender.fields["fax"].show(sender.fax))
    parts = (name, sender.name, fax if sender.fax else sender.fields["phone"].show(sender.phone))
    return "   ".join(part for part in parts if part)


def _about(patient: Patient) -> str:
    phone = Patient.fields["phone"].show(patient.phone)
    name = patient.name or patient.control_number
    return "   ".join(part for part in (name, phone, patient.best_time, patient.language) if part)
