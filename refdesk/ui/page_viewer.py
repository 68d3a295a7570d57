"""A sheet as it will lie on paper: its pages, thumbnails, zoom and keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from refdesk.domain.errors import RefDeskError
from refdesk.i18n import _
from refdesk.services.page_images import Pages, PageSize
from refdesk.ui.jobs import Job, Jobs
from refdesk.ui.key_map import KeyMap
from refdesk.ui.keycaps import Hint, key_text
from refdesk.ui.page_cache import PageCache
from refdesk.ui.page_canvas import PageCanvas
from refdesk.ui.page_thumbs import PageThumbs
from refdesk.ui.parts import Button, Icon, Look, Text
from refdesk.ui.sentences import in_words
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

PATIENCE = 300
"""Milliseconds before the reading of a sheet is told at all."""


class PageViewer(QWidget):
    """Shows a sheet; the focus goes to its pages.

    Args:
        theme: colours and sizes.
        keys: what makes pages larger and smaller; the page around it hands them on.
    """

    def __init__(self, theme: Theme, keys: KeyMap) -> None:
        super().__init__()
        self._theme, self._keys = theme, keys
        self._reading: Job[tuple[PageSize, ...]] | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._say_reading)
        self._cache = PageCache(self._page_arrived, self._fail)
        self._small = PageCache(self._thumb_arrived, self._fail)
        self.destroyed.connect(self._cache.forget)
        self.destroyed.connect(self._small.forget)
        self.canvas = PageCanvas(theme, self._cache)
        self.thumbs = PageThumbs(theme, self._small)
        self.where = Text(theme, "", Type.LABEL, "text2")
        self.zoom = Text(theme, "", Type.LABEL, "text2")
        self.smaller = Button(theme, _("Smaller"), Look.QUIET, icon="zoom-out", height=26)
        self.larger = Button(theme, _("Larger"), Look.QUIET, icon="zoom-in", height=26)
        self.fit = Button(theme, _("Fit width"), Look.QUIET, height=26)
        self.icon = Icon(theme, "file-text", "text3", 20)
        self.headline = Text(theme, "", Type.STRONG)
        self.detail = Text(theme, "", Type.BODY, "text3")
        self._put_together()
        self.smaller.clicked.connect(self.canvas.smaller)
        self.larger.clicked.connect(self.canvas.larger)
        self.fit.clicked.connect(self.canvas.fit_width)
        self.canvas.page_changed.connect(self._show_page)
        self.canvas.zoom_changed.connect(self._show_zoom)
        self.thumbs.chosen.connect(self.canvas.show_page)
        theme.changed.connect(self.update)
        keys.changed.connect(self._name_keys)
        self._name_keys()
        self.clear()

    def show_pdf(self, pages: Pages, jobs: Jobs) -> None:
        """Show a sheet from its first page, as soon as it is read."""
        self.clear()
        self._tell("file-text", "text3", "", "")
        job: list[Job[tuple[PageSize, ...]]] = []

        def done(sizes: tuple[PageSize, ...]) -> None:
            if isValid(self) and self._reading is job[0]:  # else its page has gone meanwhile
                self._reading = None
                self._show(pages, sizes, jobs)

        def failed(error: BaseException) -> None:
            if isValid(self) and self._reading is job[0]:
                self._fail(error)

        job.append(jobs.run_query(pages.sizes, done, failed))
        self._reading = job[0]
        self._patience.start()

    @property
    def page_count(self) -> int:
        """Number of pages that are shown."""
        return self.thumbs.rows.rowCount()

    def clear(self) -> None:
        """Show no sheet; what is still being read is dropped when it comes."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._cache.forget()
        self._small.forget()
        self.thumbs.show_sizes(())
        self.canvas.show_sizes(())
        self._tell("file-text", "text3", _("No sheet to show."), _("Choose one to see its pages."))

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done with the pages that are shown."""
        if not self._head.isEnabled():
            return {}
        return {
            "larger": self.canvas.larger,
            "larger_plain": self.canvas.larger,
            "smaller": self.canvas.smaller,
            "fit_width": self.canvas.fit_width,
        }

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the pages."""
        hint = self._keys.hint
        return (
            (_("PgUp PgDn"), _("page")),
            (_("Home End"), _("first, last")),
            hint("larger", _("larger")),
            hint("smaller", _("smaller")),
            hint("fit_width", _("fit width")),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line below the head."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("side"))
        painter.fillRect(self._head.geometry(), self._theme.color("surface"))
        below = self._head.geometry().bottom()
        painter.fillRect(0, below, self.width(), 1, self._theme.color("line"))

    def _show(self, pages: Pages, sizes: tuple[PageSize, ...], jobs: Jobs) -> None:
        if not sizes:
            self._tell("file-text", "text3", _("This sheet has no pages."), "")
            return
        self._cache.use(pages, sizes, jobs)
        self._small.use(pages, sizes, jobs)
        self._stack.setCurrentIndex(1)
        self._head.setEnabled(True)
        self.thumbs.show_sizes(sizes)
        self.thumbs.setVisible(len(sizes) > 1)
        self.canvas.show_sizes(sizes)
        self._show_zoom()
        if self.hasFocus():
            self.canvas.setFocus()

    def _fail(self, error: BaseException) -> None:
        self.clear()
        words = in_words(error)
        self._tell("circle-x", "danger", words.happened, f"{words.kept} {words.to_do}".strip())
        if not isinstance(error, RefDeskError):
            raise error  # a bug: it goes the way of every other

    def _tell(self, icon: str, token: str, headline: str, detail: str) -> None:
        """Show a sentence instead of pages."""
        self.icon.name, self.icon.token = icon, token
        self.icon.setVisible(bool(headline))
        self.icon.update()
        self.headline.setText(headline)
        self.detail.setText(detail)
        self.where.setText("")
        self.zoom.setText("")
        self._head.setEnabled(False)
        self._stack.setCurrentIndex(0)

    def _say_reading(self) -> None:
        if self._reading is not None:
            self._tell("file-text", "text3", _("Reading the sheet…"), "")

    def _show_page(self, number: int) -> None:
        words = _("Page {number} of {count}")
        self.where.setText(words.format(number=number, count=self.thumbs.rows.rowCount()))
        self.thumbs.follow(number)

    def _show_zoom(self) -> None:
        if self._head.isEnabled():
            self.zoom.setText(f"{self.canvas.zoom:.0%}")

    def _page_arrived(self) -> None:
        self.canvas.viewport().update()

    def _thumb_arrived(self) -> None:
        self.thumbs.viewport().update()

    def _name_keys(self) -> None:
        buttons = (("smaller", self.smaller), ("larger", self.larger), ("fit_width", self.fit))
        for name, button in buttons:
            button.setToolTip(f"{button.text()} ({key_text(self._keys.keys(name))})")

    def _put_together(self) -> None:
        px = self._theme.px
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(px(12), px(1), px(8), px(1))
        head.setSpacing(px(8))
        head.addWidget(self.where)
        head.addStretch(1)
        for part in (self.smaller, self.zoom, self.larger, self.fit):
            head.addWidget(part)
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(px(24), px(24), px(24), px(48))
        column.setSpacing(px(4))
        column.addStretch(1)
        column.addWidget(self.icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(px(8))
        for label in (self.headline, self.detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        pages = QWidget()
        row = QHBoxLayout(pages)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbs)
        row.addWidget(self.canvas, 1)
        self._stack = QStackedLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addLayout(self._stack, 1)  # first, or its pages would be windows for a moment
        self._stack.addWidget(told)
        self._stack.addWidget(pages)
        self.setFocusProxy(self.canvas)
        self.setTabOrder(self.thumbs, self.canvas)
