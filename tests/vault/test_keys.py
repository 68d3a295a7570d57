"""Passphrases become keys, keys open only what they should."""

from __future__ import annotations

import time
import traceback

import pytest
from argon2.exceptions import HashingError

from refdesk.domain.errors import Damaged, KnownFailure, UserError
from refdesk.vault import keys
from refdesk.vault.keys import KdfParams
from tests.vault.conftest import CHEAP

SALT = b"s" * 16


def test_the_standard_passphrase_costs_128_mib_three_passes_and_four_lanes():
    assert keys.STANDARD.params == KdfParams(memory_kib=131072, time=3, lanes=4)
    keys.STANDARD.check(keys.STANDARD.params)


@pytest.mark.parametrize(
    "params",
    [
        KdfParams(2**31, 3, 4),  # two TiB
        KdfParams(131072, 2**32, 4),
        KdfParams(131072, 3, 2**24),
        KdfParams(8, 3, 1),
        KdfParams(131072, 1, 4),
        KdfParams(131072, 3, 0),
        KdfParams(0, 0, 0),
    ],
    ids=str,
)
def test_parameters_that_are_too_weak_or_absurd_are_refused_at_once(params):
    began = time.perf_counter()
    with pytest.raises(Damaged, match="impossible or unsafe effort"):
        keys.STANDARD.check(params)
    assert time.perf_counter() - began < 0.05


def test_memory_below_eight_blocks_a_lane_is_refused_for_argon2_would_be():
    with pytest.raises(Damaged):
        CHEAP.check(KdfParams(memory_kib=8, time=1, lanes=2))


def test_a_passphrase_opens_however_the_keyboard_composed_its_letters():
    composed = keys.derive("caf\u00e9 \ufb01ve", CHEAP.params, SALT)
    assert keys.derive("cafe\u0301 five", CHEAP.params, SALT) == composed
    assert keys.derive("cafe five", CHEAP.params, SALT) != composed
    assert keys.derive("caf\u00e9 \ufb01ve", CHEAP.params, b"t" * 16) != composed


def test_half_a_character_in_a_passphrase_does_not_put_it_into_an_exception():
    assert len(keys.derive("heron \udc80 heron", CHEAP.params, SALT)) == 32


def test_a_new_passphrase_has_at_least_eight_characters():
    keys.check_new_passphrase("12345678")
    with pytest.raises(UserError, match="at least 8 characters") as refusal:
        keys.check_new_passphrase("1234567")
    assert [problem.field for problem in refusal.value.problems] == ["passphrase"]


def test_too_little_memory_is_a_sentence(monkeypatch):
    def refuse(*_arguments):
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(keys, "hash_secret_raw", refuse)
    with pytest.raises(KnownFailure, match="not enough free memory"):
        keys.derive("seven green herons", CHEAP.params, SALT)


def test_a_wrapped_secret_needs_the_key_and_the_header():
    key, other = bytearray(b"k" * 32), bytearray(b"o" * 32)
    wrapped = keys.wrap(key, b"secret", b"header")
    assert keys.unwrap(key, wrapped, b"header") == b"secret"
    assert b"secret" not in wrapped
    for attempt in [(other, wrapped, b"header"), (key, wrapped, b"Header"), (key, b"", b"header")]:
        with pytest.raises(keys.WrongKeyError):
            keys.unwrap(*attempt)


def test_a_sealed_secret_needs_the_private_key_and_the_purpose():
    private, public = keys.new_key_pair()
    other, _public = keys.new_key_pair()
    sealed = keys.seal(b"d" * 32, public, b"data key")
    assert keys.unseal(sealed, private, b"data key") == b"d" * 32
    for attempt in [
        (sealed, other, b"data key"),
        (sealed, private, b"other"),
        (sealed[:-1], private, b"data key"),
        (sealed, private[:-1], b"data key"),
    ]:
        with pytest.raises(keys.WrongKeyError):
            keys.unseal(*attempt)


def test_each_purpose_and_each_desk_has_its_own_key():
    one = keys.DeskKeys(bytearray(b"d" * 32), "00" * 16)
    two = keys.DeskKeys(bytearray(b"d" * 32), "01" * 16)
    purposes = ("database", "chain", "key_file", "head", "backup")
    found = {bytes(getattr(desk, purpose)) for desk in (one, two) for purpose in purposes}
    assert len(found) == 10
    assert all(len(key) == 32 for key in found)


def test_wiped_keys_are_zeros():
    desk = keys.DeskKeys(bytearray(b"d" * 32), "00" * 16)
    desk.wipe()
    for key in (desk.data, desk.database, desk.chain, desk.key_file, desk.head, desk.backup):
        assert key == bytes(32)


def test_no_refusal_tells_the_passphrase():
    for passphrase in ("herons!", "herons\udc80"):
        with pytest.raises(UserError) as refusal:
            keys.check_new_passphrase(passphrase)
        text = "".join(traceback.format_exception_only(refusal.value))
        assert passphrase not in text + repr(refusal.value.problems)
