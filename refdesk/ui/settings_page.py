"""The settings: made of what `settings.py` declares, by whom each binds."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from refdesk.domain.errors import RefDeskError
from refdesk.i18n import _
from refdesk.services.preferences import Preferences
from refdesk.services.work import Watched
from refdesk.settings import SETTINGS, Scope, Setting, Value
from refdesk.ui.cards import Card, Line
from refdesk.ui.editors.segments import Segments
from refdesk.ui.host import Host, Page
from refdesk.ui.keycaps import Hint
from refdesk.ui.page_head import PageHead
from refdesk.ui.parts import RING, Button, Icon, Text
from refdesk.ui.setting_row import SettingRow
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

WIDEST = 720
ICONS = {Scope.COMPUTER: "monitor", Scope.USER: "user", Scope.DESK: "hospital"}
REDRAWN_BY = frozenset({"desk_setting", "user", "clinic"})


class ScopeCard(Card):
    """The settings that bind the same people, and who these are."""

    def __init__(self, theme: Theme, icon: str, words: str) -> None:
        super().__init__(theme)
        px = theme.px
        self.headline = Text(theme, "", Type.CARD)
        self.headline.setWordWrap(True)
        self.words = Text(theme, words, Type.SMALL, "text2")
        self.words.setWordWrap(True)
        says = QVBoxLayout()
        says.setSpacing(px(2))
        says.addWidget(self.headline)
        says.addWidget(self.words)
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(12), px(16), px(12))
        head.setSpacing(px(12))
        head.addWidget(Icon(theme, icon, "text2", 20), alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(says, 1)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(px(48), px(16), px(16), px(16))
        self.body.setSpacing(px(20))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(Line(theme))
        whole.addLayout(self.body)

    def show_name(self, name: str) -> None:
        """Show whom the settings bind."""
        self.headline.setText(name)
        self.setAccessibleName(name)


class Ground(QWidget):
    """What the cards lie on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self._theme.color("bg"))


class SettingsPage(Page):
    """Every setting with its scope; a choice acts at once.

    Args:
        host: the window.
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.title_text = _("Settings")
        theme, px = host.theme, host.theme.px
        self.rows: dict[str, SettingRow] = {}
        self.cards = {scope: self._card(scope) for scope in Scope}
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for card in (*self.cards.values(), self._keys_card()):
            column.addWidget(card)
        column.addStretch(1)
        narrow = QWidget()
        narrow.setMaximumWidth(px(WIDEST))
        narrow.setLayout(column)
        ground = Ground(theme)
        beside = QHBoxLayout(ground)
        beside.setContentsMargins(px(24), px(16), px(24), px(16))
        beside.addWidget(narrow, 10)
        beside.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(ground)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHead(theme, "", self.title_text))
        whole.addWidget(self.area, 1)
        self._last = SETTINGS[0].name
        self._show_names("")

    def open(self) -> None:
        """Show what holds now; the focus goes where it was last."""
        self._refresh()
        self.rows[self._last].focus_control()
        desk = self._host.desk
        self._host.jobs.run_query(lambda: desk.clinic.name, self._show_names)

    def begin_at(self, name: str) -> None:
        """Let the focus begin at a setting, as after the window was built anew for it."""
        self._last = name

    def begun_at(self) -> str:
        """Return the name of the setting that has the focus, or had it last."""
        held = (name for name, row in self.rows.items() if row.holds_focus())
        self._last = next(held, self._last)
        return self._last

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the control that has the focus."""
        row = self.rows[self.begun_at()]
        on = (("Tab", _("next setting")), self._host.keys.hint("keys", _("all keys")))
        if not row.control.hasFocus():
            return ((_("Space"), _("press")), *on)
        if not self._host.preferences.may_change(row.setting):
            return on
        arrows = "← →" if isinstance(row.control, Segments) else "↑ ↓"
        return ((arrows, _("choose")), *on)

    def changed(self, kinds: Collection[str]) -> None:
        """Show what an undo, or another change of the desk, made of the settings."""
        if not REDRAWN_BY.isdisjoint(kinds):
            self._refresh()
            desk = self._host.desk
            self._host.jobs.run_query(lambda: desk.clinic.name, self._show_names)

    def focus_moved(self, now: QWidget) -> None:
        """Bring the control that has the focus in sight, with what is said of it."""
        if self.area.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, self._host.theme.px(64))

    def leave(self, *, locking: bool = False) -> None:  # noqa: ARG002  nothing typed can be lost
        """Remember where the person was."""
        self.begun_at()

    def _card(self, scope: Scope) -> ScopeCard:
        theme, preferences = self._host.theme, self._host.preferences
        words = _words(scope)
        card = ScopeCard(theme, ICONS[scope], words)
        group = ""
        settings = [setting for setting in SETTINGS if setting.scope is scope]
        headed = len({setting.group for setting in settings}) > 1
        for setting in settings:
            if headed and setting.group != group:
                group = setting.group
                card.body.addWidget(Text(theme, _(group), Type.LABEL, "text2"))
            row = SettingRow(theme, preferences, setting, words)
            row.chosen.connect(partial(self._choose, setting))
            self.rows[setting.name] = row
            card.body.addWidget(row)
        return card

    def _keys_card(self) -> ScopeCard:
        theme = self._host.theme
        card = ScopeCard(
            theme, "keyboard", _("Every action and its key. You can give an action another one.")
        )
        card.show_name(_("Keys"))
        self.keys_button = Button(theme, _("All &keys"), keys=self._host.keys.keys("keys"))
        self.keys_button.clicked.connect(self._show_keys)
        row = QHBoxLayout()
        row.addWidget(self.keys_button)
        row.addStretch(1)
        card.body.addLayout(row)
        px = theme.px  # less the room of the button's ring, so that its edge stands in line
        card.body.setContentsMargins(px(48 - RING), px(16 - RING), px(16), px(16 - RING))
        return card

    def _show_keys(self) -> None:
        from refdesk.ui.dialogs.keys import KeysDialog  # noqa: PLC0415  seldom

        KeysDialog(self._host, self).open()

    def _show_names(self, clinic: str) -> None:
        if not isValid(self):  # what was asked for may end after the page is gone
            return
        user = self._host.desk.user.name
        self.cards[Scope.COMPUTER].show_name(_("This computer"))
        self.cards[Scope.USER].show_name(_("Me ({name})").format(name=user))
        self.cards[Scope.DESK].show_name(
            _("The desk ({clinic})").format(clinic=clinic) if clinic else _("The desk")
        )

    def _refresh(self) -> None:
        if isValid(self):
            for row in self.rows.values():
                row.show_value()

    def _choose(self, setting: Setting, value: Value) -> None:
        """Keep a choice; where that fails the person is told, and sees what holds."""
        host = self._host
        if setting.scope is not Scope.COMPUTER:
            work = partial(_keep, host.preferences, setting, value)
            host.run(_("Keeping a setting"), work, lambda _done: self._refresh(), self._refused)
            return
        try:
            host.preferences.choose(setting, value)  # a small file: at once, whatever is running
        except RefDeskError as failure:
            host.show_error(failure)
        self._refresh()

    def _refused(self, failure: BaseException) -> None:
        self._refresh()
        self._host.show_error(failure)


def _keep(preferences: Preferences, setting: Setting, value: Value, _progress: Watched) -> None:
    preferences.choose(setting, value)


def _words(scope: Scope) -> str:
    """Return whom the settings of a scope bind, as a sentence."""
    return {
        Scope.COMPUTER: _("Holds for everybody who uses this computer."),
        Scope.USER: _("Holds for you alone, on every computer that opens this desk."),
        Scope.DESK: _("Holds for everybody who works with this desk."),
    }[scope]
