"""The dialog before a sheet goes to a printer: which, how many, which pages, and its nudge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from refdesk.documents.paper import AS_IT_IS, Nudge
from refdesk.domain.errors import RefDeskError, UserError
from refdesk.i18n import _
from refdesk.services.nudges import Nudges
from refdesk.services.spooler import Printers, PrintWish
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import ProblemLine
from refdesk.ui.editors.check import Check
from refdesk.ui.editors.combo import Combo
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.services.sheet_source import SheetSource
    from refdesk.ui.theme import Theme

MOST_COPIES = 99
WIDE = 10_000
"""Pixels that no field has which was given a width."""
_PAGES = re.compile(r"\s*([0-9]{1,4})\s*(?:(-|–|to)\s*([0-9]{1,4})?)?\s*")


class PrintDialog(Dialog):
    """Asks how a sheet is printed; on stock that must be hit also how the printer misses.

    Args:
        theme: colours and sizes.
        source: the sheet.
        printers: that there are; at least one.
        nudges: of the printers.
        pages: how many pages the sheet has.
        over: the page.
    """

    decided = Signal(object, object)
    """The wish, and the nudge."""
    ruler_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        source: SheetSource,
        printers: Printers,
        nudges: Nudges,
        pages: int,
        *,
        over: QWidget,
    ) -> None:
        super().__init__(theme, _("Print"), over, width=420)
        self._nudges, self._count, self._placed = nudges, pages, source.placed
        self.printer = Combo(theme, [(name, name) for name in printers.names])
        self.copies = _line(theme, "1", 2)
        self.copies.setValidator(QIntValidator(1, MOST_COPIES, self))
        self.pages = QLineEdit()
        self.pages.setMaxLength(20)
        self.pages.setPlaceholderText(
            _("All {count}, or such as 2-3").format(count=pages) if pages > 1 else _("All")
        )
        self.both = Check(theme, _("Both sides, turned over the long edge"))
        self.both.setChecked(source.both_sides)
        self.right, self.down = _line(theme, "0", 5), _line(theme, "0", 5)
        self.percent = _line(theme, "100", 5)
        self.problem = ProblemLine(theme)
        self._add(_("Printer"), self.printer)
        self._beside((_("Copies"), self.copies), (_("Pages"), self.pages))
        self.body.addWidget(self.both)
        if self._placed:
            self._ask_nudge()
        self.body.addWidget(self.problem)
        noted = Text(theme, _("It is noted in the register of releases."), Type.SMALL, "text3")
        self.body.addWidget(noted)
        if source.ruler is not None:
            self.ruler_button = self.add_button(_("Test sheet"))
            self.ruler_button.clicked.connect(self._ask_ruler)
        self.add_cancel()
        self.button = self.add_button(_("Print"), Look.PRIMARY, keys=_("Enter"))
        self.button.clicked.connect(self.decide)
        self.printer.chosen.connect(self._show_nudge)
        usual = nudges.last if nudges.last in printers.names else printers.usual
        self.printer.say(_("Printer"), "")
        self.printer.choose(usual or printers.names[0])
        self._show_nudge(self.printer.code())
        self.printer.setFocus()

    def decide(self) -> None:
        """Hand over what was asked for, or say what is wrong with it."""
        try:
            first, last = page_range(self.pages.text(), self._count)
            copies = self._copies()
            nudge = self._nudge() if self._placed else AS_IT_IS
            printer = self.printer.code()
            if self._placed:
                self._nudges.keep(printer, nudge)
            self._nudges.use(printer)
        except RefDeskError as error:
            self.problem.say(error.message)
            return
        both = self.both.isChecked()
        self.accept()
        self.decided.emit(PrintWish(printer, copies, first, last, both), nudge)

    def _ask_ruler(self) -> None:
        self.accept()
        self.ruler_asked.emit()

    def _ask_nudge(self) -> None:
        words = Text(
            self._theme,
            _("How this printer misses the labels: measure it on the test sheet."),
            Type.SMALL,
            "text2",
        )
        words.setWordWrap(True)
        self.body.addWidget(words)
        self._beside(
            (_("Right, mm"), self.right), (_("Down, mm"), self.down), (_("Size, %"), self.percent)
        )

    def _show_nudge(self, printer: str) -> None:
        nudge = self._nudges.of(printer)
        self.right.setText(f"{nudge.right:g}")
        self.down.setText(f"{nudge.down:g}")
        self.percent.setText(f"{nudge.percent:g}")

    def _copies(self) -> int:
        text = self.copies.text().strip()
        if not text.isdecimal() or not 1 <= int(text) <= MOST_COPIES:
            raise UserError(_("Copies are 1 to {most}.").format(most=MOST_COPIES))
        return int(text)

    def _nudge(self) -> Nudge:
        return Nudge(*map(_number, (self.right, self.down, self.percent)))

    def _add(self, label: str, control: QWidget) -> None:
        self.body.addLayout(self._labelled(label, control))

    def _beside(self, *controls: tuple[str, QWidget]) -> None:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(12))
        for label, control in controls:
            row.addLayout(self._labelled(label, control), 0 if control.maximumWidth() < WIDE else 1)
        row.addStretch()
        self.body.addLayout(row)

    def _labelled(self, label: str, control: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        column.addWidget(Text(self._theme, label, Type.LABEL, "text2"))
        column.addWidget(control)
        control.setAccessibleName(label)
        return column


def page_range(text: str, count: int) -> tuple[int, int]:
    """Return first and last page of "2-3", "2" or "2-"; (1, 0) stands for all.

    Raises:
        UserError: it is no range, or there are no such pages.
    """
    if not text.strip():
        return 1, 0
    match = _PAGES.fullmatch(text)
    first = int(match[1]) if match else 0
    last = first if match and not match[2] else int(match[3] or count) if match else 0
    if not 1 <= first <= last <= count:
        raise UserError(
            _("Pages are 1 to {count}: such as 2-3, or leave it empty for all.").format(count=count)
        )
    return (1, 0) if (first, last) == (1, count) else (first, last)


def _line(theme: Theme, text: str, most: int) -> QLineEdit:
    line = QLineEdit(text)
    line.setMaxLength(most)
    line.setFixedWidth(theme.px(84))
    return line


def _number(line: QLineEdit) -> float:
    try:
        return float(line.text().strip().replace(",", ".") or "0")
    except ValueError:
        raise UserError(
            _("{name} is a number, such as 1.5 or -0.5.").format(name=line.accessibleName())
        ) from None
