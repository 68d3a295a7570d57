"""The screen of the patients whom we send to partners."""

from __future__ import annotations

from refdesk.domain.outbound import OutboundReferral
from refdesk.i18n import N_
from refdesk.screens.spec import Column, FormSpec, Group, ListSpec, Look, Mark, Screen, Tone

NETWORKS = {
    "in_network": Mark(Tone.OK, "circle-check"),
    "out_of_network": Mark(Tone.WARN, "circle-alert"),
}

SCREEN = Screen(
    of=OutboundReferral,
    list=ListSpec(
        columns=(
            Column(name="sent", width=120),
            Column(name="patient", width=170, grows=True, look=Look.TITLE),
            Column(name="practice", width=200, grows=True),
            Column(name="network", width=150, look=Look.CHIP, marks=NETWORKS),
            Column(name="appointment", width=120),
            Column(name="attended", width=120),
            Column(name="report_received", width=140),
        ),
        sort="-sent",
        empty=N_("Patients whom you send to a partner appear here until their report is in."),
    ),
    form=FormSpec(
        (
            Group(
                N_("Outbound referral"),
                ("patient", "sent", "practice", "person", "reason", "network"),
            ),
            Group(N_("What came of it"), ("appointment", "attended", "report_received")),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
