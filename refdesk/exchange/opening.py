"""Opens whatever a person brings as a table, or says in one sentence why it is none."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from refdesk.domain.errors import KnownFailure, UserError
from refdesk.exchange.delimited import open_text
from refdesk.exchange.recognised import Shape, shape_of
from refdesk.exchange.table import Reading, Row, Stamp, Table, check_unchanged, stamp_of
from refdesk.exchange.workbook import open_workbook
from refdesk.i18n import _

__all__ = ["Reading", "Row", "Stamp", "Table", "open_table"]

_FOUND_OUT = Reading()


@contextmanager
def open_table(
    path: Path, reading: Reading = _FOUND_OUT, same_as: Stamp | None = None
) -> Iterator[Table]:
    """Open a file as a table of a header and rows of text; never all of it in memory.

    Args:
        path: the file; it is known by what is in it, not by its name.
        reading: what a person chose; the rest is found out.
        same_as: the stamp of the opening before, where the file must be the same.

    Raises:
        UserError: there is no such file, or it is no table.
        KnownFailure: the disk failed, or the file changed, while it was read.
    """
    if same_as:
        check_unchanged(path, same_as)
    shape, stamp = _looked_at(path)
    with ExitStack() as stack:
        try:
            table = _enter(stack, shape, path, reading)
        except UserError:
            check_unchanged(path, stamp)
            raise
        except OSError as error:
            raise KnownFailure(_("The file can no longer be read.")) from error
        yield table


def _enter(stack: ExitStack, shape: Shape, path: Path, reading: Reading) -> Table:
    if shape is Shape.TEXT:
        return stack.enter_context(open_text(path, reading))
    return stack.enter_context(open_workbook(path, reading))


def _looked_at(path: Path) -> tuple[Shape, Stamp]:
    name = path.name if path.name.isprintable() else ascii(path.name)[1:-1]
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UserError(_("{name} is a folder. Choose a file.").format(name=name))
        if not stat.S_ISREG(found.st_mode):
            raise UserError(_("{name} is not a file.").format(name=name))
        if not found.st_size:
            raise UserError(_("The file is empty."))
        with path.open("rb") as file:
            return shape_of(file), stamp_of(path)
    except FileNotFoundError:
        raise UserError(_("There is no file {name}.").format(name=name)) from None
    except PermissionError:
        raise UserError(
            _(
                "{name} cannot be read. Another program may hold it open, or you may not have "
                "the right to read it."
            ).format(name=name)
        ) from None
    except (OSError, ValueError) as error:
        if getattr(error, "errno", 0) == errno.ELOOP:
            raise UserError(
                _("{name} is a shortcut that leads back to itself.").format(name=name)
            ) from None
        raise UserError(_("{name} cannot be read.").format(name=name)) from None
