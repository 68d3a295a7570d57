"""The key file: what it refuses, and why."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refdesk.domain.errors import AccessRefused, Damaged, KnownFailure
from refdesk.vault import envelope, keys, slots, strict
from refdesk.vault.keys import KdfParams
from tests.vault.conftest import CHEAP, PASSPHRASE

Change = Callable[[slots.KeyFile], slots.KeyFile]
DESK_ID = "ab" * 16
CHAIN = strict.text_of(bytes(60))
ANY_KEY = bytearray(b"any key of a forger, 32 bytes...")


@pytest.fixture
def key_path(desk):
    return desk / "Cedar Grove.refdesk"


def rewrite(path: Path, change: Change) -> None:
    """Change the key file as a forger would: the checksum fits, the MAC cannot."""
    slots.write(path, change(slots.parse(path.read_bytes())), ANY_KEY)


def with_slot(**changes: Any) -> Change:
    return lambda file: dataclasses.replace(
        file, slots=(dataclasses.replace(file.slots[0], **changes),)
    )


def test_the_key_file_tells_the_clinic_and_the_holders_and_nothing_else(key_path):
    found = slots.parse(key_path.read_bytes())
    assert found.name == "Cedar Grove"
    assert [slot.holder for slot in found.slots] == ["Dr Alder"]
    assert PASSPHRASE.encode() not in key_path.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_only_its_owner_may_read_the_key_file_and_the_database(desk, key_path):
    assert key_path.stat().st_mode & 0o777 == 0o600
    assert (desk / "desk.db").stat().st_mode & 0o777 == 0o600
    assert (desk / "desk.head").stat().st_mode & 0o777 == 0o600


def test_each_flipped_byte_is_damage_and_never_a_wrong_passphrase(desk, key_path, vaults):
    sound = key_path.read_bytes()
    for place in range(len(sound)):
        changed = bytearray(sound)
        changed[place] ^= 0x01
        key_path.write_bytes(changed)
        with pytest.raises(Damaged, match="key file"):
            vaults.open(desk, PASSPHRASE)
    key_path.write_bytes(sound)
    vaults.open(desk, PASSPHRASE).close()


@pytest.mark.parametrize(
    "content",
    [b"", b"REFDESK KEY FILE", b"PK\x03\x04" + bytes(500), b"\xff" * 2_000_000],
    ids=["empty", "title only", "another file", "too large"],
)
def test_a_foreign_file_is_damage(desk, key_path, vaults, content):
    key_path.write_bytes(content)
    with pytest.raises(Damaged, match="damaged, or is not the key file"):
        vaults.open(desk, PASSPHRASE)


def test_a_newer_key_file_asks_for_the_newer_program(desk, key_path, vaults, monkeypatch):
    monkeypatch.setattr(envelope, "VERSION", 2)
    rewritten = envelope.encode(slots.MAGIC, {}, ANY_KEY)
    monkeypatch.undo()
    key_path.write_bytes(rewritten)
    with pytest.raises(KnownFailure, match="newer version") as failure:
        vaults.open(desk, PASSPHRASE)
    assert type(failure.value) is KnownFailure


@pytest.mark.parametrize(
    "kdf", [KdfParams(2**31, 3, 4), KdfParams(8, 10**12, 1), KdfParams(4, 1, 1)], ids=str
)
def test_absurd_parameters_are_refused_before_any_work(desk, key_path, vaults, monkeypatch, kdf):
    monkeypatch.setattr(keys, "hash_secret_raw", lambda *_: pytest.fail("work was done"))
    rewrite(key_path, with_slot(kdf=kdf))
    with pytest.raises(Damaged, match="impossible or unsafe effort"):
        vaults.open(desk, PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        lambda file: dataclasses.replace(file, name="Elm Grove"),
        with_slot(holder="Dr Mallory"),
        with_slot(sealed_key=bytes(80)),
        with_slot(),
    ],
    ids=["clinic", "holder", "sealed key", "only the MAC"],
)
def test_a_forged_key_file_is_refused_though_the_passphrase_is_right(
    desk, key_path, vaults, change
):
    rewrite(key_path, change)
    with pytest.raises(Damaged, match="changed by somebody"):
        vaults.open(desk, PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        with_slot(private_key=bytes(60)),
        with_slot(public_key=bytes(32)),
        with_slot(salt=bytes(16)),
        with_slot(slot_id="00" * 8),
        lambda file: dataclasses.replace(file, desk_id=DESK_ID),
    ],
    ids=["private key", "public key", "salt", "slot", "desk"],
)
def test_what_a_wrapped_key_is_bound_to_cannot_be_exchanged(desk, key_path, vaults, change):
    rewrite(key_path, change)
    with pytest.raises(AccessRefused, match="passphrase is not right"):
        vaults.open(desk, PASSPHRASE)


def test_a_slot_sealed_by_a_stranger_opens_nothing(desk, key_path, vaults):
    def plant(file):
        data_key = bytearray(b"stranger's data key of 32 bytes.")
        slot = slots.new_passphrase_slot(file.desk_id, "X", "stranger's own", data_key, CHEAP)
        return dataclasses.replace(file, slots=(*file.slots, slot))

    rewrite(key_path, plant)
    with pytest.raises(Damaged, match="changed by somebody"):
        vaults.open(desk, "stranger's own")


def test_an_unfinished_change_of_keys_is_not_passed_over(desk, key_path, vaults):
    rewrite(key_path, with_slot(pending=True))
    with pytest.raises(KnownFailure, match="begun and not finished"):
        vaults.open(desk, PASSPHRASE)


def test_several_people_open_the_same_desk_each_with_an_own_passphrase(desk, key_path, vaults):
    file = slots.parse(key_path.read_bytes())
    data_key = slots.open_slot(file, file.slots[0], PASSPHRASE, CHEAP)
    assert data_key is not None
    second = slots.new_passphrase_slot(
        file.desk_id, "Nurse Birch", "two blue jays", data_key, CHEAP
    )
    device = dataclasses.replace(second, slot_id="00" * 8, kind="device", kdf=None)
    file = dataclasses.replace(file, slots=(device, *file.slots, second))
    slots.write(key_path, file, keys.DeskKeys(data_key, file.desk_id).key_file)
    for passphrase, holder in [(PASSPHRASE, "Dr Alder"), ("two blue jays", "Nurse Birch")]:
        with vaults.open(desk, passphrase) as vault:
            assert vault.holder == holder
    with pytest.raises(AccessRefused):
        vaults.open(desk, PASSPHRASE, slot_id=second.slot_id)
    with vaults.open(desk, "two blue jays", slot_id=second.slot_id) as vault:
        assert vault.slot_id == second.slot_id


def entry(**changes: object) -> dict[str, object]:
    slot = slots.new_passphrase_slot(DESK_ID, "A", PASSPHRASE, bytearray(32), CHEAP)
    return slots._slot_out(slot) | changes


@pytest.mark.parametrize(
    "content",
    [
        {"desk": DESK_ID, "name": "A", "slots": [], "chain": CHAIN},
        {"desk": DESK_ID, "name": "A", "slots": {}, "chain": CHAIN},
        {"desk": DESK_ID, "name": "A", "slots": [entry()] * 2, "chain": CHAIN},
        {"desk": DESK_ID, "name": "A", "slots": [entry(kind="master")], "chain": CHAIN},
        {"desk": DESK_ID, "name": "A", "slots": [entry(kdf=None)], "chain": CHAIN},
        {"desk": DESK_ID, "name": "A", "slots": [entry(kind="device")], "chain": CHAIN},
        {"desk": DESK_ID, "name": "A", "slots": [entry(more=1)], "chain": CHAIN},
        {"desk": DESK_ID, "name": "", "slots": [entry()], "chain": CHAIN},
    ],
    ids=["no slot", "no list", "twice", "kind", "no cost", "cost", "more", "no name"],
)
def test_a_key_file_of_another_form_is_damage(content):
    with pytest.raises(Damaged):
        slots.parse(envelope.encode(slots.MAGIC, content, ANY_KEY))


def test_a_chain_key_of_another_desk_is_refused(desk, key_path, vaults):
    rewrite(key_path, lambda file: dataclasses.replace(file, chain_key=bytes(60)))
    with pytest.raises(Damaged, match="changed by somebody"):
        vaults.open(desk, PASSPHRASE)


def test_the_chain_key_outlives_the_data_key():
    old = keys.DeskKeys(bytearray(b"d" * 32), "00" * 16)
    new = keys.DeskKeys(bytearray(b"e" * 32), "00" * 16)
    new.chain = bytearray(old.chain)
    reopened = keys.DeskKeys(bytearray(b"e" * 32), "00" * 16, new.wrapped_chain())
    assert reopened.chain == old.chain
    assert reopened.database != old.database
