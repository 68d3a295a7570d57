"""The keys of this user: the table of actions with what was chosen, bound to widgets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from refdesk.i18n import _
from refdesk.screens.actions import ACTIONS, BY_NAME, keys_of
from refdesk.services.preferences import Preferences
from refdesk.settings import LETTERS, Setting
from refdesk.ui.keycaps import Hint

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

CHOSEN = "keys"
"""Under which name a user's own keys are remembered."""
Act = Callable[[str], None]


class KeyMap(QObject):
    """Which key does what, for the user at the desk."""

    changed = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._shortcuts: list[tuple[QShortcut, str, bool]] = []
        self._keys = keys_of({})
        self.read()

    def read(self) -> None:
        """Take over what the user has chosen."""
        chosen = self._preferences.remembered(CHOSEN)
        self._keys = keys_of(chosen if isinstance(chosen, dict) else {})
        for shortcut, name, letter in self._shortcuts:
            self._set(shortcut, name, letter=letter)
        self.changed.emit()

    def setting_changed(self, setting: Setting) -> None:
        """Turn the single letters on or off."""
        if setting is LETTERS:
            self.read()

    def keys(self, name: str) -> str:
        """Return the key of an action as Qt writes it."""
        return self._keys[name]

    def all(self) -> dict[str, str]:
        """Return the key of every action by its name."""
        return dict(self._keys)

    def letters_act(self) -> bool:
        """Tell whether the single letters are on."""
        return bool(self._preferences.value(LETTERS))

    def hint(self, name: str, words: str = "") -> Hint:
        """Return the key of an action and the word for it, for the status bar."""
        return self._keys[name], words or _(BY_NAME[name].label)

    def bind(self, window: QWidget, act: Act) -> None:
        """Make the keys of every action act anywhere in `window`."""
        for action in ACTIONS:
            if not action.fixed:
                shortcut = QShortcut(window)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                self._add(shortcut, action.name, act, letter=False)

    def bind_letters(self, rows: QWidget, act: Act) -> None:
        """Make the single letters act while `rows` itself has the focus."""
        for action in ACTIONS:
            if action.letter:
                shortcut = QShortcut(rows)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                self._add(shortcut, action.name, act, letter=True)

    def _add(self, shortcut: QShortcut, name: str, act: Act, *, letter: bool) -> None:
        shortcut.setAutoRepeat(False)  # a key held a moment too long is one wish, not thirty
        self._set(shortcut, name, letter=letter)
        shortcut.activated.connect(partial(act, name))
        entry = (shortcut, name, letter)
        self._shortcuts.append(entry)
        shortcut.destroyed.connect(partial(self._forget, entry))

    def _forget(self, entry: tuple[QShortcut, str, bool], *_gone: object) -> None:
        if entry in self._shortcuts:
            self._shortcuts.remove(entry)

    def _set(self, shortcut: QShortcut, name: str, *, letter: bool) -> None:
        if letter:
            letter_key = BY_NAME[name].letter if self.letters_act() else ""
            shortcut.setKey(QKeySequence(letter_key))
        else:
            shortcut.setKey(QKeySequence(self._keys[name]))
