"""Finding, reading, adding and changing records of every kind."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import REQUIRED, Field
from refdesk.domain.kinds import TEXT
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource
from refdesk.domain.text import fold
from refdesk.domain.user import User
from refdesk.domain.validation import require_sound
from refdesk.domain.views import SavedView
from refdesk.i18n import N_, _
from refdesk.services.listed import ListedSources
from refdesk.services.session import Desk
from refdesk.services.typed import Typed
from refdesk.services.views import Views
from refdesk.store.listing import Query

if TYPE_CHECKING:
    from refdesk.store.work import Work

R = TypeVar("R", bound=Record)


class Records:
    """What a person does with records, whatever their kind."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.typed = Typed(desk)

    @property
    def desk(self) -> Desk:
        """The desk they are of."""
        return self._desk

    # Reading

    def get(self, of: type[R], row_id: int) -> R:
        """Return one record.

        Raises:
            UserError: there is none of that id.
        """
        found = self._desk.db.get(of, row_id) if 0 < row_id < 2**53 else None
        if found is None:
            raise UserError(
                _("There is no {kind} number {id}.").format(kind=_(of.one).lower(), id=row_id)
            )
        return found

    def query(
        self,
        of: type[Record],
        *,
        search: str = "",
        filters: Mapping[str, str] | None = None,
        sort: str | None = None,
        limit: int | None = None,
    ) -> Query:
        """Return the query for what a person typed; a minus before `sort` turns the order round.

        Raises:
            UserError: a field is unknown, or a value is none of its kind.
        """
        order = self.typed.field(of, sort.removeprefix("-")) if sort else None
        conditions = tuple(
            one
            for name, text in (filters or {}).items()
            for one in self.typed.filters(of, name, text)
        )
        archived: bool | None = False
        if any(one.field.name == "archived" for one in conditions):
            archived = None
        return Query(
            search=search[:200],
            filters=conditions,
            sort=order,
            descending=bool(sort and sort.startswith("-")),
            archived=archived,
            limit=limit,
        )

    def ids(self, of: type[Record], query: Query) -> array[int]:
        """Return the ids of a list, in its order."""
        return self._desk.db.ids(of.kind, query)

    def page(self, of: type[R], ids: Sequence[int]) -> list[R]:
        """Return the records with these ids, in their order."""
        return self._desk.db.page(of, ids)

    def names(self, of: type[Record]) -> list[tuple[int, str]]:
        """Return the ids and the folded names of all records of a kind that is named by a text."""
        found = self._desk.db.values(of.kind, ("id", f"{of.title[0]}_key"), Query())
        return [(int(row_id), str(key or "")) for row_id, key in found]

    def beginning(self, of: type[Record], text: str, limit: int) -> list[int]:
        """Return the first records, by name, whose name begins so; none where it is no text."""
        own = of.fields[of.title[0]]
        if not own.indexed or own.kind is not TEXT or not fold(text):
            return []
        return self._desk.db.beginning(of, own.name, text, limit)

    def naming(self, of: type[R], name: str, ids: Sequence[int]) -> list[R]:
        """Return the records whose reference names one of these others, archived ones left out."""
        found = self._desk.db.having(of, name, ids)
        naming = sorted(row_id for some in found.values() for row_id in some)
        return [one for one in self.page(of, naming) if not one.archived]

    def titles(self, kind: str, ids: Iterable[int]) -> dict[int, str]:
        """Return the names under which records are shown, by id."""
        of = BY_NAME[kind]
        records = self._desk.db.page(of, list(dict.fromkeys(ids)))
        named: dict[str, dict[int, str]] = {}
        for name in of.title:
            own = of.fields[name]
            if own.target_kind:
                targets = {own.value_of(record) for record in records} - {None}
                named[name] = self.titles(own.target_kind, sorted(targets))
        return {record.id: self._title(record, named) for record in records}

    def title(self, record: Record) -> str:
        """Return the name under which one record is shown."""
        return self.titles(record.kind, [record.id]).get(record.id, "")

    def shown(self, own: Field, record: Record) -> str:
        """Return one field of a record for a person; references by name."""
        value = own.value_of(record)
        if not own.target_kind or own.is_empty(value):
            return own.show(value)
        ids = value if isinstance(value, tuple) else (value,)
        titles = self.titles(own.target_kind, ids)
        return ", ".join(titles.get(row_id, f"#{row_id}") for row_id in ids)

    # Writing

    def add(self, of: type[R], values: Mapping[str, str]) -> R:
        """Add a record from typed values by field name.

        Raises:
            UserError: with all problems; nothing was saved.
        """
        if not of.entered:
            raise UserError(_("A {kind} is not entered by hand.").format(kind=_(of.one).lower()))
        return self.put(new_record(of, self.typed.values(of, values)))

    def put(self, record: R) -> R:
        """Add a new record.

        Raises:
            UserError: with all problems; nothing was saved.
        """
        of = type(record)
        self._desk.require_owner((of.kind,))
        with self._desk.db.change(label(N_("Add {kind}"), of), by=self._desk.user.id) as work:
            self.check(work, record, None)
            work.add(record)
        return record

    def set(self, of: type[R], row_id: int, values: Mapping[str, str]) -> R:
        """Change fields of a record to typed values.

        Raises:
            UserError: with all problems; nothing was saved.
        """
        before = self.get(of, row_id)
        record = before.copy()
        for own, value in self.typed.values(of, values, before).items():
            own.set_on(record, value)
        return self.save(record)

    def save(self, record: R) -> R:
        """Save a changed record.

        Raises:
            UserError: with all problems; nothing was saved.
        """
        of = type(record)
        self._desk.require_owner((of.kind,))
        with self._desk.db.change(label(N_("Change {kind}"), of), by=self._desk.user.id) as work:
            self.check(work, record, of.from_plain(record.id, record.loaded))
            return work.save(record)

    def archive(self, of: type[R], row_id: int, *, archived: bool = True) -> R:
        """Archive a record, or take it back."""
        self._desk.require_owner((of.kind,))
        words = N_("Archive {kind}") if archived else N_("Restore {kind}")
        with self._desk.db.change(label(words, of), by=self._desk.user.id) as work:
            record = work.get(of, row_id)
            before = record.copy()
            record.archived = archived
            self.check(work, record, before)
            return work.save(record)

    def remove(self, of: type[Record], row_id: int) -> None:
        """Delete a record that nothing refers to.

        Raises:
            UserError: something refers to it; the sentence says what.
        """
        record = self.get(of, row_id)
        self._desk.require_owner((of.kind,))
        if isinstance(record, SavedView):
            Views(self._desk).require_may_change(record)
        used = self._desk.db.use_of(of.kind, row_id)
        if used:
            raise UserError(used)
        with self._desk.db.change(label(N_("Delete {kind}"), of), by=self._desk.user.id) as work:
            work.delete(of.kind, [row_id])

    def check(self, work: Work, record: R, before: R | None) -> None:
        """Refuse a record that is not sound, or newly refers to one that is gone or archived.

        Raises:
            UserError: with all problems.
        """
        if isinstance(before, SavedView):
            Views(self._desk).require_may_change(before)
        require_sound(record, before, self._desk.fields(type(record)))
        found = list(self._among_others(record, before))
        for own in record.fields.values():
            old = _referred(own, before) if before else set()
            new = _referred(own, record) - old
            if not new:
                continue
            images = work.images(own.target_kind, sorted(new))
            target = _(BY_NAME[own.target_kind].one).lower()
            for row_id in sorted(new):
                if row_id not in images:
                    sentence = _("names {kind} {id}, and there is none.")
                elif images[row_id]["archived"]:
                    sentence = _("names {kind} {id}, which is archived. Restore it first.")
                else:
                    continue
                found.append(own.problem(sentence.format(kind=target, id=row_id)))
        if found:
            raise UserError("\n".join(problem.message for problem in found), tuple(found))

    def _title(self, record: Record, named: Mapping[str, Mapping[int, str]]) -> str:
        parts = []
        for name in record.title:
            own = record.fields[name]
            value = own.value_of(record)
            text = named[name].get(value, "") if name in named else own.show(value)
            if text:
                parts.append(text)
        return ", ".join(parts) or f"{_(record.one)} {record.id}"

    def _among_others(self, record: Record, before: Record | None) -> Iterator[Problem]:
        """Yield what is wrong with a record because of the others of its kind."""
        if isinstance(record, User):
            everybody = self._desk.db.page(User, self._desk.db.ids("user", Query()))
            others = [user for user in everybody if user.id != record.id]
            if fold(record.name) in {fold(user.name) for user in others}:
                yield record.fields["name"].problem(_("is another user's already."))
            if not any(user.opens_as_owner() for user in (record, *others)):
                yield record.fields["role"].problem(_("must stay: a desk needs an active owner."))
        if (
            isinstance(record, SavedView)
            and not record.archived
            and Views(self._desk).is_taken(record)
        ):
            yield record.fields["name"].problem(_("is another view's already."))
        if isinstance(record, CustomField) and record.record_kind in BY_NAME:
            fields = self._desk.fields(BY_NAME[record.record_kind])
            labels = {fold(own.label) for own in fields.values() if own.name != record.key}
            if fold(record.label) in labels:
                yield record.fields["label"].problem(_("is another field's already."))
        if isinstance(record, Referral | ListedSource):
            yield from ListedSources(self._desk).wrong(record, before)


def new_record(of: type[R], values: Mapping[Field, Any]) -> R:
    """Return a record with these values; what is needed and missing stays empty for the check."""
    record = cast("R", _blank(of).copy())
    record.__dict__["loaded"] = {}
    for own in _BEGUN[of.kind]:
        if own.default_factory is not None:
            own.set_on(record, own.default_factory())
    for own, value in values.items():
        own.set_on(record, value)
    return record


_BLANKS: dict[str, Record] = {}
_BEGUN: dict[str, tuple[Field, ...]] = {}


def _blank(of: type[Record]) -> Record:
    """Return a record of nothing but what its fields begin with; made once, imports make many."""
    if of.kind not in _BLANKS:
        record = _BLANKS[of.kind] = of.from_plain(0, {})
        _BEGUN[of.kind] = tuple(own for own in of.fields.values() if own.default_factory)
        for own in of.fields.values():
            if own.default not in (None, REQUIRED) and own.kind.to_plain(own.default) is not None:
                own.set_on(record, own.default)
    return _BLANKS[of.kind]


def label(words: str, of: type[Record]) -> str:
    """Return the words of a change, such as "Add practice"."""
    return _(words).format(kind=_(of.one).lower())


def _referred(own: Field, record: Record) -> set[int]:
    if not own.target_kind or own.custom:
        return set()
    value = own.value_of(record)
    ids = value if isinstance(value, tuple) else (value,)
    return {int(row_id) for row_id in ids if row_id is not None}
