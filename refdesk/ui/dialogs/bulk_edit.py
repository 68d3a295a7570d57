"""The dialog that changes one field of many records: the value first, then what it would do."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from refdesk.domain.errors import Cancelled, UserError
from refdesk.domain.fields import Field
from refdesk.i18n import N_, _, plural
from refdesk.screens import entry as entries
from refdesk.screens.list_words import counted
from refdesk.screens.spec import Screen
from refdesk.services.bulk import Bulk, BulkPreview
from refdesk.services.wishes import Change, How, Refused, Wish
from refdesk.services.work import Watched
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.editors.catalogue import editor_for
from refdesk.ui.editors.segments import Segments
from refdesk.ui.form_finder import FormFinder
from refdesk.ui.list_choices import FieldChooser
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from refdesk.ui.editors.base import Editor
    from refdesk.ui.host import Host

HOWS = ((How.ADD, N_("Add")), (How.REMOVE, N_("Remove")), (How.SET, N_("Replace by")))
MOST_REFUSED = 50


class BulkEditDialog(Dialog):
    """Changes one field of many records.

    Args:
        host: the window.
        screen: of their kind.
        fields: that can be changed for many.
        ids: of the records, in the order of the list.
        over: the page.
    """

    decided = Signal(object)
    """The preview that is to be done."""

    def __init__(
        self,
        host: Host,
        screen: Screen,
        fields: tuple[Field, ...],
        ids: array[int],
        over: QWidget,
    ) -> None:
        kind = counted(screen, len(ids))
        title = _("Change {count} {kind}").format(count=f"{len(ids):,}", kind=kind)
        super().__init__(host.theme, title, over, width=600)
        self._host, self._screen, self._ids = host, screen, ids
        self._fields = {own.name: own for own in fields}
        self._watched: Watched | None = None
        self.preview: BulkPreview | None = None
        self.editor: Editor | None = None
        theme = host.theme
        self.fields = FieldChooser(theme, fields)
        self.how = Segments(theme, [(how.value, _(label)) for how, label in HOWS])
        self.how.say(_("How"), "")
        self.label = Text(theme, "", Type.LABEL, "text2")
        self.problem = ProblemLine(theme)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("Looking at each"))
        self.progress.hide()
        self.counts = Text(theme, "", Type.STRONG)
        self.refused = Text(theme, _("Those that are refused stay as they are."), ink="warn")
        self.table = PreviewTable(host)
        self.stack = QStackedWidget()
        self._lay_out()
        self.add_cancel()
        self.back_button = self.add_button(_("&Back"))
        self.button = self.add_button(_("Preview"), Look.PRIMARY, keys=_("Enter"))
        self.back_button.clicked.connect(self.back)
        self.button.clicked.connect(self.go_on)
        self.fields.chosen.connect(self._field_chosen)
        self.fields.taken.connect(self._to_value)
        self.back()
        self._field_chosen(self.fields.name())
        self.fields.box.setFocus()

    def _lay_out(self) -> None:
        px = self._host.theme.px
        self._value = QVBoxLayout()
        self._value.setSpacing(px(8))
        for part in (self.how, self.label, self.problem, self.progress):
            self._value.addWidget(part)
        self._value.addStretch(1)
        asking, showing = QWidget(), QWidget()
        columns = QHBoxLayout(asking)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(px(16))
        columns.addWidget(self.fields, 2)
        columns.addLayout(self._value, 3)
        rows = QVBoxLayout(showing)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(8))
        for words in (self.counts, self.refused):
            words.setWordWrap(True)
            rows.addWidget(words)
        rows.addWidget(self.table, 1)
        self.stack.addWidget(asking)
        self.stack.addWidget(showing)
        self.body.addWidget(self.stack, 1)

    def back(self) -> None:
        """Ask for the value again."""
        self.preview = None
        self.stack.setCurrentIndex(0)
        self.back_button.hide()
        self.button.set_words(_("Preview"))
        self.button.setEnabled(bool(self._fields))
        self._to_value()

    def go_on(self) -> None:
        """Show what would change; then do it."""
        if self.preview is not None:
            preview = self.preview
            self.accept()
            self.decided.emit(preview)
            return
        try:
            wish = self._wish()
        except UserError as error:
            self._refuse(error)
            return
        self._look(wish)

    def _wish(self) -> Wish:
        own = self._own()
        if own is None or self.editor is None:
            raise UserError(_("Choose a field to change."))
        how = How(self.how.code()) if own.kind.value_type is tuple else How.SET
        value = entries.read(own, self.editor.entry())
        if own.is_empty(value) and (own.required or how is not How.SET):
            raise own.error(_("needs a value here."))
        return Wish(own, value, how)

    def _look(self, wish: Wish) -> None:
        jobs, of = self._host.jobs, self._screen.of
        self.problem.say("")
        self.button.setEnabled(False)
        self.progress.setRange(0, len(self._ids))
        self.progress.setValue(0)
        self.progress.setVisible(len(self._ids) > 500)
        watched = Watched(lambda done, _total, _text: jobs.post(lambda: self._show_step(done)))
        self._watched = watched
        bulk = Bulk(self._host.desk)
        jobs.run_query(lambda: bulk.preview(of, self._ids, wish, watched), self._show, self._refuse)

    def _show_step(self, done: int) -> None:
        if self._watched is not None:
            self.progress.setValue(done)

    def _show(self, preview: BulkPreview) -> None:
        if self._watched is None:
            return
        self._watched = None
        self.progress.hide()
        self.counts.setText(counts_text(preview))
        self.refused.setVisible(bool(preview.refused))
        self.table.show_changes(preview.refused, preview.examples)
        self.stack.setCurrentIndex(1)
        self.back_button.show()
        self.preview = preview
        changed = preview.changed
        self.button.set_words(plural("Change {count}", "Change {count}", changed))
        self.button.setEnabled(bool(changed))
        (self.button if changed else self.back_button).setFocus()

    def _refuse(self, error: BaseException) -> None:
        self._watched = None
        self.progress.hide()
        self.button.setEnabled(True)
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, UserError):
            raise error
        self.problem.say(error.message)
        self._to_value()

    def _own(self) -> Field | None:
        return self._fields.get(self.fields.name())

    def _field_chosen(self, name: str) -> None:
        self.problem.say("")
        if self.editor is not None:
            self.editor.hide()
            self._value.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = None
        own = self._fields.get(name)
        self.button.setEnabled(own is not None)
        self.how.setVisible(own is not None and own.kind.value_type is tuple)
        self.label.setText(_(own.label) if own else _("No field is called so."))
        if own is None:
            return
        self.how.choose(How.ADD.value)
        self.editor = editor_for(self._host.theme, own, FormFinder(self._host, self, 9))
        self.editor.name(_(own.label), own.help and _(own.help))
        self.editor.show_entry(entries.write(own, own.empty))
        self._value.insertWidget(2, self.editor)
        QWidget.setTabOrder(self.fields, self.editor)
        QWidget.setTabOrder(self.editor, self.back_button)
        self.editor.edited.connect(lambda: self.problem.say(""))

    def _to_value(self) -> None:
        if self.editor is not None:
            self.editor.control().setFocus(Qt.FocusReason.TabFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking."""
        if self._watched is not None and self.preview is None:
            self._watched.cancelled = True
            self._watched = None
        super().hideEvent(event)


class PreviewTable(QTableWidget):
    """Names, and what stands there before and after."""

    def __init__(self, host: Host) -> None:
        super().__init__(0, 3)
        self._theme = host.theme
        px = host.theme.px
        self.setHorizontalHeaderLabels([_("Record"), _("Before"), _("After")])
        self.setAccessibleName(_("What changes"))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(px(28))
        # A long text takes more lines: cut, before and after could look alike.
        self.horizontalHeader().sectionResized.connect(self.resizeRowsToContents)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        for column, wide in enumerate((248, 148)):
            self.setColumnWidth(column, px(wide))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(px(220))

    def show_changes(self, refused: Sequence[Refused], examples: Sequence[Change]) -> None:
        """Show the records that are refused, and the first of those that change."""
        refused = refused[:MOST_REFUSED]
        self.setRowCount(len(refused) + len(examples))
        for row, no in enumerate(refused):
            self._fill(row, (no.title, _("stays as it is"), no.sentence), "warn")
        for row, one in enumerate(examples, start=len(refused)):
            self._fill(row, (one.title, one.before or "–", one.after or "–"), "text")
        self.setVisible(self.rowCount() > 0)
        self.resizeRowsToContents()
        self.scrollToTop()

    def _fill(self, row: int, texts: tuple[str, str, str], ink: str) -> None:
        for column, text in enumerate(texts):
            item = QTableWidgetItem(" ".join(text.split()))
            item.setToolTip(text)
            item.setForeground(self._theme.color(ink if column else "text"))
            self.setItem(row, column, item)


def counts_text(preview: BulkPreview) -> str:
    """Return ``312 change, 4 stay as they are, 2 are refused.``."""
    parts = [plural("{count} changes", "{count} change", preview.changed)]
    if preview.same:
        parts.append(plural("{count} stays as it is", "{count} stay as they are", preview.same))
    if preview.gone:
        parts.append(plural("{count} is gone", "{count} are gone", preview.gone))
    if preview.refused:
        count = len(preview.refused)
        parts.append(plural("{count} is refused", "{count} are refused", count))
    first = len(preview.examples)
    shown = ""
    if first < preview.changed:
        shown = " " + _("The first {count} are shown.").format(count=first)
    return ", ".join(parts) + "." + shown
