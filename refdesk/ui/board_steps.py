"""What moves cards of the board: a letter, a drop on a column, a choice among its stages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from refdesk.domain.referral import Referral
from refdesk.i18n import _
from refdesk.screens.board import LEADS_TO, Card, Column, letters, open_to, refusal
from refdesk.screens.loop_steps import step_to
from refdesk.ui.loop_actions import LoopActions

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.domain.stages import Stage
    from refdesk.ui.host import Host

MENU_AT = 48
"""How far below the top of a column its stages are offered, in pixels at 100 %."""


class BoardSteps:
    """Does the steps of single cards; one that cannot be done is told with those that can.

    Args:
        host: the window.
        over: the board.
    """

    def __init__(self, host: Host, over: QWidget) -> None:
        self._host, self._over = host, over
        self._steps = LoopActions(host, over)
        self.menu: QMenu | None = None

    def press(self, card: Card, letter: str) -> None:
        """Do what a letter stands for."""
        steps = letters(card.stage)
        if letter in steps:
            self._steps.do(steps[letter], Referral.kind, card.id)
        else:
            self._host.refuse(refusal(card.stage, (LEADS_TO[letter],)))

    def drop(self, card: Card, column: Column, box: QWidget) -> None:
        """Move a card to a column; one that holds several stages asks which."""
        if card.stage in column.stages:
            return
        possible = open_to(card.stage, column)
        if not possible:
            self._host.refuse(refusal(card.stage, column.stages))
        elif len(possible) == 1:
            self._go(card, possible[0])
        else:
            self._ask_which(card, possible, box)

    def _ask_which(self, card: Card, stages: Sequence[Stage], box: QWidget) -> None:
        menu = self.menu = QMenu(self._over)
        menu.setAccessibleName(_("Where to"))
        for stage in stages:
            menu.addAction(_(stage.label)).triggered.connect(
                lambda _on=False, stage=stage: self._go(card, stage)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(box.mapToGlobal(QPoint(0, self._host.theme.px(MENU_AT))))
        menu.setActiveAction(menu.actions()[0])

    def _go(self, card: Card, stage: Stage) -> None:
        self._steps.do(step_to(stage, card.stage), Referral.kind, card.id)
