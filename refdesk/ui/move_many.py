"""Moving referrals from whatever page has selected them: asked, looked at, done, told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from shiboken6 import isValid

from refdesk.domain.stages import Stage
from refdesk.i18n import _, plural
from refdesk.screens.begun import MOVES
from refdesk.screens.loop_steps import targets
from refdesk.services.bulk import BulkDone
from refdesk.services.bulk_moves import BulkMoves, MovesPreview

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.services.drafts import Draft, Keeping
    from refdesk.services.work import Watched
    from refdesk.ui.host import Host


class MoveMany:
    """Moves one referral or many.

    Args:
        host: the window.
        over: the page over which it asks.
    """

    def __init__(self, host: Host, over: QWidget) -> None:
        self._host, self._over = host, over

    def ask(
        self,
        ids: Sequence[int],
        stage: Stage | None = None,
        done: Callable[[], None] | None = None,
        draft: Draft | None = None,
    ) -> None:
        """Ask where referrals are to go, and move them.

        Args:
            ids: of the referrals.
            stage: where to at first.
            done: is called when they were moved.
            draft: what was begun earlier, to go on from.
        """
        if not ids:
            return
        moves = BulkMoves(self._host.desk)

        def show(starts: Mapping[Stage, int]) -> None:
            if not isValid(self._over):
                return
            if not targets(starts):
                if draft is not None:
                    self._let_go(draft)
                self._host.refuse(_("These referrals are no longer there."))
                return
            from refdesk.ui.dialogs.move import MoveDialog  # noqa: PLC0415  with its first use

            dialog = MoveDialog(self._host, ids, starts, self._over, stage, draft)
            keeping = dialog.keeper.keeping
            dialog.decided.connect(lambda preview: self._apply(preview, keeping, done))
            dialog.open()

        self._host.jobs.run_query(lambda: moves.starts(ids), show)

    def resume(self, draft: Draft) -> None:
        """Ask again, with what was chosen and typed."""
        self.ask(draft.body[MOVES]["ids"], draft=draft)

    def _let_go(self, draft: Draft) -> None:
        draft.keeping.end()
        self._host.jobs.run_keeping(draft.keeping.write, lambda _done: self._host.drafts_changed())

    def _apply(
        self, preview: MovesPreview, keeping: Keeping, done: Callable[[], None] | None
    ) -> None:
        moves = BulkMoves(self._host.desk)
        count = plural("Moving {count} referral", "Moving {count} referrals", len(preview.go))

        def work(progress: Watched) -> BulkDone:
            made = moves.apply(preview, progress)
            keeping.saved()
            return made

        def told(made: BulkDone) -> None:
            self._host.drafts_changed()
            self._host.tell(_done_words(preview.wish.stage, made), undo=True)
            if done is not None:
                done()

        self._host.run(count, work, told, self._host.refuse)


def _done_words(stage: Stage, made: BulkDone) -> str:
    moved = plural("{count} referral", "{count} referrals", made.changed)
    words = _("Moved {many} to {stage}").format(many=moved, stage=_(stage.label))
    if not made.left_out:
        return words
    left = plural("{count} was left out", "{count} were left out", made.left_out)
    return _("{done}; {left}").format(done=words, left=left)
