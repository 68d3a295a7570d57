"""The fields of a form, drawn from its description: groups, editors, live rules, problems."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from refdesk.domain import kinds
from refdesk.i18n import _
from refdesk.screens.form_state import FormState
from refdesk.screens.mnemonics import mnemonics
from refdesk.screens.spec import Group
from refdesk.ui.editors.catalogue import editor_for
from refdesk.ui.editors.text import TextEditor
from refdesk.ui.field_box import FieldBox
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from refdesk.ui.editors.base import FieldFinder

NARROW = {
    *(kinds.DATE, kinds.TIME, kinds.PARTIAL_DATE, kinds.PHONE, kinds.NPI, kinds.YESNO),
    *(kinds.INTEGER, kinds.DECIMAL, kinds.MONEY),
}
"""Kinds of field of which two stand side by side."""
SHORT = 80
"""So long a text may be at most to stand beside another field, in characters."""
HALF = 200
"""Room of a field that shares its row, in pixels at 100 %."""
TWO_COLUMNS = 700
"""Width from which groups stand in two columns, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class Laid:
    """How one form is laid out.

    Args:
        half: the names of fields that share a row, whatever their kind.
        second: the heading that begins the second column; without it, the half of the rows does.
        taken: letters that lead elsewhere with Alt.
    """

    half: frozenset[str] = frozenset()
    second: str = ""
    taken: str = ""


USUAL = Laid()


class GroupBox(QWidget):
    """Fields under a heading, two to a row where they are short."""

    def __init__(
        self, theme: Theme, label: str, boxes: list[FieldBox], half: Collection[str] = ()
    ) -> None:
        super().__init__()
        self.label, self.boxes, self._half = label, boxes, half
        px = theme.px
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(10))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._placed: tuple[FieldBox, ...] = ()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(8))
        whole.addWidget(Text(theme, _(label), Type.CARD))
        whole.addLayout(self._grid)

    @property
    def weight(self) -> int:
        """How many rows the group takes, roughly: the tall kinds count for more."""
        tall = {kinds.HOURS: 5, kinds.ADDRESS: 3, kinds.NOTE: 2}
        return 1 + sum(
            2 * tall.get(box.own.kind, 1) if self._is_wide(box) else 1 for box in self.boxes
        )

    def show_fields(self, shown: Collection[str]) -> None:
        """Place the fields that are asked for; the others are hidden."""
        wanted = tuple(box for box in self.boxes if box.own.name in shown)
        self.setVisible(bool(wanted))
        if wanted == self._placed:
            return
        self._placed = wanted
        for box in self.boxes:
            self._grid.removeWidget(box)
            box.setParent(self)  # shown without one, it would be a window for a moment
            box.setVisible(box in wanted)
        row = column = 0
        for box in wanted:
            if self._is_wide(box):
                row += column
                self._grid.addWidget(box, row, 0, 1, 2)
                row, column = row + 1, 0
            else:
                self._grid.addWidget(box, row, column)
                row, column = (row + 1, 0) if column else (row, 1)

    def _is_wide(self, box: FieldBox) -> bool:
        return box.own.name not in self._half and is_wide(box)


class FormView(QWidget):
    """All fields of one form state, kept in step with it.

    Args:
        theme: colours and sizes.
        state: the form.
        finder: for fields that name other records.
        only: the names of the fields to show, all when None.
        laid: how this form differs from the usual.
    """

    edited = Signal()

    def __init__(
        self,
        theme: Theme,
        state: FormState,
        finder: FieldFinder,
        only: Collection[str] | None = None,
        *,
        laid: Laid = USUAL,
    ) -> None:
        super().__init__()
        self._laid = laid
        self._theme, self.state = theme, state
        self.boxes: dict[str, FieldBox] = {}
        self._only = frozenset(state.fields if only is None else only)
        self._columns = 0
        self._groups = self._build(finder)
        self._sides = [QVBoxLayout(), QVBoxLayout()]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(32))
        for side in self._sides:
            side.setSpacing(theme.px(20))
            side.addStretch(1)
            row.addLayout(side, 1)
        self._row = row
        self._arrange(1)
        self.show_state()

    def show_state(self) -> None:
        """Show every entry of the state, its rules and its problems."""
        for name, box in self.boxes.items():
            box.editor.show_entry(self.state.entries[name])
        self.show_rules()
        self.show_problems()

    def show_rules(self) -> None:
        """Show which fields are asked for and which are needed."""
        shown, needed = self.state.asked()
        for group in self._groups:
            group.show_fields(shown & self._only)
        for name, box in self.boxes.items():
            box.set_needed(needed=name in needed)

    def show_problems(self) -> None:
        """Show what is wrong, each at its field."""
        for name, box in self.boxes.items():
            box.show_problem(self.state.problems.get(name, ""))

    def focus_first(self) -> None:
        """Give the focus to the first field that is needed and empty, or else the first."""
        missing = [name for name in self.state.missing() if name in self.boxes]
        self.focus_field(missing[0] if missing else self._first())

    def focus_field(self, name: str) -> None:
        """Give a field the focus."""
        if name in self.boxes:
            self.boxes[name].focus_editor()

    def focus_problem(self, name: str) -> None:
        """Give the part of a field that is wrong the focus."""
        if name in self.boxes:
            self.boxes[name].focus_problem()

    def go_on_typing(self) -> None:
        """Put the cursor behind what stands in the field that has the focus."""
        now = self.focusWidget()
        if isinstance(now, QLineEdit):
            now.end(False)  # noqa: FBT003  Qt's
        elif isinstance(now, QPlainTextEdit):
            now.moveCursor(QTextCursor.MoveOperation.End)

    def focused(self) -> str | None:
        """Return the name of the field that has the focus."""
        now: QWidget | None = self.focusWidget()
        if now is None:
            return None
        for name, box in self.boxes.items():
            if box is now or box.isAncestorOf(now):
                return name
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the groups into two columns where there is room."""
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= self._theme.px(TWO_COLUMNS) else 1)

    def _first(self) -> str:
        return next(name for name, box in self.boxes.items() if not box.isHidden())

    def _build(self, finder: FieldFinder) -> list[GroupBox]:
        names = [name for name in self.state.fields if name in self._only]
        shown, _needed = self.state.asked()
        names.sort(key=lambda name: name not in shown)  # those in sight have the first choice
        labels = mnemonics([_(self.state.fields[name].label) for name in names], self._laid.taken)
        marked = dict(zip(names, labels, strict=True))
        return [self._group(group, marked, finder) for group in self.state.groups]

    def _group(self, group: Group, marked: dict[str, str], finder: FieldFinder) -> GroupBox:
        boxes = []
        for name in group.names:
            if name not in marked:
                continue
            own = self.state.fields[name]
            editor = editor_for(self._theme, own, finder)
            if own.completes and isinstance(editor, TextEditor):
                editor.offer_from(partial(finder.offers, *self.state.home(name)))
            box = FieldBox(self._theme, own, editor, marked[name])
            box.edited.connect(self._edited)
            box.left.connect(self._left)
            self.boxes[name] = box
            boxes.append(box)
        return GroupBox(self._theme, group.label, boxes, self._laid.half)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for side in self._sides:
            for group in self._groups:
                side.removeWidget(group)  # taken out by number, it would keep its old height
        half = sum(group.weight for group in self._groups) / 2
        is_named = any(group.label == self._laid.second for group in self._groups[1:])
        taken, column = 0, 0
        for group in self._groups:
            begins = (
                group.label == self._laid.second if is_named else taken + group.weight / 2 > half
            )
            if columns == 2 and taken and begins:
                column = 1
            taken += group.weight
            side = self._sides[column]
            side.insertWidget(side.count() - 1, group)  # the stretch stays last
        self._row.setStretch(1, 1 if columns == 2 else 0)
        self._row.setSpacing(self._theme.px(32) if columns == 2 else 0)
        self._order_tabs()

    def _order_tabs(self) -> None:
        boxes = [box for group in self._groups for box in group.boxes]
        for before, after in pairwise(boxes):
            QWidget.setTabOrder(before.editor, after.editor)

    def _edited(self, name: str) -> None:
        self.state.type(name, self.boxes[name].editor.entry())
        self.boxes[name].show_problem("")
        self.show_rules()
        self.edited.emit()

    def _left(self, name: str) -> None:
        given = self.boxes[name].editor.entry()
        if given == self.state.entries[name] and name in self.state.problems:
            return  # what saving said of it still holds
        self.state.type(name, given)
        self.state.leave(name)
        self.show_problems()


def is_wide(box: FieldBox) -> bool:
    """Tell whether a field takes a row of its own."""
    own = box.own
    if own.kind in NARROW:
        return False
    if own.kind is kinds.TEXT:
        return own.limit > SHORT
    if own.kind is kinds.CHOICE:
        return box.editor.wide > HALF
    return True
