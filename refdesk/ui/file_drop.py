"""Files that are held over a widget and dropped: what takes them, and the place that says so."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDropEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.services.attachments import Brought, from_path
from refdesk.ui.parts import Icon, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

_HELD = {QEvent.Type.DragEnter, QEvent.Type.DragMove}


class FileDrop(QObject):
    """Lets a widget take files that are dropped on it or on what is in it.

    Args:
        over: the widget.
    """

    held = Signal(bool)
    """Files are held over the widget, or no more."""
    dropped = Signal(object)
    """What was dropped, as a list of `Brought`."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files; whatever else is held goes to whoever is behind."""
        kind = event.type()
        if kind is QEvent.Type.DragLeave:
            self.held.emit(False)  # noqa: FBT003  Qt's
        elif isinstance(event, QDropEvent) and (kind in _HELD or kind is QEvent.Type.Drop):
            if not brings(event.mimeData()):
                return super().eventFilter(watched, event)
            event.setDropAction(Qt.DropAction.CopyAction)  # a move would delete it where it lies
            event.accept()
            self.held.emit(kind is not QEvent.Type.Drop)
            if kind is QEvent.Type.Drop:
                self.dropped.emit(brought(event.mimeData()))
            return True
        return super().eventFilter(watched, event)


def brings(mime: QMimeData) -> bool:
    """Tell whether there are files or a picture in what is held or was copied."""
    return any(url.isLocalFile() for url in mime.urls()) or mime.hasImage()


def brought(mime: QMimeData) -> list[Brought]:
    """Return the files, or the picture, of what was dropped or copied."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return [from_path(path) for path in paths]
    picture = mime.imageData()
    if not isinstance(picture, QImage) or picture.isNull():
        return []
    return [Brought(_("Picture.png"), partial(_as_png, picture))]


def _as_png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt a text
    return bytes(buffer.data().data())


class DropPlace(QWidget):
    """Says in a line that files can be dropped here."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_over, self._words = False, ""
        px = theme.px
        self.icon = Icon(theme, "lock", "text3")
        self.words = Text(theme, "", Type.BODY, "text3")
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(16), px(24), px(12))
        row.setSpacing(px(8))
        row.addWidget(self.icon)
        row.addWidget(self.words, 1)
        theme.changed.connect(self.update)
        self.hide()

    def say(self, words: str) -> None:
        """Show other words, or nothing at all."""
        self._words = words
        self.setVisible(bool(words))
        self.show_over(over=False)

    def show_over(self, *, over: bool) -> None:
        """Show whether files are held over it."""
        self._is_over = over
        token = "accent" if over else "text3"
        self.icon.token = token
        self.icon.update()
        self.words.set_ink(token)
        self.words.setText(_("Let go to put it in") if over else self._words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the dashes around it."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent" if self._is_over else "line2"), px(1))
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(theme.color("soft" if self._is_over else "surface"))
        body = QRectF(self.rect()).adjusted(px(12) + 0.5, px(8) + 0.5, -px(12) - 0.5, -px(4) - 0.5)
        painter.drawRoundedRect(body, px(6), px(6))
