"""The page of one referral, to be read: its track, the next step, and its registered panels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout
from shiboken6 import isValid

from refdesk.domain.referral import Referral
from refdesk.i18n import _
from refdesk.screens.panels import Deed
from refdesk.screens.referral_page import Beside, ReferralShown, read_beside, read_referral
from refdesk.screens.referral_panels import KINDS, PANELS
from refdesk.ui.file_actions import PageFiles
from refdesk.ui.find_button import FindButton
from refdesk.ui.list_menu import list_style
from refdesk.ui.loop_actions import LoopActions
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.offer import Offer
from refdesk.ui.panel_card import PanelCard
from refdesk.ui.panel_letters import PanelLetters, letter_of
from refdesk.ui.record_bar import RecordBar
from refdesk.ui.record_frame import RecordFrame
from refdesk.ui.record_page import RecordPage
from refdesk.ui.referral_head import OTHER, ReferralHead
from refdesk.ui.step_menu import StepMenu

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint

AGAIN_MS = 60_000
"""A page that nobody touches looks again after so long: what was due later is late by then."""
_AMONG = {"Alt+Up": -1, "Alt+Down": 1}


class ReferralPage(RecordPage[ReferralShown]):
    """Shows one referral, and others after it; what it has read is handed in.

    Args:
        host: the window.
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host, self.title_text = host, _("Referral")
        self._asked = 0
        self._changed: set[str] = set()
        """Kinds of record that were changed since the page was read."""
        self.shown: ReferralShown | None = None
        self.steps = LoopActions(host, self)
        theme = host.theme
        theme.add_style(list_style)
        self.bar = RecordBar(theme, _("Referrals"), FindButton(host))
        self.notice = Notice(theme)
        self.go_on = Offer(theme, host.keys, _("Go on"))
        self.notice.propose(self.go_on)
        self.head = ReferralHead(theme, host.keys)
        self.cards = [PanelCard(theme, _(panel.title), panel.icon) for panel in PANELS]
        self.files = PageFiles(host, self, Referral, self.cards)
        spots = zip(self.cards, (panel.spot for panel in PANELS), strict=True)
        self.frame = RecordFrame(theme, (self.notice, self.head), list(spots))
        self._letters = PanelLetters(self, self.cards, self.do, self.frame.show_from)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.frame, 1)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._look_again)
        self._connect()

    def _connect(self) -> None:
        self.bar.wanted.connect(self.wanted)
        self.go_on.clicked.connect(self.edit)
        self.head.next_asked.connect(self.do_next)
        self.head.other_asked.connect(self.ask_other)
        for card in self.cards:
            card.acted.connect(self.do)
        self._host.keys.changed.connect(self._show_letters)
        for keys, step in _AMONG.items():  # a button would take the arrow for itself
            shortcut = QShortcut(QKeySequence(keys), self, partial(self.bar.ask, step))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What the window asks of the page

    def open(self) -> None:
        """Give the focus to the next step."""
        self._again.start()
        self._read_beside()
        self._focus_step()

    def _focus_step(self) -> None:
        button = self.head.next_button
        (self.head.other_button if button.isHidden() else button).setFocus()

    def leave(self, *, locking: bool = False) -> None:  # noqa: ARG002  nothing is typed here
        """Rest until the page comes back."""
        self._again.stop()
        self._asked += 1

    def changed(self, kinds: Collection[str]) -> None:
        """Show what has changed on the desk."""
        if KINDS & set(kinds):
            self._changed |= set(kinds)
            self.read(self._changed)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now."""
        if self.shown is None:
            return {}
        return {
            "next_step": self.do_next,
            "other_step": self.ask_other,
            "history": self.show_changes,
            "edit": self.change_line,
            "choose_file": self.files.choose_for_page,
            "new": partial(self._host.new_record, Referral.kind),
        }

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the page, those of a file where one is chosen."""
        if own := self.files.hints():
            return (*own, ("Esc", _("back")))
        step = self.shown.next if self.shown else None
        letters = self._host.keys.letters_act()
        first = step.letter if step and letters else self._host.keys.keys("next_step")
        found = [(first, _("next step"))] if step else []
        return (
            *found,
            (OTHER if letters else self._host.keys.keys("other_step"), _("other step")),
            ("E" if letters else self._host.keys.keys("edit"), _("edit")),
            ("Alt+↑ ↓", _("other loops")),
            ("Esc", _("back")),
        )

    def focus_moved(self, now: QWidget) -> None:
        """Bring what has the focus in sight."""
        self.frame.bring_in_sight(now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a letter stands for; Esc goes back."""
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        letter = letter_of(event)
        if key is Qt.Key.Key_Escape and not held:
            self._host.back()
        elif self.files.takes(event):
            event.accept()
        elif letter and self._host.keys.letters_act():
            self._letter(letter)
        else:
            super().keyPressEvent(event)

    # What a person does

    def reader(self, row_id: int) -> Callable[[], ReferralShown]:
        """Return what reads a referral, away from the window."""
        return partial(read_referral, self._host.desk, row_id, dt.datetime.now(dt.UTC))

    def show_record(self, shown: ReferralShown) -> None:
        """Show a referral as it was read."""
        is_other = self.shown is None or self.shown.row_id != shown.row_id
        self.shown = shown
        self._asked += 1  # what is still being read is older
        self._changed = set()
        if is_other:
            for card in self.cards:
                card.shows_all = False
            self.frame.to_top()
        letters = self._host.keys.letters_act()
        held: QWidget | None = self.focusWidget()
        if is_other:
            self.bar.show_number(shown.row_id)
        self.head.show_head(shown)
        self.files.row_id = shown.row_id
        for card, content in zip(self.cards, shown.contents, strict=True):
            if content is not None:
                card.show_content(content, letters=letters)
            card.setVisible(content is not None)
        if held is not None and not held.isVisibleTo(self) and self.isAncestorOf(held):
            self._focus_step()  # the button that had the focus is not there any more
        self.hints_changed.emit()

    def read(self, kinds: Collection[str] | None = None) -> None:
        """Read the referral as it stands now; what changes of these kinds cannot touch is kept."""
        if self.shown is None:
            return
        self._asked += 1
        before = self.shown if kinds is not None else None
        work = partial(
            read_referral,
            self._host.desk,
            self.shown.row_id,
            dt.datetime.now(dt.UTC),
            before,
            frozenset(kinds or ()),
        )
        self._host.jobs.run_query(work, partial(self._show, self._asked), self._gone)

    def do_next(self) -> None:
        """Do what the referral waits for."""
        if self.shown is not None and self.shown.next is not None:
            self.do(self.shown.next)

    def do(self, deed: Deed) -> None:
        """Do what was asked for."""
        shown = self.shown
        if shown is None:
            return
        own: dict[str, Callable[[], None]] = {
            "other": self.ask_other,
            "correct": partial(self.steps.ask_stage, shown),
            "edit": self.edit,
        }
        if deed.name in own:
            own[deed.name]()
        elif not self.files.do(deed, Referral, shown.row_id):
            self.steps.do(deed.name, deed.kind or Referral.kind, deed.row_id or shown.row_id)

    def ask_other(self) -> None:
        """Offer every step that is possible from here."""
        button = self.head.other_button
        self.menu().popup(button.mapToGlobal(button.rect().bottomLeft() + QPoint(4, 0)))

    def menu(self) -> QMenu:
        """Return the other steps, each by its words; its letter does it in the menu too."""
        menu = StepMenu(self, self.shown.others if self.shown else (), self.do)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def change_line(self) -> None:
        """Change the chosen line where that can be changed in passing, else the referral."""
        line = self.files.line()
        if line is not None and line.changes:
            self.do(line.changes)
        else:
            self.edit()

    def edit(self) -> None:
        """Show the form with all fields; from there the way back leads here."""
        if self.shown is not None:
            self._host.open_form(Referral.kind, self.shown.row_id)

    def show_changes(self) -> None:
        """Show every change of the referral's fields."""
        shown = self.shown
        if shown is None:
            return
        records = self._host.records

        def show(referral: Referral) -> None:
            from refdesk.ui.dialogs.history import HistoryDialog  # noqa: PLC0415  seldom

            if isValid(self):
                HistoryDialog(self._host, referral, shown.name, self).open()

        self._host.jobs.run_query(lambda: records.get(Referral, shown.row_id), show)

    # Inside

    def _letter(self, letter: str) -> None:
        shown = self.shown
        if shown is None:
            return
        if letter == OTHER:
            self.ask_other()
        elif not self._letters.press(letter, shown.deeds()):
            if letter in shown.refusals:
                self._host.refuse(shown.refusals[letter])
            elif letter == "?":
                self.unknown.emit("keys")

    def _tell_begun(self, *, begun: bool) -> None:
        if not begun:
            self.notice.clear()
        elif self.notice.isHidden():
            self.notice.tell(Weight.INFO, _("You have begun to change this referral."))

    def _show_letters(self) -> None:
        if self.shown is not None:
            self.show_record(self.shown)

    def _look_again(self) -> None:
        if self.isVisible():
            self.read()

    def _show(self, asked: int, shown: ReferralShown) -> None:
        if asked == self._asked:
            self.show_record(shown)
            self._read_beside()

    def _read_beside(self) -> None:
        """Read what does not stand on the page itself, once that can be read."""
        if self.shown is not None:
            work = partial(read_beside, self._host.desk, self.shown.row_id)
            self._host.jobs.run_query(work, partial(self._show_beside, self._asked))

    def _show_beside(self, asked: int, beside: Beside) -> None:
        if asked == self._asked:
            self.bar.show_place(beside)
            self._tell_begun(begun=beside.is_begun)

    def _gone(self, _error: BaseException) -> None:
        if self.isVisible():
            self._host.refuse(_("This referral is not there any more"))
            self._host.back()
