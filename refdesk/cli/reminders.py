"""The command that saves reminders for a calendar, and what the sheet of reminders asks too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from refdesk.cli import shell
from refdesk.domain.errors import UserError
from refdesk.domain.register import Purpose, Release
from refdesk.i18n import _
from refdesk.services.reminder_files import ReminderFiles
from refdesk.services.reminders import MOST_DAYS, USUAL_DAYS, ReminderOf, ReminderWish
from refdesk.services.session import Desk

DAYS = Annotated[
    int, typer.Option("--days", min=1, max=MOST_DAYS, help="Reminders: so many days from today.")
]
OF = Annotated[
    list[str] | None,
    typer.Option(
        "--of", metavar="WHAT", help="Reminders: call, visit, task, promise; more than once."
    ),
]
MINE = Annotated[bool, typer.Option("--mine", help="Calls, reminders: only what is yours.")]
NAMES = Annotated[
    bool, typer.Option("--names", help="Reminders: with names, phones and what was typed.")
]
PURPOSE = Annotated[
    str, typer.Option("--purpose", help="Why names leave: operations, treatment or payment.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("reminders")(reminders)


def reminders(
    folder: shell.DIR,
    file: Annotated[Path, typer.Argument(metavar="F.ics", help="The file to write.")],
    days: DAYS = USUAL_DAYS,
    of: OF = None,
    purpose: PURPOSE = "",
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    mine: MINE = False,
    names: NAMES = False,
    as_json: shell.JSON = False,
) -> None:
    """Save what comes up as a file for your calendar; without names unless you ask for them."""
    with shell.opened(folder, passphrase_file, user) as desk:
        wanted = wish(desk, days, of, mine=mine, names=names)
        why = purpose_of(purpose, wanted)
        done = ReminderFiles(desk).save(wanted, file, why, dt.datetime.now(dt.UTC))
        shell.show(
            {"file": str(done.path), "rows": done.rows},
            as_json=as_json,
            words=lambda: _("Wrote {file}.").format(file=done.path),
        )


def wish(
    desk: Desk, days: int, of: Sequence[str] | None, *, mine: bool, names: bool
) -> ReminderWish:
    """Return which reminders are asked for.

    Raises:
        UserError: there are no reminders of such a thing.
    """
    known = {one.value: one for one in ReminderOf}
    wrong = next((word for word in of or () if word.strip().lower() not in known), None)
    if wrong is not None:
        raise UserError(
            _("There are no reminders of {what}. There are: {known}.").format(
                what=wrong[:40], known=", ".join(known)
            )
        )
    return ReminderWish(
        days=days,
        owner=desk.user.id if mine else None,
        of=frozenset(known[word.strip().lower()] for word in of or known),
        names=names,
    )


def purpose_of(text: str, wanted: ReminderWish) -> Purpose:
    """Return why reminders leave; with names it has to be said.

    Raises:
        UserError: it is not said, or is no purpose.
    """
    own = Release.fields["purpose"]
    if wanted.personal and not text.strip():
        raise UserError(
            _(
                "These reminders will hold personal data: {fields}. Say why with --purpose {any}."
            ).format(
                fields=", ".join(map(_, wanted.personal)),
                any="|".join(choice.value for choice in own.choices),
            )
        )
    return own.parse(text) or Purpose.TREATMENT
