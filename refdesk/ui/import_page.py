"""The import assistant: a file is chosen, its columns named, its rows looked at, then saved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from refdesk.domain.errors import Cancelled, RefDeskError
from refdesk.domain.imports import ImportRun
from refdesk.i18n import _
from refdesk.screens.import_recent import Recent, recent_imports
from refdesk.screens.import_words import Step, list_of, refusal_of
from refdesk.ui.host import Host, Page
from refdesk.ui.import_check import CheckStep, rows_words
from refdesk.ui.import_columns import ColumnsStep
from refdesk.ui.import_done import DoneStep
from refdesk.ui.import_file import FileStep
from refdesk.ui.import_frame import ImportFoot, Reading, StepStrip
from refdesk.ui.import_reader import FileReader
from refdesk.ui.import_rejected import RejectedRows
from refdesk.ui.list_menu import list_style
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.page_head import PageHead

if TYPE_CHECKING:
    from refdesk.services.incoming import Incoming
    from refdesk.services.looked import Look
    from refdesk.services.transfer import ImportResult
    from refdesk.services.work import Watched
    from refdesk.ui.keycaps import Hint


class ImportPage(Page):
    """Four steps from a file to the desk; stays as it was while other pages are in sight.

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
        self._is_saving = False
        self.strip = StepStrip(theme)
        self.notice = Notice(theme)
        self.file = FileStep(theme, host.keys.keys("choose_file"))
        self.columns = ColumnsStep(theme)
        self.check = CheckStep(theme, host.jobs)
        self.done = DoneStep(theme)
        self.reading = Reading(theme, host.keys)
        self.foot = ImportFoot(theme, host.keys)
        self._reader = FileReader(host, self.reading, self._show_and_focus)
        self.rejected = RejectedRows(host, self)
        self._steps: Mapping[Step, QWidget] = {
            Step.FILE: self.file,
            Step.COLUMNS: self.columns,
            Step.CHECK: self.check,
            Step.BRING: self.done,
        }
        self._lay_out()
        self._connect()
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

    def _connect(self) -> None:
        self.file.chosen.connect(self.take)
        self.file.report_asked.connect(partial(self._host.open_record, ImportRun.kind))
        self.columns.changed.connect(self._show_foot)
        settings = self.columns.settings
        settings.sheet_chosen.connect(
            lambda name: self._read_as(lambda one: one.choose_sheet(name))
        )
        settings.what_chosen.connect(lambda code: self._read_as(lambda one: one.choose_what(code)))
        settings.other_asked.connect(self.file.choose)
        self.check.changed.connect(self._show_foot)
        self.check.answered.connect(self._answer)
        self.check.rejected_asked.connect(self._save_rejected)
        self.done.rejected_asked.connect(self._save_rejected)
        self.done.undo_asked.connect(self._undo)
        self.done.shown_asked.connect(self._show_what_came)
        self.done.report_asked.connect(partial(self._host.open_list, ImportRun.kind))
        self.reading.stopped.connect(self._reader.stop)
        self.foot.close_button.clicked.connect(self._host.back)
        self.foot.back_button.clicked.connect(self.go_back)
        self.foot.next_button.clicked.connect(self.go_on)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.go_on)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def is_reading(self) -> bool:
        """Whether a file is being read."""
        return self._reader.is_running

    # What the window asks

    def open(self) -> None:
        """Give the focus to the step that was left, and look what came in last."""
        self._read_recent()
        self._focus()

    def take(self, paths: Sequence[Path]) -> None:
        """Open a file that was dropped or chosen; whatever was begun before goes."""
        if self._is_saving:
            self._host.tell(_("Another file is being brought in. Wait until it has come in."))
            return
        self._reader.stop()
        self._forget()
        self._go_to(Step.FILE)
        refusal = refusal_of(paths)
        if refusal:
            self.file.refuse(refusal)
            return
        path, desk = paths[0], self._host.desk

        def read(_progress: Watched) -> Incoming:
            from refdesk.services.transfer import Transfer  # noqa: PLC0415  seldom

            return Transfer(desk).begin(path)

        self._reader.run(_("Opening the file"), read, self._opened, self._refuse_file)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what can be done now."""
        found: dict[str, Callable[[], None]] = {
            "close": self._host.back,
            "import": self._focus,
        }
        if not self._is_saving:
            found["choose_file"] = self.file.choose
        if self._reader.is_running:
            found["cancel"] = self._reader.stop
        if self._can_go_back():
            found["back"] = self.go_back
        return found

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of the part that has the focus."""
        hint = self._host.keys.hint
        if self._reader.is_running:
            return (hint("cancel", _("stop")), ("Esc", _("close")))
        if self.step is Step.FILE:
            return (hint("choose_file", _("choose a file")), ("Esc", _("close")))
        on = (hint("go_on", _("go on")),) if self._verb() else ()
        back = (hint("back", _("back")),) if self._can_go_back() else ()
        if self.columns.table.hasFocus() or self.check.words.hasFocus():
            own: tuple[Hint, ...] = (("↑ ↓", _("row")), (_("Enter"), _("choose")),
                                     (_("Del"), _("nothing")))  # fmt: skip
        elif self.check.table.hasFocus():
            own = (("↑ ↓", _("row")), (_("Space"), _("in or out")), ("Shift+↓", _("select more")))
        else:
            own = (("Tab", _("next")),)
        return (*own, *on, *back, ("Esc", _("close")))

    def changed(self, kinds: Collection[str]) -> None:
        """Show what an undo or another import made of the last files."""
        del kinds  # an undo touches what came in, not the report
        if self.isVisible() and not self._is_saving:
            self._read_recent()

    def foot_room(self) -> int:
        """Return the height of the foot."""
        return self.foot.sizeHint().height()

    def leave(self, *, locking: bool = False) -> None:
        """Stay as it is; but drop the file when the desk is locked."""
        for table in (self.columns.table, self.check.words, self.check.differences):
            table.chooser.close_up(give_back=False)
        if locking:
            self._reader.stop()
            if not self._is_saving:
                self._forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self._host.back()
        else:
            super().keyPressEvent(event)

    # Steps

    def go_on(self) -> None:
        """Go to the next step, or say why not."""
        if self._reader.is_running or self._is_saving or not self._verb():
            return
        if self.step is Step.COLUMNS:
            self.columns.settings.take_filter()
            words, is_problem = self.columns.words()
            if is_problem:
                self._tell(words)
                self.columns.focus_first()
            else:
                self._look_at()
        elif self.step is Step.CHECK:
            self._bring_in()
        elif self.step is Step.BRING:
            self._forget()
            self._go_to(Step.FILE)

    def go_back(self) -> None:
        """Go to the step before."""
        if self._can_go_back():
            self._go_to(Step(self.step - 1))

    def _can_go_back(self) -> bool:
        return not self._reader.is_running and self.step in {Step.COLUMNS, Step.CHECK}

    def _verb(self) -> str:
        """Return the words of the next step; empty where there is none."""
        if self.step is Step.COLUMNS:
            return _("Continue")
        if self.step is Step.CHECK:
            return rows_words(self.check.count())
        return _("Another file") if self.step is Step.BRING and not self._is_saving else ""

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
        can = self.step is not Step.CHECK or self.check.count() > 0
        self.foot.offer(verb, back=self._can_go_back(), can=can)
        self.hints_changed.emit()

    def _focus(self) -> None:
        if not self.isVisible():
            return
        if self._reader.is_shown:
            self.reading.button.setFocus()
        elif self._reader.is_running:
            self.foot.close_button.setFocus()  # what was pressed cannot be pressed again now
        elif self._is_saving:
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

    # Reading

    def _opened(self, incoming: Incoming) -> None:
        self.incoming = incoming
        self.file.clear()
        self.columns.show_file(incoming)
        self._go_to(Step.COLUMNS)

    def _refuse_file(self, error: RefDeskError) -> None:
        self.file.refuse(error.message)

    def _read_as(self, choose: Callable[[Incoming], None]) -> None:
        incoming = self.incoming
        if incoming is None:
            return

        def work(_progress: Watched) -> Incoming:
            choose(incoming)
            return incoming

        def done(read: Incoming) -> None:
            self.columns.forget_chosen()
            self._opened(read)
            self.columns.settings.focus_first()  # where the person chose

        self._untell()
        self._reader.run(_("Reading the file"), work, done, self._refuse)

    def _refuse(self, error: RefDeskError) -> None:
        self._tell(error.message)

    def _look_at(self) -> None:
        incoming = self.incoming
        if incoming is not None:
            self._put_look_away()
            self._untell()
            self._reader.run(_("Reading every row"), incoming.look, self._looked, self._refuse)

    def _looked(self, look: Look) -> None:
        self.look = look
        self.check.show_look(look)
        self._go_to(Step.CHECK)

    def _answer(self, answers: dict[tuple[str, str], str]) -> None:
        if self.incoming is not None:
            for (target, text), ours in answers.items():
                self.incoming.answer(target, text, ours)
            self._look_at()

    # Saving

    def _bring_in(self) -> None:
        incoming, look = self.incoming, self.look
        if incoming is None or look is None or not self.check.count():
            return
        if look.is_stale:
            self._look_at()
            self._host.tell(_("The desk was changed meanwhile, so the rows are looked at again."))
            return
        count, desk = self.check.count(), self._host.desk

        def work(progress: Watched) -> ImportResult:
            from refdesk.services.transfer import Transfer  # noqa: PLC0415  seldom

            return Transfer(desk).apply(incoming, look, progress)

        self._is_saving = True
        self.done.begin(count)
        self._go_to(Step.BRING)
        verb = rows_words(count)
        self._host.run(verb, work, self._brought, self._not_brought)

    def _brought(self, result: ImportResult) -> None:
        self._is_saving = False
        self.result = result
        self.done.show_result(result, self.incoming.what if self.incoming else "")
        self._go_to(Step.BRING)
        if not self.isVisible():
            self._host.tell(self.done.headline.text())

    def _not_brought(self, error: BaseException) -> None:
        self._is_saving = False
        self._go_to(Step.CHECK)
        if isinstance(error, RefDeskError):
            self._tell(error.message, _("Nothing was saved of this file."))
        elif not isinstance(error, Cancelled):
            self._host.show_error(error)

    def _undo(self) -> None:
        result = self.result
        if result is None or result.change is None:
            return
        change, desk = result.change, self._host.desk

        def work(_progress: Watched) -> str:
            from refdesk.services.changes import Changes  # noqa: PLC0415  seldom

            return Changes(desk).undo(change)

        self._host.run(_("Taking the file back"), work, lambda _words: self._read_recent())

    def _show_what_came(self) -> None:
        if self.incoming is not None:
            self._host.open_list(list_of(self.incoming.what))

    def _save_rejected(self) -> None:
        if self.incoming is not None and self.look is not None:
            self.rejected.ask(self.incoming, self.look)

    def _read_recent(self) -> None:
        desk = self._host.desk
        self._host.jobs.run_query(lambda: recent_imports(desk), self._show_recent)

    def _show_recent(self, runs: list[Recent]) -> None:
        self.file.show_recent(runs)
        if self.result is None or self.result.change is None or not runs:
            return
        if runs[0].undone and not self.done.is_undone:  # also by the key that undoes anywhere
            self.done.show_undone()
            self._focus()
        elif self.done.is_undone and not runs[0].undone:
            self.done.show_result(self.result, self.incoming.what if self.incoming else "")

    def _forget(self) -> None:
        self._put_look_away()
        self.incoming = self.result = None
        self.file.clear()

    def _put_look_away(self) -> None:
        self.check.put_away()
        self.look = None
