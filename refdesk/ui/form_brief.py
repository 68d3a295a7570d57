"""What the cards at the side warn of, a line each, above fields that leave no room beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.ui.cards import clear
from refdesk.ui.elided import ElidedText
from refdesk.ui.parts import Button, Icon, Look
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Warned:
    """What must not be overlooked, and the buttons of the card that do something about it."""

    words: str = field(repr=False)
    buttons: tuple[Button, ...]


class Brief(QWidget):
    """Stands in for the cards while they lie below the fields.

    Args:
        theme: colours and sizes.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: Sequence[Warned] = ()
        self._is_wanted = False
        self.texts: list[ElidedText] = []
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, theme.px(8), 0, 0)
        self._whole.setSpacing(0)
        self.hide()

    def want(self, *, wanted: bool) -> None:
        """Come in sight where there is something to tell, or go."""
        self._is_wanted = wanted
        self.setVisible(wanted and bool(self._lines))

    def show_lines(self, lines: Sequence[Warned]) -> None:
        """Tell these, from the top."""
        clear(self._whole)
        self._lines, self.texts = tuple(lines), []
        for line in lines:
            self._add(line)
        self.want(wanted=self._is_wanted)

    def _add(self, line: Warned) -> None:
        theme = self._theme
        words = ElidedText(theme, Type.BODY, "warn")
        words.show_whole(line.words)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Icon(theme, "circle-alert", "warn"))
        row.addWidget(words, 1)
        for of_card in line.buttons:
            button = Button(theme, of_card.text(), Look.QUIET, keys=of_card.keys, height=26)
            button.setAccessibleName(of_card.accessibleName())
            button.clicked.connect(of_card.click)
            row.addWidget(button)
        self._whole.addLayout(row)
        self.texts.append(words)
