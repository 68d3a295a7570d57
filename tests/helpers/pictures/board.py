"""Pictures of the board, of referrals moved many at once, and of Today with the counts."""

from __future__ import annotations

from refdesk.domain.stages import Stage
from refdesk.ui.board_page import BoardPage
from refdesk.ui.dialogs.move import MoveDialog
from refdesk.ui.main_window import MainWindow
from refdesk.ui.today_page import TodayPage
from tests.helpers.pictures.painter import NARROW, Painter


def board(painter: Painter, main: MainWindow) -> None:
    """Save the board: as it opens, with a card that has the focus and several selected, narrow."""
    main.open_board()
    page = main.page
    assert isinstance(page, BoardPage)
    painter.until(lambda: any(box.shown and box.shown.cards for box in page.boxes))
    painter.read(main)
    page.boxes[1].list.setFocus()
    painter.save(main, "board")
    for keys in ("Space", "Shift+Down", "Right", "Space", "Right", "Space"):
        painter.press(keys)
    painter.save(main, "board-selected")
    main.resize(NARROW * (painter.scale / 100))
    painter.save(main, "board-narrow")
    main.resize(painter.size)
    _move(painter, page)
    page.choose_none()


def today_figures(painter: Painter, main: MainWindow) -> None:
    """Save Today with the figures of everybody's work, by the side and below."""
    main.open_today()
    page = main.page
    assert isinstance(page, TodayPage)
    painter.until(page.figures.isVisible)
    painter.read(main)
    page.figures.cards[0].table.setFocus()
    page.figures.cards[0].table.setCurrentCell(1, 2)
    page.area.ensureWidgetVisible(page.figures)
    painter.save(main, "today-figures")


def _move(painter: Painter, page: BoardPage) -> None:
    page.ask_move()
    dialog = painter.dialog(MoveDialog)
    painter.save(dialog, "move-dialog")
    dialog.choose(Stage.SCHEDULED)
    painter.save(dialog, "move-dialog-schedule")
    dialog.go_on()
    painter.until(dialog.button.isEnabled)
    painter.save(dialog, "move-dialog-problem")
    dialog.fields.boxes["date"].editor.show_entry("tomorrow")
    dialog.go_on()
    painter.until(lambda: dialog.preview is not None)
    painter.save(dialog, "move-dialog-preview")
    dialog.choose(Stage.CONTACTING)  # nothing is typed then that would be kept
    painter.drop(dialog)
