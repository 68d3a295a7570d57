"""What the simple editors share: the entry kept whole, names, the problem, the lock, leaving."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from refdesk.domain.fields import Field
from refdesk.screens.entry import Entry
from refdesk.ui.editors.base import Editor, Finder
from refdesk.ui.theme import Theme


class Part(Protocol):
    """A widget of an editor that shows by its frame how things stand."""

    def set_wrong(self, *, wrong: bool) -> None:
        """Show the border of a problem, or take it back."""

    def set_locked(self, *, locked: bool) -> None:
        """Let it be read but not changed."""


def holds(editor: QWidget, widget: QWidget | None) -> bool:
    """Tell whether `widget` belongs to `editor`, be it in a popup of its own."""
    while widget is not None and widget is not editor:
        widget = widget.parentWidget()
    return widget is editor


class SimpleEditor(Editor):
    """An editor that hands back the very entry it was given until the person changes it."""

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        self._given: Entry = None
        self._is_untouched = False
        self._is_inside = False
        self._label = self._description = self._problem = ""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def entry(self) -> Entry:
        """Return what stands in the editor; see `screens.entry`."""
        return self._given if self._is_untouched else self.typed()

    def show_entry(self, entry: Entry) -> None:
        """Show an entry; `edited` is not emitted."""
        self._given, self._is_untouched = entry, True
        self.show_given(entry)

    def mark(self, problem: str) -> None:
        """Show by the border that another value is needed, and say why; empty takes it back."""
        self._problem = problem
        for part in self.parts():
            part.set_wrong(wrong=bool(problem))
        self._tell()

    def set_locked(self, *, locked: bool) -> None:
        """Let the entry be read but not changed."""
        for part in self.parts():
            part.set_locked(locked=locked)

    def name(self, label: str, description: str) -> None:
        """Tell screen readers what the editor is for."""
        self._label, self._description = label, description
        self._tell()

    def typed(self) -> Entry:
        """Return the entry that the widgets make now."""
        raise NotImplementedError

    def show_given(self, entry: Entry) -> None:
        """Show an entry in the widgets."""
        raise NotImplementedError

    def parts(self) -> tuple[Part, ...]:
        """Return the widgets that show the problem and the lock."""
        raise NotImplementedError

    def tidy(self) -> None:
        """Write what was typed as the program writes it; the focus has just gone."""

    def say(self, label: str, description: str) -> None:
        """Give the widgets their names."""
        self.control().setAccessibleName(label)
        self.control().setAccessibleDescription(description)

    def touch(self) -> None:
        """Note that the person has changed something."""
        self.tidied()
        self.edited.emit()

    def tidied(self) -> None:
        """Note that the entry is now what the widgets say."""
        self._is_untouched = False

    def focus_moved(self, before: QWidget | None, now: QWidget) -> None:
        """Hear that the focus went from one widget of the editor to another."""

    def _tell(self) -> None:
        words = [self._description]
        if self._problem and self._problem not in self._description:
            words.insert(0, self._problem)
        self.say(self._label, " ".join(filter(None, words)))

    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None:  # the window went to the back: nothing was left
            return
        if holds(self, now):
            self._is_inside = True
            self.focus_moved(before, now)
        elif self._is_inside and now.window() is self.window():
            self._is_inside = False
            self.tidy()
            self.left.emit()
