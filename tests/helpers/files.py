"""Files that people put with a record, made for tests: pages, pictures, faxes, a locked PDF."""

from __future__ import annotations

import io
import random

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def a_pdf(*pages: str, password: str = "") -> bytes:
    """Return a PDF with one line on each page."""
    target = io.BytesIO()
    encrypt = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(target, pagesize=(612, 792), encrypt=encrypt)
    for words in pages:
        canvas.setFont("Helvetica", 24)
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


LOCKED_PDF = a_pdf("Nobody reads this", password="very secret")


def a_picture(form: str, size: tuple[int, int] = (160, 120)) -> bytes:
    """Return a picture that does not get small when it is packed."""
    target = io.BytesIO()
    picture = Image.new("RGB", size, (40, 110, 180))
    if size[0] * size[1] < 1_000_000:
        grain = random.Random(5).randbytes(size[0] * size[1] * 3)
        picture = Image.blend(picture, Image.frombytes("RGB", size, grain), 0.4)
    picture.save(target, form)
    return target.getvalue()


def a_fax(pages: int) -> bytes:
    """Return a fax of several pages, each with a bar at its own height."""
    sheets = []
    for number in range(pages):
        sheet = Image.new("1", (1728, 2200), 1)
        sheet.paste(0, (100, 100 + 100 * number, 1_600, 140 + 100 * number))
        sheets.append(sheet)
    target = io.BytesIO()
    sheets[0].save(
        target,
        "TIFF",
        compression="group4",
        dpi=(204, 200),
        save_all=True,
        append_images=sheets[1:],
    )
    return target.getvalue()
