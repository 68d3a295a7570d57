"""How the parts of a form page stand: head, card with fields and foot, cards beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from refdesk.ui.cards import Card, Line, scroll_area

if TYPE_CHECKING:
    from refdesk.ui.form_foot import FormFoot
    from refdesk.ui.form_side import FormSide
    from refdesk.ui.notice import Notice
    from refdesk.ui.page_head import PageHead
    from refdesk.ui.theme import Theme


def card_of(
    theme: Theme, notice: Notice, view: QWidget, foot: FormFoot
) -> tuple[Card, QScrollArea]:
    """Return the card of a form, and the area in it that scrolls."""
    px = theme.px
    inside = QWidget()
    padded = QVBoxLayout(inside)
    padded.setContentsMargins(px(20), px(16), px(20), px(16))
    padded.setSpacing(px(12))
    padded.addWidget(view)
    padded.addStretch(1)
    area = scroll_area(inside)
    card = Card(theme)
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    news = QHBoxLayout()  # above what scrolls: it is never out of sight
    news.setContentsMargins(px(20), 0, px(20), 0)
    news.addWidget(notice)
    column.addLayout(news)
    column.addWidget(area, 1)
    column.addWidget(Line(theme))
    column.addWidget(foot)
    return card, area


def lay_out(page: QWidget, theme: Theme, head: PageHead, card: Card, side: FormSide) -> QScrollArea:
    """Put the parts into the page; return what holds the cards at the side."""
    px = theme.px
    body = QHBoxLayout()
    body.setContentsMargins(px(24), px(16), px(24), px(16))
    body.setSpacing(px(16))
    body.addWidget(card, 1)
    beside = scroll_area(side, fixed=side.width())
    body.addWidget(beside)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(head)
    whole.addLayout(body, 1)
    return beside
