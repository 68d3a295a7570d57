"""Puts the parts together: what the program is made of, and how it ends when it must."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.services.session import Desks

USAGE, BAD_INPUT, BUG = 2, 3, 1
BEFORE_QT = (
    "logging",
    "refdesk.services.preferences",
    "refdesk.services.work",
    "refdesk.ui.tokens",
)
"""Qt reads the source of whatever is imported after it, so what does without it comes first."""
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def prepare() -> None:
    """Make the process fit to hold secrets: no core dumps, text in UTF-8."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def window(folder: Path | None) -> int:
    """Open the window, on a desk if one is given; return the exit code."""
    if sys.platform == "linux" and not any(map(os.environ.get, SCREENS)):
        sys.stderr.write(_("There is no screen here. Use the command line: refdesk --help") + "\n")
        return BAD_INPUT
    gc.disable()  # importing makes no garbage; the window collects its own from then on
    for name in BEFORE_QT:
        import_module(name)
    from refdesk.app.paths import desks_folder, settings_file  # noqa: PLC0415
    from refdesk.services.preferences import Computer, Preferences  # noqa: PLC0415
    from refdesk.ui.start import run  # noqa: PLC0415  Qt only where it is needed

    return run(_desks, folder, Preferences(Computer(settings_file())), desks_folder)


def _desks() -> Desks:
    # Called away from the window, after its first paint: a start does without the vault.
    from refdesk.services.session import Desks  # noqa: PLC0415

    return Desks()


def told(error: BaseException) -> int:
    """Say on the command line what went wrong; return the exit code."""
    from typer import Abort  # noqa: PLC0415  the window does without
    from typer.exceptions import TyperException  # noqa: PLC0415

    if isinstance(error, TyperException):
        getattr(error, "show", lambda: None)()  # what the parser raises knows how to say it
        return USAGE
    if isinstance(error, Abort | KeyboardInterrupt):
        sys.stderr.write(_("Stopped.") + "\n")
        return BAD_INPUT
    place = _where(error)
    sys.stderr.write(
        _(
            "Something went wrong inside RefDesk ({kind} at {place}). A change is saved whole or "
            "not at all; refdesk history shows which were. Please report these words; they hold "
            "no patient's data."
        ).format(kind=type(error).__name__, place=place)
        + "\n"
    )
    return BUG


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    place = "?"
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("refdesk"):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
