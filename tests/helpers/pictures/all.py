"""Everything that is drawn, in every look."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from refdesk.ui.theme import Scheme
from tests.helpers.desks import make_desk
from tests.helpers.invented import fill
from tests.helpers.invented_long import fill_long
from tests.helpers.pictures import (
    board,
    designing,
    due,
    files,
    forms,
    helps,
    imports,
    intakes,
    lists,
    steps,
    windows,
)
from tests.helpers.pictures.painter import DOUBLE, Painter
from tests.helpers.pictures.plain import plain_pictures
from tests.helpers.pictures_first_run import FULL as GUIDE
from tests.helpers.pictures_first_run import pictures_first_run

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

LOOKS = (("light", 100), ("dark", 100), ("light", 200))
CLINIC = "Cedar Grove Joint Clinic"


def draw_all(app: QApplication, into: Path, only: Collection[str] = ()) -> Iterator[Path]:
    """Save every picture of every look, or of those that are named."""
    logging.getLogger("refdesk").setLevel(logging.CRITICAL)  # failures are shown on purpose
    for scheme, scale in LOOKS:
        painter = Painter(app, into, scheme, scale)
        if only and painter.look not in only:
            continue
        draw(painter)
        yield from painter.saved
        size = GUIDE if scale == 100 else DOUBLE
        yield from pictures_first_run(app, into, Scheme(scheme), scale / 100, size)
    if not only or "contrast" in only:
        yield from plain_pictures(app, into)


def draw(painter: Painter) -> None:
    """Save every picture of one look."""
    with TemporaryDirectory() as place:
        folder = Path(place) / CLINIC
        with make_desk(folder, CLINIC) as desk:
            fill(desk)
            long = fill_long(desk)
        shell = painter.shell(folder, Path(place))
        main = windows.unlocking(painter, shell, folder)
        lists.every_list(painter, main)
        lists.list_states(painter, main)
        forms.every_form(painter, main, long)
        forms.form_states(painter, main, long)
        intakes.intake(painter, main)
        windows.settings(painter, main)
        helps.help_pages(painter, main)
        windows.bars(painter, main)
        windows.sheets(painter, main)
        windows.notes(painter, main)
        windows.today(painter, main)
        board.today_figures(painter, main)
        board.board(painter, main)
        due.due(painter, main)
        windows.loop(painter, main, long)
        steps.steps(painter, main)
        steps.offers(painter, main)
        files.files(painter, main)
        windows.day(painter, main)
        designing.draw_design(painter, main)
        designing.draw_tidy(painter, main)
        windows.charts(painter, main)
        imports.import_steps(painter, main, Path(place))
        windows.locked(painter, shell, main)
        empty = Path(place) / "Empty"
        make_desk(empty).close()
        main = painter.open(shell, empty)
        lists.every_list(painter, main, "-empty")
        shell.close()
        painter.settle()
