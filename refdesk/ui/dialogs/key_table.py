"""The table of keys: chooses an action, and catches the new key for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from refdesk.i18n import _
from refdesk.screens.actions import Action
from refdesk.ui.dialogs.key_rows import (
    ACTION,
    HEADING,
    KEY,
    LETTER,
    PADDING,
    ROW,
    KeyPainter,
    KeyRows,
)
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent

KEY_WIDE, LETTER_WIDE = 230, 90
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
HELD = {
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Qt.Key.Key_Meta: Qt.KeyboardModifier.MetaModifier,
    Qt.Key.Key_AltGr: NO_MODIFIER,
    Qt.Key.Key_CapsLock: NO_MODIFIER,
    Qt.Key.Key_NumLock: NO_MODIFIER,
    Qt.Key.Key_unknown: NO_MODIFIER,
}
"""Keys that only wait for another, and what they add to it."""


class KeyHead(QHeaderView):
    """The heads of the columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setFixedHeight(theme.px(HEADING))
        self.setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Columns"))
        theme.changed.connect(self.viewport().update)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Paint one head."""
        theme = self._theme
        painter.fillRect(rect, theme.color("surface"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("line"))
        painter.setFont(theme.font(Type.LABEL))
        painter.setPen(theme.color("text2"))
        words = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
        at = QRectF(rect).adjusted(theme.px(PADDING), 0, 0, 0)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words)


class KeyTable(QTableView):
    """Enter or F2 asks for the new key of a row, Del puts its default back."""

    pressed_for = Signal(str, str)
    """An action and the key that was pressed for it."""
    default_asked = Signal(str)
    asking = Signal(bool)
    """Whether a key is waited for."""
    chosen = Signal()

    def __init__(self, theme: Theme, rows: KeyRows) -> None:
        super().__init__()
        self._theme, self.rows = theme, rows
        self._painter = KeyPainter(theme, rows)
        self._last = ""
        self.setAccessibleName(_("Actions and their keys"))
        self.setHorizontalHeader(KeyHead(theme))
        self.setItemDelegate(self._painter)
        self.setModel(rows)
        self._configure()
        self.selectionModel().currentRowChanged.connect(self._row_chosen)
        rows.modelReset.connect(self._arrange)
        theme.changed.connect(self.viewport().update)
        self._arrange()

    def current(self) -> Action | None:
        """Return the chosen action."""
        index = self.currentIndex()
        return self.rows.action(index.row()) if index.isValid() else None

    def ask(self) -> None:
        """Wait for the new key of the chosen action; a fixed one has no other."""
        action = self.current()
        if action is not None and not action.fixed:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.rows.ask(action.name)
            self.asking.emit(True)  # noqa: FBT003  a signal has no names

    def give_up(self) -> None:
        """Wait no longer; the key stays as it was."""
        if self.rows.asked:
            self.rows.ask("")
            self.asking.emit(False)  # noqa: FBT003  see above

    def event(self, event: QEvent) -> bool:
        """Keep every shortcut of the window from acting on the key that is waited for."""
        if event.type() == QEvent.Type.ShortcutOverride and self.rows.asked:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  Qt's own name
        """Stay while a key is waited for: Tab is answered as any other."""
        return False if self.rows.asked else super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Catch the new key, or act on the row."""
        if self.rows.asked:
            self._catch(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.ask()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            if (action := self.current()) is not None and not action.fixed:
                self.default_asked.emit(action.name)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Show what is still held."""
        if self.rows.asked:
            gone = HELD.get(Qt.Key(event.key()), NO_MODIFIER)
            self.rows.ask(self.rows.asked, _written(event.modifiers() & ~gone))
        super().keyReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the new key of a row."""
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.ask()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no longer when the person goes elsewhere."""
        super().focusOutEvent(event)
        self.give_up()
        self.viewport().update()

    def _catch(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~KEYPAD
        if key in HELD:
            # Systems differ in whether such a key counts among its own modifiers.
            self.rows.ask(self.rows.asked, _written(held | HELD[key]))
        elif key == Qt.Key.Key_Escape and held == NO_MODIFIER:
            self.give_up()
        else:
            pressed = QKeySequence(QKeyCombination(held, key))
            text = pressed.toString(QKeySequence.SequenceFormat.PortableText)
            self.pressed_for.emit(self.rows.asked, text)

    def _row_chosen(self) -> None:
        action = self.current()
        if action is not None:
            self._last = action.name
        self.give_up()
        self.chosen.emit()

    def _configure(self) -> None:
        vertical, horizontal = self.verticalHeader(), self.horizontalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(1)
        horizontal.setMinimumSectionSize(1)
        horizontal.setSectionResizeMode(ACTION, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(KEY, self._theme.px(KEY_WIDE))
        self.setColumnWidth(LETTER, self._theme.px(LETTER_WIDE))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)

    def _arrange(self) -> None:
        """Give headings their height and width, and choose again what was chosen."""
        self.clearSpans()
        for row, _line in enumerate(self.rows.lines):
            is_heading = self.rows.action(row) is None
            self.setRowHeight(row, self._theme.px(HEADING if is_heading else ROW))
            if is_heading:
                self.setSpan(row, ACTION, 1, LETTER + 1)
        row = self.rows.row_of(self._last)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row, ACTION))
        self.chosen.emit()


def _written(held: Qt.KeyboardModifier) -> str:
    """Return what is held down, as Qt writes it before a key."""
    keys = QKeySequence(QKeyCombination(held & ~KEYPAD, Qt.Key.Key_A))
    return keys.toString(QKeySequence.SequenceFormat.PortableText)[:-1]
