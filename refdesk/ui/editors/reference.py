"""Editors of fields that name another record, or several."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from refdesk.domain.fields import Field
from refdesk.i18n import _
from refdesk.screens.entry import Entry
from refdesk.screens.finding import Found
from refdesk.ui.editors.base import Finder
from refdesk.ui.editors.finder_field import FinderField
from refdesk.ui.editors.line import InnerButton
from refdesk.ui.editors.reference_chips import ChipFlow
from refdesk.ui.editors.simple import Part, SimpleEditor
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

WAITING = "…"


class ReferenceEditor(SimpleEditor):
    """One record, found as you type; the field then shows its name."""

    wide = 300

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        if finder is None:
            raise TypeError(own.name)
        self._finds = finder
        self._found: Found | None = None
        self._is_chosen = False
        self.field = FinderField(theme, own.target_kind, finder)
        self.clear_button = InnerButton(theme, _("Clear"), "x")
        self.field.add_button(self.clear_button)
        self._row.addWidget(self.field)
        self.field.holds_choice = lambda: self._is_chosen
        self.field.goes_on = True
        self.field.typed.connect(self._on_typing)
        self.field.chosen.connect(self._choose)
        self.clear_button.clicked.connect(self._clear)
        self._dress()

    def typed(self) -> Entry:
        """Return the chosen id, or what was typed to find one."""
        if self._is_chosen and self._found is not None:
            return {"id": self._found.id, "text": ""}
        return {"id": None, "text": self.field.text()}

    def show_given(self, entry: Entry) -> None:
        """Show the name of the chosen record, or what was typed."""
        self.field.forget()
        row_id = entry.get("id")
        if row_id is None:
            self._found, self._is_chosen = None, False
            self.field.setText(entry.get("text", ""))
        else:
            self._show(Found(row_id, WAITING))
            self._finds.describe(
                self.own.target_kind, [row_id], partial(self._show_named, self._found)
            )
        self._dress()

    def chosen_title(self) -> str:
        """Return the name of the chosen record; empty without one, or until it is read."""
        known = self._found if self._is_chosen else None
        return known.title if known is not None and known.title != WAITING else ""

    def control(self) -> QWidget:
        """Return the field."""
        return self.field

    def parts(self) -> tuple[Part, ...]:
        """Return the field."""
        return (self.field,)

    def set_locked(self, *, locked: bool) -> None:
        """Let the name be read but not changed."""
        super().set_locked(locked=locked)
        self._dress()

    def say(self, label: str, description: str) -> None:
        """Name the field."""
        self.field.setAccessibleName(label)
        self.field.describe(description)

    def _show_named(self, asked: Found | None, found: list[Found]) -> None:
        if not isValid(self) or asked is None or self._found is not asked:
            return
        known = found[0] if found else Found(asked.id, f"#{asked.id}")
        if self._is_chosen:
            self._show(known)
        else:
            self._found = known

    def _show(self, found: Found) -> None:
        self._found, self._is_chosen = found, True
        title = _title(found)
        self.field.write(title)
        self.field.setToolTip(", ".join(filter(None, (title, found.detail))))
        if self.field.hasFocus():
            self.field.select_whole()
        self._dress()

    def _choose(self, found: Found) -> None:
        self._show(found)
        self.touch()

    def _on_typing(self) -> None:
        # The name may come back by undo: then it is chosen again.
        known = self._found
        self._is_chosen = known is not None and self.field.text() == _title(known)
        if not self._is_chosen:
            self.field.setToolTip("")
        self._dress()
        self.touch()

    def _clear(self) -> None:
        self.field.setFocus()
        self.field.write("")
        self._found, self._is_chosen = None, False
        self.field.setToolTip("")
        self._dress()
        self.touch()

    def _dress(self) -> None:
        can_clear = self._is_chosen and not self.field.isReadOnly()
        self.clear_button.setVisible(can_clear)
        self.field.make_room()


class ReferencesEditor(SimpleEditor):
    """Several records as chips, and a field that finds another."""

    wide = 420

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        if finder is None:
            raise TypeError(own.name)
        self._finds = finder
        self._asked = 0
        self.flow = ChipFlow(theme)
        self.field = _AddField(theme, own.target_kind, finder)
        whole = QVBoxLayout()
        whole.setSpacing(theme.px(4))
        self._row.addLayout(whole)
        whole.addWidget(self.flow)
        whole.addWidget(self.field)
        self.field.without = self._ids
        self.field.typed.connect(self.touch)
        self.field.chosen.connect(self._choose)
        self.field.to_chips = self._to_last
        self.field.remove_last = self._remove_last
        self.flow.removed.connect(self._remove)
        self.flow.after_last.connect(self.field.setFocus)

    def typed(self) -> Entry:
        """Return the chosen ids, and what was typed to find another."""
        return {"ids": self._ids(), "text": self.field.text()}

    def show_given(self, entry: Entry) -> None:
        """Show the names of the chosen records, and what was typed."""
        self.field.forget()
        self.flow.clear()
        for row_id in entry.get("ids") or ():
            self._add(Found(row_id, WAITING))
        self.field.setText(entry.get("text", ""))
        self._asked += 1
        ids = self._ids()
        if ids:
            self._finds.describe(
                self.own.target_kind, ids, partial(self._show_named, self._asked, ids)
            )

    def control(self) -> QWidget:
        """Return the field that finds another."""
        return self.field

    def parts(self) -> tuple[Part, ...]:
        """Return the field."""
        return (self.field,)

    def set_locked(self, *, locked: bool) -> None:
        """Let the names be read but not changed."""
        super().set_locked(locked=locked)
        for chip in self.flow.chips:
            chip.is_locked = locked
            chip.show_text(chip.text)
        self.flow.arrange()

    def say(self, label: str, description: str) -> None:
        """Name the field, and what is chosen."""
        chosen = ", ".join(chip.text for chip in self.flow.chips)
        said = _("Chosen: {names}").format(names=chosen) if chosen else ""
        self.field.setAccessibleName(label)
        self.field.describe(". ".join(filter(None, (said, description))))

    def _ids(self) -> list[int]:
        return [chip.row_id for chip in self.flow.chips]

    def _add(self, found: Found) -> None:
        chip = self.flow.add(found.id, locked=self.field.isReadOnly())
        chip.show_text(_title(found))
        self.flow.arrange()
        self._tell()

    def _show_named(self, asked: int, ids: list[int], found: list[Found]) -> None:
        if not isValid(self) or asked != self._asked:
            return
        titles = {one.id: _title(one) for one in found}
        for chip in self.flow.chips:
            if chip.row_id in ids:
                chip.show_text(titles.get(chip.row_id, f"#{chip.row_id}"))
        self.flow.arrange()
        self._tell()

    def _choose(self, found: Found) -> None:
        self.field.clear()
        if found.id not in self._ids():
            self._add(found)
        self.touch()

    def _remove(self, row_id: int) -> None:
        self.flow.remove(row_id)
        self._tell()
        self.touch()

    def _remove_last(self) -> None:
        if self.flow.chips:
            self._remove(self.flow.chips[-1].row_id)

    def _to_last(self) -> None:
        if self.flow.chips:
            self.flow.chips[-1].setFocus()


class _AddField(FinderField):
    """The field behind the chips: empty, Backspace takes the last one away."""

    def __init__(self, theme: Theme, kind: str, finder: Finder) -> None:
        super().__init__(theme, kind, finder)
        self.to_chips: Callable[[], None] = self.setFocus
        self.remove_last: Callable[[], None] = self.clear

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reach the chips from the start of the field."""
        key = Qt.Key(event.key())
        is_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        if key == Qt.Key.Key_Left and is_start:
            self.to_chips()
        elif key == Qt.Key.Key_Backspace and not self.text() and not self.isReadOnly():
            if not event.isAutoRepeat():
                self.remove_last()
        else:
            super().keyPressEvent(event)


def _title(found: Found) -> str:
    return _("{title} (archived)").format(title=found.title) if found.archived else found.title
