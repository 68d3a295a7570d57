"""Pages of a PDF as pictures, for the window and for printers that take only pictures."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from refdesk.domain.errors import KnownFailure
from refdesk.i18n import _

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

POINTS = 72
MOST_PIXELS = 40_000_000
"""Of one picture, 120 MB; a larger page comes coarser."""

_PASSWORD = 4  # FPDF_ERR_PASSWORD

_pdfium = Lock()  # pdfium must be called by one thread at a time, whichever it is


class LockedPdf(KnownFailure):
    """A PDF that opens only with a password."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """Size of a page as it is looked at, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as rows of red, green, blue bytes, `stride` bytes to a row; sizes in pixels."""

    width: int
    height: int
    stride: int
    rgb: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        LockedPdf: it opens only with a password.
        KnownFailure: this is no PDF, or a damaged one.
    """
    with _opened(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """Return the size of every page.

    Raises:
        KnownFailure: this is no PDF, or a damaged one.
    """
    with _opened(pdf) as document:
        return tuple(PageSize(*document.get_page_size(at)) for at in range(len(document)))


def page_image(pdf: bytes, number: int, dpi: float) -> PageImage:
    """Return page `number`, from 1, at `dpi` dots to the inch, or as fine as memory allows.

    Raises:
        KnownFailure: this is no PDF, a damaged one, or has no such page.
    """
    if not 0 < dpi < math.inf:
        raise ValueError("a picture has dots to the inch")
    with _opened(pdf) as document:
        if not 1 <= number <= len(document):
            raise KnownFailure(_("The sheet has no page {number}.").format(number=number))
        page = document[number - 1]
        width, height = page.get_size()
        # A little below the most: pdfium rounds the last dot of a side up.
        scale = min(dpi / POINTS, math.sqrt(0.999 * MOST_PIXELS / max(width * height, 1)))
        bitmap = page.render(scale=scale, rev_byteorder=True, maybe_alpha=False)
        try:
            return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415  heavy

    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # of forms it tells how to build itself
    with _pdfium:
        try:
            with PdfDocument(pdf) as document:
                document.init_forms()  # before any page, or filled-in fields stay blank
                yield document
        except PdfiumError as error:
            if error.err_code == _PASSWORD:
                raise LockedPdf(
                    _("The PDF is locked with a password. Save it without one, then take that.")
                ) from None
            raise KnownFailure(
                _("The sheet cannot be shown: its PDF is damaged or locked. Make the sheet again.")
            ) from error
