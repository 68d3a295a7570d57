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
        "thank_you": N_("Thank-you notes"),
        "labels": N_("Labels"),
        "envelopes": N_("Envelopes"),
        "ruler_sheet": N_("Test sheet with rulers"),
    }
)
LISTS: Mapping[str, str] = MappingProxyType(
    {"list": N_("List of {kind}"), "csv": N_("File of {kind}")}
)
ATTACHED: Mapping[str, str] = MappingProxyType(
    {
        "attached_pdf": N_("Attached PDF"),
        "attached_picture": N_("Attached picture"),
        "attached_text": N_("Attached text"),
        "attached_file": N_("Attached file"),
    }
)
"""What files of records are called when they leave: by their kind, never by their names."""


def sheet_title(code: str) -> str:
    """Return what a sheet is called; its code where nobody knows it any more."""
    kind, _line, what = code.rpartition("_")
    of = next((one for one in Record.__subclasses__() if one.kind == kind), None)
    if of is not None and what in LISTS:
        return _(LISTS[what]).format(kind=_(of.many).lower())
    named = TITLES.get(code) or ATTACHED.get(code)
    return _(named) if named else code
