"""The frame of every dialog: a title, what it is about, and its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.ui.dialog_body import DialogBody
from refdesk.ui.parts import RING, Button, Look, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from refdesk.ui.window_actions import WindowActions

FRAME = 32
"""What the frame of a window takes of the height of a screen, in pixels at any scale of ours."""


class Dialog(QDialog):
    """A dialog over its window; shown with `open`, never with a loop of its own.

    It is no larger than the screen: the body scrolls then, and the buttons stay in sight.

    Args:
        theme: colours and sizes.
        title: what it is about, as its heading; the window's title stays free of content.
        over: the widget it belongs to.
        width: of the content, in pixels at 100 %.
    """

    def __init__(self, theme: Theme, title: str, over: QWidget | None, width: int = 480) -> None:
        super().__init__(over.window() if over else None)
        self._theme = theme
        px = theme.px
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("RefDesk"))
        self.setAccessibleName(title)
        self.setMinimumWidth(min(px(width), self.screen().availableSize().width()))
        self.title = Text(theme, title, Type.TITLE)
        self.title.setWordWrap(True)
        self._area = DialogBody(theme)
        self.body = self._area.rows
        self.body.setSpacing(px(8))
        self.body.setContentsMargins(0, 0, px(RING), 0)  # in line with the buttons
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(px(8 - RING))
        self.buttons.addStretch(1)
        whole = QVBoxLayout(self)
        edges = (px(24), px(20), px(24 - RING), px(20 - RING))
        self._area.setMinimumWidth(self.minimumWidth() - edges[0] - edges[2])
        whole.setContentsMargins(*edges)
        whole.setSpacing(px(12))
        whole.addWidget(self.title)
        whole.addWidget(self._area, 1)
        whole.addLayout(self.buttons)
        theme.changed.connect(self.update)
        self._bind_keys()

    def room(self) -> int:
        """Return how high the screen lets it be."""
        return self.screen().availableSize().height() - FRAME

    def leave(self) -> None:
        """Keep what was typed: the desk is about to be locked."""

    def add_button(self, text: str, look: Look = Look.DEFAULT, *, keys: str = "") -> Button:
        """Add a button at the right; the primary one is pressed by Enter."""
        button = Button(self._theme, text, look, keys=keys, height=36)
        button.setAutoDefault(False)
        if look is Look.PRIMARY:
            button.setDefault(True)
        self.buttons.addWidget(button)
        return button

    def add_cancel(self, text: str = "") -> Button:
        """Add the button that closes the dialog and changes nothing."""
        button = self.add_button(text or _("Cancel"), keys="Esc")
        button.clicked.connect(self.reject)
        return button

    def ask_help(self) -> None:
        """Show the help that belongs to the dialog."""
        below = self._window_below()
        if below is not None:
            below.show_help(over=self)

    def event(self, event: QEvent) -> bool:
        """Grow with what is in it: a sentence that takes a second line pushes no field together."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the screen from the start."""
        self._make_room()
        super().showEvent(event)

    def _make_room(self) -> None:
        whole = self.layout()
        if whole is None or not self.isVisible():
            return
        # A window's layout minds how high it must be for its width only when it is asked.
        around = whole.totalMinimumHeightForWidth(self.width())
        around -= self._area.minimumSizeHint().height()
        self._area.allow(self.room() - around)
        whole.invalidate()
        needed = whole.totalMinimumHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)
        elif self.height() > self.room():
            self.resize(self.width(), self.room())

    def _bind_keys(self) -> None:
        """Let the keys for locking and for help act here too: the window is deaf meanwhile."""
        below = self._window_below()
        if below is not None:
            keys = below.keys.keys
            QShortcut(QKeySequence(keys("lock")), self, below.lock_asked.emit)
            QShortcut(QKeySequence(keys("help")), self, self.ask_help)

    def _window_below(self) -> WindowActions | None:
        """Return the window of the desk, if the dialog stands over one."""
        below = self.parentWidget()
        while below is not None and not hasattr(below, "lock_asked"):
            below = below.parentWidget()
        return cast("WindowActions", below) if hasattr(below, "keys") else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
