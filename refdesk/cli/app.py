"""The command line: the same services as the window."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from refdesk.cli import changes, desk, files, loops, records, reminders, sheets

app = typer.Typer(
    name="refdesk",
    help="RefDesk: an offline, encrypted desk for clinics that live from referrals.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def joined(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the two words after ``--for`` as one, which Typer needs."""
    found: list[str] = []
    for word in arguments:
        before = found[-2:-1] == ["--for"]
        if before and " " not in found[-1] and not word.startswith("-"):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


for module in (desk, records, files, changes, sheets, loops, reminders):
    module.register(app)
