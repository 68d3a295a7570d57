"""What a person has begun, in words: the form of a record, or what another page has kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.referral import Referral
from refdesk.i18n import _, plural
from refdesk.screens.history_words import when_words
from refdesk.screens.loop_steps import STEP, step_of
from refdesk.services.drafts import Draft

MOVES = "moves"
"""Under this name a draft keeps where referrals are to be moved."""
PLACE = "place"
"""In the body of a draft of a dialog: over which page made by hand it was begun."""
Body = Mapping[str, Any]


def _notes(body: Body) -> str:
    return ", ".join((_("Thank-you notes"), str(body["title"])))


def _design(body: Body) -> str:
    return _("Form of {kinds}").format(kinds=str(body["title"]).lower())


def _tidy(body: Body) -> str:
    return ", ".join(filter(None, (_("Tidy up sources"), str(body["title"]))))


def _moves(body: Body) -> str:
    count = plural("Move {count} referral", "Move {count} referrals", len(body[MOVES]["ids"]))
    return ", ".join((count, str(body["title"])))


OWN: Mapping[str, Callable[[Body], str]] = {
    "notes": _notes,
    "design": _design,
    "tidy": _tidy,
    MOVES: _moves,
}
"""What is no form of one record: what it is called, by the name under which a draft keeps it."""


def own_name(draft: Draft) -> str:
    """Return under which name a draft keeps what is no form of one record; empty for a form."""
    return next((name for name in OWN if name in draft.body), "")


def dialog_name(draft: Draft) -> str:
    """Return under which name a draft keeps what was begun in a dialog; empty for a page."""
    if MOVES in draft.body:
        return MOVES
    return STEP if step_of(draft.body) and referral_of(draft) else ""


def referral_of(draft: Draft) -> int:
    """Return of which referral a step was begun; 0 where that cannot be told."""
    if draft.kind == Referral.kind:
        return draft.row_id
    named = (draft.body.get("entries") or {}).get("referral") or {}
    return int(named.get("id") or 0)


def draft_words(draft: Draft) -> str:
    """Return a draft in words: what it is of, its name, when it was left."""
    name = own_name(draft)
    if name:
        return ", ".join((OWN[name](draft.body), when_words(draft.at)))
    known = _("Change of {kind}") if draft.row_id else _("New {kind}")
    named = step_of(draft.body) or known.format(kind=_(BY_NAME[draft.kind].one).lower())
    title = str(draft.body.get("title") or "")
    return ", ".join(part for part in (named, title, when_words(draft.at)) if part)
