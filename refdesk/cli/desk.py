"""Commands for whole desks: new, demo, verify."""

from __future__ import annotations

import datetime as dt
import enum
import secrets
from pathlib import Path
from typing import Annotated

import typer

from refdesk.cli import shell
from refdesk.i18n import _


class DemoSize(enum.StrEnum):
    """How large a sample desk is."""

    SMALL = "small"
    LARGE = "large"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("new")(new)
    app.command("demo")(demo)
    app.command("verify")(verify)
    app.command("unpack")(unpack)


def new(
    folder: shell.DIR,
    clinic: Annotated[str, typer.Option("--clinic", metavar="NAME", help="The clinic's name.")],
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Make a desk in a new or empty folder."""
    with shell.exits():
        passphrase = shell.read_passphrase(passphrase_file, twice=True)
        with shell.desks().create(folder, clinic, passphrase, user=user or ""):
            pass
        shell.show(
            {"dir": str(folder), "clinic": clinic},
            as_json=as_json,
            words=lambda: _("Made the desk of {clinic} in {folder}.").format(
                clinic=clinic, folder=folder
            ),
        )


def demo(
    folder: shell.DIR,
    size: Annotated[
        DemoSize, typer.Option(help="40 practices and two years, or 200,000 referrals.")
    ] = DemoSize.SMALL,
    seed: Annotated[int, typer.Option(help="Another number, another sample.")] = 1,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Make a sample desk with invented names."""
    from refdesk.services.sample import SIZES, Sample  # noqa: PLC0415  seldom needed

    with shell.exits():
        given = shell.read_passphrase(passphrase_file) if passphrase_file else None
        passphrase = (
            given if given is not None else "-".join(secrets.token_hex(2) for _n in range(4))
        )
        if given is None:
            # Said before the work: a sample that is interrupted must not keep it to itself.
            typer.echo(_("Passphrase: {passphrase}").format(passphrase=passphrase), err=True)
        today = dt.datetime.now(dt.UTC).astimezone().date()
        with shell.desks().making(folder, _("Sample clinic"), passphrase, user) as desk:
            Sample(desk, seed, today).fill(SIZES[size.value], shell.progress())
        shell.show(
            {"dir": str(folder), "passphrase": passphrase},
            as_json=as_json,
            words=lambda: _("Made a sample desk in {folder}. Its passphrase: {passphrase}").format(
                folder=folder, passphrase=passphrase
            ),
        )


def unpack(
    backup: Annotated[Path, typer.Argument(metavar="BACKUP", help="A .refdeskbackup file.")],
    folder: shell.DIR,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Unpack a backup into a new folder, where it opens with the passphrase of its day."""
    with shell.exits():
        shell.desks().unpack(backup, folder)
        shell.show(
            {"dir": str(folder)},
            as_json=as_json,
            words=lambda: _("Unpacked the desk into {folder}.").format(folder=folder),
        )


def verify(
    folder: shell.DIR,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take the desk as it is, even if it looks older.")
    ] = False,
    as_json: shell.JSON = False,
) -> None:
    """Check every page, every row and every change of a desk."""
    with shell.opened(folder, passphrase_file, user, accept_head=accept) as desk:
        found = desk.verify()
        shell.show(
            {"sound": not found, "findings": found},
            as_json=as_json,
            words=lambda: "\n".join(found) or _("The desk is sound."),
        )
    if found:
        raise typer.Exit(shell.DAMAGED)
