"""The intake of a referral: who sent it, the patient, what for; by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from refdesk.domain.errors import UserError
from refdesk.domain.patient import Patient
from refdesk.domain.referral import Referral
from refdesk.i18n import N_
from refdesk.screens.catalogue import BY_KIND
from refdesk.screens.finding import Found
from refdesk.screens.intake_state import IntakeState
from refdesk.screens.intake_words import (
    Facts,
    PatientShown,
    SenderShown,
    patient_shown,
    sender_shown,
    what_happens_next,
)
from refdesk.services.intake import PATIENT, Intake
from refdesk.services.loop_reading import LoopReading
from refdesk.services.records import Records
from refdesk.ui.editors.reference import ReferenceEditor
from refdesk.ui.find_box import WAIT_MS
from refdesk.ui.form_finder import FormFinder
from refdesk.ui.form_page import FormPage
from refdesk.ui.form_view import FormView, Laid
from refdesk.ui.intake_side import IntakeSide
from refdesk.ui.sender_box import LETTER, SenderBox

if TYPE_CHECKING:
    from refdesk.domain.record import Record
    from refdesk.screens.form_state import FormState
    from refdesk.screens.senders import Sender
    from refdesk.services.drafts import Draft
    from refdesk.ui.editors.base import FieldFinder
    from refdesk.ui.form_side import FormSide
    from refdesk.ui.host import Host

LAID = Laid(
    half=frozenset(
        {
            *("source", "secondary_source", "listed_source", "secondary_listed", "channel"),
            *("icd10", "provider", "insurer", "authorization", "tags"),
            *(PATIENT + name for name in ("birth_date", "phone", "language", "best_time")),
        }
    ),
    second=N_("Patient"),
    taken=LETTER,
)
"""Short fields side by side; who sent at the left, the patient and what for at the right."""
SOUGHT = "sought"
"""In the body of a draft: what was typed to find a sender."""
USES = 3
"""Patients on file who can be taken by a key."""


class IntakeFinder(FormFinder):
    """Answers the fields of an intake; a patient who is new is no record yet."""

    patient_is_new: Callable[[], None]

    def add(self, kind: str, text: str, done: Callable[[Found], None], /) -> None:
        """Add a record; for a new patient, go on to what is asked of one."""
        if kind == Patient.kind:
            self.patient_is_new()
        else:
            super().add(kind, text, done)


class IntakePage(FormPage):
    """The form of a new referral, with its patient's.

    Args:
        host: the window.
        draft: what was begun earlier, to go on from.
        entries: already made.
    """

    state: IntakeState
    side: IntakeSide

    def __init__(
        self, host: Host, *, draft: Draft | None = None, entries: Mapping[str, Any] | None = None
    ) -> None:
        self.senders: SenderBox | None = None
        super().__init__(host, BY_KIND[Referral.kind], None, draft=draft, entries=entries)
        self._looked_for: tuple[object, ...] = ()
        self._practice: int | None = None
        self._asked = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(WAIT_MS)
        self._pause.timeout.connect(self._look)
        self.view.edited.connect(self._pause.start)
        self.side.use_asked.connect(self.use_patient)
        self.side.open_asked.connect(partial(self.host.open_record, Referral.kind))
        for number in range(USES):
            keys = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            keys.activated.connect(partial(self._use_by_key, number))
        self._look()

    # What it makes its own

    def begun_state(self, record: Record | None, entries: Mapping[str, Any] | None) -> FormState:
        """Return the intake before anything is typed."""
        del record  # it is new
        return IntakeState(self.host.desk, entries)

    def finder(self) -> FieldFinder:
        """Return what answers the fields that name other records."""
        finder = IntakeFinder(self.host, self, asking=self.state)
        finder.patient_is_new = self._to_new_patient
        return finder

    def form_view(self) -> FormView:
        """Return the fields: who sent at the left, the patient and what for at the right."""
        view = FormView(self.host.theme, self.state, self.finder(), laid=LAID)
        patient = view.boxes["patient"].editor
        if isinstance(patient, ReferenceEditor):
            patient.field.chooses_alone = False  # a namesake is somebody else
        return view

    def side_panel(self) -> FormSide:
        """Return what stands beside the fields."""
        return IntakeSide(self.host)

    def fields_widget(self) -> QWidget:
        """Return the fields, with the one that finds who sent the patient above them."""
        self.senders = SenderBox(self.host, FormFinder(self.host, self, asking=self.state))
        self.senders.chosen.connect(self.take_sender)
        self.senders.field.typed.connect(self._edited)
        if self._draft is not None:
            self.senders.field.setText(str(self._draft.body.get(SOUGHT) or ""))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.host.theme.px(12))
        column.addWidget(self.senders)
        column.addWidget(self.view)
        QWidget.setTabOrder(self.senders.field, next(iter(self.view.boxes.values())).editor)
        return whole

    def named_so_far(self) -> str:
        """Return the patient's name, under which a draft is found again, or that of the sender."""
        known = self._draft.body.get("title") if self._draft is not None else ""
        sender = self.senders.field.text().strip() if self.senders is not None else ""
        return self.state.patient_typed or super().named_so_far() or sender or str(known or "")

    # What the window asks

    def open(self) -> None:
        """Begin with who sent the patient; what was begun goes on where it was left."""
        super().open()
        if self.senders is None:
            return
        if self._draft is None and self.state.touched:  # it began with who calls
            self.view.focus_field(next(iter(self.state.missing()), "patient"))
        elif self._draft is None or self._draft.body.get(SOUGHT):
            self.senders.field.setFocus()

    def changed(self, kinds: Collection[str]) -> None:
        """Look again at who is on file and who sends."""
        super().changed(kinds)
        if {Referral.kind, Patient.kind} & set(kinds) and not self._saving:
            self._looked_for = ()
            self._pause.start()

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not saved, be it only a part of a name."""
        return super().is_begun or bool(self._sought())

    # What a person does

    def take_sender(self, sender: Sender) -> None:
        """Fill in who sent the patient, and go on to the first field that is needed."""
        given: dict[str, Any] = {
            "source": sender.source.value,
            "referring_person": {"id": sender.person, "text": ""},
            "referring_practice": {"id": sender.practice, "text": ""},
            "listed_source": {"id": sender.listed, "text": ""},
            "source_detail": sender.detail,
        }
        self._fill(given)
        is_told = sender.listed is not None or bool(sender.detail)
        details = () if is_told else ("source_detail", "referring_patient")
        detail = next((name for name in details if self.state.is_shown(name)), None)
        missing = self.state.missing()
        first = next(
            (name for name in ("channel", *missing) if self.state.is_empty(name)), "patient"
        )
        self.view.focus_field(detail or first)

    def use_patient(self, patient_id: int) -> None:
        """Take a patient who is on file, and go on to what the referral is for."""
        self._fill({"patient": {"id": patient_id, "text": ""}})
        self.view.focus_field("reason" if "reason" in self.view.boxes else "patient")

    # Inside

    def _body(self) -> dict[str, Any] | None:
        body, sought = super()._body(), self._sought()
        return {**body, SOUGHT: sought} if body is not None and sought else body

    def _sought(self) -> str:
        """Return what was typed to find a sender, where none was chosen."""
        if self.senders is None or self.senders.field.holds_choice():
            return ""
        return self.senders.field.text().strip()

    def _fill(self, given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            if name in self.state.fields:
                self.state.type(name, value)
                self.view.boxes[name].editor.show_entry(value)
        self.view.show_rules()
        self.view.edited.emit()

    def _use_by_key(self, number: int) -> None:
        if number < len(self.side.uses):
            self.side.uses[number].click()

    def _to_new_patient(self) -> None:
        own = next((name for name in self.view.boxes if name.startswith(PATIENT)), "reason")
        self.view.focus_field(own)

    def _look(self) -> None:
        """Read what stands beside the fields, where they say something else than before."""
        state, desk = self.state, self.host.desk
        referral = state.working()
        if not isinstance(referral, Referral):
            return
        chosen = state.entries["patient"]["id"]
        patient = state.new_patient()
        wanted = (chosen, patient.name, patient.birth_date, patient.phone)
        self._asked += 1
        asked, practice_id = self._asked, referral.referring_practice
        owner = desk.user.name

        def read() -> tuple[list[PatientShown] | None, bool, SenderShown | None, Facts]:
            records, intake = Records(desk), Intake(desk)
            found, is_nobody = None, False
            if wanted != self._looked_for:
                try:
                    one = [intake.known(chosen)] if chosen else intake.on_file(*wanted[1:])
                except UserError:  # it has just gone; saving will say so
                    one = []
                found = [patient_shown(each, records) for each in one]
                is_nobody = bool(patient.name) and intake.names_nobody(patient.name)
            sender = sender_shown(desk, int(practice_id)) if practice_id else None
            rules = LoopReading(desk).rules()
            return found, is_nobody, sender, what_happens_next(referral, rules, owner)

        def show(
            answer: tuple[list[PatientShown] | None, bool, SenderShown | None, Facts],
        ) -> None:
            if not isValid(self) or asked != self._asked or self._left:
                return
            found, is_nobody, sender, facts = answer
            if found is not None:
                self._looked_for = wanted
                self.side.show_on_file(found, chosen=chosen or 0, is_nobody=is_nobody)
            self.side.show_sender(sender)
            self.side.show_next(facts)

        def failed(error: BaseException) -> None:
            if not isinstance(error, UserError):  # who is named has just gone; saving will say so
                self.host.show_error(error)

        self.host.jobs.run_query(read, show, failed)
