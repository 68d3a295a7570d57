"""What stands beside a form: the draft, what refers to the record, its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from refdesk.domain.clinic import Clinic
from refdesk.i18n import _
from refdesk.screens.history_words import what_changed, when_words
from refdesk.screens.linked import Link, count_links
from refdesk.screens.loop_steps import step_of
from refdesk.services.attachments import takes_files
from refdesk.services.changes import Changes, Line
from refdesk.services.records import Records
from refdesk.ui.cards import SideCard
from refdesk.ui.elided import ElidedText
from refdesk.ui.form_brief import Warned
from refdesk.ui.offer import Offer, lead
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.domain.record import Record
    from refdesk.services.drafts import Draft
    from refdesk.ui.files_card import FilesCard
    from refdesk.ui.host import Host
    from refdesk.ui.logo_card import LogoCard
    from refdesk.ui.theme import Theme

WIDTH, WIDEST = 308, 16_777_215
"""Beside the fields, in pixels at 100 %; below them, as much as Qt gives."""
LINES = 5
"""Lines of history beside a form; the rest is one key away."""


class FormSide(QWidget):
    """The cards beside the form of one record."""

    history_asked = Signal()
    resume_asked = Signal(object)
    warned = Signal()
    """What must not be overlooked is other than before."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        px = host.theme.px
        self.setFixedWidth(px(WIDTH))
        self.draft = SideCard(host.theme, _("Draft"), "save")
        self._kept = Text(host.theme, "", Type.BODY, "text2")
        self._kept.setWordWrap(True)
        self.draft.body.addWidget(self._kept)
        self.begun = SideCard(host.theme, _("Begun earlier"), "square-pen")
        self.links = SideCard(host.theme, _("Used by"), "link")
        self.history = SideCard(host.theme, _("History"), "history")
        self._begun_offers: list[Offer] = []
        self._begun_first = ""
        self.logo: LogoCard | None = None
        self.files: FilesCard | None = None
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for card in (self.draft, self.begun, self.links, self.history):
            column.addWidget(card)
            card.setVisible(card is self.draft)
        column.addStretch(1)
        self.say_kept(None)

    def say_kept(self, at: dt.time | None) -> None:
        """Say that the draft was written, and when."""
        self.draft.title.setText(_("Draft kept") if at else _("Draft"))
        # Seconds are read while one types: they show that the last key is in.
        self.draft.aside.setText(f"{at:%I:%M:%S %p}".lstrip("0") if at else "")
        self._kept.setText(
            _("Every field is kept as you type. A lock, a crash or another call does not lose it.")
        )

    def show_record(self, record: Record) -> None:
        """Show what refers to a record, and its newest history; read in the background."""
        desk = self._host.desk
        if not record.id:
            return
        work = partial(count_links, Records(desk), record)
        self._host.jobs.run_query(work, partial(self._show_links, record.id))
        if isinstance(record, Clinic):
            self._show_logo()
        of, row_id = type(record), record.id
        if takes_files(of):
            self._show_files(of, row_id)
        self._host.jobs.run_query(lambda: Changes(desk).of_record(of, row_id), self._show_history)

    def show_begun(self, drafts: Sequence[Draft]) -> None:
        """Show the other records of this kind that the person has begun."""
        self.begun.empty()
        self.begun.setVisible(bool(drafts))
        self._begun_offers, self._begun_first = [], ""
        for draft in drafts[:LINES]:
            title = str(draft.body.get("title") or _("Unnamed"))
            named = ", ".join(filter(None, (step_of(draft.body), title)))
            button = Offer(self._host.theme, self._host.keys, _("Go on"))
            button.setAccessibleName(_("Go on with {name}").format(name=named))
            self._begun_offers.append(button)
            self._begun_first = self._begun_first or named
            button.clicked.connect(partial(self.resume_asked.emit, draft))
            row = QHBoxLayout()
            row.addWidget(_cut(self._host.theme, named, Type.BODY, "text"), 1)
            row.addWidget(button)
            self.begun.body.addLayout(row)
        lead(self.offers())
        self.warned.emit()

    def fit(self, *, beside: bool) -> None:
        """Be as narrow as the room beside the fields, or as wide as they are."""
        wide = self._host.theme.px(WIDTH)
        self.setMinimumWidth(wide if beside else 0)
        self.setMaximumWidth(wide if beside else WIDEST)

    def warnings(self) -> list[Warned]:
        """Return what must not be overlooked, wherever the cards stand."""
        if not self._begun_offers:
            return []
        words = f"{self.begun.title.text()}: {self._begun_first}"
        return [Warned(words, (self._begun_offers[0],))]

    def offers(self) -> list[Offer]:
        """Return what the cards offer, from the top."""
        return self._begun_offers

    def _show_files(self, of: type[Record], row_id: int) -> None:
        from refdesk.ui.files_card import FilesCard  # noqa: PLC0415  only beside what is saved

        if self.files is None:
            self.files = FilesCard(self._host, of, row_id)
            self._column.insertWidget(self._column.indexOf(self.links), self.files)
        self.files.read()

    def _show_logo(self) -> None:
        from refdesk.ui.logo_card import LogoCard  # noqa: PLC0415  only beside the clinic

        if self.logo is None:
            self.logo = LogoCard(self._host)
            self._column.insertWidget(1, self.logo)
        self.logo.read()

    def _show_links(self, row_id: int, found: list[tuple[Link, int]]) -> None:
        if not isValid(self):  # the form was left before the answer came
            return
        theme = self._host.theme
        self.links.empty()
        self.links.setVisible(bool(found))
        several = [link.kind for link, _count in found]
        for link, count in found:
            words = _(link.many)
            if several.count(link.kind) > 1:
                words = f"{words}, {_(link.label).lower()}"
            button = Button(theme, words, Look.QUIET, icon=link.icon, height=26)
            said = _("{count} {records}: show them").format(count=f"{count:,}", records=words)
            button.setAccessibleName(said)
            button.clicked.connect(
                partial(self._host.open_list, link.kind, {link.field: str(row_id)})
            )
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            row.addWidget(Text(theme, f"{count:,}", Type.STRONG))
            self.links.body.addLayout(row)

    def _show_history(self, lines: list[Line]) -> None:
        if not isValid(self):
            return
        theme = self._host.theme
        self.history.empty()
        self.history.setVisible(bool(lines))
        for line in lines[:LINES]:
            words = Text(theme, what_changed(line), Type.BODY)
            words.setWordWrap(True)
            self.history.body.addWidget(words)
            self.history.body.addWidget(
                _cut(theme, f"{when_words(line.at)}, {line.by}", Type.SMALL, "text3")
            )
        keys = self._host.keys.keys("history")
        more = Button(theme, _("Whole history"), Look.QUIET, keys=keys, height=26)
        more.clicked.connect(self.history_asked)
        self.history.body.addWidget(more, alignment=Qt.AlignmentFlag.AlignLeft)


def _cut(theme: Theme, words: str, use: Type, ink: str) -> ElidedText:
    label = ElidedText(theme, use, ink)
    label.show_whole(words)
    return label
