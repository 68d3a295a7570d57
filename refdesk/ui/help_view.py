"""A page of the help as it is read: keys as keycaps, links by Tab, found words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from refdesk.domain.text import fold
from refdesk.ui.help_document import IS_KEY, PADDING, write_page
from refdesk.ui.keycaps import HEIGHT
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from refdesk.screens.help import HelpPage

WIDEST = 640
"""The longest line that is read with ease, in pixels at 100 %."""
CAP_MIDDLE = 0.66
"""Where the middle of small letters is, in parts of the room above the line they stand on."""
CAP_ASIDE = 2.5
"""Between a cap and the words beside it, in pixels at 100 %."""
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


class HelpView(QTextBrowser):
    """Shows one page; it loads nothing, and its links are only told."""

    followed = Signal(str)
    """A link to a page, by its name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._page: HelpPage | None = None
        self._words: Sequence[str] = ()
        self.setOpenLinks(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.path()))
        theme.changed.connect(self._dress)
        self._dress()

    def show_page(self, page: HelpPage, block: int = 0, words: Sequence[str] = ()) -> None:
        """Show a page from one of its blocks on; the folded `words` are marked in it."""
        self._page, self._words = page, words
        self.setAccessibleName(page.title)
        self._write()
        found = self.document().findBlockByNumber(block)
        self.setTextCursor(QTextCursor(found))
        top = self.document().documentLayout().blockBoundingRect(found).top() if block else 0
        self.verticalScrollBar().setValue(round(top) - self._theme.px(PADDING) // 2)

    def loadResource(self, _kind: int, _name: QUrl | str) -> bytes:
        """Load nothing: a page is words."""
        return b""  # for None Qt looks itself

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines short enough to be read with ease."""
        super().resizeEvent(event)
        widest = self._theme.px(WIDEST + 2 * PADDING)
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), widest))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the caps of the keys below the words."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self.verticalScrollBar().value())
        painter.setPen(QPen(self._theme.color("key"), 1))
        painter.setBrush(self._theme.color("surface2"))
        radius = self._theme.px(4)
        for cap in self.caps():
            painter.drawRoundedRect(cap, radius, radius)
        painter.end()
        super().paintEvent(event)

    def caps(self) -> Iterator[QRectF]:
        """Yield where the keys of the page stand."""
        layout, block = self.document().documentLayout(), self.document().begin()
        while block.isValid():
            top = layout.blockBoundingRect(block).topLeft()
            for cap in self._caps_of(block):
                yield cap.translated(top)
            block = block.next()

    def _caps_of(self, block: QTextBlock) -> Iterator[QRectF]:
        high = self._theme.px(HEIGHT)
        each = block.begin()
        while not each.atEnd():
            piece = each.fragment()
            if piece.charFormat().hasProperty(IS_KEY):
                first = piece.position() - block.position()
                line = block.layout().lineForTextPosition(first)
                left, right = (_x(line.cursorToX(at)) for at in (first, first + piece.length()))
                top = line.y() + line.ascent() * CAP_MIDDLE - high / 2
                aside = self._theme.px(CAP_ASIDE)
                yield QRectF(left, top, right - left, high).adjusted(aside, 0.5, -aside, -0.5)
            each += 1

    def _write(self) -> None:
        if self._page is not None:
            write_page(self.document(), self._page, self._theme)
            self.setExtraSelections(list(self._marked()))

    def _marked(self) -> Iterator[QTextEdit.ExtraSelection]:
        """Yield the words that were looked for."""
        form = QTextCharFormat()
        form.setBackground(self._theme.color("warn_ground"))
        form.setFontUnderline(True)
        form.setUnderlineColor(self._theme.color("warn"))
        for found in WORD.finditer(self.toPlainText()) if self._words else ():
            folded = fold(found[0])
            if any(word in folded for word in self._words):
                one = QTextEdit.ExtraSelection()
                one.cursor = QTextCursor(self.document())
                one.cursor.setPosition(found.start())
                one.cursor.setPosition(found.end(), QTextCursor.MoveMode.KeepAnchor)
                one.format = form
                yield one

    def _dress(self) -> None:
        t, px = self._theme.tokens, self._theme.px
        self.setStyleSheet(f"""
QTextBrowser {{
    background: {t.surface}; color: {t.text}; border: 1px solid {t.line};
    border-radius: {px(6)}px; padding: 1px;
    selection-background-color: {t.soft}; selection-color: {t.text};
}}
QTextBrowser:focus {{ border: {px(2)}px solid {t.accent}; padding: 0; }}
""")
        self._write()


def _x(found: object) -> float:
    # Qt answers with the place as well, which its stubs do not know.
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
