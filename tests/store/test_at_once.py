"""Several people, windows and threads at one desk."""

from __future__ import annotations

import threading

import pytest

from refdesk.domain.changes import ChangeSet
from refdesk.domain.errors import Damaged, KnownFailure, UserError
from refdesk.domain.fields import Ref
from refdesk.domain.patient import Patient
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Office, Practice
from refdesk.services.session import Desk
from tests.store.stories import (
    add,
    again,
    faults,
    last_change,
    practice,
    save,
)


def test_two_people_at_different_fields_merge(desk: Desk) -> None:
    practice(desk, "Tilbrook")
    mine, theirs = (desk.db.get(Practice, 1) for _ in range(2))
    assert mine is not None
    assert theirs is not None
    mine.website = "tilbrook.example"
    mine.set_custom("cf1", "mine")
    theirs.phone = Phone("+17405550117")
    theirs.set_custom("cf2", "theirs")
    save(desk, mine)
    save(desk, theirs)
    merged = again(desk, mine)
    assert (merged.website, merged.phone) == ("tilbrook.example", Phone("+17405550117"))
    assert merged.custom == {"cf1": "mine", "cf2": "theirs"}
    assert (theirs.website, theirs.custom) == (merged.website, merged.custom)


@pytest.mark.parametrize("own", [False, True])
def test_two_people_at_the_same_field_do_not_overwrite_each_other(desk: Desk, own: bool) -> None:
    practice(desk, "Tilbrook")
    mine, theirs = (desk.db.page(Practice, [1])[0] for _ in range(2))
    for record, text in ((mine, "mine"), (theirs, "theirs")):
        if own:
            record.set_custom("cf1", text)
        else:
            record.website = text
    save(desk, mine)
    label = "A field of your own" if own else "Website"
    with pytest.raises(UserError, match=f"{label} was changed meanwhile"):
        save(desk, theirs)
    assert again(desk, mine).custom.get("cf1") == ("mine" if own else None)


def test_two_people_who_type_the_same_agree(desk: Desk) -> None:
    practice(desk, "Tilbrook")
    mine, theirs = (desk.db.page(Practice, [1])[0] for _ in range(2))
    mine.website = theirs.website = "tilbrook.example"
    save(desk, mine)
    log = last_change(desk)
    save(desk, theirs)
    assert last_change(desk) == log


def test_listeners_hear_what_was_touched_until_they_stop(desk: Desk) -> None:
    heard: list[ChangeSet] = []
    stop = desk.db.listen(heard.append)
    practice(desk, "Tilbrook")
    add(desk, Office(practice=Ref(1), name="Main"), Office(practice=Ref(1), name="Annex"))
    assert [(one.label, one.touched) for one in heard] == [
        ("Add practice", {"practice": frozenset({1})}),
        ("Add", {"office": frozenset({1, 2})}),
    ]
    with pytest.raises(UserError):
        add(desk, Office(practice=Ref(99)))
    assert len(heard) == 2
    stop()
    practice(desk, "Dunmere")
    assert len(heard) == 2


def test_every_commit_is_told_with_its_number_and_its_seal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, bytes]] = []
    monkeypatch.setattr(desk.db, "_committed", lambda *head: told.append(head))
    practice(desk, "Tilbrook")
    with desk.db.reading() as connection:
        assert told == [desk.db.log.last(connection)]
        assert desk.db.log.mac_at(connection, 2) == told[0][1]
        assert desk.db.log.mac_at(connection, 0) == bytes(32)
        assert desk.db.log.mac_at(connection, 99) is None


def test_lists_show_a_change_whose_head_could_not_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit is safe by then; a list that did not show it would lie."""

    def full_disk(_sequence: int, _mac: bytes) -> None:
        raise KnownFailure("The disk is full.")

    heard: list[ChangeSet] = []
    desk.db.listen(heard.append)
    monkeypatch.setattr(desk.db, "_committed", full_disk)
    practice(desk, "Tilbrook")
    assert desk.notices == ["The disk is full."]
    assert [one.id for one in heard] == [2]
    assert desk.db.page(Practice, [1])[0].name == "Tilbrook"


def test_a_listener_may_change_the_desk(desk: Desk) -> None:
    def answer(change: ChangeSet) -> None:
        if change.label == "Add practice":
            add(desk, Patient(name="Vance, Marisol"), label="Answer")

    desk.db.listen(answer)
    practice(desk)
    assert desk.db.page(Patient, [1])[0].name == "Vance, Marisol"


def test_a_change_within_a_change_is_a_bug_and_not_a_standstill(desk: Desk) -> None:
    with (
        pytest.raises(RuntimeError, match="a change within a change"),
        desk.db.change("Outer", by=1),
        desk.db.change("Inner", by=1),
    ):
        pass
    practice(desk, "Still working")


def test_a_second_thread_waits_for_its_turn(desk: Desk) -> None:
    other = threading.Thread(target=lambda: practice(desk, "Second"))
    with desk.db.change("First", by=1) as work:
        other.start()
        work.add(Practice(name="First"))
    other.join()
    assert [one.name for one in desk.db.page(Practice, [1, 2])] == ["First", "Second"]
    assert faults(desk) == []


def test_a_reader_cannot_write(desk: Desk) -> None:
    practice(desk)
    with desk.db.reading() as connection, pytest.raises((KnownFailure, Damaged)):
        connection.exec_driver_sql("DELETE FROM practice")
    assert desk.db.page(Practice, [1])


def test_a_reader_sees_one_state_while_others_write(desk: Desk) -> None:
    with desk.db.reading() as connection:
        count = "SELECT count(*) FROM practice"
        assert connection.exec_driver_sql(count).scalar() == 0
        practice(desk)
        assert connection.exec_driver_sql(count).scalar() == 0
    with desk.db.reading() as connection:
        assert connection.exec_driver_sql(count).scalar() == 1
