"""A form around one editor, and a finder that knows a few invented people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from refdesk.domain.text import fold
from refdesk.screens.finding import Found
from refdesk.ui.editors.base import Editor

RETIRED = Found(5, "Rosa Bellwether", "Dunmere", archived=True)
PEOPLE = (
    Found(1, "Dr. Nkem Okafor", "MD, Cedar Grove Family Medicine"),
    Found(2, "Dr. Ngozi Okáfor", "Tilbrook Urgent Care"),
    Found(3, "Bria Okamoto", "NP, Quillby Primary Care"),
    Found(4, "Ünal O’Brien", "Tilbrook Urgent Care"),
)


class FakeFinder:
    """Answers at once, or when the test lets it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.added: list[str] = []
        self.count: int | None = None
        self.adds = True
        self.waits = False
        self.waiting: list[Callable[[], None]] = []

    def find(self, kind: str, text: str, done: Callable[[list[Found], int], None], /) -> None:
        """Hand over those whose name holds the text."""
        assert kind == "person"
        self.asked.append(text)
        found = [one for one in PEOPLE if fold(text) in fold(one.title)]
        self._answer(lambda: done(found, self.count or len(found)))

    def describe(
        self, kind: str, ids: Sequence[int], done: Callable[[list[Found]], None], /
    ) -> None:
        """Hand over those of the ids that there are."""
        assert kind == "person"
        found = [one for one in (*PEOPLE, RETIRED) if one.id in ids]
        self._answer(lambda: done(found))

    def add(self, kind: str, text: str, done: Callable[[Found], None], /) -> None:
        """Add a person of that name."""
        assert kind == "person"
        self.added.append(text)
        self._answer(lambda: done(Found(77, text.title())))

    def is_added_here(self, _kind: str) -> bool:
        """Tell what the test wants."""
        return self.adds

    def let_go(self) -> None:
        """Answer everything that waits."""
        waiting, self.waiting = self.waiting, []
        for answer in waiting:
            answer()

    def _answer(self, answer: Callable[[], None]) -> None:
        if self.waits:
            self.waiting.append(answer)
        else:
            answer()


class Around(QWidget):
    """An editor between two other fields, and what it has told."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor: Any = editor
        self.before, self.after = QLineEdit(), QLineEdit()
        self.told: list[str] = []
        self.column = QVBoxLayout(self)
        for widget in (self.before, editor, self.after):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        editor.edited.connect(lambda: self.told.append("edited"))
        editor.left.connect(lambda: self.told.append("left"))
        self.resize(600, 520)

    def start(self, qtbot: Any) -> None:
        """Show the form with the focus in its editor."""
        qtbot.addWidget(self)
        self.show()
        self.activateWindow()
        qtbot.waitUntil(self.isActiveWindow)
        self.editor.control().setFocus(Qt.FocusReason.TabFocusReason)


def press(key: Qt.Key, *held: Qt.KeyboardModifier, text: str = "") -> bool:
    """Press a key where the focus is; tell whether somebody took it."""
    target = QApplication.focusWidget()
    assert target is not None
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def type_text(text: str) -> None:
    """Type into what has the focus, whatever the letters."""
    for letter in text:
        press(Qt.Key.Key_unknown, text=letter)
