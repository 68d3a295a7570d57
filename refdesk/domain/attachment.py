"""Files that belong to a record; their bytes are kept in the vault."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from refdesk.domain import fields as f
from refdesk.domain.record import Record
from refdesk.domain.text import NOT_IN_NAMES, RESERVED_NAMES, TURNS
from refdesk.i18n import N_, _

MOST_BYTES = 25 * 2**20
"""The largest file that is taken in."""
PDF, PNG, JPEG, TIFF = "application/pdf", "image/png", "image/jpeg", "image/tiff"
TEXT, OTHER = "text/plain", "application/octet-stream"
PICTURES = frozenset({PNG, JPEG, TIFF})
MEDIA: Mapping[str, str] = MappingProxyType(
    {
        PDF: N_("PDF"),
        PNG: N_("Picture (PNG)"),
        JPEG: N_("Picture (JPEG)"),
        TIFF: N_("Picture (TIFF)"),
        TEXT: N_("Text"),
        OTHER: N_("File"),
    }
)
"""What the kinds of files are called that are told by their bytes."""
ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        PDF: (".pdf",),
        PNG: (".png",),
        JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
        TIFF: (".tif", ".tiff"),
    }
)
"""By which endings programs know them; the first is given where there is none of them."""
LONGEST_ENDING = 12
LONGEST_ON_DISK = 200
"""Bytes of a name that every disk takes, with what a half-written file has after it."""


def media_title(media: str) -> str:
    """Return what a kind of file is called; its code where nobody knows it."""
    return _(MEDIA[media]) if media in MEDIA else media


class Attachment(
    Record,
    one=N_("File"),
    many=N_("Files"),
    icon="file-text",
    title=("name",),
    patient_data=True,
    entered=False,
    belongs=("record_kind", "record_number"),
):
    """A file that somebody has put with a record, and what kind of file it is.

    The record is named by kind and number, so that every kind can have files.
    """

    name: str = f.required(f.text(N_("Name"), personal=True, searchable=True, indexed=True))
    record_kind: str = f.text(N_("Of"), program=True, indexed=True, limit=60)
    record_number: int | None = f.integer(N_("Number"), program=True, indexed=True)
    media: str = f.text(N_("Kind of file"), program=True, limit=80, called=media_title)
    size: int | None = f.integer(N_("Bytes"), program=True)
    pages: int | None = f.integer(N_("Pages"), program=True)
    content: str = f.kept(N_("Content"))

    @property
    def is_seen_inside(self) -> bool:
        """Whether its pages or its text can be looked at in the window."""
        return self.media != OTHER


def file_name(text: str) -> str:
    """Return a name that a field holds and every system takes: no folder, no sign that misleads.

    What is too long loses its middle: the ending stays, for it says which program opens the file.
    """
    text = unicodedata.normalize("NFC", re.split(r"[/\\]", text)[-1])
    seen = (char for char in NOT_IN_NAMES.sub(" ", text) if not _misleads(char))
    name = " ".join("".join(seen).split()).strip(". ")
    if not name:
        return _("Unnamed file")
    if RESERVED_NAMES.match(name):
        name = f"_{name}"
    stem, ending = parts_of(name)
    return stem[: Attachment.fields["name"].limit - len(ending)].rstrip() + ending


def renamed(before: str, text: str) -> str:
    """Return the name that a person has typed; the ending it had stays."""
    name, ending = file_name(text), parts_of(before)[1]
    return name if name.casefold().endswith(ending.casefold()) else file_name(name + ending)


def name_on_disk(name: str, media: str) -> str:
    """Return the name under which a copy is saved: with an ending of its kind, and not too long."""
    name = file_name(name)
    stem, ending = parts_of(name)
    known = ENDINGS.get(media, ())
    if known and ending.casefold() not in known:
        stem, ending = name, known[0]
    elif media == TEXT:
        ending = ending or ".txt"
    while len((stem + ending).encode()) > LONGEST_ON_DISK:
        stem = stem[:-1]
    return stem.rstrip() + ending


def parts_of(name: str) -> tuple[str, str]:
    """Return a name in two: ``("scan 3", ".pdf")``; a long or odd ending is none."""
    stem, dot, ending = name.rpartition(".")
    if not stem.strip() or not ending.isalnum() or len(ending) >= LONGEST_ENDING:
        return name, ""
    return stem, dot + ending


def _misleads(char: str) -> bool:
    """Tell whether a character is not seen, or turns round what is."""
    return char in TURNS or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
