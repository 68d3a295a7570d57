"""What every editor of a form can do, whatever the kind of its field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from refdesk.domain.fields import Field
from refdesk.screens.entry import Entry
from refdesk.screens.finding import Found
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from refdesk.screens.field_offers import FieldOffers


class Finder(Protocol):
    """Finds, names and adds the records that a reference can name; answers come later."""

    def find(self, kind: str, text: str, done: Callable[[list[Found], int], None], /) -> None:
        """Hand over the first records that fit, and how many do."""

    def describe(
        self, kind: str, ids: Sequence[int], done: Callable[[list[Found]], None], /
    ) -> None:
        """Hand over records by name."""

    def add(self, kind: str, text: str, done: Callable[[Found], None], /) -> None:
        """Let the person add a record called `text`, and hand it over once it is saved."""

    def is_added_here(self, kind: str) -> bool:
        """Tell whether a record of this kind can be added from within a form."""


class FieldFinder(Finder, Protocol):
    """Answers all fields of a form, also those that offer what other records hold."""

    def offers(self, kind: str, name: str, done: Callable[[FieldOffers], None], /) -> None:
        """Hand over what a field of a kind of record offers while one types."""


class Editor(QWidget):
    """Edits one field's entry; the form puts label and problem around it.

    Args:
        theme: colours and sizes.
        own: the field.
        finder: for fields that name other records.
    """

    edited = Signal()
    """The person has typed or chosen something."""
    left = Signal()
    """The focus has gone from the editor to something outside it."""

    wide: int = 280
    """How wide the editor likes to be, in pixels at 100 %; the form may give it more."""

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__()
        self._theme, self.own, self._finder = theme, own, finder

    def entry(self) -> Entry:
        """Return what stands in the editor; see `screens.entry`."""
        raise NotImplementedError

    def show_entry(self, entry: Entry) -> None:
        """Show an entry; `edited` is not emitted."""
        raise NotImplementedError

    def control(self) -> QWidget:
        """Return the widget that takes the focus, and that the label's mnemonic leads to."""
        raise NotImplementedError

    def wrong_part(self) -> QWidget:
        """Return the widget in which the marked problem is to be mended."""
        return self.control()

    def mark(self, problem: str) -> None:
        """Show by the border that another value is needed, and say why; empty takes it back."""
        raise NotImplementedError

    def set_locked(self, *, locked: bool) -> None:
        """Let the entry be read but not changed."""
        raise NotImplementedError

    def name(self, label: str, description: str) -> None:
        """Tell screen readers what the editor is for."""
        self.control().setAccessibleName(label)
        self.control().setAccessibleDescription(description)
