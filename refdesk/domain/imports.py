"""The imports a desk has seen: what came of each file, and how it was read."""

from __future__ import annotations

from refdesk.domain import fields as f
from refdesk.domain.record import Record
from refdesk.i18n import N_


class ImportRun(
    Record,
    one=N_("Import"),
    many=N_("Imports"),
    icon="file-down",
    title=("file",),
    append_only=True,
):
    """One file that was brought in: its report, kept when the import is undone.

    The newest import of a layout tells how the next file of that layout is read: files with the
    same headings share one, and `reading` holds what fills what, as JSON.
    """

    file: str = f.required(
        f.text(N_("File"), personal=True, searchable=True, indexed=True, limit=120)
    )
    brought: str = f.text(N_("What it held"), limit=60)
    rows: int | None = f.integer(N_("Rows"))
    created: int | None = f.integer(N_("New"))
    updated: int | None = f.integer(N_("Rows changed"))
    unchanged: int | None = f.integer(N_("Unchanged"))
    duplicates: int | None = f.integer(N_("Twice in the file"))
    left_out: int | None = f.integer(N_("Left out"))
    rejected: int | None = f.integer(N_("Rejected"))
    report: str = f.note(N_("Report"), personal=True)
    layout: str = f.text(N_("Layout"), program=True, indexed=True, limit=64)
    reading: str = f.note(N_("How it was read"), program=True, personal=True)
