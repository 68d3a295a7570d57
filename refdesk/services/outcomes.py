"""What the rows of a file come to."""

from __future__ import annotations

from refdesk.domain.fields import Choices
from refdesk.i18n import N_


class Outcome(Choices):
    """What one row comes to."""

    CREATED = "created", N_("New")
    UPDATED = "updated", N_("Changed")
    UNCHANGED = "unchanged", N_("Unchanged")
    DUPLICATE = "duplicate", N_("Twice in the file")
    REJECTED = "rejected", N_("Rejected")
    SKIPPED = "skipped", N_("Passed over")
