"""The people who work where somebody works: "the lady at Dr. Okafor's office"."""

from __future__ import annotations

from collections.abc import Sequence

from refdesk.domain.person import Person
from refdesk.i18n import _
from refdesk.services.records import Records

MOST = 3
LOOKED_AT = 20
"""People of one practice who are looked at."""


def colleagues(records: Records, people: Sequence[int]) -> dict[int, str]:
    """Return who works with these people, gatekeepers first, each with whose colleague it is."""
    beside: dict[int, tuple[Person, str]] = {}
    for known in records.page(Person, people):
        for practice in known.practices:
            at = {"practices": str(int(practice))}
            ids = records.ids(Person, records.query(Person, filters=at, limit=LOOKED_AT))
            for one in records.page(Person, ids):
                if one.id not in people:
                    beside.setdefault(one.id, (one, known.name))
    first = sorted(beside.values(), key=lambda one: not one[0].gatekeeper)[:MOST]
    return {one.id: _("works with {name}").format(name=name) for one, name in first}
