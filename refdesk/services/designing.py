"""How a clinic asks for its records: read whole, and changed whole as one change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from refdesk.domain.asked import Asked, FormRule, may_be_left_out, may_be_needed, may_be_ruled
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.domain.ruling import unsound
from refdesk.domain.text import fold
from refdesk.domain.validation import problems
from refdesk.i18n import _
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Query
from refdesk.store.work import Work

SAID = ("heading", "place", "needed", "hidden", "when_field", "when_value")
"""What a rule says of its field."""


@dataclass(frozen=True)
class Design:
    """How the fields of one kind of record are asked for.

    `rules` are at most one for each field. `own` are the clinic's own fields; those that are not
    saved yet have ids below zero, by which rules can name them.
    """

    of: type[Record]
    rules: tuple[FormRule, ...] = ()
    own: tuple[CustomField, ...] = ()

    @cached_property
    def asked(self) -> Asked:
        """What would be asked for."""
        return Asked(self.of.fields, (one.field() for one in self.own), self.rules)


class Designing:
    """Reads and changes how records are asked for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, of: type[Record]) -> Design:
        """Return how a kind of record is asked for; what is said of fields that are gone is not."""
        asked = self._desk.fields(of)
        rules = (_sound(rule, asked.plain) for rule in asked.rules.values())
        mine = Filter(CustomField.fields["record_kind"], plain=of.kind)
        ids = self._desk.db.ids(CustomField.kind, Query(filters=(mine,)))
        own = self._desk.db.page(CustomField, ids)
        return Design(of, tuple(rule for rule in rules if _says_something(rule)), tuple(own))

    def save(self, design: Design) -> None:
        """Ask for records in this way from now on.

        Raises:
            UserError: the user is no owner, or something in it cannot be; nothing was saved.
        """
        self._desk.require_owner((FormRule.kind,))
        before = self.read(design.of)
        if found := tuple(wrong(design, before)):
            raise UserError("\n".join(problem.message for problem in found), found)
        words = _("Change the form of {kind}").format(kind=_(design.of.many).lower())
        with self._desk.db.change(words, by=self._desk.user.id) as work:
            names = _save_own(work, design)
            self._save_rules(work, design, before, names)

    def _save_rules(
        self, work: Work, design: Design, before: Design, names: Mapping[str, str]
    ) -> None:
        mine = Filter(FormRule.fields["record_kind"], plain=design.of.kind)
        ids = self._desk.db.ids(FormRule.kind, Query(filters=(mine,)))
        rows = {rule.field: rule for rule in self._desk.db.page(FormRule, ids)}
        was = {rule.field: _said(rule) for rule in before.rules}
        wanted = {
            names.get(rule.field, rule.field): _said(rule, names)
            for rule in design.rules
            if _says_something(rule)
        }
        for name, said in wanted.items():
            if said != was.get(name):
                rule = rows.get(name) or FormRule(record_kind=design.of.kind, field=name)
                for what, value in said.items():
                    setattr(rule, what, value)
                if rule.id:
                    work.save(rule)
                else:
                    work.add(rule)
        # What is said of a field that is archived waits for it to come back.
        gone = [row.id for name, row in rows.items() if name in was and name not in wanted]
        work.delete(FormRule.kind, gone)


def wrong(design: Design, before: Design) -> Iterator[Problem]:
    """Yield what cannot be in a design; `before` is the saved one."""
    yield from unsound(design.asked.plain, {rule.field: rule for rule in design.rules})
    labels = Counter(fold(_(own.label)) for own in design.asked.plain.values())
    known = {one.id: one for one in before.own}
    for one in design.own:
        yield from problems(one, known.get(one.id))
        if labels[fold(one.label)] > 1:
            yield Problem(
                one.key, _("{field} is another field's name already.").format(field=one.label)
            )


def _save_own(work: Work, design: Design) -> dict[str, str]:
    """Save the clinic's own fields; return the lasting names of new ones by those they had."""
    names: dict[str, str] = {}
    for one in design.own:
        record = one.copy()
        if one.id > 0:
            work.save(record)
        else:
            names[one.key] = work.add(record).key
    return names


def _sound(rule: FormRule, fields: Mapping[str, Field]) -> FormRule:
    """Return a rule without what does not hold any more."""
    own, found = fields[rule.field], rule.copy()
    found.needed = rule.needed and may_be_needed(own) and may_be_ruled(own)
    found.hidden = rule.hidden and may_be_left_out(own)
    if rule.when_field not in fields or not may_be_left_out(own):
        found.when_field = found.when_value = ""
    return found


def _said(rule: FormRule, names: Mapping[str, str] | None = None) -> dict[str, object]:
    said = {what: getattr(rule, what) for what in SAID}
    if names:
        said["when_field"] = names.get(rule.when_field, rule.when_field)
    return said


def _says_something(rule: FormRule) -> bool:
    return rule.place is not None or rule.needed or rule.hidden or bool(rule.when_field)
