"""The rows of one section of Today: who, where it stands, when it is due, and the next action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from refdesk.domain.due import NextAction
from refdesk.i18n import _
from refdesk.screens.loop_steps import ATTENDANCE
from refdesk.screens.spec import Tone
from refdesk.screens.today_rows import Row
from refdesk.ui import icons, keycaps
from refdesk.ui.list_choices import PickList
from refdesk.ui.row_painter import TONES
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from collections.abc import Sequence

HIGH, TALL = 32, 44
NARROW = 520
"""Width of a list, in pixels at 100 %, below which a row takes two lines."""
ROW = Qt.ItemDataRole.UserRole + 1
DUE_ICONS = {Tone.DANGER: "triangle-alert", Tone.WARN: "clock"}
LETTERS = frozenset({*ATTENDANCE, *(one.letter for one in NextAction if one.letter), "K"})
"""Letters that do something for one row or another."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Room:
    """What the widest chip, due time and action of a list take, in pixels."""

    chip: float = 0
    due: float = 0
    action: float = 0


class TodayList(PickList):
    """Rows as high as they are; the page scrolls, not they."""

    acted = Signal(object, str)
    """The row, and the name of the action that its letter stands for."""
    opened = Signal(object)
    left = Signal(int)
    """The arrows have gone over the first (-1) or the last row (1)."""
    refused = Signal(str)
    """A letter was pressed that does something for other rows, and nothing for this one: why."""
    jumped = Signal(int)
    """A figure was pressed: a section's number."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.letters_act = True
        self.room = Room()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(TodayPainter(theme, self))
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(ROW)))
        theme.changed.connect(self._fit)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the one that was chosen stays so, or the one that takes its place."""
        before, place = self.row(), self.currentRow()
        self.blockSignals(True)  # noqa: FBT003  Qt's
        self.clear()
        for row in rows:
            item = self.add(in_words(row), row.row_id)
            item.setData(ROW, row)
        self.blockSignals(False)  # noqa: FBT003  Qt's
        keys = [(row.kind, row.row_id) for row in rows]
        key = (before.kind, before.row_id) if before else None
        at = keys.index(key) if key in keys else len(rows)
        if before and at < len(rows) and rows[at].is_put_off and not before.is_put_off:
            at = len(rows)  # it was just called: what comes next is the row after it
        self.setCurrentRow(at if at < len(rows) else min(place, len(rows) - 1))
        self._fit()

    def choose_row(self, kind: str, row_id: int) -> bool:
        """Choose the row of a record, if it stands here; tell whether it does."""
        for place in range(self.count()):
            row = self.item(place).data(ROW)
            if (row.kind, row.row_id) == (kind, row_id):
                self.setCurrentRow(place)
                return True
        return False

    def row(self) -> Row | None:  # type: ignore[override]  # Qt's asks for an item
        """Return the row that is chosen."""
        found = self.item(self.currentRow()).data(ROW) if self.currentRow() >= 0 else None
        return found if isinstance(found, Row) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a letter stands for; go on to the next section at the ends."""
        row, text = self.row(), event.text().upper()
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = _STEPS.get(Qt.Key(event.key()), 0)
        at_end = self.currentRow() + step in {-1, self.count()}
        if step and bare and at_end:
            self.left.emit(step)
        elif bare and text.isdecimal() and text != "0":
            self.jumped.emit(int(text))
        elif row and self.letters_act and bare and text and text in letters_of(row):
            self.acted.emit(row, letters_of(row)[text])
        elif row and self.letters_act and bare and text and text in LETTERS:
            self.refused.emit(not_for(row, text))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row:
            self.opened.emit(row)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Go nowhere: a letter that this row has no use for must not lead to another patient."""

    @property
    def is_narrow(self) -> bool:
        """Whether rows need two lines."""
        return self.width() < self._theme.px(NARROW)

    def row_height(self) -> int:
        """Return the height of a row."""
        return self._theme.px(TALL if self.is_narrow else HIGH)

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        high = self.count() * self.row_height() + 2 * self._theme.px(4)
        return QSize(self._theme.px(280), high)

    def minimumSizeHint(self) -> QSize:
        """Return the same height: nothing is hidden."""
        return QSize(self._theme.px(200), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take two lines for a row where there is little room."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.doItemsLayout()
            self._fit()

    def keys_of(self, row: Row) -> list[str]:
        """Return the letters that are shown beside a row."""
        return list(letters_of(row)) if self.letters_act else []

    def chip_width(self, words: str) -> float:
        """Return how wide a chip is."""
        metrics = QFontMetricsF(self._theme.font(Type.LABEL))
        return metrics.horizontalAdvance(words) + self._theme.px(14) if words else 0

    def due_width(self, row: Row) -> float:
        """Return how wide a due time is with its mark."""
        marked = row.tone in DUE_ICONS
        metrics = QFontMetricsF(self._theme.font(Type.MEDIUM if marked else Type.BODY))
        return metrics.horizontalAdvance(row.due) + self._theme.px(20 if marked else 0)

    def action_width(self, row: Row) -> float:
        """Return how wide an action is with its keycaps."""
        theme, px = self._theme, self._theme.px
        caps = sum(keycaps.width(theme, key) + px(4) for key in self.keys_of(row))
        metrics = QFontMetricsF(theme.font(Type.MEDIUM))
        return metrics.horizontalAdvance(row.action_words) + px(6) + caps

    def _fit(self) -> None:
        rows: list[Row] = [self.item(place).data(ROW) for place in range(self.count())]
        self.room = Room(
            max((self.chip_width(row.chip) for row in rows), default=0),
            max((self.due_width(row) for row in rows), default=0),
            max((self.action_width(row) for row in rows), default=0),
        )
        self.setFixedHeight(self.sizeHint().height())

    def _dress(self) -> None:
        t, px = self._theme.tokens, self._theme.px
        self.setStyleSheet(f"""
QListWidget {{ background: {t.surface}; color: {t.text}; border: 0; padding: {px(4)}px 0;
    outline: 0; }}
""")


def letters_of(row: Row) -> dict[str, str]:
    """Return the actions of a row by their letters."""
    if row.action == "attendance":
        return dict(ATTENDANCE)
    return {row.letter: row.action} if row.letter else {}


def not_for(row: Row, letter: str) -> str:
    """Return why a letter does nothing for a row, and what does."""
    words = _("{letter} is not for this row. {step} is next ({keys}); Enter opens it for the rest.")
    keys = ", ".join(letters_of(row))
    if not keys:
        words = _("{letter} is not for this row. Enter opens it.")
    return words.format(letter=letter, step=row.action_words, keys=keys)


def in_words(row: Row) -> str:
    """Return a row as a screen reader says it."""
    keys = ", ".join(letters_of(row))
    action = _("{action}: {keys}").format(action=row.action_words, keys=keys) if keys else ""
    parts = (row.chip, row.name, row.words, row.beside, row.due, action)
    return ", ".join(part for part in parts if part)


class TodayPainter(QStyledItemDelegate):
    """Paints the parts of a row under each other from row to row."""

    def __init__(self, theme: Theme, view: TodayList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(self._theme.px(120), self._view.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, chip, words, due time and action."""
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        theme, px, view = self._theme, self._theme.px, self._view
        state: QStyle.StateFlag = option.state
        at = QRectF(option.rect)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected) and view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen:
            painter.fillRect(at, theme.color("soft"))
            painter.fillRect(QRectF(at.left(), at.top(), px(3), at.height()), theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(at, theme.color("surface2"))
        if index.row():
            painter.fillRect(QRectF(at.left(), at.top(), at.width(), 1), theme.color("line"))
        inner = at.adjusted(px(12), 0, -px(12), 0)
        self._action(painter, inner, row, is_chosen=is_chosen)
        inner.setRight(inner.right() - view.room.action - px(14))
        due = view.room.due
        self._due(painter, QRectF(inner.right() - due, at.top(), due, at.height()), row)
        inner.setRight(inner.right() - due - px(10))
        if view.room.chip:
            self._chip(painter, inner, row)
            inner.setLeft(inner.left() + view.room.chip + px(10))
        self._words(painter, inner, row)
        painter.restore()

    def _words(self, painter: QPainter, at: QRectF, row: Row) -> None:
        theme, px = self._theme, self._theme.px
        strong, body = theme.font(Type.STRONG), theme.font(Type.BODY)
        if self._view.is_narrow:
            first = QRectF(at.left(), at.top() + px(5), at.width(), px(17))
            second = QRectF(at.left(), first.bottom(), at.width(), px(16))
            below = ", ".join(part for part in (row.words, row.beside) if part)
            say(painter, first, row.name, strong, theme.color("text"))
            say(painter, second, below, theme.font(Type.SMALL), theme.color("text2"))
            return
        left = at.left()
        for said, font, ink, share in (
            (row.name, strong, "text", 0.35),
            (row.words, body, "text", 0.35),
            (row.beside, body, "text3", 0.30),
        ):
            wide = at.width() * share
            place = QRectF(left, at.top(), wide - px(10), at.height())
            say(painter, place, said, font, theme.color(ink))
            left += wide

    def _chip(self, painter: QPainter, at: QRectF, row: Row) -> None:
        theme, px = self._theme, self._theme.px
        if row.chip:
            ink, ground = TONES[row.chip_tone]
            wide = self._view.chip_width(row.chip)
            chip = QRectF(at.left(), at.center().y() - px(10), wide, px(20))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(chip, px(4), px(4))
            words = chip.adjusted(px(7), 0, 0, 0)
            say(painter, words, row.chip, theme.font(Type.LABEL), theme.color(ink))

    def _due(self, painter: QPainter, place: QRectF, row: Row) -> None:
        theme, px = self._theme, self._theme.px
        icon = DUE_ICONS.get(row.tone, "")
        ink = TONES[row.tone][0] if icon else "text2"
        if icon:
            mark = QRectF(place.left(), place.center().y() - px(7), px(14), px(14))
            icons.paint(painter, theme, icon, ink, mark)
            place.setLeft(mark.right() + px(6))
        font = theme.font(Type.MEDIUM if icon else Type.BODY)
        say(painter, place, row.due, font, theme.color(ink))

    def _action(self, painter: QPainter, at: QRectF, row: Row, *, is_chosen: bool) -> None:
        theme, px, view = self._theme, self._theme.px, self._view
        keys, middle = view.keys_of(row), at.center().y()
        wide = view.action_width(row)
        filled = is_chosen and bool(keys)
        left = at.right() - wide
        if filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            ground = QRectF(left - px(8), middle - px(13), wide + px(14), px(26))
            painter.drawRoundedRect(ground, px(6), px(6))
        font = theme.font(Type.MEDIUM)
        ink = "onacc" if filled else "accent" if keys else "text3"
        place = QRectF(left, at.top(), wide, at.height())
        say(painter, place, row.action_words, font, theme.color(ink))
        left += QFontMetricsF(font).horizontalAdvance(row.action_words) + px(6)
        for key in keys:
            left = keycaps.paint(painter, theme, left, middle, key, on_accent=filled) + px(4)


def say(painter: QPainter, at: QRectF, words: str, font: QFont, ink: QColor) -> None:
    """Paint words on one line, as many of them as fit."""
    painter.setFont(font)
    painter.setPen(ink)
    text = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width() + 1)
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
