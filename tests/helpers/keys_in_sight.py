"""The keys that act in a window as it stands, and those of them that mean two things."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

Context = Qt.ShortcutContext
PORTABLE = QKeySequence.SequenceFormat.PortableText


def keys_in_sight(window: QWidget) -> dict[str, list[QShortcut]]:
    """Return the shortcuts whose place is in sight, by their keys."""
    found: dict[str, list[QShortcut]] = defaultdict(list)
    for one in window.findChildren(QShortcut):
        place = one.parent()
        if not isinstance(place, QWidget) or place.window() is not window:
            continue  # of a dialog over it: there the window's own keys rest
        if one.isEnabled() and place.isVisible():
            keys = one.key().toString(PORTABLE)
            if keys:
                found[keys].append(one)
    return found


def clashes(window: QWidget) -> list[str]:
    """Return the keys that two shortcuts want at once: Qt would do neither, without a word."""
    return [
        f"{keys}: {' and '.join(sorted(map(_named, (one, other))))}"
        for keys, some in keys_in_sight(window).items()
        for one, other in combinations(some, 2)
        if _meet(one, other)
    ]


def _meet(one: QShortcut, other: QShortcut) -> bool:
    """Tell whether the focus can stand where both act."""
    if Context.WindowShortcut in {one.context(), other.context()}:
        return True
    here, there = one.parent(), other.parent()
    if here is there:
        return True
    return (_reaches(one) and _holds(here, there)) or (_reaches(other) and _holds(there, here))


def _reaches(one: QShortcut) -> bool:
    return one.context() is Context.WidgetWithChildrenShortcut


def _holds(outer: object, inner: object) -> bool:
    whole = isinstance(outer, QWidget) and isinstance(inner, QWidget)
    return whole and outer.isAncestorOf(inner)  # type: ignore[attr-defined]


def _named(one: QShortcut) -> str:
    return type(one.parent()).__name__
