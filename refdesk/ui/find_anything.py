"""Finding anything from anywhere: a line over the window, and below it what fits as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from shiboken6 import isValid

from refdesk.i18n import _, plural
from refdesk.screens.anything import COMMANDS, DIGITS
from refdesk.screens.hits import COUNTED, NOTHING, Answer
from refdesk.ui.ask_line import ENTER, AskLine
from refdesk.ui.cards import Line
from refdesk.ui.dialog import Dialog
from refdesk.ui.hit_list import HitList
from refdesk.ui.keycaps import KeyHints
from refdesk.ui.parts import Button, Icon, Look, Text
from refdesk.ui.scrim import Scrim
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.screens.anything import Anything
    from refdesk.screens.commands import Commands
    from refdesk.ui.host import Host
    from refdesk.ui.jobs import Job

WIDE, HEAD, FOOT, NOTHING_HIGH, RADIUS = 640, 52, 36, 56, 10
TOP, AROUND = 88, 16
"""How far below the top of the window it stands, and the least room around it."""
LONGEST = 200


class FindAnything(Dialog):
    """Shows what fits, and hands over what was chosen.

    Args:
        host: the window.
        anything: looks it up.
        commands: that can be done where the person is.
        over: the widget it opens over.
        text: to begin with.
    """

    chosen = Signal(object)

    def __init__(
        self, host: Host, anything: Anything, commands: Commands, over: QWidget, text: str = ""
    ) -> None:
        super().__init__(host.theme, _("Find anything"), over, WIDE)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._host, self._anything, self._commands = host, anything, commands
        self._asked = self._answered = 0
        self._opens_first = False
        self._job: Job[Answer] | None = None
        self.answer = Answer()
        theme = host.theme
        self.line = AskLine()
        self.line.setMaxLength(LONGEST)
        self.line.setFrame(False)
        self.line.setAccessibleName(_("Find anything"))
        self.line.setPlaceholderText(_("People, practices, patients, letters, commands"))
        self.count = Text(theme, "", Type.SMALL, "text2")
        self.list = HitList(theme)
        self.nothing = Text(theme, _(NOTHING), Type.BODY, "text3")
        self.nothing.hide()
        self._scrim: Scrim | None = None
        self._lay_out()
        self.line.textEdited.connect(self._ask)
        self.line.stepped.connect(self.list.step)
        self.line.ended.connect(self.list.to_end)
        self.list.taken.connect(self.take)
        self.list.currentRowChanged.connect(lambda _row: self._say())
        theme.changed.connect(self._dress)
        self._dress()
        self.line.setText(text)
        self.line.selectAll()
        self._ask()
        host.jobs.run_query(anything.warm, lambda _words: None)
        self.line.setFocus()

    @property
    def is_waiting(self) -> bool:
        """Whether what is shown is not yet for what was typed."""
        return self._answered != self._asked

    def take(self) -> None:
        """Open the chosen hit; while what was typed last is looked up, the first of that."""
        if self.is_waiting:
            self._opens_first = True
            return
        hit = self.list.hit()
        if hit is not None:
            self.accept()
            self.chosen.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; Esc closes."""
        if event.key() in ENTER:
            self.take()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Shade the window, and stand before it."""
        below = self.parentWidget()
        if below is not None and self._scrim is None:
            self._scrim = Scrim(below, self._place)
            self._scrim.show()
        self._place()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners off where no desktop blends them with what is below."""
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":
            radius, path = self._theme.px(RADIUS), QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), radius, radius)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def done(self, result: int) -> None:
        """Close, and let the window be seen and typed into again."""
        below = self.parentWidget()
        self._lift_shade()
        super().done(result)
        if below is not None and below.isVisible():
            below.activateWindow()

    def leave(self) -> None:
        """Forget what was typed and found: the desk is about to be locked."""
        self._asked += 1
        self._lift_shade()
        self.list.blockSignals(True)  # noqa: FBT003  Qt's: nobody is to hear of it any more
        self.list.clear()
        self.line.clear()

    # Inside

    def _lay_out(self) -> None:
        theme, px = self._theme, self._theme.px
        self.title.hide()
        head = QWidget()
        head.setFixedHeight(px(HEAD))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(16), 0, px(12), 0)
        row.setSpacing(px(8))
        self.close_button = Button(theme, "", Look.QUIET, keys="Esc", height=26)
        self.close_button.setAccessibleName(_("Close"))
        self.close_button.setToolTip(_("Close"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        row.addWidget(Icon(theme, "search", "accent", 20))
        row.addWidget(self.line, 1)
        row.addWidget(self.count)
        row.addWidget(self.close_button)
        pad = px(16)
        self.nothing.setContentsMargins(pad, 0, pad, 0)
        self.nothing.setWordWrap(True)
        whole = self.layout()
        if whole is not None:
            whole.setContentsMargins(1, 1, 1, 1)
            whole.setSpacing(0)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        for part in (head, Line(theme), self.list, self.nothing, Line(theme), self._foot()):
            self.body.addWidget(part)
        self.body.setStretch(2, 1)

    def _foot(self) -> QWidget:
        theme, px = self._theme, self._theme.px
        foot = QWidget()
        foot.setFixedHeight(px(FOOT))
        moves, starts = KeyHints(theme), KeyHints(theme)
        moves.show_hints((("↑ ↓", _("choose")), (_("Enter"), _("open"))))
        starts.show_hints(((COMMANDS, _("commands")), (DIGITS, _("phone digits"))))
        starts.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(16), 0, px(4), 0)
        row.setSpacing(px(12))
        row.addWidget(moves, 1)
        row.addWidget(Text(theme, _("Start with"), Type.SMALL, "text2"))
        row.addWidget(starts)
        return foot

    def _dress(self) -> None:
        t = self._theme.tokens
        self.line.setFont(self._theme.font(Type.ASKED))
        self.line.setStyleSheet(
            f"QLineEdit, QLineEdit:focus {{ background: transparent; color: {t.text}; border: 0;"
            " padding: 0; min-height: 0; }"
        )

    def _ask(self) -> None:
        """Look up what is typed now; what is still waiting to be looked up is not wanted."""
        self._asked += 1
        self._opens_first = False
        if self._job is not None:
            self._job.cancel()
        find = partial(self._anything.find, self.line.text(), self._commands)
        self._job = self._host.jobs.run_query(find, partial(self._show, self._asked))

    def _show(self, number: int, answer: Answer) -> None:
        if not isValid(self) or number != self._asked:
            return
        self._answered, self.answer = number, answer
        has_hits = bool(answer.hits)
        is_asking = bool(self.line.text().strip())
        self.list.blockSignals(True)  # noqa: FBT003  Qt's: it is said once, with the count
        self.list.show_answer(answer)
        self.list.blockSignals(False)  # noqa: FBT003  Qt's
        self.list.setVisible(has_hits)
        self.nothing.setVisible(not has_hits)
        self.count.setText(_counted(answer) if is_asking else "")
        self._place()
        self._say(_counted(answer))
        if self._opens_first:
            self.take()

    def _say(self, before: str = "") -> None:
        """Tell screen readers what is chosen, after how many were found where that is new."""
        hit, hits = self.list.hit(), self.answer.hits
        said = before if hit is not None else _(NOTHING)
        if hit is not None:
            named = ", ".join(filter(None, (hit.title, hit.detail)))
            place = _("{name}, {number} of {count}").format(
                name=named, number=hits.index(hit) + 1, count=len(hits)
            )
            said = ". ".join(filter(None, (before, place)))
        self.line.setAccessibleDescription(said)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, said))

    def _place(self) -> None:
        """Stand in the middle of the window, as high as what was found needs and there is room."""
        below, px = self.parentWidget(), self._theme.px
        if below is None or not isValid(below):
            return
        room = below.size()
        wide = min(px(WIDE), room.width() - 2 * px(AROUND))
        inner = self.list.high() if self.answer.hits else px(NOTHING_HIGH)
        high = px(HEAD) + inner + px(FOOT) + 4
        top = min(px(TOP), room.height() // 10)  # where it was before, whatever is found
        self.setFixedSize(wide, min(high, room.height() - top - px(AROUND)))
        self.move(below.mapToGlobal(QPoint((room.width() - wide) // 2, top)))

    def _lift_shade(self) -> None:
        if self._scrim is not None and isValid(self._scrim):
            self._scrim.hide()
            self._scrim.deleteLater()
        self._scrim = None

    def _make_room(self) -> None:
        """Stay as high as the hits need: nothing here is wrapped that could push them."""

    def event(self, event: QEvent) -> bool:
        """Go with the window where that closes."""
        if event.type() == QEvent.Type.Hide:
            self._lift_shade()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground with round corners, and that of the foot."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface2"))
        painter.drawRoundedRect(body, px(RADIUS), px(RADIUS))
        painter.setClipRect(self.rect().adjusted(0, 0, 0, -px(FOOT) - 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(body, px(RADIUS), px(RADIUS))
        painter.setClipping(False)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, px(RADIUS), px(RADIUS))


def _counted(answer: Answer) -> str:
    if answer.count > COUNTED:
        return _("over {count} results").format(count=f"{COUNTED:,}")
    return plural("{count} result", "{count} results", answer.count)
