"""Which editor edits which kind of field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from refdesk.domain import kinds
from refdesk.domain.kinds.base import Kind
from refdesk.ui.editors.address import AddressEditor
from refdesk.ui.editors.choice import ChoiceEditor, ChoicesEditor, YesNoEditor
from refdesk.ui.editors.dates import DateEditor, DateTimeEditor, PartialDateEditor, TimeEditor
from refdesk.ui.editors.hours import HoursEditor
from refdesk.ui.editors.reference import ReferenceEditor, ReferencesEditor
from refdesk.ui.editors.tags import TagsEditor
from refdesk.ui.editors.text import NoteEditor, TextEditor

if TYPE_CHECKING:
    from refdesk.domain.fields import Field
    from refdesk.ui.editors.base import Editor, Finder
    from refdesk.ui.theme import Theme

EDITORS: dict[Kind, Callable[[Theme, Field, Finder | None], Editor]] = {
    kinds.TEXT: TextEditor,
    kinds.EMAIL: TextEditor,
    kinds.NPI: TextEditor,
    kinds.PHONE: TextEditor,
    kinds.INTEGER: TextEditor,
    kinds.DECIMAL: TextEditor,
    kinds.MONEY: TextEditor,
    kinds.NOTE: NoteEditor,
    kinds.CHOICE: ChoiceEditor,
    kinds.CHOICES: ChoicesEditor,
    kinds.YESNO: YesNoEditor,
    kinds.DATE: DateEditor,
    kinds.PARTIAL_DATE: PartialDateEditor,
    kinds.TIME: TimeEditor,
    kinds.DATETIME: DateTimeEditor,
    kinds.TAGS: TagsEditor,
    kinds.ADDRESS: AddressEditor,
    kinds.HOURS: HoursEditor,
    kinds.REFERENCE: ReferenceEditor,
    kinds.REFERENCES: ReferencesEditor,
}


def editor_for(theme: Theme, own: Field, finder: Finder | None) -> Editor:
    """Return a new editor for a field."""
    return EDITORS[own.kind](theme, own, finder)
