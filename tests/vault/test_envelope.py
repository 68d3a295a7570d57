"""Sealed small files, and the strict reading of what is in them."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from refdesk.vault import envelope, strict
from refdesk.vault.envelope import MalformedError, NewerFormatError

KEY = b"k" * 32


def forged(body: bytes, title: bytes = b"THING 1\n") -> bytes:
    mac = hmac.digest(KEY, title + body, "sha256").hex().encode()
    checksum = hashlib.sha256(title + mac + b"\n" + body).hexdigest().encode()
    return title + checksum + b"\n" + mac + b"\n" + body + b"\n"


def test_what_was_written_is_read_and_its_signature_fits_one_key():
    found = envelope.decode("THING", envelope.encode("THING", {"a": [1, "ü"]}, KEY), 1000)
    assert found.content == {"a": [1, "ü"]}
    assert found.is_signed_with(KEY)
    assert not found.is_signed_with(b"o" * 32)


def test_each_flipped_bit_is_damage_even_in_the_version():
    raw = envelope.encode("THING", {"a": 1}, KEY)
    for place in range(len(raw)):
        for bit in (0, 3, 7):
            changed = bytearray(raw)
            changed[place] ^= 1 << bit
            with pytest.raises(MalformedError):
                envelope.decode("THING", bytes(changed), 1000)


def test_each_cut_is_damage():
    raw = envelope.encode("THING", {"a": 1}, KEY)
    for length in range(len(raw)):
        with pytest.raises(MalformedError):
            envelope.decode("THING", raw[:length], 1000)


def test_more_than_the_largest_size_is_not_even_read():
    raw = envelope.encode("THING", {"a": 1}, KEY)
    envelope.decode("THING", raw, len(raw))
    with pytest.raises(MalformedError):
        envelope.decode("THING", raw, len(raw) - 1)


def test_a_newer_version_is_told_from_damage():
    with pytest.raises(NewerFormatError):
        envelope.decode("THING", forged(b'{"of":"the future"}', b"THING 2\n"), 1000)


@pytest.mark.parametrize(
    "body",
    [
        b"[1]",
        b"{",
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a":NaN}',
        b'{"a":1e1}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":' + b"[" * 90_000,
        b'{"a":"\xff"}',
        b"",
    ],
    ids=lambda body: body[:12].decode("latin-1"),
)
def test_only_the_one_spelling_that_is_written_is_read(body):
    with pytest.raises(MalformedError):
        envelope.decode("THING", forged(body), 100_000)


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda value: strict.fields(value, "a"), ["a"]),
        (lambda value: strict.fields(value, "a"), {}),
        (lambda value: strict.fields(value, "a"), {"a": 1, "b": 2}),
        (strict.number, "1"),
        (strict.number, True),
        (strict.number, -1),
        (strict.number, 1.0),
        (strict.flag, 1),
        (strict.flag, None),
        (strict.label, 7),
        (strict.label, ""),
        (strict.label, "a\nb"),
        (strict.label, "\ud800"),
        (strict.label, "a" * 201),
        (lambda value: strict.hexadecimal(value, 1), 17),
        (lambda value: strict.hexadecimal(value, 1), "AA"),
        (lambda value: strict.hexadecimal(value, 1), "aaa"),
        (lambda value: strict.binary_of(value, 1), None),
        (lambda value: strict.binary_of(value, 1), "ü"),
        (lambda value: strict.binary_of(value, 1), "YWE="),
        (lambda value: strict.binary_of(value, 1), "YR=="),
    ],
)
def test_a_value_of_another_form_is_refused(read, value):
    with pytest.raises(MalformedError):
        read(value)


def test_values_of_the_right_form_are_read():
    assert strict.fields({"a": 1}, "a") == {"a": 1}
    assert strict.number(0) == 0
    assert strict.flag(False) is False
    assert strict.label("Müller & Söhne 診療所") == "Müller & Söhne 診療所"
    assert strict.hexadecimal("a0", 1) == "a0"
    assert strict.binary_of(strict.text_of(b"a"), 1) == b"a"
