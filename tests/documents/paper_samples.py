"""What notes and labels are printed of in these tests; nobody in it is real."""

from __future__ import annotations

import datetime as dt

import pypdfium2 as pdfium
from PIL import Image

from refdesk.documents.model import Addressed, Addresses, Letterhead, Note, Notes
from refdesk.documents.paper import POINTS_PER_MM, Imprint
from refdesk.documents.rasterize import page_image

PRINTED = dt.date(2026, 11, 24)
IMPRINT = Imprint(PRINTED)
HEAD = Letterhead(
    name="Cedar Grove Joint Clinic",
    tagline="Spine and joint care",
    address=("220 Quarry Lane, Suite 4", "Fernhollow, OH 43999"),
    contact=("Phone (740) 555-0140", "cedargrove.example"),
    phone="(740) 555-0140",
)
TEXT = "You stayed on the line until the visit was set.\nThank you for trusting our team."
LINES = ("Hạnh Nguyễn, MD", "Tamsin Urgent Care", "9 Depot Square", "Tamsin, OH 43996")


def a_note(number: int = 412, **more) -> Note:
    parts = {
        "number": f"N-2026-{number:04}",
        "date": PRINTED,
        "greeting": "Dear Ms. Whitlow,",
        "text": TEXT,
        "signed_by": "Zoë Łukaszewicz, MD",
        "signed_role": "and everyone here",
        "address": LINES,
    }
    return Note(**{**parts, **more})


def notes(*some: Note, head: Letterhead = HEAD) -> Notes:
    return Notes(head=head, notes=some or (a_note(),))


def addresses(count: int = 12, lines: tuple[str, ...] = LINES) -> Addresses:
    to = tuple(Addressed(number=number, lines=lines) for number in range(1, count + 1))
    return Addresses(head=HEAD, to=to)


def texts(pdf: bytes) -> list[str]:
    """Return what can be copied out of each page, on one line."""
    with pdfium.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def grey(pdf: bytes, number: int, dpi: float = 300) -> Image.Image:
    """Return a page as a grey picture."""
    image = page_image(pdf, number, dpi)
    rgb = Image.frombytes("RGB", (image.width, image.height), image.rgb, "raw", "RGB", image.stride)
    return rgb.convert("L")


def ink(
    pdf: bytes, number: int, box: tuple[float, float, float, float], dpi: float = 300
) -> tuple[float, float, float, float]:
    """Return the edges of what is printed within a box, in mm from the upper left of the page.

    The box and the answer are left, top, right, bottom; the box is in points.
    """
    scale = dpi / 72
    x1, y1, x2, y2 = (round(edge * scale) for edge in box)
    part = grey(pdf, number, dpi).crop((x1, y1, x2, y2)).point(lambda dot: 255 if dot < 128 else 0)
    found = part.getbbox()
    assert found is not None, "nothing is printed there"
    at = (found[0] + x1, found[1] + y1, found[2] + x1, found[3] + y1)
    left, top, right, bottom = (dots / scale / POINTS_PER_MM for dots in at)
    return left, top, right, bottom
