"""The counts of what rows come to, as chips that narrow the list to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from refdesk.screens.spec import Mark
from refdesk.ui import icons
from refdesk.ui.editors.flow import Flow
from refdesk.ui.row_painter import TONES
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

HIGH, SIDE, ICON, GAP = 28, 10, 14, 6
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows come to one thing."""

    code: str
    label: str
    count: int
    mark: Mark

    @property
    def words(self) -> str:
        """As in ``New 214``."""
        return f"{self.label} {self.count:,}"


class CountChip(QAbstractButton):
    """One count; the chosen one is what the list shows."""

    def __init__(self, theme: Theme, count: Count) -> None:
        super().__init__()
        self._theme, self.count = theme, count
        self.setCheckable(True)
        self.setText(count.words)
        self.setAccessibleName(count.words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of icon and words."""
        px = self._theme.px
        words = QFontMetricsF(self._theme.font(Type.STRONG)).horizontalAdvance(self.text())
        icon = px(ICON + GAP) if self.count.mark.icon else 0
        return QSize(round(words) + icon + 2 * px(SIDE) + 2, px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the row of chips; Enter chooses as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, focus = self.isChecked(), self.hasFocus()
        wide = px(2) if focus else 1
        edge = "accent" if on or focus else "line2"
        painter.setPen(QPen(theme.color(edge), wide))
        hover = "surface2" if self.underMouse() else "surface"
        painter.setBrush(theme.color("soft" if on else hover))
        half = wide / 2
        body = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(body, px(6), px(6))
        left = px(SIDE)
        mark = self.count.mark
        if mark.icon:
            size = px(ICON)
            ink = "accent" if on else TONES[mark.tone][0]
            square = QRectF(left, (self.height() - size) / 2, size, size)
            icons.paint(painter, theme, mark.icon, ink, square)
            left += size + px(GAP)
        painter.setFont(theme.font(Type.STRONG if on else Type.BODY))
        painter.setPen(theme.color("accent" if on else "text"))
        at = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(
            at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )


class CountChips(QWidget):
    """All counts: one tab stop, the arrows choose."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.chips: list[CountChip] = []
        self.setAccessibleName(name)
        self._flow = Flow(theme.px(8))
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Claim the height of all rows of chips: a low window must not cut the last."""
        super().resizeEvent(event)
        self._claim()

    def _claim(self) -> None:
        self.setMinimumHeight(self._flow.heightForWidth(self.width()))

    def code(self) -> str:
        """Return the code of the chosen count."""
        return next((chip.count.code for chip in self.chips if chip.isChecked()), "")

    def show_counts(self, counts: Sequence[Count], now: str) -> None:
        """Show these counts, one of them chosen."""
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [CountChip(self._theme, count) for count in counts]
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.clicked.connect(lambda _on, at=chip: self._press(at))
            chip.show()
        known = [chip.count.code for chip in self.chips]
        self.choose(now if now in known else known[0] if known else "")
        self._claim()
        self.updateGeometry()
        if had_focus:
            self.setFocus()

    def choose(self, code: str) -> None:
        """Show another count as chosen; `chosen` is not emitted."""
        for chip in self.chips:
            is_it = chip.count.code == code
            chip.setChecked(is_it)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_it else Qt.FocusPolicy.ClickFocus)
            if is_it:
                self.setFocusProxy(chip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the next count."""
        step = STEPS.get(Qt.Key(event.key()))
        here = next((n for n, chip in enumerate(self.chips) if chip.isChecked()), None)
        if step is None or here is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
            return
        there = self.chips[(here + step) % len(self.chips)]
        self._press(there)
        there.setFocus(Qt.FocusReason.TabFocusReason)

    def _press(self, chip: CountChip) -> None:
        self.choose(chip.count.code)
        self.chosen.emit(chip.count.code)
