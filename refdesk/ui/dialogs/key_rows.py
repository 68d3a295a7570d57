"""The actions and their keys as the rows of a table, under the headings of where they act."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from refdesk.i18n import _
from refdesk.screens.actions import Action, Area, matching
from refdesk.ui import icons, keycaps
from refdesk.ui.key_map import KeyMap
from refdesk.ui.keycaps import key_text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ACTION, KEY, LETTER = range(3)
ROW, HEADING = 32, 28
PADDING = 12
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
SELECTED = QStyle.StateFlag.State_Selected


class KeyRows(QAbstractTableModel):
    """Headings and actions in the order of the table of actions; those that were looked for."""

    def __init__(self, keys: KeyMap) -> None:
        super().__init__()
        self._keys = keys
        self.lines: list[Area | Action] = []
        self.asked = ""
        """The action that waits for its new key."""
        self.held = ""
        """What is held down meanwhile, such as "Ctrl+"."""
        self.find("")

    def find(self, text: str) -> None:
        """Show only the actions that fit."""
        self.beginResetModel()
        found = matching(text, self._keys.all())
        self.lines = []
        for area in Area:
            here = [action for action in found if action.area is area]
            self.lines += [area, *here] if here else []
        self.endResetModel()

    def action(self, row: int) -> Action | None:
        """Return the action of a row, None for a heading."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, Action) else None

    def row_of(self, name: str) -> int:
        """Return the row of an action; else the first action's, -1 if there is none."""
        rows = [row for row, line in enumerate(self.lines) if isinstance(line, Action)]
        found = (row for row in rows if (line := self.action(row)) and line.name == name)
        return next(found, rows[0] if rows else -1)

    def ask(self, name: str, held: str = "") -> None:
        """Show that an action waits for its new key; without a name none does."""
        self.asked, self.held = name, held
        self.refresh()

    def refresh(self) -> None:
        """Show the keys as they are now."""
        last = self.index(max(self.rowCount() - 1, 0), LETTER)
        self.dataChanged.emit(self.index(0, 0), last)

    def key(self, action: Action) -> str:
        """Return an action's key as Qt writes it."""
        return self._keys.keys(action.name)

    def letters_act(self) -> bool:
        """Tell whether the single letters are on."""
        return self._keys.letters_act()

    def remark(self, action: Action) -> str:
        """Return what is special about an action's key."""
        if action.fixed:
            return _("fixed")
        if self.key(action) != action.keys:
            return _("instead of {keys}").format(keys=key_text(action.keys))
        return ""

    def said(self, action: Action) -> str:
        """Return a row as a screen reader says it."""
        if action.name == self.asked:
            return _("{action}: press the new key").format(action=_(action.label))
        parts = [_(action.label), key_text(self.key(action)), self.remark(action)]
        if action.letter:
            words = _("or {letter}") if self.letters_act() else _("or {letter}, which is off")
            parts.append(words.format(letter=action.letter))
        return ", ".join(part for part in parts if part)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of headings and actions."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else LETTER + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the arrow keys pass over the headings."""
        if self.action(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text; the first cell tells a screen reader the whole row."""
        line = self.lines[index.row()]
        is_said = role == Qt.ItemDataRole.AccessibleTextRole
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole} and not is_said:
            return None
        if isinstance(line, Area):
            return _(line.value) if index.column() == ACTION else ""
        if index.column() == ACTION:
            return self.said(line) if is_said else _(line.label)
        return key_text(self.key(line)) if index.column() == KEY else line.letter

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401
        """Return what a column shows."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Action"), _("Key"), _("Letter"))[section]


class KeyPainter(QStyledItemDelegate):
    """Paints headings, labels and keycaps."""

    def __init__(self, theme: Theme, rows: KeyRows) -> None:
        super().__init__()
        self._theme, self._rows = theme, rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, px = self._theme, self._theme.px
        rect, column = option.rect, index.column()
        action = self._rows.action(index.row())
        selected = bool(option.state & SELECTED)
        ground = "soft" if selected else "surface" if action else "surface2"
        painter.fillRect(rect, theme.color(ground))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if selected and column == ACTION:
            bar = "accent" if option.widget.hasFocus() else "line2"
            painter.fillRect(rect.x(), rect.y(), px(3), rect.height(), theme.color(bar))
        at = QRectF(rect).adjusted(px(PADDING), 0, -px(4), -1)
        if action is None:
            self._words(painter, at, index.data() or "", Type.LABEL, "text2")
        elif column == ACTION:
            self._words(painter, at, _(action.label), Type.BODY, "text")
        elif column == KEY:
            self._key(painter, at, action, "text2" if selected else "text3")
        elif action.letter:
            self._letter(painter, at, action, "text2" if selected else "text3")

    def _words(self, painter: QPainter, at: QRectF, words: str, use: Type, ink: str) -> None:
        painter.setFont(self._theme.font(use))
        painter.setPen(self._theme.color(ink))
        elided = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, round(at.width())
        )
        painter.drawText(at, MIDDLE, elided)

    def _key(self, painter: QPainter, at: QRectF, action: Action, ink: str) -> None:
        theme, px = self._theme, self._theme.px
        middle = at.center().y()
        if action.name == self._rows.asked:
            self._question(painter, at)
            return
        end = keycaps.paint(
            painter, theme, at.left(), middle, self._rows.key(action), on_accent=False
        )
        left = end + px(8)
        if action.fixed:
            size = px(14)
            icons.paint(painter, theme, "lock", ink, QRectF(left, middle - size / 2, size, size))
            left += size + px(4)
        rest = QRectF(left, at.top(), at.right() - left, at.height())
        self._words(painter, rest, self._rows.remark(action), Type.SMALL, ink)

    def _question(self, painter: QPainter, at: QRectF) -> None:
        theme, px = self._theme, self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), px(2)))
        painter.setBrush(theme.color("surface"))
        body = at.adjusted(-px(6), px(4), -px(4), -px(3))
        painter.drawRoundedRect(body, px(6), px(6))
        painter.restore()
        held = self._rows.held
        words = f"{key_text(held + 'A')[:-1]}…" if held else _("Press the new key")
        self._words(painter, at.adjusted(px(2), 0, 0, 0), words, Type.MEDIUM, "accent")

    def _letter(self, painter: QPainter, at: QRectF, action: Action, ink: str) -> None:
        theme = self._theme
        middle = at.center().y()
        end = keycaps.paint(painter, theme, at.left(), middle, action.letter, on_accent=False)
        if not self._rows.letters_act():
            left = end + theme.px(6)
            rest = QRectF(left, at.top(), at.right() - left, at.height())
            self._words(painter, rest, _("off"), Type.SMALL, ink)
