"""One section of Today as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refdesk.i18n import _
from refdesk.screens.today import Section
from refdesk.screens.today_rows import Filled
from refdesk.ui.cards import SideCard
from refdesk.ui.elided import ElidedText
from refdesk.ui.parts import Text
from refdesk.ui.today_list import TodayList
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.host import Host


class SectionCard(SideCard):
    """One section: its number, its rows, or the sentence that there are none."""

    def __init__(self, host: Host, section: Section, number: int) -> None:
        super().__init__(host.theme, f"{number}   {_(section.title)}", section.icon)
        self.section, self.number = section, number
        self.list = TodayList(host.theme, _(section.title))
        self.nothing = ElidedText(host.theme, Type.BODY, "text3")
        self.nothing.show_whole(_(section.empty))
        self.more = Text(host.theme, "", Type.BODY, "text2")
        self.body.setContentsMargins(0, 0, 0, host.theme.px(4))  # the corners are round
        self.body.setSpacing(0)
        pad = host.theme.px(12)
        for words in (self.nothing, self.more):
            words.setContentsMargins(pad, host.theme.px(8), pad, host.theme.px(8))
            self.body.addWidget(words)
        self.body.insertWidget(0, self.list)

    def show_filled(self, filled: Filled) -> None:
        """Show the rows as they are now."""
        self.list.show_rows(filled.rows)
        self.list.setVisible(bool(filled.rows))
        self.nothing.setVisible(not filled.rows)
        self.more.setVisible(filled.rest > 0)
        self.more.setText(_("{count} more in the list").format(count=f"{filled.rest:,}"))
        self.aside.setText(filled.of or (f"{filled.count:,}" if filled.count else ""))
        self.aside.setVisible(bool(self.aside.text()))
