"""How a file is read: what its rows are, its sheet, what comes with them, which rows are wanted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.import_words import looks_like
from refdesk.ui.cards import SideCard, clear
from refdesk.ui.editors.check import Check
from refdesk.ui.editors.combo import Combo
from refdesk.ui.editors.segments import Segments
from refdesk.ui.elided import ElidedText
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.services.incoming import Incoming

DAY, MONTH = "day", "month"


class ImportSettings(SideCard):
    """The questions beside the columns; drawn anew for every file."""

    sheet_chosen = Signal(str)
    what_chosen = Signal(str)
    brought = Signal(str, bool)
    day_first = Signal(bool)
    filtered = Signal(object)
    """The parts of the registry's filter by name."""
    other_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("The file"), "file-text")
        self.file: ElidedText | None = None
        self.other: Button | None = None
        self.what: Combo | None = None
        self.sheet: Combo | None = None
        self.days: Segments | None = None
        self.checks: dict[str, Check] = {}
        self.filters: dict[str, QLineEdit] = {}
        self.entity: Segments | None = None

    def show_file(self, incoming: Incoming) -> None:
        """Show what is asked of this file."""
        theme = self._theme
        self.file = ElidedText(theme, Type.STRONG, "text", middle=True)
        self.other = Button(theme, _("Another file …"), Look.QUIET, height=24)
        self.other.clicked.connect(self.other_asked)
        self.empty()
        self.checks, self.filters = {}, {}
        self.file.show_whole(incoming.file_name)
        self._ask_what(incoming)
        self._ask_sheet(incoming)
        for note in incoming.notes:
            self._say(note, "text2")
        self._ask_days(incoming)
        self._ask_bring(incoming)
        self._ask_filter(incoming)
        self.body.addWidget(self.file)
        self.body.addWidget(self.other, alignment=Qt.AlignmentFlag.AlignLeft)

    def empty(self) -> None:
        """Take every question out."""
        clear(self.body)

    def _ask_what(self, incoming: Incoming) -> None:
        label = _("What it holds")
        self.what = Combo(self._theme, list(incoming.whats))
        self.what.say(label, looks_like(incoming))
        self.what.choose(incoming.what)
        self.what.chosen.connect(self.what_chosen)
        self._add(label, self.what)
        self._say(looks_like(incoming), "text3")

    def _ask_sheet(self, incoming: Incoming) -> None:
        self.sheet = None
        if len(incoming.sheets) < 2:
            return
        self.sheet = Combo(self._theme, [(name, name) for name in incoming.sheets])
        self.sheet.say(_("Sheet"), "")
        self.sheet.choose(incoming.sheet)
        self.sheet.chosen.connect(self.sheet_chosen)
        self._add(_("Sheet"), self.sheet)

    def _ask_days(self, incoming: Incoming) -> None:
        self.days = None
        if not incoming.asks_day_first:
            return
        options = [(MONTH, _("March 4")), (DAY, _("April 3"))]
        self.days = Segments(self._theme, options)
        label = _("What does 03/04 mean in it?")
        self.days.say(label, "")
        self.days.choose(DAY if incoming.day_first else MONTH)
        self.days.chosen.connect(lambda code: self.day_first.emit(code == DAY))
        self._add(label, self.days)

    def _ask_bring(self, incoming: Incoming) -> None:
        for one in incoming.brings:
            words = _("{field}: add what is not here yet").format(field=one.label)
            check = Check(self._theme, words)
            check.setChecked(one.on)
            check.setToolTip(words)
            check.turned.connect(partial(self._turned, one.field, check))
            self.checks[one.field] = check
            self.body.addWidget(check)

    def _ask_filter(self, incoming: Incoming) -> None:
        self.entity = None
        wanted = incoming.filter
        if not incoming.is_registry:
            return
        self.body.addSpacing(self._theme.px(4))
        self._say(_("The registry holds the whole country. Say which rows you want."), "text2")
        asked = (
            ("state", _("State"), _("such as NC, or NC SC")),
            ("zip", _("ZIP begins with"), _("such as 457 or 45701")),
            ("taxonomy", _("Specialty"), _("such as cardiology")),
        )
        for name, label, example in asked:
            line = QLineEdit(getattr(wanted, name))
            line.setPlaceholderText(example)
            line.setAccessibleName(label)
            line.setAccessibleDescription(example)
            line.editingFinished.connect(self._filter)
            self.filters[name] = line
            self._add(label, line)
        kinds = [("", _("All")), ("1", _("People")), ("2", _("Practices"))]
        self.entity = Segments(self._theme, kinds)
        self.entity.say(_("Which of them"), "")
        self.entity.choose(wanted.entity)
        self.entity.chosen.connect(lambda _code: self._filter())
        self._add(_("Which of them"), self.entity)
        self._wanted = wanted

    def take_filter(self) -> None:
        """Hand over what stands in the filter's fields now."""
        if self.entity is not None:
            self._filter()

    def _filter(self) -> None:
        if self.entity is None:
            return
        parts = {name: line.text().strip() for name, line in self.filters.items()}
        made = replace(self._wanted, entity=self.entity.code(), **parts)
        if made != self._wanted:
            self._wanted = made
            self.filtered.emit(made)

    def _turned(self, field: str, check: Check) -> None:
        self.brought.emit(field, check.isChecked())

    def _add(self, label: str, control: QWidget) -> None:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        name = Text(self._theme, label, Type.LABEL, "text2")
        name.setWordWrap(True)
        column.addWidget(name)
        column.addWidget(control)
        self.body.addLayout(column)

    def _say(self, words: str, ink: str) -> None:
        if words:
            said = Text(self._theme, words, Type.SMALL, ink)
            said.setWordWrap(True)
            self.body.addWidget(said)

    def focus_first(self) -> None:
        """Give the focus to the first question."""
        if self.what is not None:
            self.what.show()  # else one that was just made could not take it
            self.what.setFocus()
