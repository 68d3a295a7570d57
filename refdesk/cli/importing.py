"""The command import: a file's rows come in, and what became of them is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refdesk.cli import shell
from refdesk.domain.catalogue import record_kind
from refdesk.domain.errors import UserError
from refdesk.domain.register import Purpose
from refdesk.i18n import _, plural

if TYPE_CHECKING:
    from refdesk.services.session import Desk
    from refdesk.services.transfer import How, ImportResult, Remark

AT_MOST = 20
"""Rows that are named one by one on a screen; a script gets them all."""


def import_(
    folder: shell.DIR,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A CSV file, a workbook or a registry file.")
    ],
    as_: Annotated[
        str | None, typer.Option("--as", metavar="KIND|nppes", help="What its rows are.")
    ] = None,
    column_map: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=field",
            help="Where a column goes; name.first, address.city and patient.phone are such.",
        ),
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option(
            "--value", metavar="field:THEIRS=OURS", help="What a word of theirs means with us."
        ),
    ] = None,
    bring: Annotated[
        list[str] | None,
        typer.Option(
            "--bring", metavar="field", help="Add what this reference names and is not there yet."
        ),
    ] = None,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", metavar="field", help="Take the file's value over the desk's."),
    ] = None,
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help="Of a workbook.")] = "",
    state: Annotated[str, typer.Option("--state", help="Registry: these states only.")] = "",
    zip_: Annotated[str, typer.Option("--zip", help="Registry: ZIPs that begin so.")] = "",
    taxonomy: Annotated[str, typer.Option("--taxonomy", help="Registry: words or a code.")] = "",
    entity: Annotated[
        str, typer.Option("--entity", metavar="1|2", help="Registry: people or organizations.")
    ] = "",
    rejected: Annotated[
        Path | None,
        typer.Option("--rejected", metavar="FILE", help="Save the rejected rows as CSV to mend."),
    ] = None,
    purpose: Annotated[
        Purpose, typer.Option("--purpose", help="Why rejected rows leave the desk.")
    ] = Purpose.OPERATIONS,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    day_first: Annotated[
        bool, typer.Option("--day-first", help="3/4/2026 is the third of April.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    as_json: shell.JSON = False,
) -> None:
    """Bring the rows of a file in, as one change that can be undone.

    Columns are known by their headings. First and last name in columns of their own are joined.
    """
    from refdesk.services.incoming import RegistryFilter  # noqa: PLC0415  seldom needed
    from refdesk.services.transfer import How  # noqa: PLC0415

    with shell.opened(folder, passphrase_file, user) as desk:
        nppes = (as_ or "").casefold() == "nppes"
        chosen = RegistryFilter(state, zip_, taxonomy, entity)
        how = How(
            kind=record_kind(as_) if as_ and not nppes else None,
            nppes=nppes,
            column_map=_mapped(column_map or ()),
            values=_meant(value or ()),
            bring=bring or (),
            chosen=chosen or None,
            sheet=sheet,
            day_first=day_first or None,
        )
        result = _bring_in(desk, file, how, take or (), rejected, purpose, dry_run=dry_run)
    _tell(result)
    shell.show(_plain(result), as_json=as_json, words=lambda: _summary(result))
    if result.rejected and len(result.rejected) == result.rows:
        raise typer.Exit(shell.BAD_INPUT)


def _bring_in(
    desk: Desk,
    file: Path,
    how: How,
    take: Sequence[str],
    rejected: Path | None,
    purpose: Purpose,
    *,
    dry_run: bool,
) -> ImportResult:
    from refdesk.services.transfer import Transfer, result_of  # noqa: PLC0415

    transfer, progress = Transfer(desk), shell.progress()
    coming = transfer.prepared(file, how)
    look = coming.look(progress)
    try:
        for field in take:
            look.take_named(field)
        if rejected is not None and look.rejects_any:
            look.write_rejected(rejected, purpose, progress)
        if dry_run:
            return result_of(look, coming.unused, None)
        return transfer.apply(coming, look, progress)
    finally:
        look.close()


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


def _meant(texts: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for text in texts:
        field, colon, words = text.partition(":")
        theirs, equals, ours = words.rpartition("=")
        if not (colon and equals and field.strip() and theirs.strip()):
            raise UserError(_("A value is written field:THEIRS=OURS, as in tier:Gold=A."))
        found.setdefault(field.strip(), {})[theirs.strip()] = ours.strip()
    return found


def _tell(result: ImportResult) -> None:
    for line in _lines(result.remarks):
        typer.echo(line, err=True)
    for sentence, rows in result.repairs:
        words = plural("{count} row", "{count} rows", rows)
        typer.echo(f"{sentence} ({words})", err=True)
    for one in result.unknown[:AT_MOST]:
        words = plural("{count} row", "{count} rows", one.rows)
        sentence = _("{field}: “{text}” is none of ours ({rows}). Say --value {map}=OURS.")
        told = sentence.format(
            field=one.label, text=one.text, rows=words, map=f"{one.target}:{one.text}"
        )
        typer.echo(told, err=True)
    if result.unused:
        names = ", ".join(result.unused[:AT_MOST])
        typer.echo(_("These columns fill no field: {names}").format(names=names), err=True)


def _summary(result: ImportResult) -> str:
    counts = _(
        "{rows}: {created} new, {updated} changed, {unchanged} unchanged, "
        "{duplicates} twice in the file, {rejected} rejected."
    ).format(
        rows=plural("{count} row", "{count} rows", result.rows),
        created=f"{result.created:,}",
        updated=f"{result.updated:,}",
        unchanged=f"{result.unchanged:,}",
        duplicates=f"{result.duplicates:,}",
        rejected=f"{len(result.rejected):,}",
    )
    more = [f"{kind}: {count:,}" for kind, count in result.also]
    lines = [counts]
    if more:
        lines.append(_("New besides: {records}.").format(records=", ".join(more)))
    if result.skipped:
        words = plural(
            "{count} row was passed over.", "{count} rows were passed over.", result.skipped
        )
        lines.append(words)
    if result.rejected:
        lines.append(_("Rows are counted below the headings."))
    return "\n".join([*lines, *_lines(result.rejected)])


def _lines(remarks: Sequence[Remark]) -> list[str]:
    lines = [
        _("Row {row}: {reason}").format(row=one.row, reason=one.reason) for one in remarks[:AT_MOST]
    ]
    if more := len(remarks) - AT_MOST:
        lines += [plural("And {count} more row.", "And {count} more rows.", more)] * (more > 0)
    return lines


def _plain(result: ImportResult) -> dict[str, object]:
    def rows(remarks: Sequence[Remark]) -> list[dict[str, object]]:
        return [{"row": one.row, "reason": one.reason} for one in remarks]

    return {
        "rows": result.rows,
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "duplicates": result.duplicates,
        "skipped": result.skipped,
        "rejected": rows(result.rejected),
        "remarks": rows(result.remarks),
        "repairs": [{"what": sentence, "rows": count} for sentence, count in result.repairs],
        "also": dict(result.also),
        "unknown": [
            {"field": one.target, "text": one.text, "rows": one.rows} for one in result.unknown
        ],
        "unused": list(result.unused),
        "change": result.change,
    }
