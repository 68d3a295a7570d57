"""Pictures of the pages in sight: read in the background, kept while they are looked at."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtGui import QImage

from refdesk.services.page_images import Pages, PageSize
from refdesk.ui.jobs import Job, Jobs

POINTS = 72
MOST_PIXELS = 12_000_000
"""Of one picture, 48 MB; a page that is larger on screen is drawn a little coarser."""


@dataclass(frozen=True, slots=True)
class _Kept:
    dpi: float
    image: QImage


class PageCache:
    """Hands out what is known of a page and asks for what is not.

    Args:
        arrived: called when another picture is there.
        failed: called with what went wrong.
    """

    def __init__(
        self, arrived: Callable[[], None], failed: Callable[[BaseException], None]
    ) -> None:
        self._arrived, self._failed = arrived, failed
        self._pages: Pages | None = None
        self._jobs: Jobs | None = None
        self._sizes: tuple[PageSize, ...] = ()
        self._kept: dict[int, _Kept] = {}
        self._asked: dict[int, Job[QImage]] = {}

    def use(self, pages: Pages, sizes: tuple[PageSize, ...], jobs: Jobs) -> None:
        """Show the pages of another sheet."""
        self.forget()
        self._pages, self._sizes, self._jobs = pages, sizes, jobs

    def forget(self) -> None:
        """Drop everything, and what is still being read when it comes."""
        self.keep(())
        self._pages = self._jobs = None
        self._sizes = ()

    def keep(self, numbers: Collection[int]) -> None:
        """Drop every page but these."""
        for number in [number for number in self._kept if number not in numbers]:
            del self._kept[number]
        for number in [number for number in self._asked if number not in numbers]:
            self._asked.pop(number).cancel()

    @property
    def held(self) -> frozenset[int]:
        """Numbers of the pages whose pictures are kept."""
        return frozenset(self._kept)

    def image(self, number: int, dpi: float) -> QImage | None:
        """Return a page; at another resolution, or None, while the right one is being read."""
        dpi = self._affordable(number, dpi)
        kept = self._kept.get(number)
        if (kept is None or kept.dpi != dpi) and number not in self._asked:
            self._ask(number, dpi)
        return kept.image if kept else None

    def _ask(self, number: int, dpi: float) -> None:
        pages, jobs = self._pages, self._jobs
        if pages is None or jobs is None:
            return
        asked: list[Job[QImage]] = []

        def is_late() -> bool:
            return self._asked.get(number) is not asked[0]

        def done(image: QImage) -> None:
            if not is_late():
                del self._asked[number]
                self._kept[number] = _Kept(dpi, image)
                self._arrived()

        def failed(error: BaseException) -> None:
            if not is_late():
                self._failed(error)

        asked.append(jobs.run_query(lambda: _drawn(pages, number, dpi), done, failed))
        self._asked[number] = asked[0]

    def _affordable(self, number: int, dpi: float) -> float:
        if not self._sizes:
            return dpi
        size = self._sizes[number - 1]
        return min(dpi, POINTS * math.sqrt(MOST_PIXELS / max(size.width * size.height, 1)))


def _drawn(pages: Pages, number: int, dpi: float) -> QImage:
    page = pages.image(number, dpi)
    picture = QImage(page.rgb, page.width, page.height, page.stride, QImage.Format.Format_RGB888)
    # A copy of its own, in the format that is painted fastest: `page.rgb` goes with this call.
    return picture.convertToFormat(QImage.Format.Format_RGB32)
