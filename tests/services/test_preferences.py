"""Settings of the computer, the user and the desk: kept, bounded, and never somebody else's."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from refdesk.domain.errors import KnownFailure, UserError
from refdesk.domain.user import Role, User
from refdesk.domain.views import DeskSetting
from refdesk.services.changes import Changes
from refdesk.services.preferences import LARGEST_FILE, Computer, Preferences
from refdesk.services.session import Desk
from refdesk.settings import LETTERS, LOCK_AFTER, SCALE, SCHEME, SETTINGS, Setting
from refdesk.store.listing import Query
from tests.helpers.desks import make_desk, reopen


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "RefDesk" / "settings.json"


@pytest.fixture
def preferences(desk: Desk) -> Preferences:
    made = Preferences(Computer(None))
    made.open(desk)
    return made


def other_user(desk: Desk, role: Role = Role.FRONT_DESK) -> User:
    """Return a second user of a desk, and put them at it."""
    user = User(name="Ines", role=role, slot="second")
    with desk.db.change("New user", by=desk.user.id) as work:
        work.add(user)
    desk.user = user
    return user


# --- the computer's file ------------------------------------------------------------------------


def test_a_new_computer_has_every_default(file: Path):
    preferences = Preferences(Computer(file))
    assert [preferences.value(one) for one in SETTINGS] == [
        *("system", 100, True, "letter"),
        *(1, 0, 3, 5, 7, 5, 3, 30),
        5,
    ]
    assert not file.exists()


def test_a_choice_is_there_when_the_program_starts_again(file: Path):
    Preferences(Computer(file)).choose(SCHEME, "dark")
    again = Preferences(Computer(file))
    assert again.value(SCHEME) == "dark"
    assert again.value(SCALE) == 100


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1, 2]",
        b'"dark"',
        b"null",
        b"\xff\xfe\x00\x00",
        b"[" * 100_000,
        b'{"scheme": ' + b"9" * 10_000 + b"}",
        b'{"scheme": "dark", "long": "' + b"x" * LARGEST_FILE + b'"}',
    ],
    ids=["empty", "half", "list", "text", "null", "no-utf8", "deep", "endless-number", "huge"],
)
def test_a_damaged_file_is_as_good_as_none_and_the_next_choice_mends_it(file: Path, content: bytes):
    file.parent.mkdir()
    file.write_bytes(content)
    preferences = Preferences(Computer(file))
    assert preferences.value(SCHEME) == "system"
    preferences.choose(SCHEME, "light")
    assert Preferences(Computer(file)).value(SCHEME) == "light"


def test_what_a_newer_version_wrote_is_not_understood_but_kept(file: Path):
    file.parent.mkdir()
    file.write_text('{"scheme": "sepia", "sounds": ["bell"]}', "utf-8")
    preferences = Preferences(Computer(file))
    assert preferences.value(SCHEME) == "system"
    preferences.choose(SCALE, 125)
    assert json.loads(file.read_text("utf-8")) == {
        "scale": 125,
        "scheme": "sepia",
        "sounds": ["bell"],
    }


@pytest.mark.parametrize("strange", [True, 1, "100", 100.0, None, [100], {"scale": 100}])
def test_a_value_of_another_type_is_no_value(file: Path, strange: object):
    file.parent.mkdir()
    file.write_text(json.dumps({"scale": strange}), "utf-8")
    kept = Preferences(Computer(file)).value(SCALE)
    assert kept == 100
    assert type(kept) is int


def test_a_file_that_cannot_be_written_is_told_and_the_choice_holds_until_the_end(tmp_path: Path):
    (tmp_path / "RefDesk").write_text("a file where the folder should be", "utf-8")
    preferences = Preferences(Computer(tmp_path / "RefDesk" / "settings.json"))
    heard: list[Setting] = []
    preferences.listen(heard.append)
    with pytest.raises(KnownFailure, match="hold until you quit"):
        preferences.choose(SCHEME, "dark")
    assert preferences.value(SCHEME) == "dark"
    assert heard == [SCHEME]


def test_what_could_not_be_written_is_written_with_the_next_choice(tmp_path: Path):
    (tmp_path / "RefDesk").write_text("a file where the folder should be", "utf-8")
    file = tmp_path / "RefDesk" / "settings.json"
    preferences = Preferences(Computer(file))
    with pytest.raises(KnownFailure):
        preferences.choose(SCHEME, "dark")
    (tmp_path / "RefDesk").unlink()
    preferences.choose(SCALE, 150)
    again = Preferences(Computer(file))
    assert (again.value(SCHEME), again.value(SCALE)) == ("dark", 150)
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_a_folder_in_the_place_of_the_file_leaves_nothing_beside_it(file: Path):
    file.mkdir(parents=True)
    with pytest.raises(KnownFailure):
        Computer(file).put("scheme", "dark")
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_two_windows_do_not_take_each_others_choices_away(file: Path):
    one, other = Computer(file), Computer(file)
    one.put("scheme", "dark")
    other.put("scale", 200)
    assert json.loads(file.read_text("utf-8")) == {"scale": 200, "scheme": "dark"}
    assert other.get("scheme") == "dark"


def test_choices_made_at_once_are_all_kept(file: Path):
    computer = Computer(file)
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(computer.put, f"part {n}", n) for n in range(40)]:
            done.result()
    assert json.loads(file.read_text("utf-8")) == {f"part {n}": n for n in range(40)}


def test_the_same_choice_again_writes_nothing(file: Path):
    computer = Computer(file)
    computer.put("scale", 125)
    file.unlink()
    computer.put("scale", 125)
    assert not file.exists()


# --- the user -----------------------------------------------------------------------------------


def test_a_users_choice_is_there_at_the_next_unlock(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        preferences = Preferences(Computer(None))
        preferences.open(desk)
        preferences.choose(LETTERS, False)
        preferences.remember("list:practice", {"sort": "name"})
    with reopen(tmp_path / "desk") as desk:
        preferences = Preferences(Computer(None))
        preferences.open(desk)
        assert preferences.value(LETTERS) is False
        assert preferences.remembered("list:practice") == {"sort": "name"}


def test_another_user_of_the_same_desk_has_their_own(desk: Desk, preferences: Preferences):
    preferences.choose(LETTERS, False)
    preferences.remember("keys", {"save": "Ctrl+J"})
    other_user(desk)
    preferences.open(desk)
    assert preferences.value(LETTERS) is True
    assert preferences.remembered("keys") is None


def test_none_forgets_what_was_remembered(desk: Desk, preferences: Preferences):
    preferences.remember("keys", {"save": "Ctrl+J"})
    preferences.remember("keys", None)
    assert preferences.remembered("keys") is None
    preferences.open(desk)
    assert preferences.remembered("keys") is None


def test_a_closed_desk_is_forgotten_and_nothing_is_kept_for_it(
    desk: Desk, preferences: Preferences
):
    preferences.choose(LETTERS, False)
    preferences.choose(LOCK_AFTER, 15)
    preferences.close()
    assert preferences.value(LETTERS) is True
    assert preferences.value(LOCK_AFTER) == 5
    preferences.remember("keys", {"save": "Ctrl+J"})
    assert desk.db.own.preferences(desk.user.id) == {"letter_keys": False}
    with pytest.raises(UserError):
        preferences.choose(LETTERS, True)


def test_whoever_listens_is_told_until_they_stop(preferences: Preferences):
    heard: list[str] = []
    stop = preferences.listen(lambda setting: heard.append(setting.name))
    preferences.choose(LETTERS, False)
    preferences.choose(SCHEME, "dark")
    stop()
    preferences.choose(SCHEME, "light")
    assert heard == ["letter_keys", "scheme"]


# --- the desk -----------------------------------------------------------------------------------


def test_a_setting_of_the_desk_holds_for_every_user_and_stands_in_the_history(
    desk: Desk, preferences: Preferences
):
    preferences.choose(LOCK_AFTER, 10)
    other_user(desk)
    preferences.open(desk)
    assert preferences.value(LOCK_AFTER) == 10
    labels = [line.label for line in Changes(desk).newest()]
    assert "Change setting lock when nobody types for" in labels


def test_undo_and_redo_of_a_desk_setting_are_seen_at_once(desk: Desk, preferences: Preferences):
    heard: list[object] = []
    preferences.choose(LOCK_AFTER, 10)
    preferences.listen(lambda setting: heard.append(preferences.value(setting)))
    preferences.choose(LOCK_AFTER, 15)
    Changes(desk).undo()
    assert preferences.value(LOCK_AFTER) == 10
    Changes(desk).undo()  # the row itself is gone now
    assert preferences.value(LOCK_AFTER) == 5
    Changes(desk).redo()
    assert preferences.value(LOCK_AFTER) == 10
    assert heard == [15, 10, 5, 10]
    preferences.choose(LOCK_AFTER, 2)
    assert preferences.value(LOCK_AFTER) == 2


def test_choices_for_the_desk_made_at_once_become_one_row(desk: Desk, preferences: Preferences):
    with ThreadPoolExecutor(4) as pool:
        chosen = [pool.submit(preferences.choose, LOCK_AFTER, n) for n in (2, 10, 15, 2, 10, 15)]
        for done in chosen:
            done.result()
    rows = desk.db.page(DeskSetting, desk.db.ids("desk_setting", Query()))
    assert len(rows) == 1
    assert rows[0].value == str(preferences.value(LOCK_AFTER))


def test_only_an_owner_changes_what_keeps_the_desk_safe(desk: Desk, preferences: Preferences):
    other_user(desk)
    preferences.open(desk)
    assert not preferences.may_change(LOCK_AFTER)
    assert preferences.may_change(LETTERS)
    assert preferences.may_change(SCHEME)
    with pytest.raises(UserError, match="Only an owner"):
        preferences.choose(LOCK_AFTER, 15)
    assert preferences.value(LOCK_AFTER) == 5


@pytest.mark.parametrize("value", [3, 0, -5, True, "5", 5.0])
def test_a_value_that_is_none_of_the_allowed_is_refused(preferences: Preferences, value: int):
    with pytest.raises(UserError, match="does not take that value"):
        preferences.choose(LOCK_AFTER, value)
    assert preferences.value(LOCK_AFTER) == 5


def test_a_desk_setting_of_a_newer_version_falls_back_to_the_default(
    desk: Desk, preferences: Preferences
):
    preferences.choose(LOCK_AFTER, 15)
    with desk.db.change("Newer", by=desk.user.id) as work:
        row = work.get(DeskSetting, 1)
        row.value = "when the door opens"
        work.save(row)
    assert preferences.value(LOCK_AFTER) == 5
    preferences.choose(LOCK_AFTER, 2)
    assert preferences.value(LOCK_AFTER) == 2


def test_a_closed_desks_changes_are_no_longer_heard(desk: Desk, preferences: Preferences):
    heard: list[Setting] = []
    preferences.listen(heard.append)
    preferences.close()
    with desk.db.change("Elsewhere", by=desk.user.id) as work:
        row = DeskSetting()
        row.name, row.label, row.value = "lock_after", "Lock", "2"
        work.add(row)
    assert heard == []
    assert preferences.value(LOCK_AFTER) == 5
