"""One column of the board: what it holds, how much of it is late, its cards, the rest."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.board import Column, Shown
from refdesk.ui.board_cards import MIME, CardList, dropped
from refdesk.ui.elided import ElidedText
from refdesk.ui.parts import Button, Icon, Look, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

NARROWEST = 150
"""Width of a column, in pixels at 100 %, below which the board scrolls instead."""


class ColumnBox(QWidget):
    """A column with its head; cards of other columns can be dropped on it.

    Args:
        theme: colours and sizes.
        column: what it shows.
    """

    list_asked = Signal()
    was_dropped_on = Signal(object)
    """Referrals were dropped here: their numbers."""

    def __init__(self, theme: Theme, column: Column) -> None:
        super().__init__()
        self._theme, self.column = theme, column
        self.shown: Shown | None = None
        self._is_over = False
        self.setAcceptDrops(True)
        px = theme.px
        self.title = ElidedText(theme, Type.CARD, "text")
        self.title.show_whole(_(column.title))
        self.count = Text(theme, "", Type.CARD, "text3")
        self.late_icon = Icon(theme, "clock", "warn", 14)
        self.late = Text(theme, "", Type.SMALL, "text3")
        self.list = CardList(theme, _(column.title))
        self.nothing = Text(theme, _("No referral"), Type.SMALL, "text3")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(0, px(12), 0, 0)
        self.more = Button(theme, "", Look.QUIET, height=26)
        self.more.clicked.connect(self.list_asked)
        head, below = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(Icon(theme, column.icon, "text2"))
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        below.setSpacing(px(5))
        below.addWidget(self.late_icon)
        below.addWidget(self.late, 1)
        heads = QVBoxLayout()
        heads.setContentsMargins(px(10), px(8), px(10), px(4))
        heads.setSpacing(px(2))
        heads.addLayout(head)
        heads.addLayout(below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(4), 0, px(4), px(4))
        whole.setSpacing(0)
        whole.addLayout(heads)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.nothing, 1)
        whole.addWidget(self.more)
        self.setMinimumWidth(px(NARROWEST))
        theme.changed.connect(self.update)

    def show_column(self, shown: Shown, chosen: Collection[int]) -> None:
        """Show what the column holds now."""
        self.shown = shown
        group = shown.group
        self.list.show_cards(shown.cards, chosen)
        self.list.setVisible(bool(shown.cards))
        self.nothing.setVisible(not shown.cards)
        self.count.setText(f"{group.count:,}")
        self.late.setText(shown.late_words if group.count else "")
        self.late.set_ink("warn" if group.late else "text3")
        self.late_icon.setVisible(bool(group.late))
        self.more.setVisible(shown.more > 0)
        self.more.set_words(_("{count} more").format(count=f"{shown.more:,}"))
        self.more.setAccessibleName(_("{count} more in the list").format(count=f"{shown.more:,}"))
        self.more.setToolTip(self.more.accessibleName())
        self.list.setAccessibleName(
            _("{column}: {count}, {late}").format(
                column=_(self.column.title), count=f"{group.count:,}", late=shown.late_words
            )
        )

    def minimumSizeHint(self) -> QSize:
        """Return a width at which a name can be read, whatever the buttons say."""
        return QSize(self._theme.px(NARROWEST), self._theme.px(160))

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards that are held over the column."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them wherever they are held."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the cards that were held over the column."""
        super().dragLeaveEvent(event)
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which cards are to be moved here."""
        self._show_over(over=False)
        ids = dropped(event.mimeData())
        if ids:
            event.acceptProposedAction()
            self.was_dropped_on.emit(ids)

    def _show_over(self, *, over: bool) -> None:
        self._is_over = over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground; with a line around it while cards are held over it."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = px(2) if self._is_over else 1
        painter.setPen(QPen(theme.color("accent" if self._is_over else "line"), wide))
        painter.setBrush(theme.color("soft" if self._is_over else "side"))
        half = wide / 2
        body = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(body, px(8), px(8))
