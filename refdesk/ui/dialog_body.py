"""What stands between the title of a dialog and its buttons: it scrolls where the screen is low."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

AROUND = 36
"""What stays in sight above and below the field with the focus, in pixels at 100 %."""


class DialogBody(QScrollArea):
    """As high as what is in it, and no higher than it may be.

    Args:
        theme: colours and sizes.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._most = 1 << 20
        self._inside = QWidget()
        self.rows = QVBoxLayout(self._inside)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inside)
        for ground in (self.viewport(), self._inside):
            ground.setAutoFillBackground(False)
        self._inside.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def allow(self, most: int) -> None:
        """Be no higher than this, and scroll instead."""
        if most != self._most:
            self._most = most
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size at which nothing scrolls, as far as that is allowed."""
        least = self.minimumSizeHint()
        wide = max(self.rows.sizeHint().width(), least.width())
        return self._bounded(QSize(wide, self.rows.totalHeightForWidth(self._wide())))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which nothing scrolls, as far as that is allowed."""
        wide = self.rows.minimumSize().width()
        return self._bounded(QSize(wide, self.rows.totalMinimumHeightForWidth(self._wide())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what is in it, and keep the field with the focus in sight meanwhile."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        elif event.type() == QEvent.Type.Resize:
            self._follow_focus(None, QApplication.focusWidget())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as what is in it at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        self._follow_focus(None, QApplication.focusWidget())

    def _wide(self) -> int:
        return max(self.viewport().width() if self.isVisible() else 0, self.minimumWidth())

    def _bounded(self, size: QSize) -> QSize:
        if size.height() <= self._most:
            return size
        return QSize(size.width() + self.verticalScrollBar().sizeHint().width(), self._most)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._inside.isAncestorOf(now):
            # Of a text Qt would show only the line with the cursor.
            top, around = now.mapTo(self._inside, QPoint()).y(), self._theme.px(AROUND)
            for edge in (top + now.height(), top):
                self.ensureVisible(0, edge, 0, around)
