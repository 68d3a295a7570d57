"""What a person types into a field of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.domain import kinds
from refdesk.domain.kinds.base import Kind
from refdesk.ui.editors.reference import ReferenceEditor
from refdesk.ui.editors.segments import Segments
from refdesk.ui.form_page import FormPage
from tests.helpers.window import go_to, press, type_text, until

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TYPED: dict[Kind, str] = {
    kinds.TEXT: "Quillby",
    kinds.NOTE: "The ramp is behind the house.",
    kinds.EMAIL: "desk@quillby.example",
    kinds.NPI: "1234567893",
    kinds.PHONE: "740-555-0123",
    kinds.INTEGER: "7",
    kinds.DECIMAL: "39.5",
    kinds.MONEY: "12.50",
    kinds.DATE: "11/25/2026",
    kinds.PARTIAL_DATE: "4/12",
    kinds.TIME: "10:20 AM",
    kinds.DATETIME: "11/25/2026",
    kinds.TAGS: "ramp",
}
"""What fits a field of a kind, as it is typed."""
OTHER: dict[Kind, str] = {
    **TYPED,
    kinds.TEXT: "Millrace",
    kinds.INTEGER: "3",
    kinds.DATE: "11/20/2019",
}
"""What is typed in its place later."""
WRONG: dict[Kind, str] = {
    kinds.EMAIL: "desk at quillby",
    kinds.NPI: "1234567890",
    kinds.PHONE: "12",
    kinds.INTEGER: "seven",
    kinds.DECIMAL: "north",
    kinds.MONEY: "much",
    kinds.DATE: "the day after",
    kinds.PARTIAL_DATE: "spring",
    kinds.TIME: "noonish",
    kinds.DATETIME: "the day after",
}
"""What does not fit."""
OWN: dict[tuple[str, str], str] = {("custom_field", "record_kind"): "practice"}
"""Fields whose text must be a certain one."""


def fill(page: FormPage, qtbot: QtBot, name: str, typed: dict[Kind, str] = TYPED) -> None:
    """Go to a field by Tab and fill it in by keys; what was chosen becomes something else."""
    go_to(page, name)
    own, editor = page.state.fields[name], page.view.boxes[name].editor
    if own.kind is kinds.REFERENCE:
        find(page, qtbot, name)
    elif own.kind is kinds.CHOICE:
        before = editor.entry()
        is_row = isinstance(editor.control(), Segments)
        press("Right" if is_row else "Down")
        if editor.entry() == before:
            press("Up")
    elif own.kind in {kinds.YESNO, kinds.CHOICES}:
        press("Space")
    else:
        press("Ctrl+A")
        type_text(OWN.get((page.shows.kind, name), typed[own.kind]))


def find(page: FormPage, qtbot: QtBot, name: str) -> None:
    """Find the record that a field names, as one types, and take the first."""
    editor = page.view.boxes[name].editor
    assert isinstance(editor, ReferenceEditor)
    title = page.host.records.titles(page.state.fields[name].target_kind, [1])[1]
    type_text(title[:3])
    until(qtbot, lambda: editor.field.is_open and editor.field.found and editor.field.found.rows)
    press("Return")
    until(qtbot, lambda: editor.entry()["id"] is not None)


def fill_what_is_needed(page: FormPage, qtbot: QtBot) -> list[str]:
    """Fill in every needed field that is empty; return which."""
    filled: list[str] = []
    while page.state.missing():
        name = page.state.missing()[0]
        assert name not in filled, f"{name} stays empty, whatever is typed"
        fill(page, qtbot, name)
        filled.append(name)
    return filled
