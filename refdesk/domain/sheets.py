"""What the sheets are called that the register names by a code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from refdesk.domain.record import Record
from refdesk.i18n import N_, _

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "visit_log": N_("Visit log"),
        "visit_plan": N_("Visit plan"),
        "morning_list": N_("Morning list"),
        "call_list": N_("Call list"),
        "reminders": N_("Reminders"),
        "thank_you": N_("Thank-you notes"),
        "labels": N_("Labels"),
        "envelopes": N_("Envelopes"),
        "ruler_sheet": N_("Test sheet with rulers"),
    }
)
FILES: Mapping[str, str] = MappingProxyType(
    {
        "calendar_file": N_("Reminders for a calendar"),
        "attached_pdf": N_("Attached PDF"),
        "attached_picture": N_("Attached picture"),
        "attached_text": N_("Attached text"),
        "attached_file": N_("Attached file"),
    }
)
"""Files that leave; those of records by their kind, never by their names."""
LISTS: Mapping[str, str] = MappingProxyType(
    {"list": N_("List of {kind}"), "csv": N_("File of {kind}")}
)


def sheet_title(code: str) -> str:
    """Return what a sheet is called; its code where nobody knows it any more."""
    kind, _line, what = code.rpartition("_")
    of = next((one for one in Record.__subclasses__() if one.kind == kind), None)
    if of is not None and what in LISTS:
        return _(LISTS[what]).format(kind=_(of.many).lower())
    known = {**TITLES, **FILES}
    return _(known[code]) if code in known else code
