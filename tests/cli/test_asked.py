"""An owner's rules for a form hold on the command line from the moment they are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.cli import shell
from refdesk.domain.asked import FormRule
from refdesk.domain.customs import CustomField, CustomKind
from refdesk.domain.referral import Referral
from refdesk.services.designing import Design, Designing
from tests.cli.conftest import Run
from tests.helpers.desks import reopen


@pytest.fixture
def designed(run: Run, desk: Path) -> Path:
    """A desk with one older referral, whose owner came to need the insurer and a ward."""
    run("add", desk, "patient", "name=Vance, Marisol")
    assert run("add", desk, "referral", "patient=1", "source=patient").code == 0
    ward = CustomField(
        record_kind="referral", label="Ward", field_kind=CustomKind.CHOICE, options="East"
    )
    ward.id = -1
    rules = (
        FormRule(record_kind="referral", field="insurer", needed=True),
        FormRule(record_kind="referral", field="icd10", hidden=True),
        FormRule(
            record_kind="referral",
            field=ward.key,
            needed=True,
            when_field="source",
            when_value="school",
        ),
    )
    with reopen(desk) as opened:
        Designing(opened).save(Design(Referral, rules, (ward,)))
    return desk


def test_a_referral_without_the_insurer_is_refused(run: Run, designed):
    refused = run("add", designed, "referral", "patient=1", "source=patient")
    assert refused.code == shell.BAD_INPUT
    assert "Insurer is needed." in refused.err
    given = ("patient=1", "source=patient", "insurer=Plainview")
    assert run("add", designed, "referral", *given).code == 0


def test_a_field_that_follows_a_choice_is_needed_only_then(run: Run, designed):
    given = ("patient=1", "source=school", "source_detail=Tilbrook High", "insurer=Plainview")
    refused = run("add", designed, "referral", *given)
    assert refused.code == shell.BAD_INPUT
    assert "Ward is needed." in refused.err
    assert run("add", designed, "referral", *given, "Ward=East").code == 0


def test_an_older_referral_moves_on_without(run: Run, designed):
    moved = run("move", designed, "1", "contacting", "result=reached", "--json")
    assert moved.data["stage"] == "contacting"


def test_fields_are_named_as_the_desk_asks_for_them(run: Run, designed, tmp_path):
    known = ("--passphrase-file", tmp_path / "passphrase")
    rows = run("fields", designed, "referral", *known, "--json").data["rows"]
    found = {row["name"]: row for row in rows}
    assert found["insurer"]["required"]
    assert found["icd10"]["left_out"]
    assert (found["cf1"]["label"], found["cf1"]["required_sometimes"]) == ("Ward", True)
    words = run("fields", designed, "referral", *known).out
    assert "sometimes" in words
    assert "left out" in words
    declared = {row["name"]: row for row in run("fields", "referral", "--json").data["rows"]}
    assert not declared["insurer"]["required"]
    assert "cf1" not in declared
    assert run("fields", designed, "referral", "more", *known).code == shell.BAD_INPUT
