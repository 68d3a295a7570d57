"""A page of work that is due: one's own or everybody's, read anew as long as it is in sight."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from refdesk.domain.referral import Referral
from refdesk.i18n import _
from refdesk.ui.bar_button import BarButton
from refdesk.ui.editors.segments import Segments
from refdesk.ui.host import Page
from refdesk.ui.parts import Look

if TYPE_CHECKING:
    from refdesk.ui.host import Host

MINE = "today_is_mine"
"""Under which name it is remembered whose work a user looks at."""
AGAIN_MS = 60_000
"""A page that nobody touches looks again after so long: what was due later is late by then."""


class WorkPage(Page):
    """Tells what Today and the board have in common.

    Args:
        host: the window.
        title: of the page.
    """

    def __init__(self, host: Host, title: str) -> None:
        super().__init__()
        self._host, self.title_text = host, title
        self._asked = 0
        self._is_dirty = True
        self._has_begun = False
        self.whose = Segments(host.theme, [("mine", _("Mine")), ("all", _("Everybody"))])
        self.whose.say(_("Whose work"), "")
        self.whose.chosen.connect(lambda _code: self._choose_whose())
        self.new_button = BarButton(host.theme, _("New referral"), "plus", Look.PRIMARY)
        self.new_button.show_keys(host.keys.keys("new_referral"), as_cap=True)
        self.new_button.clicked.connect(self.new_referral)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._look_again)

    # What each page does in its own way

    @abstractmethod
    def read(self) -> None:
        """Read the work as it is now."""

    @abstractmethod
    def kinds(self) -> Collection[str]:
        """Return the kinds of record that the page is made of."""

    @abstractmethod
    def let_letters_act(self, *, act: bool) -> None:
        """Let the letters do something for rows, or not."""

    @abstractmethod
    def focus_again(self) -> None:
        """Give the focus to what had it, at first to the first row."""

    # What the window asks of the page

    def open(self) -> None:
        """Read what was changed since; the first row has the focus at first."""
        self._again.start()
        self.whose.choose("mine" if self.is_mine() else "all")  # another page may have turned it
        self.let_letters_act(act=self._host.keys.letters_act())
        if self._is_dirty:
            self.read()
        else:
            self.focus_again()

    def leave(self, *, locking: bool = False) -> None:  # noqa: ARG002  nothing is typed here
        """Look again when the page comes back."""
        self._again.stop()
        self._asked += 1  # what is still being read will be older than what is asked for then
        self._is_dirty = True

    def changed(self, kinds: Collection[str]) -> None:
        """Show what has changed on the desk."""
        self._is_dirty = True
        if self.isVisible() and not set(kinds).isdisjoint(self.kinds()):
            self.read()

    # What a person does

    def turn_whose(self) -> None:
        """Show mine, or everybody's."""
        self.whose.choose("all" if self.is_mine() else "mine")
        self._choose_whose()

    def new_referral(self) -> None:
        """Take a new referral down."""
        self._host.new_record(Referral.kind)

    def is_mine(self) -> bool:
        """Tell whether only the user's own work is shown."""
        return self._host.preferences.remembered(MINE) is True

    def owner(self) -> int | None:
        """Return whose work is shown; None for everybody's."""
        return self._host.desk.user.id if self.is_mine() else None

    # Inside

    def _is_answer(self, asked: int) -> bool:
        """Tell whether what was read is what was asked for last, and is still wanted."""
        return isValid(self) and asked == self._asked

    def _choose_whose(self) -> None:
        mine, preferences = self.whose.code() == "mine", self._host.preferences
        self._host.jobs.run_keeping(
            lambda: preferences.remember(MINE, mine), lambda _done: self.read()
        )

    def _look_again(self) -> None:
        if self.isVisible():
            self.read()
