"""The form designer: the fields of a form at the left, the form itself at the right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from refdesk.domain.asked import FormRule
from refdesk.domain.customs import CustomField
from refdesk.i18n import _
from refdesk.screens.design_state import DesignState
from refdesk.screens.list_words import Empty
from refdesk.services.drafts import Draft
from refdesk.ui.cards import scroll_area
from refdesk.ui.design_cards import FieldsCard, PreviewCard
from refdesk.ui.design_saving import DesignSaving
from refdesk.ui.dialogs.design_field import DesignFieldDialog
from refdesk.ui.list_states import EmptyState
from refdesk.ui.page_head import PageHead
from refdesk.ui.parts import Button, Look

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint

STACKED_BELOW = 700
"""Width of the page below which the form stands under its fields, in pixels at 100 %."""
KINDS = frozenset({FormRule.kind, CustomField.kind})


class DesignPage(DesignSaving):
    """Designs the forms of every kind of record; nothing holds before it is saved.

    Args:
        host: the window.
        draft: what was begun earlier, to go on from.
    """

    def __init__(self, host: Host, draft: Draft | None = None) -> None:
        super().__init__(host, draft)
        self.title_text = _("Form designer")
        self.is_owner = host.desk.user.opens_as_owner()
        self.fields = FieldsCard(host)
        self.fields.form_of.choose(self.kind)
        self.list = self.fields.list
        self.preview = PreviewCard(host)
        theme, keys = host.theme, host.keys.keys
        self.anew_button = Button(theme, _("As RefDesk begins"), Look.QUIET)
        self.save_button = Button(theme, _("Save"), Look.PRIMARY, keys=keys("save"))
        self.nobody = EmptyState(theme)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme, px = self._host.theme, self._host.theme.px
        both = QWidget()
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self.columns.setContentsMargins(px(20), px(16), px(20), px(16))
        self.columns.setSpacing(px(12))
        self.columns.addWidget(self.fields, 5)
        self.columns.addWidget(self.preview, 6)
        self.nobody.show_words(
            Empty(
                "lock",
                _("Only an owner of the desk designs forms."),
                _("Tell an owner what a form should ask for."),
            )
        )
        buttons = (self.anew_button, self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHead(theme, "", self.title_text, *buttons))
        self.area = scroll_area(both)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.nobody, 1)
        for part in (self.area, *buttons):
            part.setVisible(self.is_owner)
        self.nobody.setVisible(not self.is_owner)

    def _connect(self) -> None:
        fields = self.fields
        fields.form_of.chosen.connect(self.choose_form)
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.list.shifted.connect(self.shift)
        self.list.need_asked.connect(self.turn_needed)
        self.list.leave_asked.connect(self.turn_left_out)
        self.list.opened.connect(self.open_field)
        # The list is in the middle of its move: it is shown anew after it.
        self.list.dragged.connect(self._dragged, Qt.ConnectionType.QueuedConnection)
        fields.add_button.clicked.connect(self.add_field)
        fields.up_button.clicked.connect(partial(self.shift, -1))
        fields.down_button.clicked.connect(partial(self.shift, 1))
        fields.need_button.clicked.connect(self.turn_needed)
        fields.out_button.clicked.connect(self.turn_left_out)
        fields.when_button.clicked.connect(self.open_field)
        self.anew_button.clicked.connect(self.begin_anew)
        self.save_button.clicked.connect(self.save)

    # What the window asks of the page

    def open(self) -> None:
        """Read the form, unless something was begun; the list has the focus."""
        self._in_sight = True
        if self.is_owner:
            self.read()
            self.list.setFocus()

    def changed(self, kinds: Collection[str]) -> None:
        """Show the form as it is asked for now; what was begun stays."""
        if KINDS & set(kinds) and self.is_owner and not self._is_saving:
            self.read()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now."""
        found: dict[str, Callable[[], None]] = {"close": self._host.back}
        state = self.state
        if state is None or self._is_saving:
            return found
        found["new"] = self.add_field
        if state.is_begun:
            found["save"] = self.save
        if state.can_undo:
            found["undo"] = partial(self._step, state.undo)
        if state.can_redo:
            found["redo"] = partial(self._step, state.redo)
        return found

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the page."""
        hint = self._host.keys.hint
        if not self.is_owner:
            return ()
        own = (
            ("Alt+↑ ↓", _("move")),
            (_("Space"), _("required")),
            ("Del", _("leave out")),
            (_("Enter"), _("only when")),
        )
        saving = (hint("save", _("save")),) if self.is_begun else ()
        return (*(own if self.list.hasFocus() else ()), hint("new", _("add a field")), *saving)

    def focus_moved(self, now: QWidget) -> None:
        """Bring the part that has the focus in sight."""
        if self.area.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, self._host.theme.px(24))
            self.preview.show_focus(now)
        self.hints_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; what was begun stays as a draft."""
        if event.key() == Qt.Key.Key_Escape:
            self._host.back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the form under its fields where there is no room beside them."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < self._host.theme.px(STACKED_BELOW)
        way = QBoxLayout.Direction
        self.columns.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)

    def show_read(self) -> None:
        """Show the form in sight as it stands now; the field that was chosen stays so."""
        self._show(self.list.chosen())

    # What a person does

    def choose_form(self, kind: str) -> None:
        """Show the form of another kind of record."""
        self.kind = kind
        self.fields.form_of.choose(kind)
        self._show("")
        self.read()

    def shift(self, step: int) -> None:
        """Move the chosen field up or down."""
        state, name = self.state, self.list.chosen()
        if state is not None and name and state.move(name, step):
            self._show(name)
            self.list.say(state.place_words(name))

    def turn_needed(self) -> None:
        """Require the chosen field, or take that back."""
        self._ask(lambda state, name: state.turn_needed(name))

    def turn_left_out(self) -> None:
        """Leave the chosen field out, or bring it back."""
        self._ask(lambda state, name: state.turn_left_out(name))

    def open_field(self) -> None:
        """Ask when the chosen field is asked for; of an own field, what it is."""
        if self.state is not None and self.list.chosen():
            self._open_dialog(self.state, self.list.chosen())

    def add_field(self) -> None:
        """Ask for a new field of the clinic's own."""
        if self.state is not None:
            self._open_dialog(self.state, "")

    def begin_anew(self) -> None:
        """Show the form as RefDesk begins with it."""
        if self.state is not None:
            self.state.begin_anew()
            self._show(self.list.chosen())

    # Inside

    def _ask(self, wish: Callable[[DesignState, str], str]) -> None:
        state, name = self.state, self.list.chosen()
        if state is None or not name:
            return
        sentence = wish(state, name)
        if sentence:
            self._host.refuse(sentence)
            return
        self._show(name)
        self.list.say(next(row.words for row in state.rows() if row.key == name))

    def _open_dialog(self, state: DesignState, name: str) -> None:
        dialog = DesignFieldDialog(self._host, state, name, self)
        dialog.accepted.connect(lambda: self._show(dialog.done_name))
        dialog.finished.connect(lambda _result: self.list.setFocus())
        dialog.open()

    def _dragged(self, keys: list[str]) -> None:
        if self.state is not None:
            self.state.arrange(keys)
            self._show(self.list.chosen())

    def _step(self, step: Callable[[], bool]) -> None:
        if step():
            self._show(self.list.chosen())

    def _show(self, chosen: str) -> None:
        state = self.state
        self.list.show_rows(state.rows() if state else (), chosen)
        self._was_begun = self._was_begun or self.is_begun
        if self._was_begun:
            self.keeper.touch()
        self._show_chosen()
        self.preview.show_form(state)

    def _show_chosen(self) -> None:
        state = self.state
        self.fields.show_chosen(state)
        self.preview.show_field(self.list.chosen())
        begun = state is not None and state.is_begun
        self.save_button.setEnabled(begun and not self._is_saving)
        self.anew_button.setEnabled(state is not None)
        self.hints_changed.emit()
