"""The gate through which sheets leave the desk, and the register it keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from refdesk.documents.paper import AS_IT_IS, Imprint, Nudge, Paper
from refdesk.domain.errors import UserError
from refdesk.domain.register import Purpose, Release, Way
from refdesk.exchange.new_file import NewFile
from refdesk.i18n import N_, _, plural
from refdesk.services.preferences import desk_value
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk
from refdesk.services.shown import Shown, list_of, release
from refdesk.settings import PAPER
from refdesk.store.listing import Filter, Match, Query

MOST_ROWS = 2_000


class Printing:
    """Makes sheets and registers each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def preview(self, run: Run) -> bytes:
        """Return the pages of a run as they would be printed next; nothing is registered.

        Raises:
            UserError: a text that cannot be printed.
        """
        return run.render(self._imprint(run))

    def release(
        self,
        run: Run,
        way: Way,
        deliver: Callable[[bytes], None],
        nudge: Nudge = AS_IT_IS,
    ) -> bytes:
        """Register a run, keep its pages and hand them out; return them.

        Args:
            run: what is printed.
            way: how it leaves.
            deliver: called with the PDF before it is registered; if it fails, nothing is.
            nudge: of the printer, for stock that must be hit.

        Raises:
            UserError: a text that cannot be printed.
        """
        imprint = self._imprint(run, nudge if run.placed else AS_IT_IS)
        pdf = run.render(imprint)
        with self._desk.db.change(run.label, by=self._desk.user.id) as work:
            entry = Release(
                sheet=run.sheet,
                about=run.about,
                day=run.day or imprint.printed,
                copy_number=imprint.copy,
                purpose=run.purpose,
                with_patients=run.with_patients,
                way=way,
                paper=work.keep(pdf),
            )
            work.add(entry)
            run.write(work, entry, imprint)
            deliver(pdf)
        run.left()
        return pdf

    def save(self, run: Run, path: Path) -> bytes:
        """Register a run and save its pages as a file; return them.

        Raises:
            UserError: something that must not be overwritten is in the way, or a text cannot be
                printed.
            KnownFailure: the folder is gone, full or read-only, or another program has the file.
        """
        return _saved(path, lambda deliver: self.release(run, Way.SAVED, deliver))

    def save_again(self, release_id: int, path: Path) -> bytes:
        """Register that kept pages leave again, and save them as a file; return them.

        Raises:
            UserError: none were kept, or something that must not be overwritten is in the way.
            KnownFailure: the folder is gone, full or read-only, or another program has the file.
        """
        return _saved(path, lambda deliver: self.again(release_id, deliver))

    def kept(self, release_id: int) -> bytes:
        """Return the very pages of a line of the register.

        Raises:
            UserError: none were kept, or they are damaged.
        """
        entry = self._records.get(Release, release_id)
        pdf = self._desk.db.kept(entry.paper) if entry.paper else None
        if pdf is None:
            raise UserError(_("The pages of this line were not kept. Print the sheet anew."))
        return pdf

    def again(self, release_id: int, deliver: Callable[[bytes], None]) -> bytes:
        """Hand out kept pages once more, registered as such; return them.

        Raises:
            UserError: none were kept.
        """
        entry, pdf = self._records.get(Release, release_id), self.kept(release_id)
        with self._desk.db.change(N_("Print again"), by=self._desk.user.id) as work:
            line = Release(
                sheet=entry.sheet,
                about=entry.about,
                day=entry.day,
                copy_number=entry.copy_number,
                purpose=entry.purpose,
                with_patients=entry.with_patients,
                way=Way.AGAIN,
                paper=entry.paper,
            )
            work.add(line)
            deliver(pdf)
        return pdf

    def _imprint(self, run: Run, nudge: Nudge = AS_IT_IS) -> Imprint:
        day = today()
        copy = self._copies(run.sheet, run.day or day, run.about) + 1
        return Imprint(day, copy, Paper(str(desk_value(self._desk, PAPER))), nudge)

    def list_run(self, shown: Shown, purpose: Purpose) -> Run:
        """Return what a list shows, ready to be printed.

        Args:
            shown: the columns, the records in their order, and title and filter in words.
            purpose: why it leaves; `Outgoing.needs_purpose` tells whether to ask.

        Raises:
            UserError: too many rows or columns, or a text that cannot be printed.
        """
        from refdesk.documents.sheets.list_sheet import render_list  # noqa: PLC0415  heavy

        if len(shown.ids) > MOST_ROWS:
            raise UserError(
                _(
                    "A list of {count} rows is too long for paper; {most} rows are the most. "
                    "Filter it, or export it as a file."
                ).format(count=f"{len(shown.ids):,}", most=f"{MOST_ROWS:,}")
            )
        sheet = list_of(self._desk, self._records, shown)
        entry, day = release(self._desk, shown, "list", len(sheet.rows), purpose)
        imprint = Imprint(day, entry.copy_number or 1, Paper(str(desk_value(self._desk, PAPER))))
        # Looked at, then printed: the same pages, and a long list takes seconds to lay out.
        rendered = lru_cache(maxsize=1)(partial(render_list, sheet))
        _pdf, cut = rendered(imprint)
        return Run(
            sheet=entry.sheet,
            title=sheet.name,
            label=sheet.name,
            about=entry.about,
            purpose=purpose,
            with_patients=entry.with_patients,
            render=lambda imprint: rendered(imprint)[0],
            remarks=_list_remarks(cut, len(shown.ids) - len(sheet.rows)),
        )

    def _copies(self, sheet: str, day: dt.date, about: str) -> int:
        fields = Release.fields
        query = Query(
            filters=(
                Filter(fields["sheet"], plain=sheet),
                Filter(fields["day"], plain=day.isoformat()),
                Filter(fields["about"], plain=about),
                Filter(fields["way"], Match.NONE_OF, [Way.AGAIN.value]),
            )
        )
        return len(self._records.ids(Release, query))


def _saved(path: Path, release_to: Callable[[Callable[[bytes], None]], bytes]) -> bytes:
    with NewFile(path, begins=b"%PDF-") as file:

        def deliver(pdf: bytes) -> None:
            file.write(pdf)
            file.complete()

        pdf = release_to(deliver)
        file.finish()
    return pdf


def today() -> dt.date:
    """Return the day it is here."""
    return dt.datetime.now(dt.UTC).astimezone().date()


def _list_remarks(cut: int, gone: int) -> tuple[str, ...]:
    remarks = []
    if cut:
        remarks.append(
            plural(
                "{count} text was too long for its column and ends in an ellipsis.",
                "{count} texts were too long for their columns and end in an ellipsis.",
                cut,
            )
        )
    if gone:
        remarks.append(
            plural(
                "{count} record was removed meanwhile and is not on the sheet.",
                "{count} records were removed meanwhile and are not on the sheet.",
                gone,
            )
        )
    return tuple(remarks)
