"""What a person decides beside the rows: unknown words, differences; and what was repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from refdesk.i18n import _
from refdesk.screens.import_words import Option
from refdesk.ui.cards import Card
from refdesk.ui.import_table import UNDECIDED, Choice, ChoiceTable
from refdesk.ui.parts import RING, Button, Text
from refdesk.ui.parts import Look as PartLook
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.services.looked import Look, Unknown

KEEP, TAKE = "keep", "take"
BLANK = ""


class TableCard(Card):
    """A table below a sentence that says what it is for."""

    def __init__(self, theme: Theme, hint: str, table: ChoiceTable, *buttons: Button) -> None:
        super().__init__(theme)
        px = theme.px
        self.table = table
        says = Text(theme, hint, Type.BODY, "text2")
        says.setWordWrap(True)
        head = QHBoxLayout()
        head.setContentsMargins(px(12), px(8), px(12 - RING), px(8))
        head.addWidget(says, 1)
        for button in buttons:
            head.addWidget(button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(1, 1, 1, px(4))
        inside.setSpacing(0)
        inside.addLayout(head)
        inside.addWidget(table, 1)


class WordsCard(TableCard):
    """Words of the file that are none of our choices, each with what it means."""

    answered = Signal(object)
    """By target and text, what it means."""

    def __init__(self, theme: Theme) -> None:
        table = ChoiceTable(
            theme,
            _("Words of the file that RefDesk does not know"),
            [_("Stands in the file"), _("Field"), _("Rows"), _("Means"), ""],
            (28, 20, 10, 34, 8),
        )
        hint = _(
            "The file says these where RefDesk has its own words. Say what each means; RefDesk "
            "remembers it for the next file like this one."
        )
        self.rest = Button(theme, _("Leave the others blank"), look=PartLook.QUIET)
        self.again = Button(theme, _("Apply and look again"))
        super().__init__(theme, hint, table, self.rest, self.again)
        self._unknown: tuple[Unknown, ...] = ()
        self._answers: dict[tuple[str, str], str] = {}
        table.picked.connect(self._answer)
        self.again.clicked.connect(self._look_again)
        self.rest.clicked.connect(self._leave_blank)

    def show_look(self, look: Look) -> None:
        """Ask what these words mean."""
        self._unknown, self._answers = look.unknown, {}
        self.table.show_lines([_word(one) for one in look.unknown])
        self.again.setEnabled(False)

    def _answer(self, row: int, code: str) -> None:
        one = self._unknown[row]
        self._answers[one.target, one.text] = code
        self.table.put(row, code)
        self.again.setEnabled(True)
        self.table.walk_on(row)

    def _leave_blank(self) -> None:
        for row, one in enumerate(self._unknown):
            if (one.target, one.text) not in self._answers:
                self._answers[one.target, one.text] = BLANK
                self.table.put(row, BLANK)
        self.again.setEnabled(bool(self._answers))
        self.again.setFocus()

    def _look_again(self) -> None:
        if self._answers:
            self.answered.emit(dict(self._answers))


class DifferencesCard(TableCard):
    """Fields where the file says something else than the desk, each with what is to hold."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        table = ChoiceTable(
            theme,
            _("Fields where the file says something else than the desk"),
            [_("Field"), _("Rows"), _("What holds"), ""],
            (34, 14, 42, 10),
        )
        hint = _(
            "Somebody changed these on the desk, and the file says something else. The desk's own "
            "stay unless you take the file's."
        )
        super().__init__(theme, hint, table)
        self._look: Look | None = None
        table.picked.connect(self._take)

    def show_look(self, look: Look | None) -> None:
        """Show where file and desk differ."""
        self._look = look
        options = (
            Option(KEEP, _("Keep what the desk has")),
            Option(TAKE, _("Take what the file says")),
        )
        conflicts = look.conflicts if look else ()
        self.table.show_lines(
            [
                Choice((one.label, f"{one.rows:,}"), options, TAKE if one.take else KEEP)
                for one in conflicts
            ]
        )

    def _take(self, row: int, code: str) -> None:
        if self._look is not None:
            self._look.take(self._look.conflicts[row].field, code == TAKE)
            self.table.put(row, code)
            self.changed.emit()


class RepairsCard(TableCard):
    """What was mended as the file was read, and in how many rows."""

    def __init__(self, theme: Theme) -> None:
        heads = [_("What was repaired"), "", _("Rows")]
        table = ChoiceTable(theme, _("What was repaired"), heads, (70, 1, 29))
        hint = _("The file was mended as it was read. Your file itself is as it was.")
        super().__init__(theme, hint, table)

    def show_look(self, look: Look) -> None:
        """Show what was mended."""
        self.table.show_lines(
            [
                Choice((words,), (), "", note=f"{rows:,}", ink="text2")
                for words, rows in look.repairs
            ]
        )


def _word(one: Unknown) -> Choice:
    options = (
        Option(BLANK, _("Leave it blank")),
        *(Option(code, label) for code, label in one.choices),
    )
    return Choice((one.text, one.label, f"{one.rows:,}"), options, UNDECIDED)
