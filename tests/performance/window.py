"""What the lists of the window promise: a frame while scrolling, another order."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

from refdesk.domain.referral import Referral
from refdesk.services.preferences import Computer, Preferences
from refdesk.services.records import Records
from refdesk.ui.board_page import BoardPage
from refdesk.ui.jobs import Jobs
from refdesk.ui.list_page import ListPage
from refdesk.ui.main_window import MainWindow
from refdesk.ui.theme import Scheme, Theme
from tests.performance.large_desk import large_desk
from tests.performance.row import Row, median_ms, scaled, timed

SIZE = (1360, 850)
FRAMES = 200
# The floors of the reference machine (two shared cores), in ms.
EMPTY_FRAME, BARE_IDS, LIST_FRAME = 1.6, 66.0, 5.0


Index = QModelIndex | QPersistentModelIndex


class Blank(QAbstractTableModel):
    """As many cells as the list has, with nothing in them."""

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 200_000

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 7

    def data(self, _index: Index, _role: int = Qt.ItemDataRole.DisplayRole) -> None:
        return None


def scroll_frame() -> Row:
    """A frame while 200,000 rows are scrolled, beside one of a table without content."""
    with _list() as page:
        bare = QTableView()
        bare.setModel(Blank())
        bare.resize(page.table.size())
        bare.show()
        floor = statistics.median(_frames(bare))
        bare.close()
        value = round(statistics.quantiles(_frames(page.table), n=20)[-1], 3)
    return Row("scroll_frame_p95", value, "ms", floor, scaled(16.0, floor, EMPTY_FRAME))


def resort() -> Row:
    """200,000 rows in another order and painted, beside the bare query of their ids."""
    desk = large_desk()
    records = Records(desk)
    query = records.query(Referral, sort="-received")
    floor = median_ms(lambda: records.ids(Referral, query), 9)
    with _list() as page:

        def turn() -> None:
            before = page.state._shown
            page.state.sort_by("received")
            wait(lambda: page.state._shown != before)
            page.table.viewport().repaint()

        value = median_ms(turn, 9)
    return Row("resort_200k", value, "ms", floor, scaled(200.0, floor, BARE_IDS))


def select_all() -> Row:
    """All of 200,000 rows selected by Ctrl+A, told and painted, beside one frame."""
    with _list() as page:
        floor = median_ms(page.table.viewport().repaint, 20)

        def select() -> None:
            page.table.clearSelection()
            page.select_all()
            page.table.viewport().repaint()

        value = median_ms(select, 20)
    return Row("select_all_200k", value, "ms", floor, 50.0)


def board_open() -> Row:
    """The board of the large desk opened in the window and painted, beside one frame of a list."""
    with _list() as page:
        floor = median_ms(page.table.viewport().repaint, 20)
        main = page.window()
        assert isinstance(main, MainWindow)

        def show() -> None:
            main.open_board()
            shown = main.page
            assert isinstance(shown, BoardPage)
            wait(lambda: not shown._is_dirty)
            shown.grab()

        show()  # made once
        found = []
        for _turn in range(9):
            main.open_list("referral")
            found.append(timed(show))
        value = round(statistics.median(found), 3)
    return Row("board_open", value, "ms", floor, scaled(300.0, floor, LIST_FRAME))


def _frames(table: QTableView) -> list[float]:
    """Return how long each frame takes while the table is scrolled by half pages."""
    bar, app = table.verticalScrollBar(), _app()

    def step() -> None:
        bar.setValue(bar.value() + bar.pageStep() // 2)
        table.viewport().repaint()

    found = []
    for _number in range(FRAMES):
        found.append(timed(step))
        app.processEvents()
    return found


def _app() -> QApplication:
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else QApplication([])


def wait(until: Callable[[], bool]) -> None:
    """Let the window work until something is true."""
    app = _app()
    while not until():
        app.processEvents()
        time.sleep(0.0005)  # else the waiting itself takes the reader's time


@contextmanager
def whole_window() -> Iterator[MainWindow]:
    """Open the window of the large desk."""
    app = _app()

    def fail(error: BaseException) -> None:
        raise error

    jobs, preferences = Jobs(fail), Preferences(Computer(None))
    preferences.open(large_desk())
    main = MainWindow(
        Theme(app, Scheme.LIGHT),
        jobs,
        large_desk(),
        "Bench",
        preferences=preferences,
        show_error=fail,
    )
    main.resize(*SIZE)
    main.show()
    try:
        yield main
    finally:
        main.leave()
        main.hide()
        jobs.close()


@contextmanager
def _list() -> Iterator[ListPage]:
    """Open the list of 200,000 referrals in a whole window."""
    with whole_window() as main:
        main.open_list("referral")
        page = main.page
        assert isinstance(page, ListPage)
        wait(lambda: page.state.is_open)
        yield page


ROWS = (scroll_frame, resort, select_all, board_open)
