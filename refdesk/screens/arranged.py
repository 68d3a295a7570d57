"""The order of a form: as its screen says, and as the clinic has arranged it."""

from __future__ import annotations

from refdesk.domain.asked import Asked
from refdesk.i18n import N_
from refdesk.screens.spec import FormSpec, Group

OWN_FIELDS = N_("Your own fields")
LAST = 10_000
"""Fields without a place of their own stand behind those that have one."""


def arranged(form: FormSpec, asked: Asked) -> tuple[Group, ...]:
    """Return the groups of a form with their fields in order; headings without any are left out.

    Fields of the clinic's own follow the others, unless they have a place.
    """
    declared = [(group.label, name) for group in form.groups for name in group.names]
    headings = headings_of(form)
    own = [(OWN_FIELDS, field.name) for field in asked.own]
    placed: list[tuple[int, int, str, str]] = []
    for number, (label, name) in enumerate((*declared, *own)):
        rule = asked.rules.get(name)
        if rule is not None and rule.place is not None:
            heading = rule.heading if rule.heading in headings else label
            placed.append((rule.place, number, heading, name))
        else:
            placed.append((LAST, number, label, name))
    placed.sort()
    groups = (
        Group(label, tuple(name for *_place, heading, name in placed if heading == label))
        for label in headings
    )
    return tuple(group for group in groups if group.names)


def headings_of(form: FormSpec) -> tuple[str, ...]:
    """Return the headings a form can have, that of the clinic's own fields last."""
    return (*(group.label for group in form.groups), OWN_FIELDS)
