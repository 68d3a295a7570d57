"""The command import: a file's rows come in, and what became of them is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refdesk.cli import shell
from refdesk.domain.catalogue import record_kind
from refdesk.domain.errors import UserError
from refdesk.i18n import _, plural

if TYPE_CHECKING:
    from refdesk.services.transfer import ImportResult, Remark

AT_MOST = 20
"""Rows that are named one by one on a screen; a script gets them all."""


def import_(
    folder: shell.DIR,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file.")],
    as_: Annotated[
        str | None, typer.Option("--as", metavar="KIND|nppes", help="What its rows are.")
    ] = None,
    column_map: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=field",
            help="Where a column goes; name.first and address.city are parts.",
        ),
    ] = None,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    as_json: shell.JSON = False,
) -> None:
    """Bring the rows of a file in, as one change that can be undone.

    Columns are known by their headings. First and last name in columns of their own are joined.
    """
    from refdesk.services.transfer import Transfer  # noqa: PLC0415  seldom needed

    with shell.opened(folder, passphrase_file, user) as desk:
        nppes = (as_ or "").casefold() == "nppes"
        result = Transfer(desk).import_file(
            file,
            kind=record_kind(as_) if as_ and not nppes else None,
            nppes=nppes,
            column_map=_mapped(column_map or ()),
            dry_run=dry_run,
            progress=shell.progress(),
        )
    _tell(result)
    shell.show(
        {
            "rows": result.rows,
            "created": result.created,
            "updated": result.updated,
            "unchanged": result.unchanged,
            "duplicates": result.duplicates,
            "rejected": _plain(result.rejected),
            "remarks": _plain(result.remarks),
            "unused": list(result.unused),
            "hints": list(result.hints),
        },
        as_json=as_json,
        words=lambda: _summary(result),
    )
    if result.rejected and len(result.rejected) == result.rows:
        raise typer.Exit(shell.BAD_INPUT)


def _mapped(texts: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        column, equals, field = (part.strip() for part in text.rpartition("="))
        if not equals or not column:
            raise UserError(_("A map is written COLUMN=field, as in Telephone=phone."))
        if column in found:
            raise UserError(_("The column {name} is mapped twice.").format(name=column[:60]))
        found[column] = field
    return found


def _tell(result: ImportResult) -> None:
    for line in _lines(result.remarks):
        typer.echo(line, err=True)
    if result.unused:
        names = ", ".join(result.unused[:AT_MOST])
        typer.echo(_("These columns fill no field: {names}").format(names=names), err=True)
    for hint in result.hints:
        typer.echo(hint, err=True)


def _summary(result: ImportResult) -> str:
    counts = _(
        "{rows}: {created} new, {updated} completed, {unchanged} unchanged, "
        "{duplicates} twice in the file, {rejected} rejected."
    ).format(
        rows=plural("{count} row", "{count} rows", result.rows),
        created=f"{result.created:,}",
        updated=f"{result.updated:,}",
        unchanged=f"{result.unchanged:,}",
        duplicates=f"{result.duplicates:,}",
        rejected=f"{len(result.rejected):,}",
    )
    counted = [_("Rows are counted below the headings.")] if result.rejected else []
    return "\n".join([counts, *counted, *_lines(result.rejected)])


def _lines(remarks: Sequence[Remark]) -> list[str]:
    lines = [
        _("Row {row}: {reason}").format(row=one.row, reason=one.reason) for one in remarks[:AT_MOST]
    ]
    if more := len(remarks) - AT_MOST:
        lines += [plural("And {count} more row.", "And {count} more rows.", more)] * (more > 0)
    return lines


def _plain(remarks: Sequence[Remark]) -> list[dict[str, object]]:
    return [{"row": one.row, "reason": one.reason} for one in remarks]
