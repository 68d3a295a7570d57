"""The window over a small desk, or over none yet, for stories that are told by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from refdesk.services.preferences import Computer, Preferences
from refdesk.ui.shell import Shell
from tests.helpers.desks import cheap_desks
from tests.ui.conftest import main, shell
from tests.ui.test_forms import folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

__all__ = ["folder", "main", "shell"]


@pytest.fixture
def fresh(qapp: QApplication, tmp_path: Path) -> Iterator[Shell]:
    """The program on a computer that has no desk yet."""
    preferences = Preferences(Computer(None))
    preferences.computer.put("scheme", "light")
    shell = Shell(
        qapp, cheap_desks(), None, preferences=preferences, propose=lambda: tmp_path / "Documents"
    )
    shell.start()
    yield shell
    shell.close()
