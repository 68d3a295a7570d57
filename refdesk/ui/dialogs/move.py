"""The dialog that moves referrals to another stage: where and with what, then who can go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from refdesk.domain.errors import Cancelled, UserError
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.i18n import _, plural
from refdesk.screens.begun import MOVES, PLACE
from refdesk.screens.loop_steps import targets
from refdesk.services.bulk_moves import BulkMoves, MovesPreview
from refdesk.services.drafts import Draft, Drafts
from refdesk.services.work import Watched
from refdesk.ui.cards import scroll_area
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.dialogs.move_parts import MoveFields, MoveTable, counts_words
from refdesk.ui.draft_keeper import DraftKeeper
from refdesk.ui.list_choices import NAME, PickList
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from refdesk.ui.host import Host

SOME = 500
"""So many referrals are looked at without showing that it takes a moment."""


class MoveDialog(Dialog):
    """Moves referrals, one or many.

    Args:
        host: the window.
        ids: of the referrals.
        starts: how many of them stand at each stage.
        over: the page.
        stage: where they are to go at first.
        draft: what was begun earlier, to go on from.
    """

    decided = Signal(object)
    """The preview that is to be done."""

    def __init__(
        self,
        host: Host,
        ids: Sequence[int],
        starts: Mapping[Stage, int],
        over: QWidget,
        stage: Stage | None = None,
        draft: Draft | None = None,
    ) -> None:
        title = plural("Move {count} referral", "Move {count} referrals", len(ids))
        super().__init__(host.theme, title, over, width=600)
        self._host, self._ids = host, ids
        self._place = host.in_sight()
        self._watched: Watched | None = None
        self._asked = 0
        self.preview: MovesPreview | None = None
        theme, px = host.theme, host.theme.px
        self.list = PickList(theme, _("Where to"))
        self.list.setMinimumSize(px(210), px(250))
        self.fields = MoveFields(host)
        self.problem = ProblemLine(theme)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Looking at each"))
        self.progress.hide()
        self.counts = Text(theme, "", Type.STRONG)
        self.counts.setWordWrap(True)
        self.table = MoveTable(host)
        self.stack = QStackedWidget()
        self._lay_out()
        self.add_cancel()
        self.back_button = self.add_button(_("&Back"))
        self.button = self.add_button(_("Preview"), Look.PRIMARY, keys=_("Enter"))
        self.back_button.clicked.connect(self.back)
        self.button.clicked.connect(self.go_on)
        self.list.currentRowChanged.connect(self._stage_chosen)
        self.list.installEventFilter(self)
        self._offer(starts, stage)
        self._first = None if draft else self.stage()
        if draft:
            self._resume(draft.body[MOVES])
        keeping = draft.keeping if draft else Drafts(host.desk).begin(Referral.kind, 0)
        self.keeper = DraftKeeper(host, keeping, self._body)
        self._in_sight = False
        self.list.currentRowChanged.connect(lambda _row: self.keeper.touch())
        self.fields.edited.connect(self.keeper.touch)
        self.back()
        self.list.setFocus()

    def _lay_out(self) -> None:
        px = self._host.theme.px
        value = QVBoxLayout()
        value.setSpacing(px(8))
        value.addWidget(scroll_area(self.fields), 1)
        value.addWidget(self.problem)
        value.addWidget(self.progress)
        asking, showing = QWidget(), QWidget()
        columns = QHBoxLayout(asking)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(px(16))
        columns.addWidget(self.list, 2)
        columns.addLayout(value, 3)
        rows = QVBoxLayout(showing)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        rows.addWidget(self.counts)
        rows.addWidget(self.table, 1)
        self.stack.addWidget(asking)
        self.stack.addWidget(showing)
        self.body.addWidget(self.stack, 1)

    def _offer(self, starts: Mapping[Stage, int], wanted: Stage | None) -> None:
        count = len(self._ids)
        place = 0
        for row, (stage, can) in enumerate(targets(starts)):
            words = _(stage.label)
            if count > 1:
                words = _("{stage}   {can} of {count}").format(
                    stage=words, can=f"{can:,}", count=f"{count:,}"
                )
            self.list.add(words, stage)
            place = row if stage is wanted else place
        self.list.setCurrentRow(place)

    def stage(self) -> Stage | None:
        """Return where the referrals are to go."""
        row = self.list.currentRow()
        found = self.list.item(row).data(NAME) if row >= 0 else None
        return found if isinstance(found, Stage) else None

    def choose(self, stage: Stage) -> None:
        """Choose where the referrals are to go."""
        for row in range(self.list.count()):
            if self.list.item(row).data(NAME) is stage:
                self.list.setCurrentRow(row)

    def back(self) -> None:
        """Ask again where to and with what."""
        self.preview = None
        self.stack.setCurrentIndex(0)
        self.back_button.hide()
        self.button.set_words(_("Preview"))
        self.button.setEnabled(self.stage() is not None)

    def go_on(self) -> None:
        """Show who can go; then move them."""
        if self.preview is not None:
            preview = self.preview
            self.accept()
            self.decided.emit(preview)
        elif self._watched is None and self.stage() is not None:
            try:
                wish = self.fields.wish()
            except UserError as error:
                self._refuse(error)
                return
            self.problem.say("")
            self.button.setEnabled(False)
            self.progress.setRange(0, len(self._ids))
            self.progress.setVisible(len(self._ids) > SOME)
            jobs, moves, ids = self._host.jobs, BulkMoves(self._host.desk), self._ids
            watched = Watched(lambda done, _total, _text: jobs.post(lambda: self._step(done)))
            self._watched = watched
            work = partial(moves.preview, ids, wish, watched)
            shown, failed = partial(self._show, self._asked), partial(self._fail, self._asked)
            jobs.run_query(work, shown, failed)

    def leave(self) -> None:
        """Keep what was chosen and typed; it is given back at once when the desk is unlocked."""
        self._in_sight = True
        self.keeper.keep()
        self.keeper.rest()

    def done(self, result: int) -> None:
        """Close; what was typed, and is not moved yet, stays as a draft."""
        is_typed = self.fields.is_begun
        if is_typed or result == self.DialogCode.Accepted:
            self.keeper.keep()
            self.keeper.rest()
        else:
            self.keeper.drop()
        if is_typed and result != self.DialogCode.Accepted:
            self._host.tell(_("Kept as a draft"))
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on from the list by Enter; the arrow to the right leads to what is asked."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if not self.fields.focus_first():
                    self.go_on()
                return True
            if event.key() == Qt.Key.Key_Right and self.fields.focus_first():
                return True
        return super().eventFilter(watched, event)

    def _resume(self, kept: Mapping[str, Any]) -> None:
        stage = next((one for one in Stage if one.value == kept["stage"]), None)
        if stage is not None:
            self.choose(stage)
        if self.stage() is stage:
            self.fields.fill(kept["entries"])

    def _body(self) -> dict[str, Any] | None:
        stage = self.stage()
        if stage is None or not (self.fields.is_begun or stage is not self._first):
            return None
        given = self.fields.given()
        moves = {"ids": list(self._ids), "stage": stage.value, "entries": given}
        body = {MOVES: moves, "title": _(stage.label), PLACE: self._place}
        return {**body, "open": self._in_sight}

    def _stage_chosen(self, _row: int) -> None:
        stage = self.stage()
        self._stop()
        self.problem.say("")
        self.button.setEnabled(stage is not None)
        if stage is not None:
            self.fields.ask_for(stage, self.list)

    def _step(self, done: int) -> None:
        if self._watched is not None:
            self.progress.setValue(done)

    def _show(self, asked: int, preview: MovesPreview) -> None:
        if asked != self._asked:
            return
        self._watched = None
        self.progress.hide()
        self.preview = preview
        self.counts.setText(counts_words(preview))
        self.table.show_moves(preview)
        self.stack.setCurrentIndex(1)
        self.table.fit()
        self.back_button.show()
        self.button.set_words(plural("Move {count}", "Move {count}", len(preview.go)))
        self.button.setEnabled(bool(preview.go))
        (self.button if preview.go else self.back_button).setFocus()

    def _fail(self, asked: int, error: BaseException) -> None:
        if asked != self._asked or isinstance(error, Cancelled):
            return
        self._stop()
        self.button.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self._refuse(error)

    def _refuse(self, error: UserError) -> None:
        self.problem.say(
            self.fields.show_problems(error.problems) if error.problems else str(error)
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking."""
        self._stop()
        super().hideEvent(event)

    def _stop(self) -> None:
        """Want no answer any more to what was asked."""
        self._asked += 1
        self.progress.hide()
        if self._watched is not None:
            self._watched.cancelled = True
            self._watched = None
