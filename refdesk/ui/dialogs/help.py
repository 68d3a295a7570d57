"""The help: its contents at the left, found as one types, and a page to read at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.domain.text import fold
from refdesk.i18n import _
from refdesk.screens.help import FIRST, Guide
from refdesk.ui.dialog import Dialog
from refdesk.ui.find_box import DialogFindBox
from refdesk.ui.help_contents import HelpContents
from refdesk.ui.help_view import HelpView
from refdesk.ui.host import Host
from refdesk.ui.parts import Text
from refdesk.ui.tokens import Type

WIDE, HIGH, NARROWEST = 1040, 760, 480
CONTENTS, SHARE = 264, 0.34
"""The width of the contents in pixels at 100 %, and the most of the dialog they take."""
MOST_OF_SCREEN = 0.92


class HelpDialog(Dialog):
    """Shows a page of the help over what a person is doing, and the way to all others.

    Args:
        host: the window; its keys stand in the pages.
        name: of the page to begin with.
        over: the widget it belongs to.
        kind: of the records whose list is in sight, if one is.
    """

    def __init__(self, host: Host, name: str, over: QWidget | None, kind: str = "") -> None:
        super().__init__(host.theme, _("Help"), over, NARROWEST)
        self._host, self._kind = host, kind
        self._guide = Guide(host.keys.all(), kind)
        self._words: list[str] = []
        self.shown = name
        """The name of the page in sight."""
        self._trail: list[str] = []
        self._is_browsing = False
        theme, px = host.theme, host.theme.px
        self.find_box = DialogFindBox(theme, _("Find in the help"), host.keys.keys("find"))
        self.contents = HelpContents(theme)
        self.nothing = Text(theme, _("No page holds that."), Type.BODY, "text3")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(px(12), px(4), 0, 0)
        self.view = HelpView(theme)
        self.back_button = self.add_button(_("&Back"))
        self.keys_button = self.add_button(_("All &keys"))
        self.add_cancel(_("Close"))
        self.buttons.setStretch(0, 0)
        self.buttons.insertStretch(3, 1)
        self._shortcuts = {
            name: QShortcut(QKeySequence(), self, act)
            for name, act in (
                ("find", self.look_for),
                ("back", self.go_back),
                ("keys", self.show_keys),
            )
        }
        self._lay_out()
        room = self.screen().availableGeometry().size() * MOST_OF_SCREEN
        self.resize(min(px(WIDE), room.width()), min(px(HIGH), room.height()))
        self._connect()
        self._show_keys()
        self._show_found()
        self._show(name)
        self.view.setFocus()

    def _lay_out(self) -> None:
        px = self._theme.px
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.find_box)
        left.addWidget(self.nothing)
        left.addWidget(self.contents, 1)
        self._left = QWidget()
        self._left.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self._left)
        row.addWidget(self.view, 1)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.find_box.typed.connect(self._find)
        self.find_box.left.connect(self.contents.setFocus)
        self.contents.currentRowChanged.connect(self._browse)
        self.contents.read.connect(self.view.setFocus)
        self.view.followed.connect(self.follow)
        self.back_button.clicked.connect(self.go_back)
        self.keys_button.clicked.connect(self.show_keys)
        self._host.keys.changed.connect(self._keys_changed)

    # What a person does

    def ask_help(self) -> None:
        """Show the first page: help was asked for within the help."""
        self.follow(FIRST)

    def follow(self, name: str) -> None:
        """Show another page, and remember this one."""
        if name != self.shown:
            self._trail.append(self.shown)
        self._is_browsing = False
        self._show(name)
        self.view.setFocus()

    def go_back(self) -> None:
        """Show the page that was in sight before."""
        if self._trail:
            self._is_browsing = False
            self._show(self._trail.pop())
            self.view.setFocus()

    def look_for(self) -> None:
        """Go to the box that finds."""
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()

    def show_keys(self) -> None:
        """Show every key."""
        from refdesk.ui.dialogs.keys import KeysDialog  # noqa: PLC0415  seldom

        KeysDialog(self._host, self).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the page the most of the room."""
        super().resizeEvent(event)
        self._left.setFixedWidth(min(self._theme.px(CONTENTS), round(self.width() * SHARE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look for what is typed, wherever the focus is."""
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.text().isalnum() and not held:
            self.find_box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.find_box.setText("")
            self.find_box.insert(event.text())
            self.find_box.textEdited.emit(self.find_box.text())
        else:
            super().keyPressEvent(event)

    # Inside

    def _find(self, text: str) -> None:
        self._words = fold(text).split()
        self._show_found()
        if self._words and self.contents.count():
            self.contents.setCurrentRow(0)
        else:
            self._show(self.shown)

    def _show_found(self) -> None:
        self.contents.blockSignals(True)  # noqa: FBT003  Qt's
        if self._words:
            self.contents.show_found(self._guide.find(" ".join(self._words)))
        else:
            self.contents.show_all(self._guide.pages.values())
        self.contents.blockSignals(False)  # noqa: FBT003  Qt's
        self.nothing.setVisible(not self.contents.count())
        self.contents.setVisible(bool(self.contents.count()))

    def _browse(self, _row: int) -> None:
        """Show what is chosen in the contents; going through them is one step of the way back."""
        chosen = self.contents.chosen()
        if chosen is None:
            return
        if chosen[0] != self.shown and not self._is_browsing:
            self._trail.append(self.shown)
            self._is_browsing = True
        self._show(*chosen)

    def _show(self, name: str, block: int = 0) -> None:
        self.shown = name
        self.view.show_page(self._guide.pages[name], block, self._words)
        self.contents.choose(name)
        self.back_button.setEnabled(bool(self._trail))

    def _keys_changed(self) -> None:
        self._guide = Guide(self._host.keys.all(), self._kind)
        self._show_keys()
        self._show(self.shown)

    def _show_keys(self) -> None:
        keys = self._host.keys.keys
        for name, shortcut in self._shortcuts.items():
            shortcut.setKey(QKeySequence(keys(name)))
        self.find_box.show_keys(keys("find"))
        self.back_button.set_keys(keys("back"))
        self.keys_button.set_keys(keys("keys"))
