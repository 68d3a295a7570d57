"""A list of choices that opens from one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QElapsedTimer,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from refdesk.i18n import _
from refdesk.ui import icons
from refdesk.ui.editors.field_style import HIGH, paint_frame
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

NOTHING = "–"
"""Stands for no choice."""
WIDEST = 420
PAUSE_MS = 1_000
"""After so long without a key, letters begin a new word."""
_GOING = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}


class OptionPainter(QStyledItemDelegate):
    """Paints the choices of an open list."""

    def __init__(self, theme: Theme, combo: Combo) -> None:
        super().__init__(combo)
        self._theme, self._combo = theme, combo

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row, and the width of its label."""
        px = self._theme.px
        metrics = QFontMetricsF(self._theme.font(Type.STRONG))
        return QSize(round(metrics.horizontalAdvance(index.data())) + px(44), px(HIGH))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one choice; the one that stands in the field has a check mark."""
        theme, px = self._theme, self._theme.px
        at = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(at, theme.color("soft"))
            painter.fillRect(QRectF(at.left(), at.top(), px(3), at.height()), theme.color("accent"))
        stands = index.row() == self._combo.currentIndex()
        if stands:
            size = px(16)
            check = QRectF(at.left() + px(10), at.center().y() - size / 2, size, size)
            icons.paint(painter, theme, "check", "accent", check)
        painter.setFont(theme.font(Type.STRONG if stands else Type.BODY))
        painter.setPen(theme.color("text"))
        words = at.adjusted(px(32), 0, -px(8), 0)
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class Combo(QComboBox):
    """A choice among many: typing finds, Alt+Down opens, the wheel only scrolls the form.

    Args:
        theme: colours and sizes.
        options: code and label of each choice.
        required: whether one must be chosen; else the list begins with none.
    """

    chosen = Signal(str)
    """The person has chosen the option of this code, or none (empty)."""

    def __init__(
        self, theme: Theme, options: Sequence[tuple[str, str]], *, required: bool = True
    ) -> None:
        super().__init__()
        self._typed, self._before = "", 0
        self._pause = QElapsedTimer()
        self._theme, self._required = theme, required
        self._is_wrong = self._is_locked = False
        self._told = ""
        view = QListView()
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        self.setView(view)
        self.setItemDelegate(OptionPainter(theme, self))
        self.setMaxVisibleItems(12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
        self.setPlaceholderText(_("Choose"))
        if not required:
            self.addItem(NOTHING, "")
            self.setItemData(0, _("Nothing chosen"), Qt.ItemDataRole.AccessibleTextRole)
        self._nothings = self.count()
        self.offer(options)
        self.activated.connect(self._activated)
        theme.changed.connect(self.update)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Put other choices in place of those that were there; none is chosen."""
        while self.count() > self._nothings:
            self.removeItem(self.count() - 1)
        for code, label in options:
            self.addItem(label, code)
        self.choose("")

    def code(self) -> str:
        """Return the code of what is chosen; empty for none."""
        return str(self.currentData() or "")

    def choose(self, code: str) -> None:
        """Show another choice, or none; `chosen` is not emitted."""
        self.setCurrentIndex(self.findData(code))
        self._told = self.code()

    def set_wrong(self, *, wrong: bool) -> None:
        """Show the border of a problem, or take it back."""
        self._is_wrong = wrong
        self.update()

    def set_locked(self, *, locked: bool) -> None:
        """Let the choice be read but not changed."""
        self._is_locked = locked
        self.update()

    def say(self, label: str, description: str) -> None:
        """Tell screen readers what is chosen here."""
        self.setAccessibleName(label)
        self.setAccessibleDescription(description)
        self.view().setAccessibleName(label)

    def sizeHint(self) -> QSize:
        """Return the width of the longest label."""
        px = self._theme.px
        metrics = QFontMetricsF(self._theme.font(Type.BODY))
        labels = [self.itemText(place) for place in range(self.count())]
        longest = max((metrics.horizontalAdvance(label) for label in labels), default=0)
        return QSize(min(round(longest) + px(52), px(WIDEST)), px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Return the width at which labels are cut."""
        return QSize(self._theme.px(96), self._theme.px(HIGH))

    def showPopup(self) -> None:
        """Open the list, as wide as its labels."""
        if self._is_locked:
            return
        view = self.view()
        view.setMinimumWidth(max(view.sizeHintForColumn(0) + self._theme.px(24), self.width()))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrows and letters; Del takes the choice back."""
        key = Qt.Key(event.key())
        if self._is_locked and key not in _GOING:
            event.ignore()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not self._required:
            self.setCurrentIndex(0)
            self._activated(0)
        elif event.text().isprintable() and event.text().strip():
            self._jump(event.text())
        else:
            super().keyPressEvent(event)

    def _jump(self, letter: str) -> None:
        """Choose what begins with the letters typed; where nothing does, what was chosen before."""
        if not self._typed or self._pause.hasExpired(PAUSE_MS):
            self._typed, self._before = "", self.currentIndex()
        self._pause.start()
        self._typed += letter.casefold()
        labels = [self.itemText(row).casefold() for row in range(self.count())]
        fits = [row for row, label in enumerate(labels) if label.startswith(self._typed)]
        place = fits[0] if fits else self._before
        if place != self.currentIndex():
            self.setCurrentIndex(place)
            self._activated(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list."""
        if not self._is_locked:
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll."""
        event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what does not fit."""
        self.setToolTip(self.currentText() if self._is_cut() else "")
        super().enterEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, what is chosen and the arrow."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        paint_frame(
            painter,
            theme,
            QRectF(self.rect()),
            focus=self.hasFocus() or self.view().isVisible(),
            wrong=self._is_wrong,
            locked=self._is_locked,
        )
        size = px(16)
        at = QRectF(self.width() - size - px(10), (self.height() - size) / 2, size, size)
        icon, ink = ("lock", "text3") if self._is_locked else ("chevron-down", "text2")
        icons.paint(painter, theme, icon, ink, at)
        painter.setFont(theme.font(Type.BODY))
        quiet = self._is_locked or not self.code()
        painter.setPen(theme.color("text3" if quiet else "text"))
        words = QRectF(px(10) + 3, 0, self._room(), self.height())
        text = self.currentText() or self.placeholderText()
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._room())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _room(self) -> int:
        return self.width() - self._theme.px(12 + 30)

    def _is_cut(self) -> bool:
        metrics = QFontMetricsF(self._theme.font(Type.BODY))
        return metrics.horizontalAdvance(self.currentText()) > self._room()

    def _activated(self, _place: int) -> None:
        if self.code() != self._told:
            self._told = self.code()
            self.chosen.emit(self._told)
