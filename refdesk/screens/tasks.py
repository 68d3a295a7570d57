"""The tasks screen."""

from __future__ import annotations

from refdesk.domain.task import Task
from refdesk.i18n import N_
from refdesk.screens.spec import Anywhere, Column, FormSpec, Group, ListSpec, Look, Screen

SCREEN = Screen(
    of=Task,
    anywhere=Anywhere(place=6, beside=("due", "owner", "practice")),
    list=ListSpec(
        columns=(
            Column(name="due", width=120),
            Column(name="what", width=280, grows=True, look=Look.TITLE),
            Column(name="owner", width=140),
            Column(name="referral", width=200, grows=True, look=Look.QUIET),
            Column(name="practice", width=180, grows=True, look=Look.QUIET),
            Column(name="repeat", width=140, look=Look.QUIET),
            Column(name="done", width=120),
        ),
        sort="due",
        empty=N_("What has to be done appears here until it is done, and after."),
    ),
    form=FormSpec(
        (
            Group(N_("Task"), ("what", "due", "owner", "repeat", "referral", "practice", "done")),
            Group(N_("Remarks"), ("tags", "notes")),
        )
    ),
)
