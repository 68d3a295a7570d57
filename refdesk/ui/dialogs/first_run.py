"""The first-run guide: the clinic, a passphrase, the letterhead; in the end a desk is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from refdesk.domain.errors import RefDeskError, UserError
from refdesk.i18n import _
from refdesk.screens import strength
from refdesk.ui.dialogs.clinic_step import ClinicStep
from refdesk.ui.dialogs.first_run_parts import Foot, Side
from refdesk.ui.dialogs.first_run_steps import PersonStep, Step
from refdesk.ui.dialogs.letterhead_paper import LetterheadPaper
from refdesk.ui.dialogs.letterhead_step import LetterheadStep
from refdesk.ui.dialogs.step_list import StepRow
from refdesk.ui.jobs import Jobs
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

SIZE = (1180, 800)
SMALLEST = (640, 420)
FORM, PAPER, GAP = 500, 436, 40
MARGINS = (48, 40, 40, 32)
SCROLL_BAR = 12
PREVIEW_BESIDE = 1080
"""Window width in pixels at 100 % from which the preview stands beside the fields."""
SIDE_BELOW = 900
CLINIC, PERSON, LETTERHEAD = range(3)
# Whose answer a refusal is about, by the names that the layers below give to fields.
_ASKED_AT = {"holder": (PERSON, "user"), "passphrase": (PERSON, "passphrase")}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDesk:
    """What the guide collected; `letterhead` holds values by the name of the clinic's field."""

    folder: Path
    clinic_name: str
    user_name: str = field(repr=False)
    passphrase: str = field(repr=False)
    letterhead: dict[str, object] = field(repr=False)


class FirstRunWindow(QWidget):
    """Three steps from nothing to an open desk.

    Args:
        theme: colours and sizes.
        jobs: the lanes; places on the disk are looked at away from the window.
        propose_folder: the folder that new desks go into, each in one of its own.
        create: makes the desk; answers through `refuse`, `stop` or `welcome`.
        sample: makes and opens the sample desk; answers likewise.
        check_passphrase: raises a UserError for one that no desk can be made with.
    """

    closed = Signal()
    open_other = Signal()

    def __init__(
        self,
        theme: Theme,
        jobs: Jobs,
        propose_folder: Path,
        create: Callable[[NewDesk], None],
        sample: Callable[[], None],
        check_passphrase: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._theme, self._create, self._sample = theme, create, sample
        self.is_busy = False
        self._making_sample = False
        self.clinic = ClinicStep(theme, jobs, propose_folder)
        self.person = PersonStep(theme, check_passphrase)
        self.letterhead = LetterheadStep(theme)
        self.steps: tuple[Step, ...] = (self.clinic, self.person, self.letterhead)
        self.now = CLINIC
        self.foot, self.side = Foot(theme), Side(theme)  # the tab key goes in this order
        self.number = Text(theme, "", Type.LABEL, "text3")
        self.title = Text(theme, "", Type.TITLE)
        self.notice = Notice(theme)
        self.paper = LetterheadPaper(theme)
        self._form, self.preview = QWidget(), QWidget()
        self._scroll = QScrollArea()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.setWindowTitle(_("Set up RefDesk"))
        self.setMinimumSize(*map(theme.px, SMALLEST))
        self.resize(*map(theme.px, SIZE))
        self._lay_out()
        self._connect()
        theme.changed.connect(self._dress)
        self._dress()
        jobs.run_query(strength.warm, lambda _done: None)
        self.go_to(CLINIC)

    def go_to(self, step: int) -> None:
        """Open a page; what was typed on the others stays."""
        self.now = step
        self.person.clinic = self.clinic.clinic
        if step == PERSON:
            self.person.refresh()
        for number, page in enumerate(self.steps):
            page.setVisible(number == step)
        page = self.steps[step]
        self.number.setText(
            _("Step {number} of {count}").format(number=step + 1, count=len(self.steps))
        )
        self.title.setText(page.title)
        self.notice.clear()
        self.preview.setVisible(step != PERSON)
        self.foot.show_step(is_first=step == CLINIC, is_last=step == LETTERHEAD)
        self._show_steps()
        self._scroll.verticalScrollBar().setValue(0)
        page.first.setFocus()

    def go_on(self) -> None:
        """Check the page and open the next; on the last one, make the desk."""
        if not self.is_busy:
            self.steps[self.now].leave(partial(self._left, self.now))

    def go_back(self) -> None:
        """Open the page before."""
        if not self.is_busy and self.now > CLINIC:
            self.go_to(self.now - 1)

    def try_sample(self) -> None:
        """Have the sample desk made and opened."""
        if not self.is_busy:
            self._making_sample = True
            self._busy(words=_("Making the sample desk …"))
            self._sample()

    def show_progress(self, done: int, total: int | None, text: str) -> None:
        """Show how far the work is."""
        self.foot.show_progress(done, total, text)

    def refuse(self, error: RefDeskError) -> None:
        """Say why no desk was made, at the answer that it is about."""
        was_sample = self._making_sample
        self.stop()
        if was_sample:
            self.notice.tell(Weight.DANGER, _("The sample desk was not made."), error.message)
            return
        problems = error.problems if isinstance(error, UserError) else ()
        named = problems[0].field if problems else ""
        sentence = problems[0].message if problems else error.message
        step, name = self._place_of(named)
        self.go_to(step)
        self.notice.tell(
            Weight.DANGER, _("The desk was not made."), _("What you typed is still here.")
        )
        self.steps[step].tell(name, sentence)

    def stop(self) -> None:
        """Let the person try again after a failure that is shown elsewhere."""
        self._making_sample = False
        self._busy(words="")
        self.steps[self.now].first.setFocus()

    def welcome(self) -> None:
        """Forget the passphrase: the desk is open."""
        self.person.wipe()
        self._busy(words="")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Escape goes back; on a button Enter presses it."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton):
                focused.click()
            else:
                self.go_on()
        elif key == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the preview beside the fields, or below them when there is no room."""
        super().resizeEvent(event)
        px, way = self._theme.px, QBoxLayout.Direction
        beside = self.width() >= px(PREVIEW_BESIDE)
        self.side.narrow(is_narrow=self.width() < px(SIDE_BELOW))
        self._columns.setDirection(way.LeftToRight if beside else way.TopToBottom)
        left, top, right, bottom = map(px, MARGINS)
        room = self.width() - self.side.width() - left - right - px(SCROLL_BAR)
        shared = room - px(GAP)
        form = min(px(FORM), shared * 5 // 9 if beside else room)
        paper = min(px(PAPER), shared - form if beside else room)
        # A layout from top to bottom counts lines at its full width: it must not be wider.
        rest = 0 if beside else room - form
        self._columns.setContentsMargins(left, top, right + rest, bottom)
        self._form.setFixedWidth(form)
        self.preview.setFixedWidth(paper)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the person is done."""
        self.person.wipe()
        super().closeEvent(event)
        self.closed.emit()

    def _left(self, step: int) -> None:
        if self.is_busy or step != self.now:
            return  # Enter was pressed again while the disk was looked at
        if step < LETTERHEAD:
            self.go_to(step + 1)
            return
        self._busy(words=_("Making the desk …"))
        self._create(
            NewDesk(
                folder=self.clinic.folder,
                clinic_name=self.clinic.clinic,
                user_name=self.person.user,
                passphrase=self.person.field.text(),
                letterhead=self.letterhead.values(),
            )
        )

    def _place_of(self, named: str) -> tuple[int, str]:
        if named in _ASKED_AT:
            return _ASKED_AT[named]
        if named == "name":
            return CLINIC, named
        return (LETTERHEAD, named) if self.letterhead.asks(named) else (CLINIC, "folder")

    def _busy(self, *, words: str) -> None:
        self.is_busy = bool(words)
        self.foot.work(words)
        self.side.setEnabled(not words)
        self._scroll.setEnabled(not words)

    def _show_steps(self) -> None:
        done = (self.clinic.clinic, self.person.user, "")
        coming = ("", _("and your name"), _("may wait"))
        rows = tuple(
            StepRow(
                page.title,
                done[n] if n < self.now else _("now") if n == self.now else coming[n],
            )
            for n, page in enumerate(self.steps)
        )
        self.side.steps.show_steps(rows, self.now)

    def _show_head(self) -> None:
        self.paper.show_head(self.letterhead.head(self.clinic.clinic))

    def _connect(self) -> None:
        for step in self.steps:
            step.changed.connect(self.notice.clear)
        self.clinic.changed.connect(self._show_head)
        self.letterhead.changed.connect(self._show_head)
        self.foot.back.clicked.connect(self.go_back)
        self.foot.go_on.clicked.connect(self.go_on)
        self.side.sample.clicked.connect(self.try_sample)
        self.side.other.clicked.connect(self.open_other)
        for keys, act in (
            (Foot.BACK, self.go_back),
            (Side.SAMPLE, self.try_sample),
            (Side.OTHER, self._ask_for_other),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def _ask_for_other(self) -> None:
        if not self.is_busy:
            self.open_other.emit()

    def _dress(self) -> None:
        ground = self._theme.color("surface").name()
        self._scroll.viewport().setStyleSheet(f"#page {{ background: {ground}; }}")

    def _lay_out(self) -> None:
        px = self._theme.px
        names = QVBoxLayout()
        names.setSpacing(px(4))
        names.addWidget(self.number)
        names.addWidget(self.title)
        form = QVBoxLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(px(12))
        form.addLayout(names)
        form.addWidget(self.notice)
        for page in self.steps:
            form.addWidget(page)
        form.addStretch(1)
        self._form.setLayout(form)
        shown = QVBoxLayout(self.preview)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(px(8))
        shown.addWidget(Text(self._theme, _("How a letter begins"), Type.SMALL, "text3"))
        shown.addWidget(self.paper)
        shown.addStretch(1)
        self._columns.setSpacing(px(GAP))
        self._columns.addWidget(self._form)
        self._columns.addWidget(self.preview)
        self._columns.addStretch()
        ground = QWidget()
        ground.setObjectName("page")
        ground.setLayout(self._columns)
        self._scroll.setWidget(ground)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._scroll, 1)
        right.addWidget(self.foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addLayout(right, 1)
        self.setTabOrder(self.foot.go_on, self.foot.back)  # Tab, then Enter goes on
