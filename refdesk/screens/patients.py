"""The patients screen."""

from __future__ import annotations

from refdesk.domain.patient import Patient
from refdesk.i18n import N_
from refdesk.screens.begin_referral import of_patient
from refdesk.screens.beside_patients import beside_patients
from refdesk.screens.spec import Anywhere, Column, FormSpec, Group, ListSpec, Look, Screen

SCREEN = Screen(
    of=Patient,
    icon="clipboard-list",
    anywhere=Anywhere(place=3, more=beside_patients, begins=of_patient),
    list=ListSpec(
        columns=(
            Column(name="name", width=220, grows=True, look=Look.TITLE),
            Column(name="control_number", width=140),
            Column(name="birth_date", width=120),
            Column(name="phone", width=156),
            Column(name="language", width=110),
            Column(name="best_time", width=160, grows=True, look=Look.QUIET),
        ),
        sort="name",
        empty=N_("Patients appear here with their first referral."),
    ),
    form=FormSpec(
        (
            Group(N_("Patient"), ("name", "control_number", "birth_date")),
            Group(N_("How to reach them"), ("phone", "language", "best_time")),
            Group(N_("Remarks"), ("heard_from", "tags", "notes")),
        )
    ),
)
