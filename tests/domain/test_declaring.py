"""A field is declared once: its class, its constructor and its checks follow."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import MappingProxyType

import pytest
from mypy import api

import refdesk
from refdesk.domain import fields as f
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Choices, Field, Ref
from refdesk.domain.patient import Patient
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.validation import is_required, is_shown, require_sound
from tests.domain.samples import sentences


class Mood(Choices):
    """How an evening went."""

    GOOD = "good", "Good"
    BAD = "bad", "Bad"


class CommunityEvent(Record, one="Event", many="Events", icon="star", title=("subject",)):
    """A health fair, declared as a clinic's developer would."""

    subject: str = f.required(f.text("Subject"))
    day: dt.date | None = f.date("Day")
    guests: int | None = f.integer("Guests")
    cost: object = f.money("Cost")
    mood: Mood = f.choice(Mood, "Mood", default=Mood.GOOD)
    why: str = f.text("Why", personal=True)
    host: Ref[Practice] | None = f.reference(Practice, "Host")
    helpers: tuple[Ref[Patient], ...] = f.references(Patient, "Helpers")
    open_to_all: bool = f.yes_no("Open to all", default=True)
    began: dt.datetime = f.moment_now("Began")

    @f.required_when("why")
    @f.shown_when("why", "cost")
    def _went_badly(self) -> bool:
        return self.mood is Mood.BAD


def fair(**more: object) -> CommunityEvent:
    return CommunityEvent(**{"subject": "Knee day", **more})  # type: ignore[arg-type]


def test_a_record_knows_its_names_its_fields_and_its_defaults():
    assert (CommunityEvent.kind, CommunityEvent.one) == ("community_event", "Event")
    assert [*CommunityEvent.fields][:3] == ["subject", "day", "guests"]
    assert {"tags", "notes", "archived", "created_at", "changed_by"} < set(CommunityEvent.fields)
    event = fair()
    assert (event.mood, event.open_to_all, event.tags, event.notes) == (Mood.GOOD, True, (), "")
    assert CommunityEvent.fields["host"].target_kind == "practice"
    assert CommunityEvent.fields["created_by"].target_kind == "user"
    assert CommunityEvent.fields["subject"].target_kind == ""


def test_a_moment_that_starts_as_now_is_now():
    before = dt.datetime.now(dt.UTC)
    assert before <= fair().began <= dt.datetime.now(dt.UTC)


def test_a_needed_field_is_asked_of_the_constructor_and_of_the_form():
    with pytest.raises(TypeError, match="subject"):
        CommunityEvent()  # type: ignore[call-arg]
    assert sentences(fair(subject="")) == ["Subject is needed."]
    assert sentences(fair(mood=None)) == ["Mood is needed."]


def test_a_field_is_needed_and_asked_for_when_the_record_says_so():
    why, cost = CommunityEvent.fields["why"], CommunityEvent.fields["cost"]
    good, bad = fair(), fair(mood=Mood.BAD)
    assert [is_required(why, event) for event in (good, bad)] == [False, True]
    assert [is_shown(why, event) for event in (good, bad)] == [False, True]
    assert [is_shown(cost, event) for event in (good, bad)] == [False, True]
    assert not is_required(cost, bad)
    assert is_shown(CommunityEvent.fields["day"], good)
    assert sentences(bad) == ["Why is needed."]
    assert sentences(fair(mood=Mood.BAD, why="Rain")) == []


def test_a_condition_on_a_field_that_does_not_exist_is_a_mistake_of_the_programmer():
    with pytest.raises(TypeError, match=r"Wrong\._when names no field 'nmae'"):

        class Wrong(Record, one="Wrong", many="Wrong"):
            """Misspelt."""

            name: str = f.text("Name")

            @f.required_when("nmae")
            def _when(self) -> bool:
                return True


@pytest.mark.parametrize("name", ["title", "kind", "icon", "fields", "custom", "check", "id"])
def test_a_field_cannot_hide_what_every_record_has(name: str):
    with pytest.raises(TypeError, match=f"Hiding.{name} would hide what every record has"):
        type("Hiding", (Record,), {"__annotations__": {name: str}}, one="Hiding", many="Hiding")


def test_two_conditions_of_one_sort_on_one_field_are_a_mistake_of_the_programmer():
    with pytest.raises(TypeError, match=r"Torn\.name has two conditions shown_when"):

        class Torn(Record, one="Torn", many="Torn"):
            """Of two minds."""

            name: str = f.text("Name")

            @f.shown_when("name")
            def _one(self) -> bool:
                return True

            @f.shown_when("name")
            def _other(self) -> bool:
                return False


def test_what_is_personal_never_shows_in_a_log():
    phone, born = Phone("+17405550117"), dt.date(1961, 5, 4)
    patient = Patient(name="Quill, Odetta", phone=phone, birth_date=born)
    patient.id = 12
    assert repr(patient) == "<Patient 12>"
    assert str([patient]) == "[<Patient 12>]"
    assert "Quill" not in f"{patient}"


def test_every_problem_is_named_at_its_field_in_one_refusal():
    bad = fair(subject="a" * 300, guests=10**20, day="tomorrow")
    with pytest.raises(UserError) as refused:
        require_sound(bad)
    assert [problem.field for problem in refused.value.problems] == ["subject", "day", "guests"]
    assert refused.value.message.splitlines()[1] == "Day is not of its kind."
    require_sound(fair())


def test_an_image_makes_the_same_record_again():
    event = fair(id=3, day=dt.date(2026, 11, 24), helpers=(Ref(4), Ref(9)), tags=("fair",))
    event.set_custom("cf7", 12)
    image = event.to_plain()
    again = CommunityEvent.from_plain(3, image)
    assert again.to_plain() == image
    assert (again.id, again.loaded) == (3, image)
    assert again.custom == {"cf7": 12}
    assert isinstance(again.helpers[0], Ref)


def test_an_image_written_before_a_field_was_added_reads_as_empty():
    old = CommunityEvent.from_plain(3, {"subject": "Knee day"})
    assert (old.day, old.helpers, old.notes, old.why) == (None, (), "", "")
    assert old.open_to_all is False
    assert old.custom == {}


def test_a_copy_is_changed_without_its_original():
    event = fair(id=3)
    twin = event.copy()
    twin.subject = "Hip day"
    twin.set_custom("cf7", "yes")
    assert (event.subject, dict(event.custom)) == ("Knee day", {})
    assert (twin.id, twin.loaded) == (3, event.loaded)
    assert twin is not event
    assert twin != event


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_an_own_field_that_is_emptied_is_gone_but_zero_and_no_are_kept(empty: object):
    event = fair(custom=MappingProxyType({"cf7": "x", "cf8": 1}))
    event.set_custom("cf7", empty)  # type: ignore[arg-type]
    event.set_custom("cf8", 0)
    event.set_custom("cf9", False)
    assert event.custom == {"cf8": 0, "cf9": False}


def test_a_field_gives_a_record_its_value_and_reads_it_again():
    event = fair()
    day: Field = CommunityEvent.fields["day"]
    day.set_on(event, day.parse("11/24/2026"))
    assert day.value_of(event) == event.day == dt.date(2026, 11, 24)


SNIPPET = """
from refdesk.domain import fields as f
from refdesk.domain.fields import Ref
from refdesk.domain.phone import Phone
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record

class Fair(Record, one="Fair", many="Fairs"):
    name: str = f.required(f.text("Name"))
    fax: str = f.phone("Fax")
    host: Ref[Practice] = f.required(f.reference(Practice, "Host"))
    phone: Phone | None = f.phone("Phone", persnal=True)

Fair(name="Knee day")
Fair(name="Knee day", host=Ref[Practice](1), plcae="hall")
Fair(name=12, host=Ref[Practice](1))
Fair(name="Knee day", host=Ref[Practice](1), fax="x")
"""


def test_mypy_sees_a_wrong_kind_a_missing_argument_and_a_misspelt_one(tmp_path: Path):
    snippet = tmp_path / "fair.py"
    snippet.write_text(SNIPPET, encoding="utf-8")
    home = Path(refdesk.__file__).parents[1]
    options = ["--strict", "--follow-imports=silent", "--no-error-summary", "--show-error-codes"]
    options += ["--config-file=", f"--cache-dir={tmp_path / 'cache'}"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MYPYPATH", str(home))
        said, _errors, _status = api.run([*options, str(snippet)])
    found = {int(line.split(":")[-3]): line for line in said.splitlines() if ": error:" in line}
    assert sorted(found) == [10, 12, 14, 15, 16]
    assert 'expression has type "Phone | None", variable has type "str"' in found[10]
    assert '"persnal"' in found[12]
    assert 'Missing named argument "host"' in found[14]
    assert 'Unexpected keyword argument "plcae"' in found[15]
    assert 'Argument "name" to "Fair" has incompatible type "int"' in found[16]
