"""The call list: whom to call today and in which order, with room to write what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.documents import style
from refdesk.documents.page import Document, Page
from refdesk.documents.pdf import draw
from refdesk.documents.printable import printable
from refdesk.documents.sheets.call_block import NO_BREAK, Block, block_of, lay_block
from refdesk.documents.sheets.due_head import lay_due_follow_on, lay_due_head
from refdesk.documents.sheets.visit_head import frame_of, lay_feet, long_date
from refdesk.documents.typesetting import wrap
from refdesk.domain.dates import show_date
from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.documents.due_model import CallList
    from refdesk.documents.paper import Imprint

GROUP = 22.0  # the heading of a turn, from its rule to the first block's
AGREED_LEADING = 12.2


def render_call_list(calls: CallList, imprint: Imprint) -> bytes:
    """Return the sheet as PDF bytes; the same calls, date and copy number give the same bytes.

    Raises:
        UserError: a text holds a character the fonts do not have.
    """
    return draw(lay_call_list(calls, imprint))


def lay_call_list(calls: CallList, imprint: Imprint) -> Document:
    """Lay the sheet out; see render_call_list."""
    calls = printable(calls)
    page = Page(frame_of(imprint.paper))
    pages = [page]
    y = lay_due_head(page, _("Call list"), long_date(calls.date), calls.clinic_name, calls.facts)
    y = _lay_agreed(page, calls, y)
    bottom = page.frame.footer + style.FOOTER_RULE_ABOVE + 6
    for group in calls.groups:
        for number, call in enumerate(group.calls):
            block = block_of(page.frame, call)
            if y - block.high - (0 if number else GROUP) < bottom:
                page = Page(page.frame)
                pages.append(page)
                y = lay_due_follow_on(page, _("Call list"), _follow_on(calls, call.number))
                is_first = True
            else:
                is_first = number == 0
            y = _lay_call(page, block, y, group.title if not number else "", is_first=is_first)
    if not calls.groups:
        page.rule(page.frame.left, page.frame.right, y, style.HEAVY)
        sentence = _("Nobody is to be called today.")
        page.text(page.frame.left, y - 26, sentence, style.SECTION_TITLE)
    status = _("Patient data. Keep it with you; shred it once it is typed in.")
    lay_feet(pages, _("Call list"), status, imprint)
    return Document(f"{_('Call list')}, {show_date(calls.date)}", tuple(pages))


def _lay_call(page: Page, block: Block, y: float, title: str, *, is_first: bool) -> float:
    """Lay one block below its rule, and above it the heading of its turn; return where it ends."""
    left, right = page.frame.left, page.frame.right
    page.rule(left, right, y, style.HEAVY if is_first else style.HAIR)
    if title:
        page.text(left, y - 15, title, style.SECTION_TITLE)
        y -= GROUP
        page.rule(left, right, y, style.HAIR)
    lay_block(page, block, y)
    return y - block.high


def _lay_agreed(page: Page, calls: CallList, y: float) -> float:
    """Name the calls that have their time, so that none of them is missed."""
    times = [
        _("{time} no. {number}").format(time=call.agreed, number=call.number).replace(" ", NO_BREAK)
        for call in calls.calls
        if call.agreed
    ]
    if not times:
        return y
    words = " ".join([_("Agreed times:"), " · ".join(times)])
    for line in wrap(words, style.FACT_STRONG, page.frame.right - page.frame.left, 3):
        page.text(page.frame.left, y - 7, line, style.FACT_STRONG)
        y -= AGREED_LEADING
    return y - 4


def _follow_on(calls: CallList, number: int) -> str:
    words = _("from call {number} of {count}").format(number=number, count=len(calls.calls))
    return f"{long_date(calls.date)}  ·  {words}"
