"""The files that came in last, for the first step of the assistant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from refdesk.domain.imports import ImportRun
from refdesk.i18n import _, plural
from refdesk.services.changes import Changes
from refdesk.services.records import Records
from refdesk.services.session import Desk

MOST = 5


@dataclass(frozen=True, slots=True)
class Recent:
    """One import: its file, when, what came of it, and whether it was undone."""

    id: int
    file: str
    at: dt.datetime
    words: str
    undone: bool


def recent_imports(desk: Desk) -> list[Recent]:
    """Return the newest imports of a desk."""
    records, changes = Records(desk), Changes(desk)
    ids = records.ids(ImportRun, records.query(ImportRun, sort="-created_at"))[:MOST]
    return [_recent(changes, run) for run in records.page(ImportRun, ids)]


def _recent(changes: Changes, run: ImportRun) -> Recent:
    lines = changes.of_record(ImportRun, run.id)
    undone = bool(lines) and lines[-1].undone
    return Recent(run.id, run.file, run.created_at or lines[-1].at, _words(run, undone), undone)


def _words(run: ImportRun, undone: bool) -> str:  # noqa: FBT001  the run does not know it
    parts = [run.brought] if run.brought else []
    if run.created:
        parts.append(plural("{count} new", "{count} new", run.created))
    if run.updated:
        parts.append(plural("{count} changed", "{count} changed", run.updated))
    if run.rejected:
        parts.append(plural("{count} rejected", "{count} rejected", run.rejected))
    words = " · ".join(parts)
    return _("Undone: {words}").format(words=words) if undone else words
