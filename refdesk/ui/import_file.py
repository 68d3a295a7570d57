"""The first step: drop a file or choose one; below it the files that came in last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.history_words import when_words
from refdesk.screens.import_recent import Recent
from refdesk.ui.cards import SideCard, clear, narrow_page
from refdesk.ui.elided import ElidedText
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import Button, Icon, Look, Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

WIDEST = 760


class DropArea(QWidget):
    """Where a file can be dropped, and the button that chooses one."""

    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__()
        self._theme = theme
        self._is_over = False
        px = theme.px
        self.icon = Icon(theme, "file-down", "text3", 28)
        self.headline = Text(theme, _("Drop a file here"), Type.CARD)
        self.hint = Text(
            theme,
            _("Tables from Excel (.xlsx), CSV files in any form, and the files of the national "
              "provider registry (NPPES)."),
            Type.BODY,
            "text2",
        )  # fmt: skip
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = Button(theme, _("Choose a file …"), Look.PRIMARY, keys=keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(20))
        column.setSpacing(px(6))
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self.icon, alignment=middle)
        column.addWidget(self.headline, alignment=middle)
        column.addWidget(self.hint)
        column.addSpacing(px(4))
        column.addWidget(self.button, alignment=middle)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_over(self, *, over: bool) -> None:
        """Show that a file is held over the window."""
        self._is_over = over
        self.icon.token = "accent" if over else "text3"
        self.icon.update()
        self.headline.setText(_("Let go to open it") if over else _("Drop a file here"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the dashes around it."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent" if self._is_over else "line2"), px(1.5))
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(theme.color("soft" if self._is_over else "surface"))
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(body, px(8), px(8))


class FileStep(QWidget):
    """Choosing a file.

    Args:
        theme: colours and sizes.
        keys: of choosing.
    """

    chosen = Signal(object)
    """Paths that the person has chosen."""
    report_asked = Signal(int)
    """The person wants to see the report of the import with this id."""

    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__()
        self._theme = theme
        px = theme.px
        self.notice = Notice(theme)
        self.area = DropArea(theme, keys)
        self.area.button.clicked.connect(self.choose)
        self.recent = SideCard(theme, _("Files that came in last"), "history")
        self.reports: list[Button] = []
        self.shown: tuple[Recent, ...] = ()
        column = QVBoxLayout()
        column.setSpacing(px(12))
        column.addWidget(self.notice)
        column.addWidget(self.area)
        column.addWidget(self.recent)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(narrow_page(theme, column, WIDEST))
        self.recent.hide()

    def focus_first(self) -> None:
        """Give the focus to the button that chooses."""
        self.area.button.setFocus()

    def choose(self) -> None:
        """Let the person choose a file."""
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.DownloadLocation)
        dialog = QFileDialog(self.window(), _("Choose a file"), folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        tables = _("Tables (*.csv *.tsv *.txt *.xlsx *.xlsm)")
        dialog.setNameFilters([tables, _("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.chosen.emit([Path(path)]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def refuse(self, sentence: str) -> None:
        """Say why a file was not opened; the way to another one has the focus."""
        self.notice.tell(Weight.WARN, _("That file was not opened."), sentence)
        self.area.button.set_words(_("Choose another file …"))
        self.focus_first()

    def clear(self) -> None:
        """Take the news of another file away."""
        self.notice.clear()
        self.area.button.set_words(_("Choose a file …"))

    def show_recent(self, runs: Sequence[Recent]) -> None:
        """Show what came in last."""
        clear(self.recent.body)
        self.reports, self.shown = [], tuple(runs)
        for run in runs:
            self.recent.body.addLayout(self._row(run))
        self.recent.setVisible(bool(runs))

    def _row(self, run: Recent) -> QHBoxLayout:
        theme, px = self._theme, self._theme.px
        name = ElidedText(theme, Type.STRONG, "text", middle=True)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        name.show_whole(run.file)
        came = ElidedText(theme, Type.BODY, "text2")
        came.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        came.show_whole(run.words)
        when = Text(theme, when_words(run.at), Type.SMALL, "text3")
        report = Button(theme, _("Report"), Look.QUIET, height=24)
        report.setAccessibleName(_("Report on {file}").format(file=run.file))
        report.clicked.connect(lambda: self.report_asked.emit(run.id))
        self.reports.append(report)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(name)
        words.addWidget(came)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        if run.undone:
            row.addWidget(Icon(theme, "undo-2", "text3"))
        row.addLayout(words, 1)
        row.addWidget(when)
        row.addWidget(report)
        return row
