"""Text that nobody means: it is refused in words at once, or kept, and nothing else happens."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refdesk.domain.address import Address
from refdesk.domain.catalogue import record_kind
from refdesk.domain.customs import CustomKind
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import KINDS
from refdesk.domain.text import fault
from tests.domain.samples import TEXT_LIKE, field_of, own_field, refusal, seconds

FIELDS = {
    **{name: field_of(name) for name in KINDS},
    **{f"own {kind.value}": own_field(kind) for kind in CustomKind},
}
QUICK = 0.05  # seconds

NASTY = [
    "\x00",
    "null",
    "NaN",
    "Infinity",
    "-1e309",
    "0x1F",
    "1/0",
    "' OR 1=1 --",
    "=HYPERLINK(A1)",
    "<b onload=alert(1)>",
    "{0.__class__} %s %(x)s",
    "\\u0000 \\",
    "../../etc/hosts",
    "\u202eright to left",
    "\u200b\u200d\ufeff",
    "e" + "\u0301\u0316" * 90,
    "\ud83d",
    "\udfff\ud800",
    "\U0001f469\u200d\U0001f467\U0001f3f3\ufe0f",
    "ﷺ",
    "İI\u0307ıK",
    "١٢٣٤٥٦٧٨٩٠",
    "½ ² Ⅷ 五",
    "−−1",
    "$",
    ".",
    ",;|",
    "9" * 190,
    "00000000000000000000000",
    "0000-00-00",
    "2026-02-30T25:61:61+99:99",
    "2026-11-24T09:20\ud800",
    "12/31/9999 23:59",
    "--02-31",
    "Mon-Mon-Mon 1-1-1, , ,",
    "+1(((((((((((740",
    "tel:;ext=;phone-context=",
    "@@@.@",
    "a@b",
    "#-1",
    "x\x1c",
    "\x85x\x0b",
]


@pytest.mark.parametrize("name", FIELDS)
def test_nasty_text_is_refused_in_words_or_kept_as_it_is_shown(name: str):
    for text in NASTY:
        takes_or_refuses(FIELDS[name], text)


@pytest.mark.parametrize("name", FIELDS)
@given(text=st.text(st.characters(), max_size=30))
def test_no_text_at_all_makes_anything_but_a_value_or_a_refusal(name: str, text: str):
    takes_or_refuses(FIELDS[name], text)


@pytest.mark.parametrize("name", FIELDS)
@given(text=st.text("0123456789/:-.,;+#$ TAPMapme\nMonFri", max_size=20))
def test_nearly_good_text_makes_a_value_or_a_refusal(name: str, text: str):
    takes_or_refuses(FIELDS[name], text)


def takes_or_refuses(field: Field, text: str) -> None:
    if message := refusal(field.parse, text):
        assert message.startswith("Answer ")
        return
    value = field.parse(text)
    assert field.check(value) is None
    assert field.from_plain(field.to_plain(value)) == value or field.is_empty(value)
    assert "\x00" not in field.show(value)


@pytest.mark.parametrize("kind", TEXT_LIKE)
@pytest.mark.parametrize("bad", ["\x00", "\ud800", "\x1b"])
def test_half_characters_and_nul_are_never_kept(kind: str, bad: str):
    field = field_of(kind)
    sound = field.show(field.kind.example(field, 3))
    for text in (f"{sound[:3]}{bad}{sound[3:]}", f"{sound} {bad}{sound}", f"{bad}{sound}"):
        assert kept_clean(field, text)


@pytest.mark.parametrize("kind", [CustomKind.TEXT, CustomKind.NOTE])
@pytest.mark.parametrize(("bad", "code"), [("\x00", "0000"), ("\udc00", "DC00")])
def test_a_clinics_own_text_is_as_strict(kind: CustomKind, bad: str, code: str):
    expected = f"Answer holds a character that cannot be kept (code {code}). Type it anew."
    assert refusal(own_field(kind).parse, f"a{bad}b") == expected
    problem = own_field(kind).check(f"a{bad}b")
    assert problem is not None
    assert problem.message == expected


def kept_clean(field: Field, text: str) -> bool:
    try:
        shown = field.show(field.parse(text))
    except UserError:
        return True
    return not set(shown) & {"\x00", "\ud800", "\x1b"}


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("piece", ["a", "1", "Phone,", "a\u0301\u0316", "\x00"])
def test_ten_million_characters_are_refused_at_once(name: str, piece: str):
    text = (piece * (10_000_000 // len(piece) + 1))[:10_000_000]
    message = ""

    def parse() -> None:
        nonlocal message
        message = refusal(FIELDS[name].parse, text)

    assert seconds(parse) < QUICK
    assert message.startswith("Answer is too long: 10,000,000 characters, at most ")


@pytest.mark.parametrize("name", FIELDS)
def test_no_text_of_any_length_keeps_the_window_waiting(name: str):
    for piece in (
        " ,",
        "\t\n",
        "a ",
        "1,",
        "9.",
        "Phone,",
        "Mon 8-5;",
        "(740) ",
        "x@a.",
        "--",
        "#1,",
    ):
        for length in (150, 900, 1_900, 7_900):
            text = f"x{piece * (length // len(piece))}!"
            taken = seconds(partial(refusal, FIELDS[name].parse, text))
            assert taken < QUICK, (piece, length)


@pytest.mark.parametrize("piece", [" ,", "\t\n", "a,\n ", "OH 45701 ", ", OH "])
def test_an_address_of_gaps_does_not_freeze_its_reader(piece: str):
    text = piece * (1_000 // len(piece)) + "x"
    assert seconds(lambda: refusal(Address.parse, text)) < QUICK


def test_a_kind_of_record_called_by_a_page_of_text_is_refused_in_one_line():
    message = refusal(record_kind, "pat" * 1_000)
    assert message.startswith("There is no kind of record called patpat")
    assert len(message) < 400


@pytest.mark.parametrize("name", FIELDS)
def test_a_refusal_never_repeats_what_was_typed(name: str):
    for text in ("zebra-7781", "2026-13-77 zebra", "zebra" * 50, "zebra\x00"):
        assert "zebra" not in refusal(FIELDS[name].parse, text)


def test_a_mark_that_turns_writing_round_is_refused():
    sentence = fault("Larkmead \u202e", 200, lines=False)
    assert sentence is not None
    assert "code 202E" in sentence
