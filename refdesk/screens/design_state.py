"""A form while an owner designs it: order, what is required, what follows what; without widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from refdesk.domain.asked import FormRule, conditions_of
from refdesk.domain.customs import CustomField
from refdesk.domain.fields import Field
from refdesk.domain.kinds import YESNO
from refdesk.domain.kinds.base import Plain
from refdesk.domain.ruling import unsound, values_of
from refdesk.domain.text import fold
from refdesk.i18n import _
from refdesk.screens import custom_fields, entry
from refdesk.screens.arranged import OWN_FIELDS, arranged, headings_of
from refdesk.screens.catalogue import SCREENS
from refdesk.screens.design_rules import (
    OWN_ASKED,
    Lines,
    Order,
    Own,
    as_draft,
    lines_of_draft,
    order_of,
    order_of_draft,
    own_of_draft,
    rules_of,
)
from refdesk.screens.design_words import Line, Row, row_of, value_words
from refdesk.screens.form_state import FormState
from refdesk.screens.spec import Place, Screen
from refdesk.services.designing import SAID, Design

FIRST = "referral"
"""The form that is designed most."""
HEADING = "heading:"
"""What the key of a heading's row begins with."""
MOST_BACK = 100
"""Steps that can be taken back."""
Snapshot = tuple[Order, Lines, Own]


def designable() -> tuple[Screen, ...]:
    """Return the screens whose forms can be designed, referrals first."""
    found = [one for one in SCREENS if one.of.entered and one.place is Place.WORK]
    return tuple(sorted(found, key=lambda one: one.kind != FIRST))


class DesignState:
    """The form of one kind of record as it is being designed.

    Args:
        screen: of that kind.
        design: how it is asked for now.
    """

    def __init__(self, screen: Screen, design: Design) -> None:
        self.screen = screen
        self.saved = design
        self.order: Order = {}
        self.lines: Lines = {}
        self.own: Own = {}
        self._back: list[Snapshot] = []
        self._ahead: list[Snapshot] = []
        self._take(design)
        self._began = self._said()

    # What a person sees

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every field of the form before any rule."""
        return {**self.screen.of.fields, **{key: one.field() for key, one in self.own.items()}}

    def rows(self) -> list[Row]:
        """Return headings and fields from the top."""
        fields, found = self.fields, []
        for heading, names in self.order.items():
            if heading != OWN_FIELDS or names or self.own:
                found.append(Row(HEADING + heading, _(heading), is_heading=True))
            found += [row_of(fields[name], self.lines[name], fields) for name in names]
        return found

    def place_words(self, name: str) -> str:
        """Return where a field stands, to be read out after it was moved."""
        heading = self.heading_of(name)
        names = self.order[heading]
        return _("{field}: {place} of {count} under {heading}").format(
            field=_(self.fields[name].label),
            place=names.index(name) + 1,
            count=len(names),
            heading=_(heading),
        )

    def heading_of(self, name: str) -> str:
        """Return the heading under which a field stands."""
        return next(heading for heading, names in self.order.items() if name in names)

    def preview(self, entries: Mapping[str, Any]) -> FormState:
        """Return the form as it would be, with these entries typed into it."""
        return FormState.blank(self.screen.form, self.screen.of, self.design.asked, entries)

    @property
    def is_begun(self) -> bool:
        """Whether the form differs from the saved one."""
        return self._said() != self._began

    @property
    def design(self) -> Design:
        """The form as it would be saved."""
        return Design(self.screen.of, tuple(self._rules().values()), tuple(self.own.values()))

    # What a person does; each returns why it cannot be, or nothing

    def move(self, name: str, step: int) -> bool:
        """Move a field up or down, past a heading too; tell whether there was somewhere to go."""
        headings = [one for one in self.order if one != OWN_FIELDS or self.order[one] or self.own]
        heading = self.heading_of(name)
        names = self.order[heading]
        place = names.index(name) + step
        target = headings.index(heading) + step
        if 0 <= place < len(names):
            self._remember()
            names.remove(name)
            names.insert(place, name)
            return True
        if not 0 <= target < len(headings):
            return False
        self._remember()
        names.remove(name)
        there = self.order[headings[target]]
        there.insert(len(there) if step < 0 else 0, name)
        return True

    def arrange(self, keys: Sequence[str]) -> None:
        """Take over the order of the rows, as somebody has dragged them."""
        heading = next(iter(self.order))
        order: Order = {one: [] for one in self.order}
        for key in keys:
            if key.startswith(HEADING):
                heading = key.removeprefix(HEADING)
            else:
                order[heading].append(key)
        if order != self.order and sorted(order_of(order)) == sorted(order_of(self.order)):
            self._remember()
            self.order = order

    def turn_needed(self, name: str) -> str:
        """Require a field, or take that back."""
        line, own = self.lines[name], self.fields[name]
        if line.left_out:
            return _("This field is left out. Bring it back first.")
        if own.required and not own.by_clinic:
            return _("RefDesk itself needs this field: it is always required.")
        return self._try(replace(line, needed=not line.needed))

    def turn_left_out(self, name: str) -> str:
        """Leave a field out, or bring it back."""
        line = self.lines[name]
        return self._try(replace(line, left_out=not line.left_out))

    def follow(self, name: str, other: str, value: str) -> str:
        """Ask for a field only when another has a value; always, where `other` is empty."""
        line = self.lines[name]
        return self._try(replace(line, when_field=other, when_value=value if other else ""))

    def deciders(self, name: str) -> list[tuple[str, str]]:
        """Return name and label of the fields that can decide whether one is asked for."""
        fields = self.fields
        return [
            (other, _(fields[other].label))
            for names in self.order.values()
            for other in names
            if other != name and conditions_of(fields[other]) and not self.lines[other].left_out
        ]

    def values(self, other: str) -> list[tuple[str, str]]:
        """Return code and words of the values of a field that can decide."""
        own = self.fields[other]
        anything = [] if own.kind is YESNO else [("", value_words(own, ""))]
        return anything + [(code, value_words(own, code)) for code in values_of(own)]

    def own_form(self, key: str = "") -> FormState:
        """Return the form of one of the clinic's own fields, or of a new one."""
        form, before = custom_fields.SCREEN.form, self._saved_own(key)
        if before is None:
            kind = {"record_kind": self.screen.kind}
            state = FormState.blank(form, CustomField, entries=kind)
        else:
            state = FormState(form, before)
        for name in OWN_ASKED if key else ():
            own = CustomField.fields[name]
            state.type(name, entry.write(own, own.value_of(self.own[key])))
        return state

    def put(self, name: str, custom: CustomField | None, other: str, value: str) -> str:
        """Take over what a field of the clinic's own is, if it is one, and when it is asked for."""
        if custom is not None and (sentence := self.put_own(name, custom)):
            return sentence
        key = name or (custom.key if custom is not None else "")
        line = self.lines[key]
        if (line.when_field, line.when_value) == (other, value):
            return ""
        sentence = self.follow(key, other, value)
        if sentence and custom is not None:
            self.undo()
            self._ahead.clear()
        return sentence

    def put_own(self, key: str, custom: CustomField) -> str:
        """Add a field of the clinic's own, where `key` is empty, or change that one."""
        others = (own for name, own in self.fields.items() if name != key)
        if fold(custom.label) in {fold(_(own.label)) for own in others}:
            return _("{field} is another field's name already.").format(field=custom.label)
        before, known = self._snapshot(), self._wrong()
        ids = [one.id for one in self.own.values()]
        custom.id = self.own[key].id if key else min([0, *ids]) - 1
        self.own[custom.key] = custom
        line = self.lines.get(custom.key, Line(custom.key))
        self.lines[custom.key] = replace(line, needed=custom.needed)
        if not key:
            self.order[OWN_FIELDS].append(custom.key)
        return self._settle(before, known)

    def begin_anew(self) -> None:
        """Ask for everything as RefDesk begins; the clinic's own fields stay."""
        self._remember()
        self._take(Design(self.screen.of, (), tuple(self.own.values())))

    def undo(self) -> bool:
        """Take the last step back, if there was one."""
        return self._step(self._back, self._ahead)

    def redo(self) -> bool:
        """Do the step again that was taken back last, if one was."""
        return self._step(self._ahead, self._back)

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Whether a step can be done again."""
        return bool(self._ahead)

    def draft(self) -> dict[str, Any]:
        """Return the form as it stands, to be kept as a draft."""
        return as_draft(self.order, self.lines, self.own)

    def resume(self, draft: Mapping[str, Any]) -> None:
        """Take a draft's form; fields that are gone since are left out of it."""
        own = own_of_draft(draft, self.screen.kind, self.own)
        self._take(Design(self.screen.of, tuple(self._rules().values()), tuple(own.values())))
        self.order = order_of_draft(draft, self.order)
        self.lines = lines_of_draft(draft, self.lines)

    # Inside

    def _take(self, design: Design) -> None:
        """Show a design: where each field stands and what is asked of it."""
        self.own = {one.key: one for one in design.own}
        self.order = {heading: [] for heading in headings_of(self.screen.form)}
        for group in arranged(self.screen.form, design.asked):
            self.order[group.label] = list(group.names)
        self.lines = {}
        for name in (name for names in self.order.values() for name in names):
            rule = design.asked.rules.get(name) or FormRule(field=name)
            needed = rule.needed or (name in self.own and self.own[name].needed)
            when = (rule.when_field, rule.when_value)
            self.lines[name] = Line(name, needed, rule.hidden, *when)

    def _rules(self) -> dict[str, FormRule]:
        return rules_of(self.screen, self.order, self.lines, self.own)

    def _said(self) -> tuple[dict[str, list[Any]], list[tuple[int, dict[str, Plain]]]]:
        """Return all that the form says, to be compared."""
        rules = {name: [getattr(one, what) for what in SAID] for name, one in self._rules().items()}
        return rules, [(one.id, one.to_plain()) for one in self.own.values()]

    def _try(self, line: Line) -> str:
        """Ask this of a field, unless something in the form would not go with it."""
        before, known = self._snapshot(), self._wrong()
        self.lines[line.name] = line
        custom = self.own.get(line.name)
        if custom is not None:
            changed = self.own[line.name] = custom.copy()
            changed.needed = line.needed
        return self._settle(before, known)

    def _settle(self, before: Snapshot, known: Sequence[str]) -> str:
        """Keep a step, or take it back where it brought something that cannot be; say what."""
        found = [sentence for sentence in self._wrong() if sentence not in known]
        if found:
            self._restore(before)
            return found[0]
        self._back = [*self._back, before][-MOST_BACK:]
        self._ahead.clear()
        return ""

    def _wrong(self) -> list[str]:
        return [one.message for one in unsound(self.fields, self._rules())]

    def _saved_own(self, key: str) -> CustomField | None:
        return next((one for one in self.saved.own if one.key == key), None)

    def _snapshot(self) -> Snapshot:
        order = {heading: list(names) for heading, names in self.order.items()}
        return order, dict(self.lines), dict(self.own)

    def _restore(self, snapshot: Snapshot) -> None:
        order, lines, own = snapshot
        self.order = {heading: list(names) for heading, names in order.items()}
        self.lines, self.own = dict(lines), dict(own)

    def _remember(self) -> None:
        self._back = [*self._back, self._snapshot()][-MOST_BACK:]
        self._ahead.clear()

    def _step(self, here: list[Snapshot], there: list[Snapshot]) -> bool:
        if not here:
            return False
        there.append(self._snapshot())
        self._restore(here.pop())
        return True
