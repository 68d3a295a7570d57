"""A sheet on screen: pages, zoom, keys, and what cannot be shown."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QWidget

from refdesk.documents.paper import Imprint
from refdesk.documents.sheets.visit_log import render_visit_log
from refdesk.domain.errors import KnownFailure
from refdesk.services.page_images import PageImage, Pages, PageSize
from refdesk.services.preferences import Computer, Preferences
from refdesk.ui.jobs import Jobs
from refdesk.ui.key_map import KeyMap
from refdesk.ui.page_viewer import PageViewer
from refdesk.ui.theme import Scheme, Theme
from tests.documents.days import PRINTED, day


class Tinted(Pages):
    """Pages of one colour each, made at once; `asked` tells which were wanted, how fine."""

    TINTS = (b"\xc8\x00\x00", b"\x00\xc8\x00", b"\x00\x00\xc8")

    def __init__(self, count: int = 3) -> None:
        super().__init__(b"")
        self._count = count
        self.asked: list[tuple[int, float]] = []

    def sizes(self) -> tuple[PageSize, ...]:
        return (PageSize(612, 792),) * self._count

    def image(self, number: int, dpi: float) -> PageImage:
        self.asked.append((number, dpi))
        wide, high = round(612 * dpi / 72), round(792 * dpi / 72)
        row = self.TINTS[(number - 1) % 3] * wide
        return PageImage(wide, high, len(row), row * high)


class Held(Tinted):
    """Pages that are not read before `go_on` is set."""

    def __init__(self, count: int = 3) -> None:
        super().__init__(count)
        self.begun, self.go_on = threading.Event(), threading.Event()

    def image(self, number: int, dpi: float) -> PageImage:
        self.begun.set()
        self.go_on.wait(10)
        return super().image(number, dpi)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_visit_log(day(4), Imprint(PRINTED, 1))


@pytest.fixture
def jobs(qapp):  # noqa: ARG001  signals need the application
    told: list[BaseException] = []
    jobs = Jobs(told.append)
    yield jobs
    jobs.close()
    assert told == []


@pytest.fixture
def viewer(qapp, qtbot, jobs):  # noqa: ARG001  closed before the lanes are
    window = QWidget()
    qtbot.addWidget(window)
    keys = KeyMap(Preferences(Computer(None)))
    viewer = PageViewer(Theme(qapp, Scheme.LIGHT), keys)
    keys.bind(window, lambda name: viewer.handlers().get(name, lambda: None)())
    viewer.setParent(window)
    viewer.resize(700, 600)
    window.resize(900, 700)
    window.show()
    window.activateWindow()
    viewer.setFocus()
    yield viewer
    window.close()


@pytest.fixture
def show(viewer: PageViewer, jobs, qtbot):
    """Show a sheet and wait until all that is in sight is there."""

    def shown(pages: Pages) -> PageViewer:
        viewer.show_pdf(pages, jobs)
        settle(viewer, qtbot)
        return viewer

    return shown


def settle(viewer: PageViewer, qtbot) -> None:
    """Wait until nothing is being read and nothing in sight is missing."""

    def is_still() -> bool:
        viewer.grab()
        reading = (viewer._reading, viewer._cache._asked, viewer._small._asked)
        return not any(reading)

    qtbot.waitUntil(is_still)


def tint(viewer: PageViewer) -> QColor:
    view = viewer.canvas.viewport()
    return view.grab().toImage().pixelColor(view.width() // 2, view.height() // 3)


def test_without_a_sheet_it_says_so(viewer):
    assert viewer.headline.text() == "No sheet to show."
    assert viewer.headline.isVisible()
    assert not viewer.larger.isEnabled()


def test_a_visit_log_shows_its_first_page_as_wide_as_there_is_room(show, pdf):
    viewer = show(Pages(pdf))
    assert viewer.where.text() == "Page 1 of 2"
    view = viewer.canvas.viewport()
    paper = view.width() - 2 * 16
    assert viewer.canvas.zoom == pytest.approx(paper / 816, abs=0.001)
    image = view.grab().toImage()
    row = [image.pixelColor(x, 24) for x in range(view.width())]
    assert row.count(QColor(Qt.GlobalColor.white)) >= paper - 2
    ink = {image.pixelColor(x, y).lightness() for x in range(view.width()) for y in range(60, 90)}
    assert min(ink) < 40


def test_a_screen_reader_hears_the_page(show, qtbot):
    viewer = show(Tinted())
    told = QAccessible.queryAccessibleInterface(viewer.canvas)
    assert told.text(QAccessible.Text.Name) == "Page 1 of 3"
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_End)
    assert told.text(QAccessible.Text.Name) == "Page 3 of 3"
    index = viewer.thumbs.rows.index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Page 2 of 3"
    assert index.data() == "2"


def test_home_and_end_go_to_the_first_and_last_page(show, qtbot):
    viewer = show(Tinted())
    assert tint(viewer).red() == 200
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_End)
    settle(viewer, qtbot)
    assert viewer.where.text() == "Page 3 of 3"
    assert tint(viewer).blue() == 200
    assert viewer.thumbs.currentIndex().row() == 2
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Home)
    settle(viewer, qtbot)
    assert viewer.where.text() == "Page 1 of 3"
    assert tint(viewer).red() == 200


def test_page_down_shows_the_rest_of_a_page_before_the_next_and_page_up_goes_back(show, qtbot):
    viewer = show(Tinted())
    bar = viewer.canvas.verticalScrollBar()
    places = [bar.value()]
    for _press in range(4):
        qtbot.keyClick(viewer.canvas, Qt.Key.Key_PageDown)
        places.append(bar.value())
    seen = viewer.canvas.viewport().height()
    assert all(0 < after - before <= seen for before, after in pairwise(places))
    second = round(viewer.canvas._rects[1].top() - 8)
    assert second in places
    for _press in range(4):
        qtbot.keyClick(viewer.canvas, Qt.Key.Key_PageUp)
    assert viewer.where.text() == "Page 1 of 3"


def test_its_keys_make_pages_larger_and_smaller_and_fit_them(show, qtbot):
    viewer = show(Tinted())
    fits = viewer.canvas.zoom
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Plus, control)
    assert viewer.zoom.text() == "67%"
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Equal, control)
    assert viewer.zoom.text() == "75%"
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_Minus, control)
    assert viewer.zoom.text() == "67%"
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_W, control | Qt.KeyboardModifier.ShiftModifier)
    assert viewer.canvas.zoom == fits
    viewer.larger.click()
    viewer.smaller.click()
    assert viewer.zoom.text() == "50%"
    viewer.fit.click()
    assert viewer.canvas.zoom == fits


def test_zoom_ends_somewhere_and_no_page_fills_the_memory(show, qtbot):
    pages = Tinted(1)
    viewer = show(pages)
    for _press in range(20):
        viewer.larger.click()
    settle(viewer, qtbot)
    assert viewer.zoom.text() == "400%"
    number, dpi = pages.asked[-1]
    assert number == 1
    assert 612 * 792 * (dpi / 72) ** 2 <= 12_000_001
    for _press in range(20):
        viewer.smaller.click()
    assert viewer.zoom.text() == "10%"


def test_a_wider_window_fits_anew_until_a_zoom_is_chosen(show, viewer, qtbot):
    show(Tinted())
    narrow = viewer.canvas.zoom
    viewer.resize(900, 600)
    settle(viewer, qtbot)
    wide = viewer.canvas.zoom
    assert wide > narrow
    viewer.canvas.zoom_to(1.0)
    viewer.resize(800, 600)
    settle(viewer, qtbot)
    assert viewer.canvas.zoom == 1.0


def test_what_stands_in_the_middle_stays_there_when_zoomed(show):
    viewer = show(Tinted())
    canvas, bar = viewer.canvas, viewer.canvas.verticalScrollBar()
    canvas.show_page(2)
    bar.setValue(bar.value() + 120)

    def middle() -> float:
        page = canvas._rects[1]
        line = bar.value() + canvas.viewport().height() / 2
        return float((line - page.top()) / page.height())

    before = middle()
    canvas.zoom_to(1.5)
    assert middle() == pytest.approx(before, abs=0.005)


def test_pages_are_read_at_the_dots_of_the_screen_and_painted_dot_for_dot(show):
    pages = Tinted()
    viewer = show(pages)
    ratio = viewer.devicePixelRatioF()
    wanted = 96 * viewer.canvas.zoom * ratio
    assert [dpi for number, dpi in pages.asked if number == 1][-1] == pytest.approx(wanted)
    image = viewer._cache.image(1, wanted)
    assert image is not None
    assert image.devicePixelRatio() == ratio


def test_only_pages_in_sight_are_kept(show, qtbot):
    pages = Tinted(300)
    viewer = show(pages)
    assert viewer._cache.held == {1}
    qtbot.keyClick(viewer.canvas, Qt.Key.Key_End)
    settle(viewer, qtbot)
    assert viewer._cache.held <= {299, 300}
    assert 300 in viewer._cache.held
    assert len(viewer._small.held) < 10
    assert len(pages.asked) < 30


def test_a_thumbnail_brings_its_page_into_sight(show, qtbot):
    viewer = show(Tinted())
    viewer.thumbs.setFocus()
    qtbot.keyClick(viewer.thumbs, Qt.Key.Key_Down)
    settle(viewer, qtbot)
    assert viewer.where.text() == "Page 2 of 3"
    assert tint(viewer).green() == 200


def test_one_page_needs_no_thumbnails(show):
    viewer = show(Tinted(1))
    assert not viewer.thumbs.isVisible()


def test_a_late_answer_of_the_sheet_before_is_dropped(viewer, jobs, qtbot):
    late, after = Held(2), Tinted(3)
    viewer.show_pdf(late, jobs)
    qtbot.waitUntil(lambda: viewer.where.text() == "Page 1 of 2")
    viewer.grab()
    qtbot.waitUntil(late.begun.is_set)
    viewer.show_pdf(after, jobs)
    late.go_on.set()
    settle(viewer, qtbot)
    assert viewer.where.text() == "Page 1 of 3"
    viewer.canvas.show_page(2)
    settle(viewer, qtbot)
    assert tint(viewer).green() == 200
    assert len(late.asked) == 1


def test_a_page_is_blank_paper_while_it_is_read(viewer, jobs, qtbot):
    pages = Held(1)
    viewer.show_pdf(pages, jobs)
    qtbot.waitUntil(lambda: viewer.where.text() == "Page 1 of 1")
    assert tint(viewer) == QColor(Qt.GlobalColor.white)
    pages.go_on.set()
    settle(viewer, qtbot)
    assert tint(viewer).red() == 200


def test_a_viewer_that_is_gone_gets_no_answer(qapp, jobs, qtbot):
    pages = Held(1)
    window = QWidget()
    qtbot.addWidget(window)
    gone = PageViewer(Theme(qapp, Scheme.LIGHT), KeyMap(Preferences(Computer(None))))
    gone.setParent(window)
    gone.resize(500, 500)
    window.show()
    gone.show_pdf(pages, jobs)
    qtbot.waitUntil(pages.begun.is_set)
    ended: list[bool] = []
    gone.destroyed.connect(lambda: ended.append(True))
    gone.deleteLater()
    qtbot.waitUntil(lambda: ended == [True])
    pages.go_on.set()
    done: list[bool] = []
    jobs.run_query(lambda: True, done.append)
    qtbot.waitUntil(lambda: done == [True])


def test_a_sheet_that_takes_long_to_read_says_that_it_is_read(viewer, jobs, qtbot):
    go_on = threading.Event()

    class Slow(Tinted):
        def sizes(self) -> tuple[PageSize, ...]:
            go_on.wait(10)
            return super().sizes()

    viewer.show_pdf(Slow(), jobs)
    assert viewer.headline.text() == ""
    qtbot.waitUntil(lambda: viewer.headline.text() == "Reading the sheet…")
    go_on.set()
    settle(viewer, qtbot)
    assert viewer.where.text() == "Page 1 of 3"
    assert not viewer.headline.isVisible()


def test_a_shorter_sheet_after_a_longer_one_begins_at_its_first_page(show, viewer):
    show(Tinted(30))
    viewer.canvas.show_page(30)
    show(Tinted(1))
    assert viewer.where.text() == "Page 1 of 1"
    assert tint(viewer).red() == 200


def test_a_damaged_sheet_is_told_in_a_sentence(viewer, jobs, qtbot, pdf):
    viewer.show_pdf(Pages(pdf[:2_000]), jobs)
    qtbot.waitUntil(lambda: "damaged" in viewer.headline.text())
    assert viewer.headline.isVisible()
    assert viewer.where.text() == ""
    assert not viewer.fit.isEnabled()
    viewer.show_pdf(Tinted(), jobs)
    settle(viewer, qtbot)
    assert viewer.where.text() == "Page 1 of 3"


def test_a_page_that_cannot_be_read_is_told_in_a_sentence_too(viewer, jobs, qtbot):
    class Torn(Tinted):
        def image(self, _number: int, _dpi: float) -> PageImage:
            raise KnownFailure("The sheet is torn.")

    viewer.show_pdf(Torn(), jobs)
    qtbot.waitUntil(lambda: viewer.headline.text() == "The sheet is torn.")
    assert viewer.headline.isVisible()


def test_a_bug_is_told_and_goes_the_way_of_every_bug(viewer, jobs, qtbot):
    class Broken(Tinted):
        def sizes(self) -> tuple[PageSize, ...]:
            raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        viewer.show_pdf(Broken(), jobs)
        qtbot.waitUntil(lambda: "went wrong" in viewer.headline.text())
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]


def test_a_sheet_without_pages_says_so(viewer, jobs, qtbot):
    viewer.show_pdf(Tinted(0), jobs)
    qtbot.waitUntil(lambda: viewer.headline.text() == "This sheet has no pages.")


def test_every_control_has_a_name_and_the_keys_are_told(show):
    viewer = show(Tinted())
    controls = (viewer.canvas, viewer.thumbs, viewer.larger, viewer.smaller, viewer.fit)
    assert all(
        QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        for control in controls
    )
    assert viewer.larger.toolTip() == "Larger (Ctrl++)"
    assert ("Ctrl+Shift+W", "fit width") in viewer.hints()
