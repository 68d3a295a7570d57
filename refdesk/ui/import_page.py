"""The import assistant: a file is chosen, its columns named, its rows looked at, then saved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from refdesk.domain.errors import Cancelled, RefDeskError
from refdesk.domain.imports import ImportRun
from refdesk.i18n import _
from refdesk.screens.import_recent import Recent, recent_imports
from refdesk.screens.import_words import Step, list_of, refusal_of
from refdesk.ui.host import Host
from refdesk.ui.import_rejected import RejectedRows
from refdesk.ui.import_steps import ImportSteps

if TYPE_CHECKING:
    from refdesk.services.incoming import Incoming
    from refdesk.services.looked import Look
    from refdesk.services.transfer import ImportResult
    from refdesk.services.work import Watched


class ImportPage(ImportSteps):
    """Four steps from a file to the desk; stays as it was while other pages are in sight.

    Args:
        host: the window.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.rejected = RejectedRows(host, self)
        self._connect()

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

    # What the window asks

    def open(self) -> None:
        """Give the focus to the step that was left, and look what came in last."""
        self._read_recent()
        self._focus()

    def take(self, paths: Sequence[Path]) -> None:
        """Open a file that was dropped or chosen; whatever was begun before goes."""
        if self.is_saving:
            self._host.refuse(_("Another file is being brought in. Wait until it has come in."))
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
        if not self.is_saving:
            found["choose_file"] = self.file.choose
        if self._reader.is_running:
            found["cancel"] = self._reader.stop
        if self._can_go_back():
            found["back"] = self.go_back
        return found

    def changed(self, kinds: Collection[str]) -> None:
        """Show what an undo or another import made of the last files."""
        del kinds  # an undo touches what came in, not the report
        if self.isVisible() and not self.is_saving:
            self._read_recent()

    def leave(self, *, locking: bool = False) -> None:  # noqa: ARG002  see `forget`
        """Stay as it is."""
        for table in (self.columns.table, self.check.words.table, self.check.differences.table):
            table.chooser.close_up(give_back=False)

    def forget(self) -> None:
        """Drop the file."""
        self._reader.stop()
        if not self.is_saving:
            self._forget()

    # Steps

    def go_on(self) -> None:
        """Go to the next step, or say why not."""
        if self._reader.is_running or self.is_saving or not self._verb():
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
        if incoming is None or look is None or not self.check.saves_any():
            return
        if look.is_stale:
            self._look_at()
            self._host.remark(_("The desk was changed meanwhile, so the rows are looked at again."))
            return
        count, desk = self.check.count(), self._host.desk

        def work(progress: Watched) -> ImportResult:
            from refdesk.services.transfer import Transfer  # noqa: PLC0415  seldom

            return Transfer(desk).apply(incoming, look, progress)

        self.is_saving = True
        self.done.begin(count)
        self._go_to(Step.BRING)
        verb = self.check.verb()
        self._host.run(verb, work, self._brought, self._not_brought)

    def _brought(self, result: ImportResult) -> None:
        self.is_saving = False
        self.result = result
        self.done.show_result(result, self.incoming.what if self.incoming else "")
        self._go_to(Step.BRING)
        if not self.isVisible():
            self._host.tell(self.done.headline.text())

    def _not_brought(self, error: BaseException) -> None:
        self.is_saving = False
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

        def refused(error: BaseException) -> None:
            from refdesk.services.changes import CannotUndo  # noqa: PLC0415  seldom

            if not isinstance(error, CannotUndo):
                self._host.show_error(error)
                return
            from refdesk.ui.dialogs.undo_rest import UndoRestDialog  # noqa: PLC0415  seldom

            UndoRestDialog(self._host, error, self).open()

        words = _("Taking the file back")
        self._host.run(words, work, lambda _words: self._read_recent(), refused)

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
