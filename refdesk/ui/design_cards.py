"""The two sides of the form designer: the fields, and the form as it would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from refdesk.domain.referral import Referral
from refdesk.i18n import _
from refdesk.screens.design_state import DesignState, designable
from refdesk.ui.cards import SideCard, scroll_area
from refdesk.ui.design_list import DesignList
from refdesk.ui.editors.combo import Combo
from refdesk.ui.editors.flow import Flow
from refdesk.ui.form_finder import FormFinder
from refdesk.ui.form_view import USUAL, FormView
from refdesk.ui.intake_page import LAID
from refdesk.ui.notes_parts import labelled
from refdesk.ui.parts import Button, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.host import Host

PAUSE_MS = 120
"""After so long without a step the form is drawn anew: a held key must not wait for it."""
LIST_HIGH = 160
"""The least height of either side, in pixels at 100 %; a page that is lower scrolls."""


class FieldsCard(SideCard):
    """Which form, its fields as rows, and what can be done with the one that is chosen."""

    def __init__(self, host: Host) -> None:
        theme, px = host.theme, host.theme.px
        super().__init__(theme, _("Fields"), "list")
        kinds = [(one.kind, _(one.of.many)) for one in designable()]
        self.form_of = Combo(theme, kinds)
        self.form_of.choose(kinds[0][0])
        self.list = DesignList(theme)
        self.told = Text(theme, "", Type.SMALL, "text2")
        keys = host.keys.keys
        self.add_button = Button(theme, _("Add a field"), icon="plus", keys=keys("new"), height=26)
        self.up_button = Button(theme, _("Up"), icon="arrow-up", height=26)
        self.down_button = Button(theme, _("Down"), icon="arrow-down", height=26)
        self.need_button = Button(theme, _("Required"), keys=_("Space"), height=26)
        self.out_button = Button(theme, _("Leave out"), keys="Del", height=26)
        self.when_button = Button(theme, _("Only when …"), keys=_("Enter"), height=26)
        self.buttons = (
            *(self.add_button, self.up_button, self.down_button),
            *(self.need_button, self.out_button, self.when_button),
        )
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(self.told.fontMetrics().lineSpacing())
        self.list.setMinimumHeight(px(LIST_HIGH))
        self.body.addLayout(labelled(theme, _("Form of"), self.form_of))
        self.form_of.say(_("Form of"), "")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.told)
        bar = QWidget()
        flow = Flow(px(2), row_gap=0)
        for button in self.buttons:
            flow.addWidget(button)
        bar.setLayout(flow)
        self.body.addWidget(bar)

    def show_chosen(self, state: DesignState | None) -> None:
        """Say what is locked of the chosen field, and what can be done with it."""
        name = self.list.chosen()
        row = next((row for row in state.rows() if row.key == name), None) if state else None
        self.told.setText((row.why or row.whole_mark) if row else "")
        self.out_button.set_words(_("Bring back") if row and row.is_left_out else _("Leave out"))
        self.when_button.set_words(_("Change …") if row and row.is_own else _("Only when …"))
        for button in self.buttons:
            button.setEnabled(state is not None)
        self.aside.setText(_("not saved yet") if state is not None and state.is_begun else "")


class PreviewFinder(FormFinder):
    """Finds records for a form that is only tried out: it adds none."""

    def is_added_here(self, _kind: str) -> bool:
        """Tell that nothing is added from here."""
        return False


class PreviewCard(SideCard):
    """The real form, to be tried out."""

    def __init__(self, host: Host) -> None:
        super().__init__(host.theme, _("Preview"), "eye")
        self._host = host
        self._state: DesignState | None = None
        self.view: FormView | None = None
        self.aside.setText(_("Try it out: nothing is saved"))
        self.area = scroll_area(QWidget())
        self.area.setMinimumHeight(host.theme.px(LIST_HIGH))
        self.body.addWidget(self.area, 1)
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(PAUSE_MS)
        self._drawing.timeout.connect(self._draw)
        self._scrolling = QTimer(self)
        self._scrolling.setSingleShot(True)
        self._scrolling.setInterval(0)
        self._scrolling.timeout.connect(self._scroll)
        self._chosen = ""

    def show_form(self, state: DesignState | None) -> None:
        """Show the form as it would be, with what was typed into it so far, in a moment."""
        self._state = state
        self._drawing.start()

    def show_field(self, name: str) -> None:
        """Bring a field in sight, once the form is drawn."""
        self._chosen = name
        self._scrolling.start()

    @property
    def is_waiting(self) -> bool:
        """Whether the form is still to be drawn as it stands."""
        return self._drawing.isActive()

    def show_focus(self, now: QWidget) -> None:
        """Bring the field that has the focus in sight."""
        if self.area.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, self._host.theme.px(48))

    def _draw(self) -> None:
        state, before = self._state, self.view
        if state is None:
            return
        typed = {}
        if before is not None and before.state.record.kind == state.screen.kind:
            typed = {name: before.state.entries[name] for name in before.state.touched}
        at, px = self.area.verticalScrollBar().value(), self._host.theme.px
        finder = PreviewFinder(self._host, self)
        laid = LAID if state.screen.of is Referral else USUAL  # a referral as it is taken in
        self.view = FormView(self._host.theme, state.preview(typed), finder, laid=laid)
        self.view.setContentsMargins(px(2), px(2), px(8), px(2))
        gone = self.area.takeWidget()
        gone.hide()  # set in its place, the area would remove it while it may still be busy
        gone.deleteLater()
        self.area.setWidget(self.view)
        self.view.setAutoFillBackground(False)
        self.area.verticalScrollBar().setValue(at)
        self._scrolling.start()  # the fields have no places yet

    def _scroll(self) -> None:
        box = self.view.boxes.get(self._chosen) if self.view is not None else None
        if box is not None and box.isVisible():
            self.area.ensureWidgetVisible(box, 0, self._host.theme.px(24))
