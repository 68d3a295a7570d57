"""Sources tidied up: free texts become a listed source, listed ones become one, as one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from refdesk.domain.errors import UserError
from refdesk.domain.kinds.base import Plain
from refdesk.domain.referral import SOURCES, Referral
from refdesk.domain.sources import NAMED, ListedSource, Source
from refdesk.domain.text import fold
from refdesk.domain.validation import require_sound
from refdesk.i18n import _, plural
from refdesk.services.bulk import AT_ONCE, TRIES
from refdesk.services.listed import ListedSources
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.wishes import Change
from refdesk.services.work import Progress
from refdesk.store.rows import batches
from refdesk.store.work import Work

MOST_EXAMPLES = 50
NEW = -1
"""Stands for the number of a listed source that is added by the change itself."""


@dataclass(frozen=True, slots=True)
class Tidy:
    """What is to be one listed source.

    Args:
        name: of it.
        source: under which kind its referrals are counted.
        into: the listed source that it will be; 0 for a new one.
        texts: free texts that mean it, exactly as they are written.
        merged: listed sources that become it, and are archived.
    """

    name: str
    source: Source
    into: int = 0
    texts: frozenset[str] = field(default=frozenset(), repr=False)
    merged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The stored values of one referral before and after, by field."""

    id: int
    change: Mapping[str, tuple[Plain, Plain]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TidyPreview:
    """What a wish would do; `seen` is the newest change that was known."""

    wish: Tidy
    rewrites: tuple[Rewrite, ...] = field(repr=False)
    examples: tuple[Change, ...] = field(repr=False)
    label: str
    seen: int

    @property
    def changed(self) -> int:
        """How many referrals will be changed."""
        return len(self.rewrites)


class Sources:
    """Tidies up the sources of referrals: looked at first, then done whole."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)
        self._listed = ListedSources(desk)

    def preview(self, wish: Tidy, progress: Progress) -> TidyPreview:
        """Return what a wish would do; nothing is changed and nobody is kept waiting.

        Raises:
            UserError: it cannot be done so.
            Cancelled: a person stopped it.
        """
        record = self._record(wish)
        with self._desk.db.reading() as connection:
            seen, _mac = self._desk.db.log.last(connection)
        ids = self._concerned(wish)
        rewrites: list[Rewrite] = []
        shown: list[tuple[Referral, Referral]] = []
        for turn, some in enumerate(batches(ids, AT_ONCE)):
            progress.step(turn * AT_ONCE, len(ids), _("Looking at each"))
            for before in self._records.page(Referral, some):
                after = _rewritten(before, wish)
                change = _change(before, after)
                if change:
                    rewrites.append(Rewrite(before.id, change))
                    if len(shown) < MOST_EXAMPLES:
                        shown.append((before, after))
        progress.step(len(ids), len(ids), _("Looking at each"))
        examples = self._examples(shown, record)
        return TidyPreview(wish, tuple(rewrites), examples, _label(wish, len(rewrites)), seen)

    def apply(self, preview: TidyPreview, progress: Progress) -> TidyPreview:
        """Tidy up as one change, undone whole; return what was really done.

        Where something was changed since the preview, it is looked at anew first.

        Raises:
            UserError: it cannot be done so, or others keep changing the records.
            Cancelled: a person stopped it; nothing was changed.
        """
        for _try in range(TRIES):
            with suppress(_Moved):
                self._write(preview, progress)
                return preview
            preview = self.preview(preview.wish, progress)
        raise UserError(_("The records are being changed by others. Try again in a moment."))

    def _record(self, wish: Tidy) -> ListedSource:
        """Return the listed source as it will be.

        Raises:
            UserError: it would not be sound, or has the name of another.
        """
        known = self._listed.all()
        before = known.get(wish.into) if wish.into else None
        if wish.into and before is None:
            raise UserError(_("That listed source is no longer there. Choose again."))
        record = before.copy() if before else ListedSource(name="")
        record.name, record.source = wish.name, wish.source
        require_sound(record, before)
        others = (one for number, one in known.items() if number not in {wish.into, *wish.merged})
        if fold(wish.name) in {fold(one.name) for one in others}:
            raise record.fields["name"].error(
                _("is another listed source's already. Choose that one too, or another name.")
            )
        return record

    def _concerned(self, wish: Tidy) -> list[int]:
        """Return the referrals that may be rewritten."""
        db, found = self._desk.db, set[int]()
        into = self._listed.all().get(wish.into)
        is_moved = into is not None and into.source is not wish.source
        numbers = [*wish.merged, *([wish.into] if is_moved else [])]
        for _kind, name, detail in SOURCES:
            for field_name, plains in ((detail, sorted(wish.texts)), (name, numbers)):
                for ids in db.having(Referral, field_name, plains).values():
                    found.update(ids)
        return sorted(found)

    def _examples(
        self, shown: Sequence[tuple[Referral, Referral]], record: ListedSource
    ) -> tuple[Change, ...]:
        titles = self._records.titles(Referral.kind, [one.id for one, _after in shown])
        names = {number: one.name for number, one in self._listed.all().items()}
        names[record.id or NEW] = record.name
        return tuple(
            Change(one.id, titles.get(one.id, ""), *_both_words(one, after, names))
            for one, after in shown
        )

    def _write(self, preview: TidyPreview, progress: Progress) -> None:
        db, done, wish = self._desk.db, 0, preview.wish
        with db.change(preview.label, by=self._desk.user.id) as work:
            if db.log.last(work.connection)[0] != preview.seen:
                raise _Moved
            number = self._keep(work, wish)
            for some in batches(preview.rewrites, AT_ONCE):
                progress.step(done, preview.changed, _("Saving"))
                for one in some:
                    change = {
                        name: [before, number if after == NEW else after]
                        for name, (before, after) in one.change.items()
                    }
                    work.update(Referral.kind, one.id, change)
                done += len(some)
            for merged in wish.merged:
                gone = work.get(ListedSource, merged)
                gone.archived = True
                work.save(gone)
            progress.step(done, done, _("Saving"))

    def _keep(self, work: Work, wish: Tidy) -> int:
        """Save the listed source itself; return its number."""
        record = self._record(wish)
        return work.save(record).id if wish.into else work.add(record).id


class _Moved(Exception):
    """Something was changed since the preview."""


def _rewritten(before: Referral, wish: Tidy) -> Referral:
    """Return a referral with its sources as they are wished for."""
    after = before.copy()
    own, into = Referral.fields, wish.into or NEW
    for kind, name, detail in SOURCES:
        said, chosen, words = (getattr(before, one) for one in (kind, name, detail))
        if said not in NAMED:
            continue
        is_listed = chosen is not None and int(chosen) in {*wish.merged, into}
        if not is_listed and not (chosen is None and words in wish.texts):
            continue
        own[kind].set_on(after, wish.source)
        own[name].set_on(after, own[name].from_plain(into))
        if not is_listed:
            own[detail].set_on(after, "")
    return after


def _change(before: Referral, after: Referral) -> dict[str, tuple[Plain, Plain]]:
    found: dict[str, tuple[Plain, Plain]] = {}
    for name in (name for names in SOURCES for name in names):
        own = Referral.fields[name]
        old, new = (own.to_plain(own.value_of(one)) for one in (before, after))
        if old != new:
            found[name] = (old, new)
    return found


def _both_words(before: Referral, after: Referral, names: Mapping[int, str]) -> tuple[str, str]:
    """Return what stands in a referral before and after, in words that differ."""
    old, new = _words(before, after, names), _words(after, before, names)
    return old, (_("{source}, listed").format(source=new) if new == old else new)


def _words(one: Referral, other: Referral, names: Mapping[int, str]) -> str:
    """Return those sources of a referral that differ from those of another, on one line."""
    parts = []
    for fields in SOURCES:
        source, number, detail = (getattr(one, name) for name in fields)
        if [source, number, detail] != [getattr(other, name) for name in fields]:
            listed = names.get(int(number), "") if number is not None else ""
            said = (_(source.label), listed, detail)
            parts.append(": ".join(part for part in said if part))
    return "; ".join(parts)


def _label(wish: Tidy, count: int) -> str:
    referrals = plural("{count} referral", "{count} referrals", count)
    words = _("List the source {name}: {referrals}")
    if wish.merged:
        words = _("Merge sources into {name}: {referrals}")
    return words.format(name=wish.name, referrals=referrals)
