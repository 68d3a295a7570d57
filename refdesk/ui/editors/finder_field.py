"""A line that finds records as you type, with the list of them below."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from shiboken6 import isValid

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.text import fold
from refdesk.i18n import _, plural
from refdesk.screens.finding import Found
from refdesk.ui.editors.base import Finder
from refdesk.ui.editors.list_line import ARROWS, ENTER, PLAIN, ListLine
from refdesk.ui.find_box import WAIT_MS
from refdesk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

LONGEST = 1_000


class FinderField(ListLine):
    """Finds as you type and offers what it found; it does not know what was chosen before.

    Args:
        theme: colours and sizes.
        kind: of the records.
        finder: looks them up.
    """

    typed = Signal()
    chosen = Signal(object)
    """A `Found` was taken from the list, or added."""

    def __init__(self, theme: Theme, kind: str, finder: Finder) -> None:
        super().__init__(theme, LONGEST)
        self._kind, self._finder = kind, finder
        self._request = self._shown = 0
        self._pressed = False
        self.without: Callable[[], Collection[int]] = tuple
        """Returns the ids that are not to be offered."""
        self.holds_choice: Callable[[], bool] = bool
        """Tells whether the text is a name that was chosen: then it is selected as a whole."""
        self.chooses_alone = True
        """Whether Tab takes what is highlighted, and a whole name that of its record; else only
        Enter does."""
        self.goes_on = False
        """Whether Enter, once it took what is highlighted, leads to the next field."""
        self.setPlaceholderText(_("Type to find"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(WAIT_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._on_typing)

    def select_whole(self) -> None:
        """Select everything with the cursor before it, so that a long name shows its beginning."""
        self.end(False)  # noqa: FBT003  Qt's
        self.home(True)  # noqa: FBT003  Qt's

    def make_room(self) -> None:
        """Let the text end before what is in sight at the right."""
        self._make_room()

    def set_locked(self, *, locked: bool) -> None:
        """Let the text be read but not changed; then nothing is found either."""
        if locked:
            self.forget()
        super().set_locked(locked=locked)
        self.setPlaceholderText("" if locked else _("Type to find"))

    def forget(self) -> None:
        """Close the list, and drop the answer that is on its way."""
        self._pause.stop()
        self._request += 1
        self.close_list()

    # Finding

    def _on_typing(self, _text: str) -> None:
        self._request += 1
        self.typed.emit()
        if self.text().strip() and not self.holds_choice():
            self._pause.start()
        else:
            self.forget()

    def _ask(self) -> None:
        self._pause.stop()
        self._request += 1
        request, text = self._request, self.text()

        def answer(found: list[Found], count: int) -> None:
            if request == self._request and isValid(self):
                self._shown = request
                self._show_found(text, found, count)

        self._finder.find(self._kind, text, answer)

    def _show_found(self, text: str, found: list[Found], count: int) -> None:
        known = self.without()
        offered = [one for one in found if one.id not in known]
        count -= len(found) - len(offered)
        if not self.hasFocus():
            # The whole name of one record was typed, faster than it was found.
            is_whole = count == 1 and offered and fold(offered[0].title) == fold(text)
            if self.chooses_alone and text.strip() and is_whole:
                self.chosen.emit(offered[0])
            return
        self.set_note(plural("{count} found", "{count} found", count))
        is_row = any(one.asks for one in offered)  # then adding is among the rows
        self.made_list().show_found(offered, text, "" if is_row else self._add_words(text))
        self.say()

    def _add_words(self, text: str) -> str:
        if not text.strip() or not self._finder.is_added_here(self._kind):
            return ""
        of = _(BY_NAME[self._kind].one).lower()
        return _("Add “{text}” as a new {kind}").format(text=text.strip(), kind=of)

    def take(self, row: int) -> None:
        """Take a row of the list."""
        if self._list is not None and 0 <= row < len(self._list.rows):
            found = self._list.rows[row]
            self.forget()
            self.chosen.emit(found)

    def add(self) -> None:
        """Add somebody called as was typed."""
        text = self.text().strip()
        self.forget()

        def added(found: Found) -> None:
            if isValid(self) and not self.holds_choice() and self.text().strip() == text:
                self.chosen.emit(found)

        self._finder.add(self._kind, text, added)

    # Keys and focus

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  Qt's own name
        """Tab takes what is highlighted and goes on."""
        takes = next and self.chooses_alone and self.is_open and self._is_fresh()
        if takes and self._list is not None and not self._asks(self._list.current):
            self.take(self._list.current)
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose in the list; everything else is typing."""
        if self.isReadOnly() or not self._is_for_list(event):
            super().keyPressEvent(event)
        else:
            event.accept()

    def _is_for_list(self, event: QKeyEvent) -> bool:
        """Do what a key means for the list; tell whether it means anything."""
        key = Qt.Key(event.key())
        is_plain = event.modifiers() in PLAIN
        if key in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._is_added()
        if not is_plain or self._list is None or not self.is_open:
            return is_plain and self._is_opened_by(key)
        if key in ARROWS:
            self._list.step(ARROWS[key])
            self.say()
        elif key in ENTER and self._is_fresh():
            self.take(self._list.current)
            if self.goes_on and self.holds_choice() and self.hasFocus():
                super().focusNextPrevChild(True)  # noqa: FBT003  Qt's
        elif key in ENTER:
            self._ask()
        elif key == Qt.Key.Key_Escape:
            self.forget()
        else:
            return False
        return True

    def _asks(self, row: int) -> bool:
        """Tell whether taking a row would ask for more."""
        rows = self._list.rows if self._list is not None else ()
        return 0 <= row < len(rows) and rows[row].asks

    def _is_fresh(self) -> bool:
        """Tell whether the list is of the text as it stands: nothing is taken unseen."""
        return self._shown == self._request

    def _is_opened_by(self, key: Qt.Key) -> bool:
        """Open the list at once by the arrow down, or by Enter while typing."""
        is_open_text = not self.holds_choice()
        if key == Qt.Key.Key_Down or (key in ENTER and is_open_text and self.text().strip()):
            if is_open_text:
                self._ask()
            return is_open_text
        return False

    def _is_added(self) -> bool:
        if self.holds_choice() or not self._add_words(self.text()):
            return False
        self.add()
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select a chosen name as a whole, so that typing replaces it."""
        super().focusInEvent(event)
        self._pressed = event.reason() == Qt.FocusReason.MouseFocusReason
        if self.holds_choice() and not self._pressed:
            self.select_whole()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select a chosen name as a whole on the first click."""
        super().mouseReleaseEvent(event)
        if self._pressed and self.holds_choice() and not self.hasSelectedText():
            self.select_whole()
        self._pressed = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        super().focusOutEvent(event)
        self.close_list()
        if self._pause.isActive():
            self._ask()
