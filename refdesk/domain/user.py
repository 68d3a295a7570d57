"""The people who work with the desk."""

from __future__ import annotations

from refdesk.domain import fields as f
from refdesk.domain.fields import Choices
from refdesk.domain.record import Record
from refdesk.i18n import N_


class Role(Choices):
    """What a user may do."""

    OWNER = "owner", N_("Owner")
    COORDINATOR = "coordinator", N_("Coordinator")
    FRONT_DESK = "front_desk", N_("Front desk")
    LIAISON = "liaison", N_("Liaison")


class User(Record, one=N_("User"), many=N_("Users"), icon="user", owners_only=True):
    """Somebody who unlocks the desk with an own passphrase."""

    name: str = f.required(f.text(N_("Name"), searchable=True, indexed=True, limit=80))
    role: Role = f.choice(Role, N_("Role"), default=Role.COORDINATOR)
    slot: str = f.text(N_("Key slot"), program=True)
    active: bool = f.yes_no(N_("Active"), default=True)

    def opens_as_owner(self) -> bool:
        """Tell whether this user can unlock the desk and may do everything."""
        return self.role is Role.OWNER and self.active and not self.archived and bool(self.slot)
