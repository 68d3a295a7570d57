"""Where some records of a change have to stay, the window offers to undo the others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from refdesk.domain.practice import Practice
from refdesk.services.changes import Changes
from refdesk.services.records import Records
from refdesk.ui.dialogs.history import LatestChangesDialog
from refdesk.ui.dialogs.undo_rest import UndoRestDialog
from refdesk.ui.parts import Text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def imported(desk, count: int = 14, moved: int = 11) -> None:
    with desk.db.change("Import partners.csv", by=1) as work:
        made = [work.add(Practice(name=f"Larkmead {n}")) for n in range(count)]
    for one in made[:moved]:
        Records(desk).set(Practice, one.id, {"website": "mine.example"})


def names(desk) -> list[str]:
    return [one.name for one in desk.db.page(Practice, range(5, 40))]


def refused_in_history(main, qtbot) -> UndoRestDialog:
    imported(main.desk)
    main.show_latest_changes()
    (dialog,) = main.findChildren(LatestChangesDialog)
    qtbot.waitUntil(lambda: bool(dialog.table.lines))
    lines = [line.label for line in dialog.table.lines]
    dialog.table.selectRow(lines.index("Import partners.csv"))
    dialog.undo()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(UndoRestDialog)))
    asked: UndoRestDialog = dialog.findChildren(UndoRestDialog)[0]
    return asked


def test_the_history_names_what_stays_and_undoes_the_rest(main, qtbot):
    asked = refused_in_history(main, qtbot)
    said = [text.text() for text in asked.findChildren(Text)]
    assert "11 records were changed later or are in use, and stay as they are:" in said
    assert any(text.startswith("•  Larkmead 0: changed later by “") for text in said)
    assert "and 3 more; in all: Practices 11" in said
    assert len(names(main.desk)) == 14
    assert asked.rest_button.text() == "Undo the other 3"
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(names(main.desk)) == 11)
    assert Changes(main.desk).newest(1)[0].label == "Undo: Import partners.csv"


def test_who_cancels_keeps_everything(main, qtbot):
    asked = refused_in_history(main, qtbot)
    before = Changes(main.desk).newest(1)
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert len(names(main.desk)) == 14
    assert Changes(main.desk).newest(1) == before
