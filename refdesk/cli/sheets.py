"""Commands for paper and the visits on it: plan, print."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from refdesk.cli import reminders as up
from refdesk.cli import shell
from refdesk.domain.catalogue import record_kind
from refdesk.domain.dates import parse_date
from refdesk.domain.errors import UserError
from refdesk.domain.near_dates import local_today, spelled_out
from refdesk.domain.record import Record
from refdesk.domain.sheets import TITLES
from refdesk.i18n import _
from refdesk.screens.morning import morning_list
from refdesk.screens.today_rows import Board
from refdesk.services.drawer import Asked, Drawer
from refdesk.services.planning import PlannedDay, Planning
from refdesk.services.printing import Printing
from refdesk.services.reminders import USUAL_DAYS
from refdesk.services.run import Run
from refdesk.services.session import Desk

DAY = Annotated[
    str, typer.Option("--date", metavar="D", help="A date, today or tomorrow.", show_default=True)
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("plan")(plan)
    app.command("print")(print_)


def plan(
    folder: shell.DIR,
    date: DAY = "tomorrow",
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Put the visits of a day into driving order."""
    with shell.opened(folder, passphrase_file, user) as desk:
        day = Planning(desk).plan(_day(date))
        for remark in day.remarks:
            typer.echo(remark, err=True)
        rows = [_stop(day, place) for place in range(len(day.stops))]
        shell.show(
            {"date": day.date.isoformat(), "rows": rows},
            as_json=as_json,
            words=lambda: shell.table(
                (_("stop"), _("arrive"), _("drive"), _("practice")),
                [
                    (
                        str(row["stop"]),
                        str(row["arrive"] or "–"),
                        _drive(row["drive_minutes"]),
                        str(row["practice"]),
                    )
                    for row in rows
                ],
            ),
        )


def _drive(minutes: int | None) -> str:
    return "–" if minutes is None else _("{count} min").format(count=minutes)


def _stop(day: PlannedDay, place: int) -> dict[str, Any]:
    stop, leg, times = day.stops[place], day.legs[place], day.at(place)
    return {
        "stop": place + 1,
        "visit": stop.visit.id,
        "practice": stop.practice.name,
        "arrive": f"{times.arrive:%H:%M}" if times else None,
        "leave": f"{times.leave:%H:%M}" if times else None,
        "drive_minutes": leg.shown_minutes if stop.place else None,
        "miles": leg.shown_miles if stop.place else None,
    }


def print_(
    folder: shell.DIR,
    sheet: Annotated[
        str,
        typer.Argument(metavar="SHEET", help=_("One of: {all}.").format(all=", ".join(TITLES))),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="F.pdf", help="The file to write.")],
    subjects: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="KIND ID", help="What or whom it is about; more than once."),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="D", help="Visits: tomorrow. Notes: today.")
    ] = None,
    form: Annotated[str, typer.Option("--form", help="Notes: card, half, letterhead.")] = "card",
    stock: Annotated[str, typer.Option("--stock", help="Labels: 5160, 5161, 5163.")] = "5160",
    start: Annotated[int, typer.Option("--start", help="Labels: the first one to use.")] = 1,
    kind: Annotated[str, typer.Option("--kind", help="Envelopes: 10 or a2.")] = "10",
    text: Annotated[str, typer.Option("--text", help="Notes: what they say.")] = "",
    days: up.DAYS = USUAL_DAYS,
    of: up.OF = None,
    purpose: up.PURPOSE = "",
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    mine: up.MINE = False,
    names: up.NAMES = False,
    as_json: shell.JSON = False,
) -> None:
    """Write a sheet as PDF."""
    with shell.opened(folder, passphrase_file, user) as desk:
        wanted = up.wish(desk, days, of, mine=mine, names=names)
        asked = Asked(
            subjects=[_subject(one) for one in subjects or ()],
            date=_day(date) if date else None,
            form=form,
            stock=stock,
            start=start,
            kind=kind,
            text=text,
            mine=mine,
            reminders=wanted,
            purpose=up.purpose_of(purpose, wanted),
        )
        run = Drawer(desk, {"morning_list": partial(_morning, desk)}).run(sheet, asked)
        pdf = Printing(desk).save(run, out)
        for remark in run.remarks:
            typer.echo(remark, err=True)
        shell.show(
            {"file": str(out), "bytes": len(pdf)},
            as_json=as_json,
            words=lambda: _("Wrote {file}.").format(file=out),
        )


def _morning(desk: Desk, asked: Asked) -> Run:
    """Return what Today shows as a sheet."""
    return morning_list(Board(desk, dt.datetime.now(dt.UTC), desk.user.id if asked.mine else None))


def _subject(text: str) -> tuple[type[Record], int]:
    kind, _space, number = text.rpartition(" ")
    if not kind or not number.isdecimal() or len(number) > 15:
        raise UserError(_("Say what the sheet is for as KIND ID, as in: --for visit 3."))
    return record_kind(kind), int(number)


def _day(text: str) -> dt.date:
    try:
        return parse_date(spelled_out(text, local_today()))
    except UserError as error:
        raise UserError(_("The date {sentence}").format(sentence=error.message)) from None
