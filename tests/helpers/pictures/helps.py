"""Pictures of the help: a page, the same narrow, with a link in focus, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from refdesk.ui.dialogs.help import HIGH, NARROWEST, WIDE, HelpDialog

if TYPE_CHECKING:
    from refdesk.ui.main_window import MainWindow
    from tests.helpers.pictures.painter import Painter


def help_pages(painter: Painter, main: MainWindow) -> None:
    """Save the help over Today, as wide as it likes and as narrow as it can be."""
    main.open_today()
    painter.read(main)
    main.show_help()
    shown = painter.dialog(HelpDialog)
    shown.resize(QSize(WIDE, HIGH) * (painter.scale / 100))  # as on a common screen
    painter.save(shown, "help")
    shown.follow("printing")
    painter.press("Tab")
    painter.save(shown, "help-link")
    shown.look_for()
    painter.type_text("undo")
    painter.until(lambda: not shown.find_box.is_waiting)
    painter.save(shown, "help-found")
    painter.type_text("xyz")
    painter.until(lambda: not shown.find_box.is_waiting)
    painter.save(shown, "help-nothing")
    painter.press("Esc")
    shown.resize(QSize(NARROWEST, HIGH // 2) * (painter.scale / 100))
    painter.save(shown, "help-narrow")
    painter.drop(shown)
    main.back()
    painter.read(main)
