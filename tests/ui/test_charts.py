"""Charts as they are seen, heard and walked through by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication, QWidget

from refdesk.screens.chart import Chart, ChartKind, Group, Label, Period, Point, Series, rate
from refdesk.ui.charts import TOTAL, ChartCard
from refdesk.ui.theme import Scheme, Theme
from refdesk.ui.tokens import DARK, LIGHT

MONTHS = ("Nov", "Dec", "Jan", "Feb")
BEFORE, NOW = (2, 3, 1, 4), (3, 4, 0, 5)


def points(values) -> tuple[Point, ...]:
    return tuple(Point(value) for value in values)


TWO_YEARS = Chart(
    title="Referrals received per month",
    kind=ChartKind.BARS,
    axis="Month",
    labels=tuple(Label(m[0], f"{m} {year}") for year in (2024, 2025) for m in MONTHS),
    series=(
        Series("year before", points(BEFORE), Period.EARLIER, total=Point(10)),
        Series("last months", points(NOW), first=4, total=Point(12)),
    ),
    groups=(Group("2024"), Group("2025", 4)),
    note="Counted by received date.",
)
CHANNELS = Chart(
    title="Conversion by channel",
    kind=ChartKind.INTERVALS,
    axis="Channel",
    unit="%",
    labels=(Label("Fax"), Label("Walk-in"), Label("Courier")),
    series=(Series("Conversion", (rate(68, 100, 60, 74), rate(5, 8), rate(0, 0))),),
)
QUARTERS = Chart(
    title="Conversion per quarter",
    kind=ChartKind.LINE,
    axis="Quarter",
    unit="%",
    labels=tuple(Label(f"Q{n}") for n in (1, 2, 3, 4)),
    series=(
        Series("us", (rate(60, 100), rate(5, 8), Point(), rate(80, 100))),
        Series("peers", points((50, 55, 60, 61)), Period.EARLIER),
    ),
)
LITTLE = [
    Chart(title="None", kind=ChartKind.BARS, axis="Month", labels=(), series=()),
    Chart(
        title="Zero",
        kind=ChartKind.BARS,
        axis="Month",
        labels=(Label("N"), Label("D")),
        series=(Series("x", points((0, 0))),),
    ),
    Chart(
        title="One",
        kind=ChartKind.LINE,
        axis="Month",
        labels=(Label("A name that is far too long for its place"),),
        series=(Series("x", points((1204,))),),
    ),
    Chart(
        title="Two hundred",
        kind=ChartKind.BARS,
        axis="Source",
        labels=tuple(Label(f"Source {n}") for n in range(200)),
        series=(Series("x", points(range(200))),),
    ),
]


@pytest.fixture
def theme(qapp) -> Theme:
    return Theme(qapp, Scheme.LIGHT)


@pytest.fixture
def show(theme, qtbot):
    """Show a card, its chart holding the focus."""

    window = QWidget()

    def shown(chart: Chart, width: int = 600, height: int = 260) -> ChartCard:
        card = ChartCard(theme, chart)
        card.setParent(window)
        card.resize(width, height)
        window.resize(width, height)
        window.show()
        window.activateWindow()
        card.chart.setFocus()
        qtbot.waitUntil(card.chart.hasFocus)
        return card

    yield shown
    window.close()


def colors(card: ChartCard) -> set[str]:
    image = card.chart.grab().toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


def opened(card: ChartCard) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    card.opened.connect(lambda series, point: found.append((series, point)))
    return found


def test_earlier_bars_are_outlined_and_current_ones_solid(show):
    card = show(TWO_YEARS)
    seen = colors(card)
    assert {LIGHT.accent, LIGHT.bar2, LIGHT.line2, LIGHT.line} <= seen
    drawing = card.chart._layout()
    first, last = list(drawing.bodies.values())[0::7]
    image = card.chart.grab().toImage()
    assert image.pixelColor(first.center().toPoint()) == QColor(LIGHT.bar2)
    assert image.pixelColor(last.center().toPoint()) == QColor(LIGHT.accent)


def test_a_bar_is_as_high_as_its_value_on_the_axis(show):
    drawing = show(TWO_YEARS).chart._layout()
    heights = [body.height() for body in drawing.bodies.values()]
    unit = heights[2]  # the month with one referral
    assert heights == pytest.approx([value * unit for value in (*BEFORE, *NOW)])


def test_arrows_walk_from_value_to_value_and_enter_opens_the_records(show, qtbot):
    card = show(TWO_YEARS)
    found = opened(card)
    for key in (
        Qt.Key.Key_Return,  # the newest value
        Qt.Key.Key_Left,
        Qt.Key.Key_Left,
        Qt.Key.Key_Return,
        Qt.Key.Key_Home,
        Qt.Key.Key_Left,
        Qt.Key.Key_Space,
        Qt.Key.Key_Right,
        Qt.Key.Key_Return,
        Qt.Key.Key_End,
        Qt.Key.Key_Return,
    ):
        qtbot.keyClick(card.chart, key)
    assert found == [(1, 3), (1, 1), (0, 0), (0, 1), (1, 3)]


def test_the_focused_value_is_ringed_and_said(show, qtbot, theme):
    card = show(TWO_YEARS)
    qtbot.keyClick(card.chart, Qt.Key.Key_Home)
    ringed = card.chart.grab().toImage()
    card.button.setFocus()
    plain = card.chart.grab().toImage()
    body = next(iter(card.chart._layout().bodies.values()))
    left = QPoint(round(body.left()) - theme.px(3), round(body.center().y()))
    assert ringed.pixelColor(left) == QColor(LIGHT.accent)
    assert plain.pixelColor(left) != QColor(LIGHT.accent)


def test_a_click_on_a_value_opens_its_records_and_one_on_an_unknown_does_not(show, qtbot):
    card = show(QUARTERS)
    found = opened(card)
    spots = card.chart._layout().spots
    for mark in (mark for mark in spots if mark.series == 0):
        qtbot.mouseClick(card.chart, Qt.MouseButton.LeftButton, pos=spots[mark].center().toPoint())
    assert found == [(0, 0), (0, 1), (0, 3)]


def test_t_shows_the_table_and_the_chart_again_with_the_focus(show, qtbot):
    card = show(TWO_YEARS)
    qtbot.keyClick(card.chart, Qt.Key.Key_T)
    assert card.is_table
    assert card.table.hasFocus()
    assert card.button.text() == "Chart"
    qtbot.keyClick(card.table, Qt.Key.Key_T)
    assert not card.is_table
    assert card.chart.hasFocus()
    card.button.click()
    assert card.is_table


def test_the_table_is_one_to_a_screen_reader_and_says_the_same(show):
    card = show(TWO_YEARS)
    card.toggle_table()
    told = QAccessible.queryAccessibleInterface(card.table)
    assert told.role() == QAccessible.Role.Table
    assert told.text(QAccessible.Text.Name) == "Referrals received per month, as a table"
    rows = card.table.rows
    heads = [rows.headerData(n, Qt.Orientation.Horizontal) for n in range(rows.columnCount())]
    assert heads == ["Month", "year before", "last months"]
    cells = [[rows.index(r, c).data() for c in range(3)] for r in range(rows.rowCount())]
    assert cells[3:5] == [["Feb 2024", "4", ""], ["Nov 2025", "", "3"]]
    assert rows.index(3, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "year before: 4"


def test_enter_in_the_table_opens_the_same_records(show, qtbot):
    card = show(TWO_YEARS)
    found = opened(card)
    qtbot.keyClick(card.chart, Qt.Key.Key_T)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(card.table, key)
    assert found == [(0, 1)]


def test_the_totals_of_the_legend_open_all_records_of_a_series(show, qtbot):
    card = show(TWO_YEARS)
    found = opened(card)
    before, now = card.legend.figures
    assert now.accessibleName() == "last months: 12"
    qtbot.mouseClick(now, Qt.MouseButton.LeftButton)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Space)
    qtbot.keyClick(before, Qt.Key.Key_Return)
    assert found == [(1, TOTAL), (0, TOTAL), (0, TOTAL)]


def test_a_screen_reader_hears_title_and_summary(show):
    told = QAccessible.queryAccessibleInterface(show(TWO_YEARS).chart)
    assert told.text(QAccessible.Text.Name) == "Referrals received per month"
    assert told.text(QAccessible.Text.Description) == (
        "Bar chart, Referrals received per month: year before 10, 1 (Jan 2024) to 4 (Feb 2024); "
        "last months 12, 0 (Jan 2025) to 5 (Feb 2025)."
    )


def test_intervals_run_from_nothing_to_all_and_small_numbers_wear_a_chip(show):
    card = show(CHANNELS)
    drawing = card.chart._layout()
    track = drawing.track
    assert drawing.x(0) == track.left()
    assert drawing.x(100) == track.right()
    assert card.chart.minimumSizeHint().height() == card.chart.height() == 3 * 32 + 20
    image = card.chart.grab().toImage()
    rows = [round(row.center().y()) for row in drawing.bodies.values()]
    inside = [image.pixelColor(round(drawing.x(71)), y).name().upper() for y in rows]
    assert inside[0] == LIGHT.bar
    assert inside[2] not in {LIGHT.bar, LIGHT.warn_ground}
    chip = [image.pixelColor(round(track.left()) + 3, y).name().upper() for y in rows]
    assert chip[1] == LIGHT.warn_ground


def test_the_pointer_has_a_cut_name_said_in_full_until_it_leaves(show, qtbot):
    name = "Paper form brought along by a very forgetful patient"
    rates = (rate(68, 100, 60, 74),) * 2
    chart = replace(
        CHANNELS, labels=(Label("Fax"), Label(name)), series=(Series("Conversion", rates),)
    )
    card = show(chart, 400)
    card.button.setFocus()
    rows = [spot.center().toPoint() for spot in card.chart._layout().spots.values()]
    plain = card.chart.grab().toImage()
    qtbot.mouseMove(card.chart, rows[0])
    assert card.chart.grab().toImage() == plain
    qtbot.mouseMove(card.chart, rows[1])
    assert card.chart.grab().toImage() != plain
    assert card.chart.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QApplication.sendEvent(card.chart, QEvent(QEvent.Type.Leave))
    assert card.chart.grab().toImage() == plain


def test_newer_values_keep_what_is_chosen(show, qtbot):
    card = show(TWO_YEARS)
    found = opened(card)
    qtbot.keyClick(card.chart, Qt.Key.Key_Home)
    card.show_chart(TWO_YEARS)
    qtbot.keyClick(card.chart, Qt.Key.Key_Return)
    card.show_chart(CHANNELS)
    assert card.title.text() == "Conversion by channel"
    assert not card.note.isVisible()
    assert not card.legend.isVisible()
    assert found == [(0, 0)]


def test_a_narrow_card_puts_the_legend_below_its_title(show, qtbot):
    card = show(TWO_YEARS)
    assert card.legend.geometry().top() < card.title.geometry().bottom()
    card.resize(320, 300)
    qtbot.waitUntil(lambda: card.legend.geometry().top() >= card.title.geometry().bottom())
    inside = card.legend.mapTo(card, card.legend.rect().bottomRight())
    assert inside.x() <= card.width()


@pytest.mark.parametrize("chart", LITTLE, ids=lambda chart: chart.title)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_little_much_and_long_are_painted_and_walked_too(qapp, qtbot, chart, scale):
    window = QWidget()
    qtbot.addWidget(window)
    card = ChartCard(Theme(qapp, Scheme.DARK, scale), chart)
    card.setParent(window)
    card.resize(card.minimumSizeHint())
    window.show()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_T):
        qtbot.keyClick(card.chart, key)
    assert DARK.surface in {
        card.grab().toImage().pixelColor(card.width() // 2, y).name().upper()
        for y in range(card.height())
    }


def test_every_control_of_a_card_has_a_name_and_its_keys_are_told(show):
    card = show(TWO_YEARS)
    controls = [card.chart, card.table, card.button, *card.legend.figures]
    assert all(
        QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        for control in controls
    )
    assert [word for _keys, word in card.hints()] == ["figure", "open its records", "as table"]
    card.toggle_table()
    assert card.hints()[-1] == ("T", "as chart")
