"""What is due, on paper or as a file for a calendar: morning list, call list and reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from refdesk.i18n import _, plural
from refdesk.services.printing import Printing, today
from refdesk.services.run import Run
from refdesk.ui.ask_place import CALENDAR, ask_place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.domain.register import Purpose
    from refdesk.services.outgoing import ExportDone
    from refdesk.services.reminders import ReminderWish
    from refdesk.ui.host import Host

Chosen = Callable[[Path], None]


class DuePapers:
    """Lays out what a person asks for, and saves files.

    Args:
        host: the window.
        over: what dialogs open over.
    """

    def __init__(self, host: Host, over: QWidget) -> None:
        self._host, self._over = host, over
        self.ask_path: Callable[[str, Chosen], None] = self._ask_path

    def show_morning(self, *, is_mine: bool) -> None:
        """Show what has to be done today as it would be printed."""
        from refdesk.screens.morning import morning_list  # noqa: PLC0415  not at start
        from refdesk.screens.today_rows import Board  # noqa: PLC0415  not at start

        desk = self._host.desk
        owner = desk.user.id if is_mine else None
        self._lay_out(
            _("Laying out the morning list"),
            lambda: morning_list(Board(desk, dt.datetime.now(dt.UTC), owner)),
        )

    def show_calls(self, *, is_mine: bool) -> None:
        """Show the call list of today as it would be printed."""
        from refdesk.services.call_papers import CallPapers  # noqa: PLC0415  not at start

        desk = self._host.desk
        owner, papers = desk.user.id if is_mine else None, CallPapers(desk)
        self._lay_out(
            _("Laying out the call list"), lambda: papers.call_list(dt.datetime.now(dt.UTC), owner)
        )

    def ask_reminders(self, *, is_mine: bool) -> None:
        """Ask which reminders are wanted, and whether on paper or as a file."""
        from refdesk.ui.dialogs.reminders import ReminderDialog  # noqa: PLC0415  seldom

        dialog = ReminderDialog(self._host, is_mine=is_mine, over=self._over)
        dialog.print_asked.connect(self._show_reminders)
        dialog.save_asked.connect(self._choose_file)
        dialog.open()

    def _show_reminders(self, wish: ReminderWish, purpose: Purpose) -> None:
        from refdesk.services.reminder_papers import ReminderPapers  # noqa: PLC0415  not at start

        self._remember(wish)
        papers = ReminderPapers(self._host.desk)
        self._lay_out(
            _("Laying out the reminders"),
            lambda: papers.reminders(wish, purpose, dt.datetime.now(dt.UTC)),
        )

    def _choose_file(self, wish: ReminderWish, purpose: Purpose) -> None:
        from refdesk.screens.reminder_choice import file_name  # noqa: PLC0415  not at start

        self._remember(wish)
        self.ask_path(file_name(today()), partial(self._save, wish, purpose))

    def _ask_path(self, name: str, chosen: Chosen) -> None:
        ask_place(self._over, _("Save reminders for your calendar"), name, chosen, CALENDAR)

    def _save(self, wish: ReminderWish, purpose: Purpose, path: Path) -> None:
        from refdesk.services.reminder_files import ReminderFiles  # noqa: PLC0415  not at start

        files = ReminderFiles(self._host.desk)

        def done(made: ExportDone) -> None:
            count = plural("{count} reminder", "{count} reminders", made.rows)
            self._host.tell(
                _("Saved {count} as {file} in {folder}").format(
                    count=count,
                    file=made.path.name,
                    folder=made.path.parent.name or str(made.path.parent),
                )
            )

        self._host.run(
            _("Saving reminders"),
            lambda _progress: files.save(wish, path, purpose, dt.datetime.now(dt.UTC)),
            done,
            self._host.refuse,
        )

    def _remember(self, wish: ReminderWish) -> None:
        from refdesk.screens.reminder_choice import MEMORY, memory  # noqa: PLC0415  not at start

        preferences = self._host.preferences
        self._host.jobs.run_keeping(
            lambda: preferences.remember(MEMORY, memory(wish)), lambda _done: None
        )

    def _lay_out(self, words: str, make: Callable[[], Run]) -> None:
        printing = Printing(self._host.desk)

        def lay_out(_progress: object) -> tuple[Run, bytes]:
            run = make()
            return run, printing.preview(run)

        def show(made: tuple[Run, bytes]) -> None:
            self._host.show_sheet(*made)
            if made[0].remarks:
                self._host.remark(" ".join(made[0].remarks))

        self._host.run(words, lay_out, show, self._host.refuse)
