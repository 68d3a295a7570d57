"""What the page of a referral promises on the large desk: it is read, shown, and moved on."""

from __future__ import annotations

import statistics
from functools import partial

from PySide6.QtWidgets import QApplication

from refdesk.domain.referral import ContactAttempt
from refdesk.domain.stages import Stage
from refdesk.screens.referral_page import read_referral
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.ui.main_window import MainWindow
from refdesk.ui.referral_page import ReferralPage
from tests.performance.large_desk import large_desk
from tests.performance.loops import DUE_ROWS, NOW, due_rows
from tests.performance.row import Row, scaled, timed
from tests.performance.window import wait, whole_window

TIMES = 9


def referral_read() -> Row:
    """Everything that the page of a referral shows, each time read after another change."""
    desk, floor = large_desk(), due_rows()
    records, found = Records(desk), []
    for number in _waiting(TIMES + 1):
        records.add(ContactAttempt, {"referral": str(number), "result": "no_answer"})
        found.append(timed(partial(read_referral, desk, number, NOW)))
    value = round(statistics.median(found[1:]), 3)
    return Row("referral_read", value, "ms", floor, scaled(60, floor, DUE_ROWS))


def open_referral() -> Row:
    """The page of a referral, from the key that asks for it until it is painted."""
    floor, numbers = due_rows(), _waiting(TIMES + 1)
    with whole_window() as main:
        found = [timed(partial(_open, main, number)) for number in numbers]
    value = round(statistics.median(found[1:]), 3)  # the first makes the page
    return Row("open_referral", value, "ms", floor, scaled(100, floor, DUE_ROWS))


def move_on_screen() -> Row:
    """A referral moved on from its page: saved, read again, and painted."""
    floor, numbers = due_rows(), _waiting(TIMES + 1)
    with whole_window() as main:
        found = []
        for number in numbers:
            page = _open(main, number)
            _rest(page)
            found.append(timed(partial(_move, page)))
    value = round(statistics.median(found[1:]), 3)
    return Row("move_on_screen", value, "ms", floor, scaled(30, floor, DUE_ROWS))


def _waiting(count: int) -> list[int]:
    """Return referrals that wait for a call."""
    return Loops(large_desk()).open_ids(stages=[Stage.RECEIVED, Stage.NO_SHOW])[:count]


def _open(main: MainWindow, number: int) -> ReferralPage:
    main.open_record("referral", number)

    def is_shown() -> bool:
        page = main.page
        return isinstance(page, ReferralPage) and bool(page.shown and page.shown.row_id == number)

    wait(is_shown)
    QApplication.processEvents()
    page = main.page
    assert isinstance(page, ReferralPage)
    return page


def _rest(page: ReferralPage) -> None:
    wait(lambda: page.bar.beside is not None)


def _move(page: ReferralPage) -> None:
    before = page.shown
    assert before is not None
    page.do(next(deed for deed in before.others if deed.name == "declined_by_us"))
    wait(lambda: page.shown is not before)
    QApplication.processEvents()


ROWS = (referral_read, open_referral, move_on_screen)
