"""The table of contents of the help: pages under their headings, or those that were found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter

from refdesk.i18n import _
from refdesk.ui.list_choices import NAME, PickList, PickPainter
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from refdesk.screens.help import FoundPage, HelpPage

Index = QModelIndex | QPersistentModelIndex
BELOW = Qt.ItemDataRole.UserRole + 1
"""The heading in a page that stands below its title."""
HEADING, ROW, TALL = 30, 28, 44


class HelpContents(PickList):
    """Pages to choose from; whatever is chosen is shown at once."""

    read = Signal()
    """Enter was pressed: the person wants to read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Pages of the help"))
        self.setUniformItemSizes(False)
        self.setItemDelegate(ContentsPainter(theme, self))

    def show_all(self, pages: Iterable[HelpPage]) -> None:
        """Show every page under its heading."""
        self.clear()
        for part, group in groupby(pages, key=attrgetter("part")):
            heading = self.add(_(part.value), None)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            for page in group:
                self.add(page.title, (page.name, 0))

    def show_found(self, found: Sequence[FoundPage]) -> None:
        """Show the pages that were found, each with the heading under which."""
        self.clear()
        for one in found:
            item = self.add(one.page.title, (one.page.name, one.block))
            item.setData(BELOW, one.heading)
            said = f"{one.page.title}, {one.heading}" if one.heading else one.page.title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(said)

    def choose(self, name: str) -> None:
        """Choose the row of a page, as if it had always been."""
        self.blockSignals(True)  # noqa: FBT003  Qt's
        for row in range(self.count()):
            data = self.item(row).data(NAME)
            if data and data[0] == name:
                self.setCurrentRow(row)
        self.blockSignals(False)  # noqa: FBT003  Qt's

    def chosen(self) -> tuple[str, int] | None:
        """Return the page that is chosen, and its block to begin with."""
        row = self.currentRow()
        data = self.item(row).data(NAME) if row >= 0 else None
        return (str(data[0]), int(data[1])) if data else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the page; what is typed is looked for by the dialog."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.read.emit()
        elif event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)


class ContentsPainter(PickPainter):
    """Paints headings smaller, and a second line where there is one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        high = TALL if index.data(BELOW) else ROW if index.data(NAME) else HEADING
        return QSize(super().sizeHint(option, index).width(), self._theme.px(high))

    def paint_words(self, painter: QPainter, at: QRectF, index: Index) -> None:
        """Paint a heading, or a page with the heading that was found in it."""
        px, below = self._theme.px, index.data(BELOW)
        if not index.data(NAME):
            self._line(painter, at.adjusted(0, px(6), 0, 0), index.data(), Type.LABEL, "text3")
        elif below:
            first = QRectF(at.left(), at.top() + px(4), at.width(), px(18))
            self._line(painter, first, index.data(), Type.BODY, "text")
            self._line(painter, first.translated(0, px(18)), below, Type.SMALL, "text2")
        else:
            super().paint_words(painter, at, index)

    def _line(self, painter: QPainter, at: QRectF, words: str, use: Type, ink: str) -> None:
        font = self._theme.font(use)
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        text = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
