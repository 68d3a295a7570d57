"""The dialog of one field of a form that is designed: its condition, and what an own field is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from refdesk.domain.customs import CustomField
from refdesk.i18n import _
from refdesk.screens.design_rules import OWN_ASKED
from refdesk.screens.design_state import DesignState
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.editors.combo import Combo
from refdesk.ui.form_finder import DEEPEST, FormFinder
from refdesk.ui.form_view import FormView
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.screens.form_state import FormState
    from refdesk.ui.host import Host


class DesignFieldDialog(Dialog):
    """Asks when a field is asked for; of the clinic's own fields, what they are too.

    Args:
        host: the window.
        state: the form.
        name: of the field; empty for a new one of the clinic's own.
        over: the page.
    """

    def __init__(self, host: Host, state: DesignState, name: str, over: QWidget) -> None:
        self.is_own = not name or name in state.own
        label = _(state.fields[name].label) if name else _("A field of your own")
        super().__init__(host.theme, label, over, width=520 if self.is_own else 420)
        self._host, self._state, self._name = host, state, name
        self.done_name = name
        """The field that the dialog was about, once it is closed."""
        self.form = state.own_form(name) if self.is_own else None
        self.view = self._view_of(self.form)
        self.problem = ProblemLine(host.theme)
        line = state.lines.get(name)
        deciders = state.deciders(name)
        self.other = Combo(host.theme, deciders, required=False)
        self.value = Combo(host.theme, ())
        self.other.say(_("Only when"), _("Empty: it is always asked for."))
        self.value.say(_("Is"), "")
        self._lay_out()
        self.other.choose(line.when_field if line else "")
        self._offer_values(line.when_value if line else "")
        self.other.chosen.connect(lambda _code: self._offer_values(""))
        self.add_cancel()
        self.button = self.add_button(_("OK"), Look.PRIMARY)
        self.button.clicked.connect(self.decide)
        if self.view is not None:
            self.view.focus_first()
        else:
            self.other.setFocus()

    def _view_of(self, form: FormState | None) -> FormView | None:
        if form is None:
            return None
        return FormView(self._host.theme, form, FormFinder(self._host, self, DEEPEST), OWN_ASKED)

    def _lay_out(self) -> None:
        theme, px = self._host.theme, self._host.theme.px
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(16))
        if self.view is not None:
            column.addWidget(self.view)
        when = QVBoxLayout()
        when.setSpacing(px(4))
        when.addWidget(Text(theme, _("Only when"), Type.LABEL, "text2"))
        when.addWidget(self.other)
        self.is_label = Text(theme, _("Is"), Type.LABEL, "text2")
        when.addWidget(self.is_label)
        when.addWidget(self.value)
        hint = Text(theme, _("Without a field here it is always asked for."), Type.SMALL, "text3")
        hint.setWordWrap(True)
        when.addWidget(hint)
        column.addLayout(when)
        column.addStretch(1)
        self.body.addWidget(inside)
        self.body.addWidget(self.problem)

    def decide(self) -> None:
        """Take over what was said, or say what is wrong."""
        record = None
        if self.form is not None and self.view is not None:
            if not self.form.check():
                self.view.show_problems()
                self.view.focus_problem(self.form.next_problem(None) or "")
                return
            working = self.form.working()
            record = working if isinstance(working, CustomField) else None
        other, value = self.other.code(), self.value.code()
        sentence = self._state.put(self._name, record, other, value)
        self.problem.say(sentence)
        if not sentence:
            self.done_name = self._name or (record.key if record else "")
            self.accept()

    def _offer_values(self, chosen: str) -> None:
        other = self.other.code()
        self.value.offer(self._state.values(other) if other else ())
        self.value.choose(chosen)
        if self.value.currentIndex() < 0 and self.value.count():
            self.value.setCurrentIndex(0)
        for part in (self.is_label, self.value):
            part.setVisible(bool(other))
