"""Who opens the door at a practice."""

from __future__ import annotations

from refdesk.domain.person import Person
from refdesk.services.records import Records
from refdesk.store.listing import Filter, Query


def gatekeeper_of(records: Records, practice_id: int) -> Person | None:
    """Return the most influential gatekeeper of a practice who may be contacted, None if unknown.

    Of two with the same influence, the one entered first.
    """
    own = Person.fields
    # Archived ones too: asked for, they would lead the search past the people of the practice.
    wanted = (Filter(own["practices"], plain=practice_id), Filter(own["gatekeeper"], plain=True))
    people = records.page(Person, records.ids(Person, Query(filters=wanted, archived=None)))
    known = [one for one in people if not (one.archived or one.do_not_contact)]
    return max(known, key=lambda one: (one.influence or 0, -one.id), default=None)
