"""What every command shares: asking for the passphrase, printing, and the exit codes."""

from __future__ import annotations

import contextlib
import getpass
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from refdesk.domain.errors import (
    AccessRefused,
    Cancelled,
    Damaged,
    RefDeskError,
    UserError,
)
from refdesk.i18n import _
from refdesk.services.session import Desk, Desks
from refdesk.services.work import Watched

BAD_INPUT, NO_ACCESS, DAMAGED = 3, 4, 5
WIDEST, NARROW = 42, (24, 14, 8)
"""Characters of a column at most, and to how many it gives way: each to the first, then on."""

DIR = Annotated[Path, typer.Argument(metavar="DIR", help="The desk's folder.")]
JSON = Annotated[bool, typer.Option("--json", help="Print JSON for a script.")]
PASSPHRASE = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="First line is the passphrase; - is standard input. Else it is asked for.",
        allow_dash=True,
    ),
]
USER = Annotated[
    str | None, typer.Option("--user", metavar="NAME", help="Who you are, if there are several.")
]
VALUES = Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help="Values by field.")]


class Shell:
    """Opens desks for commands. Tests give it a cheap way to make and open them."""

    def __init__(self, desks: Callable[[], Desks]) -> None:
        self.desks = desks


_shell = Shell(Desks)


def use(shell: Shell) -> None:
    """Let commands open desks through `shell`."""
    global _shell  # noqa: PLW0603  Typer's functions are reached without arguments of ours
    _shell = shell


def desks() -> Desks:
    """Return what makes and opens desks."""
    return _shell.desks()


@contextlib.contextmanager
def opened(
    folder: Path, passphrase: Path | None, user: str | None = None, *, accept_head: bool = False
) -> Iterator[Desk]:
    """Open a desk for one command and lock it after; failures end in exit codes."""
    with exits():
        typed = read_passphrase(passphrase)
        desk = desks().open(folder, typed, user=user, accept_head=accept_head)
        try:
            with desk:
                yield desk
        finally:
            for notice in desk.notices:
                typer.echo(notice, err=True)


@contextlib.contextmanager
def exits() -> Iterator[None]:
    """Turn failures that are told in words into exit codes."""
    try:
        yield
    except RefDeskError as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(_code(error)) from None
    except Cancelled:
        typer.echo(_("Stopped. Nothing was changed."), err=True)
        raise typer.Exit(BAD_INPUT) from None


def _code(error: RefDeskError) -> int:
    if isinstance(error, Damaged):
        return DAMAGED
    return NO_ACCESS if isinstance(error, AccessRefused) else BAD_INPUT


def read_passphrase(file: Path | None, *, twice: bool = False) -> str:
    """Return the passphrase from a file, standard input or a person.

    Raises:
        UserError: the file cannot be read, or nobody answered.
    """
    if file is None:
        return _ask(twice=twice)
    try:
        if str(file) == "-":
            text = sys.stdin.readline(10_000)
        else:
            with file.open(encoding="utf-8-sig") as stream:
                text = stream.readline(10_000)
    except (OSError, UnicodeDecodeError, ValueError):
        raise UserError(_("The passphrase file cannot be read.")) from None
    return text.rstrip("\r\n")


def _ask(*, twice: bool) -> str:
    if not sys.stdin.isatty():
        raise UserError(_("Nobody can be asked for the passphrase here: use --passphrase-file."))
    try:
        typed = getpass.getpass(_("Passphrase: "))
        if twice and getpass.getpass(_("Once more: ")) != typed:
            raise UserError(_("The two passphrases differ. Nothing was made."))
    except (EOFError, KeyboardInterrupt):
        raise UserError(_("No passphrase was given.")) from None
    return typed


def pairs(texts: Sequence[str], *, what: str) -> dict[str, str]:
    """Return ``field=value`` texts as a dict.

    Raises:
        UserError: a text has no equals sign, or a field comes twice.
    """
    return _as_dict([text.partition("=")[::2] if "=" in text else ("", "") for text in texts], what)


def conditions(texts: Sequence[str]) -> dict[str, str]:
    """Return filters, where ``>``, ``<``, ``>=``, ``<=`` and ``!=`` stand for themselves.

    Raises:
        UserError: a text compares nothing, or a field comes twice.
    """
    found = [_COMPARED.fullmatch(text) for text in texts]
    halves = [(one[1] + one[2][0].replace("=", ""), one[3]) if one else ("", "") for one in found]
    return _as_dict(halves, _("A filter"))


_COMPARED = re.compile(r"([^=<>!]+)(!=|>=|<=|=|>|<)(.*)", re.DOTALL)


def _as_dict(halves: Sequence[Sequence[str]], what: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in halves:
        if not name.strip():
            raise UserError(
                _("{what} is written field=value, as in name=Larkmead.").format(what=what)
            )
        if name.strip() in found:
            raise UserError(
                _("The field {name} is given twice.").format(name=name.strip(" <>!")[:60])
            )
        found[name.strip()] = value
    return found


def show(data: Any, *, as_json: bool, words: Callable[[], str]) -> None:  # noqa: ANN401  any JSON
    """Print a result: JSON for a script, words for a person."""
    text = json.dumps(data, ensure_ascii=False, default=str) if as_json else words()
    if text:
        typer.echo(text)


def progress() -> Watched:
    """Return progress that shows a line on a terminal and nothing in a script."""

    def line(done: int, total: int | None, text: str) -> None:
        if sys.stderr.isatty():
            of = f" / {total:,}" if total else ""
            sys.stderr.write(f"\r\033[K{text} {done:,}{of}")
            if total and done >= total:
                sys.stderr.write("\n")

    return Watched(line)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], yielding: Sequence[int] = ()) -> str:
    """Return rows in columns for a terminal; only the last column may be long.

    Where a terminal is narrower than they are, the columns `yielding` give way, in this order.
    """
    lines = [list(heads), *([" ".join(cell.split()) for cell in row] for row in rows)]
    cells = [[*(cell[:WIDEST] for cell in line[:-1]), line[-1]] for line in lines]
    widths = [max(len(line[place]) for line in cells) for place in range(len(heads))]
    too_wide = sum(widths) + 2 * (len(widths) - 1) - room() if yielding else 0
    for least in NARROW:
        for place in yielding:
            cut = min(max(0, widths[place] - least), max(0, too_wide))
            widths[place] -= cut
            too_wide -= cut
    return "\n".join(
        "  ".join(
            _cut(cell, width).ljust(width) if place in yielding else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def room() -> int:
    """Return how many characters a line of the terminal has; 120 where there is none."""
    return shutil.get_terminal_size((120, 24)).columns


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1].rstrip()}…"
