"""Failures in words, and the place in our code where one arose."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from refdesk.domain.errors import KnownFailure, RefDeskError
from refdesk.i18n import _

ROOT = Path(__file__).resolve().parent.parent


class Sentence(NamedTuple):
    """A failure in words: what happened, what was kept, what to do."""

    happened: str
    kept: str = ""
    to_do: str = ""
    report: str = ""
    """For whoever mends the program; only a bug has one."""


def in_words(error: BaseException) -> Sentence:
    """Return what to tell a person about a failure."""
    if isinstance(error, KnownFailure):
        return Sentence(error.message, _("Everything saved before is safe."))
    if isinstance(error, RefDeskError):
        return Sentence(error.message, _("Nothing was changed."))
    if isinstance(error, MemoryError):
        return Sentence(
            _("The computer has run out of memory."),
            _("Everything saved before is safe. The last step may be missing."),
            _("Close other programs, then try again."),
        )
    from refdesk.ui.report import report  # noqa: PLC0415  not at start

    return Sentence(
        _("Something went wrong inside RefDesk."),
        _("Everything saved before is safe. The last step may be missing."),
        _("Look whether it is there before you do it again. If this comes back, restart RefDesk."),
        report(error),
    )


def place(error: BaseException) -> str:
    """Return where our own code last stood when the failure arose, as ``module:line``."""
    found = "?"
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(ROOT):
            module = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
            found = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
