"""What tests of imports share: a file brought in, its counts, and all that a desk holds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from refdesk.domain.catalogue import CATALOGUE
from refdesk.domain.record import Record
from refdesk.services.incoming import Incoming
from refdesk.services.looked import Look
from refdesk.services.session import Desk
from refdesk.services.transfer import How, ImportResult, Transfer
from refdesk.services.work import Silent
from refdesk.store.listing import Query

R = TypeVar("R", bound=Record)


class Bring:
    """Brings the text of a CSV file in."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk = desk
        self._folder = folder

    def __call__(
        self,
        of: type[Record] | None,
        text: str,
        column_map: Mapping[str, str] | None = None,
        *,
        dry_run: bool = False,
    ) -> ImportResult:
        path = self._folder / "partners.csv"
        path.write_text(text, encoding="utf-8")
        how = How(kind=of, column_map=column_map)
        return Transfer(self._desk).import_file(path, how, dry_run=dry_run, progress=Silent())


def looked(desk: Desk, path: Path, text: str) -> tuple[Incoming, Look]:
    """Write a file, open it and look at what it would do."""
    path.write_text(text, encoding="utf-8")
    coming = Transfer(desk).begin(path)
    return coming, coming.look(Silent())


def counts(result: ImportResult) -> tuple[int, ...]:
    """Return rows, created, updated, unchanged, duplicates and the number of rejected rows."""
    known = (result.rows, result.created, result.updated, result.unchanged, result.duplicates)
    return (*known, len(result.rejected))


def all_of(desk: Desk, of: type[R]) -> list[R]:
    return desk.db.page(of, desk.db.ids(of.kind, Query(archived=None)))


def everything(desk: Desk) -> dict[str, list[object]]:
    """Return every row of the desk but the stamps of its last change."""
    return {
        of.kind: [
            {name: plain for name, plain in record.loaded.items() if not name.startswith("changed")}
            for record in all_of(desk, of)
        ]
        for of in CATALOGUE
    }
