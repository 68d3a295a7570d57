"""What files of records promise: the largest goes in and comes up before a person wonders."""

from __future__ import annotations

import itertools
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import sqlalchemy as sa
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from refdesk.domain.attachment import MOST_BYTES
from refdesk.domain.patient import Patient
from refdesk.services.attachments import Attachments, from_path
from refdesk.services.records import Records
from refdesk.services.session import Desk, Desks
from refdesk.services.work import Silent
from refdesk.vault.unlock import Vaults
from tests.helpers.desks import CHEAP
from tests.performance.core import small_desk
from tests.performance.row import Row, median_ms, scaled

TIMES = 5
SCREEN_DPI = 96
SIDE = 1_450
"""Pixels of a picture that takes a quarter of the largest file, for noise cannot be packed."""


@contextmanager
def _scans(desk: Desk) -> Iterator[Iterator[Path]]:
    """Make scans of almost 25 MB each, every one another: a PDF of four pictures."""
    Records(desk).add(Patient, {"name": "Quill, Odetta"})
    rl_config.useA85 = 0  # as our own sheets have it, whichever rows of the bench came before
    target = BytesIO()
    canvas = Canvas(target, pagesize=(612, 792))
    for number in range(4):
        noise = random.Random(number).randbytes(3 * SIDE * SIDE)
        page = ImageReader(Image.frombytes("RGB", (SIDE, SIDE), noise))
        canvas.drawImage(page, 0, 0, 612, 792)
        canvas.showPage()
    canvas.save()
    scan = target.getvalue()
    if not 0.95 * MOST_BYTES < len(scan) < MOST_BYTES:
        raise RuntimeError("the scan is not as large as it should be")
    folder = Path(tempfile.mkdtemp(prefix="refdesk-bench-"))
    path = folder / "scan.pdf"

    def made() -> Iterator[Path]:
        for number in itertools.count():
            path.write_bytes(scan + b"\n%%%d" % number)
            yield path

    try:
        yield made()
    finally:
        shutil.rmtree(folder)


def put_25_mb() -> Row:
    """A scan of 25 MB put with a patient, beside its bytes in a row of the bare driver."""
    with small_desk(Desks(Vaults(CHEAP))) as desk, _scans(desk) as scans:
        kept, numbers = desk.db.schema.kept, itertools.count()
        content = bytearray(next(scans).read_bytes())

        def bare() -> None:
            row = {"digest": f"bare {next(numbers)}", "size": len(content), "content": content}
            with desk._vault.writer.connect() as connection:
                connection.execute(sa.insert(kept), row)
                connection.commit()

        floor = median_ms(bare, TIMES)

        def put() -> None:
            made = Attachments(desk).put(Patient, 1, [from_path(next(scans))], Silent())
            assert made.ids

        written = median_ms(lambda: next(scans), TIMES)
        value = round(median_ms(put, TIMES) - written, 1)
    return Row("put_25_mb", value, "ms", floor, round(3 * floor, 1))


def open_25_mb() -> Row:
    """The first page of a PDF of 25 MB as a picture, beside the bare reading of its bytes."""
    with small_desk(Desks(Vaults(CHEAP))) as desk, _scans(desk) as scans:
        made = Attachments(desk).put(Patient, 1, [from_path(next(scans))], Silent())
        query = sa.select(desk.db.schema.kept.c.content)

        def bare() -> None:
            with desk.db.reading() as connection:
                connection.execute(query).scalar()

        floor = median_ms(bare, TIMES)

        def open_it() -> None:
            pages = Attachments(desk).open(made.ids[0]).pages
            assert pages is not None
            assert len(pages.sizes()) == 4
            pages.image(1, SCREEN_DPI)

        value = median_ms(open_it, TIMES)
    return Row("open_25_mb", value, "ms", floor, scaled(150.0, floor, 10.0))


ROWS = (put_25_mb, open_25_mb)
