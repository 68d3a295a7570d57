"""How far a printer is off is measured once, and remembered on this computer."""

from __future__ import annotations

import pytest

from refdesk.documents.paper import AS_IT_IS, Nudge
from refdesk.domain.errors import UserError
from refdesk.services.nudges import NUDGES, Nudges
from refdesk.services.preferences import Computer


def test_each_printer_has_its_own_nudge_and_keeps_it(tmp_path):
    path = tmp_path / "settings.json"
    nudges = Nudges(Computer(path))
    nudges.keep("Front_Desk", Nudge(1.5, -2.0, 99.0))
    nudges.keep("Back_Office", Nudge(0.5))
    nudges.use("Front_Desk")
    again = Nudges(Computer(path))
    assert again.of("Front_Desk") == Nudge(1.5, -2.0, 99.0)
    assert again.of("Back_Office") == Nudge(0.5)
    assert again.of("New") == AS_IT_IS
    assert again.last == "Front_Desk"


@pytest.mark.parametrize(
    "nudge", [Nudge(10.5), Nudge(0, -11), Nudge(percent=94), Nudge(percent=200)]
)
def test_no_printer_misses_so_far(nudge):
    with pytest.raises(UserError, match="at most 10 mm"):
        Nudges(Computer(None)).keep("Front_Desk", nudge)


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "far",
        {"Front_Desk": 3},
        {"Front_Desk": [1, 2]},
        {"Front_Desk": ["1", 2, 100]},
        {"Front_Desk": [99, 0, 100]},
        {"Front_Desk": [True, 0, 100]},
        {"Front_Desk": [float("nan"), 0, 100]},
    ],
)
def test_a_damaged_setting_is_no_nudge(kept):
    computer = Computer(None)
    computer.put(NUDGES, kept)
    computer.put("last_printer", kept)
    assert Nudges(computer).of("Front_Desk") == AS_IT_IS
    assert isinstance(Nudges(computer).last, str)
    Nudges(computer).keep("Front_Desk", Nudge(2))
    assert Nudges(computer).of("Front_Desk") == Nudge(2)
