"""Saving what the rows of a file come to: in slices, so that nobody at the desk has to wait."""

from __future__ import annotations

import time
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.imports import ImportRun
from refdesk.domain.kinds.base import Plain
from refdesk.domain.validation import problems
from refdesk.i18n import _
from refdesk.services.session import Desk
from refdesk.services.staged import Stage, Staged
from refdesk.services.steps import Image, Step, record_of, resolved
from refdesk.services.work import Progress
from refdesk.store.rows import batches
from refdesk.store.work import SOURCE, Work

AT_ONCE = 250
"""Rows saved between two reports of progress."""
SLICE_SECONDS = 0.6
"""How long one slice may hold the desk; a form that is saved meanwhile waits no longer."""
ROOM_EACH, ROOM = 7, 8_000_000
"""Bytes the disk must have for each byte of the rows, and besides: to save them, with their
history and index, and to take them back if something fails."""
Taken = Collection[tuple[str, str]]


class Applier:
    """Writes the rows of a stage.

    Args:
        desk: the open desk.
        stage: what the rows come to.
        source: under which name the records remember what the file says.
        taken: kind and field where the file's value outweighs the desk's.
    """

    def __init__(self, desk: Desk, stage: Stage, source: str, taken: Taken = ()) -> None:
        self._desk = desk
        self._stage = stage
        self._source = source
        self._taken = frozenset(taken)
        self._ids = array("q", bytes(8 * len(stage.adds)))
        self._images: dict[str, dict[int, Image]] = {}
        self._fields: dict[str, Mapping[str, Field]] = {}
        self._blanks: dict[str, Image] = {}
        self._special: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self.added: Counter[str] = Counter()
        """Records that were added, by kind."""
        self.refused: list[tuple[int, str]] = []
        """Rows that could not be saved though a person wanted the file's value: number, reason."""

    def run(self, words: str, report: Callable[[], ImportRun], progress: Progress) -> int | None:
        """Save all rows that are not left out, as one change; return its id, None if none was made.

        Raises:
            UserError: a record was removed meanwhile; nothing was saved.
            KnownFailure: the disk failed; nothing was saved.
            Cancelled: a person stopped it; nothing was saved.
        """
        self._desk.require_room(ROOM_EACH * self._stage.size + ROOM)
        total = len(self._stage)
        changes = False
        with self._desk.db.long_change(words, by=self._desk.user.id) as long:
            waiting = self._slices()
            some = next(waiting, None)
            while some is not None:
                with long.slice() as work:
                    until = time.monotonic() + SLICE_SECONDS
                    while some is not None:
                        progress.step(some[0][0], total, _("Saving"))
                        changes = self._save(work, [row for _place, row in some]) or changes
                        some = next(waiting, None)
                        if time.monotonic() > until:
                            break
            if changes:
                progress.step(total, total, _("Saving"))
                with long.slice() as work:
                    work.add(report())
        return long.head

    def _slices(self) -> Iterator[list[tuple[int, Staged]]]:
        rows = enumerate(self._stage)
        left_out = self._stage.left_out
        kept = ((place, row) for place, row in rows if row.steps and not left_out[place])
        yield from batches(kept, AT_ONCE)

    def _save(self, work: Work, rows: Sequence[Staged]) -> bool:
        ids: dict[str, set[int]] = {}
        for row in rows:
            for step in row.steps:
                if step.row_id > 0:
                    ids.setdefault(step.kind, set()).add(step.row_id)
        self._images = {kind: dict(work.images(kind, sorted(some))) for kind, some in ids.items()}
        changed = False
        for row in rows:
            for step in row.steps:
                changed = self._do(work, step, row.number) or changed
        return changed

    def _do(self, work: Work, step: Step, number: int) -> bool:
        return self._add(work, step) if step.is_new else self._change(work, step, number)

    def _add(self, work: Work, step: Step) -> bool:
        if self._ids[step.serial]:
            return False
        fields = self._fields_of(step.kind)
        values: Mapping[str, Plain] = step.values
        if not values.keys() <= fields.keys():  # one was taken away since the file was read
            values = {name: plain for name, plain in values.items() if name in fields}
        references, customs = self._special[step.kind]
        if not references.isdisjoint(values):
            values = resolved(values, fields, lambda serial: self._number(work, serial))
        image = {**self._blank(step.kind), **values, "sources": {self._source: values}}
        if not customs.isdisjoint(values):
            image["custom"] = {name: image.pop(name) for name in values if name in customs}
        self._ids[step.serial] = work.add_image(step.kind, image)
        self.added[step.kind] += 1
        return True

    def _blank(self, kind: str) -> Image:
        """Return the plain values that a new record of this kind begins with."""
        if kind not in self._blanks:
            self._blanks[kind] = record_of(BY_NAME[kind], {}, {}).to_plain()
        return self._blanks[kind]

    def _number(self, work: Work, number: int) -> int:
        """Return the id of a record of the file, adding it first if its own row was left out."""
        serial = -number
        if not self._ids[serial]:
            row = self._stage[self._stage.adds[serial]]
            step = next(step for step in row.steps if step.serial == serial)
            self._add(work, step)
        return self._ids[serial]

    def _change(self, work: Work, step: Step, number: int) -> bool:
        row_id = step.row_id if step.row_id > 0 else self._number(work, step.row_id)
        image = self._images.get(step.kind, {}).get(row_id) if step.row_id > 0 else None
        if image is None:
            image = work.images(step.kind, [row_id]).get(row_id)
        if image is None:
            raise UserError(
                _("A record was removed while the file was read. Nothing was saved. Import again.")
            )
        fields = self._fields_of(step.kind)
        step = self._with_taken(step, image, number)
        values = resolved(step.values, fields, lambda serial: self._number(work, serial))
        change = Step(step.kind, values, before=step.before).change(image, fields)
        change.update(self._said(step, image, fields, work))
        if change:
            work.update(step.kind, row_id, change)
            if step.kind in self._images:  # another row of the block may be about it too
                self._images[step.kind].pop(row_id, None)
        return bool(change)

    def _said(
        self, step: Step, image: Image, fields: Mapping[str, Field], work: Work
    ) -> dict[str, list[Plain]]:
        sources = image.get("sources")
        before = sources.get(self._source) if isinstance(sources, dict) else None
        known = before if isinstance(before, dict) else {}
        said = resolved(step.said, fields, lambda serial: self._number(work, serial))
        after = {**known, **said}
        return {SOURCE + self._source: [before, after]} if after != known else {}

    def _with_taken(self, step: Step, image: Image, number: int) -> Step:
        """Return the step with the values that a person took from the file, if they are sound."""
        of, fields = BY_NAME[step.kind], self._fields_of(step.kind)
        taken = {
            name: plain
            for name, plain in step.kept.items()
            if (step.kind, name) in self._taken and name in fields
        }
        if not taken:
            return step
        record = of.from_plain(0, dict(image))
        for name, plain in resolved({**step.values, **taken}, fields, abs).items():
            if name in fields:
                fields[name].set_on(record, fields[name].from_plain(plain))
        found = list(problems(record, record, self._desk.fields(of)))
        if found:
            self.refused.append((number, " ".join(problem.message for problem in found)))
            return step
        return Step(step.kind, {**step.values, **taken}, 0, step.row_id, step.before, step.said)

    def _fields_of(self, kind: str) -> Mapping[str, Field]:
        if kind not in self._fields:
            fields = self._fields[kind] = self._desk.fields(BY_NAME[kind])
            self._special[kind] = (
                frozenset(name for name, own in fields.items() if own.target_kind),
                frozenset(name for name, own in fields.items() if own.custom),
            )
        return self._fields[kind]
