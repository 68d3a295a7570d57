"""All keys: what each does, and another key for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.actions import BY_NAME, chosen_with, refusal, taken_by
from refdesk.services.preferences import Preferences
from refdesk.services.work import Watched
from refdesk.ui.cards import Card
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.key_rows import KeyRows
from refdesk.ui.dialogs.key_table import KeyTable
from refdesk.ui.find_box import DialogFindBox
from refdesk.ui.host import Host
from refdesk.ui.key_map import CHOSEN
from refdesk.ui.keycaps import key_text
from refdesk.ui.parts import Icon, Text
from refdesk.ui.tokens import Type

WIDE, HIGH, TABLE = 640, 640, 160
FIND_KEYS = "Ctrl+F"
MOST_OF_SCREEN = 0.9


class KeysDialog(Dialog):
    """Every action with its key; a person gives an action another one.

    Args:
        host: the window; its key map is shown, and changed once the choice is kept.
        over: the widget it belongs to.
    """

    def __init__(self, host: Host, over: QWidget | None) -> None:
        super().__init__(host.theme, _("All keys"), over, WIDE)
        self._host = host
        theme, px = host.theme, host.theme.px
        self.find_box = DialogFindBox(theme, _("Find an action or a key"), FIND_KEYS)
        self.find_box.setMaximumWidth(px(WIDE) * 2)
        self._rows = KeyRows(host.keys)
        self.table = KeyTable(theme, self._rows)
        self.table.setMinimumHeight(px(TABLE))
        card = Card(theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, px(6), 1, px(8))  # the card's line, and its round corners
        inside.addWidget(self.table)
        self.nothing = Text(theme, _("No action fits."), Type.BODY, "text3")
        self.body.addWidget(self.find_box)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.nothing)
        self.body.addLayout(self._notes())
        self.change_button = self.add_button(_("Change the &key"), keys="F2")
        self.default_button = self.add_button(_("Back to &default"), keys="Del")
        self.close_button = self.add_cancel(_("Close"))
        self.buttons.setStretch(0, 0)
        self.buttons.insertStretch(3, 1)
        room = self.screen().availableGeometry().height() * MOST_OF_SCREEN
        self.resize(px(WIDE), min(px(HIGH), round(room)))
        self._connect()
        self._show_found()
        self.find_box.setFocus()

    def _notes(self) -> QHBoxLayout:
        px = self._theme.px
        self._sign = Icon(self._theme, "info", "text3")
        self.note = Text(self._theme, "", Type.BODY, "text2")
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(2 * self.note.fontMetrics().height())  # nothing jumps below it
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.note, 1)
        return row

    def _connect(self) -> None:
        self.find_box.typed.connect(self._find)
        self.find_box.left.connect(self.table.setFocus)
        self.table.pressed_for.connect(self._take)
        self.table.default_asked.connect(self._put_back)
        self.table.asking.connect(self._show_asking)
        self.table.chosen.connect(self._show_chosen)
        self.change_button.clicked.connect(self.table.ask)
        self.default_button.clicked.connect(self._put_back_chosen)
        self._host.keys.changed.connect(self._show_kept)
        QShortcut(QKeySequence(FIND_KEYS), self, self._to_find_box)

    def _to_find_box(self) -> None:
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()

    def _find(self, text: str) -> None:
        self._rows.find(text)
        self._show_found()

    def _show_found(self) -> None:
        self.nothing.setVisible(not self._rows.lines)
        self._show_chosen()

    def _show_chosen(self) -> None:
        action = self.table.current()
        can_change = action is not None and not action.fixed
        self.change_button.setEnabled(can_change)
        self.default_button.setEnabled(
            can_change and action is not None and self._rows.key(action) != action.keys
        )
        self._say_how()

    def _show_asking(self, asking: bool) -> None:  # noqa: FBT001  a signal has no names
        action = self.table.current()
        if asking and action is not None:
            words = _("Press the new key for “{action}”. Esc keeps {keys}.").format(
                action=_(action.label), keys=key_text(self._rows.key(action))
            )
            self._say(words, "keyboard", "accent")
        else:
            self._say_how()

    def _show_kept(self) -> None:
        self._rows.refresh()
        self._show_chosen()

    def _take(self, name: str, keys: str) -> None:
        """Give an action another key, or say why it cannot have it and go on waiting."""
        wrong = refusal(keys)
        holder = taken_by(self._host.keys.all(), name, keys)
        if not wrong and holder is not None:
            wrong = _("{keys} is taken by “{action}”. Press another key, or Esc.").format(
                keys=key_text(keys), action=_(holder.label)
            )
        if wrong:
            self._say(wrong, "circle-alert", "danger")
            return
        self.table.give_up()
        self._keep(name, keys)

    def _put_back_chosen(self) -> None:
        action = self.table.current()
        if action is not None:
            self._put_back(action.name)

    def _put_back(self, name: str) -> None:
        """Give an action its default key again, unless another has taken that meanwhile."""
        action = BY_NAME[name]
        holder = taken_by(self._host.keys.all(), name, action.keys)
        if holder is not None:
            words = _("{keys} is taken by “{action}”. Give that another key first.").format(
                keys=key_text(action.keys), action=_(holder.label)
            )
            self._say(words, "circle-alert", "danger")
        elif self._rows.key(action) != action.keys:
            self._keep(name, action.keys)

    def _keep(self, name: str, keys: str) -> None:
        host = self._host
        work = partial(_remember, host.preferences, name, keys)
        host.run(_("Keeping your keys"), work, lambda _done: host.keys.read())

    def _say_how(self) -> None:
        letters = self._rows.letters_act()
        words = (
            _("Single letters act on lists and records. The settings turn them off.")
            if letters
            else _("Single letters are off. The settings turn them on.")
        )
        self._say(words, "info", "text2", aloud=False)

    def _say(self, words: str, icon: str, ink: str, *, aloud: bool = True) -> None:
        self._sign.name, self._sign.token = icon, ink
        self._sign.update()
        self.note.set_ink(ink)
        self.note.setText(words)
        if aloud:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.table, words))


def _remember(preferences: Preferences, name: str, keys: str, _progress: Watched) -> None:
    # Read in the lane that writes: of two changes in a row neither is lost.
    kept = preferences.remembered(CHOSEN)
    chosen = chosen_with(kept if isinstance(kept, dict) else {}, name, keys)
    preferences.remember(CHOSEN, chosen or None)
