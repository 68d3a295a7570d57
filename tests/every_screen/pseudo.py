"""A language in which every translated text stands in brackets, so that the others show."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from refdesk.ui.keycaps import KeyHints

KEYS = re.compile(
    r"(?:Ctrl|Shift|Alt|Meta|Esc|Tab|Enter|Return|Del|Ins|Home|End|PgUp|PgDown|F\d+|[A-Z])"
)
"""What keyboards have on their keys; Qt writes them in the language of the system itself."""
HOURS = re.compile(r"AM|PM|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec")
"""A date or time is a value, written as the values of the United States are."""
WORD = re.compile(r"[^\W_]+")


class Brackets(gettext.NullTranslations):
    """Translates every text into itself in brackets."""

    def gettext(self, message: str) -> str:
        """Return the text in brackets."""
        return f"⟦{message}⟧"

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the text for a number in brackets."""
        return f"⟦{one if count == 1 else many}⟧"


def untranslated(text: str) -> str:
    """Return what of a text stands outside brackets and has letters; empty when nothing does."""
    rest, depth = [], 0
    for letter in text:
        depth += letter == "⟦"
        if not depth:
            rest.append(letter)
        depth -= letter == "⟧"
    return " ".join(
        word
        for word in WORD.findall("".join(rest))
        if not (word.isdigit() or KEYS.fullmatch(word) or HOURS.fullmatch(word))
    )


def words_of(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Yield every text that a person reads or hears in a window, with the widget it is of."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisibleTo(window):
            for text in (*_own(widget), *_of_any(widget)):
                yield widget, text


def _of_any(widget: QWidget) -> tuple[str, ...]:
    return (
        widget.toolTip(),
        widget.accessibleName(),
        widget.accessibleDescription(),
        widget.windowTitle(),
        widget.statusTip(),
    )


def _own(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
        yield widget.placeholderText()
    elif isinstance(widget, QListWidget):
        yield from (widget.item(row).text() for row in range(widget.count()))
    elif isinstance(widget, QTableView):
        yield from _heads(widget)
    elif isinstance(widget, QHeaderView):
        yield widget.accessibleName()
    elif isinstance(widget, KeyHints):
        for keys, word in widget._hints:
            yield from (keys, word)


def _heads(table: QTableView) -> Iterator[str]:
    model = table.model()
    if model is not None:
        for column in range(model.columnCount()):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
