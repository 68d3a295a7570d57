"""Commands for records: list, show, add, set, archive, restore, fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from refdesk.cli import shell
from refdesk.cli.importing import import_
from refdesk.domain.asked import Asked
from refdesk.domain.catalogue import BY_NAME, record_kind
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import DECIMAL, MONEY
from refdesk.domain.record import Record
from refdesk.domain.register import Purpose, Release
from refdesk.i18n import _
from refdesk.screens.catalogue import BY_KIND
from refdesk.services.outgoing import Outgoing
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.shown import Shown

KIND = Annotated[str, typer.Argument(metavar="KIND", help="Such as practice or people.")]
ID = Annotated[int, typer.Argument(metavar="ID", help="The record's number.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import")(import_)
    app.command("list")(list_)
    app.command("show")(show)
    app.command("add")(add)
    app.command("set")(set_)
    app.command("archive")(archive)
    app.command("restore")(restore)
    app.command("fields")(fields)


def list_(
    folder: shell.DIR,
    kind: KIND,
    search: Annotated[str, typer.Option(help="Parts of words, or digits of a phone.")] = "",
    filters: Annotated[
        list[str] | None,
        typer.Option(
            "--filter",
            metavar="FIELD=VALUE",
            help="Only these. Also != >= <= for =. Without a value: the blank ones.",
        ),
    ] = None,
    sort: Annotated[
        str | None, typer.Option(metavar="FIELD", help="-FIELD turns it round.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many.")] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="F.csv", help="Write them to this file.")
    ] = None,
    purpose: Annotated[
        str, typer.Option(help="Why personal data leaves: operations, treatment or payment.")
    ] = "",
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """List records."""
    with shell.opened(folder, passphrase_file, user) as desk:
        of = record_kind(kind)
        records = Records(desk)
        conditions = shell.conditions(filters or ())
        query = records.query(of, search=search, filters=conditions, sort=sort, limit=limit)
        ids = records.ids(of, query)
        if csv is not None:
            _write(desk, Shown(of, _columns(of), ids), csv, purpose, as_json=as_json)
            return
        found = records.page(of, ids)
        titles = records.titles(of.kind, [record.id for record in found])
        shell.show(
            {"rows": [_data(desk.fields(of), record, titles[record.id]) for record in found]},
            as_json=as_json,
            words=lambda: _table(records, of, found) if found else _("Nothing found."),
        )


def _columns(of: type[Record]) -> list[str]:
    return [column.name for column in BY_KIND[of.kind].list.columns]


def _write(desk: Desk, shown: Shown, path: Path, purpose: str, *, as_json: bool) -> None:
    outgoing, own = Outgoing(desk), Release.fields["purpose"]
    personal = outgoing.needs_purpose(shown)
    if personal and not purpose.strip():
        raise UserError(
            _("This file will hold personal data: {fields}. Say why with --purpose {any}.").format(
                fields=", ".join(_(one.label) for one in personal),
                any="|".join(choice.value for choice in own.choices),
            )
        )
    why = own.parse(purpose) or Purpose.OPERATIONS
    done = outgoing.export_csv(shown, path, why, shell.progress())
    shell.show(
        {"file": str(done.path), "rows": done.rows},
        as_json=as_json,
        words=lambda: _("Wrote {file}.").format(file=done.path),
    )


def _table(records: Records, of: type[Record], found: Sequence[Record]) -> str:
    fields = [of.fields[name] for name in _columns(of)[:5]]
    return shell.table(
        ("", *(_(own.label) for own in fields)),
        [(str(one.id), *(records.shown(own, one) for own in fields)) for one in found],
    )


def _choices(own: Field) -> str:
    if own.target_kind:
        return _("a {kind}").format(kind=_(BY_NAME[own.target_kind].one).lower())
    return ", ".join(choice.value for choice in own.choices)


def show(
    folder: shell.DIR,
    kind: KIND,
    row_id: ID,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Show one record."""
    with shell.opened(folder, passphrase_file, user) as desk:
        of = record_kind(kind)
        records = Records(desk)
        record = records.get(of, row_id)
        title = records.title(record)
        own_fields = desk.fields(of)
        shell.show(
            _data(own_fields, record, title),
            as_json=as_json,
            words=lambda: "\n".join(
                [f"{_(of.one)} {record.id}: {title}"]
                + [
                    f"  {_(own.label)}: {records.shown(own, record)}"
                    for own in own_fields.values()
                    if own.kind.says_something and not own.is_empty(own.value_of(record))
                ]
            ),
        )


def add(
    folder: shell.DIR,
    kind: KIND,
    values: shell.VALUES,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Add a record."""
    with shell.opened(folder, passphrase_file, user) as desk:
        of = record_kind(kind)
        records = Records(desk)
        record = records.add(of, shell.pairs(values, what=_("A value")))
        title = records.title(record)
        shell.show(
            _data(desk.fields(of), record, title),
            as_json=as_json,
            words=lambda: _("Added {kind} {id}: {title}").format(
                kind=_(of.one).lower(), id=record.id, title=title
            ),
        )


def set_(
    folder: shell.DIR,
    kind: KIND,
    row_id: ID,
    values: shell.VALUES,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Change fields of a record; an empty value clears a field."""
    with shell.opened(folder, passphrase_file, user) as desk:
        of = record_kind(kind)
        records = Records(desk)
        record = records.set(of, row_id, shell.pairs(values, what=_("A value")))
        title = records.title(record)
        shell.show(
            _data(desk.fields(of), record, title),
            as_json=as_json,
            words=lambda: _("Changed {kind} {id}: {title}").format(
                kind=_(of.one).lower(), id=record.id, title=title
            ),
        )


def archive(
    folder: shell.DIR,
    kind: KIND,
    row_id: ID,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Put a record out of sight; nothing of it is lost."""
    with shell.opened(folder, passphrase_file, user) as desk:
        record = Records(desk).archive(record_kind(kind), row_id)
        shell.show({"archived": record.id}, as_json=as_json, words=lambda: _("Archived."))


def restore(
    folder: shell.DIR,
    kind: KIND,
    row_id: ID,
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Bring an archived record back."""
    with shell.opened(folder, passphrase_file, user) as desk:
        record = Records(desk).archive(record_kind(kind), row_id, archived=False)
        shell.show({"restored": record.id}, as_json=as_json, words=lambda: _("Restored."))


def fields(
    what: Annotated[
        list[str],
        typer.Argument(metavar="[DIR] KIND", help="With a desk's folder, as that desk asks."),
    ],
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Name the fields of a kind of record, as declared or as a desk asks for them."""
    with shell.exits():
        if len(what) > 2:
            raise UserError(_("Say a kind of record, and before it the folder of a desk or none."))
        of = record_kind(what[-1])
    if len(what) == 1:
        _show_fields(Asked.of(of), as_json=as_json)
        return
    with shell.opened(Path(what[0]), passphrase_file, user) as desk:
        _show_fields(desk.fields(of), as_json=as_json)


def _show_fields(asked: Asked, *, as_json: bool) -> None:
    rows = [
        {
            "name": own.name,
            "label": _(own.label),
            "kind": own.kind.name,
            "required": own.required,
            "required_sometimes": own.required_when is not None,
            "left_out": asked.is_left_out(own.name),
            "personal": own.personal,
            "choices": [choice.value for choice in own.choices],
            "refers_to": own.target_kind,
            "help": _(own.help),
        }
        for own in asked.values()
    ]
    shell.show(
        {"rows": rows},
        as_json=as_json,
        words=lambda: shell.table(
            (_("name"), _("label"), _("kind"), _("required"), _("personal"), _("values")),
            [
                (
                    own.name,
                    _(own.label),
                    own.kind.name,
                    _needed(own, is_left_out=asked.is_left_out(own.name)),
                    _("yes") if own.personal else "",
                    _choices(own),
                )
                for own in asked.values()
            ],
        ),
    )


def _needed(own: Field, *, is_left_out: bool) -> str:
    if is_left_out:
        return _("left out")
    if own.required:
        return _("yes")
    return _("sometimes") if own.required_when is not None else ""


def _data(own_fields: Mapping[str, Field], record: Record, title: str) -> dict[str, Any]:
    data: dict[str, Any] = {"id": record.id, "title": title}
    for name, own in own_fields.items():
        value = own.value_of(record)
        data[name] = str(value) if own.kind in {DECIMAL, MONEY} and value else own.to_plain(value)
    return data
