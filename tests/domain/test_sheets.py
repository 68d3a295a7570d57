"""The register says in words what left, whatever code stands in it."""

from __future__ import annotations

import pytest

from refdesk.domain.register import Release
from refdesk.domain.sheets import sheet_title


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("visit_log", "Visit log"),
        ("practice_list", "List of practices"),
        ("of_old", "of_old"),
        ("practice_poster", "practice_poster"),
    ],
)
def test_a_sheet_is_called_by_its_name(code, said):
    assert sheet_title(code) == said
    assert Release.fields["sheet"].show(code) == said
