"""The loop on a referral's page: where it stands, its track, the next step and the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout
from shiboken6 import isValid

from refdesk.domain.due import NextAction
from refdesk.i18n import _
from refdesk.screens.loop_steps import ATTENDANCE
from refdesk.screens.loop_track import LoopShown, read_loop, stage_words
from refdesk.screens.loop_words import stands
from refdesk.ui.cards import Card
from refdesk.ui.loop_actions import LoopActions
from refdesk.ui.loop_track import LoopTrack
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.domain.record import Record
    from refdesk.ui.host import Host

KINDS = frozenset({"referral", "contact_attempt", "appointment", "clinic", "desk_setting"})


class LoopPanel(Card):
    """Stands above the fields of a referral.

    Args:
        host: the window.
        record: the referral.
    """

    def __init__(self, host: Host, record: Record) -> None:
        super().__init__(host.theme)
        self._host, self._id = host, record.id
        self._asked = 0
        self.shown: LoopShown | None = None
        self.steps = LoopActions(host, self)
        theme, px = host.theme, host.theme.px
        self.stage = Text(theme, "", Type.CARD)
        self.words = Text(theme, "", Type.BODY, "text2")
        self.next_button = Button(theme, "", Look.PRIMARY, keys=host.keys.keys("next_step"))
        self.other_button = Button(theme, _("Other step"), keys=host.keys.keys("other_step"))
        self.track = LoopTrack(theme)
        self.lines = Text(theme, "", Type.SMALL, "text2")
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.stage)
        head.addWidget(self.words, 1)
        head.addWidget(self.other_button)
        head.addWidget(self.next_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(12), px(14), px(12))
        whole.setSpacing(px(10))
        whole.addLayout(head)
        whole.addWidget(self.track)
        whole.addWidget(self.lines)
        self.next_button.clicked.connect(self.do_next)
        self.other_button.clicked.connect(self.ask_other)
        self.setAccessibleName(_("The loop"))
        self.read()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now."""
        if self.shown is None:
            return {}
        return {"next_step": self.do_next, "other_step": self.ask_other}

    def changed(self, kinds: Collection[str]) -> None:
        """Show what has changed on the desk."""
        if KINDS & set(kinds):
            self.read()

    def read(self) -> None:
        """Read the loop as it stands."""
        self._asked += 1
        work = partial(read_loop, self._host.desk, self._id, dt.datetime.now(dt.UTC))
        self._host.jobs.run_query(work, partial(self._show, self._asked), lambda _error: None)

    def do_next(self) -> None:
        """Do what the referral waits for; what came of a visit is asked."""
        if self.shown is None:
            return
        action = self.shown.loop.action
        if action in {NextAction.ATTENDANCE, NextAction.WAIT, NextAction.REVIEW}:
            self.ask_other()
        elif action is not NextAction.NOTHING:
            self.steps.do(action.code, "referral", self._id)

    def ask_other(self) -> None:
        """Offer every step that is possible from here."""
        self.menu().popup(self.other_button.mapToGlobal(self.other_button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Return the steps that are possible, each by its words."""
        menu = QMenu(self)
        menu.setAccessibleName(_("Other step"))
        letters = {name: letter for letter, name in ATTENDANCE.items()}
        for name, words in self.shown.possible if self.shown else ():
            letter = letters.get(name, "")
            action = menu.addAction(f"{words}\t{letter}" if letter else words)
            action.triggered.connect(partial(self._do, name))
        if self.shown and self.shown.loop.referral.stage.value != "contacting":
            menu.addSeparator()
            call = menu.addAction(_("Log a call"))
            call.triggered.connect(partial(self._do, "call"))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _do(self, name: str, _checked: object = None) -> None:
        self.steps.do(name, "referral", self._id)

    def _show(self, asked: int, shown: LoopShown) -> None:
        if not isValid(self) or asked != self._asked:
            return
        self.shown = shown
        self.stage.setText(stage_words(shown.loop))
        self.words.setText(stands(shown.loop))
        action = shown.loop.action
        self.next_button.set_words(_(action.label))
        self.next_button.setVisible(action is not NextAction.NOTHING)
        self.track.show_nodes(shown.nodes)
        self.lines.setText("\n".join(shown.lines))
        self.lines.setVisible(bool(shown.lines))
