"""Tidying up sources: free texts and listed sources at the left, what becomes of them beside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout
from shiboken6 import isValid

from refdesk.domain.errors import UserError
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource, Source
from refdesk.i18n import _, plural
from refdesk.screens.list_words import Empty
from refdesk.screens.tidy_state import KINDS, TidyState
from refdesk.services.source_uses import FreeText, Listed, SourceUses
from refdesk.services.sources import Sources, TidyPreview
from refdesk.ui.cards import SideCard
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.dialogs.bulk_edit import PreviewTable
from refdesk.ui.editors.combo import Combo
from refdesk.ui.host import Page
from refdesk.ui.list_states import EmptyState
from refdesk.ui.notes_parts import labelled
from refdesk.ui.page_head import PageHead
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.tidy_list import TidyList
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint

KINDS_SHOWN = frozenset({Referral.kind, ListedSource.kind})
Read = tuple[tuple[FreeText, ...], tuple[Listed, ...]]


class TidyPage(Page):
    """Makes one listed source of free texts that mean it, and of listed ones that are the same.

    Args:
        host: the window.
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host, self.title_text = host, _("Tidy up sources")
        self.state = TidyState()
        self.preview: TidyPreview | None = None
        self._is_busy = False
        theme, keys = host.theme, host.keys.keys
        self.list = TidyList(theme)
        self.seldom = Text(theme, "", Type.SMALL, "text3")
        self.empty = EmptyState(theme)
        self.name = QLineEdit()
        self.name.setMaxLength(ListedSource.fields["name"].limit)
        self.kind = Combo(theme, [(one.value, _(one.label)) for one in KINDS])
        self.counted = Text(theme, "", Type.BODY, "text")
        self.becomes = Text(theme, "", Type.BODY, "text2")
        self.problem = ProblemLine(theme)
        self.changes = Text(theme, "", Type.STRONG)
        self.table = PreviewTable(host)
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
        self.one = SideCard(theme, _("Becomes one listed source"), "tags")
        self.one.body.addLayout(labelled(theme, _("Name"), self.name))
        self.one.body.addLayout(labelled(theme, _("Kind of source"), self.kind))
        self.kind.say(_("Kind of source"), _("Under which its referrals are counted."))
        for words in (self.seldom, self.counted, self.becomes, self.changes):
            words.setWordWrap(True)
        for part in (self.problem, self.counted, self.becomes, self.changes):
            self.one.body.addWidget(part)
        self.table.setMinimumHeight(px(120))
        for column in (0, 1):
            self.table.setColumnWidth(column, px(170))
        self.one.body.addWidget(self.table, 1)
        self.one.body.addStretch(0)
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
        self.name.textEdited.connect(self._named)
        self.kind.chosen.connect(self._placed)
        self.button.clicked.connect(self.go_on)

    # What the window asks of the page

    def open(self) -> None:
        """Read the sources; the list has the focus."""
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
            self.problem.say(error.message)
            (self.name if self.state.is_begun else self.list).setFocus()
            return
        self._wait(busy=True)
        sources, preview = Sources(self._host.desk), self.preview
        if preview is None:
            self._host.run(
                _("Looking at referrals"),
                lambda progress: sources.preview(wish, progress),
                self._show_preview,
                self._refused,
            )
        else:
            self._host.run(
                _("Tidying up sources"),
                lambda progress: sources.apply(preview, progress),
                self._done,
                self._refused,
            )

    # Inside

    def _take(self, read: Read) -> None:
        if isValid(self) and not self._is_busy:
            self.state.show(*read)
            self._forget_preview()
            self._show()

    def _turned(self) -> None:
        ticks = self.list.ticks()
        turned = (row.key for row in self.state.rows() if row.ticked is not ticks.get(row.key))
        key = next(turned, None)
        if key is not None:
            self.state.turn(key)
        self._forget_preview()
        self._show()

    def _named(self, text: str) -> None:
        self.state.call(text)
        self._forget_preview()
        self._show_words()

    def _placed(self, code: str) -> None:
        self.state.place(next(one for one in Source if one.value == code))
        self._forget_preview()
        self._show_words()

    def _show_preview(self, preview: TidyPreview) -> None:
        if not isValid(self):
            return
        self._wait(busy=False)
        self.preview = preview
        self.changes.setText(
            plural(
                "{count} referral is rewritten.",
                "{count} referrals are rewritten.",
                preview.changed,
            )
        )
        self.table.show_changes((), preview.examples)
        self.button.set_words(_("Do it"))
        self._show_words()
        self.button.setFocus()

    def _done(self, done: TidyPreview) -> None:
        self._host.tell(done.label, undo=True)
        if not isValid(self):
            return
        self._wait(busy=False)
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
            self.problem.say(error.message)
            self.name.setFocus()
        else:
            self._host.show_error(error)

    def _wait(self, *, busy: bool) -> None:
        self._is_busy = busy
        self.button.setEnabled(not busy)

    def _forget_preview(self) -> None:
        self.preview = None
        self.problem.say("")
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
        if self.name.text().strip() != state.name:
            self.name.setText(state.name)
        with QSignalBlocker(self.kind):
            self.kind.choose(state.source.value)
        self.counted.setText(state.counted())
        self.becomes.setText(state.becomes())
        for part in (self.changes, self.table):
            part.setVisible(self.preview is not None)
        self.button.setEnabled(state.is_begun and not self._is_busy)
        self.hints_changed.emit()
