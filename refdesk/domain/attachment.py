"""Files that belong to a record; their bytes are kept in the vault."""

from __future__ import annotations

from refdesk.domain import fields as f
from refdesk.domain.record import Record
from refdesk.i18n import N_

MOST_BYTES = 25 * 2**20
"""The largest file that is taken in."""


class Attachment(
    Record,
    one=N_("File"),
    many=N_("Files"),
    icon="file-text",
    title=("name",),
    patient_data=True,
    entered=False,
):
    """A file that somebody has put with a record, and what kind of file it is.

    The record is named by kind and number, so that every kind can have files.
    """

    name: str = f.required(f.text(N_("Name"), personal=True, searchable=True, indexed=True))
    record_kind: str = f.text(N_("Of"), program=True, indexed=True, limit=60)
    record_number: int | None = f.integer(N_("Number"), program=True, indexed=True)
    media: str = f.text(N_("Kind of file"), program=True, limit=80)
    size: int | None = f.integer(N_("Bytes"), program=True)
    pages: int | None = f.integer(N_("Pages"), program=True)
    content: str = f.kept(N_("Content"))
