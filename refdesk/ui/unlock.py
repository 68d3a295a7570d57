"""The unlock window: it asks for the passphrase and knows nothing of what lies behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.domain.errors import RefDeskError, WrongPassphrase
from refdesk.i18n import _, plural
from refdesk.ui.elided import ElidedText
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import RING, Button, Icon, Look, Mark, Text
from refdesk.ui.passphrase import PassphraseField
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

SIZE = (480, 440)
OTHER_KEYS, NEW_KEYS = "Ctrl+O", "Ctrl+N"
FREE_TRIES = 3
WAITS = (5, 10, 20, 40, 60)
"""Seconds to wait after each further wrong passphrase; then always the last."""
Unlock = Callable[[Path, str], None]


class Foot(QWidget):
    """The strip at the bottom that says where the desk is kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(40), px(11), px(40), px(11))
        row.setSpacing(px(8))
        row.addWidget(Icon(theme, "shield-check", "text3", 14))
        row.addWidget(Text(theme, _("Encrypted, this computer only"), Type.SMALL, "text3"), 1)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line above it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface2"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.color("line"))


class Hint(QWidget):
    """A word of warning below a field."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(2), 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(Icon(theme, "triangle-alert", "warn", 14))
        row.addWidget(Text(theme, words, Type.SMALL, "warn"), 1)
        self.hide()


class UnlockWindow(QWidget):
    """Passphrase, Unlock, another desk, a new one.

    Args:
        theme: colours and sizes.
        folder: of the desk; None when none is known yet.
        unlock: called with folder and passphrase; answers through `refuse` or `welcome`.
        recent: folders of desks that were open on this computer, the last one first.
        second_ms: how long a second of waiting takes; shorter in tests.
    """

    closed = Signal()
    new_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        folder: Path | None,
        unlock: Unlock,
        *,
        recent: Sequence[Path] = (),
        second_ms: int = 1_000,
    ) -> None:
        super().__init__()
        self._theme, self._unlock = theme, unlock
        self.folder, self.recent = folder, tuple(recent)
        self.is_busy = False
        self._wrong = self._wait = 0
        self._seconds = QTimer(self)
        self._seconds.setInterval(second_ms)
        self._seconds.timeout.connect(self._second_passed)
        px = theme.px
        self.setWindowTitle(_("Unlock RefDesk"))
        self.desk_name = ElidedText(theme, Type.BODY, "text3")
        self.label = Text(theme, _("&Passphrase"), Type.LABEL, "text2")
        self.label.setTextFormat(Qt.TextFormat.AutoText)  # only then is the mnemonic underlined
        self.field = PassphraseField(theme)
        self.label.setBuddy(self.field)
        self.notice = Notice(theme)
        self.button = Button(
            theme, _("Unlock"), Look.PRIMARY, icon="lock-open", keys=_("Enter"), height=36
        )
        self.caps = Hint(theme, _("Caps Lock is on"))
        self.new = Button(theme, _("New desk"), Look.QUIET, keys=NEW_KEYS, height=26)
        self.other = Button(theme, _("Other desk"), Look.QUIET, keys=OTHER_KEYS, height=26)
        self._lay_out()
        self.setFixedWidth(px(SIZE[0]))
        self.setMinimumHeight(px(SIZE[1]))
        self.button.clicked.connect(self._submit)
        self.field.returnPressed.connect(self._submit)
        self.field.textEdited.connect(self._typed)
        self.field.caps_changed.connect(self.caps.setVisible)
        self.other.clicked.connect(self.offer_desks)
        self.new.clicked.connect(self._ask_for_new)
        QShortcut(QKeySequence(OTHER_KEYS), self, self.offer_desks)
        QShortcut(QKeySequence(NEW_KEYS), self, self._ask_for_new)
        theme.changed.connect(self.update)
        self.use(folder)

    def use(self, folder: Path | None) -> None:
        """Ask for the passphrase of another desk."""
        self.folder = folder
        self.desk_name.show_whole(folder.name if folder else _("No desk chosen yet"))
        self.notice.clear()
        self.field.wipe()
        self.field.mark_wrong(wrong=False)
        if folder is None:
            self.notice.tell(
                Weight.INFO,
                _("Choose the folder of your desk."),
                _("It holds a file that ends in .refdesk. If there is none yet, make a new desk."),
            )
        self.field.setEnabled(folder is not None)
        self._show_state()
        (self.field if folder else self.other).setFocus()

    def say_locked(self, *, kept: bool) -> None:
        """Say that the desk was locked, and whether something half typed is kept in it."""
        self.notice.tell(
            Weight.INFO,
            _("Locked. What you were typing is kept.") if kept else _("Locked."),
            _("It opens again where you left it.") if kept else "",
        )

    def refuse(self, error: RefDeskError) -> None:
        """Say why the desk did not open, and let the person try again, soon or a little later."""
        if isinstance(error, WrongPassphrase):
            self._wrong += 1
            if self._wrong >= FREE_TRIES:
                self._wait = WAITS[min(self._wrong - FREE_TRIES, len(WAITS) - 1)]
                self._seconds.start()
        self._busy(busy=False)
        self.notice.tell(Weight.DANGER, _("The desk did not open."), error.message)
        self.field.mark_wrong(wrong=True)
        self.field.selectAll()
        self.field.setFocus()

    def welcome(self) -> None:
        """Forget what was typed: the desk is open."""
        self.field.wipe()
        self.notice.clear()
        self.field.mark_wrong(wrong=False)
        self._wrong = self._wait = 0
        self._seconds.stop()
        self._busy(busy=False)

    def stop(self) -> None:
        """Let the person try again after a failure that is shown elsewhere."""
        self._busy(busy=False)
        self.field.setFocus()

    def offer_desks(self) -> None:
        """Offer the desks that were open here before, or let the person choose a folder."""
        others = [folder for folder in self.recent if folder != self.folder]
        if self.is_busy:
            return
        if not others:
            self.choose_folder()
            return
        from PySide6.QtWidgets import QMenu  # noqa: PLC0415  not at start

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for folder in others:
            # An ampersand in a clinic's name is no mnemonic.
            menu.addAction(folder.name.replace("&", "&&"), partial(self.use, folder))
        menu.addSeparator()
        menu.addAction(_("Choose a folder …"), self.choose_folder)
        menu.popup(self.other.mapToGlobal(QPoint(0, self.other.height())))

    def choose_folder(self) -> None:
        """Let the person choose another desk."""
        if self.is_busy:
            return
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  costs 5 ms at start

        dialog = QFileDialog(self, _("Choose the folder of a desk"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.folder is not None:
            dialog.setDirectory(str(self.folder.parent))
        dialog.fileSelected.connect(lambda chosen: self.use(Path(chosen)))
        dialog.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the person is done."""
        self.field.wipe()
        super().closeEvent(event)
        self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))

    def _submit(self) -> None:
        if self.is_busy or self.folder is None or self._wait:
            return
        if not self.field.text():
            self.notice.tell(Weight.INFO, _("Type the passphrase of this desk."))
            self.field.setFocus()
            return
        self._busy(busy=True)
        self.notice.clear()
        self._unlock(self.folder, self.field.text())

    def _typed(self, _text: str) -> None:
        self.notice.clear()
        self.field.mark_wrong(wrong=False)

    def _ask_for_new(self) -> None:
        if not self.is_busy:
            self.new_asked.emit()

    def _busy(self, *, busy: bool) -> None:
        self.is_busy = busy
        self.other.setEnabled(not busy)
        self.new.setEnabled(not busy)
        self.field.setReadOnly(busy)  # not disabled: it keeps the focus
        self._show_state()

    def _second_passed(self) -> None:
        self._wait -= 1
        if self._wait <= 0:
            self._wait = 0
            self._seconds.stop()
        self._show_state()

    def _show_state(self) -> None:
        words = _("Unlock")
        if self.is_busy:
            words = _("Unlocking …")
        elif self._wait:
            words = plural("Wait {count} second", "Wait {count} seconds", self._wait)
        self.button.set_words(words)
        self.button.setEnabled(not self.is_busy and not self._wait and self.folder is not None)

    def _lay_out(self) -> None:
        px = self._theme.px
        names = QVBoxLayout()
        names.setSpacing(px(2))
        names.addWidget(Text(self._theme, _("Unlock RefDesk"), Type.TITLE))
        names.addWidget(self.desk_name)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(Mark(self._theme, 40))
        head.addLayout(names, 1)
        fields = QVBoxLayout()
        fields.setContentsMargins(px(RING), 0, px(RING), 0)
        fields.setSpacing(px(6))
        fields.addLayout(head)
        fields.addSpacing(px(22))
        fields.addWidget(self.notice)
        fields.addSpacing(px(8))
        fields.addWidget(self.label)
        fields.addWidget(self.field)
        fields.addWidget(self.caps)
        inner = QVBoxLayout()
        inner.setContentsMargins(px(40 - RING), px(34), px(40 - RING), px(16))
        inner.setSpacing(0)
        inner.addLayout(fields)
        inner.addSpacing(px(16 - RING))
        inner.addWidget(self.button)
        inner.addSpacing(px(8))
        ways = QHBoxLayout()
        ways.addWidget(self.new)
        ways.addStretch(1)
        ways.addWidget(self.other)
        inner.addLayout(ways)
        inner.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(inner, 1)
        whole.addWidget(Foot(self._theme))
