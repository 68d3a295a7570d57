"""The dialog that chooses the columns of a list and their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from refdesk.domain.fields import Field
from refdesk.i18n import _
from refdesk.screens.list_columns import MOST
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.list_choices import PickList
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.theme import Theme

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ColumnsDialog(Dialog):
    """Ticks the columns that are shown; Alt and the arrows move one.

    Args:
        theme: colours and sizes.
        fields: every field of the kind, by name.
        shown: the names of the columns now, from the left.
        first: those the screen starts with.
        over: the page.
    """

    decided = Signal(object)
    """The names from the left; None for those the screen starts with."""

    def __init__(
        self,
        theme: Theme,
        fields: Mapping[str, Field],
        shown: Sequence[str],
        first: Sequence[str],
        over: QWidget,
    ) -> None:
        super().__init__(theme, _("Choose columns"), over, width=420)
        self._fields, self._first = fields, tuple(first)
        px = theme.px
        self.list = PickList(theme, _("Columns"))
        self.list.setMinimumHeight(px(300))
        self.list.installEventFilter(self)
        self.problem = ProblemLine(theme)
        hint = Text(theme, _("Space shows or hides a column. Alt+↑ and Alt+↓ move it."), Type.SMALL)
        hint.set_ink("text3")
        hint.setWordWrap(True)
        self.up = Button(theme, _("Move &up"), icon="arrow-up", height=26)
        self.down = Button(theme, _("Move &down"), icon="arrow-down", height=26)
        self.up.clicked.connect(lambda: self.move_column(-1))
        self.down.clicked.connect(lambda: self.move_column(1))
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addWidget(self.list, 1)
        column.addWidget(hint)
        self.reset = Button(theme, _("&Reset"), Look.QUIET, height=26)
        self.reset.clicked.connect(lambda: self._fill(self._first))
        moves = QHBoxLayout()
        for button in (self.up, self.down, self.reset):
            button.setAutoDefault(False)
            moves.addWidget(button)
        moves.addStretch(1)
        column.addLayout(moves)
        column.addWidget(self.problem)
        self.body.addLayout(column, 1)
        self.add_cancel()
        self.button = self.add_button(_("Show"), Look.PRIMARY, keys=_("Enter"))
        self.button.clicked.connect(self.decide)
        self._fill(shown)
        self.list.setFocus()

    def decide(self) -> None:
        """Take the columns, or say what is wrong."""
        names = tuple(map(str, self.list.ticked()))
        if not names:
            self.problem.say(_("Tick at least one column."))
            return
        if len(names) > MOST:
            self.problem.say(_("At most {most} columns fit.").format(most=MOST))
            return
        self.accept()
        self.decided.emit(None if names == self._first else names)

    def move_column(self, step: int) -> None:
        """Move the column that is chosen up or down."""
        row = self.list.currentRow()
        to = row + step
        if row < 0 or not 0 <= to < self.list.count():
            return
        item = self.list.takeItem(row)
        self.list.insertItem(to, item)
        self.list.setCurrentRow(to)
        words = _("{column}, {place} of {count}").format(
            column=item.text(), place=to + 1, count=self.list.count()
        )
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move by Alt and the arrows; Enter takes the columns."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in STEPS:
                self.move_column(STEPS[key])
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.decide()
                return True
        return super().eventFilter(watched, event)

    def _fill(self, shown: Sequence[str]) -> None:
        self.problem.say("")
        self.list.clear()
        rest = sorted(
            (
                name
                for name, own in self._fields.items()
                if name not in shown and own.kind.says_something
            ),
            key=lambda name: (self._fields[name].program, _(self._fields[name].label).casefold()),
        )
        for name in (*shown, *rest):
            self.list.add(_(self._fields[name].label), name, ticked=name in shown)
        self.list.setCurrentRow(0)
