"""What a list does with many records: change, archive, print, save as a file."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from refdesk.domain.fields import Field
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.register import Purpose
from refdesk.domain.text import inside
from refdesk.i18n import _, plural
from refdesk.screens.list_state import ListState
from refdesk.screens.list_words import counted
from refdesk.services.bulk import Bulk, BulkDone, BulkPreview
from refdesk.services.outgoing import ExportDone, Outgoing
from refdesk.services.printing import Printing
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.shown import Shown
from refdesk.services.wishes import How, Wish
from refdesk.services.work import Watched
from refdesk.ui.ask_place import ask_place
from refdesk.ui.dialogs.bulk_edit import BulkEditDialog
from refdesk.ui.dialogs.export import ReleaseDialog, SureDialog
from refdesk.ui.move_many import MoveMany

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.host import Host

THANKED: tuple[type[Record], ...] = (Person, Practice)
"""Kinds of record that a note or a label can go to."""
Chosen = Callable[[Path], None]


class ListTasks:
    """Carries out what is asked of the selected records, or of all that are shown.

    Args:
        host: the window.
        state: the list.
        page: what dialogs open over.
    """

    def __init__(self, host: Host, state: ListState, page: QWidget) -> None:
        self._host, self._state, self._page = host, state, page
        self._of: type[Record] = state.screen.of
        self._moves = MoveMany(host, page)
        self.ask_path: Callable[[str, Chosen], None] = self._ask_path

    def thank(self) -> None:
        """Write thank-you notes to the selected people, or those at the selected practices."""
        self._host.open_notes([(self._of, row_id) for row_id in self._state.chosen()])

    def print_again(self) -> None:
        """Show the very pages of the line that is chosen; from there they are printed again."""
        if self._state.selected is not None:
            self._host.show_kept(self._state.selected)

    # Many records changed

    def edit(self) -> None:
        """Change a field of the selected records; a single one opens."""
        state = self._state
        if state.chosen_count < 2:
            if state.selected is not None:
                self._host.open_record(state.screen.kind, state.selected)
            return
        ids = state.chosen()
        bulk = Bulk(self._host.desk)

        def ask(fields: tuple[Field, ...]) -> None:
            if not fields:
                kind = _(self._of.many)
                self._host.refuse(_("{kind} are changed one by one.").format(kind=kind))
                return
            dialog = BulkEditDialog(self._host, state.screen, fields, ids, self._page)
            dialog.decided.connect(self._apply)
            dialog.open()

        self._host.jobs.run_query(partial(bulk.fields, self._of), ask)

    def _apply(self, preview: BulkPreview) -> None:
        bulk = Bulk(self._host.desk)

        def done(made: BulkDone) -> None:
            self._host.tell(done_words(self._state, preview.wish, made), undo=True)

        self._host.run(
            self._count(_("Changing {count} {kind}"), preview.changed),
            lambda progress: bulk.apply(preview, progress, leave_out=True),
            done,
        )

    def move(self) -> None:
        """Move the selected referrals to a stage, or the one that is chosen."""
        state = self._state
        one = [state.selected] if state.selected is not None else []
        self._moves.ask(state.chosen() if state.chosen_count > 1 else one)

    # Archived

    @property
    def restores(self) -> bool:
        """Whether the list shows archived records, so that they can only come back."""
        return any(one.name == "archived" and True in one.values for one in self._state.conditions)

    def archive(self) -> None:
        """Put the selected records out of sight, or take them back; many only when sure."""
        state = self._state
        if state.chosen_count >= 2:
            self._ask_archive(state.chosen())
        elif state.selected is not None:
            self._archive_one(state.selected)

    def _archive_one(self, row_id: int) -> None:
        records, away = Records(self._host.desk), not self.restores
        words = _("Archived 1 {kind}") if away else _("Restored 1 {kind}")
        words = words.format(kind=counted(self._state.screen, 1))
        self._host.run(
            _("Archiving") if away else _("Restoring"),
            lambda _progress: records.archive(self._of, row_id, archived=away),
            lambda _record: self._host.tell(words, undo=True),
        )

    def _ask_archive(self, ids: array[int]) -> None:
        away = not self.restores
        title = self._count(
            _("Archive {count} {kind}?") if away else _("Restore {count} {kind}?"), len(ids)
        )
        says = _("They leave the lists; records that name them still do. You can undo it.")
        if not away:
            says = _("They stand in the lists again. You can undo it.")
        words = _("Archive") if away else _("Restore")
        dialog = SureDialog(self._host.theme, title, says, words, self._page)
        dialog.decided.connect(lambda: self._archive_many(ids, away=away))
        dialog.open()

    def _archive_many(self, ids: array[int], *, away: bool) -> None:
        bulk, of = Bulk(self._host.desk), self._of

        def work(progress: Watched) -> BulkDone:
            preview = bulk.preview(of, ids, bulk.archiving(of, archived=away), progress)
            return bulk.apply(preview, progress, leave_out=True)

        def done(made: BulkDone) -> None:
            words = _("Archived {count} {kind}") if away else _("Restored {count} {kind}")
            words = self._count(words, made.changed)
            self._host.tell(with_left_out(words, made), undo=True)

        words = _("Archiving {count} {kind}") if away else _("Restoring {count} {kind}")
        self._host.run(self._count(words, len(ids)), work, done)

    # Out of the desk

    def print(self) -> None:
        """Print what is shown, after saying what it will hold."""
        self._ask_release(_("Print a list"), _("Print"), self._print)

    def export(self) -> None:
        """Save what is shown as a file, after saying what it will hold."""
        self._ask_release(_("Save a list as a file"), _("Choose the file"), self._choose_file)

    def _ask_release(self, title: str, words: str, go_on: Callable[[Shown, Purpose], None]) -> None:
        shown, rows = self._shown(), self._rows_words()
        outgoing = Outgoing(self._host.desk)

        def ask(personal: tuple[Field, ...]) -> None:
            labels = [_(own.label) for own in personal]
            dialog = ReleaseDialog(self._host.theme, title, rows, labels, words, over=self._page)
            dialog.decided.connect(lambda purpose: go_on(shown, purpose))
            dialog.open()

        self._host.jobs.run_query(lambda: outgoing.needs_purpose(shown), ask)

    def _shown(self) -> Shown:
        state = self._state
        return Shown(
            of=self._of,
            columns=tuple(column.name for column in state.columns),
            ids=state.chosen() if state.chosen_count >= 2 else state.ids,
            title=_(self._of.many),
            filters=state.narrowed_words(),
        )

    def _rows_words(self) -> str:
        state = self._state
        if state.chosen_count >= 2:
            return self._count(
                _("The {count} selected {kind}, with the columns shown."), state.chosen_count
            )
        if state.is_narrowed:
            return self._count(
                _("The {count} {kind} that are shown, with the columns shown."), len(state.ids)
            )
        return self._count(_("All {count} {kind}, with the columns shown."), len(state.ids))

    def _print(self, shown: Shown, purpose: Purpose) -> None:
        printing = Printing(self._host.desk)

        def lay_out(_progress: Watched) -> tuple[Run, bytes]:
            run = printing.list_run(shown, purpose)
            return run, printing.preview(run)

        self._host.run(
            self._count(_("Laying out {count} {kind}"), len(shown.ids)),
            lay_out,
            lambda made: self._show_sheet(*made),
        )

    def _show_sheet(self, run: Run, pdf: bytes) -> None:
        self._host.show_sheet(run, pdf)
        if run.remarks:
            self._host.remark(" ".join(run.remarks))

    def _choose_file(self, shown: Shown, purpose: Purpose) -> None:
        name = f"{_(self._of.many).lower()}.csv"
        self.ask_path(name, lambda path: self._save(shown, purpose, path))

    def _ask_path(self, name: str, chosen: Chosen) -> None:
        ask_place(self._page, _("Save a list as a file"), name, chosen)

    def _save(self, shown: Shown, purpose: Purpose, path: Path) -> None:
        outgoing = Outgoing(self._host.desk)

        def done(made: ExportDone) -> None:
            words = _("Saved {count} {kind} as {file} in {folder}").format(
                count=f"{made.rows:,}",
                kind=counted(self._state.screen, made.rows),
                file=made.path.name,
                folder=made.path.parent.name or str(made.path.parent),
            )
            self._host.tell(words)

        self._host.run(
            self._count(_("Saving {count} {kind}"), len(shown.ids)),
            lambda progress: outgoing.export_csv(shown, path, purpose, progress),
            done,
        )

    def _count(self, words: str, count: int) -> str:
        return words.format(count=f"{count:,}", kind=counted(self._state.screen, count))


def done_words(state: ListState, wish: Wish, made: BulkDone) -> str:
    """Return ``Changed tier of 312 practices; 3 were left out``."""
    words = {
        How.SET: _("Changed {field} of {count} {kind}"),
        How.ADD: _("Added {field} to {count} {kind}"),
        How.REMOVE: _("Removed {field} from {count} {kind}"),
    }[wish.how]
    field = inside(_(wish.own.label))
    kind = counted(state.screen, made.changed)
    words = words.format(field=field, count=f"{made.changed:,}", kind=kind)
    return with_left_out(words, made)


def with_left_out(words: str, made: BulkDone) -> str:
    """Return what was done, and how many records it left out."""
    if not made.left_out:
        return words
    left = plural("{count} was left out", "{count} were left out", made.left_out)
    return _("{done}; {left}").format(done=words, left=left)
