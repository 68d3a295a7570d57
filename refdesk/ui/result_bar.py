"""The bars at the bottom: what was done, with Undo; what is running, with Cancel."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QEnterEvent,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.ui import icons, keycaps
from refdesk.ui.parts import Button, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

SHOWN_MS = 8_000
"""How long a result can be read and undone from the bar."""
HEIGHT = 38


class Sort(enum.Enum):
    """What sort of news the bar tells, and its mark."""

    DONE = "circle-check"
    REMARK = "info"
    REFUSED = "triangle-alert"


class UndoButton(QAbstractButton):
    """Undo, on the dark ground of the bar; never takes the focus from what one does."""

    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__()
        self._theme, self.keys = theme, keys
        self.setText(_("Undo"))
        self.setAccessibleName(_("Undo what was just done"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the size of the word and its key."""
        px = self._theme.px
        words = QFontMetricsF(self._theme.font(Type.STRONG)).horizontalAdvance(self.text())
        wide = px(12) + words + px(8) + keycaps.width(self._theme, self.keys) + px(12)
        return QSize(round(wide), px(HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is here."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer has left."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the word and its key."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        font = theme.font(Type.STRONG)
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(theme.color("surface"))
        words = QFontMetricsF(font).horizontalAdvance(self.text())
        at = QRectF(px(12), 0, words + 2, self.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, self.text())
        left, middle = px(12) + words + px(8), self.height() / 2
        cap = QRectF(left, middle - px(9), keycaps.width(theme, self.keys), px(18))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("surface"), 1))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        painter.setFont(theme.font(Type.KEYCAP))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keycaps.key_text(self.keys))


class ResultBar(QWidget):
    """What was just done, or why it was not; goes by itself."""

    undo_asked = Signal()

    def __init__(self, theme: Theme, keys: str, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self.lift = 0
        self.sort = Sort.DONE
        self.back: Callable[[], None] | None = None
        """What Undo does in place of undoing the newest change, until something else is told."""
        px = theme.px
        self.words = Text(theme, "", Type.BODY, "surface")
        self.words.setWordWrap(True)
        self.undo_button = UndoButton(theme, keys)
        self.undo_button.clicked.connect(self.undo_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(40), 0, px(4), 0)
        row.setSpacing(px(4))
        row.addWidget(self.words, 1)
        row.addWidget(self.undo_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        theme.changed.connect(self.update)
        self.hide()

    def tell(
        self,
        words: str,
        sort: Sort = Sort.DONE,
        *,
        undo: bool = False,
        back: Callable[[], None] | None = None,
    ) -> None:
        """Show what was done, for eight seconds, and have a screen reader say it."""
        self.sort, self.back = sort, back
        self.words.setText(words)
        self.undo_button.setVisible(undo or back is not None)
        self.setAccessibleName(words)
        self.place()
        self.show()
        self.raise_()
        self.update()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def place(self) -> None:
        """Stand at the bottom of the page, as wide as the words need; long ones take more lines."""
        over = self._over
        px = self._theme.px
        undo = self.undo_button.sizeHint().width() if not self.undo_button.isHidden() else px(8)
        metrics = QFontMetricsF(self._theme.font(Type.BODY))
        words = metrics.horizontalAdvance(self.words.text()) + 1
        taken = round(px(40) + px(12) + undo)
        wide = min(round(words) + taken, over.width() - px(48))
        lines = metrics.boundingRect(
            QRectF(0, 0, wide - taken, over.height()),
            Qt.TextFlag.TextWordWrap,
            self.words.text(),
        )
        high = max(px(HEIGHT), round(lines.height()) + px(20))
        self.setGeometry(px(24), over.height() - self.lift - high - px(12), wide, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dark ground and the mark of the news."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text"))
        painter.drawRoundedRect(QRectF(self.rect()), px(6), px(6))
        square = QRectF(px(14), self.height() / 2 - px(8), px(16), px(16))
        icons.paint(painter, theme, self.sort.value, "surface", square)


class ProgressBar(QWidget):
    """What is running: words, how far it is, Cancel."""

    def __init__(self, theme: Theme, keys: str, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self._share: float | None = None
        self.lift = 0
        px = theme.px
        self.words = Text(theme, "", Type.STRONG)
        self.cancel_button = Button(theme, _("Cancel"), keys=keys, height=26)
        self.cancel_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cancel: Callable[[], None] | None = None
        self.cancel_button.clicked.connect(self.cancel)
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.cancel_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(6), px(10), px(16))
        whole.addLayout(head)
        theme.changed.connect(self.update)
        self.hide()

    def begin(self, words: str, cancel: Callable[[], None]) -> None:
        """Show that something is running."""
        self._cancel, self._share = cancel, None
        self.cancel_button.setEnabled(True)
        self._say(words)
        self.place()
        self.show()
        self.raise_()

    def step(self, done: int, total: int | None, words: str) -> None:
        """Show how far it is."""
        self._share = done / total if total else None
        counted = _("{words}: {done} of {total}").format(
            words=words, done=f"{done:,}", total=f"{total or 0:,}"
        )
        self._say(counted if total else words)
        self.update()

    def cancel(self) -> None:
        """Ask what is running to stop."""
        if self._cancel is not None and self.isVisible():
            self.cancel_button.setEnabled(False)
            self._say(_("Stopping …"))
            self._cancel()

    def end(self) -> None:
        """Nothing is running any more."""
        self._cancel = None
        self.hide()

    def place(self) -> None:
        """Stand at the bottom of the page."""
        over = self._over
        px = self._theme.px
        wide = min(px(420), over.width() - px(48))
        self.setGeometry(px(24), over.height() - self.lift - px(64 + 12), wide, px(64))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card and the bar."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(theme.color("surface"))
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(whole, px(8), px(8))
        bar = QRectF(px(16), self.height() - px(16), self.width() - px(32), px(6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("bar2"))
        painter.drawRoundedRect(bar, px(3), px(3))
        if self._share is not None:
            bar.setWidth(max(bar.width() * min(self._share, 1.0), px(6)))
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(bar, px(3), px(3))

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)
