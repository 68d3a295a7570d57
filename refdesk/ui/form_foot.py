"""The foot of a form: how many fields are to finish, and the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from refdesk.i18n import _, plural
from refdesk.ui.key_map import KeyMap
from refdesk.ui.parts import RING, Button, Icon, Look, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class FormFoot(QWidget):
    """Count on the left; discard, close, save and add another, save on the right."""

    discard_asked = Signal()
    close_asked = Signal()
    save_asked = Signal()
    save_add_asked = Signal()

    def __init__(self, theme: Theme, keys: KeyMap) -> None:
        super().__init__()
        self._theme, self._may_add = theme, True
        px = theme.px
        self._icon = Icon(theme, "circle-alert", "danger")
        self.count = Text(theme, "", Type.STRONG, "danger")
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.discard_button = Button(theme, _("Discard draft"), Look.QUIET)
        self.close_button = Button(theme, _("Close"), keys=keys.keys("close"))
        self.add_button = Button(theme, _("Save, add another"), keys=keys.keys("save_add"))
        self.save_button = Button(theme, _("Save"), Look.PRIMARY, keys=keys.keys("save"))
        self._keys = {
            self.close_button: keys.keys("close"),
            self.add_button: keys.keys("save_add"),
            self.save_button: keys.keys("save"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), px(8), px(20 - RING), px(8))
        row.setSpacing(px(8 - RING))
        row.addWidget(self._icon)
        row.addSpacing(px(6))
        row.addWidget(self.count, 1)
        for button, signal in (
            (self.discard_button, self.discard_asked),
            (self.close_button, self.close_asked),
            (self.add_button, self.save_add_asked),
            (self.save_button, self.save_asked),
        ):
            row.addWidget(button)
            button.clicked.connect(signal)

    def offer(self, *, change: bool, add: bool) -> None:
        """Offer to save, and to add another; not on a record that is kept as proof."""
        self._may_add = change and add
        self.save_button.setVisible(change)
        self._fit()

    def set_busy(self, *, busy: bool) -> None:
        """Offer nothing but to close while the record is being saved."""
        for button in (self.discard_button, self.add_button, self.save_button):
            button.setEnabled(not busy)

    def show_state(self, problems: int, *, begun: bool) -> None:
        """Show how many fields are to finish, and whether there is a draft to keep."""
        self._icon.setVisible(bool(problems))
        words = plural("{count} field to finish", "{count} fields to finish", problems)
        self.count.setText(words if problems else "")
        self.discard_button.setVisible(begun)
        self.close_button.set_words(_("Close, keep draft") if begun else _("Close"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room: the keys first, then adding another, which has its key."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for button, keys in self._keys.items():
            button.set_keys(keys)
        self.add_button.setVisible(self._may_add)
        if self._needed() > self.width():
            for button in self._keys:
                button.set_keys("")
        if self._needed() > self.width():
            self.add_button.hide()

    def _needed(self) -> int:
        """Return the width that everything takes."""
        px, parts = self._theme.px, (self._icon, self.discard_button, *self._keys)
        shown = [part.sizeHint().width() for part in parts if not part.isHidden()]
        words = self.count.fontMetrics().horizontalAdvance(self.count.text())
        return sum(shown) + words + px(8 - RING) * (len(shown) + 1) + px(6 + 40)
