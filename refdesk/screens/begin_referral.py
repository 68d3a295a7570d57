"""The referral that a call from somebody may be about: begun with who it is from, or of."""

from __future__ import annotations

from refdesk.domain.person import Person
from refdesk.domain.referral import Referral
from refdesk.domain.sources import Source
from refdesk.i18n import _
from refdesk.screens.spec import Begun
from refdesk.services.records import Records

PHYSICIAN = Source.PHYSICIAN.value


def from_person(records: Records, row_id: int, title: str) -> Begun:
    """Return the referral that somebody sends, from the practice where there is only one."""
    practices = records.get(Person, row_id).practices
    entries = {"source": PHYSICIAN, "referring_person": _named(row_id)}
    if len(practices) == 1:
        entries["referring_practice"] = _named(int(practices[0]))
    return Begun(Referral.kind, _("New referral from {name}").format(name=title), entries)


def from_practice(_records: Records, row_id: int, title: str) -> Begun:
    """Return the referral that a practice sends."""
    entries = {"source": PHYSICIAN, "referring_practice": _named(row_id)}
    return Begun(Referral.kind, _("New referral from {name}").format(name=title), entries)


def of_patient(_records: Records, row_id: int, title: str) -> Begun:
    """Return another referral of a patient who is on file."""
    words = _("New referral of {name}").format(name=title)
    return Begun(Referral.kind, words, {"patient": _named(row_id)})


def _named(row_id: int) -> object:
    return {"id": row_id, "text": ""}
