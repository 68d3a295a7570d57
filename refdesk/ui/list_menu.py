"""Everything that can be done with a list, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from refdesk.i18n import _
from refdesk.screens.actions import BY_NAME
from refdesk.ui.keycaps import key_text

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from refdesk.ui.key_map import KeyMap
    from refdesk.ui.tokens import Tokens

ON_ROWS = ("open", "edit", "move_many", "archive")
ON_LIST = ("columns", "select_all", "clear_filters")
OUT = ("import", "print", "export", "thank", "print_again")
HERE = ("tidy",)
"""What is offered only in the lists where it can be done."""


class ListMenu(QMenu):
    """The actions of a list; what cannot be done now is grey.

    Args:
        page: the list.
        keys: of the actions.
        can: names of what can be done.
        act: does an action by its name.
        restores: whether selected records come back instead of going.
    """

    def __init__(
        self,
        page: QWidget,
        keys: KeyMap,
        can: Collection[str],
        act: Callable[[str], object],
        *,
        restores: bool,
    ) -> None:
        super().__init__(page)
        self.setAccessibleName(_("More"))
        here = tuple(name for name in HERE if name in can)
        for group in (ON_LIST, ON_ROWS, (*OUT, *here)):
            for name in group:
                words = _(BY_NAME[name].label)
                if name == "archive" and restores:
                    words = _("Restore the selected records")
                # The key as words: a second shortcut for it would make both dead.
                action = self.addAction(f"{words}\t{key_text(keys.keys(name))}")
                action.setEnabled(name in can)
                action.triggered.connect(partial(_do, act, name))
            self.addSeparator()
        self.aboutToHide.connect(self.deleteLater)

    def show_at(self, at: QPoint) -> None:
        """Open at a point of the screen, the first action chosen."""
        self.popup(at)
        first = next((one for one in self.actions() if one.isEnabled()), None)
        if first is not None:
            self.setActiveAction(first)


def list_style(t: Tokens, size: Callable[[float], int]) -> str:
    """Return the style sheet of menus and of tables in dialogs, each styled whole."""
    return f"""
QMenu {{
    background: {t.surface}; color: {t.text}; border: 1px solid {t.line2};
    padding: {size(4)}px 0;
}}
QMenu::item {{ padding: {size(6)}px {size(16)}px {size(6)}px {size(28)}px; }}
QMenu::item:selected {{ background: {t.soft}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.text3}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: {size(4)}px 0; }}
QTableWidget {{
    background: {t.surface}; color: {t.text}; border: 1px solid {t.line2};
    border-radius: {size(6)}px; outline: 0;
    selection-background-color: {t.soft}; selection-color: {t.text};
}}
QTableWidget:focus {{ border: {size(2)}px solid {t.accent}; }}
QTableWidget::item {{ padding: 0 {size(8)}px; border-bottom: 1px solid {t.line}; }}
QTableWidget QHeaderView::section {{
    background: {t.surface2}; color: {t.text2}; border: 0;
    border-bottom: 1px solid {t.line}; padding: {size(4)}px {size(11)}px;
}}
QProgressBar {{
    background: {t.line}; border: 0; border-radius: {size(3)}px; max-height: {size(6)}px;
    color: transparent;
}}
QProgressBar::chunk {{ background: {t.accent}; border-radius: {size(3)}px; }}
"""


def _do(act: Callable[[str], object], name: str, *_checked: bool) -> None:
    act(name)
