"""The assistant's page without what it does: its four steps, which is in sight, the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from refdesk.i18n import _
from refdesk.screens.import_words import Step
from refdesk.ui.host import Host, Page
from refdesk.ui.import_check import CheckStep
from refdesk.ui.import_columns import ColumnsStep
from refdesk.ui.import_done import DoneStep
from refdesk.ui.import_file import FileStep
from refdesk.ui.import_frame import ImportFoot, Reading, StepStrip
from refdesk.ui.import_reader import FileReader
from refdesk.ui.list_menu import list_style
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.page_head import PageHead

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from refdesk.services.incoming import Incoming
    from refdesk.services.looked import Look
    from refdesk.services.transfer import ImportResult
    from refdesk.ui.keycaps import Hint


class ImportSteps(Page):
    """Shows one of the steps, or that a file is being read; the page itself says what happens.

    Args:
        host: the window.
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        theme = host.theme
        theme.add_style(list_style)
        self._host = host
        self.title_text = _("Bring a file in")
        self.step = Step.FILE
        self.incoming: Incoming | None = None
        self.look: Look | None = None
        self.result: ImportResult | None = None
        self.is_saving = False
        self.strip = StepStrip(theme)
        self.notice = Notice(theme)
        self.file = FileStep(theme, host.keys.keys("choose_file"))
        self.columns = ColumnsStep(theme)
        self.check = CheckStep(theme, host.jobs)
        self.done = DoneStep(theme)
        self.reading = Reading(theme, host.keys)
        self.foot = ImportFoot(theme, host.keys)
        self._reader = FileReader(host, self.reading, self._show_and_focus)
        self._steps: Mapping[Step, QWidget] = {
            Step.FILE: self.file,
            Step.COLUMNS: self.columns,
            Step.CHECK: self.check,
            Step.BRING: self.done,
        }
        self._lay_out()
        self._show_step()

    def _lay_out(self) -> None:
        theme = self._host.theme
        self._stack = QStackedWidget()
        for one in (*self._steps.values(), self.reading):
            self._stack.addWidget(one)
        above = QVBoxLayout()
        above.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), 0)
        above.addWidget(self.notice)
        self._above = QWidget()
        self._above.setLayout(above)
        self._above.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(PageHead(theme, "", self.title_text, self.strip))
        whole.addWidget(self._above)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.foot)

    @property
    def is_reading(self) -> bool:
        """Whether a file is being read."""
        return self._reader.is_running

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the part that has the focus."""
        hint = self._host.keys.hint
        if self._reader.is_running:
            return (hint("cancel", _("stop")), ("Esc", _("close")))
        if self.step is Step.FILE:
            return (hint("choose_file", _("choose a file")), ("Esc", _("close")))
        on = (hint("go_on", _("go on")),) if self._verb() else ()
        back = (hint("back", _("back")),) if self._can_go_back() else ()
        if self.columns.table.hasFocus() or self.check.words.table.hasFocus():
            own: tuple[Hint, ...] = (("↑ ↓", _("row")), (_("Enter"), _("choose")),
                                     (_("Del"), _("nothing")))  # fmt: skip
        elif self.check.table.hasFocus():
            own = (("↑ ↓", _("row")), (_("Space"), _("in or out")), ("Shift+↓", _("select more")))
        else:
            own = (("Tab", _("next")),)
        return (*own, *on, *back, ("Esc", _("close")))

    def focus_moved(self, now: QWidget) -> None:
        """Bring the part that has the focus now in sight, where its step scrolls."""
        above = now.parentWidget()
        while above is not None and above is not self and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(now, 0, self._host.theme.px(24))

    def foot_room(self) -> int:
        """Return the height of the foot."""
        return self.foot.sizeHint().height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self._host.back()
        else:
            super().keyPressEvent(event)

    def _can_go_back(self) -> bool:
        return not self._reader.is_running and self.step in {Step.COLUMNS, Step.CHECK}

    def _verb(self) -> str:
        """Return the words of the next step; empty where there is none."""
        if self.step is Step.COLUMNS:
            return _("Continue")
        if self.step is Step.CHECK:
            return self.check.verb()
        return _("Another file") if self.step is Step.BRING and not self.is_saving else ""

    def _go_to(self, step: Step) -> None:
        self.step = step
        self._untell()
        self._show_and_focus()

    def _show_and_focus(self) -> None:
        self._show_step()
        self._focus()

    def _show_step(self) -> None:
        self.strip.show_step(self.step, is_done=self.result is not None)
        shown = self.reading if self._reader.is_shown else self._steps[self.step]
        for one in self._steps.values():
            one.setEnabled(not self._reader.is_running)
        self._stack.setCurrentWidget(shown)
        self._show_foot()

    def _show_foot(self) -> None:
        words, is_problem = "", False
        if not self._reader.is_running and self.step is Step.COLUMNS:
            words, is_problem = self.columns.words()
        elif not self._reader.is_running and self.step is Step.CHECK:
            words = self.check.summary()
        self.foot.say(words, problem=is_problem)
        verb = self._verb() if not self._reader.is_running else ""
        can = self.step is not Step.CHECK or self.check.saves_any()
        self.foot.offer(verb, back=self._can_go_back(), can=can)
        self.hints_changed.emit()

    def _focus(self) -> None:
        if not self.isVisible():
            return
        if self._reader.is_shown:
            self.reading.button.setFocus()
        elif self._reader.is_running:
            self.foot.close_button.setFocus()  # what was pressed cannot be pressed again now
        elif self.is_saving:
            self.foot.close_button.setFocus()
        elif self.step is Step.FILE:
            self.file.focus_first()
        elif self.step is Step.COLUMNS:
            self.columns.focus_first()
        elif self.step is Step.CHECK:
            self.check.focus_first()
        else:
            self.done.focus_first()

    def _tell(self, words: str, detail: str = "") -> None:
        self.notice.tell(Weight.WARN, words, detail)
        self._above.show()

    def _untell(self) -> None:
        self.notice.clear()
        self._above.hide()
