"""Tidying up sources: free texts and listed sources at the left, what becomes of them beside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from shiboken6 import isValid

from refdesk.domain.errors import UserError
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource, Source
from refdesk.i18n import _, plural
from refdesk.screens.list_words import Empty
from refdesk.screens.tidy_state import TidyState
from refdesk.services.source_uses import FreeText, Listed, SourceUses
from refdesk.services.sources import Sources, TidyPreview
from refdesk.ui.cards import SideCard
from refdesk.ui.kept_page import KeptPage
from refdesk.ui.list_states import EmptyState
from refdesk.ui.page_head import PageHead
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.tidy_card import TidyCard
from refdesk.ui.tidy_list import TidyList
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from refdesk.services.drafts import Draft
    from refdesk.services.work import Watched
    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint

KINDS_SHOWN = frozenset({Referral.kind, ListedSource.kind})
Read = tuple[tuple[FreeText, ...], tuple[Listed, ...]]


class TidyPage(KeptPage):
    """Makes one listed source of free texts that mean it, and of listed ones that are the same.

    Args:
        host: the window.
        draft: what was chosen earlier, to go on from.
    """

    def __init__(self, host: Host, draft: Draft | None = None) -> None:
        super().__init__(host, ListedSource, draft)
        self.title_text = _("Tidy up sources")
        self.state = TidyState()
        self.preview: TidyPreview | None = None
        self._waiting = draft.body if draft else None
        self._is_busy = False
        theme, keys = host.theme, host.keys.keys
        self.list = TidyList(theme)
        self.seldom = Text(theme, "", Type.SMALL, "text3")
        self.empty = EmptyState(theme)
        self.one = TidyCard(host)
        self.button = Button(theme, _("Preview"), Look.PRIMARY, keys=keys("save"))
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        theme, px = self._host.theme, self._host.theme.px
        self.found = SideCard(theme, _("What was said"), "list")
        self.found.body.addWidget(self.list, 1)
        self.found.body.addWidget(self.empty, 1)
        self.found.body.addWidget(self.seldom)
        self.seldom.setWordWrap(True)
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(16), px(20), px(16))
        row.setSpacing(px(12))
        row.addWidget(self.found, 1)
        row.addWidget(self.one, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHead(theme, _("Listed sources"), self.title_text, self.button))
        whole.addLayout(row, 1)
        self.empty.show_words(
            Empty(
                "tags",
                _("Nothing is to be tidied up."),
                _("Free texts that come up again, and listed sources, appear here."),
            )
        )

    def _connect(self) -> None:
        # The row is still being changed: the rows are shown anew after it.
        self.list.turned.connect(self._turned, Qt.ConnectionType.QueuedConnection)
        self.one.name.textEdited.connect(self._named)
        self.one.kind.chosen.connect(self._placed)
        self.button.clicked.connect(self.go_on)

    # What the window asks of the page

    @property
    def is_begun(self) -> bool:
        """Whether something was chosen or said that is not done."""
        return bool(self._waiting or self.state.draft())

    def open(self) -> None:
        """Read the sources; the list has the focus."""
        self._in_sight = True
        self.read()
        self.list.setFocus()

    def changed(self, kinds: Collection[str]) -> None:
        """Show what has changed on the desk."""
        if KINDS_SHOWN & set(kinds) and not self._is_busy:
            self.read()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now."""
        found: dict[str, Callable[[], None]] = {"close": self._host.back}
        if self.state.is_begun and not self._is_busy:
            found["save"] = self.go_on
        return found

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the page."""
        space = ((_("Space"), _("choose")),) if self.list.hasFocus() else ()
        words = _("do it") if self.preview else _("preview")
        going = (self._host.keys.hint("save", words),) if self.state.is_begun else ()
        return (*space, *going, ("Esc", _("back")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self._host.back()
        else:
            super().keyPressEvent(event)

    # What a person does

    def read(self) -> None:
        """Count anew how sources are named."""
        uses = SourceUses(self._host.desk)
        self._host.jobs.run_query(lambda: (uses.free_texts(), uses.listed()), self._take)

    def go_on(self) -> None:
        """Show what would be rewritten; then do it."""
        if self._is_busy:
            return
        try:
            wish = self.state.wish()
        except UserError as error:
            self.one.problem.say(error.message)
            (self.one.name if self.state.is_begun else self.list).setFocus()
            return
        self._wait(busy=True)
        sources, preview, keeping = Sources(self._host.desk), self.preview, self.keeper.keeping
        if preview is None:
            self._host.run(
                _("Looking at referrals"),
                lambda progress: sources.preview(wish, progress),
                self._show_preview,
                self._refused,
            )
        else:

            def work(progress: Watched) -> TidyPreview:
                done = sources.apply(preview, progress)
                keeping.saved()
                return done

            self._host.run(
                _("Tidying up sources"),
                work,
                self._done,
                self._refused,
            )

    # Inside

    def _take(self, read: Read) -> None:
        if isValid(self) and not self._is_busy:
            self._take_ticks()  # a row may have been turned this moment
            self.state.show(*read)
            if self._waiting:
                self.state.resume(self._waiting["tidy"])
                self._waiting = None
            self._forget_preview()
            self._show()

    def _turned(self) -> None:
        self._take_ticks()
        self._forget_preview()
        self._show()

    def _take_ticks(self) -> None:
        ticks = self.list.ticks()
        turned = (row.key for row in self.state.rows() if row.ticked is not ticks.get(row.key))
        key = next(turned, None)
        if key is not None:
            self.state.turn(key)
            self.keeper.touch()

    def _named(self, text: str) -> None:
        self.state.call(text)
        self.keeper.touch()
        self._forget_preview()
        self._show_words()

    def _placed(self, code: str) -> None:
        self.state.place(next(one for one in Source if one.value == code))
        self.keeper.touch()
        self._forget_preview()
        self._show_words()

    def _show_preview(self, preview: TidyPreview) -> None:
        if not isValid(self):
            return
        self._wait(busy=False)
        self.preview = preview
        self.button.set_words(_("Make it one listed source"))
        self._show_words()
        self.button.setFocus()

    def _done(self, done: TidyPreview) -> None:
        self._host.tell(done.label, undo=True)
        if not isValid(self):
            return
        self._wait(busy=False)
        self.keep_anew()
        self._host.drafts_changed()
        self.state.done()
        self.read()
        self.list.setFocus()

    def _refused(self, error: BaseException) -> None:
        if not isValid(self):
            return
        self._wait(busy=False)
        self._forget_preview()
        self._show_words()
        if isinstance(error, UserError):
            self.one.problem.say(error.message)
            self.one.name.setFocus()
        else:
            self._host.show_error(error)

    def _wait(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.button.setEnabled(not busy)

    def begun(self) -> dict[str, Any] | None:
        """Return what was chosen, and the name that it is to have."""
        if self._waiting:
            return {**self._waiting}
        chosen = self.state.draft()
        return None if chosen is None else {"tidy": chosen, "title": self.state.name}

    def _forget_preview(self) -> None:
        self.preview = None
        self.one.problem.say("")
        self.button.set_words(_("Preview"))

    def _show(self) -> None:
        rows = self.state.rows()
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        words = plural(
            "{count} text came up once.", "{count} texts came up once.", self.state.seldom
        )
        self.seldom.setText(words if self.state.seldom else "")
        self._show_words()

    def _show_words(self) -> None:
        state = self.state
        self.one.show_state(state)
        self.one.show_preview(self.preview)
        self.button.setEnabled(state.is_begun and not self._is_busy)
        self.hints_changed.emit()
