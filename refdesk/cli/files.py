"""Commands for the files of records: put them in, list them, save copies of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from refdesk.cli import shell
from refdesk.cli.records import ID, KIND
from refdesk.domain.attachment import Attachment
from refdesk.domain.catalogue import record_kind
from refdesk.domain.errors import UserError
from refdesk.domain.register import Purpose, Release
from refdesk.i18n import _
from refdesk.screens.file_words import left_out_lines, measure, put_words
from refdesk.services.attached_out import save_all
from refdesk.services.attachments import Attachments, from_path
from refdesk.services.records import Records
from refdesk.services.session import Desk


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("attach")(attach)
    app.command("files")(files)


def attach(
    folder: shell.DIR,
    kind: KIND,
    row_id: ID,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="At most 25 MB each.")],
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """Put files with a record; they are kept encrypted in the desk."""
    with shell.opened(folder, passphrase_file, user) as desk:
        of, service = record_kind(kind), Attachments(desk)
        brought = [from_path(path) for path in paths]
        made = service.put(of, row_id, brought, shell.progress())
        shell.show(
            {
                "rows": [_data(file) for file in Records(desk).page(Attachment, made.ids)],
                "left_out": [{"file": one.name, "why": one.why} for one in made.others],
            },
            as_json=as_json,
            words=lambda: f"{put_words(made)}.",
        )
        for line in left_out_lines(made.others):
            typer.echo(line, err=True)
        if made.others:
            raise typer.Exit(shell.BAD_INPUT)


def files(
    folder: shell.DIR,
    kind: KIND,
    row_id: ID,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FOLDER", help="Save a copy of each there.")
    ] = None,
    purpose: Annotated[
        str, typer.Option(help="Why they leave: operations, treatment or payment.")
    ] = "",
    user: shell.USER = None,
    passphrase_file: shell.PASSPHRASE = None,
    *,
    as_json: shell.JSON = False,
) -> None:
    """List the files of a record, or save copies of them."""
    with shell.opened(folder, passphrase_file, user) as desk:
        of = record_kind(kind)
        Records(desk).get(of, row_id)
        found = Attachments(desk).of(of.kind, row_id)
        if save is not None:
            _save(desk, found, save, purpose, as_json=as_json)
            return
        shell.show(
            {"rows": [_data(file) for file in found]},
            as_json=as_json,
            words=lambda: (
                shell.table(
                    ("", _("kind of file"), _("size"), _("name")),
                    [
                        (
                            str(file.id),
                            file.fields["media"].show(file.media),
                            measure(file),
                            file.name,
                        )
                        for file in found
                    ],
                )
                if found
                else _("This record has no files.")
            ),
        )


def _save(
    desk: Desk, found: list[Attachment], folder: Path, purpose: str, *, as_json: bool
) -> None:
    own = Release.fields["purpose"]
    why = own.parse(purpose)
    if not isinstance(why, Purpose):
        raise UserError(
            _("Files may hold personal data. Say why they leave with --purpose {any}.").format(
                any="|".join(choice.value for choice in own.choices)
            )
        )
    saved = save_all(desk, found, folder, why)
    shell.show(
        {"files": [str(path) for path in saved]},
        as_json=as_json,
        words=lambda: (
            "\n".join(_("Wrote {file}.").format(file=path) for path in saved)
            or _("This record has no files.")
        ),
    )


def _data(file: Attachment) -> dict[str, Any]:
    return {
        "id": file.id,
        "name": file.name,
        "media": file.media,
        "bytes": file.size,
        "pages": file.pages,
        "sha256": file.content,
    }
