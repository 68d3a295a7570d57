"""Changing one field of many records at once: looked at first, then saved as one change."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import NPI
from refdesk.domain.record import Record
from refdesk.domain.text import inside
from refdesk.domain.user import User
from refdesk.i18n import _
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.wishes import Change, How, Refused, Sorting, Step, Wish
from refdesk.services.work import Progress
from refdesk.store.rows import batches
from refdesk.store.work import CUSTOM

AT_ONCE = 500
"""Records read or written between two reports of progress."""

TRIES = 3

ONE_BY_ONE: tuple[type[Record], ...] = (User, CustomField)
"""Kinds whose records are checked against each other: many at once could lock everybody out."""


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What a wish would do to these records; `same` counts those that are so already.

    `gone` counts records that are no longer there. `seen` is the newest change that was known.
    """

    of: type[Record]
    wish: Wish
    ids: Sequence[int] = field(repr=False)
    steps: tuple[Step, ...] = field(repr=False)
    same: int
    gone: int
    refused: tuple[Refused, ...]
    examples: tuple[Change, ...]
    label: str
    seen: int

    @property
    def changed(self) -> int:
        """How many records will be changed."""
        return len(self.steps)

    @property
    def total(self) -> int:
        """How many records were asked for."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class BulkDone:
    """What was really done; `left_out` counts records that were refused, or gone by then."""

    label: str
    changed: int
    left_out: int


class Bulk:
    """Changes many records of one kind in the same way."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def fields(self, of: type[Record]) -> tuple[Field, ...]:
        """Return the fields that can be changed for many; none where records go one by one.

        Left out are what the program keeps, NPIs, and the text that names a record: they tell one
        record from another.
        """
        if not of.entered or of in ONE_BY_ONE:
            return ()
        return tuple(own for own in self._desk.fields(of).values() if not _tells_apart(of, own))

    def wish(self, of: type[Record], name: str, text: str, how: How = How.SET) -> Wish:
        """Return the wish for a typed value.

        Raises:
            UserError: no such field, or the text is none of its values.
        """
        own = self._records.typed.field(of, name)
        return Wish(own, self._records.typed.value(of, own, text), how)

    def archiving(self, of: type[Record], *, archived: bool = True) -> Wish:
        """Return the wish to put records out of sight, or to bring them back."""
        return Wish(of.fields["archived"], archived)

    def preview(
        self, of: type[Record], ids: Sequence[int], wish: Wish, progress: Progress
    ) -> BulkPreview:
        """Return what a wish would do; nothing is changed and nobody is kept waiting.

        Raises:
            UserError: no record of this kind can be changed so.
            Cancelled: a person stopped it.
        """
        self._require_possible(of, wish)
        with self._desk.db.reading() as connection:
            seen, _mac = self._desk.db.log.last(connection)
        sorting = Sorting(self._desk, self._records, of, wish)
        done = 0
        for some in batches(ids, AT_ONCE):
            progress.step(done, len(ids), _("Looking at each"))
            sorting.take(some)
            done += len(some)
        progress.step(done, done, _("Looking at each"))
        return BulkPreview(
            of=of,
            wish=wish,
            ids=ids,
            steps=tuple(sorting.steps),
            same=sorting.same,
            gone=sorting.gone,
            refused=tuple(sorting.refused),
            examples=tuple(sorting.examples),
            label=_label(of, wish, len(sorting.steps)),
            seen=seen,
        )

    def apply(
        self, preview: BulkPreview, progress: Progress, *, leave_out: bool = False
    ) -> BulkDone:
        """Change the records as one change, undone whole; return what was really done.

        Everything is prepared while others may save. Where something was changed meanwhile, it is
        looked at anew first, so that more or fewer may be changed than the preview said.

        Args:
            preview: what the person has seen.
            progress: told of every few hundred records, and asked whether to stop.
            leave_out: change the others where some are refused; else nothing is changed then.

        Raises:
            UserError: records are refused, or nothing is left to change.
            Cancelled: a person stopped it; nothing was changed.
        """
        for _try in range(TRIES):
            self._require_something(preview, leave_out=leave_out)
            with suppress(_Moved):
                self._write(preview, progress)
                left_out = len(preview.refused) + preview.gone
                return BulkDone(preview.label, preview.changed, left_out)
            preview = self.preview(preview.of, preview.ids, preview.wish, progress)
        raise UserError(_("The records are being changed by others. Try again in a moment."))

    def _require_possible(self, of: type[Record], wish: Wish) -> None:
        if not self.fields(of):
            raise UserError(_("{kind} cannot be changed many at a time.").format(kind=_(of.many)))
        own = wish.own
        if own.name == "archived" and not own.custom:
            return
        if own.program or own.name not in {one.name for one in self.fields(of)}:
            raise own.error(_("cannot be changed for many at a time."))
        if wish.how is not How.SET and own.kind.value_type is not tuple:
            raise own.error(_("holds one value: set it instead."))
        if own.is_empty(wish.value):
            if own.required or wish.how is not How.SET:
                raise own.error(_("is needed."))
        elif problem := own.check(wish.value):
            raise UserError(problem.message, (problem,))
        if wish.how is not How.REMOVE:
            self._require_targets(own, wish.value)

    def _require_targets(self, own: Field, value: Any) -> None:  # noqa: ANN401  by kind
        if not own.target_kind or own.is_empty(value):
            return
        of = BY_NAME[own.target_kind]
        for row_id in value if isinstance(value, tuple) else (value,):
            found = self._desk.db.get(of, int(row_id))
            kind = _(of.one).lower()
            if found is None:
                sentence = _("names {kind} {id}, and there is none.")
            elif found.archived:
                sentence = _("names {kind} {id}, which is archived. Restore it first.")
            else:
                continue
            raise own.error(sentence.format(kind=kind, id=int(row_id)))

    def _require_something(self, preview: BulkPreview, *, leave_out: bool) -> None:
        refused = len(preview.refused)
        if refused and not leave_out:
            raise UserError(
                _(
                    "{count} of {total} cannot be changed so; nothing was changed. "
                    "Leave them out, or mend them first."
                ).format(count=f"{refused:,}", total=f"{preview.total:,}")
            )
        if not preview.steps:
            raise UserError(
                _("None of them would be another than before. Nothing was changed.")
                if not refused
                else _("None of them can be changed so. Nothing was changed.")
            )

    def _write(self, preview: BulkPreview, progress: Progress) -> None:
        kind, own = preview.of.kind, preview.wish.own
        name = CUSTOM + own.name if own.custom else own.name
        db, done = self._desk.db, 0
        with db.change(preview.label, by=self._desk.user.id) as work:
            if db.log.last(work.connection)[0] != preview.seen:
                raise _Moved
            for some in batches(preview.steps, AT_ONCE):
                progress.step(done, preview.changed, _("Saving"))
                if own.custom:  # the others in their JSON stay, so the rows are read, all at once
                    work.images(kind, [step.id for step in some])
                for step in some:
                    work.update(kind, step.id, {name: [step.before, step.after]})
                done += len(some)
            progress.step(done, done, _("Saving"))


class _Moved(Exception):
    """Something was changed since the preview."""


def _tells_apart(of: type[Record], own: Field) -> bool:
    named_alone = not any(of.fields[name].target_kind for name in of.title)
    names = own.name in of.title and own.kind.value_type is str and named_alone
    return own.program or own.kind is NPI or names


def _label(of: type[Record], wish: Wish, count: int) -> str:
    words = {
        How.SET: _("Change {field} of {count} {kind}"),
        How.ADD: _("Add {field} to {count} {kind}"),
        How.REMOVE: _("Remove {field} from {count} {kind}"),
    }[wish.how]
    if wish.own.name == "archived" and not wish.own.custom:
        words = _("Archive {count} {kind}") if wish.value else _("Restore {count} {kind}")
    kind = _(of.one if count == 1 else of.many).lower()
    return words.format(field=inside(_(wish.own.label)), count=f"{count:,}", kind=kind)
