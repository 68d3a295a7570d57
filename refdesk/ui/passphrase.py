"""The field a passphrase is typed into, with a button that shows it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from refdesk.i18n import _
from refdesk.ui import icons, keycaps
from refdesk.ui.theme import Theme

SHOW_KEYS = "Alt+S"


class EyeButton(QAbstractButton):
    """Shows and hides what was typed."""

    def __init__(self, theme: Theme, parent: QLineEdit) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes on to the next answer; Alt+S shows
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setShortcut(SHOW_KEYS)
        self.toggled.connect(self._say)
        theme.changed.connect(self.update)
        self._say()

    def sizeHint(self) -> QSize:
        """Return the size of the icon and the key."""
        px = self._theme.px
        wide = px(16) + px(6) + keycaps.width(self._theme, SHOW_KEYS) + 2 * px(4)
        return QSize(round(wide), px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the eye and its key."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        name = "eye-off" if self.isChecked() else "eye"
        square = QRectF(px(4), middle - px(8), px(16), px(16))
        icons.paint(painter, theme, name, "text2", square)
        left = px(4) + px(16) + px(6)
        keycaps.paint(painter, theme, left, middle, SHOW_KEYS, on_accent=False)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(4), px(4))

    def _say(self) -> None:
        words = _("Hide the passphrase") if self.isChecked() else _("Show the passphrase")
        self.setAccessibleName(words)
        self.setToolTip(words)


class PassphraseField(QLineEdit):
    """One line of dots.

    Args:
        theme: colours and sizes.
        has_eye: whether a button in it shows what was typed.
    """

    caps_changed = Signal(bool)

    def __init__(self, theme: Theme, *, has_eye: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._caps = False
        self.setAccessibleName(_("Passphrase"))
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(1_000)
        self.setProperty("tall", "true")
        hint = Qt.InputMethodHint
        self.setInputMethodHints(
            hint.ImhHiddenText
            | hint.ImhSensitiveData
            | hint.ImhNoPredictiveText
            | hint.ImhNoAutoUppercase
        )
        self.eye = EyeButton(theme, self)
        self.eye.toggled.connect(self.show_words)
        if has_eye:
            self.setTextMargins(0, 0, self.eye.sizeHint().width(), 0)
        else:
            self.eye.setEnabled(False)  # and with it its keys
            self.eye.hide()

    def mark_wrong(self, *, wrong: bool) -> None:
        """Show or take away the border of a field that needs another value."""
        if wrong == (self.property("wrong") == "true"):
            return
        self.setProperty("wrong", "true" if wrong else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def wipe(self) -> None:
        """Empty the field and hide what is typed next."""
        self.clear()
        self.eye.setChecked(False)
        self.show_words(shown=False)
        self._tell_caps(is_on=False)

    def show_words(self, shown: bool) -> None:  # noqa: FBT001  Qt's
        """Show what is typed, or dots."""
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice by the letters that come whether Caps Lock is on; Qt does not tell."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock and self._caps:
            self._tell_caps(is_on=False)
        elif len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell_caps(is_on=letter.isupper() and not with_shift)
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right."""
        super().resizeEvent(event)
        size = self.eye.sizeHint()
        self.eye.resize(size)
        left = self.width() - size.width() - self._theme.px(6)
        self.eye.move(left, (self.height() - size.height()) // 2)

    def _tell_caps(self, *, is_on: bool) -> None:
        if is_on != self._caps:
            self._caps = is_on
            self.caps_changed.emit(is_on)
