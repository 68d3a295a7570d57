"""Changes in words, as a table that keys and screen readers can walk through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from refdesk.i18n import _, plural
from refdesk.screens.history_words import what_changed, when_words
from refdesk.services.changes import Line
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

ROW = 32


class ChangeTable(QTableWidget):
    """When, who, what; one line for each change."""

    def __init__(self, theme: Theme, name: str, *, of_one_record: bool) -> None:
        heads = [_("When"), _("Who"), _("What")]
        super().__init__(0, len(heads))
        self._theme, self._of_one = theme, of_one_record
        self.lines: tuple[Line, ...] = ()
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(heads)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setStretchLastSection(True)
        for column, wide in enumerate((176, 130)):
            self.setColumnWidth(column, theme.px(wide))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMinimumHeight(theme.px(300))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show changes, the first of them selected."""
        self.lines = tuple(lines)
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, words in enumerate((when_words(line.at), line.by, self._what(line))):
                item = QTableWidgetItem(words)
                item.setFont(self._theme.font(Type.BODY))
                item.setToolTip(words)
                if line.undone or column < 2:
                    item.setForeground(self._theme.color("text3" if line.undone else "text2"))
                self.setItem(row, column, item)
        if lines:
            self.selectRow(0)

    def current(self) -> Line | None:
        """Return the change that is selected."""
        row = self.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _what(self, line: Line) -> str:
        if not self._of_one:
            about = line.about or plural("{count} record", "{count} records", line.rows)
            words = f"{line.label}: {about}"
            return _("{words} (undone)").format(words=words) if line.undone else words
        if not line.fields:
            return what_changed(line)
        each = (
            _("{field}: {before} → {after}").format(
                field=one.label, before=one.before or _("empty"), after=one.after or _("empty")
            )
            for one in line.fields
        )
        words = "; ".join(each)
        return _("{words} (undone)").format(words=words) if line.undone else words
