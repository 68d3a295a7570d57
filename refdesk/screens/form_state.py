"""One form without its widgets: what was typed, what is asked for, what is wrong, saving."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from refdesk.domain.asked import Asked
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import REFERENCE, REFERENCES
from refdesk.domain.record import Record
from refdesk.domain.validation import is_required, is_shown, problems
from refdesk.i18n import _
from refdesk.screens import entry
from refdesk.screens.arranged import arranged
from refdesk.screens.entry import Entry
from refdesk.screens.spec import FormSpec
from refdesk.services.records import Records, new_record


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A field that was changed elsewhere while a person was changing it here."""

    name: str
    shown: str


class FormState:
    """The form of one record, new or known.

    Args:
        form: which fields, in which groups.
        record: what to begin with; its id is 0 while it is new.
        asked: what the clinic asks for; without it, what is declared.
        needs: fields that are needed for what is done, beside those the record needs.
    """

    def __init__(
        self,
        form: FormSpec,
        record: Record,
        asked: Asked | None = None,
        needs: frozenset[str] = frozenset(),
    ) -> None:
        self._needs = needs
        self._asked = Asked.of(type(record)) if asked is None else asked
        self._beside: frozenset[str] = frozenset()
        """Fields of the form that belong to another record."""
        self.groups = arranged(form, self._asked)
        names = [name for group in self.groups for name in group.names]
        self.fields: dict[str, Field] = {name: self._asked[name] for name in names}
        self.record = record
        self.problems: dict[str, str] = {}
        self.entries: dict[str, Entry] = {}
        self._begun: dict[str, Entry] = {}
        self._said: dict[str, str] = {}
        """What the record as a whole was told to be wrong with, when it was last looked at."""
        self._start()

    @classmethod
    def blank(
        cls,
        form: FormSpec,
        of: type[Record],
        asked: Asked | None = None,
        entries: Mapping[str, Entry] | None = None,
    ) -> FormState:
        """Return the form of a new record, some of its entries already made."""
        state = cls(form, new_record(of, {}), asked)
        for name, given in (entries or {}).items():
            if name in state.fields and entry.fits(state.fields[name], given):
                state.entries[name] = given
        return state

    @property
    def is_new(self) -> bool:
        """Whether the record has not been saved yet."""
        return not self.record.id

    @property
    def touched(self) -> tuple[str, ...]:
        """The names of the fields whose entry differs from what the form began with."""
        return self._changed()

    def home(self, name: str) -> tuple[str, str]:
        """Return the kind of record that a field belongs to, and what it is called there."""
        return self.record.kind, name

    # What a person does

    def type(self, name: str, given: Entry) -> None:
        """Take what stands in a field now; a problem it had is no longer shown."""
        self.entries[name] = given
        self.problems.pop(name, None)

    def leave(self, name: str) -> None:
        """Look at a field that a person has done with; an empty one is left for saving.

        What another field was told because of this one is forgotten once it is no longer so.
        """
        said = self._objections()
        for other, sentence in self._said.items():
            if other not in said and self.problems.get(other) == sentence:
                del self.problems[other]
        self._said = said
        if entry.is_blank(self.fields[name], self.entries[name]):
            self.problems.pop(name, None)
        else:
            self._note(name, self._unsound(name) or said.get(name, ""))

    def check(self) -> bool:
        """Look at every field; tell whether the record can be saved."""
        record = self.working()
        self.problems = {}
        for name in self.fields:
            if is_shown(self.fields[name], record):
                self._note(name, self._unreadable(name))
        before = None if self.is_new else self.record
        for problem in problems(record, before, self._asked):
            self._note(problem.field, problem.message)
        self._note_objections()
        return not self.problems

    def next_problem(self, after: str | None, step: int = 1) -> str | None:
        """Return the field with a problem that comes next in the form, round its end."""
        wrong = [name for name in self.fields if name in self.problems]
        if not wrong:
            return next(iter(self.problems), None)
        names = list(self.fields)
        if after not in names:
            return wrong[0 if step > 0 else -1]
        place = names.index(after)
        ahead = [name for name in wrong if (names.index(name) - place) * step > 0]
        return (ahead or wrong)[0 if step > 0 else -1]

    # What the form asks for

    def is_shown(self, name: str) -> bool:
        """Tell whether a field is asked for, as the form stands."""
        return is_shown(self.fields[name], self.working())

    def asked(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the names of the fields that are shown, and of those that are needed."""
        record = self.working()
        fields = self._own_fields().items()
        shown = frozenset(name for name, own in fields if is_shown(own, record))
        needed = frozenset(name for name, own in fields if is_required(own, record))
        return shown, needed | self._needs

    def is_empty(self, name: str) -> bool:
        """Tell whether a field of the form holds nothing."""
        return name in self.fields and entry.is_blank(self.fields[name], self.entries[name])

    def missing(self) -> tuple[str, ...]:
        """Return the needed fields that are empty."""
        shown, needed = self.asked()
        return tuple(name for name in self.fields if name in needed & shown and self.is_empty(name))

    def working(self) -> Record:
        """Return the record as the form stands; what cannot be read yet keeps its old value."""
        record = self.record.copy()
        hidden: list[Field] = []
        for name in self._changed():
            if name in self._beside:
                continue
            own = self.fields[name]
            try:
                own.set_on(record, entry.read(own, self.entries[name]))
            except UserError:
                continue
            hidden.append(own)
        for own in hidden:
            if not is_shown(own, record):  # nobody sees it, so nobody meant it
                own.set_on(record, own.value_of(self.record))
        return record

    # Drafts

    def draft(self) -> dict[str, Any]:
        """Return what was typed, to be kept as a draft."""
        return {
            "entries": {name: self.entries[name] for name in self.touched},
            "begun": {name: self._begun[name] for name in self.touched},
        }

    def resume(self, draft: Mapping[str, Any]) -> list[str]:
        """Take a draft's entries; return the fields that have been changed elsewhere since.

        Entries of fields that are gone, or that are of another kind by now, are left out.
        """
        begun = draft.get("begun") or {}
        moved = []
        for name, given in (draft.get("entries") or {}).items():
            if name in self.fields and entry.fits(self.fields[name], given):
                self.entries[name] = given
                if not self.is_new and begun.get(name) != self._begun[name] != given:
                    moved.append(name)
        return moved

    def look_over(self, but: str = "") -> None:
        """Look at every field that is filled in, save one that is still being typed into."""
        for name in self.touched:
            if name != but:
                self.leave(name)

    # Saving and refreshing

    def save(self, records: Records, record: Record | None = None) -> Record:
        """Save the record and return it; away from the window.

        `record` is the working copy of the moment a person asked: what is typed after is not in it.

        Raises:
            UserError: with all problems; nothing was saved.
        """
        record = record or self.working()
        return records.put(record) if self.is_new else records.save(record)

    def refused(self, error: UserError) -> None:
        """Take over the problems that saving found; one without a field stands for the form."""
        for problem in error.problems:
            self._note(problem.field, problem.message)
        if not error.problems:
            self._note("", error.message)

    def rebase(self, record: Record, shown: Callable[[Field, Record], str]) -> list[Meanwhile]:
        """Go on from the record as it is now; what was typed stays.

        Returns the fields that were changed both here and elsewhere, with the other value in words.
        """
        mine = {name: self.entries[name] for name in self.touched}
        before = dict(self._begun)
        self.record = record
        self._start()
        both = [
            Meanwhile(name, shown(self.fields[name], record))
            for name in mine
            if self._begun[name] != before[name] and self._begun[name] != mine[name]
        ]
        self.entries.update(mine)
        return both

    def in_words(self, both: Iterable[Meanwhile]) -> list[str]:
        """Return what fields read elsewhere now."""
        return [
            _("{field} now reads {value}").format(
                field=_(self.fields[one.name].label), value=one.shown or _("nothing")
            )
            for one in both
        ]

    def _start(self) -> None:
        self._begun = {
            name: entry.write(own, own.value_of(self.record)) for name, own in self.fields.items()
        }
        self.entries = dict(self._begun)

    def _changed(self) -> tuple[str, ...]:
        return tuple(name for name in self.fields if self.entries[name] != self._begun[name])

    def _own_fields(self) -> dict[str, Field]:
        return {name: own for name, own in self.fields.items() if name not in self._beside}

    def _objections(self) -> dict[str, str]:
        """Return what the record as a whole refuses, as the form stands, by field."""
        before = None if self.is_new else self.record
        return by_field(self.working().check(before))

    def _note_objections(self) -> None:
        """Tell of what is filled in also while something else is missing."""
        self._said = self._objections()
        for name, sentence in self._said.items():
            own = self.fields.get(name)
            if own is not None and not entry.is_blank(own, self.entries[name]):
                self._note(name, sentence)

    def _unreadable(self, name: str) -> str:
        try:
            entry.read(self.fields[name], self.entries[name])
        except UserError as error:
            return error.problems[0].message if error.problems else error.message
        return ""

    def _unsound(self, name: str) -> str:
        sentence = self._unreadable(name)
        if sentence:
            return sentence
        own = self.fields[name]
        if own.kind in {REFERENCE, REFERENCES}:
            return ""
        problem = own.check(entry.read(own, self.entries[name]))
        return problem.message if problem else ""

    def _note(self, name: str, sentence: str) -> None:
        if not sentence:
            return
        known = self.problems.get(name)
        if known is None:
            self.problems[name] = sentence


def by_field(found: Iterable[Problem]) -> dict[str, str]:
    """Return what is said of each field, the first of several sentences."""
    said: dict[str, str] = {}
    for problem in found:
        said.setdefault(problem.field, problem.message)
    return said
