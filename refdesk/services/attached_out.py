"""Files of records that leave the desk: saved as a copy or printed, through the gate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from refdesk.documents.paper import AS_IT_IS, Nudge
from refdesk.domain.attachment import (
    PDF,
    PICTURES,
    TEXT,
    Attachment,
    name_on_disk,
    parts_of,
)
from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.register import Purpose, Release, Way
from refdesk.domain.sheets import sheet_title
from refdesk.exchange.new_file import NewFile
from refdesk.i18n import N_, _
from refdesk.services.attachments import Attachments
from refdesk.services.printing import today
from refdesk.services.run import Run
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Query

_SIGNED = frozenset({PDF, *PICTURES})
"""Kinds whose first bytes say what they are."""
_FIRST = 4


class AttachedSheet:
    """One file about to leave, for a purpose; what the window saves and prints.

    Args:
        desk: the open desk.
        file: of a record.
        purpose: why it leaves.
    """

    placed = both_sides = False
    ruler: Callable[[], Run] | None = None

    def __init__(self, desk: Desk, file: Attachment, purpose: Purpose) -> None:
        self._desk, self._file, self._purpose = desk, file, purpose
        self.title = sheet_title(_code(file))

    def preview(self) -> bytes:
        """Return the very bytes of the file.

        Raises:
            Damaged: they are damaged or gone.
        """
        return Attachments(self._desk).content(self._file)

    def release(self, _nudge: Nudge = AS_IT_IS) -> bytes:
        """Register that the file is printed; return its bytes.

        Raises:
            Damaged: they are damaged or gone.
        """
        content = self.preview()
        with self._desk.db.change(N_("Print a file"), by=self._desk.user.id) as work:
            work.add(self._line(Way.PRINTED))
        return content

    def save(self, path: Path) -> bytes:
        """Register the file and save a copy; return its bytes.

        Raises:
            UserError: something that must not be overwritten is in the way.
            KnownFailure: the folder is gone, full or read-only, or another program has the file.
            Damaged: its bytes are damaged or gone.
        """
        content = self.preview()
        begins = content[:_FIRST] if self._file.media in _SIGNED else b""
        with NewFile(path, begins=begins) as new:
            new.write(content)
            new.complete()
            label = N_("Save a copy of a file")
            with self._desk.db.change(label, by=self._desk.user.id) as work:
                work.add(self._line(Way.SAVED))
            new.finish()
        return content

    def _line(self, way: Way) -> Release:
        """Return the line of the register: what kind of file it was and whose, by number."""
        file, day = self._file, today()
        of = BY_NAME.get(file.record_kind)
        about = f"{_(of.one)} {file.record_number}" if of else ""
        own, sheet = Release.fields, _code(file)
        same = Query(
            filters=(
                Filter(own["sheet"], plain=sheet),
                Filter(own["day"], plain=day.isoformat()),
                Filter(own["about"], plain=about),
            )
        )
        return Release(
            sheet=sheet,
            about=about,
            day=day,
            copy_number=len(self._desk.db.ids(Release.kind, same)) + 1,
            purpose=self._purpose,
            with_patients=Attachment.patient_data,
            way=way,
            paper=file.content if file.media == PDF else "",
        )


def save_all(desk: Desk, files: Sequence[Attachment], folder: Path, purpose: Purpose) -> list[Path]:
    """Save a copy of each file into a folder, none over another; return where they lie.

    Raises:
        UserError: a desk lies in that folder.
        KnownFailure: the folder is gone, full or read-only; copies saved before stay.
        Damaged: the bytes of a file are damaged or gone.
    """
    saved = []
    for file in files:
        path = _free(folder, name_on_disk(file.name, file.media))
        AttachedSheet(desk, file, purpose).save(path)
        saved.append(path)
    return saved


def _free(folder: Path, name: str) -> Path:
    """Return where a file can lie that overwrites none: its name, or that with a number."""
    stem, ending = parts_of(name)
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){ending}"
    return path


def _code(file: Attachment) -> str:
    if file.media in PICTURES:
        return "attached_picture"
    return {PDF: "attached_pdf", TEXT: "attached_text"}.get(file.media, "attached_file")
