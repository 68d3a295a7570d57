"""What a desk remembers of how its people work: saved views, and the desk's own settings."""

from __future__ import annotations

from refdesk.domain import fields as f
from refdesk.domain.fields import Ref
from refdesk.domain.record import Record
from refdesk.domain.user import User
from refdesk.i18n import N_


class SavedView(
    Record, one=N_("Saved view"), many=N_("Saved views"), icon="bookmark", entered=False
):
    """A list as somebody arranged it for the whole desk: filters, order, columns under a name."""

    name: str = f.required(f.text(N_("Name"), searchable=True, indexed=True, limit=60))
    record_kind: str = f.text(N_("List"), program=True, indexed=True, limit=60)
    owner: Ref[User] | None = f.reference(User, N_("Saved by"), program=True)
    looks: str = f.note(N_("Arrangement"), program=True, personal=True)


class DeskSetting(
    Record,
    one=N_("Desk setting"),
    many=N_("Desk settings"),
    icon="sliders-horizontal",
    title=("label",),
    entered=False,
    owners_only=True,
):
    """A setting of the whole desk that differs from what the program starts with."""

    name: str = f.text(N_("Setting"), program=True, indexed=True, limit=60)
    label: str = f.text(N_("Label"), program=True, limit=120)
    value: str = f.text(N_("Value"), program=True, limit=200)
