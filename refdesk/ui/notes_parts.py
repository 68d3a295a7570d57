"""The parts of the page of thank-you notes: the note itself, and what it is printed on."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from refdesk.documents.labels import STOCKS
from refdesk.domain.letter import LetterForm
from refdesk.i18n import _
from refdesk.screens.notes_state import NotesState
from refdesk.services.note_texts import STARTERS
from refdesk.ui.cards import SideCard, in_line
from refdesk.ui.editors.combo import Combo
from refdesk.ui.editors.segments import Segments
from refdesk.ui.notes_start import StartGrid
from refdesk.ui.parts import Button, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

TALLEST = 320
"""Of the text, in pixels at 100 %: what stands against it is seen right below it."""


def labelled(theme: Theme, label: str, control: QWidget) -> QVBoxLayout:
    """Return a control under its label."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    column.addWidget(Text(theme, label, Type.LABEL, "text2"))
    column.addWidget(control)
    control.setAccessibleName(label)
    return column


class NoteText(SideCard):
    """Greeting and text of the note that is chosen."""

    greeted = Signal(str)
    written = Signal(str)
    began = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("The note"), "mail")
        starters = [(str(at), _(one.name)) for at, one in enumerate(STARTERS)]
        self.starter = Combo(theme, starters)
        self.greeting = QLineEdit()
        self.greeting.setMaxLength(200)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(theme.px(TALLEST))
        self.warning = Text(theme, "", Type.BODY, "danger")
        self.warning.setWordWrap(True)
        begin = _("Begin with")
        self.starter.say(begin, _("Fills every note that was not changed by hand."))
        self.body.addLayout(labelled(theme, begin, self.starter))
        self.body.addLayout(labelled(theme, _("Greeting"), self.greeting))
        column = labelled(theme, _("Text"), self.text)
        column.setStretchFactor(self.text, 100)
        column.addWidget(self.warning)
        column.addStretch(1)
        self.body.addLayout(column, 1)
        self.starter.chosen.connect(lambda code: self.began.emit(int(code or 0)))
        self.greeting.textEdited.connect(self.greeted)
        self.text.textChanged.connect(lambda: self.written.emit(self.text.toPlainText()))

    def show_note(self, state: NotesState, row: int) -> None:
        """Show the note of a row; none below 0."""
        draft = state.drafts[row] if row >= 0 else None
        self.aside.setText(draft.name if draft else "")
        for control in (self.greeting, self.text, self.starter):
            control.setEnabled(draft is not None)
        with QSignalBlocker(self.text), QSignalBlocker(self.starter):
            self.greeting.setText(draft.greeting if draft else "")
            self.text.setPlainText(draft.text if draft else "")
            self.starter.choose(str(state.starter))
        self.warn(state.warning(row) if draft else "")

    def warn(self, words: str) -> None:
        """Say what stands against printing the note."""
        self.warning.setText(words)
        self.warning.setVisible(bool(words))


class NotePaper(SideCard):
    """What the notes are printed on, and who signs them."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Notes"), "square-pen")
        self.form = Combo(theme, [(one.value, _(one.label)) for one in LetterForm])
        self.form.say(_("Printed on"), "")
        self.signed_by, self.role = QLineEdit(), QLineEdit()
        for line in (self.signed_by, self.role):
            line.setMaxLength(120)
        self.body.addLayout(labelled(theme, _("Printed on"), self.form))
        self.body.addLayout(labelled(theme, _("Signed by"), self.signed_by))
        self.body.addLayout(labelled(theme, _("As"), self.role))
        self.form.chosen.connect(lambda _code: self.changed.emit())
        self.signed_by.textEdited.connect(lambda _text: self.changed.emit())
        self.role.textEdited.connect(lambda _text: self.changed.emit())

    def show_state(self, state: NotesState) -> None:
        """Show what is chosen."""
        self.form.choose(state.form.value)
        self.signed_by.setText(state.signed_by)
        self.role.setText(state.role)

    def take(self, state: NotesState) -> None:
        """Take over what was chosen."""
        code = self.form.code()
        state.form = next((one for one in LetterForm if one.value == code), state.form)
        state.signed_by = self.signed_by.text().strip()
        state.role = self.role.text().strip()


class LabelPaper(SideCard):
    """Labels from where the sheet is still whole, and envelopes."""

    stock_chosen = Signal(str)
    start_chosen = Signal(int)

    def __init__(self, theme: Theme, labels_key: str, envelopes_key: str) -> None:
        super().__init__(theme, _("Labels and envelopes"), "mail")
        self.stock = Segments(theme, [(name, name) for name in STOCKS])
        self.stock.say(_("Label sheet"), "")
        self.start = QLineEdit()
        self.start.setMaxLength(2)
        self.start.setValidator(QIntValidator(1, 99, self))
        self.start.setFixedWidth(theme.px(64))
        self.grid = StartGrid(theme)
        self.words = Text(theme, "", Type.BODY, "text2")
        self.words.setWordWrap(True)
        self.labels_button = Button(theme, _("Labels"), icon="printer", keys=labels_key)
        self.envelopes_button = Button(theme, _("Envelopes"), icon="mail", keys=envelopes_key)
        self.body.addLayout(labelled(theme, _("Label sheet"), self.stock))
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(12))
        beside.addWidget(self.grid, alignment=Qt.AlignmentFlag.AlignTop)
        column = labelled(theme, _("First label"), self.start)
        column.addStretch(1)
        beside.addLayout(column)
        beside.addStretch(1)
        self.body.addLayout(beside)
        self.body.addWidget(self.words)
        for button in (self.labels_button, self.envelopes_button):
            self.body.addLayout(in_line(theme, button))
        self.stock.chosen.connect(self.stock_chosen)
        self.grid.chosen.connect(self.start_chosen)
        self.start.textEdited.connect(lambda text: self.start_chosen.emit(int(text or 0)))

    def show_state(self, state: NotesState) -> None:
        """Show what is chosen."""
        self.stock.choose(state.stock)
        self.grid.show_labels(state.stock, state.start, max(1, len(state.drafts)))
        if not (self.start.hasFocus() and self.start.text() in {"", "0"}):
            self.start.setText(str(state.start))
        self.words.setText(state.labels_end())
