"""What stands at the head of the sheets of what is due: title, days, figures."""

from __future__ import annotations

from collections.abc import Sequence

from refdesk.documents import style
from refdesk.documents.page import Align, Page
from refdesk.documents.sheets.visit_head import FIGURES, TITLE
from refdesk.documents.typesetting import fit, width

TOP = 84.0  # from the upper edge of the page to what follows the head
NEXT_TOP = 51.0
GAP = 22.0  # at least, between two figures


def lay_due_head(
    page: Page, title: str, days: str, clinic: str, facts: Sequence[tuple[str, str]]
) -> float:
    """Lay title, days and figures; return where the rest begins."""
    frame, top = page.frame, page.frame.size[1]
    left = frame.left + page.text(frame.left, top - TITLE, title, style.TITLE) + 15
    left += page.text(left, top - TITLE, days, style.SUBTITLE)
    name, look = fit(clinic, style.LABEL, frame.right - left - 15)
    page.text(frame.right, top - TITLE, name, look, Align.RIGHT)
    y, x = top - FIGURES, frame.left
    others = sum(_wide(*fact) + GAP for fact in facts[1:])
    for number, (caption, figure) in enumerate(facts):
        room = frame.right - frame.left - others if number == 0 else frame.right - x
        page.text(x, y + 14, caption.upper(), style.CAPTION)
        page.text(x, y, *fit(figure, style.FIGURE, room))
        x += min(_wide(caption, figure), room) + GAP
    return top - TOP


def lay_due_follow_on(page: Page, title: str, words: str) -> float:
    """Lay the head of a further page; return where the rest begins."""
    frame, y = page.frame, page.frame.size[1] - TITLE
    left = frame.left + page.text(frame.left, y, title, style.FOLLOW_ON_TITLE) + 12
    page.text(left, y, *fit(words, style.FOLLOW_ON, frame.right - left))
    return frame.size[1] - NEXT_TOP


def _wide(caption: str, figure: str) -> float:
    return max(width(caption.upper(), style.CAPTION), width(figure, style.FIGURE))
