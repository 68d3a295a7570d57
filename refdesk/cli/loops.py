"""Commands for the loop: move a referral on, list the open loops, print what is due today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from refdesk.cli import shell
from refdesk.cli.loop_words import (
    is_coded,
    loop_table,
    none_found,
    nothing_due,
    section_data,
    stage_names,
    today_table,
)
from refdesk.domain.errors import UserError
from refdesk.domain.referral import Referral
from refdesk.domain.stages import MOVES, Stage, may_move
from refdesk.domain.text import fold
from refdesk.i18n import _, plural
from refdesk.screens.loop_words import action_words, due_words, stands
from refdesk.screens.today import SECTIONS
from refdesk.screens.today_rows import Board
from refdesk.services.bulk_moves import BulkMoves
from refdesk.services.loop_reading import OpenLoop
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.services.session import Desk

REFERRAL = Annotated[
    str,
    typer.Argument(metavar="REFERRAL", help="The referral's number; or several, such as 12,15."),
]
STAGE = Annotated[str, typer.Argument(metavar="STAGE", help="Such as scheduled or reported.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("move")(move)
    app.command("loops")(loops)
    app.command("today")(today)


def move(
    folder: shell.DIR,
    referral: REFERRAL,
    stage: STAGE,
    values: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FIELD=VALUE]...", help="What belongs to the move, such as date=."),
    ] = None,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Move a referral on to its next stage, or several as one change: all of them or none."""
    with shell.opened(folder, passphrase_file, user) as desk:
        typed = shell.pairs(values or (), what=_("A value"))
        numbers = _numbers(referral)
        if len(numbers) > 1:
            _move_many(desk, numbers, _stage(stage), typed, as_json=as_json)
            return
        wanted = _stage(stage)
        try:
            Loops(desk).move(numbers[0], wanted, typed)
        except UserError as error:
            raise _with_codes(desk, numbers[0], wanted, error) from None
        loop = Loops(desk).one(numbers[0], dt.datetime.now(dt.UTC))
        shell.show(
            _data(loop, _owners(desk, [loop]), dt.datetime.now(dt.UTC)),
            as_json=as_json,
            words=lambda: _("Referral {id} is at {stage}.").format(
                id=numbers[0], stage=_(loop.referral.stage.label)
            ),
        )


def loops(
    folder: shell.DIR,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those past their due time.")] = (
        False
    ),
    as_json: shell.JSON = False,
) -> None:
    """List the open loops, the one that is due first at the top; their age is in business days."""
    with shell.opened(folder, passphrase_file, user) as desk:
        now, service = dt.datetime.now(dt.UTC), Loops(desk)
        found = service.shown(service.open_ids(until=now if overdue else None), now)
        owners = _owners(desk, found)
        shell.show(
            {"rows": [_data(loop, owners, now) for loop in found]},
            as_json=as_json,
            words=lambda: loop_table(found, owners, now) or none_found(service.open_count()),
        )


def today(
    folder: shell.DIR,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    mine: Annotated[bool, typer.Option("--mine", help="Only what is yours.")] = False,
    as_json: shell.JSON = False,
) -> None:
    """Say what has to be done today."""
    with shell.opened(folder, passphrase_file, user) as desk:
        board = Board(desk, dt.datetime.now(dt.UTC), owner=desk.user.id if mine else None)
        sections = [(section, section.read(board)) for section in SECTIONS]
        shell.show(
            {"sections": [section_data(section, filled) for section, filled in sections]},
            as_json=as_json,
            words=lambda: today_table(sections) or nothing_due(mine=mine),
        )


def _move_many(
    desk: Desk, numbers: list[int], stage: Stage, typed: Mapping[str, str], *, as_json: bool
) -> None:
    moves, progress = BulkMoves(desk), shell.progress()
    preview = moves.preview(numbers, moves.wish(stage, typed), progress)
    if preview.refused or preview.gone:
        lines = [_("Nothing was moved.")]
        lines += [f"{one.id}: {one.sentence}" for one in preview.refused]
        if preview.gone:
            there = {one.id for one in Records(desk).page(Referral, numbers)}
            gone = ", ".join(str(number) for number in numbers if number not in there)
            lines.append(
                _("There is no referral of these numbers: {numbers}.").format(numbers=gone)
            )
        raise UserError("\n".join(lines))
    done = moves.apply(preview, progress)
    shell.show(
        {"moved": done.changed, "stage": stage.value},
        as_json=as_json,
        words=lambda: plural(
            "{count} referral was moved.", "{count} referrals were moved.", done.changed
        ),
    )


def _with_codes(desk: Desk, number: int, wanted: Stage, error: UserError) -> UserError:
    """Return why a referral cannot be moved, with the codes of where it can go."""
    before = Records(desk).get(Referral, number).stage
    if may_move(before, wanted) or before is wanted:
        return error
    codes = stage_names(one for one in MOVES[before] if is_coded(one))
    if not codes:
        return error
    told = _("What refdesk move calls them: {codes}.").format(codes=codes)
    return UserError(f"{error.message} {told}", error.problems)


def _numbers(text: str) -> list[int]:
    pieces = [piece.strip().removeprefix("#") for piece in text.split(",") if piece.strip()]
    if not pieces or not all(p.isascii() and p.isdecimal() and len(p) < 16 for p in pieces):
        raise UserError(_("Give the number of a referral, or several such as 12,15."))
    return list(dict.fromkeys(map(int, pieces)))


def _owners(desk: Desk, found: Sequence[OpenLoop]) -> dict[int, str]:
    ids = sorted({int(loop.referral.owner) for loop in found if loop.referral.owner})
    return Records(desk).titles("user", ids)


def _data(loop: OpenLoop, owners: Mapping[int, str], now: dt.datetime) -> dict[str, Any]:
    referral = loop.referral
    return {
        "id": referral.id,
        "patient": loop.patient,
        "practice": loop.practice,
        "stage": referral.stage.value,
        "stage_label": _(referral.stage.label),
        "words": stands(loop),
        "age": loop.age,
        "due": referral.fields["due"].to_plain(referral.due),
        "due_words": due_words(loop, now),
        "overdue": loop.is_overdue,
        "owner": owners.get(int(referral.owner or 0), ""),
        "action": loop.action.code,
        "action_label": action_words(loop),
    }


def _stage(typed: str) -> Stage:
    """Return the stage of a name or a code, whatever its case, its spaces, hyphens and such."""
    wanted = fold(typed)
    found = next((one for one in Stage if wanted in {fold(one.value), fold(_(one.label))}), None)
    if found is None:
        raise UserError(
            _("There is no stage {code}. There are: {known}.").format(
                code=typed[:40], known=stage_names(Stage)
            )
        )
    return found
