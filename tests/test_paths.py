"""Where the program's settings lie, and where it proposes desks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from refdesk.app import paths

if TYPE_CHECKING:
    import pytest


def test_the_settings_file_lies_with_the_users_other_settings(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(paths.SETTINGS_AT, raising=False)
    found = paths.settings_file()
    assert found.parts[-2:] == ("RefDesk", "settings.json")
    assert found.is_absolute()


def test_a_test_or_a_script_names_another_settings_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv(paths.SETTINGS_AT, str(tmp_path / "other.json"))
    assert paths.settings_file() == tmp_path / "other.json"


def test_desks_are_proposed_where_documents_are():
    assert paths.desks_folder().is_absolute()
