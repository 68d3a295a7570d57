"""What stands around the steps of the assistant: where one is, the foot, and reading's progress."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.import_words import STEPS, Step
from refdesk.ui import icons
from refdesk.ui.cards import Card
from refdesk.ui.key_map import KeyMap
from refdesk.ui.parts import RING, Button, Icon, Look, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

DISC, GAP, WAY = 20, 6, 20
WORDS = 96
"""Room that the foot keeps for its sentence, in pixels at 100 %."""
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class StepStrip(QWidget):
    """The steps in a row: those that are done, the one that is now, those that come."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = [_(words) for words in STEPS.values()]
        self.now, self._is_done = Step.FILE, False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.show_step(Step.FILE)

    def show_step(self, now: Step, *, is_done: bool = False) -> None:
        """Show where the person is."""
        self.now, self._is_done = now, is_done
        self.setAccessibleName(
            _("Step {number} of {count}: {title}").format(
                number=now + 1, count=len(self._words), title=self._words[now]
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all steps with their words."""
        return QSize(round(self._wide(range(len(self._words)))), self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Return the size at which only the step that is now has its word."""
        widest = max(self._wide([number]) for number in range(len(self._words)))
        return QSize(round(widest), self._theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint discs, words, and the ways between them."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        every = range(len(self._words))
        worded: Iterable[int] = every if self.width() >= self._wide(every) - 1 else (int(self.now),)
        left, middle = self.width() - self._wide(worded), self.height() / 2
        for number in every:
            self._disc(painter, QPointF(left + px(DISC) / 2, middle), number)
            left += px(DISC)
            if number in worded:
                left += px(GAP)
                font = self._font(number)
                wide = QFontMetricsF(font).horizontalAdvance(self._words[number])
                painter.setFont(font)
                painter.setPen(theme.color("accent" if number == self.now else "text2"))
                painter.drawText(
                    QRectF(left, 0, wide + 2, self.height()), LEFT, self._words[number]
                )
                left += wide
            if number < len(self._words) - 1:
                painter.setPen(QPen(theme.color("line2"), 1))
                way = px(WAY)
                painter.drawLine(QPointF(left + px(6), middle), QPointF(left + way - px(6), middle))
                left += way

    def _font(self, number: int) -> QFont:
        return self._theme.font(Type.STRONG if number == self.now else Type.BODY)

    def _wide(self, worded: Iterable[int]) -> float:
        px = self._theme.px
        wide = px(DISC) * len(self._words) + px(WAY) * (len(self._words) - 1) + 2.0
        for number in worded:
            metrics = QFontMetricsF(self._font(number))
            wide += px(GAP) + metrics.horizontalAdvance(self._words[number])
        return wide

    def _disc(self, painter: QPainter, middle: QPointF, number: int) -> None:
        theme, px = self._theme, self._theme.px
        radius = px(DISC) / 2
        if number < self.now or self._is_done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(middle, radius, radius)
            side = px(12)
            at = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            icons.paint(painter, theme, "check", "onacc", at)
            return
        is_now = number == self.now
        painter.setPen(QPen(theme.color("accent" if is_now else "line2"), px(2) if is_now else 1))
        painter.setBrush(theme.color("soft" if is_now else "surface"))
        painter.drawEllipse(middle, radius - px(1), radius - px(1))
        painter.setFont(theme.font(Type.LABEL))
        painter.setPen(theme.color("accent" if is_now else "text3"))
        at = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(number + 1))


class ImportFoot(QWidget):
    """What is true or missing on the left; close, back and the next step on the right."""

    def __init__(self, theme: Theme, keys: KeyMap) -> None:
        super().__init__()
        self._theme = theme
        self._offers_next = self._offers_back = False
        px = theme.px
        self._icon = Icon(theme, "circle-alert", "danger")
        self.words = Text(theme, "", Type.BODY)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.close_button = Button(theme, _("Close"), keys=keys.keys("close"))
        self.back_button = Button(theme, _("Back"), keys=keys.keys("back"))
        self.next_button = Button(theme, _("Continue"), Look.PRIMARY, keys=keys.keys("go_on"))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(8), px(24 - RING), px(8))
        row.setSpacing(px(8 - RING))
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        for button in (self.close_button, self.back_button, self.next_button):
            row.addWidget(button)
        theme.changed.connect(self.update)
        self.say("")

    def say(self, words: str, *, problem: bool = False) -> None:
        """Say what would come in, or what is missing."""
        self._icon.setVisible(problem)
        self.words.setText(words)
        self.words.setToolTip(words)
        self.words.set_ink("danger" if problem else "text2")

    def offer(self, verb: str, *, back: bool, can: bool = True) -> None:
        """Offer the next step by its verb, or none; and the step before."""
        if verb:
            self.next_button.set_words(verb)
        self.next_button.setEnabled(can)
        self._offers_next, self._offers_back = bool(verb), back
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the width at which the next step is still in sight."""
        return QSize(self._theme.px(320), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Do without Close, and then without Back, where there is no room: their keys stay."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self._theme.px(48 + WORDS)
        for button, wanted in (
            (self.next_button, self._offers_next),
            (self.back_button, self._offers_back),
            (self.close_button, True),
        ):
            room -= button.sizeHint().width() + self._theme.px(8 - RING) if wanted else 0
            first = button is self.next_button or not self._offers_next
            button.setVisible(wanted and (room >= 0 or first))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line above it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface2"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.color("line"))


class Bar(QWidget):
    """How far something is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.share: float | None = None
        self.setFixedHeight(theme.px(6))
        theme.changed.connect(self.update)

    def show_share(self, share: float | None) -> None:
        """Show another share of the whole, None where the whole is not known."""
        self.share = share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the whole and the share."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole, round_ = QRectF(self.rect()), self._theme.px(3)
        painter.setBrush(self._theme.color("bar2"))
        painter.drawRoundedRect(whole, round_, round_)
        if self.share is not None:
            whole.setWidth(max(whole.width() * min(self.share, 1.0), self._theme.px(6)))
            painter.setBrush(self._theme.color("accent"))
            painter.drawRoundedRect(whole, round_, round_)


class Reading(QWidget):
    """What is shown while a file is read: words, how far it is, Cancel."""

    stopped = Signal()

    def __init__(self, theme: Theme, keys: KeyMap) -> None:
        super().__init__()
        px = theme.px
        self.words = Text(theme, "", Type.STRONG)
        self.hint = Text(theme, "", Type.BODY, "text2")
        self.hint.setWordWrap(True)
        self.bar = Bar(theme)
        self.button = Button(theme, _("Cancel"), keys=keys.keys("cancel"))
        self.button.clicked.connect(self.stopped)
        card = Card(theme)
        card.setMaximumWidth(px(520))
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.button)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(16), px(8), px(12), px(16))
        inside.setSpacing(px(8))
        inside.addLayout(head)
        inside.addWidget(self.bar)
        inside.addWidget(self.hint)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 10)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(24), px(24), px(24))
        whole.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(2)
        self._verb = ""

    def begin(self, verb: str) -> None:
        """Say what is being done."""
        self._verb = verb
        self.words.setText(verb)
        self.hint.setText(_("Nothing is changed by reading. You can go on working meanwhile."))
        self.bar.show_share(None)
        self.button.setEnabled(True)
        self.setAccessibleName(verb)

    def step(self, done: int, total: int | None, words: str) -> None:
        """Show how far it is."""
        self.bar.show_share(done / total if total else None)
        self.words.setText(words or self._verb)

    def stop(self) -> None:
        """Say that it is being stopped."""
        self.words.setText(_("Stopping …"))
        self.button.setEnabled(False)
