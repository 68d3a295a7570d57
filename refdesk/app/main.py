"""The program's entry: the window without arguments or with `open`, else the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from refdesk import __version__
from refdesk.app import bootstrap


def main(arguments: list[str] | None = None) -> int:
    """Run RefDesk and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    bootstrap.prepare()
    if given in (["--version"], ["-V"]):
        sys.stdout.write(f"RefDesk {__version__}\n")
        return 0
    if given[:1] == ["--self-test"]:
        from refdesk.app.self_test import run as try_everything  # noqa: PLC0415  seldom

        return try_everything(given[1:])
    if not given or (len(given) == 1 and given[0].endswith(".refdesk")):
        return bootstrap.window(Path(given[0]) if given else None)
    from refdesk.app.command_line import run  # noqa: PLC0415  the window does without

    return run(given)
