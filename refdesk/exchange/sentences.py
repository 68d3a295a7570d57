"""What is said of a field without its value, so that equal sentences can be counted."""

from __future__ import annotations

from refdesk.domain.fields import Field
from refdesk.i18n import _


def about(own: Field, what: str) -> str:
    """Return ``Phone: a decimal point was dropped.``; `what` is declared with N_."""
    return _("{field}: {what}").format(field=_(own.label), what=_(what))
