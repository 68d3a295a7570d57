"""What becomes of the sources that are chosen: its name and kind, and what would be rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit

from refdesk.domain.sources import ListedSource
from refdesk.i18n import _, plural
from refdesk.screens.tidy_state import KINDS
from refdesk.ui.cards import SideCard
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.dialogs.bulk_edit import PreviewTable
from refdesk.ui.editors.combo import Combo
from refdesk.ui.notes_parts import labelled
from refdesk.ui.parts import Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.screens.tidy_state import TidyState
    from refdesk.services.sources import TidyPreview
    from refdesk.ui.host import Host


class TidyCard(SideCard):
    """The one listed source, what is wrong with it, and the preview."""

    def __init__(self, host: Host) -> None:
        theme, px = host.theme, host.theme.px
        super().__init__(theme, _("Becomes one listed source"), "tags")
        self.name = QLineEdit()
        self.name.setMaxLength(ListedSource.fields["name"].limit)
        self.kind = Combo(theme, [(one.value, _(one.label)) for one in KINDS])
        self.counted = Text(theme, "", Type.BODY, "text")
        self.becomes = Text(theme, "", Type.BODY, "text2")
        self.problem = ProblemLine(theme)
        self.changes = Text(theme, "", Type.STRONG)
        self.table = PreviewTable(host)
        self.body.addLayout(labelled(theme, _("Name"), self.name))
        self.body.addLayout(labelled(theme, _("Kind of source"), self.kind))
        self.kind.say(_("Kind of source"), _("Under which its referrals are counted."))
        for words in (self.counted, self.becomes, self.changes):
            words.setWordWrap(True)
        for part in (self.problem, self.counted, self.becomes, self.changes):
            self.body.addWidget(part)
        self.table.setMinimumHeight(px(120))
        for column in (0, 1):
            self.table.setColumnWidth(column, px(170))
        self.body.addWidget(self.table, 1)
        self.body.addStretch(0)

    def show_state(self, state: TidyState) -> None:
        """Show what is chosen, and what a person has said of it."""
        if self.name.text().strip() != state.name:
            self.name.setText(state.name)
        with QSignalBlocker(self.kind):
            self.kind.choose(state.source.value)
        self.counted.setText(state.counted())
        self.becomes.setText(state.becomes())

    def show_preview(self, preview: TidyPreview | None) -> None:
        """Show what would be rewritten, where that was looked at."""
        for part in (self.changes, self.table):
            part.setVisible(preview is not None)
        if preview is not None:
            self.changes.setText(
                plural(
                    "{count} referral is rewritten.",
                    "{count} referrals are rewritten.",
                    preview.changed,
                )
            )
            self.table.show_changes((), preview.examples)
