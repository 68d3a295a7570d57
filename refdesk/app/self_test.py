"""Tries the program where it was put: a desk is made, filled, found in, printed and locked."""

from __future__ import annotations

import base64
import datetime as dt
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from refdesk.domain.errors import RefDeskError
from refdesk.i18n import _
from refdesk.services.session import Desk, Desks

if TYPE_CHECKING:
    from refdesk.services.run import Run

NAME = "refdesk-self-test"
WAIT_SECONDS = 60
ROWS = """Practice,Street,City,State,ZIP,Phone
Larkmead Family Medicine,9 Weir Street,Athens,OH,45701,(740) 555-0110
Tilbrook Urgent Care,2 Mill Lane,Logan,OH,43138,740.555.0111
Brindle Falls Pediatrics,41 Depot Square,Lancaster,OH,43130,7405550112
"""
OFFICES = ("9 Weir Street, Athens, OH 45701", "2 Mill Lane, Logan, OH 43138")
FAX = (
    "SUkqAAwAAADABABACQAAAQMAAQAAAAgAAAABAQMAAQAAAAIAAAACAQMAAQAAAAEAAAADAQMAAQAAAAQAAAAG"
    "AQMAAQAAAAEAAAARAQQAAQAAAAgAAAAWAQMAAQAAAAIAAAAXAQQAAQAAAAQAAAAcAQMAAQAAAAEAAAAAAAAA"
)
"""A black fax of sixteen dots, packed as faxes are."""
CHRISTMAS = dt.date(2026, 12, 25)
Step = tuple[str, Callable[[], None]]


class SelfTestFailed(RefDeskError):
    """A step did not do what it should."""


def run(arguments: list[str], desks: Desks | None = None) -> int:
    """Try everything in a new folder, tell each step, and leave nothing behind.

    Args:
        arguments: the folder that the test's own folder is made in; else the present one.
        desks: makes and opens desks.

    Returns the exit code: 0, or 1 after the step that failed.
    """
    above = Path(arguments[0]) if arguments else Path.cwd()
    folder = above / f"{NAME}-{os.getpid()}"
    try:
        folder.mkdir(parents=True)
    except OSError:
        _tell(_("The folder could not be made: give one that can be written, after --self-test."))
        return 1
    test = SelfTest(folder, desks or Desks())
    try:
        for words, step in test.steps():
            begun = time.perf_counter()
            step()
            _tell(f"{words:<28} {time.perf_counter() - begun:6.2f} s")
    except Exception as error:  # noqa: BLE001  whatever it is, the test has failed
        said = error.message if isinstance(error, RefDeskError) else type(error).__name__
        _tell(_("Failed: {what}").format(what=said))
        return 1
    finally:
        test.close()
        shutil.rmtree(folder, ignore_errors=True)
    _tell(_("All is well."))
    return 0


class SelfTest:
    """The steps, each after the one before it."""

    def __init__(self, folder: Path, desks: Desks) -> None:
        self._folder, self._desks = folder / "desk", desks
        self._file = folder / "practices.csv"
        self._passphrase = secrets.token_hex(16)
        self._desk: Desk | None = None

    def steps(self) -> Iterator[Step]:
        """Yield each step with its name."""
        yield _("New desk"), self._new
        yield _("File brought in"), self._import
        yield _("Practice found"), self._find
        yield _("Visit log"), self._visit_log
        yield _("Thank-you note, envelope"), self._note
        yield _("Fax kept and looked at"), self._fax
        yield _("Reminders for a calendar"), self._reminders
        yield _("Holidays"), self._holidays
        yield _("Help"), self._help
        yield _("Desk checked and locked"), self._lock
        yield _("Window"), self._window

    def close(self) -> None:
        """Let go of the desk, wherever the steps have ended."""
        if self._desk is not None:
            self._desk.close()

    @property
    def desk(self) -> Desk:
        """The open desk."""
        if self._desk is None:
            raise SelfTestFailed(_("no desk is open"))
        return self._desk

    def _new(self) -> None:
        self._desk = self._desks.create(self._folder, "Self-test Clinic", self._passphrase)

    def _import(self) -> None:
        from refdesk.domain.practice import Practice  # noqa: PLC0415
        from refdesk.services.transfer import How, Transfer  # noqa: PLC0415
        from refdesk.services.work import Silent  # noqa: PLC0415

        self._file.write_text(ROWS, "utf-8")
        result = Transfer(self.desk).import_file(
            self._file, How(kind=Practice, column_map={"Practice": "name"}), progress=Silent()
        )
        _require(result.created == 3, "three practices came")

    def _find(self) -> None:
        from refdesk.domain.practice import Practice  # noqa: PLC0415
        from refdesk.services.records import Records  # noqa: PLC0415

        records = Records(self.desk)
        (found,) = records.ids(Practice, records.query(Practice, search="larkmead"))
        practice = records.get(Practice, found)
        _require(str(practice.phone) == "(740) 555-0110", "its phone is read")

    def _visit_log(self) -> None:
        from refdesk.domain.clinic import Clinic  # noqa: PLC0415
        from refdesk.domain.practice import Office  # noqa: PLC0415
        from refdesk.domain.touch import Visit  # noqa: PLC0415
        from refdesk.services.drawer import Asked, Drawer  # noqa: PLC0415
        from refdesk.services.records import Records  # noqa: PLC0415

        records = Records(self.desk)
        records.set(Clinic, 1, {"address": "1 Hill Street, Athens, OH 45701"})
        for number, at in enumerate(OFFICES, start=1):
            records.add(Office, {"practice": str(number), "address": at})
            records.add(Visit, {"practice": str(number), "date": CHRISTMAS.isoformat()})
        run = Drawer(self.desk).run("visit_log", Asked(date=CHRISTMAS))
        _require(not run.remarks, "the ZIPs are known")
        self._printed(run)

    def _note(self) -> None:
        from refdesk.domain.practice import Practice  # noqa: PLC0415
        from refdesk.services.drawer import Asked, Drawer  # noqa: PLC0415

        asked = Asked(subjects=[(Practice, 1)])
        for sheet in ("thank_you", "envelopes", "labels"):
            self._printed(Drawer(self.desk).run(sheet, asked))

    def _reminders(self) -> None:
        from refdesk.domain.register import Purpose  # noqa: PLC0415
        from refdesk.domain.task import Task  # noqa: PLC0415
        from refdesk.services.records import Records  # noqa: PLC0415
        from refdesk.services.reminder_files import ReminderFiles  # noqa: PLC0415
        from refdesk.services.reminders import ReminderWish  # noqa: PLC0415

        Records(self.desk).add(Task, {"what": "Order labels", "due": "today"})
        file = self._file.with_name("reminders.ics")
        files, now = ReminderFiles(self.desk), dt.datetime.now(dt.UTC)
        done = files.save(ReminderWish(), file, Purpose.OPERATIONS, now)
        _require(done.rows == 1, "the task comes up")

    def _printed(self, run: Run) -> None:
        from refdesk.domain.register import Way  # noqa: PLC0415
        from refdesk.services.page_images import Pages  # noqa: PLC0415
        from refdesk.services.printing import Printing  # noqa: PLC0415

        pdf = Printing(self.desk).release(run, Way.SAVED, lambda _pdf: None)
        image = Pages(pdf).image(1, 72)
        _require(min(image.rgb) < 100, "there is ink on the page")

    def _fax(self) -> None:
        from refdesk.domain.practice import Practice  # noqa: PLC0415
        from refdesk.services.attachments import Attachments, from_bytes  # noqa: PLC0415
        from refdesk.services.work import Silent  # noqa: PLC0415

        attachments = Attachments(self.desk)
        fax = from_bytes("fax.tif", base64.b64decode(FAX))
        made = attachments.put(Practice, 1, [fax], Silent())
        pages = attachments.open(made.ids[0]).pages if made.ids else None
        _require(pages is not None and max(pages.image(1, 96).rgb) == 0, "the fax is black")

    def _holidays(self) -> None:
        from refdesk.domain.business import BusinessCalendar  # noqa: PLC0415

        _require(not BusinessCalendar.of(None, "OH").is_business_day(CHRISTMAS), "Christmas is one")

    def _help(self) -> None:
        from refdesk.screens.actions import keys_of  # noqa: PLC0415
        from refdesk.screens.help import FIRST, Guide  # noqa: PLC0415

        guide = Guide(keys_of({}))
        _require(guide.find(guide.pages[FIRST].title), "its first page is found")

    def _lock(self) -> None:
        _require(self.desk.verify() == [], "the desk is whole")
        self.desk.close()
        self._desk = None

    def _window(self) -> None:
        from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415  Qt only here
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415

        from refdesk.services.preferences import Computer, Preferences  # noqa: PLC0415
        from refdesk.ui import print_out, sheet_page  # noqa: F401, PLC0415  seldom loaded, so tried
        from refdesk.ui.shell import Shell  # noqa: PLC0415

        found = QApplication.instance()
        app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
        shell = Shell(app, self._desks, self._folder, preferences=Preferences(Computer(None)))
        loop, late = QEventLoop(), QTimer()
        late.setSingleShot(True)
        late.timeout.connect(loop.quit)
        shell.opened.connect(loop.quit)
        shell.start()
        shell.try_unlock(self._folder, self._passphrase)
        late.start(WAIT_SECONDS * 1000)
        loop.exec()
        try:
            main = shell.main
            _require(main is not None, "the window opens")
            picture = main.grab().toImage() if main is not None else None
            _require(picture is not None and not picture.isNull(), "the window is drawn")
            shell.locked.connect(loop.quit)
            shell.lock()
            loop.exec()
        finally:
            late.stop()
            shell.close()


def _require(holds: object, what: str) -> None:
    if not holds:
        raise SelfTestFailed(_("it is not so that {what}").format(what=what))


def _tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
