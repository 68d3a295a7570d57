"""What every test gets: options, an offscreen Qt, and a check that nothing is left behind."""

from __future__ import annotations

import logging
import os
import threading
import time
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A shared machine may be slow at any moment: examples are counted, not timed.
hypothesis.settings.register_profile("refdesk", deadline=None, max_examples=50, print_blob=True)
hypothesis.settings.load_profile("refdesk")


# --- options ------------------------------------------------------------------------------------

OPTIONAL = {
    "faults": "kills, full disks and damage, repeated at length",
    "long": "tests that take minutes",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    for marker, meaning in OPTIONAL.items():
        parser.addoption(f"--{marker}", action="store_true", help=f"also run {meaning}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for marker in OPTIONAL:
            if item.get_closest_marker(marker) and not config.getoption(f"--{marker}"):
                item.add_marker(pytest.mark.skip(reason=f"runs with --{marker}"))


# --- nothing is left behind ---------------------------------------------------------------------

PATIENCE = 5.0  # seconds a thread may take to end after its test


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running; one that is just ending is waited for."""
    before = set(threading.enumerate())
    yield
    # A dummy thread is one of Qt's: Python saw it once, cannot join it and never forgets it.
    started = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    end = time.monotonic() + PATIENCE
    for thread in started:
        thread.join(max(0.0, end - time.monotonic()))
    left = [thread.name for thread in started if thread.is_alive()]
    if left:
        pytest.fail(f"the test left threads running: {', '.join(left)}")


@pytest.fixture(autouse=True)
def _no_warning_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse.

    A test that expects one takes ``caplog``, looks at it, and then calls ``caplog.clear()``.
    """
    yield
    records = [r for when in ("setup", "call", "teardown") for r in caplog.get_records(when)]
    loud = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    if loud:
        pytest.fail("the test logged: " + "; ".join(loud))
