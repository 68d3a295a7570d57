"""A page that keeps a draft of what was begun on it, and is found as it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from refdesk.services.drafts import Draft, Drafts, Keeping
from refdesk.ui.draft_keeper import DraftKeeper
from refdesk.ui.host import Page

if TYPE_CHECKING:
    from refdesk.domain.record import Record
    from refdesk.ui.host import Host


class KeptPage(Page):
    """Keeps what was begun; where the desk is locked over it, that is given back at once.

    Args:
        host: the window.
        of: the kind of record under which it is kept.
        draft: what was begun earlier, to go on from.
    """

    keeper: DraftKeeper

    def __init__(self, host: Host, of: type[Record], draft: Draft | None) -> None:
        super().__init__()
        self._host, self._of = host, of
        self._in_sight = False
        keeping = draft.keeping if draft else self._another()
        self.keeper = DraftKeeper(host, keeping, self._body)

    def begun(self) -> dict[str, Any] | None:
        """Return what was begun, by the names that `screens.begun` knows; None: nothing."""
        raise NotImplementedError

    def leave(self, *, locking: bool = False) -> None:
        """Keep what was begun."""
        self._in_sight = locking
        if self.is_begun:
            self.keeper.keep()
        self._in_sight = False

    def keep_anew(self) -> None:
        """Keep what follows as another draft, for the one so far is over."""
        self.keeper.keeping = self._another()

    def _another(self) -> Keeping:
        return Drafts(self._host.desk).begin(self._of.kind, 0)

    def _body(self) -> dict[str, Any] | None:
        begun = self.begun()
        return None if begun is None else {**begun, "open": self._in_sight}
