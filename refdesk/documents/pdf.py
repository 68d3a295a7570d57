"""The only file that draws: pages of marks become the bytes of a PDF."""

from __future__ import annotations

from functools import cache, lru_cache, singledispatch
from io import BytesIO
from itertools import groupby

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont
from reportlab.pdfgen.canvas import Canvas

from refdesk.documents import style
from refdesk.documents.page import (
    Block,
    Box,
    Curve,
    Disc,
    Document,
    Line,
    Mark,
    Outline,
    Picture,
    Ring,
    Rule,
    Square,
    Text,
)
from refdesk.documents.paper import POINTS_PER_MM, Nudge
from refdesk.documents.style import Face
from refdesk.documents.typesetting import REMEMBERED, font_file, shape

MAKER = "RefDesk"


def draw(document: Document) -> bytes:
    """Return the document as PDF: fonts inside, real text, right at 100 % scale.

    The same document gives the same bytes, so that an archived sheet can be compared.
    """
    _register_fonts()
    target = BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1, lang=document.language)
    canvas.setTitle(document.title)
    canvas.setCreator(MAKER)
    canvas.setAuthor(MAKER)
    canvas.setSubject("")
    canvas.setViewerPreference("PrintScaling", "None")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for page in document.pages:
        canvas.setPageSize(page.frame.size)
        _move(canvas, document.nudge, page.frame.size[1])
        for mark in page.marks:
            _mark(mark, canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _move(canvas: Canvas, nudge: Nudge, high: float) -> None:
    """Move the whole page as its printer misses, and size it from its upper left corner."""
    if nudge.is_none:
        return
    scale = nudge.percent / 100
    right, down = nudge.right * POINTS_PER_MM, nudge.down * POINTS_PER_MM
    canvas.transform(scale, 0, 0, scale, right, high - high * scale - down)


@cache
def _register_fonts() -> None:
    rl_config.useA85 = 0  # bytes as they are: drawn a quarter faster, and a fifth smaller to keep
    for face in Face:
        pdfmetrics.registerFont(TTFont(str(face), font_file(face)))


@singledispatch
def _mark(mark: Mark, canvas: Canvas) -> None:
    raise NotImplementedError(type(mark).__name__)


@_mark.register
def _(mark: Text, canvas: Canvas) -> None:
    look = mark.style
    line = canvas.beginText(mark.x, mark.y)
    line.setFont(str(look.face), look.size)
    line.setFillGray(1 if mark.white else 0)
    if look.tracking:
        line.setCharSpace(look.tracking)
    line.textOut(_shaped(mark.text, look.face))
    if look.tracking:
        line.setCharSpace(0)
    canvas.drawText(line)


@lru_cache(maxsize=REMEMBERED)
def _shaped(text: str, face: Face) -> ShapedStr:
    # Not drawString(shaping=True): without a further library that draws unkerned, and it names
    # a glyph by the first character that has it, so that a copied text may differ from ours.
    font = pdfmetrics.getFont(str(face)).face
    chars, places = [], []
    for glyph in shape(text, face):
        char = text[glyph.index]
        if font.charToGlyph.get(ord(char)) != glyph.number:
            char = chr(font.glyphToChar[glyph.number][0])
        chars.append(char)
        own = font.getCharWidth(ord(char))
        places.append(ShapeData(glyph.index, glyph.advance, 0, glyph.dx, glyph.dy, own))
    return ShapedStr("".join(chars), places)


@_mark.register
def _(mark: Rule, canvas: Canvas) -> None:
    canvas.setLineWidth(mark.weight)
    canvas.line(mark.x1, mark.y, mark.x2, mark.y)


@_mark.register
def _(mark: Box, canvas: Canvas) -> None:
    canvas.setLineWidth(style.BOX)
    canvas.rect(mark.x, mark.y, mark.size, mark.size)


@_mark.register
def _(mark: Block, canvas: Canvas) -> None:
    canvas.setFillGray(0)
    canvas.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius, stroke=0, fill=1)


@_mark.register
def _(mark: Disc, canvas: Canvas) -> None:
    canvas.setFillGray(0)
    canvas.circle(mark.x, mark.y, mark.radius, stroke=0, fill=1)


@_mark.register
def _(mark: Square, canvas: Canvas) -> None:
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for row, modules in enumerate(mark.rows):
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                x, y = mark.x + column * mark.module, mark.y - (row + 1) * mark.module
                path.rect(x, y, length * mark.module, mark.module)
            column += length
    canvas.drawPath(path, stroke=0, fill=1)


@_mark.register
def _(mark: Line, canvas: Canvas) -> None:
    canvas.setLineWidth(mark.weight)
    canvas.setDash(*([list(mark.dash)] if mark.dash else []))
    canvas.line(mark.x1, mark.y1, mark.x2, mark.y2)
    canvas.setDash()


@_mark.register
def _(mark: Curve, canvas: Canvas) -> None:
    canvas.setLineWidth(mark.weight)
    canvas.setLineCap(1)
    path = canvas.beginPath()
    path.moveTo(*mark.start)
    for piece in mark.pieces:
        path.curveTo(*piece)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setLineCap(0)


@_mark.register
def _(mark: Outline, canvas: Canvas) -> None:
    canvas.setLineWidth(mark.weight)
    canvas.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius, stroke=1, fill=0)


@_mark.register
def _(mark: Ring, canvas: Canvas) -> None:
    canvas.setLineWidth(mark.weight)
    canvas.circle(mark.x, mark.y, mark.radius, stroke=1, fill=0)


@lru_cache(maxsize=2)
def _picture(content: bytes) -> ImageReader:
    return ImageReader(BytesIO(content))  # a run has one logo, and reading it takes 10 ms


@_mark.register
def _(mark: Picture, canvas: Canvas) -> None:
    canvas.drawImage(_picture(mark.content), mark.x, mark.y, mark.width, mark.height, mask="auto")
