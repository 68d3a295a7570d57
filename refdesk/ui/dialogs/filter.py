"""The dialog that sets one filter: a field, how, and the value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import YESNO
from refdesk.i18n import _, plural
from refdesk.screens import filters
from refdesk.screens.filters import Ask
from refdesk.services.conditions import Condition, Match
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.editors.combo import Combo
from refdesk.ui.editors.field_style import HIGH
from refdesk.ui.editors.reference import ReferenceEditor
from refdesk.ui.form_finder import FormFinder
from refdesk.ui.list_choices import NAME, FieldChooser, PickList
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QHideEvent

    from refdesk.ui.host import Host

Count = Callable[[Condition], int]
"""Counts the records that fit with this condition; called away from the window."""
PAUSE_MS = 200
MOST_HIGH = 4_000


class FilterDialog(Dialog):
    """Sets a new filter, or changes one.

    Args:
        host: the window.
        fields: of the kind of record, by name.
        count: tells how many would be shown.
        over: the page.
        before: the filter to change.
    """

    decided = Signal(object)
    """The condition that was set."""

    def __init__(
        self,
        host: Host,
        fields: Mapping[str, Field],
        count: Count,
        over: QWidget,
        before: Condition | None = None,
    ) -> None:
        title = _("Filter the list") if before is None else _("Change the filter")
        super().__init__(host.theme, title, over, width=560)
        self._host, self._fields, self._count, self._before = host, fields, count, before
        self._asked = 0
        self._own: Field | None = None
        theme, px = host.theme, host.theme.px
        self.fields = FieldChooser(theme, filters.fields_offered(fields))
        self.how = Combo(theme, ())
        self.ticks = PickList(theme, _("Values"))
        self.text = QLineEdit()
        self.text.setMaxLength(200)
        self.record = QVBoxLayout()
        self.editor: ReferenceEditor | None = None
        self.hint = Text(theme, "", Type.SMALL, "text3")
        self.hint.setWordWrap(True)
        self.problem = ProblemLine(theme)
        self.fits = Text(theme, "", Type.BODY, "text3")
        self.fits.setMinimumWidth(px(160))
        self._pages = QStackedWidget()
        holder = QWidget()
        holder.setLayout(self.record)
        self.record.setContentsMargins(0, 0, 0, 0)
        self.record.addStretch(1)
        for page in (QWidget(), self.ticks, _top(self.text), holder):
            self._pages.addWidget(page)
        self._lay_out()
        self.buttons.insertWidget(0, self.fits)
        self.add_cancel()
        self.button = self.add_button(_("Filter"), Look.PRIMARY, keys=_("Enter"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._connect()
        if before is not None and before.name in fields:
            self.fields.choose(before.name)
            self._show_before(before)
        else:
            self._field_chosen(self.fields.name())
        self.fields.box.setFocus()

    def _lay_out(self) -> None:
        px = self._host.theme.px
        right = QVBoxLayout()
        right.setSpacing(px(8))
        right.addWidget(self.how)
        right.addWidget(self._pages)
        right.addWidget(self.hint)
        right.addWidget(self.problem)
        right.addStretch(1)
        self._right = right
        columns = QHBoxLayout()
        columns.setSpacing(px(16))
        columns.addWidget(self.fields, 2)
        columns.addLayout(right, 3)
        self.body.addLayout(columns, 1)

    def _connect(self) -> None:
        self.fields.chosen.connect(self._field_chosen)
        self.fields.taken.connect(self._to_value)
        self.how.chosen.connect(lambda _code: self._how_chosen())
        self.ticks.itemChanged.connect(lambda _item: self._changed())
        self.text.textEdited.connect(lambda _text: self._changed())
        self.button.clicked.connect(self.decide)
        self._pause.timeout.connect(self._ask_count)

    def decide(self) -> None:
        """Take the filter, or say what is missing."""
        try:
            found = self.condition()
        except UserError as error:
            self.problem.say(error.message)
            self._to_value()
            return
        self.accept()
        self.decided.emit(found)

    def condition(self) -> Condition:
        """Return the condition as it stands.

        Raises:
            UserError: something is missing, or the value is none of its kind.
        """
        own, match = self._own, self._match()
        if own is None:
            raise UserError(_("Choose a field to filter by."))
        ask = filters.asks(own, match)
        if ask is Ask.NOTHING:
            return Condition(own.name, match)
        if ask is Ask.TICKS:
            values = [v for v in self.ticks.ticked() if isinstance(v, str | int)]
            return filters.ticked(own, match, values)
        if ask is Ask.RECORD:
            entry = self.editor.entry() if self.editor else {}
            return filters.ticked(own, match, [entry["id"]] if entry.get("id") else [])
        return filters.condition(own, match, self.text.text())

    def _match(self) -> Match:
        return next((one for one in Match if one.value == self.how.code()), Match.IS)

    def _field_chosen(self, name: str) -> None:
        self._own = own = self._fields.get(name)
        self.how.clear()
        self.problem.say("")
        self.button.setEnabled(own is not None)
        if own is None:
            self._pages.setCurrentIndex(0)
            self.fits.setText(_("No field is called so."))
            return
        hows = filters.hows(own)
        for match in hows:
            self.how.addItem(filters.how_words(own, match), match.value)
        self.how.say(_("How"), "")
        self.how.setVisible(len(hows) > 1)
        self.how.choose(hows[0].value)
        self.text.clear()
        self.text.setAccessibleName(_(own.label))
        self._fill_ticks(own)
        self._fill_record(own)
        self._how_chosen()

    def _fill_ticks(self, own: Field) -> None:
        self.ticks.blockSignals(True)  # noqa: FBT003  Qt's own
        self.ticks.clear()
        self.ticks.setAccessibleName(_("Values of {field}").format(field=_(own.label)))
        for option in filters.options(own):
            first = own.kind is YESNO and option.value is True
            self.ticks.add(option.label, option.value, ticked=first)
        self.ticks.setCurrentRow(0)
        self.ticks.blockSignals(False)  # noqa: FBT003

    def _fill_record(self, own: Field) -> None:
        if self.editor is not None:
            self.editor.hide()
            self.record.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = None
        if own.target_kind:
            self.editor = ReferenceEditor(self._host.theme, own, FormFinder(self._host, self, 9))
            self.editor.name(_(own.label), "")
            self.editor.edited.connect(self._changed)
            self.record.insertWidget(0, self.editor)

    def _how_chosen(self) -> None:
        own, match = self._own, self._match()
        if own is None:
            return
        page = [Ask.NOTHING, Ask.TICKS, Ask.TEXT, Ask.RECORD]
        ask = filters.asks(own, match)
        at = page.index(Ask.TEXT if ask is Ask.DAY else ask)
        self._pages.setCurrentIndex(at)
        # Ticks take all the height; a line leaves it to what is said below it.
        ticks = ask is Ask.TICKS
        self._pages.setMaximumHeight(MOST_HIGH if ticks else self._host.theme.px(HIGH + 4))
        self._right.setStretch(self._right.indexOf(self._pages), 100 if ticks else 0)
        self.hint.setText(filters.hint(own, match))
        self.hint.setVisible(bool(self.hint.text()) and ask is not Ask.NOTHING)
        self._changed()

    def _show_before(self, before: Condition) -> None:
        self.how.choose(before.match.value)
        self._how_chosen()
        own = self._own
        if own is None:
            return
        for row in range(self.ticks.count()):
            item = self.ticks.item(row)
            on = item.data(NAME) in before.values
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        if self.editor is not None and before.values:
            self.editor.show_entry({"id": int(before.values[0]), "text": ""})
        elif filters.asks(own, before.match) in {Ask.TEXT, Ask.DAY}:
            self.text.setText(filters.typed_text(own, before))
        self._changed()

    def _to_value(self) -> None:
        page = self._pages.currentIndex()
        value = (self.how, self.ticks, self.text, self.editor and self.editor.control())[page]
        if value:
            value.setFocus(Qt.FocusReason.TabFocusReason)

    def _changed(self) -> None:
        self.problem.say("")
        self.fits.setText("")
        self._pause.start()

    def _ask_count(self) -> None:
        try:
            found = self.condition()
        except UserError:
            return  # it is not whole yet
        self._asked += 1
        number = self._asked

        def done(count: int) -> None:
            if number == self._asked and self.isVisible():
                self.fits.setText(plural("{count} fits", "{count} fit", count))

        self._host.jobs.run_query(lambda: self._count(found), done)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count no more."""
        self._pause.stop()
        self._asked += 1
        super().hideEvent(event)


def _top(field: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(field)
    column.addStretch(1)
    return holder
