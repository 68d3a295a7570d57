"""Drafts and preferences: one user's alone, outside the change log, there after a restart."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refdesk.domain.errors import UserError
from refdesk.services.changes import Changes
from refdesk.services.drafts import Drafts, Keeping
from refdesk.services.session import Desk
from refdesk.store.own import Own
from tests.helpers.desks import make_desk, reopen

MINE, THEIRS = 1, 2


@pytest.fixture
def own(desk: Desk) -> Own:
    return desk.db.own


def bodies(own: Own, user_id: int = MINE) -> list[dict[str, Any]]:
    return [dict(draft.body) for draft in own.drafts(user_id)]


def test_a_draft_is_given_back_as_it_was_typed(own: Own):
    typed = {"name": "Cedar Gro", "hours": [["8", "12"], []], "ref": {"id": None, "text": "oka"}}
    draft_id = own.keep_draft(MINE, "practice", 7, typed)
    (draft,) = own.drafts(MINE)
    assert (draft.id, draft.kind, draft.row_id) == (draft_id, "practice", 7)
    assert draft.body == typed


def test_a_draft_is_written_over_while_one_types(own: Own):
    draft_id = own.keep_draft(MINE, "practice", 0, {"name": "C"})
    assert own.keep_draft(MINE, "practice", 0, {"name": "Ce"}, draft_id) == draft_id
    assert bodies(own) == [{"name": "Ce"}]


def test_the_newest_draft_comes_first(own: Own):
    for name in ("Aldermoor", "Tilbrook", "Quillby"):
        own.keep_draft(MINE, "practice", 0, {"name": name})
    assert [body["name"] for body in bodies(own)] == ["Quillby", "Tilbrook", "Aldermoor"]


def test_a_dropped_draft_is_gone_and_dropping_it_again_is_no_failure(own: Own):
    draft_id = own.keep_draft(MINE, "practice", 0, {"name": "C"})
    own.drop_draft(MINE, draft_id)
    own.drop_draft(MINE, draft_id)
    assert bodies(own) == []


def test_a_draft_that_was_dropped_meanwhile_is_kept_anew(own: Own):
    gone = own.keep_draft(MINE, "practice", 0, {"name": "C"})
    own.drop_draft(MINE, gone)
    own.keep_draft(MINE, "practice", 0, {"name": "Ce"}, gone)
    assert bodies(own) == [{"name": "Ce"}]


def test_nobody_sees_writes_over_or_drops_the_draft_of_another(own: Own):
    draft_id = own.keep_draft(MINE, "patient", 0, {"name": "Marisol"})
    assert own.drafts(THEIRS) == []
    assert own.keep_draft(THEIRS, "patient", 0, {"name": "Lena"}, draft_id) != draft_id
    own.drop_draft(THEIRS, draft_id)
    assert bodies(own) == [{"name": "Marisol"}]
    assert bodies(own, THEIRS) == [{"name": "Lena"}]


def begin(desk: Desk, body: dict[str, str]) -> Keeping:
    """Type something, and have it written."""
    keeping = Drafts(desk).begin("practice", 0)
    keeping.say(body)
    keeping.write()
    return keeping


def test_drafts_of_the_user_at_the_desk_survive_a_restart(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        begin(desk, {"name": "Cedar Gro"})
    with reopen(tmp_path / "desk") as desk:
        (draft,) = Drafts(desk).mine()
        assert draft.body == {"name": "Cedar Gro"}
        draft.keeping.end()
        draft.keeping.write()
    with reopen(tmp_path / "desk") as desk:
        assert Drafts(desk).mine() == []


def test_drafts_and_preferences_are_no_change_of_the_desk(desk: Desk):
    before = Changes(desk).newest()
    draft_id = begin(desk, {"name": "Cedar Gro"}).id
    desk.db.own.prefer(desk.user.id, "keys", {"save": "Ctrl+J"})
    assert Changes(desk).newest() == before
    with pytest.raises(UserError, match="nothing to undo"):
        Changes(desk).undo()
    assert [draft.keeping.id for draft in Drafts(desk).mine()] == [draft_id]
    assert desk.verify() == []


def test_undo_leaves_what_was_begun_since(desk: Desk):
    with desk.db.change("Rename", by=desk.user.id) as work:
        clinic = desk.clinic
        clinic.name = "Harrow Creek"
        work.save(clinic)
    begin(desk, {"name": "Cedar Gro"})
    Changes(desk).undo()
    assert [dict(draft.body) for draft in Drafts(desk).mine()] == [{"name": "Cedar Gro"}]


def test_a_draft_does_not_say_what_was_typed_when_it_is_printed(own: Own):
    own.keep_draft(MINE, "patient", 0, {"name": "Marisol"})
    assert "Marisol" not in repr(own.drafts(MINE))


@pytest.mark.parametrize(
    "value",
    [False, 0, "", [], {"list": ["a", 1, None, True]}, "Zoë 日本", 2**40, "x" * 100_000],
    ids=lambda value: type(value).__name__,
)
def test_a_preference_comes_back_as_it_was(own: Own, value: object):
    own.prefer(MINE, "one", value)
    assert own.preferences(MINE) == {"one": value}


def test_a_later_preference_replaces_the_earlier_and_none_forgets_it(own: Own):
    own.prefer(MINE, "scale", 100)
    own.prefer(MINE, "scale", 125)
    assert own.preferences(MINE) == {"scale": 125}
    own.prefer(MINE, "scale", None)
    assert own.preferences(MINE) == {}


def test_no_user_reads_or_changes_the_preferences_of_another(own: Own):
    own.prefer(MINE, "keys", {"save": "Ctrl+J"})
    assert own.preferences(THEIRS) == {}
    own.prefer(THEIRS, "keys", None)
    own.prefer(THEIRS, "scale", 200)
    assert own.preferences(MINE) == {"keys": {"save": "Ctrl+J"}}


def test_two_desks_share_nothing(open_desk: Callable[[str], Desk]):
    one, other = open_desk("one"), open_desk("other")
    one.db.own.prefer(MINE, "scale", 200)
    one.db.own.keep_draft(MINE, "practice", 0, {"name": "C"})
    assert other.db.own.preferences(MINE) == {}
    assert other.db.own.drafts(MINE) == []


def test_a_late_write_of_a_dropped_draft_leaves_the_next_one_alone(desk: Desk) -> None:
    own = desk.db.own
    first = own.keep_draft(1, "practice", 7, {"a": 1})
    own.drop_draft(1, first)
    other = own.keep_draft(1, "person", 0, {"b": 2})
    own.keep_draft(1, "practice", 7, {"a": 2}, first)
    kept = {draft.id: (draft.kind, draft.body) for draft in own.drafts(1)}
    assert kept[other] == ("person", {"b": 2})
    assert sorted(kept.values()) == [("person", {"b": 2}), ("practice", {"a": 2})]


def test_what_waits_to_be_written_is_there_at_once(desk: Desk) -> None:
    keeping = Drafts(desk).begin("practice", 0)
    keeping.say({"name": "Cedar"})
    with desk.db.change("A long change", by=1):  # nothing can be written now
        (draft,) = Drafts(desk).mine()
        assert draft.body == {"name": "Cedar"}
    keeping.write()
    assert [one.body for one in Drafts(desk).mine()] == [{"name": "Cedar"}]
    assert desk.unwritten == set()


def test_a_draft_that_ended_is_gone_at_once_and_stays_so(desk: Desk) -> None:
    keeping = begin(desk, {"name": "Cedar"})
    keeping.end()
    assert Drafts(desk).mine() == []
    keeping.say({"name": "Cedar Grove"})  # a key that was on its way
    keeping.write()
    assert Drafts(desk).mine() == []
    assert desk.db.own.drafts(desk.user.id) == []


def test_a_draft_of_nothing_leaves_the_vault(desk: Desk) -> None:
    keeping = begin(desk, {"name": "Cedar"})
    keeping.say(None)
    assert Drafts(desk).mine() == []
    keeping.write()
    assert desk.db.own.drafts(desk.user.id) == []


def test_a_draft_let_go_while_it_is_being_written_is_not_shown_again(
    desk: Desk, own: Own, monkeypatch
):
    committed, looked = threading.Event(), threading.Event()
    keep_draft, drafts = own.keep_draft, own.drafts

    def keep_slowly(*given: Any) -> int:
        number = keep_draft(*given)
        committed.set()
        looked.wait(10)  # in the vault already, and its number not told yet
        return number

    def drafts_meanwhile(user_id: int) -> Any:
        found = drafts(user_id)
        looked.set()
        return found

    monkeypatch.setattr(own, "keep_draft", keep_slowly)
    keeping = Drafts(desk).begin("practice", 0)
    keeping.say({"name": "Larkmead"})
    writing = threading.Thread(target=keeping.write)
    writing.start()
    assert committed.wait(10)
    keeping.end()
    monkeypatch.setattr(own, "drafts", drafts_meanwhile)
    assert Drafts(desk).mine() == []
    writing.join()
    keeping.write()
    assert drafts(MINE) == []
