"""What the preview promises: the first page of a sheet is there before a person has waited."""

from __future__ import annotations

import statistics
import subprocess
import sys

from tests.performance.row import Row, scaled

TIMES = 7
MOST_MS = 200.0
REFERENCE_MS = 31.0
"""The floor on the machine that the limit was stated for."""

# Each in a process of its own, after its imports: no font was loaded, no word was set before.
BARE = """
import time
from io import BytesIO
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from refdesk.documents import typesetting
from refdesk.documents.rasterize import page_image
from refdesk.documents.style import Face
begun = time.perf_counter()
target = BytesIO()
canvas = Canvas(target)
for face in (Face.REGULAR, Face.SEMIBOLD, Face.CODE):
    pdfmetrics.registerFont(TTFont(str(face), typesetting.font_file(face)))
    canvas.setFont(str(face), 10)
    canvas.drawString(72, 720, "Larkmead Family Medicine")
canvas.save()
page_image(target.getvalue(), 1, 96)
print((time.perf_counter() - begun) * 1000)
"""
LOG = """
import time
from refdesk.documents.rasterize import page_image
from refdesk.documents.sheets.visit_log import render_visit_log
from tests.documents.days import day
from tests.documents.paper_samples import IMPRINT
log = day(12)
begun = time.perf_counter()
page_image(render_visit_log(log, IMPRINT), 1, 96)
print((time.perf_counter() - begun) * 1000)
"""


def first_preview() -> Row:
    """The first page of a log of twelve stops, laid out, drawn and made a picture."""
    floor, value = (
        statistics.median(_ms(source) for _run in range(TIMES)) for source in (BARE, LOG)
    )
    limit = scaled(MOST_MS, floor, REFERENCE_MS)
    return Row("first_preview", round(value, 1), "ms", round(floor, 1), limit)


def _ms(source: str) -> float:
    return float(
        subprocess.run([sys.executable, "-c", source], capture_output=True, check=True).stdout
    )
