"""Lists to choose from in dialogs: rows in the theme's colours, found by typing, or ticked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from refdesk.domain.fields import Field
from refdesk.domain.text import fold
from refdesk.i18n import _
from refdesk.ui import icons
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

ROW, BOX = 28, 16
NAME = Qt.ItemDataRole.UserRole
_TO_TOP = {Qt.Key.Key_Home, Qt.Key.Key_PageUp}
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class PickList(QListWidget):
    """Rows to choose or tick; dressed whole."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setItemDelegate(PickPainter(theme, self))
        self._dress()
        theme.changed.connect(self._dress)

    def add(self, label: str, data: object, *, ticked: bool | None = None) -> QListWidgetItem:
        """Add a row; with a box to tick unless `ticked` is None."""
        item = QListWidgetItem(label)
        item.setData(NAME, data)
        item.setToolTip(label)
        if ticked is not None:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.addItem(item)
        return item

    def ticked(self) -> list[object]:
        """Return what was ticked, from the top."""
        items = [self.item(row) for row in range(self.count())]
        return [item.data(NAME) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _dress(self) -> None:
        t, px = self._theme.tokens, self._theme.px
        self.setStyleSheet(f"""
QListWidget {{
    background: {t.surface}; color: {t.text}; border: 1px solid {t.line2};
    border-radius: {px(6)}px; padding: {px(3)}px; outline: 0;
}}
QListWidget:focus {{ border: {px(2)}px solid {t.accent}; padding: {px(2)}px; }}
""")


class HeadedList(PickList):
    """Rows under headings, which nobody can choose: the keys go past them."""

    def add_heading(self, label: str, data: object) -> QListWidgetItem:
        """Add a heading."""
        item = self.add(label, data)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first row by Home or far up, where Qt would stop at the first heading."""
        before = self.currentRow()
        super().keyPressEvent(event)
        if event.key() in _TO_TOP and self.currentRow() == before:
            rows = (row for row in range(self.count()) if self.item(row).flags())
            self.setCurrentRow(next(rows, -1))


class PickPainter(QStyledItemDelegate):
    """Paints the rows of a list to choose from."""

    def __init__(self, theme: Theme, view: PickList) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row."""
        return QSize(self._theme.px(120), self._theme.px(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint ground, box and words."""
        theme, px = self._theme, self._theme.px
        state: QStyle.StateFlag = option.state
        at = QRectF(option.rect)
        flag = QStyle.StateFlag
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & flag.State_Selected:
            painter.fillRect(at, theme.color("soft"))
            bar = "accent" if state & flag.State_HasFocus else "line2"
            painter.fillRect(QRectF(at.left(), at.top(), px(3), at.height()), theme.color(bar))
        elif state & flag.State_MouseOver:
            painter.fillRect(at, theme.color("surface2"))
        words = at.adjusted(px(10) + self.inset(index), 0, -px(8), 0)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            size = px(BOX)
            box = QRectF(words.left(), at.center().y() - size / 2, size, size)
            self._box(painter, box, on=Qt.CheckState(ticked) is Qt.CheckState.Checked)
            words.setLeft(box.right() + px(8))
        self.paint_words(painter, words, index)
        painter.restore()

    def inset(self, _index: QModelIndex | QPersistentModelIndex) -> float:
        """Return how far a row is set in, in pixels."""
        return 0

    def paint_words(
        self, painter: QPainter, at: QRectF, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint what the row says."""
        font = self._theme.font(Type.BODY)
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        mode = Qt.TextElideMode.ElideRight
        text = QFontMetricsF(font).elidedText(index.data(), mode, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tick by a click anywhere on the row, and by Space."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            return self._turn(model, index)
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return index.data(Qt.ItemDataRole.CheckStateRole) is not None
        return super().editorEvent(event, model, option, index)

    def _turn(self, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex) -> bool:
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is None:
            return False
        on = Qt.CheckState(ticked) is Qt.CheckState.Checked
        new = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, new.value, Qt.ItemDataRole.CheckStateRole)

    def _box(self, painter: QPainter, at: QRectF, *, on: bool) -> None:
        theme, px = self._theme, self._theme.px
        painter.setPen(QPen(theme.color("accent" if on else "line2"), 1.5))
        painter.setBrush(theme.color("accent" if on else "surface"))
        painter.drawRoundedRect(at.adjusted(0.75, 0.75, -0.75, -0.75), px(3), px(3))
        if on:
            inset = px(2)
            icons.paint(painter, theme, "check", "onacc", at.adjusted(inset, inset, -inset, -inset))


class FieldChooser(QWidget):
    """Chooses a field of a kind of record: the list narrows while a person types."""

    chosen = Signal(str)
    """The name of the field that is chosen now; empty when none fits what was typed."""
    taken = Signal()
    """The person wants to go on to the value."""

    def __init__(self, theme: Theme, fields: Iterable[Field]) -> None:
        super().__init__()
        self._fields = list(fields)
        self.box = QLineEdit()
        self.box.setPlaceholderText(_("Find a field"))
        self.box.setAccessibleName(_("Find a field"))
        self.list = PickList(theme, _("Field"))
        self.list.setMinimumSize(theme.px(170), theme.px(200))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        self.box.textEdited.connect(self._narrow)
        self.box.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.currentItemChanged.connect(lambda *_items: self.chosen.emit(self.name()))
        self._narrow("")

    def name(self) -> str:
        """Return the name of the field that is chosen."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(NAME)) if row >= 0 else ""

    def choose(self, name: str) -> None:
        """Choose a field by its name."""
        for row in range(self.list.count()):
            if self.list.item(row).data(NAME) == name:
                self.list.setCurrentRow(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list by the arrows while typing; Enter goes on to the value."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
                self.taken.emit()
                return True
            if watched is self.box and event.key() in _MOVES:
                self.list.event(event)
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        wanted, before = fold(text), self.name()
        self.list.clear()
        found = [own for own in self._fields if wanted in fold(_(own.label))]
        found.sort(key=lambda own: bool(wanted) and not fold(_(own.label)).startswith(wanted))
        for own in found:
            self.list.add(_(own.label), own.name)
        self.list.setCurrentRow(0)
        if not wanted:
            self.choose(before)
