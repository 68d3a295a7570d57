"""What kind of file some bytes are, told by the bytes and not by a name; and their text."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from refdesk.documents import picture, rasterize
from refdesk.domain.attachment import JPEG, OTHER, PDF, PNG, TEXT, TIFF
from refdesk.domain.errors import KnownFailure, UserError
from refdesk.domain.text import with_plain_lines
from refdesk.exchange.encodings import SAMPLE, check_text, letters_of
from refdesk.i18n import _

MOST_SHOWN = 400_000
"""Characters of a text that are shown; 200 pages, which a window still scrolls."""
_NEAR = 1_024
"""Bytes within which a PDF says that it is one; some programs write something before it."""
_STARTS = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
)
_NO_PLAIN_TEXT = (b"{\\rtf", b"%!PS")


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of file (see `domain.attachment.MEDIA`), and how many pages it has if it has any."""

    media: str
    pages: int | None = None


def sort_of(content: bytes) -> Sort:
    """Return what kind of file this is, after reading all its pages.

    Raises:
        UserError: it is damaged, locked with a password, or a picture too large to be shown.
    """
    if b"%PDF-" in content[:_NEAR]:
        return Sort(PDF, _pdf_pages(content))
    for start, media in _STARTS:
        if content.startswith(start):
            return Sort(media, picture.page_count(content))
    return Sort(TEXT if _is_text(content) else OTHER)


def text_of(content: bytes) -> tuple[str, bool]:
    """Return what a text says, without signs that cannot be seen; and whether it goes on.

    Raises:
        UserError: it is no text.
    """
    letters = letters_of(BytesIO(content))
    cut = len(content) > 4 * MOST_SHOWN
    text = letters.decoder().decode(content[: 4 * MOST_SHOWN], final=not cut)
    text = with_plain_lines(text)
    seen = "".join(char for char in text[:MOST_SHOWN] if char.isprintable() or char in "\n\t")
    return seen, cut or len(text) > MOST_SHOWN


def _pdf_pages(content: bytes) -> int:
    try:
        pages = rasterize.page_count(content)
    except rasterize.LockedPdf as locked:
        raise UserError(locked.message) from None
    except KnownFailure:
        pages = 0
    if not pages:
        raise UserError(_("The PDF is damaged: it has no page that opens."))
    return pages


def _is_text(content: bytes) -> bool:
    if content.startswith(_NO_PLAIN_TEXT):
        return False
    try:
        check_text(letters_of(BytesIO(content)).sample(content[:SAMPLE]))
    except (UserError, UnicodeError):
        return False
    return True
