"""Common damage of a cell is mended, and said without the value; the rest is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from refdesk.domain.dates import PartialDate
from refdesk.domain.practice import Channel, PracticeKind
from refdesk.domain.referral import Need
from refdesk.domain.sources import Source
from refdesk.exchange.arrival import Asked, UnknownChoice
from tests.exchange.sheets import arrives, refusal, value

TODAY = dt.datetime.now(dt.UTC).astimezone().date()


@pytest.mark.parametrize(
    ("written", "shown", "repair"),
    [
        ("9106096740.0", "(910) 609-6740", "Phone: a decimal point was dropped."),
        (
            "9.10609674E9",
            "(910) 609-6740",
            "Phone: a number in a spreadsheet's short form was written out.",
        ),
        ("(910)609-6740 x12", "(910) 609-6740 ext. 12", ""),
        ("1-910-609-6740", "(910) 609-6740", ""),
        ("+44 20 7946 0958", "+44 20 7946 0958", ""),
        ("fax: 910-609-6740", "(910) 609-6740", "Phone: words beside the number were dropped."),
        ("910.609.6740 (cell)", "(910) 609-6740", "Phone: words beside the number were dropped."),
        (" 910-609-6740 ", "(910) 609-6740", "Phone: spaces around the text were dropped."),
    ],
)
def test_a_phone_is_read_however_it_is_written(written: str, shown: str, repair: str):
    arrival = arrives("practice", {"phone": written})
    assert str(arrival.values["phone"]) == shown
    assert arrival.repairs == ((repair,) if repair else ())


@pytest.mark.parametrize("between", [" / ", ", ", "; ", " or ", "\n"])
def test_a_second_phone_of_a_cell_goes_where_there_is_room(between: str):
    both = f"910-609-6740{between}910-609-6741"
    arrival = arrives("practice", {"phone": both})
    assert [str(arrival.values[name]) for name in ("phone", "other_phone")] == [
        "(910) 609-6740",
        "(910) 609-6741",
    ]
    assert arrival.remarks == ()
    beside = arrives("practice", {"phone": both, "other_phone": ""})
    assert str(beside.values["other_phone"]) == "(910) 609-6741"
    taken = arrives("practice", {"phone": both, "other_phone": "910-609-6749"})
    assert str(taken.values["other_phone"]) == "(910) 609-6749"
    assert taken.remarks == ("Phone: a further number was left out.",)
    assert arrives("patient", {"phone": both}).remarks == taken.remarks
    assert arrives("practice", {"fax": both}).remarks == ("Fax: a further number was left out.",)
    assert arrives("practice", {"phone": f"{both}/6742"}).remarks == taken.remarks


@pytest.mark.parametrize(
    "text", ["609-6740", "9.1061E+09", "910 609 6740 Ada", "12", "F", "fax:", "c )", "/"]
)
def test_what_is_no_phone_stays_refused(text: str):
    sentence = "Phone is not a phone number. Type ten digits, as in (740) 555-0117."
    assert refusal("practice", "phone", text) == sentence


@pytest.mark.parametrize(
    ("state", "written", "kept"),
    [
        ("", "2139", "02139"),
        ("MA", "2139.0", "02139"),
        ("MA", "2139-1234", "02139-1234"),
        ("Massachusetts", "21391234", "02139-1234"),
        ("PR", "601", "00601"),
        ("OH", "457011234", "45701-1234"),
    ],
)
def test_a_zip_gets_its_zero_back(state: str, written: str, kept: str):
    cells = {"address.city": "Tamsin", "address.state": state, "address.zip": written}
    arrival = arrives("person", cells)
    assert arrival.values["address"].zip == kept
    assert arrival.repairs


def test_a_zip_that_lost_another_digit_is_refused():
    with pytest.raises(Exception, match="needs a ZIP of five digits"):
        arrives("person", {"address.state": "OH", "address.zip": "4570"})


@pytest.mark.parametrize(
    ("written", "code"),
    [("Ohio", "OH"), ("ohio", "OH"), ("Oh.", "OH"), ("new  york", "NY"), ("D.C.", "DC")],
)
def test_a_state_is_known_by_its_name(written: str, code: str):
    assert value("person", "address.state", written).state == code
    if written != "D.C.":
        line = f"9 Weir Street, Tamsin, {written} 45701"
        assert value("person", "address", line).state == code


def test_an_address_on_one_line_is_mended_too():
    arrival = arrives("person", {"address": "12 ELM ST, BOSTON, MA 2139, USA"})
    assert arrival.values["address"].one_line() == "12 Elm St, Boston, MA 02139"
    assert arrival.repairs == (
        "Address: a ZIP had lost its zero.",
        "Address: capitals were made small letters.",
    )


@pytest.mark.parametrize(
    "written",
    [
        *("45291", "45291.0", "45291.604", "12/31/2023", "12/31/23", "20231231", "2023-12-31"),
        *("2023-12-31T05:00:00Z", "2023-12-31 00:00:00", "31-Dec-23", "31-Dec-2023", "2023/12/31"),
        *(
            "Dec 31st, 2023",
            "31st December 2023",
            "Sunday, December 31, 2023",
            "12/31/2023 2:30 PM",
        ),
    ],
)
def test_a_date_is_read_in_every_writing(written: str):
    assert value("touch", "date", written) == dt.date(2023, 12, 31)


@pytest.mark.parametrize("written", ["24/11/2026", "2/30/1950", "1950", "4529", "99999", "today?"])
def test_an_impossible_date_stays_refused(written: str):
    assert refusal("touch", "date", written) == "Date is not a date. Type it as 11/24/2026."


def test_the_day_goes_first_where_a_person_says_so():
    assert value("touch", "date", "3/4/2026", day_first=True) == dt.date(2026, 4, 3)
    assert value("touch", "date", "24.11.26", day_first=True) == dt.date(2026, 11, 24)
    assert value("touch", "date", "2026-11-24", day_first=True) == dt.date(2026, 11, 24)
    assert refusal("touch", "date", "11/24/2026", day_first=True)
    assert value("referral", "received", "3/4/2026 9:20 AM", day_first=True).month == 4


@pytest.mark.parametrize(
    "written",
    [
        "45291.604",
        "12/31/2023 2:30 PM",
        "12/31/2023 14:30:59",
        "2023-12-31 14:30",
        "31-Dec-23 14:30",
    ],
)
def test_a_moment_is_read_in_every_writing(written: str):
    local = value("referral", "received", written).astimezone()
    assert (local.date(), local.hour, local.minute) == (dt.date(2023, 12, 31), 14, 30)


@pytest.mark.parametrize(
    "written", ["9:20", "0.389", "0920", "9:20:31 AM", "1899-12-30 09:20:00", "9:20 am"]
)
def test_a_time_is_read_in_every_writing(written: str):
    assert value("appointment", "time", written) == dt.time(9, 20)


def test_a_birth_of_a_short_year_is_never_to_come():
    short = f"3/4/{(TODAY.year + 2) % 100:02d}"
    arrival = arrives("patient", {"birth_date": short})
    assert arrival.values["birth_date"] == dt.date(TODAY.year + 2 - 100, 3, 4)
    assert arrival.repairs == (
        "Date of birth: a year of two digits was taken for one in the past.",
    )
    assert value("person", "birthday", short) == PartialDate(3, 4, TODAY.year - 98)
    assert value("person", "birthday", "3/4") == PartialDate(3, 4)
    assert value("patient", "birth_date", f"3/4/{TODAY.year + 2}").year == TODAY.year + 2


@pytest.mark.parametrize(
    "nothing", ["N/A", "n/a", "none", "-", "--", "NULL", "<UNAVAIL>", "unknown", "TBD", "?"]
)
def test_words_for_nothing_are_blank_where_they_can_mean_nothing_else(nothing: str):
    for target in ("phone", "email", "npi", "tier", "practice_kind", "ideal_interval", "liaison"):
        assert value("practice", target, nothing) is None
    text = value("practice", "ehr", nothing)
    assert text == (nothing if nothing in {"none", "unknown", "TBD", "?"} else None)
    said = arrives("practice", {"phone": nothing}).repairs
    assert said == ("Phone: a word for nothing was read as blank.",)


def test_text_is_freed_of_what_programs_left_in_it():
    texts = {
        "JosÃ© GarcÃ­a": "José García",
        "Epic\u200b": "Epic",
        "Weir\u00a0Clinic": "Weir Clinic",
        "O\u2019Neil \u201cMain\u201d": 'O\'Neil "Main"',
        "Zoë Łuk – ü": "Zoë Łuk – ü",
        "المركز": "المركز",
    }
    for written, kept in texts.items():
        assert value("practice", "ehr", written) == kept
    note = "\u201cquoted\u201d\r\nnext"
    assert value("practice", "notes", note) == "\u201cquoted\u201d\nnext"
    assert arrives("practice", {"ehr": "JosÃ©"}).repairs == (
        "EHR: text that was encoded twice was set right.",
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[(word, True) for word in ("Y", "yes", "T", "TRUE", "1", "1.0", "x", "✓", "Checked")],
        *[(word, False) for word in ("N", "no.", "F", "false", "0", "0.0", "☐")],
    ],
)
def test_yes_and_no_are_read_in_every_form(written: str, meant: bool):
    assert value("person", "gatekeeper", written) is meant
    assert refusal("person", "gatekeeper", "maybe") == "Gatekeeper is neither yes nor no."


def test_numbers_lose_what_a_spreadsheet_added():
    assert value("practice", "ideal_interval", "12.0") == 12
    assert refusal("practice", "ideal_interval", "12.5")
    assert str(value("person", "npi", "1234567893.0")) == "1234567893"
    assert str(value("person", "npi", "1.234567893E9")) == "1234567893"


@pytest.mark.parametrize(
    "written",
    ["ada@b.org", "mailto:ada@B.org", "Ada Quill <ada@b.org>", "ada@b.org;", "(ada@b.org)"],
)
def test_an_email_is_found_among_words(written: str):
    assert value("person", "email", written) == "ada@b.org"


def test_further_emails_of_a_cell_are_said_to_be_left_out():
    arrival = arrives("person", {"email": "ada@b.org; quill@b.org"})
    assert arrival.values["email"] == "ada@b.org"
    assert arrival.remarks == ("Email: a further address was left out.",)
    assert refusal("person", "email", "nobody") == "Email is not an email address."


@pytest.mark.parametrize(
    ("kind", "target", "written", "meant"),
    [
        ("practice", "practice_kind", "PCP", PracticeKind.PRIMARY_CARE),
        ("practice", "practice_kind", "Primary Care Physician", PracticeKind.PRIMARY_CARE),
        ("practice", "practice_kind", "Prim", PracticeKind.PRIMARY_CARE),
        ("practice", "preferred_channel", "F", Channel.FAX),
        ("practice", "preferred_channel", "Fax machine", Channel.FAX),
        ("referral", "source", "Phys", Source.PHYSICIAN),
        ("referral", "needs", "records & imaging", (Need.RECORDS, Need.IMAGING)),
    ],
)
def test_usual_words_for_a_choice_are_known(kind: str, target: str, written: str, meant: object):
    assert value(kind, target, written) == meant


def test_a_word_that_is_none_of_ours_is_asked_about():
    with pytest.raises(UnknownChoice) as asked:
        arrives("practice", {"practice_kind": "Card.", "tier": "Gold", "phone": "12"})
    assert asked.value.asked == (Asked("practice_kind", "Card."), Asked("tier", "Gold"))
    assert (asked.value.target, asked.value.text) == ("practice_kind", "Card.")
    assert [problem.field for problem in asked.value.problems] == ["practice_kind", "tier", "phone"]
    assert "Card." not in asked.value.message
    with pytest.raises(UnknownChoice) as several:
        arrives("referral", {"needs": "Records; labs; scans"})
    assert several.value.asked == (Asked("needs", "labs"), Asked("needs", "scans"))


def test_what_a_person_answered_goes_before_everything():
    words = {"practice_kind": {"card": "Specialist", "pcp": ""}, "needs": {"labs": "records"}}
    kind = "practice_kind"
    assert value("practice", kind, "Card.", values=words) is PracticeKind.SPECIALIST
    assert value("practice", kind, "PCP", values=words) is None
    assert value("referral", "needs", "labs, imaging", values=words) == (Need.RECORDS, Need.IMAGING)


def test_a_file_of_our_own_is_read_as_it_is():
    cells = {"name": "OKAFOR, JANE", "credentials": "-", "address.city": "TAMSIN"}
    values = arrives("person", cells, as_it_is=True).values
    assert (values["name"], values["credentials"]) == ("OKAFOR, JANE", "-")
    assert values["address"].city == "TAMSIN"
