"""A record that is added from within the form of another: what is asked, what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from refdesk.domain.kinds import REFERENCE, REFERENCES, TEXT
from refdesk.screens.entry import is_blank

if TYPE_CHECKING:
    from refdesk.screens.form_state import FormState
    from refdesk.screens.spec import Screen


def essential(screen: Screen, state: FormState) -> frozenset[str]:
    """Return the fields that are asked for, and those that are needed and begin empty."""
    asked = screen.in_passing or state.groups[0].names
    return frozenset(asked) | {
        name
        for name, own in state.fields.items()
        if own.required and is_blank(own, state.entries[name])
    }


def named(screen: Screen, text: str) -> dict[str, Any]:
    """Return the entries of a new record that is called `text`."""
    name = screen.of.title[0]
    if screen.of.fields[name].kind is not TEXT:
        return {}
    return {name: " ".join(text.split())}


def carried(screen: Screen, asking: FormState) -> dict[str, Any]:
    """Return what the form that asks says of the new record: the practice that both name."""
    chosen: dict[str, Any] = {}
    for name, own in asking.fields.items():
        if own.kind is REFERENCE and asking.entries[name]["id"] is not None:
            chosen.setdefault(own.target_kind, asking.entries[name]["id"])
    given: dict[str, Any] = {}
    for name in screen.in_passing:
        own = screen.of.fields[name]
        if own.kind is REFERENCE and own.target_kind in chosen:
            given[name] = {"id": chosen[own.target_kind], "text": ""}
        elif own.kind is REFERENCES and own.target_kind in chosen:
            given[name] = {"ids": [chosen[own.target_kind]], "text": ""}
    return given
