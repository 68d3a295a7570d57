"""Paints the rows of a file: the box, the number, the mark with its word, the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from refdesk.i18n import _, plural
from refdesk.screens.import_words import CHANGING, LEFT_OUT, MARKS
from refdesk.ui import icons
from refdesk.ui.row_painter import TONES
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from refdesk.services.looked import RowLook
    from refdesk.ui.import_rows import LookModel

Index = QModelIndex | QPersistentModelIndex
BRING, NUMBER, OUTCOME, TITLE, SAYS = range(5)
PADDING, BOX = 12, 16
MOST_FIELDS = 4
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
SELECTED = QStyle.StateFlag.State_Selected


def outcome_words(row: RowLook) -> str:
    """Return what a row is, also where a person leaves it out."""
    if row.outcome in CHANGING and not row.included:
        return _("{outcome}, left out").format(outcome=_(row.outcome.label))
    return str(_(row.outcome.label))


def says(row: RowLook) -> str:
    """Return in one line why a row does not come in, or what it changes."""
    if row.reason:
        return " ".join(row.reason.split())
    changes = [one for one in row.changes if not one.kept and one.after != row.title]
    shown = [_change(one.label, one.before, one.after) for one in changes[:MOST_FIELDS]]
    if len(changes) > MOST_FIELDS:
        more = len(changes) - MOST_FIELDS
        shown.append(plural("and {count} more", "and {count} more", more))
    return "; ".join(shown)


def _change(label: str, before: str, after: str) -> str:
    before, after = (" ".join(one.split()) for one in (before, after))
    if not before:
        return f"{label}: {after}"
    return _("{field}: {before} → {after}").format(
        field=label, before=before, after=after or _("empty")
    )


class LookPainter(QStyledItemDelegate):
    """Paints the box, the number, the mark with its word, and the texts."""

    def __init__(self, theme: Theme, model: LookModel, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._model, self._view = theme, model, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell with its share of the row's ground."""
        theme, px = self._theme, self._theme.px
        state: QStyle.StateFlag = option.state
        at, selected = QRectF(option.rect), bool(state & SELECTED)
        row, column = self._model.at(index.row()), index.column()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(option.rect, theme.color("soft" if selected else "surface"))
        painter.fillRect(QRectF(at.left(), at.bottom() - 1, at.width(), 1), theme.color("line"))
        if column == 0 and index.row() == self._view.currentIndex().row():
            bar = "accent" if self._view.hasFocus() else "line2"
            painter.fillRect(QRectF(at.left(), at.top(), px(3), at.height()), theme.color(bar))
        if row is None:
            painter.restore()
            return
        inner = at.adjusted(px(PADDING), 0, -px(PADDING), -1)
        out = row.outcome in CHANGING and not row.included
        if column == BRING:
            self._box(painter, inner, row)
        elif column == OUTCOME:
            self._chip(painter, inner, row)
        else:
            words = str(index.data() or "")
            ink = "text3" if out or column == NUMBER else "text2" if column == SAYS else "text"
            if column == SAYS and row.reason and not out:
                ink = "text"
            end = Qt.AlignmentFlag.AlignRight if column == NUMBER else Qt.AlignmentFlag.AlignLeft
            use = Type.STRONG if column == TITLE else Type.BODY
            self._words(painter, inner, words, use, ink, end)
        painter.restore()

    def _box(self, painter: QPainter, at: QRectF, row: RowLook) -> None:
        if row.outcome not in CHANGING:
            return
        theme, px = self._theme, self._theme.px
        size = px(BOX)
        box = QRectF(at.left(), at.center().y() - size / 2, size, size)
        painter.setPen(QPen(theme.color("accent" if row.included else "line2"), 1.5))
        painter.setBrush(theme.color("accent" if row.included else "surface"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), px(3), px(3))
        if row.included:
            inset = px(2)
            mark = box.adjusted(inset, inset, -inset, -inset)
            icons.paint(painter, theme, "check", "onacc", mark)

    def _chip(self, painter: QPainter, at: QRectF, row: RowLook) -> None:
        theme, px = self._theme, self._theme.px
        out = row.outcome in CHANGING and not row.included
        mark = LEFT_OUT if out else MARKS[row.outcome]
        ink = TONES[mark.tone][0]
        size = px(14)
        square = QRectF(at.left(), at.center().y() - size / 2, size, size)
        icons.paint(painter, theme, mark.icon, ink, square)
        words = at.adjusted(size + px(6), 0, 0, 0)
        self._words(painter, words, outcome_words(row), Type.LABEL, ink, Qt.AlignmentFlag.AlignLeft)

    def _words(
        self,
        painter: QPainter,
        at: QRectF,
        words: str,
        use: Type,
        ink: str,
        side: Qt.AlignmentFlag,
    ) -> None:
        font = self._theme.font(use)
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, MIDDLE | side, shown)
