"""How the parts of a form page stand: head, card with fields and foot, cards beside or below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from refdesk.ui.cards import Card, Line, ScrollArea, scroll_area

if TYPE_CHECKING:
    from refdesk.ui.form_brief import Brief
    from refdesk.ui.form_foot import FormFoot
    from refdesk.ui.form_side import FormSide
    from refdesk.ui.notice import Notice
    from refdesk.ui.page_head import PageHead
    from refdesk.ui.theme import Theme


def card_of(
    theme: Theme, notice: Notice, brief: Brief, view: QWidget, foot: FormFoot
) -> tuple[Card, ScrollArea]:
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
    news = QVBoxLayout()  # above what scrolls: it is never out of sight
    news.setContentsMargins(px(20), 0, px(20), 0)
    news.setSpacing(0)
    news.addWidget(notice)
    news.addWidget(brief)
    column.addLayout(news)
    column.addWidget(area, 1)
    column.addWidget(Line(theme))
    column.addWidget(foot)
    return card, area


class SideStand:
    """Where the cards of a form stand: beside the fields, or below them where there is no room.

    Args:
        side: the cards.
        beside: the area at the right that they begin in.
        fields: the area that scrolls the fields.
        brief: tells above the fields what the cards warn of, while they are below.
    """

    def __init__(
        self, side: FormSide, beside: QScrollArea, fields: QScrollArea, brief: Brief
    ) -> None:
        self._side, self._beside, self._brief = side, beside, brief
        inside = fields.widget()
        below = inside.layout() if inside is not None else None
        if not isinstance(below, QVBoxLayout):
            raise TypeError("the fields of a form stand in a column")
        self._below = below
        self._is_beside = True

    def stand(self, *, beside: bool) -> None:
        """Put the cards beside the fields, or below them."""
        if beside == self._is_beside:
            return
        self._is_beside, side = beside, self._side
        if beside:
            self._below.removeWidget(side)
            side.fit(beside=True)
            self._beside.setWidget(side)
            side.setAutoFillBackground(False)  # setting it turns this on
            side.show()
        else:
            self._beside.takeWidget()
            side.fit(beside=False)
            self._below.insertWidget(1, side)
            side.show()
        self._beside.setVisible(beside)
        self._brief.want(wanted=not beside)


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
