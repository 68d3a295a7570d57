"""How hard the passphrase that is being typed is to guess: a bar and words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from refdesk.screens.strength import Grade, Strength
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

INKS = {Grade.TOO_WEAK: "danger", Grade.WEAK: "warn", Grade.GOOD: "ok", Grade.STRONG: "ok"}


class Bar(QWidget):
    """As many of four segments as the passphrase deserves; the words beside it say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grade: Grade | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_grade(self, grade: Grade | None) -> None:
        """Fill other segments."""
        self._grade = grade
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the segments."""
        return QSize(self._theme.px(200), self._theme.px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint filled segments, then outlined ones."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = theme.px(4)
        wide = (self.width() - gap * (len(Grade) - 1)) / len(Grade)
        filled = self._grade.value if self._grade else 0
        for place in range(len(Grade)):
            at = QRectF(place * (wide + gap), 0, wide, self.height())
            if self._grade and place < filled:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(INKS[self._grade]))
                painter.drawRoundedRect(at, theme.px(3), theme.px(3))
            else:
                painter.setPen(QPen(theme.color("line2"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(at.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)


class StrengthMeter(QWidget):
    """The bar, the verdict and how to better it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.bar = Bar(theme)
        self.verdict = Text(theme, "", Type.LABEL, "text3")
        self.advice = Text(theme, "", Type.SMALL, "text3")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, theme.px(1), 0, theme.px(2))
        rows.setSpacing(theme.px(4))
        rows.addWidget(self.bar)
        for words in (self.verdict, self.advice):
            words.setWordWrap(True)
            rows.addWidget(words)
        self.judge(None)

    def judge(self, found: Strength | None) -> None:
        """Show a verdict; None while nothing is typed."""
        self.bar.show_grade(found.grade if found else None)
        self.verdict.setText(found.verdict if found else "")
        self.verdict.setVisible(found is not None)
        self.verdict.set_ink(INKS[found.grade] if found else "text3")
        self.advice.setText(" ".join(found.advice) if found else "")
        self.advice.setVisible(bool(found and found.advice))
