"""Writes a page of the help into a document, in the theme's type and colours."""

from __future__ import annotations

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextList,
    QTextListFormat,
)

from refdesk.screens.help import HelpPage
from refdesk.screens.help_text import Mark, Shape, Span
from refdesk.ui.keycaps import key_text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

PADDING, INDENT = 24, 22
LINE_HEIGHT = 140
"""In percent of the type's own."""
ABOVE = {
    Shape.TITLE: 0,
    Shape.HEADING: 22,
    Shape.QUESTION: 14,
    Shape.TEXT: 6,
    Shape.POINT: 6,
    Shape.STEP: 6,
}
LEVELS = {Shape.TITLE: 1, Shape.HEADING: 2, Shape.QUESTION: 3}
TYPES = {Shape.TITLE: Type.TITLE, Shape.HEADING: Type.SECTION, Shape.QUESTION: Type.CARD}
LISTS = {
    Shape.POINT: QTextListFormat.Style.ListDisc,
    Shape.STEP: QTextListFormat.Style.ListDecimal,
}
IS_KEY = QTextFormat.Property.UserProperty.value + 1
"""Set on the words of a key: its cap is painted around them."""


def write_page(document: QTextDocument, page: HelpPage, theme: Theme) -> None:
    """Write a page; each of its blocks becomes the block of the same number."""
    document.clear()
    document.setDefaultFont(theme.font(Type.READING))
    document.setDocumentMargin(theme.px(PADDING))
    document.setIndentWidth(theme.px(INDENT))
    cursor, listed = QTextCursor(document), None
    for number, block in enumerate(page.blocks):
        form = _block_format(theme, block.shape)
        if number:
            cursor.insertBlock(form)
        else:
            cursor.setBlockFormat(form)
        listed = _list(cursor, block.shape, listed)
        cursor.setBlockCharFormat(_char_format(theme, Type.READING, "text3"))  # of its marker
        for span in block.spans:
            _add(cursor, theme, block.shape, span)


def _block_format(theme: Theme, shape: Shape) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setTopMargin(theme.px(ABOVE[shape]))
    form.setHeadingLevel(LEVELS.get(shape, 0))
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
    form.setLineHeight(LINE_HEIGHT, kind.value)
    return form


def _list(cursor: QTextCursor, shape: Shape, before: QTextList | None) -> QTextList | None:
    """Put the block into the list it belongs to: the one before it, if it goes on."""
    style = LISTS.get(shape)
    if style is None:
        return None
    if before is not None and before.format().style() is style:
        before.add(cursor.block())
        return before
    form = QTextListFormat()
    form.setStyle(style)
    return cursor.createList(form)


def _char_format(theme: Theme, use: Type, ink: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(theme.font(use))
    form.setForeground(theme.color(ink))
    return form


def _add(cursor: QTextCursor, theme: Theme, shape: Shape, span: Span) -> None:
    form, text = _char_format(theme, TYPES.get(shape, Type.READING), "text"), span.text
    if span.mark is Mark.STRONG:
        form.setFontWeight(QFont.Weight.DemiBold)
    elif span.mark is Mark.KEY:
        form = _char_format(theme, Type.KEYCAP, "text2")
        form.setProperty(IS_KEY, 1)
        room = "\u00a0" * (2 if len(text) > 1 else 3)  # the cap of a single letter is a square
        text = f"{room}{key_text(text)}{room}"
    elif span.mark is Mark.LINK:
        form.setForeground(theme.color("accent"))
        form.setFontUnderline(True)
        form.setAnchor(True)
        form.setAnchorHref(span.page)
    cursor.insertText(text, form)
