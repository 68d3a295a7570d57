"""Beside the rows: the chosen one, field by field, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from refdesk.i18n import _
from refdesk.ui.cards import SideCard
from refdesk.ui.import_row_painter import outcome_words
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.services.looked import RowLook

ROW = 28


class RowSide(SideCard):
    """One row of the file as it would stand in the desk."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("The row"))
        px = theme.px
        self.name = Text(theme, "", Type.STRONG)
        self.name.setWordWrap(True)
        self.reason = Text(theme, "", Type.BODY, "text2")
        self.reason.setWordWrap(True)
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(_("Fields of the row"))
        self.table.setHorizontalHeaderLabels([_("Field"), _("On the desk"), _("Then")])
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setAccessibleName(self.table.accessibleName())
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(px(ROW))
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        policy = self.table.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that the words stay at the top
        self.table.setSizePolicy(policy)
        self.table.setMinimumHeight(px(90))
        for part in (self.name, self.reason):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.show_row(None)

    def show_row(self, row: RowLook | None) -> None:
        """Show a row, or none."""
        self.title.setText(
            _("Row {number}").format(number=f"{row.number:,}") if row else _("The row")
        )
        self.aside.setText(outcome_words(row) if row else "")
        self.name.setText(row.title if row else _("No row is chosen."))
        self.reason.setText(row.reason if row else "")
        self.reason.setVisible(bool(row and row.reason))
        changes = row.changes if row else ()
        self.table.setRowCount(len(changes))
        self.table.setVisible(bool(changes))
        has_before = any(one.before for one in changes)
        self.table.setColumnHidden(1, not has_before)
        for number, one in enumerate(changes):
            after = one.after or _("empty")
            if one.kept:
                after = _("stays; the file says {value}").format(value=after)
            self._fill(number, (one.label, one.before or _("empty"), after), quiet=one.kept)
        self.table.resizeRowsToContents()  # the fields of one row, never many

    def _fill(self, row: int, texts: tuple[str, str, str], *, quiet: bool) -> None:
        theme = self._theme
        for column, text in enumerate(texts):
            item = QTableWidgetItem(" ".join(text.split()))
            item.setToolTip(text)
            item.setFont(theme.font(Type.BODY))
            ink = "text2" if column < 2 else "text3" if quiet else "text"
            item.setForeground(theme.color(ink))
            self.table.setItem(row, column, item)
