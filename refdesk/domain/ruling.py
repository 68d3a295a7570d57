"""What the rules of a form may not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from refdesk.domain.asked import (
    NO,
    YES,
    FormRule,
    conditions_of,
    may_be_left_out,
    may_be_needed,
    may_be_ruled,
)
from refdesk.domain.errors import Problem
from refdesk.domain.fields import Field
from refdesk.domain.kinds import YESNO
from refdesk.i18n import _

Rules = Mapping[str, FormRule]


def unsound(fields: Mapping[str, Field], rules: Rules) -> Iterator[Problem]:
    """Yield everything that cannot be in the rules of one form, each at its field.

    Args:
        fields: all that can be asked for, before any rule.
        rules: by the field they are about.
    """
    for name, rule in rules.items():
        own = fields.get(name)
        if own is None:
            yield Problem(name, _("There is no field {name}.").format(name=name[:60]))
            continue
        if sentence := why_not_ruled(own, rule):
            yield own.problem(sentence)
        if rule.when_field and (sentence := _why_no_condition(own, rule, fields, rules)):
            yield own.problem(sentence)


def why_not_ruled(own: Field, rule: FormRule) -> str:
    """Return what of a rule its field does not allow, to be read after its label."""
    is_sometimes = rule.hidden or rule.when_field
    if (rule.needed or is_sometimes) and not may_be_ruled(own):
        return _("is kept by RefDesk: it can be moved, and nothing else.")
    if is_sometimes and own.by_step:
        return _("is needed by a step of the loop: it can be neither left out nor conditional.")
    if is_sometimes and not may_be_left_out(own):
        return _("is needed by RefDesk itself: it can be neither left out nor conditional.")
    if rule.needed and not may_be_needed(own):
        return _("is a yes or no and always has an answer: it cannot be required.")
    return ""


def _why_no_condition(own: Field, rule: FormRule, fields: Mapping[str, Field], rules: Rules) -> str:
    """Return why a field cannot be asked for by the condition of its rule."""
    other = fields.get(rule.when_field)
    if other is None:
        return _("is to follow a field that is not there.")
    label = _(other.label)
    if other is own:
        return _("cannot follow itself.")
    if not conditions_of(other):
        return _(
            "cannot follow {other}: only a choice, a yes or no, or a record can decide."
        ).format(other=label)
    if rule.when_value not in {"", *values_of(other)}:
        return _("follows a value that {other} does not have.").format(other=label)
    theirs = rules.get(other.name)
    if theirs is not None and theirs.hidden:
        return _("follows {other}, which is left out.").format(other=label)
    return _circle(own, fields, rules)


def values_of(own: Field) -> tuple[str, ...]:
    """Return the values of a field that a condition can ask for."""
    return (YES, NO) if own.kind is YESNO else tuple(own.codes)


def _circle(own: Field, fields: Mapping[str, Field], rules: Rules) -> str:
    """Return that a field follows itself by way of others; empty if it does not."""
    way = [own.name]
    while (rule := rules.get(way[-1])) is not None and rule.when_field in fields:
        if rule.when_field in way[1:]:
            return ""  # a circle of others, told at each of them
        if rule.when_field == own.name:
            names = " → ".join(_(fields[name].label) for name in (*way, own.name))
            return _("follows itself in a circle: {names}.").format(names=names)
        way.append(rule.when_field)
    return ""
