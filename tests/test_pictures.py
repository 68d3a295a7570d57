"""The pictures that people look at are drawn, and hold what they should."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from refdesk.domain.catalogue import BY_NAME
from tests.helpers.desks import make_desk
from tests.helpers.invented import fill
from tests.helpers.invented_long import FILLED, NOT_TYPED, fill_long, typed
from tests.helpers.pictures.painter import FULL, Painter

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")
CORNER = 200
"""Points of the middle that are looked at, in each direction."""


def inks(path: Path) -> int:
    """Return how many colours the middle of a picture holds."""
    image = QImage(str(path))
    left, top = image.width() // 2 - CORNER, image.height() // 4
    return len({image.pixel(left + x, top + y) for x in range(2 * CORNER) for y in range(CORNER)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Cedar Grove"
    with make_desk(made) as desk:
        fill(desk)
        fill_long(desk)
    return made


@pytest.mark.parametrize(("scheme", "scale"), [("light", 100), ("dark", 200)])
def test_a_list_and_a_form_are_drawn_in_each_look(qapp, tmp_path, folder, scheme, scale):
    into = tmp_path / "pictures"
    into.mkdir()
    painter = Painter(qapp, into, scheme, scale)
    shell = painter.shell(folder, tmp_path)
    main = painter.open(shell, folder)
    painter.open_list(main, "practice")
    in_list = painter.save(main, "list")
    painter.open_form(main, "practice", 1)
    in_form = painter.save(main, "form")
    shell.close()
    painter.settle()
    assert painter.saved == [in_list, in_form]
    assert {path.suffix for path in painter.saved} == {".png"}
    assert all(inks(path) > 20 for path in painter.saved)
    if scale == 100:
        assert QImage(str(in_list)).size() == FULL


def test_long_records_fill_every_field_that_a_person_types():
    for kind in FILLED:
        of = BY_NAME[kind]
        names = {name.partition(".")[0] for name in typed(of)}
        asked = {name for name, own in of.fields.items() if not own.program}
        assert names >= asked - NOT_TYPED
