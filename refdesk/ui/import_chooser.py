"""A small list over the page to choose one thing from: typing narrows it, groups have heads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from refdesk.domain.text import fold
from refdesk.i18n import _
from refdesk.screens.import_words import Option
from refdesk.ui.list_choices import NAME, ROW, PickList, PickPainter
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HEAD = Qt.ItemDataRole.UserRole + 1
NARROWEST, HIGHEST, GAP, MARGIN = 280, 380, 4, 8
TAKING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class Chooser(QWidget):
    """Lies over the window; takes the focus, and gives it back to what asked.

    Args:
        theme: colours and sizes.
        asker: gets the focus back.
    """

    chosen = Signal(str)
    """The code of what was chosen."""

    def __init__(self, theme: Theme, asker: QWidget) -> None:
        super().__init__(asker)
        self._theme, self._asker = theme, asker
        self._options: tuple[Option, ...] = ()
        px = theme.px
        self.box = QLineEdit()
        self.box.setPlaceholderText(_("Type to find"))
        self.list = PickList(theme, _("Choices"))
        self.list.setItemDelegate(GroupPainter(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(6))
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        self.box.textEdited.connect(self._narrow)
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._take())
        theme.changed.connect(self.update)
        self.hide()

    def ask(
        self, at: QRect, options: Sequence[Option], now: str, *, about: str, typed: str = ""
    ) -> None:
        """Open below a place of the asker, with what stands there chosen; `typed` narrows it."""
        self._options = tuple(options)
        self.box.setAccessibleName(about)
        self.list.setAccessibleName(about)
        window = self._asker.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._place(at)
        self.box.setText(typed)
        self._narrow(typed)
        self.show()
        if not typed:
            self._go_to(now)
        self.raise_()
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        window.installEventFilter(self)

    def close_up(self, *, give_back: bool = True) -> None:
        """Go out of sight."""
        if self.isHidden():
            return
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._focus_moved)
        self._asker.window().removeEventFilter(self)
        if give_back:
            self._asker.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move by the arrows while typing, take by Enter and Tab, leave by Esc."""
        if watched is self.box and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._is_for_list(event)
        if event.type() == QEvent.Type.Resize and watched is not self.box:
            self.close_up()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.px(6)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _is_for_list(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if Qt.Key(event.key()) in _MOVES:
            self.list.event(event)
        elif Qt.Key(event.key()) in TAKING and not held:
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            return False
        return True

    def _take(self) -> None:
        row = self.list.currentRow()
        if row < 0 or self.list.item(row).data(HEAD):
            return
        code = str(self.list.item(row).data(NAME))
        self.close_up()
        self.chosen.emit(code)

    def _narrow(self, text: str) -> None:
        words = fold(text).split()
        self.list.clear()
        group = ""
        for one in self._options:
            said = fold(f"{one.label} {one.group}")
            if not all(word in said for word in words):
                continue
            if one.group != group:
                group = one.group
                head = self.list.add(group, "")
                head.setData(HEAD, True)  # noqa: FBT003  Qt's
                head.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.add(one.label, one.code)
        self._go_to_best(fold(text))

    def _go_to_best(self, wanted: str) -> None:
        """Choose what begins with what was typed, else the first that holds it; last "Nothing"."""
        rows = [row for row in range(self.list.count()) if not self.list.item(row).data(HEAD)]
        rows.sort(key=lambda row: not self.list.item(row).data(NAME))
        begins = (row for row in rows if wanted and self._said(row).startswith(wanted))
        self.list.setCurrentRow(next(begins, rows[0] if rows else -1))

    def _said(self, row: int) -> str:
        return fold(self.list.item(row).text())

    def _go_to(self, code: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(NAME) == code and not item.data(HEAD):
                self.list.setCurrentRow(row)
                self.list.scrollToItem(item, self.list.ScrollHint.PositionAtCenter)

    def _place(self, at: QRect) -> None:
        """Lie below the place, or above it where there is more room."""
        px, window = self._theme.px, self._asker.window()
        top = self._asker.mapTo(window, QPoint(at.left(), at.bottom() + px(GAP)))
        over = self._asker.mapTo(window, QPoint(at.left(), at.top() - px(GAP))).y()
        rows = len(self._options) + len({one.group for one in self._options if one.group})
        wanted = min(px(HIGHEST), rows * px(ROW) + px(8 + 32 + 6 + 8 + 10))
        below = window.height() - top.y() - px(MARGIN)
        is_above = wanted > below and over - px(MARGIN) > below
        high = min(wanted, (over if is_above else window.height() - top.y()) - px(MARGIN))
        wide = min(max(at.width(), px(NARROWEST)), window.width() - 2 * px(MARGIN))
        left = max(min(top.x(), window.width() - wide - px(MARGIN)), px(MARGIN))
        self.setGeometry(left, over - high if is_above else top.y(), wide, high)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.close_up(give_back=False)


class GroupPainter(PickPainter):
    """Paints the heads of groups smaller than what stands below them."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a head, or a row to choose."""
        if not index.data(HEAD):
            super().paint(painter, option, index)
            return
        theme = self._theme
        at = QRectF(option.rect).adjusted(theme.px(10), theme.px(4), -theme.px(8), 0)
        painter.save()
        painter.setFont(theme.font(Type.LABEL))
        painter.setPen(theme.color("text3"))
        painter.drawText(
            at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, index.data()
        )
        painter.restore()
