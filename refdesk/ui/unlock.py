"""The unlock window: it asks for the passphrase and knows nothing of what lies behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.domain.errors import RefDeskError
from refdesk.i18n import _
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import RING, Button, Icon, Look, Mark, Text
from refdesk.ui.passphrase import PassphraseField
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

SIZE = (480, 440)
OTHER_KEYS = "Ctrl+O"
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


class UnlockWindow(QWidget):
    """Passphrase, Unlock, another desk.

    Args:
        theme: colours and sizes.
        folder: of the desk; None when none is known yet.
        unlock: called with folder and passphrase; answers through `refuse` or `welcome`.
    """

    closed = Signal()

    def __init__(self, theme: Theme, folder: Path | None, unlock: Unlock) -> None:
        super().__init__()
        self._theme, self._unlock = theme, unlock
        self.folder = folder
        self.is_busy = False
        px = theme.px
        self.setWindowTitle(_("Unlock RefDesk"))
        self.desk_name = Text(theme, "", Type.BODY, "text3")
        self.label = Text(theme, _("&Passphrase"), Type.LABEL, "text2")
        self.label.setTextFormat(Qt.TextFormat.AutoText)  # only then is the mnemonic underlined
        self.field = PassphraseField(theme)
        self.label.setBuddy(self.field)
        self.notice = Notice(theme)
        self.button = Button(
            theme, _("Unlock"), Look.PRIMARY, icon="lock-open", keys=_("Enter"), height=36
        )
        self.other = Button(theme, _("Other desk"), Look.QUIET, keys=OTHER_KEYS, height=26)
        self._lay_out()
        self.setFixedWidth(px(SIZE[0]))
        self.setMinimumHeight(px(SIZE[1]))
        self.button.clicked.connect(self._submit)
        self.field.returnPressed.connect(self._submit)
        self.field.textEdited.connect(self._typed)
        self.other.clicked.connect(self.choose_folder)
        QShortcut(QKeySequence(OTHER_KEYS), self, self.choose_folder)
        theme.changed.connect(self.update)
        self.use(folder)

    def use(self, folder: Path | None) -> None:
        """Ask for the passphrase of another desk."""
        self.folder = folder
        self.desk_name.setText(folder.name if folder else _("No desk chosen yet"))
        self.notice.clear()
        self.field.wipe()
        self.field.mark_wrong(wrong=False)
        if folder is None:
            self.notice.tell(
                Weight.INFO,
                _("Choose the folder of your desk."),
                _("It holds a file that ends in .refdesk."),
            )
        self.field.setEnabled(folder is not None)
        self.button.setEnabled(folder is not None)
        (self.field if folder else self.other).setFocus()

    def refuse(self, error: RefDeskError) -> None:
        """Say why the desk did not open, and let the person try again."""
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
        self._busy(busy=False)

    def stop(self) -> None:
        """Let the person try again after a failure that is shown elsewhere."""
        self._busy(busy=False)
        self.field.setFocus()

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
        if self.is_busy or self.folder is None:
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

    def _busy(self, *, busy: bool) -> None:
        self.is_busy = busy
        self.button.set_words(_("Unlocking …") if busy else _("Unlock"))
        self.button.setEnabled(not busy)
        self.other.setEnabled(not busy)
        self.field.setReadOnly(busy)  # not disabled: it keeps the focus

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
        inner = QVBoxLayout()
        inner.setContentsMargins(px(40 - RING), px(34), px(40 - RING), px(16))
        inner.setSpacing(0)
        inner.addLayout(fields)
        inner.addSpacing(px(16 - RING))
        inner.addWidget(self.button)
        inner.addSpacing(px(8))
        inner.addWidget(self.other, alignment=Qt.AlignmentFlag.AlignRight)
        inner.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(inner, 1)
        whole.addWidget(Foot(self._theme))
