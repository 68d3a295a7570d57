"""The menu of steps beside the next one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from refdesk.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from refdesk.screens.panels import Deed


class StepMenu(QMenu):
    """Steps to choose from; each is done by its letter too."""

    def __init__(self, over: QWidget, deeds: Collection[Deed], do: Callable[[Deed], None]) -> None:
        super().__init__(over)
        self._deeds, self._do = tuple(deeds), do
        self.setAccessibleName(_("Other step"))
        for deed in self._deeds:
            words = f"{deed.words}\t{deed.letter}" if deed.letter else deed.words
            self.addAction(words).triggered.connect(partial(self._chosen, deed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do the step of a letter."""
        letter = event.text().upper()
        deed = next((one for one in self._deeds if letter and one.letter == letter), None)
        if deed is None:
            super().keyPressEvent(event)
        else:
            self.close()
            self._do(deed)

    def _chosen(self, deed: Deed, _checked: object = None) -> None:
        self._do(deed)
