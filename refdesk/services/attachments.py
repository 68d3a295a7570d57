"""Files of a record: put in, each kept once in the vault; looked at, renamed, removed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from refdesk.domain.attachment import (
    MOST_BYTES,
    PDF,
    PICTURES,
    TEXT,
    Attachment,
    file_name,
    renamed,
)
from refdesk.domain.errors import Damaged, RefDeskError, UserError
from refdesk.domain.record import Record
from refdesk.exchange.whole_file import check_size, whole_file
from refdesk.i18n import N_, _
from refdesk.services.file_sorts import sort_of, text_of
from refdesk.services.page_images import Pages, Pictures
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.work import Progress
from refdesk.store.listing import Filter, Query
from refdesk.store.work import Work


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that somebody brings: its name outside, and what reads it."""

    name: str = field(repr=False)
    read: Callable[[], bytes] = field(repr=False)


def from_path(path: Path) -> Brought:
    """Return a file that lies on a disk; it is read when its turn comes."""
    return Brought(path.name, partial(whole_file, path, MOST_BYTES))


def from_bytes(name: str, content: bytes) -> Brought:
    """Return what is no file yet, such as a picture that was copied."""

    def read() -> bytes:
        check_size(len(content), MOST_BYTES)
        return content

    return Brought(name, read)


@dataclass(frozen=True, slots=True)
class NotPutIn:
    """A file that was left out, and the sentence that says why."""

    name: str = field(repr=False)
    why: str


@dataclass(frozen=True, slots=True)
class PutIn:
    """What came of putting files in: the ids of those that are in, and the others."""

    ids: tuple[int, ...]
    others: tuple[NotPutIn, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A file to look at: its pages, or its text and whether that goes on; or neither."""

    file: Attachment
    pages: Pages | None = None
    text: str | None = None
    goes_on: bool = False


def takes_files(of: type[Record]) -> bool:
    """Tell whether files are put with records of a kind: with whatever people enter."""
    return of.entered and not of.owners_only


class Attachments:
    """Keeps the files of records."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def of(self, kind: str, row_id: int) -> list[Attachment]:
        """Return the files of a record, the newest first."""
        own = Attachment.fields
        wanted = (
            Filter(own["record_kind"], plain=kind),
            Filter(own["record_number"], plain=row_id),
        )
        # Asked for here, "archived" would lead the search past the index on the number.
        ids = self._records.ids(Attachment, Query(filters=wanted, archived=None))
        found = self._records.page(Attachment, ids)
        return sorted((one for one in found if not one.archived), key=lambda one: -one.id)

    def put(
        self, of: type[Record], row_id: int, files: Sequence[Brought], progress: Progress
    ) -> PutIn:
        """Put files with a record as one change; those that cannot be taken are left out.

        Raises:
            UserError: the record is gone or archived, or records of its kind have no files.
            KnownFailure: the disk is full; nothing was put in.
            Cancelled: a person stopped it; nothing was put in.
        """
        if not takes_files(of):
            raise UserError(_("Files are not put with {kind}.").format(kind=_(of.many).lower()))
        self._require_open(self._records.get(of, row_id))
        known = {one.content: one.name for one in self.of(of.kind, row_id)}
        others: list[NotPutIn] = []
        ids: list[int] = []
        label = N_("Put a file in") if len(files) == 1 else N_("Put files in")
        with self._desk.db.long_change(label, by=self._desk.user.id) as long:
            for place, brought in enumerate(files):
                progress.step(place, len(files), _("Putting files in"))
                try:
                    content = brought.read()
                    made = _looked_at(of, row_id, brought.name, content, known)
                except RefDeskError as refusal:
                    others.append(NotPutIn(brought.name, refusal.message))
                    continue
                self._desk.require_room(2 * len(content))
                with long.slice() as work:
                    self._require_open(work.get(of, row_id))
                    ids.append(_keep(work, made, content))
                known[made.content] = made.name
            progress.step(len(files), len(files), _("Putting files in"))
        return PutIn(tuple(ids), tuple(others))

    def rename(self, row_id: int, name: str) -> Attachment:
        """Give a file another name; its ending stays.

        Raises:
            UserError: there is no such file, or it is removed.
        """
        file = self._records.get(Attachment, row_id)
        self._require_open(file)
        file.name = renamed(file.name, name)
        return self._records.save(file)

    def remove(self, row_id: int) -> Attachment:
        """Take a file from its record; it can be brought back, for its bytes stay.

        Raises:
            UserError: there is no such file.
        """
        return self._records.archive(Attachment, row_id)

    def content(self, file: Attachment) -> bytes:
        """Return the very bytes of a file.

        Raises:
            Damaged: they are not what was put in, or gone.
        """
        content = self._desk.db.kept(file.content)
        if content is None:
            raise Damaged(_("What this file holds is damaged in the desk. Fetch it from a backup."))
        return content

    def open(self, row_id: int) -> Opened:
        """Return a file to look at; it is read, and nothing is written anywhere.

        Raises:
            UserError: there is no such file.
            Damaged: its bytes are damaged or gone.
        """
        file = self._records.get(Attachment, row_id)
        content = self.content(file)
        if file.media == PDF:
            return Opened(file, pages=Pages(content))
        if file.media in PICTURES:
            return Opened(file, pages=Pictures(content))
        if file.media == TEXT:
            text, goes_on = text_of(content)
            return Opened(file, text=text, goes_on=goes_on)
        return Opened(file)

    def _require_open(self, record: Record) -> None:
        if record.archived:
            raise UserError(
                _("This {kind} is archived. Restore it first.").format(kind=_(record.one).lower())
            )


def _looked_at(
    of: type[Record], row_id: int, name: str, content: bytes, known: dict[str, str]
) -> Attachment:
    digest = hashlib.sha256(content).hexdigest()
    if digest in known:
        raise UserError(_("It is here already."))
    sort = sort_of(content)
    return Attachment(
        name=file_name(name),
        record_kind=of.kind,
        record_number=row_id,
        media=sort.media,
        size=len(content),
        pages=sort.pages,
        content=digest,
    )


def _keep(work: Work, file: Attachment, content: bytes) -> int:
    file.content = work.keep(content)
    return work.add(file).id
