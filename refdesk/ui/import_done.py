"""The last step: bringing in, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from refdesk.domain.catalogue import BY_NAME
from refdesk.i18n import _, plural
from refdesk.screens.import_words import counts_of, headline, list_of
from refdesk.ui.cards import Card, Line, clear, narrow_page
from refdesk.ui.editors.flow import Flow
from refdesk.ui.parts import RING, Button, Icon, Text
from refdesk.ui.row_painter import TONES
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.services.transfer import ImportResult

WIDEST, ROW = 760, 28
MOST = 200
"""Rejected rows that are named here; the report names more."""


class DoneStep(QWidget):
    """Says that rows are being saved, then what became of them."""

    undo_asked = Signal()
    shown_asked = Signal()
    report_asked = Signal()
    rejected_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.is_undone = False
        px = theme.px
        self.icon = Icon(theme, "clock-3", "text3", 24)
        self.headline = Text(theme, "", Type.TITLE)
        self.hint = Text(theme, "", Type.BODY, "text2")
        for label in (self.headline, self.hint):
            label.setWordWrap(True)
        self.show_button = Button(theme, "")
        self.undo_button = Button(theme, _("Undo"), icon="undo-2")
        self.report_button = Button(theme, _("Open the report"))
        self.save_button = Button(theme, _("Save rejected rows …"))
        self.counts = QVBoxLayout()
        self.counts.setSpacing(px(4))
        self.table = QTableWidget(0, 2)
        self._dress_table()
        self._buttons = Flow(px(8 - RING))
        self.line = Line(theme)
        self._lay_out()
        for button, signal in (
            (self.show_button, self.shown_asked),
            (self.undo_button, self.undo_asked),
            (self.report_button, self.report_asked),
            (self.save_button, self.rejected_asked),
        ):
            button.clicked.connect(signal)

    def begin(self, rows: int) -> None:
        """Say that rows are being saved."""
        self._sign("clock-3", "text3")
        words = plural("Bringing in {count} row", "Bringing in {count} rows", rows)
        words = words if rows else _("Taking the file's values")
        self.headline.setText(_("{words} …").format(words=words))
        self.hint.setText(
            _("You can go on working meanwhile. Stopping takes back what was saved of it.")
        )
        clear(self.counts)
        for part in (*self._all_buttons(), self.table, self.line):
            part.hide()

    def show_result(self, result: ImportResult, what: str) -> None:
        """Say what became of the rows."""
        self.is_undone = False
        saved = result.change is not None
        self._sign("circle-check" if saved else "info", "ok" if saved else "info")
        self.headline.setText(headline(result))
        also = ", ".join(f"{label} {count:,}" for label, count in result.also if count)
        words = [_("New with them: {also}.").format(also=also)] if also and saved else []
        words.append(
            _("It is one change: Undo takes back all of it. The report is kept under Imports.")
            if saved
            else _("The desk has all of it already, or nothing was chosen.")
        )
        self.hint.setText(" ".join(words))
        clear(self.counts)
        for mark, label, count in counts_of(result):
            self.counts.addLayout(self._count(mark.icon, TONES[mark.tone][0], label, count))
        self._show_rejected(result)
        self.line.show()
        kind = _(BY_NAME[list_of(what)].many).lower()
        self.show_button.set_words(_("Show the {kind}").format(kind=kind))
        self.show_button.setVisible(saved)
        self.undo_button.setVisible(saved)
        self.report_button.setVisible(saved)
        self.save_button.setVisible(bool(result.rejected))

    def show_undone(self) -> None:
        """Say that all of it was taken back."""
        self.is_undone = True
        self._sign("undo-2", "text2")
        self.headline.setText(_("Taken back"))
        self.hint.setText(_("The desk is as it was before this file. The report is kept."))
        self.show_button.hide()
        self.undo_button.hide()

    def focus_first(self) -> None:
        """Give the focus to the first button in sight."""
        for button in self._all_buttons():
            if button.isVisibleTo(self):
                button.setFocus()
                return

    def _all_buttons(self) -> tuple[Button, ...]:
        return self.show_button, self.undo_button, self.report_button, self.save_button

    def _sign(self, icon: str, token: str) -> None:
        self.icon.name, self.icon.token = icon, token
        self.icon.update()

    def _count(self, icon: str, ink: str, label: str, count: int) -> QHBoxLayout:
        theme, px = self._theme, self._theme.px
        row = QHBoxLayout()
        row.setSpacing(px(8))
        number = Text(theme, f"{count:,}", Type.STRONG)
        number.setFont(theme.font(Type.STRONG, tabular=True))
        number.setMinimumWidth(px(44))
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(number)
        row.addWidget(Icon(theme, icon, ink))
        row.addWidget(Text(theme, label), 1)
        return row

    def _show_rejected(self, result: ImportResult) -> None:
        rejected = result.rejected[:MOST]
        self.table.setRowCount(len(rejected))
        for row, one in enumerate(rejected):
            for column, text in enumerate((f"{one.row:,}", one.reason)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setFont(self._theme.font(Type.BODY))
                self.table.setItem(row, column, item)
        self.table.setVisible(bool(rejected))

    def _dress_table(self) -> None:
        px = self._theme.px
        self.table.setAccessibleName(_("Rejected rows"))
        self.table.setHorizontalHeaderLabels([_("Row"), _("Why it was rejected")])
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setAccessibleName(self.table.accessibleName())
        head.setStretchLastSection(True)
        self.table.setColumnWidth(0, px(80))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(px(ROW))
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setMinimumHeight(px(120))

    def _lay_out(self) -> None:
        px = self._theme.px
        card = Card(self._theme)
        names = QVBoxLayout()
        names.setSpacing(px(4))
        names.addWidget(self.headline)
        names.addWidget(self.hint)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self.icon, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        for button in self._all_buttons():
            self._buttons.addWidget(button)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(20), px(20), px(20), px(16))
        inside.setSpacing(px(12))
        inside.addLayout(head)
        inside.addWidget(self.line)
        inside.addLayout(self.counts)
        inside.addLayout(self._buttons)
        inside.addWidget(self.table, 1)
        column = QVBoxLayout()
        column.addWidget(card, 0)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(narrow_page(self._theme, column, WIDEST))
