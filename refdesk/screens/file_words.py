"""What is said of files: how long they are, what was put in and what was not."""

from __future__ import annotations

from collections.abc import Sequence

from refdesk.domain.attachment import MEDIA, OTHER, PICTURES, TEXT, Attachment
from refdesk.i18n import _, plural
from refdesk.services.attachments import NotPutIn, PutIn

KB, MB = 2**10, 2**20


def measure(file: Attachment) -> str:
    """Return how long a file is: its pages where it has several, else what it weighs."""
    if file.pages and (file.pages > 1 or file.media not in PICTURES):
        return plural("{count} page", "{count} pages", file.pages)
    size = file.size or 0
    if size < KB:
        return plural("{count} byte", "{count} bytes", size)
    if size < MB:
        return _("{size} KB").format(size=f"{size / KB:,.0f}")
    return _("{size} MB").format(size=f"{size / MB:,.1f}")


def icon_of(file: Attachment) -> str:
    """Return the icon of a kind of file."""
    if file.media in PICTURES:
        return "image"
    if file.media == TEXT:
        return "list"
    return "file-text" if file.media in MEDIA and file.media != OTHER else "file"


def put_words(made: PutIn) -> str:
    """Return ``3 files were put in, 1 was not``."""
    count = len(made.others)
    if not made.ids:
        return plural("{count} file was not put in", "{count} files were not put in", count)
    words = plural("{count} file was put in", "{count} files were put in", len(made.ids))
    left = plural("{count} was not", "{count} were not", count)
    return f"{words}, {left}" if count else words


def left_out_lines(others: Sequence[NotPutIn]) -> list[str]:
    """Return a line for each file that was left out: its name, and why."""
    return [f"{one.name}: {one.why}" for one in others]
