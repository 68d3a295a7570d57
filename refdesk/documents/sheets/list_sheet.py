"""A list on paper: what was shown on the screen, with its filter in words."""

from __future__ import annotations

from collections.abc import Sequence

from refdesk.documents import style
from refdesk.documents.model import ListRow, ListSheet
from refdesk.documents.page import Align, Document, Page, add_footers
from refdesk.documents.paper import Imprint, Paper
from refdesk.documents.pdf import draw
from refdesk.documents.printable import printable
from refdesk.documents.sheets.list_columns import (
    CELL,
    HEAD,
    MOST_COLUMNS,
    Lines,
    Measure,
    lay_columns,
)
from refdesk.documents.style import Frame
from refdesk.documents.typesetting import fit, width, wrap
from refdesk.domain.dates import show_date
from refdesk.domain.errors import UserError
from refdesk.i18n import _

LEADING = 11.2
ABOVE, BELOW = 10.4, 4.4  # from a row's rule to its first baseline; from its last to the next rule
HEAD_LEADING = 10.2
MOST_FILTER_LINES = 4


def render_list(sheet: ListSheet, imprint: Imprint) -> tuple[bytes, int]:
    """Return the sheet as PDF bytes, and how many texts did not fit into their column.

    The same list, date and copy number give the same bytes.

    Raises:
        UserError: a text holds a character the fonts do not have, or there are too many columns.
    """
    document, cut = lay_list(sheet, imprint)
    return draw(document), cut


def lay_list(sheet: ListSheet, imprint: Imprint) -> tuple[Document, int]:
    """Lay the sheet out; see render_list."""
    if len(sheet.columns) > MOST_COLUMNS:
        raise UserError(
            _(
                "A sheet has room for {most} columns, and {count} are shown. Hide some of them, "
                "or export the list."
            ).format(most=MOST_COLUMNS, count=len(sheet.columns))
        )
    table = _Table(printable(sheet), imprint.paper)
    pages = table.pages()
    line = _("{name}  ·  Copy {copy}  ·  Printed {date}  ·  Page {page} of {pages}")
    lines = [
        line.format(
            name=table.sheet.name,
            copy=imprint.copy,
            date=show_date(imprint.printed),
            page=number,
            pages=len(pages),
        )
        for number in range(1, len(pages) + 1)
    ]
    add_footers(pages, _status(table.sheet), lines)
    return Document(f"{table.sheet.name}, {show_date(imprint.printed)}", tuple(pages)), table.cut


def _status(sheet: ListSheet) -> str:
    if not sheet.personal:
        return _("No personal data in these columns.")
    return _("Shred after use. Personal data: {fields}").format(fields=", ".join(sheet.personal))


class _Table:
    """One list being laid out, page after page."""

    def __init__(self, sheet: ListSheet, paper: Paper) -> None:
        self.sheet = sheet
        self.cut = 0
        self._measure = Measure()
        self.frame, self._places = lay_columns(sheet, self._measure, paper)
        self._heads = [
            self._measure.lines(column.label, HEAD, place.room)
            for column, place in zip(sheet.columns, self._places, strict=True)
        ]

    def pages(self) -> list[Page]:
        """Return the pages; the head of the table stands on each."""
        page = Page(self.frame)
        pages, y = [page], self._lay_heads(page, _lay_title(page, self.sheet))
        if not self.sheet.rows:
            sentence = _("Nothing is in this list.")
            page.text(self.frame.left, y - 26, sentence, style.SECTION_TITLE)
        bottom = self.frame.footer + style.FOOTER_RULE_ABOVE + 10
        for row in self.sheet.rows:
            cells = self._cells(row)
            high = ABOVE + BELOW + LEADING * (max(len(cell.texts) for cell in cells) - 1)
            if y - high < bottom:
                page = Page(self.frame)
                pages.append(page)
                y = self._lay_heads(page, _lay_follow_on(page, self.sheet, row))
            self._lay_row(page, y - ABOVE, cells, LEADING)
            y -= high
            page.rule(self.frame.left, self.frame.right, y, style.HAIR)
        return pages

    def _cells(self, row: ListRow) -> list[Lines]:
        cells = [
            self._measure.lines(text, CELL, place.room)
            for text, place in zip(row.cells, self._places, strict=True)
        ]
        self.cut += sum(cell.cut for cell in cells)
        return cells

    def _lay_heads(self, page: Page, top: float) -> float:
        page.rule(self.frame.left, self.frame.right, top, style.HEAVY)
        most = max(len(head.texts) for head in self._heads)
        # Short heads stand low, next to what they are about.
        low = [
            Lines(("",) * (most - len(head.texts)) + head.texts, head.look) for head in self._heads
        ]
        self._lay_row(page, top - 11.2, low, HEAD_LEADING)
        y = top - 11.2 - HEAD_LEADING * (most - 1) - 4.6
        page.rule(self.frame.left, self.frame.right, y, style.SECTION)
        return y

    def _lay_row(self, page: Page, y: float, cells: Sequence[Lines], leading: float) -> None:
        for cell, place, column in zip(cells, self._places, self.sheet.columns, strict=True):
            align = Align.RIGHT if column.figures else Align.LEFT
            x = place.x + place.room if column.figures else place.x
            for number, text in enumerate(cell.texts):
                page.text(x, y - number * leading, text, cell.look, align)


def _lay_title(page: Page, sheet: ListSheet) -> float:
    frame = page.frame
    y = frame.ceiling - 14
    room = frame.right - frame.left
    clinic, look = fit(sheet.clinic_name, style.LABEL, room / 2)
    wide = page.text(frame.right, y, clinic, look, Align.RIGHT)
    page.text(frame.left, y, *fit(sheet.title, style.TITLE, room - wide - 15, floor=14))
    y -= 18
    facts = "  ·  ".join(filter(None, (sheet.count, sheet.filters.replace("\n", "  ·  "))))
    for line in wrap(facts, style.FACT, room, MOST_FILTER_LINES):
        page.text(frame.left, y, line, style.FACT)
        y -= 12.2
    return y + 2


def _lay_follow_on(page: Page, sheet: ListSheet, row: ListRow) -> float:
    frame: Frame = page.frame
    y = frame.ceiling - 14
    words = _("from row {number} of {count}").format(
        number=f"{row.number:,}", count=f"{len(sheet.rows):,}"
    )
    room = frame.right - frame.left
    clinic, look = fit(sheet.clinic_name, style.LABEL, room / 3)
    taken = page.text(frame.right, y, clinic, look, Align.RIGHT) + 15
    taken += width(words, style.FOLLOW_ON) + 12
    title, look = fit(sheet.title, style.FOLLOW_ON_TITLE, room - taken, floor=11)
    left = frame.left + page.text(frame.left, y, title, look) + 12
    page.text(left, y, words, style.FOLLOW_ON)
    return y - 12
