"""A clinic's logo, made ready for paper."""

from __future__ import annotations

import warnings
from io import BytesIO

from refdesk.domain.errors import UserError
from refdesk.i18n import _

MOST_BYTES = 2_000_000
MOST_PIXELS = 40_000_000
EDGE = 1200
"""Pixels of its longer edge: 300 dpi at four inches, more than any sheet shows."""


def logo(content: bytes) -> bytes:
    """Return a picture as PNG, no larger than a sheet can show, without what its file says of it.

    Raises:
        UserError: it is too large, no PNG or JPEG, or damaged.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  seldom

    if len(content) > MOST_BYTES:
        raise UserError(_("The picture is larger than 2 MB. Save a smaller one, then choose it."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a picture that is too large is refused below
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise UserError(_("The picture has too many pixels. Save a smaller one."))
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((EDGE, EDGE))
                clear = "A" in upright.getbands() or "transparency" in upright.info
                plain = upright.convert("RGBA" if clear else "RGB")
    except UnidentifiedImageError:
        raise UserError(_("This is no PNG or JPEG picture. Choose one that is.")) from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise UserError(_("The picture is damaged. Choose another one.")) from None
    made = BytesIO()
    plain.info.clear()
    plain.save(made, "PNG", optimize=True)
    return made.getvalue()
