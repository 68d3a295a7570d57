"""One setting on its page: label, help, control, and the way back to the default."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.services.preferences import Preferences
from refdesk.settings import Setting, Value
from refdesk.ui.editors.combo import Combo
from refdesk.ui.editors.flow import Flow
from refdesk.ui.editors.segments import Segments
from refdesk.ui.parts import RING, Button, Icon, Look, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

MOST_SEGMENTS = 4


class SettingRow(QWidget):
    """Shows a setting as it is, and tells what a person chooses.

    Args:
        theme: colours and sizes.
        preferences: where the present value comes from.
        setting: what is shown.
        scope: whom it binds, in words for a screen reader.
    """

    chosen = Signal(object)
    """The value that the person wants."""

    def __init__(
        self, theme: Theme, preferences: Preferences, setting: Setting, scope: str
    ) -> None:
        super().__init__()
        self.setting = setting
        self._preferences, self._scope = preferences, scope
        px = theme.px
        options = [(str(n), _(label)) for n, (_value, label) in enumerate(setting.allowed)]
        few = len(options) <= MOST_SEGMENTS
        self.control = (Segments if few else Combo)(theme, options, required=True)
        self.control.chosen.connect(self._chose)
        self.label = Text(theme, _(setting.label), Type.MEDIUM)
        self.help = Text(theme, _(setting.help), Type.SMALL, "text3")
        for words in (self.label, self.help):
            words.setWordWrap(True)
        self.label.setBuddy(self.control)  # on Linux the name of a combo box is what it shows
        self.default = Text(theme, "", Type.SMALL, "text3")
        self.back = Button(theme, _("Back to default"), Look.QUIET, height=26)
        self.back.setAccessibleDescription(_(setting.label))
        self.back.clicked.connect(self._go_back)
        self.locked = QWidget()
        self._lock_words = Text(theme, _("Only an owner can change this."), Type.SMALL, "text3")
        lock = QHBoxLayout(self.locked)
        lock.setContentsMargins(0, 0, 0, 0)
        lock.setSpacing(px(4))
        lock.addWidget(Icon(theme, "lock", "text3", 14))
        lock.addWidget(self._lock_words, 1)
        self._lay_out(px(4), px(8))
        self.show_value()

    def show_value(self) -> None:
        """Show the value that holds now, and whether the person may change it."""
        setting, value = self.setting, self._preferences.value(self.setting)
        may_change = self._preferences.may_change(setting)
        values = [one for one, _label in setting.allowed]
        self.control.choose(str(values.index(value)))
        self.control.set_locked(locked=not may_change)
        self.locked.setVisible(not may_change)
        differs = value != setting.default
        default = _(setting.label_of(setting.default))
        self.default.setText(_("Default: {value}").format(value=default))
        self.default.setVisible(differs)
        if self.back.hasFocus() and not differs:
            self.focus_control()  # the button goes, and keys must go somewhere
        self.back.setVisible(differs and may_change)
        told = [_(setting.help), self._scope]
        if not may_change:
            told.append(self._lock_words.text())
        self.control.say(_(setting.label), " ".join(filter(None, told)))

    def focus_control(self) -> None:
        """Give the control the focus."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def holds_focus(self) -> bool:
        """Tell whether keys go to this setting."""
        return self.control.hasFocus() or self.back.hasFocus()

    def _lay_out(self, small: int, gap: int) -> None:
        beside = QWidget()
        hint = QHBoxLayout(beside)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.setSpacing(gap)
        hint.addWidget(self.default)
        hint.addWidget(self.back)
        control = Flow(2 * gap, row_gap=0)
        control.addWidget(self.control)
        control.addWidget(beside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(small)
        whole.addWidget(self.label)
        whole.addWidget(self.help)
        whole.addSpacing(RING)
        whole.addLayout(control)
        whole.addWidget(self.locked)
        self.setTabOrder(self.control, self.back)

    def _chose(self, code: str) -> None:
        self._tell(self.setting.allowed[int(code)][0])

    def _go_back(self) -> None:
        self._tell(self.setting.default)

    def _tell(self, value: Value) -> None:
        self.chosen.emit(value)
