"""Moving many referrals to one stage: looked at first, then moved as one change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from refdesk.domain.due import ends_before
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.referral import Referral, too_few
from refdesk.domain.stages import Stage
from refdesk.domain.validation import problems
from refdesk.i18n import _, plural
from refdesk.services.bulk import AT_ONCE, TRIES, BulkDone
from refdesk.services.loop_moves import MoveWish, typed_wish
from refdesk.services.loop_reading import LoopReading
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.wishes import MOST_EXAMPLES, Refused
from refdesk.services.work import Progress
from refdesk.store.rows import batches

S = Stage
NEEDED: Mapping[Stage, tuple[str, ...]] = {
    S.REPORTED: ("report_sent", "report_how"),
    S.CLOSED: ("closed_reason",),
}
"""What every referral needs to come to a stage; said once, not of each."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some of the referrals stay where they are, and which."""

    sentence: str
    titles: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class MovesPreview:
    """Which of these referrals can be moved, and why the others cannot.

    `go` are their ids, `examples` the names of the first; `start` counts where they stand now.
    `same` are at the stage already, `gone` no longer there. `seen` is the newest change known.
    """

    wish: MoveWish
    ids: Sequence[int] = field(repr=False)
    go: tuple[int, ...] = field(repr=False)
    examples: tuple[str, ...] = field(repr=False)
    start: Mapping[Stage, int]
    same: int
    gone: int
    refused: tuple[Refused, ...]
    seen: int
    beyond: int = 0
    """How many of those that go would have their visit past the end of their authorization."""

    @property
    def label(self) -> str:
        """What the change is called."""
        many = plural("{count} referral", "{count} referrals", len(self.go))
        stage = _(self.wish.stage.label).lower()
        return _("Move {many} to {stage}").format(many=many, stage=stage)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the refused ones stay, the most frequent reason first."""
        grouped: dict[str, list[str]] = {}
        for one in self.refused:
            grouped.setdefault(one.sentence, []).append(one.title)
        order = sorted(grouped.items(), key=lambda item: -len(item[1]))
        return tuple(Reason(sentence, tuple(titles)) for sentence, titles in order)


class BulkMoves:
    """Moves many referrals, each by the rules of a single move."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records, self._loops = Records(desk), LoopReading(desk)

    def starts(self, ids: Sequence[int]) -> Counter[Stage]:
        """Return how many of these referrals stand at each stage."""
        found = self._desk.db.values_of(Referral.kind, ("stage",), ids)
        plain = Counter(stage for (stage,) in found)
        return Counter({stage: plain[stage.value] for stage in Stage if plain[stage.value]})

    def wish(self, stage: Stage, values: Mapping[str, str]) -> MoveWish:
        """Return the wish for typed values by field name.

        Raises:
            UserError: with all that cannot be read.
        """
        return typed_wish(self._records.typed, stage, values, self._loops.today)

    def preview(self, ids: Sequence[int], wish: MoveWish, progress: Progress) -> MovesPreview:
        """Return what a wish would do; nothing is changed and nobody is kept waiting.

        Raises:
            UserError: something that all of them need is missing or wrong.
            Cancelled: a person stopped it.
        """
        self._require_whole(wish)
        with self._desk.db.reading() as connection:
            seen, _mac = self._desk.db.log.last(connection)
        go: list[int] = []
        start: Counter[Stage] = Counter()
        wrong: dict[int, str] = {}
        done = same = gone = beyond = 0
        visit = next((value for own, value in wish.beside.items() if own.name == "date"), None)
        for some in batches(ids, AT_ONCE):
            progress.step(done, len(ids), _("Looking at each"))
            found = self._records.page(Referral, some)
            gone += len(some) - len(found)
            few = self._tried_too_little(found, wish)
            for one in found:
                if one.stage is wish.stage:
                    same += 1
                    continue
                sentences = " ".join(problem.message for problem in self._wrong(one, wish, few))
                if sentences:
                    wrong[one.id] = sentences
                else:
                    go.append(one.id)
                    start[one.stage] += 1
                    beyond += ends_before(one, visit)
            done += len(some)
        progress.step(done, done, _("Looking at each"))
        titles = self._records.titles(Referral.kind, [*wrong, *go[:MOST_EXAMPLES]])
        return MovesPreview(
            wish=wish,
            ids=ids,
            go=tuple(go),
            examples=tuple(titles.get(row_id, "") for row_id in go[:MOST_EXAMPLES]),
            start=start,
            same=same,
            gone=gone,
            refused=tuple(
                Refused(row_id, titles.get(row_id, ""), sentence)
                for row_id, sentence in wrong.items()
            ),
            seen=seen,
            beyond=beyond,
        )

    def apply(self, preview: MovesPreview, progress: Progress) -> BulkDone:
        """Move those that can go as one change, undone whole; return what was really done.

        Where something was changed since the preview, it is looked at anew first, so that more or
        fewer may be moved than it said.

        Raises:
            UserError: none can go.
            Cancelled: a person stopped it; nothing was moved.
        """
        for _try in range(TRIES):
            if not preview.go:
                raise UserError(_("None of them can be moved so. Nothing was changed."))
            with suppress(_Moved):
                self._write(preview, progress)
                left_out = len(preview.refused) + preview.gone
                return BulkDone(preview.label, len(preview.go), left_out)
            preview = self.preview(preview.ids, preview.wish, progress)
        raise UserError(_("The records are being changed by others. Try again in a moment."))

    # Inside

    def _write(self, preview: MovesPreview, progress: Progress) -> None:
        db, done, total = self._desk.db, 0, len(preview.go)
        with db.change(preview.label, by=self._desk.user.id) as work:
            if db.log.last(work.connection)[0] != preview.seen:
                raise _Moved
            for some in batches(preview.go, AT_ONCE):
                progress.step(done, total, _("Moving"))
                images = work.images(Referral.kind, some)
                for row_id in some:
                    before = Referral.from_plain(row_id, images[row_id])
                    wish = preview.wish.fitting(before)
                    after, beside = wish.moved(before), wish.record(row_id)
                    self._records.check(work, after, before)
                    work.save(after)
                    if beside is not None:
                        work.add(beside)
                done += len(some)
            progress.step(done, done, _("Moving"))

    def _require_whole(self, wish: MoveWish) -> None:
        """Refuse a wish that no referral could follow.

        Raises:
            UserError: with all problems.
        """
        own = {one.name: value for one, value in wish.own.items()}
        found = [
            Referral.fields[name].problem(_("is needed."))
            for name in NEEDED.get(wish.stage, ())
            if not own.get(name)
        ]
        found += [
            one.problem(sentence)
            for one, value in wish.own.items()
            if not one.is_empty(value) and (sentence := one.kind.check(value, one))
        ]
        beside = wish.record(1)
        if beside is not None:
            found += problems(beside, None, self._desk.fields(type(beside)))
        if found:
            raise UserError("\n".join(problem.message for problem in found), tuple(found))

    def _wrong(
        self, referral: Referral, wish: MoveWish, few: Mapping[int, Problem]
    ) -> Iterator[Problem]:
        try:
            after = wish.fitting(referral).moved(referral)
        except UserError as error:
            yield from error.problems
            return
        yield from problems(after, referral, self._desk.fields(Referral))
        if referral.id in few:
            yield few[referral.id]

    def _tried_too_little(
        self, referrals: Sequence[Referral], wish: MoveWish
    ) -> dict[int, Problem]:
        """Return of whom it cannot be said yet that they are not reached, and why."""
        if wish.stage is not S.UNABLE_TO_REACH:
            return {}
        attempts = self._loops.attempts([one.id for one in referrals])
        enough, found = self._loops.rules().times.tries, {}
        for one in referrals:
            began = one.round_began or one.received
            made = sum(attempt.at >= began for attempt in attempts[one.id])
            if made < enough:
                found[one.id] = too_few(made, enough)
        return found


class _Moved(Exception):
    """Something was changed since the preview."""
