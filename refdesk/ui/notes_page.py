"""Thank-you notes: recipients at the left, the note in the middle, the paper at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from refdesk.domain.letter import Letter
from refdesk.domain.record import Record
from refdesk.i18n import _
from refdesk.screens.notes_state import NotesState
from refdesk.services.drafts import Draft as Kept
from refdesk.services.note_papers import NamesPatient
from refdesk.services.recipients import Recipient, Recipients
from refdesk.ui.cards import SideCard, in_line, scroll_area
from refdesk.ui.kept_page import KeptPage
from refdesk.ui.list_choices import PickList
from refdesk.ui.note_sheets import NoteSheets
from refdesk.ui.note_watch import NoteWatch
from refdesk.ui.notes_parts import LabelPaper, NotePaper, NoteText
from refdesk.ui.page_head import PageHead
from refdesk.ui.parts import Button, Look

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint

SIDE = 300
FOOT = 56
Subjects = Sequence[tuple[type[Record], int]]


class NotesPage(KeptPage):
    """Writes notes to people and practices, and prints their labels and envelopes.

    Args:
        host: the window.
        subjects: to whom; a practice is thanked through whom one writes to there.
        draft: what was begun earlier, to go on from.
    """

    def __init__(self, host: Host, subjects: Subjects, draft: Kept | None = None) -> None:
        super().__init__(host, Letter, draft)
        self._subjects, self.title_text = subjects, _("Thank-you notes")
        self._resumed = draft
        theme, keys = host.theme, host.keys.keys
        user = host.desk.user
        role = _(user.role.label)
        self.state = NotesState((), user.name, role if role != user.name else "")
        self.is_read = False
        self.people = PickList(theme, _("Recipients"))
        self.note = NoteText(theme)
        self.paper = NotePaper(theme)
        self.labels = LabelPaper(theme, keys("labels"), keys("envelopes"))
        self.close_button = Button(theme, _("Close"), keys=keys("close"))
        self.print_button = Button(
            theme, _("Show the notes"), Look.PRIMARY, icon="printer", keys=keys("print")
        )
        self.watch, self.sheets = NoteWatch(host, self), NoteSheets(host, self._refused)
        self.remove_button = Button(theme, _("Leave out"), Look.QUIET, icon="x", keys="Del")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme, px = self._host.theme, self._host.theme.px
        self.list_card = SideCard(theme, _("Recipients"), "users")
        self.list_card.body.addWidget(self.people, 1)
        self.list_card.body.addLayout(in_line(theme, self.remove_button))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(self.paper)
        column.addWidget(self.labels)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(16), px(20), px(16))
        row.setSpacing(px(12))
        row.addWidget(self.list_card, 4)
        row.addWidget(self.note, 5)
        row.addWidget(scroll_area(right, px(SIDE)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        head = PageHead(theme, "", self.title_text, self.close_button, self.print_button)
        whole.addWidget(head)
        whole.addLayout(row, 1)

    def _connect(self) -> None:
        self.people.currentRowChanged.connect(self._show_note)
        self.note.began.connect(self._begin_with)
        self.note.greeted.connect(self._greet)
        self.note.written.connect(self._write)
        self.watch.found.connect(self._warn)
        self.paper.changed.connect(self._take_paper)
        self.labels.stock_chosen.connect(self._choose_stock)
        self.labels.start_chosen.connect(self._begin_at)
        self.print_button.clicked.connect(self.show_notes)
        self.labels.labels_button.clicked.connect(self.show_labels)
        self.labels.envelopes_button.clicked.connect(self.show_envelopes)
        self.remove_button.clicked.connect(self.leave_out)
        self.close_button.clicked.connect(self.close_notes)

    # What the window asks of the page

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not printed."""
        return self.state.is_begun and not self.keeper.keeping.is_over

    def open(self) -> None:
        """Read the recipients on the first time; then the list has the focus."""
        if self.is_read:
            self.people.setFocus()
            return
        found, subjects, is_kept = Recipients(self._host.desk), self._subjects, self._resumed
        self._host.jobs.run_query(
            lambda: found.of(subjects if is_kept else found.contacts(subjects)),
            self._show_recipients,
            self._nobody,
        )

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now."""
        found: dict[str, Callable[[], None]] = {"close": self.close_notes}
        if self.state.drafts:
            found |= {
                "print": self.show_notes,
                "labels": self.show_labels,
                "envelopes": self.show_envelopes,
            }
        return found

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the page."""
        hint = self._host.keys.hint
        own = (("Del", _("leave out")),) if self.people.hasFocus() else ()
        return (
            *own,
            hint("print", _("show the notes")),
            hint("labels", _("labels")),
            hint("envelopes", _("envelopes")),
            ("Esc", _("close")),
        )

    def foot_room(self) -> int:
        """Return the height of what stands below the recipients."""
        return self._host.theme.px(FOOT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Del leaves the recipient out that is chosen."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_notes()
        elif event.key() == Qt.Key.Key_Delete and self.people.hasFocus():
            self.leave_out()
        else:
            super().keyPressEvent(event)

    # What a person does

    def close_notes(self) -> None:
        """Go back; what was typed stays as a draft."""
        if self.is_begun:
            self._host.tell(_("Kept as a draft"))
        self._host.back()

    def leave_out(self) -> None:
        """Write no note to the recipient that is chosen."""
        row = self.people.currentRow()
        if row < 0:
            return
        self.state.leave_out(row)
        self.people.takeItem(row)
        self._touch()
        self._show_counts()
        self._show_note(self.people.currentRow())

    def show_notes(self) -> None:
        """Show the notes as they would be printed."""
        wrong = next((r for r in range(len(self.state.drafts)) if self.state.warning(r)), None)
        if wrong is not None:
            self.people.setCurrentRow(wrong)
            self.note.text.setFocus()
            self._host.refuse(self.state.warning(wrong))
            return
        self.sheets.show_notes(self.state, self.keeper.keeping.saved)

    def show_labels(self) -> None:
        """Show the labels as they would be printed."""
        self.sheets.show_labels(self.state)

    def show_envelopes(self) -> None:
        """Show the envelopes."""
        self.sheets.show_envelopes(self.state)

    # Inside

    def _refused(self, error: BaseException) -> None:
        if not isValid(self) or not isinstance(error, NamesPatient):
            self._host.show_error(error)
            return
        self.people.setCurrentRow(error.at)  # where the words are named
        self.note.text.setFocus()
        self._host.refuse(error)

    def _show_recipients(self, found: tuple[tuple[Recipient, ...], tuple[str, ...]]) -> None:
        if not isValid(self):
            return
        recipients, remarks = found
        self.is_read = True
        self.state = NotesState(recipients, self.state.signed_by, self.state.role)
        if self._resumed:
            self.state.resume(self._resumed.body["notes"])
        for draft in self.state.drafts:
            self.people.add(draft.row, draft.subject[1])
        self.paper.show_state(self.state)
        self._show_counts()
        self.people.setCurrentRow(0)
        self.people.setFocus()
        self.hints_changed.emit()
        if remarks:
            self._host.remark(" ".join(remarks))

    def _nobody(self, error: BaseException) -> None:
        self._host.back()
        self._host.refuse(error)

    def _show_note(self, row: int) -> None:
        drafts = self.state.drafts
        self.note.show_note(self.state, row if row < len(drafts) else -1)
        self.watch.look(drafts[row] if 0 <= row < len(drafts) else None)

    def _show_counts(self) -> None:
        self.list_card.aside.setText(self.state.counted())
        self.labels.show_state(self.state)
        some = bool(self.state.drafts)
        for button in (self.print_button, self.remove_button):
            button.setEnabled(some)
        for button in (self.labels.labels_button, self.labels.envelopes_button):
            button.setEnabled(some)

    def _take_paper(self) -> None:
        self.paper.take(self.state)
        self._touch()

    def _touch(self) -> None:
        if self.keeper.keeping.is_over:  # those notes were printed; what follows is kept anew
            self.keep_anew()
        self.keeper.touch()

    def begun(self) -> dict[str, Any] | None:
        """Return the notes as they were written, and how many they are."""
        if not self.is_read or not self.state.is_begun:
            return None
        return {"notes": self.state.body(), "title": self.state.counted()}

    def _begin_with(self, starter: int) -> None:
        self.state.begin_with(starter)
        self._show_note(self.people.currentRow())

    def _greet(self, text: str) -> None:
        if self.people.currentRow() >= 0:
            self.state.greet(self.people.currentRow(), text)
            self._typed()

    def _write(self, text: str) -> None:
        if self.people.currentRow() >= 0:
            self.state.write(self.people.currentRow(), text)
            self._typed()

    def _typed(self) -> None:
        self._touch()
        self._warn()
        self.watch.look(self.state.drafts[self.people.currentRow()])

    def _warn(self) -> None:
        row = self.people.currentRow()
        self.note.warn(self.state.warning(row) if 0 <= row < len(self.state.drafts) else "")

    def _choose_stock(self, stock: str) -> None:
        self.state.choose_stock(stock)
        self.labels.show_state(self.state)

    def _begin_at(self, label: int) -> None:
        if self.state.begin_at(label):
            self.labels.show_state(self.state)
