"""Commands for changes: undo, redo, history."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from refdesk.cli import shell
from refdesk.domain.catalogue import record_kind
from refdesk.domain.errors import UserError
from refdesk.i18n import _
from refdesk.services.changes import CannotUndo, Changes, Line


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("undo")(undo)
    app.command("redo")(redo)
    app.command("history")(history)


def undo(
    folder: shell.DIR,
    change: Annotated[
        int | None, typer.Option("--change", metavar="N", help="This one, by its number.")
    ] = None,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    rest: Annotated[
        bool, typer.Option("--rest", help="Leave what was changed since, undo everything else.")
    ] = False,
    as_json: shell.JSON = False,
) -> None:
    """Undo your newest change."""
    with shell.opened(folder, passphrase_file, user) as desk:
        try:
            label = Changes(desk).undo(change, rest=rest)
        except CannotUndo as refused:
            how = _("With --rest, {count} other records of it are undone.")
            how = how.format(count=f"{refused.blocked.others:,}")
            raise UserError(f"{refused.message} {how}") from None
        shell.show(
            {"undone": label},
            as_json=as_json,
            words=lambda: _("Undone: {label}").format(label=label),
        )


def redo(
    folder: shell.DIR,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Do again what you undid last."""
    with shell.opened(folder, passphrase_file, user) as desk:
        label = Changes(desk).redo()
        shell.show(
            {"redone": label},
            as_json=as_json,
            words=lambda: _("Done again: {label}").format(label=label),
        )


def history(
    folder: shell.DIR,
    kind: Annotated[str | None, typer.Argument(metavar="KIND", show_default=False)] = None,
    row_id: Annotated[int | None, typer.Argument(metavar="ID", show_default=False)] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Tell what was changed on the desk, or of one record, newest first."""
    with shell.opened(folder, passphrase_file, user) as desk:
        changes = Changes(desk)
        if kind is None:
            lines = changes.newest(limit)
        elif row_id is None:
            raise UserError(_("Give the number of the record too, as in: practice 3."))
        else:
            lines = changes.of_record(record_kind(kind), row_id)[:limit]
        shell.show(
            {"rows": [_data(line) for line in lines]},
            as_json=as_json,
            words=lambda: "\n".join(_words(line) for line in lines),
        )


def _data(line: Line) -> dict[str, Any]:
    return {
        "change": line.change,
        "at": line.at.isoformat(),
        "by": line.by,
        "label": line.label,
        "undone": line.undone,
        "rows": line.rows,
        "about": line.about,
        "fields": [
            {"field": one.field, "label": one.label, "before": one.before, "after": one.after}
            for one in line.fields
        ],
    }


def _words(line: Line) -> str:
    undone = _(" (undone)") if line.undone else ""
    when = line.at.astimezone().strftime("%Y-%m-%d %H:%M")
    about = f" ({line.about})" if line.about else ""
    head = f"{line.change:>6}  {when}  {line.by}: {line.label}{about}{undone}"
    fields = [
        f"          {one.label}: {one.before or '–'} → {one.after or '–'}" for one in line.fields
    ]
    return "\n".join([head, *fields])
