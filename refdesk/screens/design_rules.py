"""A form that is designed, as the rules that are kept of it, and as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refdesk.domain.asked import FormRule
from refdesk.domain.customs import CustomField
from refdesk.screens.arranged import OWN_FIELDS
from refdesk.screens.design_words import Line
from refdesk.screens.spec import Screen

Order = dict[str, list[str]]
"""The names of fields under each heading."""
Lines = dict[str, Line]
Own = dict[str, CustomField]
OWN_ASKED = ("label", "field_kind", "options", "help_text", "needed", "is_personal")
"""What is asked of a field of the clinic's own."""


def rules_of(screen: Screen, order: Order, lines: Lines, own: Own) -> dict[str, FormRule]:
    """Return what must be said of fields; nothing of those that are as declared.

    Under a heading where one was moved, each has its place.
    """
    declared = {group.label: list(group.names) for group in screen.form.groups}
    declared[OWN_FIELDS] = list(own)
    rules: dict[str, FormRule] = {}
    for heading, names in order.items():
        is_moved = names != [name for name in declared[heading] if name in names]
        for place, name in enumerate(names, start=1):
            line = lines[name]
            rule = FormRule(
                record_kind=screen.kind,
                field=name,
                heading=heading if is_moved else "",
                place=place if is_moved else None,
                needed=line.needed and name not in own,
                hidden=line.left_out,
                when_field=line.when_field,
                when_value=line.when_value,
            )
            if is_moved or rule.needed or rule.hidden or rule.when_field:
                rules[name] = rule
    return rules


def order_of(order: Order) -> list[str]:
    """Return the names of all fields from the top."""
    return [name for names in order.values() for name in names]


def as_draft(order: Order, lines: Lines, own: Own) -> dict[str, Any]:
    """Return a form that was begun as plain JSON."""
    return {
        "order": {heading: list(names) for heading, names in order.items()},
        "lines": {
            name: [line.needed, line.left_out, line.when_field, line.when_value]
            for name, line in lines.items()
        },
        "own": {
            key: {name: CustomField.fields[name].to_plain(getattr(one, name)) for name in OWN_ASKED}
            for key, one in own.items()
        },
    }


def own_of_draft(draft: Mapping[str, Any], kind: str, own: Own) -> Own:
    """Return the clinic's own fields as a draft has them; those that are gone since are not."""
    found = dict(own)
    for key, plain in draft["own"].items():
        one = found[key].copy() if key in found else CustomField(record_kind=kind, label="")
        if key not in found:
            one.id = int(key.removeprefix("cf"))
        for name in OWN_ASKED:
            setattr(one, name, CustomField.fields[name].from_plain(plain[name]))
        if key in found or one.id < 0:
            found[key] = one
    return found


def order_of_draft(draft: Mapping[str, Any], order: Order) -> Order:
    """Return the order of a draft; fields that it does not know stay under their heading."""
    names = order_of(order)
    found: Order = {
        heading: [name for name in draft["order"].get(heading, ()) if name in names]
        for heading in order
    }
    for heading, there in order.items():
        found[heading] += [name for name in there if name not in order_of(found)]
    return found


def lines_of_draft(draft: Mapping[str, Any], lines: Lines) -> Lines:
    """Return what a draft asks of each field that there is."""
    kept = {name: Line(name, *said) for name, said in draft["lines"].items() if name in lines}
    return {**lines, **kept}
