"""What goes wrong while a file comes in: a sentence, and the desk is as it was."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path

import pytest

from refdesk.domain.errors import Cancelled, KnownFailure, UserError
from refdesk.domain.practice import Practice
from refdesk.domain.register import Purpose
from refdesk.services import applied, staged
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.transfer import How, Transfer
from refdesk.services.work import Silent, Watched
from tests.helpers.desks import make_desk, reopen
from tests.helpers.imports import all_of, everything
from tests.vault.conftest import disk  # noqa: F401  a fixture


def write_list(path: Path, rows: int) -> Path:
    lines = (f"Larkmead {number},740555{number % 10_000:04d},word\n" for number in range(rows))
    path.write_text("Name,Phone,EHR\n" + "".join(lines), encoding="utf-8")
    return path


def test_a_disk_that_fills_up_while_saving_leaves_nothing_half_done(disk, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(applied, "SLICE_SECONDS", 0.0)
    folder = disk.mount(40_000) / "desk"
    path, other = write_list(tmp_path / "list.csv", 6_000), folder.parent / "other file"

    def fill(done: int, _total: int | None, text: str) -> None:
        if text == "Saving" and done > 1_000 and not other.exists():
            with other.open("wb", buffering=0) as file, contextlib.suppress(OSError):
                while True:
                    file.write(bytes(4_096))

    with make_desk(folder) as desk:
        Records(desk).add(Practice, {"name": "Weir Clinic"})
        with pytest.raises(KnownFailure, match="disk is full"):
            Transfer(desk).import_file(path, How(kind=Practice), progress=Watched(fill))
        assert "will be when the desk is next opened" in desk.notices[0]
    other.unlink()
    with reopen(folder) as desk:
        assert "was interrupted and has been taken back" in desk.notices[0]
        assert [one.name for one in all_of(desk, Practice)] == ["Weir Clinic"]
        assert desk.verify() == []


def test_a_disk_without_room_is_told_before_anything_is_saved(disk, tmp_path):  # noqa: F811
    folder = disk.mount(12_000) / "desk"
    path = write_list(tmp_path / "list.csv", 6_000)
    with make_desk(folder) as desk:
        before = everything(desk)
        with pytest.raises(KnownFailure, match=r"too little room: about [0-9]+ MB are needed"):
            Transfer(desk).import_file(path, How(kind=Practice), progress=Silent())
        assert everything(desk) == before


def test_a_stop_between_two_slices_takes_the_first_back(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(applied, "SLICE_SECONDS", 0.0)
    path = write_list(tmp_path / "list.csv", 2_000)
    before = everything(desk)

    def stop(done: int, _total: int | None, text: str) -> None:
        watched.cancelled = text == "Saving" and done > 900

    watched = Watched(stop)
    with pytest.raises(Cancelled):
        Transfer(desk).import_file(path, How(kind=Practice), progress=watched)
    assert everything(desk) == before
    assert desk.verify() == []


def test_a_form_is_saved_while_a_long_file_comes_in(desk, tmp_path):
    path = write_list(tmp_path / "list.csv", 6_000)
    kept = Records(desk).add(Practice, {"name": "Weir Clinic"})
    waits: list[float] = []
    done = threading.Event()

    def save_again_and_again() -> None:
        number = 0
        while not done.is_set():
            number += 1
            start = time.perf_counter()
            Records(desk).set(Practice, kept.id, {"website": f"{number}.example.org"})
            waits.append(time.perf_counter() - start)
            time.sleep(0.02)

    front_desk = threading.Thread(target=save_again_and_again)
    front_desk.start()
    try:
        result = Transfer(desk).import_file(path, How(kind=Practice), progress=Silent())
    finally:
        done.set()
        front_desk.join()
    assert result.created == 6_000
    assert len(waits) > 3, "forms were saved between the slices"
    assert desk.verify() == []


def test_far_too_many_rows_are_refused_before_anything_is_changed(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(staged, "MOST", 1_000)
    before = everything(desk)
    path = write_list(tmp_path / "list.csv", 1_001)
    with pytest.raises(UserError, match=r"more than 1,000 rows to bring in\. Split it"):
        Transfer(desk).import_file(path, How(kind=Practice), progress=Silent())
    assert everything(desk) == before
    assert (
        Transfer(desk)
        .import_file(write_list(path, 1_000), How(kind=Practice), progress=Silent())
        .created
        == 1_000
    )


def test_two_million_rows_are_refused_at_once(desk, tmp_path):
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Name\n")
        for _block in range(2_000):
            file.write("Larkmead Family\n" * 1_000)
    seen: list[str] = []
    with pytest.raises(UserError, match="more than 150,000 rows"):
        Transfer(desk).import_file(
            path, How(kind=Practice), progress=Watched(lambda *step: seen.append(step[2]))
        )
    assert seen == [], "nobody waited for it to be read"


def test_a_file_that_changes_between_choosing_and_reading_is_told(desk, tmp_path):
    path = write_list(tmp_path / "list.csv", 10)
    coming = Transfer(desk).begin(path)
    write_list(path, 11)
    with pytest.raises(KnownFailure, match="was changed"):
        coming.look(Silent())


def test_a_file_may_be_gone_once_it_was_looked_at(desk: Desk, tmp_path):
    path = write_list(tmp_path / "list.csv", 10)
    coming = Transfer(desk).begin(path)
    look = coming.look(Silent())
    path.unlink()
    assert Transfer(desk).apply(coming, look, Silent()).created == 10


def test_rejected_rows_are_saved_to_mend_and_come_in_again(desk, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,Phone\nWeir Clinic,12\nTamsin,7405550118\n=Millrace,13\n", "utf-8")
    coming = Transfer(desk).begin(path)
    look = coming.look(Silent())
    out = tmp_path / "rejected.csv"
    assert look.write_rejected(out, Purpose.OPERATIONS, Silent()) == 2
    Transfer(desk).apply(coming, look, Silent())
    text = out.read_text("utf-8-sig")
    assert text.splitlines()[0] == "Name,Phone,Why it was rejected"
    assert "'=Millrace" in text
    out.write_text(text.replace(",12,", ",7405550117,").replace(",13,", ",,"), "utf-8")
    again = Transfer(desk).begin(out)
    result = Transfer(desk).apply(again, again.look(Silent()), Silent())
    assert (result.created, result.rejected) == (2, ())
    assert {one.name for one in all_of(desk, Practice)} == {"Weir Clinic", "Tamsin", "=Millrace"}
    with pytest.raises(UserError, match=r"ends in \.csv"):
        look.write_rejected(tmp_path / "rejected.xls", Purpose.OPERATIONS, Silent())
