"""The report of a bug: where it arose, in which versions; nothing of what a record holds."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from PySide6.QtCore import qVersion

from refdesk import __version__

ROOT = Path(__file__).resolve().parent.parent
MOST_FRAMES = 20


def report(error: BaseException) -> str:
    """Return a report of types, places and versions; no message, no value, no path."""
    lines = [
        f"RefDesk {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()}, {platform.machine()}, {sys.platform}",
    ]
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        lines.append(f"{type(now).__name__} at")
        lines.extend(f"  {frame}" for frame in _frames(now))
        now = now.__cause__ or now.__context__
    return "\n".join(lines)


def _frames(error: BaseException) -> list[str]:
    found = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        path = Path(code.co_filename)
        inside = path.is_relative_to(ROOT)
        module = path.relative_to(ROOT.parent).as_posix() if inside else path.name
        found.append(f"{module}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-MOST_FRAMES:]
