"""Stories of a day at the desk, through real keys in the real window."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from refdesk.domain.practice import Tier
from refdesk.domain.user import Role, User
from refdesk.services.drafts import Drafts
from refdesk.services.preferences import Computer, Preferences
from refdesk.ui.dialogs.bulk_edit import BulkEditDialog
from refdesk.ui.dialogs.drafts import DraftsDialog
from refdesk.ui.main_window import MainWindow
from refdesk.ui.shell import Shell
from tests.helpers.desks import cheap_desks, reopen
from tests.helpers.typist import LETTERS
from tests.helpers.window import (
    activate,
    dialog,
    do,
    focused,
    form,
    go_to,
    ids,
    lock,
    new_form,
    open_list,
    press,
    reading,
    row_texts,
    stored,
    type_text,
    unlock,
    until,
)
from tests.ui.editing import QUIET
from tests.ui.test_first_run import GOOD, choose_a_passphrase, name_the_clinic

ROOT = Path(__file__).parents[2]


# --- a call comes in the middle of a form -------------------------------------------------------


def sit_down(folder: Path, name: str) -> None:
    """Let another user have the passphrase of this desk from now on."""
    with reopen(folder) as desk:
        slot = desk.user.slot
        users = {user.name: user for user in desk.db.page(User, range(1, 9))}
        with desk.db.change("Sit down", by=None) as work:
            for user in users.values():
                if user.slot == slot and user.name != name:
                    user.slot = f"away {user.id}"
                    work.save(user)
            if name in users:
                users[name].slot = slot
                work.save(users[name])
            else:
                work.add(User(name=name, role=Role.OWNER, slot=slot))


def half_a_practice(main: MainWindow, qtbot) -> None:
    """Begin a practice and leave off in its third field."""
    page = new_form(main, qtbot, "practice")
    type_text("Millrace Ünal")
    go_to(page, "phone")
    type_text("740-55")


def test_an_interrupted_form_is_given_back_after_a_lock(shell, main, qtbot):
    half_a_practice(main, qtbot)
    lock(shell, qtbot)
    assert "What you were typing is kept" in shell.unlock.notice.headline.text()
    again = unlock(shell, qtbot)
    page = form(again, qtbot)
    entries = {name: page.view.boxes[name].editor.entry() for name in ("name", "phone")}
    assert entries == {"name": "Millrace Ünal", "phone": "740-55"}
    assert page.view.focused() == "phone"
    assert page.view.boxes["phone"].isAncestorOf(focused())
    press("End")
    type_text("5-0117")
    press("Ctrl+S")
    reading(again, qtbot)
    assert stored(shell, "practice", max(ids(shell, "practice")))["phone"] == "+17405550117"


@QUIET
def test_nobody_else_at_the_same_desk_sees_what_was_begun(shell, main, folder, qtbot):
    half_a_practice(main, qtbot)
    lock(shell, qtbot)
    sit_down(folder, "Moray, Tess")

    other = unlock(shell, qtbot)
    reading(other, qtbot)
    assert shell.desk is not None
    assert shell.desk.user.name == "Moray, Tess"
    do(other, "drafts")
    until(qtbot, lambda: dialog(DraftsDialog) and dialog(DraftsDialog).empty.isVisible())
    assert dialog(DraftsDialog).list.count() == 0
    press("Esc")
    activate(other, qtbot)
    page = new_form(other, qtbot, "practice")
    assert page.state.touched == ()
    assert not page.side.begun.isVisible()
    press("Esc")
    reading(other, qtbot)
    lock(shell, qtbot)

    sit_down(folder, "Owner")
    mine = unlock(shell, qtbot)
    page = form(mine, qtbot)
    assert page.view.boxes["name"].editor.entry() == "Millrace Ünal"


# --- many at once, taken back -------------------------------------------------------------------


@QUIET
def test_many_practices_are_changed_at_once_and_taken_back_with_one_key(shell, main, qtbot):
    rows = open_list(main, qtbot, "practice")
    before = {row_id: row_texts(rows, row_id) for row_id in rows.state.ids}
    press("Home", "Shift+Down")
    chosen = list(rows.state.chosen())
    assert len(chosen) == 2
    press("F2")
    until(qtbot, partial(dialog, BulkEditDialog))
    asked = dialog(BulkEditDialog)
    until(qtbot, lambda: asked.isAncestorOf(focused()))
    asked.fields.box.setFocus()
    type_text("Tier")
    press("Return")
    editor = asked.editor
    until(qtbot, lambda: editor.isAncestorOf(focused()))
    press("Home")
    press("Return")
    until(qtbot, lambda: asked.preview is not None)
    assert asked.counts.text() == "2 change."
    press("Return")
    until(qtbot, lambda: dialog(BulkEditDialog) is None)
    activate(main, qtbot)
    until(qtbot, main.activity.result.isVisible)
    assert main.activity.result.words.text() == "Changed tier of 2 practices"
    assert {stored(shell, "practice", one)["tier"] for one in chosen} == {Tier.A.value}
    until(qtbot, lambda: row_texts(rows, chosen[0]) != before[chosen[0]])
    press("Ctrl+Z")
    until(qtbot, lambda: {one: row_texts(rows, one) for one in before} == before)
    assert Tier.A.value not in {stored(shell, "practice", one)["tier"] for one in chosen}
    press("Ctrl+Shift+Z")
    until(qtbot, lambda: stored(shell, "practice", chosen[0])["tier"] == Tier.A.value)


# --- the first day ------------------------------------------------------------------------------


def test_from_nothing_to_the_first_practice(fresh, qtbot):
    guide = fresh.first_run
    assert guide is not None
    guide.activateWindow()
    qtbot.waitUntil(guide.isActiveWindow)
    name_the_clinic(guide, qtbot, "Lakeline Spine & Joint")
    choose_a_passphrase(guide, qtbot)
    type_text("Spine, hip and knee")
    with qtbot.waitSignal(fresh.opened):
        press("Return")
    main = fresh.main
    activate(main, qtbot)
    rows = reading(main, qtbot)
    assert rows.shows.kind == "practice"
    until(qtbot, rows.empty.isVisible)
    assert fresh.desk.clinic.tagline == "Spine, hip and knee"
    assert fresh.desk.user.name == "Zoë Ångström"
    press("Ctrl+N")
    form(main, qtbot)
    type_text("Cedar Grove")
    press("Ctrl+S")
    rows = reading(main, qtbot)
    until(qtbot, lambda: rows.top_bar.count.text() == "1 practice")
    (row_id,) = rows.state.ids
    until(qtbot, lambda: row_texts(rows, row_id))
    assert row_texts(rows, row_id)[0] == "Cedar Grove"
    lock(fresh, qtbot)
    again = unlock(fresh, qtbot, GOOD)
    until(qtbot, lambda: reading(again, qtbot).top_bar.count.text() == "1 practice")


# --- the plug is pulled -------------------------------------------------------------------------

LOST_AT_MOST = 2.0
"""Seconds of typing that may be lost."""


def test_what_was_typed_is_there_after_a_kill_but_for_two_seconds(folder, tmp_path, qapp, qtbot):
    desk = Path(shutil.copytree(folder, tmp_path / "killed"))
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.typist", str(desk)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    lines: list[tuple[float, int]] = []
    for line in itertools.islice(typist.stdout, 60):
        second, count = line.split()
        lines.append((float(second), int(count)))
    typist.kill()
    typist.wait()
    typist.stdout.close()

    with reopen(desk) as opened:
        assert opened.verify() == []
        (draft,) = Drafts(opened).mine()
    kept = draft.body["entries"]["name"]
    end = lines[-1][0]
    safe = max(count for second, count in lines if second <= end - LOST_AT_MOST)
    assert len(kept) >= safe
    assert "".join(itertools.islice(itertools.cycle(LETTERS), len(kept))) == kept

    shell = Shell(qapp, cheap_desks(), desk, preferences=Preferences(Computer(None)))
    shell.start()
    try:
        page = form(unlock(shell, qtbot), qtbot)
        assert page.view.boxes["name"].editor.entry() == kept
    finally:
        shell.close()
