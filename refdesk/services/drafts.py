"""Forms that were begun, kept in the vault for the one who began them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refdesk.services.session import Desk
from refdesk.store.own import Draft


class Drafts:
    """The drafts of the user at the desk; those of others do not exist here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def mine(self) -> list[Draft]:
        """Return this user's drafts, newest first."""
        return self._desk.db.own.drafts(self._desk.user.id)

    def keep(self, kind: str, row_id: int, body: Mapping[str, Any], draft_id: int = 0) -> int:
        """Write what was typed so far and return the draft's id; `row_id` 0 is a new record."""
        return self._desk.db.own.keep_draft(self._desk.user.id, kind, row_id, body, draft_id)

    def drop(self, draft_id: int) -> None:
        """Forget a draft."""
        self._desk.db.own.drop_draft(self._desk.user.id, draft_id)


__all__ = ["Draft", "Drafts"]
