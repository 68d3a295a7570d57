"""The second step: what the file holds, and which field each of its columns fills."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from refdesk.domain.errors import UserError
from refdesk.i18n import _, plural
from refdesk.screens.import_words import Option, missing_words
from refdesk.ui.cards import Card, scroll_area
from refdesk.ui.import_settings import ImportSettings
from refdesk.ui.import_table import Choice, ChoiceTable
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from refdesk.exchange.nppes_filter import RegistryFilter
    from refdesk.services.incoming import ColumnLook, Incoming

SIDE, BESIDE = 300, 900
SHARES = (26, 32, 30, 12)
MOST_SAMPLES = 3
NOTHING = ""


class ColumnsStep(QWidget):
    """The columns of a file, each with the field that it fills."""

    changed = Signal()
    """Something was assigned, or a question answered."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._incoming: Incoming | None = None
        self._own: set[int] = set()
        self._trouble = ""
        px = theme.px
        heads = [_("Column in the file"), _("Examples"), _("Fills"), ""]
        self.table = ChoiceTable(theme, _("Columns of the file"), heads, SHARES)
        self.table.picked.connect(self._assign)
        self.settings = ImportSettings(theme)
        self.settings.brought.connect(self._bring)
        self.settings.day_first.connect(self._write_day_first)
        self.settings.filtered.connect(self._filter_by)
        self.known = Text(theme, "", Type.BODY, "text2")
        self.known.setWordWrap(True)
        self.known.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self.known.setContentsMargins(px(24), px(24), px(24), px(24))
        self.card = Card(theme)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, 1, 1, px(4))
        inside.addWidget(self.table, 1)
        inside.addWidget(self.known, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.settings)
        column.addStretch(1)
        self._holder = QWidget()
        self._holder.setLayout(column)
        self._side = scroll_area(self._holder)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(px(24), px(16), px(24), px(16))
        self._columns.setSpacing(px(16))
        self._columns.addWidget(self.card, 1)
        self._columns.addWidget(self._side)

    def show_file(self, incoming: Incoming) -> None:
        """Show a file that was opened, or read in another way."""
        if incoming is not self._incoming:
            self._own, self._trouble = set(), ""
        self._incoming = incoming
        self.settings.show_file(incoming)
        self._arrange()
        self._show_columns()

    def focus_first(self) -> None:
        """Give the focus to the columns, or to the first question where they are known."""
        if self.table.isVisibleTo(self):
            self.table.setFocus()
        else:
            self.settings.focus_first()

    def forget_chosen(self) -> None:
        """Forget which columns the person has assigned: they stand for other fields now."""
        self._own = set()

    def words(self) -> tuple[str, bool]:
        """Return what is to be said of the columns, and whether it is a problem."""
        if self._incoming is None:
            return "", False
        missing = self._trouble or missing_words(self._incoming)
        if missing:
            return missing, True
        if self._incoming.is_registry:
            return "", False
        open_ = sum(not line.code for line in self.table.rows.lines)
        words = plural("{count} column fills nothing.", "{count} columns fill nothing.", open_)
        return (words if open_ else ""), False

    def _show_columns(self) -> None:
        incoming = self._incoming
        if incoming is None:
            return
        options = tuple(_options(incoming))
        asks = len(options) > 1
        lines = [self._line(column, options) for column in incoming.columns] if asks else []
        self.table.show_lines(lines)
        self.table.setVisible(asks)
        self.known.setVisible(not asks)
        self.known.setText(
            _("The columns of this file are known. There is nothing to choose.")
            if incoming.is_registry
            else _("Say first what the rows of this file are.")
        )

    def _line(self, column: ColumnLook, options: tuple[Option, ...]) -> Choice:
        heading = column.heading or _("Column {number}, without a heading").format(
            number=column.index + 1
        )
        samples = ", ".join(" ".join(one.split()) for one in column.samples[:MOST_SAMPLES])
        icon, note = "", ""
        if column.target and column.index not in self._own:
            icon = "history" if column.remembered else ""
            note = _("As last time") if column.remembered else _("Guessed")
        return Choice((heading, samples or "–"), options, column.target, icon, note)

    def _assign(self, row: int, code: str) -> None:
        if self._incoming is not None:
            column = self._incoming.columns[row]
            self._own.add(column.index)
            self._incoming.assign(column.index, code)
            self._show_columns()
            self.changed.emit()

    def _bring(self, field: str, on: bool) -> None:  # noqa: FBT001  Qt's
        if self._incoming is not None:
            self._incoming.bring(field, on)
            self._show_columns()
            self.changed.emit()

    def _write_day_first(self, on: bool) -> None:  # noqa: FBT001  Qt's
        if self._incoming is not None:
            self._incoming.write_day_first(on)
            self.changed.emit()

    def _filter_by(self, wanted: RegistryFilter) -> None:
        if self._incoming is not None:
            self._trouble = ""
            try:
                self._incoming.filter_by(wanted)
            except UserError as error:
                self._trouble = error.message
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the questions beside the columns, or above them where there is no room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        px, way = self._theme.px, QBoxLayout.Direction
        beside = self.width() >= px(BESIDE)
        self._columns.setDirection(way.LeftToRight if beside else way.BottomToTop)
        if beside:
            self._side.setFixedWidth(px(SIDE))
            self._side.setMinimumHeight(0)
            self._side.setMaximumHeight(16_777_215)
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
            wanted = self._holder.sizeHint().height() + px(2)
            self._side.setFixedHeight(min(wanted, max(self.height() * 2 // 5, px(110))))


def _options(incoming: Incoming) -> Iterator[Option]:
    """Yield what a column may fill; away from its group a field of another record names it."""
    yield Option(NOTHING, _("Nothing"))
    targets = incoming.targets
    for one in targets:
        label = _("{label} (needed)").format(label=one.label) if one.needed else one.label
        full = one.label if one.group == targets[0].group else f"{one.group}: {one.label}"
        yield Option(one.name, label, one.group, full)
