"""The dialog that names the files which were not put in, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refdesk.i18n import _
from refdesk.ui.dialog import Dialog
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.theme import Theme

MOST_SHOWN = 8


class LeftOutDialog(Dialog):
    """What came of putting files in, where some could not be taken.

    Args:
        theme: colours and sizes.
        title: how many are in and how many are not.
        lines: of those that are not: name and reason.
        over: the page.
    """

    def __init__(self, theme: Theme, title: str, lines: Sequence[str], over: QWidget) -> None:
        super().__init__(theme, title, over, width=440)
        for line in lines[:MOST_SHOWN]:
            self._say(line, "text")
        if len(lines) > MOST_SHOWN:
            self._say(_("and {count} more").format(count=len(lines) - MOST_SHOWN), "text3")
        self.body.addStretch(1)
        self.button = self.add_button(_("Close"), Look.PRIMARY, keys=_("Enter"))
        self.button.clicked.connect(self.accept)
        self.button.setFocus()

    def _say(self, words: str, ink: str) -> None:
        text = Text(self._theme, words, Type.BODY, ink)
        text.setWordWrap(True)
        self.body.addWidget(text)
