"""Pictures as pages: PNG, JPEG and TIFF, read within bounds and turned upright."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import TYPE_CHECKING

from refdesk.documents.rasterize import POINTS, PageImage, PageSize
from refdesk.domain.errors import KnownFailure, RefDeskError, UserError
from refdesk.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "TIFF")
MOST_PIXELS = 50_000_000
"""Of one page, 150 MB while it is read; hardly a scanner or a telephone makes more."""
MOST_PAGES = 2_000
MOST_TRIED = 500_000_000
"""Pixels of a long fax that are read to see whether it is whole; a few seconds."""
LONGEST = 17 * POINTS
"""Points of the longer side: what claims to be a larger sheet is shown as one of this size."""
_BELIEVED = (75, 2_400)
"""Dots to the inch that scanners and faxes have; a camera says 72 and means nothing by it."""
_USUAL = 96
_ORIENTATION = 0x0112
_LYING = frozenset({5, 6, 7, 8})


def page_count(picture: bytes) -> int:
    """Return how many pages a picture has, after reading all of them.

    Raises:
        UserError: it is damaged, or has too many pages or pixels.
    """
    tried = 0
    with _opened(picture) as opened:
        count = _count(opened)
        for number in range(count):
            _turn_to(opened, number)
            tried += opened.width * opened.height
            if tried <= MOST_TRIED or number == count - 1:
                opened.draft("RGB", (1, 1))  # a JPEG is whole if an eighth of it is
                opened.load()
    return count


def page_sizes(picture: bytes) -> tuple[PageSize, ...]:
    """Return the size of every page in points, as it is looked at.

    Raises:
        UserError: it is damaged, or has too many pages or pixels.
    """
    with _opened(picture) as opened:
        sizes = []
        for number in range(_count(opened)):
            _turn_to(opened, number)
            sizes.append(_size(opened))
    return tuple(sizes)


def page_image(picture: bytes, number: int, dpi: float) -> PageImage:
    """Return page `number`, from 1, at `dpi` dots to the inch, or as fine as the picture is.

    Raises:
        UserError: it is damaged, or has too many pages or pixels.
        KnownFailure: it has no such page.
    """
    with _opened(picture) as opened:
        if not 1 <= number <= _count(opened):
            raise KnownFailure(_("The picture has no page {number}.").format(number=number))
        _turn_to(opened, number - 1)
        size, turn = _size(opened), _turn(opened)
        width, height = (round(side * dpi / POINTS) for side in (size.width, size.height))
        if turn in _LYING:
            width, height = height, width
        wanted = (max(min(width, opened.width), 1), max(min(height, opened.height), 1))
        opened.draft("RGB", wanted)
        plain = _upright(_shrunk(_on_white(opened), wanted), turn)
    return PageImage(plain.width, plain.height, plain.width * 3, plain.tobytes())


@contextmanager
def _opened(picture: bytes) -> Iterator[Image]:
    # Named here, TIFF is known without all the other kinds, and is packed into a frozen program.
    from PIL import Image, TiffImagePlugin  # noqa: F401, PLC0415  seldom

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # too many pixels are refused below
            with Image.open(BytesIO(picture), formats=FORMATS) as opened:
                yield opened
    except RefDeskError:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Exception:  # noqa: BLE001  what a reader of pictures raises on damage is not foretold
        raise UserError(_("The picture is damaged.")) from None


def _count(opened: Image) -> int:
    if opened.format != "TIFF":  # the second picture that some cameras add is none to look at
        return 1
    count: int = getattr(opened, "n_frames", 1)
    if count > MOST_PAGES:
        raise UserError(
            _("It has too many pages: {count}. At most {most} can be shown.").format(
                count=f"{count:,}", most=f"{MOST_PAGES:,}"
            )
        )
    return count


def _turn_to(opened: Image, number: int) -> None:
    if number or opened.format == "TIFF":
        opened.seek(number)
    if opened.width * opened.height > MOST_PIXELS:
        raise _too_large()


def _too_large() -> UserError:
    return UserError(
        _("The picture has too many pixels; {most} million can be shown. Save a smaller one.")
        .format(most=MOST_PIXELS // 1_000_000)
    )  # fmt: skip


def _turn(opened: Image) -> int:
    """Return how the camera was held, as EXIF counts it; a TIFF turns itself."""
    with suppress(Exception):  # a picture is no worse for what its camera noted wrongly
        if opened.format != "TIFF":
            return int(opened.getexif().get(_ORIENTATION, 1))
    return 1


def _size(opened: Image) -> PageSize:
    across, down = _dots(opened)
    width, height = opened.width * POINTS / across, opened.height * POINTS / down
    if _turn(opened) in _LYING:
        width, height = height, width
    scale = min(1.0, LONGEST / max(width, height))
    return PageSize(max(width * scale, 1.0), max(height * scale, 1.0))


def _dots(opened: Image) -> tuple[float, float]:
    """Return dots to the inch across and down; a fax has twice as many across."""
    said = opened.info.get("dpi")
    if isinstance(said, tuple) and len(said) == 2:
        across, down = float(said[0]), float(said[1])
        least, most = _BELIEVED
        if least <= across <= most and least <= down <= most:
            return across, down
    return _USUAL, _USUAL


def _on_white(opened: Image) -> Image:
    from PIL import Image  # noqa: PLC0415  seldom

    opened.load()
    if opened.mode.startswith(("I", "F")):  # sixteen bits of grey, of which a screen shows eight
        deep = opened.convert("F")
        return deep.point(lambda grey: grey / 257 + 0).convert("L").convert("RGB")
    if "A" in opened.getbands() or "transparency" in opened.info:
        clear = opened.convert("RGBA")
        white = Image.new("RGB", clear.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return opened if opened.mode == "RGB" else opened.convert("RGB")


def _shrunk(plain: Image, wanted: tuple[int, int]) -> Image:
    from PIL import Image  # noqa: PLC0415  seldom

    if plain.size == wanted:
        return plain
    return plain.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _upright(plain: Image, turn: int) -> Image:
    from PIL.Image import Transpose  # noqa: PLC0415  seldom

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return plain.transpose(turns[turn]) if turn in turns else plain
