"""The program's entry: the window without arguments or with `open`, else the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from refdesk import __version__
from refdesk.app import bootstrap
from refdesk.i18n import _


def main(arguments: list[str] | None = None) -> int:
    """Run RefDesk and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    bootstrap.prepare()
    if given in (["--version"], ["-V"]):
        sys.stdout.write(f"RefDesk {__version__}\n")
        return 0
    if not given or (len(given) == 1 and given[0].endswith(".refdesk")):
        return bootstrap.window(Path(given[0]) if given else None)
    return _command_line(given)


def _command_line(given: list[str]) -> int:
    from refdesk.cli.app import app, joined  # noqa: PLC0415  the window does without

    app.command("open")(_open)
    try:
        result = app(args=joined(given), prog_name="refdesk", standalone_mode=False)
    except typer.Exit as end:
        return end.exit_code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  the last place to tell it
        return bootstrap.told(error)
    return result if isinstance(result, int) else 0


def _open(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The desk's folder or key file.")
    ] = None,
) -> None:
    """Open the window."""
    raise typer.Exit(bootstrap.window(folder))


__all__ = ["_", "main"]
