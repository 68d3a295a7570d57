"""The command line, with the one command that only the composition root can do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from refdesk.app import bootstrap
from refdesk.cli.app import app, joined


def run(given: list[str]) -> int:
    """Run a command and return the exit code."""
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
