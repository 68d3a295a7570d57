"""The pages of one sheet as pictures, for whoever shows or prints them."""

from __future__ import annotations

from refdesk.documents import picture, rasterize
from refdesk.documents.rasterize import PageImage, PageSize

__all__ = ["PageImage", "PageSize", "Pages", "Pictures"]


class Pages:
    """Reads the pages of a PDF; slow enough for the background.

    Args:
        pdf: the sheet, as it is printed, sent and kept.
    """

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf

    @property
    def count(self) -> int:
        """Number of pages.

        Raises:
            KnownFailure: the PDF is damaged.
        """
        return rasterize.page_count(self._pdf)

    def sizes(self) -> tuple[PageSize, ...]:
        """Return the size of every page in points.

        Raises:
            KnownFailure: the PDF is damaged.
        """
        return rasterize.page_sizes(self._pdf)

    def image(self, number: int, dpi: float) -> PageImage:
        """Return page `number`, from 1, at `dpi` dots to the inch or as fine as memory allows.

        Raises:
            KnownFailure: the PDF is damaged, or has no such page.
        """
        return rasterize.page_image(self._pdf, number, dpi)


class Pictures(Pages):
    """Reads a picture, a fax of many pages too, as if it were a sheet.

    Args:
        picture: PNG, JPEG or TIFF.
    """

    def __init__(self, picture: bytes) -> None:
        super().__init__(b"")
        self._picture = picture

    @property
    def count(self) -> int:
        """Number of pages.

        Raises:
            UserError: the picture is damaged or too large.
        """
        return len(self.sizes())

    def sizes(self) -> tuple[PageSize, ...]:
        """Return the size of every page in points.

        Raises:
            UserError: the picture is damaged or too large.
        """
        return picture.page_sizes(self._picture)

    def image(self, number: int, dpi: float) -> PageImage:
        """Return page `number`, from 1, at `dpi` dots to the inch or as fine as the picture is.

        Raises:
            UserError: the picture is damaged or too large.
            KnownFailure: it has no such page.
        """
        return picture.page_image(self._picture, number, dpi)
