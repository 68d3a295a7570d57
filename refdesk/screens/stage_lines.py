"""The stage history as a list; each referral's own is on its page."""

from __future__ import annotations

from refdesk.domain.history import StageLine
from refdesk.i18n import N_
from refdesk.screens.spec import Align, Column, FormSpec, Group, ListSpec, Look, Place, Screen

SCREEN = Screen(
    of=StageLine,
    place=Place.HIDDEN,
    list=ListSpec(
        columns=(
            Column(name="at", width=188),
            Column(name="referral", width=100, align=Align.END),
            Column(name="before", width=160, look=Look.QUIET),
            Column(name="stage", width=188, grows=True, look=Look.TITLE),
            Column(name="step", width=120),
            Column(name="by", width=140, look=Look.QUIET),
            Column(name="why", width=200, grows=True),
        ),
        sort="-at",
        empty=N_("Every move of a referral is noted here by itself."),
        counted=(N_("line"), N_("lines")),
    ),
    form=FormSpec(
        (
            Group(N_("Stage line"), ("referral", "before", "stage", "at", "by", "step", "why")),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
