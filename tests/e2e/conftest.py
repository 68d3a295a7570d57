"""The window over a small desk, for stories that are told by keys."""

from __future__ import annotations

from tests.ui.conftest import main, shell
from tests.ui.test_forms import folder

__all__ = ["folder", "main", "shell"]
