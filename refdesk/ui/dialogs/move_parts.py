"""The parts of the dialog that moves referrals: what is asked for all of them, and the preview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from refdesk.domain.due import ENDED
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.referral import Referral
from refdesk.domain.stages import Stage
from refdesk.i18n import _, plural
from refdesk.screens import entry as entries
from refdesk.screens.loop_steps import FOR_ALL
from refdesk.screens.mnemonics import mnemonics
from refdesk.services.bulk_moves import NEEDED, MovesPreview
from refdesk.services.loop_moves import MoveWish
from refdesk.ui.editors.catalogue import editor_for
from refdesk.ui.field_box import FieldBox
from refdesk.ui.parts import Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.host import Host

S = Stage
MOST_NAMED = 20
"""Names under one reason; the rest of them is counted."""
TAKEN = "bpcm"
"""Letters of the dialog's own buttons."""


class MoveFields(QWidget):
    """What belongs to the move for all referrals: the fields of a stage, or what follows by itself.

    Args:
        host: the window.
    """

    edited = Signal()

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.stage = S.CONTACTING
        self.boxes: dict[str, FieldBox] = {}
        self._begun: Mapping[str, entries.Entry] = {}
        self.words = Text(host.theme, "", Type.BODY, "text2")
        self.words.setWordWrap(True)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(host.theme.px(10))
        self._rows.addWidget(self.words)
        self._rows.addStretch(1)

    def ask_for(self, stage: Stage, before: QWidget) -> None:
        """Ask for what belongs to a stage; Tab comes to it from the widget `before`."""
        self.stage = stage
        for box in self.boxes.values():
            box.hide()
            self._rows.removeWidget(box)
            box.deleteLater()
        self.boxes = {}
        theme = self._host.theme
        self.words.setText(follows(stage))
        self.words.setVisible(bool(self.words.text()))
        of, names = FOR_ALL.get(stage, (Referral, ()))
        fields = [self._host.desk.fields(of)[name] for name in names]
        labels = mnemonics([_(own.label) for own in fields], TAKEN)
        for place, (own, label) in enumerate(zip(fields, labels, strict=True)):
            box = FieldBox(theme, own, editor_for(theme, own, None), label)
            value = own.default if own.name == "how" else own.empty
            box.editor.show_entry(entries.write(own, value))
            box.set_needed(needed=own.name in (*NEEDED.get(stage, ()), "date"))
            box.edited.connect(self._edited)
            self._rows.insertWidget(place, box)
            for part in _reached_by_tab(box.editor):
                QWidget.setTabOrder(before, part)
                before = part
            self.boxes[own.name] = box
        if "report_sent" in self.boxes:
            today = self._host.records.typed.value(Referral, fields[0], "today")
            self.boxes["report_sent"].editor.show_entry(entries.write(fields[0], today))
        self._begun = self.given()

    @property
    def is_begun(self) -> bool:
        """Whether something was typed beyond what they began with."""
        return self.given() != self._begun

    def given(self) -> dict[str, entries.Entry]:
        """Return what stands in the fields, by name."""
        return {name: box.editor.entry() for name, box in self.boxes.items()}

    def fill(self, kept: Mapping[str, entries.Entry]) -> None:
        """Put in what was typed earlier; what a field cannot hold any more is left out."""
        for name, box in self.boxes.items():
            if name in kept and entries.fits(box.own, kept[name]):
                box.editor.show_entry(kept[name])

    def wish(self) -> MoveWish:
        """Return what is wanted.

        Raises:
            UserError: with all entries that cannot be read.
        """
        values: dict[Field, Any] = {}
        wrong: list[Problem] = []
        for box in self.boxes.values():
            given = box.editor.entry()
            try:
                if not entries.is_blank(box.own, given):
                    values[box.own] = entries.read(box.own, given)
            except UserError as error:
                wrong += error.problems
        if wrong:
            raise UserError("\n".join(one.message for one in wrong), tuple(wrong))
        of, _names = FOR_ALL.get(self.stage, (Referral, ()))
        if of is Referral:
            return MoveWish(self.stage, own=values)
        told = self.stage is not S.CONTACTING or any(own.name == "result" for own in values)
        return MoveWish(self.stage, beside=values if told else {})

    def show_problems(self, problems: tuple[Problem, ...]) -> str:
        """Show what is wrong at its fields; return what belongs to none of them."""
        found = {one.field: one.message for one in problems}
        for name, box in self.boxes.items():
            box.show_problem(found.pop(name, ""))
        first = next((box for box in self.boxes.values() if box.problem.text()), None)
        if first is not None:
            first.focus_problem()
        return " ".join(found.values())

    def focus_first(self) -> bool:
        """Give the first field the focus; False if there is none."""
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            first.focus_editor()
        return first is not None

    def _edited(self, name: str) -> None:
        self.boxes[name].show_problem("")
        self.edited.emit()


def _reached_by_tab(editor: QWidget) -> list[QWidget]:
    """Return the parts of an editor where Tab stops: of a plain widget Qt would move no part."""
    parts = [one for one in editor.findChildren(QWidget) if one.window() is editor.window()]
    return [one for one in parts if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def follows(stage: Stage) -> str:
    """Return what follows from a move by itself, or what is to be known before it."""
    if stage in {S.ATTENDED, S.NO_SHOW}:
        return _("The visit that was awaited is marked so.")
    if stage is S.CONTACTING:
        return _(
            "With a result, an attempt is logged for each. A visit that was awaited is cancelled."
        )
    if stage in ENDED:
        return _("A visit that was awaited is cancelled.")
    if stage is S.CLOSED:
        return _("A follow-up that was made stays as it is; the others take what is said here.")
    return ""


class MoveTable(QTableWidget):
    """Who stays and why, and who goes; each by name, as many as can be read."""

    def __init__(self, host: Host) -> None:
        super().__init__(0, 1)
        self._theme = host.theme
        px = host.theme.px
        self.setHorizontalHeaderLabels([_("Referral")])
        self.setAccessibleName(_("What happens to each"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(28))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().hide()
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setMinimumHeight(px(240))

    def show_moves(self, preview: MovesPreview) -> None:
        """Show those that are refused by their reason, then those that go."""
        self.setRowCount(0)
        for reason in preview.reasons:
            count = plural("{count} stays", "{count} stay", len(reason.titles))
            self._head(f"{count}: {reason.sentence}", "warn")
            self._names(reason.titles, len(reason.titles))
        if preview.go:
            self._head(goes_words(preview), "text")
            self._names(preview.examples, len(preview.go))
        self.setVisible(self.rowCount() > 0)
        self.scrollToTop()

    def fit(self) -> None:
        """Give long reasons the lines that they need."""
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            if item is not None and item.data(Qt.ItemDataRole.UserRole):
                self.resizeRowToContents(row)

    def _head(self, words: str, ink: str) -> None:
        item = self._add(words, ink)
        item.setFont(self._theme.font(Type.STRONG))
        item.setData(Qt.ItemDataRole.UserRole, words)

    def _names(self, titles: tuple[str, ...], count: int) -> None:
        for title in titles[:MOST_NAMED]:
            self._add(f"    {title}", "text2")
        rest = count - min(len(titles), MOST_NAMED)
        if rest:
            self._add("    " + _("and {count} more").format(count=f"{rest:,}"), "text3")

    def _add(self, words: str, ink: str) -> QTableWidgetItem:
        row = self.rowCount()
        self.insertRow(row)
        item = QTableWidgetItem(words)
        item.setForeground(self._theme.color(ink))
        self.setItem(row, 0, item)
        return item


def goes_words(preview: MovesPreview) -> str:
    """Return ``9 go to Scheduled: 5 from Received, 4 from Contacting``."""
    words = plural("{count} goes to", "{count} go to", len(preview.go))
    some = ", ".join(
        _("{count} from {stage}").format(count=f"{count:,}", stage=_(stage.label))
        for stage, count in preview.start.items()
    )
    return f"{words} {_(preview.wish.stage.label)}: {some}"


def counts_words(preview: MovesPreview) -> str:
    """Return ``9 of 14 can be moved. 5 stay where they are.``."""
    parts = [
        _("{count} of {all} can be moved.").format(
            count=f"{len(preview.go):,}", all=f"{len(preview.ids):,}"
        )
    ]
    if preview.refused:
        parts.append(
            plural("{count} stays as it is.", "{count} stay as they are.", len(preview.refused))
        )
    if preview.same:
        parts.append(
            plural("{count} is there already.", "{count} are there already.", preview.same)
        )
    if preview.gone:
        parts.append(plural("{count} is gone.", "{count} are gone.", preview.gone))
    if preview.beyond:
        parts.append(
            plural(
                "{count} has an authorization that ends before that day.",
                "{count} have an authorization that ends before that day.",
                preview.beyond,
            )
        )
    return " ".join(parts)
