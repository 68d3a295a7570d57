"""Editors for one choice, several choices, and yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from refdesk.domain.fields import Field
from refdesk.i18n import _
from refdesk.screens.entry import Entry
from refdesk.ui.editors.base import Finder
from refdesk.ui.editors.check import Check
from refdesk.ui.editors.combo import Combo
from refdesk.ui.editors.flow import Flow, fit
from refdesk.ui.editors.segments import Segments, width_of_all
from refdesk.ui.editors.simple import Part, SimpleEditor
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

__all__ = ["Check", "ChoiceEditor", "ChoicesEditor", "Combo", "Segments", "YesNoEditor"]

WIDEST = 420
"""Segments wider than this, at 100 %, become a list."""
FEWEST, MOST = 2, 7
YES, NO = "yes", "no"
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


def one_of(theme: Theme, options: list[tuple[str, str]], *, required: bool) -> Segments | Combo:
    """Return the control for these choices: side by side where they fit, else a list."""
    wide = width_of_all(theme, (label for _code, label in options))
    if FEWEST <= len(options) <= MOST and wide <= theme.px(WIDEST):
        return Segments(theme, options, required=required)
    return Combo(theme, options, required=required)


class ChoiceEditor(SimpleEditor):
    """One choice of several."""

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        options = [(choice.value, _(choice.label)) for choice in own.choices]
        self.choice = one_of(theme, options, required=own.required)
        self.choice.chosen.connect(self.touch)
        self._row.addWidget(self.choice)
        self.setFocusProxy(self.choice)
        if isinstance(self.choice, Segments):
            self.wide = round(self.choice.natural_width() / theme.scale)

    def control(self) -> QWidget:
        """Return the segments or the list."""
        return self.choice

    def parts(self) -> tuple[Part, ...]:
        """Return the segments or the list."""
        return (self.choice,)

    def say(self, label: str, description: str) -> None:
        """Name the control and its choices."""
        self.choice.say(label, description)

    def typed(self) -> Entry:
        """Return the code."""
        return self.choice.code()

    def show_given(self, entry: Entry) -> None:
        """Show a code; one that this version does not know shows nothing chosen."""
        self.choice.choose(entry or "")


class Boxes(QWidget):
    """Check boxes in rows: one tab stop; arrows go from box to box."""

    def __init__(self, theme: Theme, checks: list[Check]) -> None:
        super().__init__()
        self.checks = checks
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        flow = Flow(theme.px(16), row_gap=0)
        self.setLayout(flow)
        for check in checks:
            flow.addWidget(check)
            check.shows_lock = check is checks[-1]
        if checks:
            self._lead_focus(checks[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the rows are."""
        super().resizeEvent(event)
        fit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the box before or after."""
        step = _STEPS.get(Qt.Key(event.key()))
        here = next((n for n, check in enumerate(self.checks) if check.hasFocus()), None)
        if step is None or here is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
            return
        there = self.checks[(here + step) % len(self.checks)]
        self._lead_focus(there)
        there.setFocus(Qt.FocusReason.TabFocusReason)

    def _lead_focus(self, to: Check) -> None:
        for check in self.checks:
            is_to = check is to
            check.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_to else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(to)


class ChoicesEditor(SimpleEditor):
    """Any of several choices."""

    wide = 420

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        self.checks = {choice.value: Check(theme, _(choice.label)) for choice in own.choices}
        self.boxes = Boxes(theme, list(self.checks.values()))
        for check in self.checks.values():
            check.turned.connect(self.touch)
        self._row.addWidget(self.boxes)
        self.setFocusProxy(self.boxes)

    def control(self) -> QWidget:
        """Return the boxes."""
        return self.boxes

    def parts(self) -> tuple[Part, ...]:
        """Return the boxes."""
        return tuple(self.checks.values())

    def say(self, label: str, description: str) -> None:
        """Name the whole, and say of each box whose it is."""
        super().say(label, description)
        for check in self.checks.values():
            check.setAccessibleDescription(" ".join(filter(None, (label, description))))

    def typed(self) -> Entry:
        """Return the codes in their order."""
        return [code for code, check in self.checks.items() if check.isChecked()]

    def show_given(self, entry: Entry) -> None:
        """Check the boxes of these codes."""
        for code, check in self.checks.items():
            check.setChecked(code in (entry or ()))


class YesNoEditor(SimpleEditor):
    """Yes or no: a check box, or two segments where there may be no answer yet."""

    wide = 120

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        self.check: Check | None = None
        self.answer: Segments | None = None
        self._control = QWidget()
        self._control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self._control)
        row.setContentsMargins(0, 0, 0, 0)
        if own.custom:
            self.answer = Segments(theme, [(YES, _("Yes")), (NO, _("No"))], required=own.required)
            self.answer.chosen.connect(self.touch)
            inner: QWidget = self.answer
        else:
            self.check = Check(theme, _("Yes"))
            self.check.turned.connect(self.touch)
            inner = self.check
        row.addWidget(inner)
        row.addStretch(1)
        self._control.setFocusProxy(inner)  # a label's mnemonic would turn a bare box over
        self._row.addWidget(self._control)
        self.setFocusProxy(self._control)

    def control(self) -> QWidget:
        """Return what holds the box or the segments."""
        return self._control

    def parts(self) -> tuple[Part, ...]:
        """Return the box or the segments."""
        part = self.check or self.answer
        return (part,) if part else ()

    def say(self, label: str, description: str) -> None:
        """Name the box or the segments."""
        super().say(label, description)
        if self.check:
            self.check.setAccessibleName(_("{label}: yes").format(label=label) if label else "")
            self.check.setAccessibleDescription(description)
        if self.answer:
            self.answer.say(label, description)

    def typed(self) -> Entry:
        """Return true or false, or None for no answer."""
        if self.check:
            return self.check.isChecked()
        code = self.answer.code() if self.answer else ""
        return {YES: True, NO: False}.get(code)

    def show_given(self, entry: Entry) -> None:
        """Show an answer."""
        if self.check:
            self.check.setChecked(bool(entry))
        elif self.answer:
            self.answer.choose("" if entry is None else YES if entry else NO)
