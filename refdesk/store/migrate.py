"""Bringing the tables of an older desk up to this version, on the connection that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import sqlalchemy as sa

from refdesk.domain.errors import KnownFailure
from refdesk.i18n import _
from refdesk.store.database import Database
from refdesk.store.rows import batches, load_images

if TYPE_CHECKING:
    from alembic.config import Config

STEPS = Path(__file__).parent / "migrations"


def newest(steps: Path = STEPS) -> str:
    """Return the revision of the newest step; steps are files named by their revision."""
    return max(path.name.split("_")[0] for path in (steps / "versions").glob("[0-9]*.py"))


def revision(connection: sa.Connection) -> str | None:
    """Return the revision a desk's tables are at, None for a new database."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return found


def upgrade(
    engine: sa.Engine, backup: Callable[[str], None], *, steps: Path = STEPS, to: str = "head"
) -> bool:
    """Bring the tables to this version, all steps or none; tell whether any was needed.

    Args:
        engine: the writing engine.
        backup: called with the revision before an existing desk is touched.
        steps: the folder with ``versions/``.
        to: the revision to reach.

    Raises:
        KnownFailure: the desk was made by a newer version of RefDesk.
    """
    with engine.connect() as connection:
        at = revision(connection)
        if at == (newest(steps) if to == "head" else to):
            return False
        _refuse_newer(at, steps)
    if at is not None:
        backup(at)
    _run(engine, steps, lambda config: _alembic().upgrade(config, to))
    return True


def downgrade(engine: sa.Engine, *, steps: Path = STEPS, to: str) -> None:
    """Take the tables back to an older revision; ``base`` removes them."""
    _run(engine, steps, lambda config: _alembic().downgrade(config, to))


def _refuse_newer(at: str | None, steps: Path) -> None:
    known = {path.name.split("_")[0] for path in (steps / "versions").glob("[0-9]*.py")}
    if at is not None and at not in known:
        raise KnownFailure(
            _(
                "This desk was made by a newer version of RefDesk. "
                "Install that version to open it; nothing was changed."
            )
        )


def _run(engine: sa.Engine, steps: Path, command: Callable[[Config], None]) -> None:
    from alembic.config import Config  # noqa: PLC0415  70 ms that a start does not need

    with engine.connect() as connection:
        # A rebuilt table must not trip over references while it is away, and the pragma
        # is deaf inside a transaction; what the step leaves is checked before the commit.
        driver = connection.connection.dbapi_connection
        assert driver is not None  # noqa: S101  an open connection has one
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            config = Config(attributes={"connection": connection})
            config.set_main_option("script_location", str(steps).replace("%", "%%"))
            # Begun here, for Alembic would give each step a transaction of its own.
            connection.begin()
            indexes = _drop_custom_indexes(connection)
            command(config)
            _make_again(connection, indexes)
            _refuse_orphans(connection)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _drop_custom_indexes(connection: sa.Connection) -> list[tuple[str, str]]:
    """Drop the indexes of custom fields, which a rebuilt table would lose: (table, SQL)."""
    query = (
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' "
        "AND name LIKE 'ix\\_%\\_custom\\_cf%' ESCAPE '\\'"
    )
    found = connection.exec_driver_sql(query).all()
    for name, _table, _sql in found:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return [(table, sql) for _name, table, sql in found]


def _make_again(connection: sa.Connection, indexes: list[tuple[str, str]]) -> None:
    tables = set(sa.inspect(connection).get_table_names())
    for table, sql in indexes:
        if table in tables:
            connection.exec_driver_sql(sql)


def _refuse_orphans(connection: sa.Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("a migration left references to rows that are not there")


def _alembic() -> ModuleType:
    from alembic import command  # noqa: PLC0415  see _run

    return command


def prepare_search(database: Database, engine: sa.Engine) -> None:
    """Make the search index where it is missing or its fields have changed, and fill it."""
    with engine.connect() as connection:
        for kind in database.search.prepare(connection):
            table = database.schema.kinds[kind]
            ids = list(connection.execute(sa.select(table.table.c.id)).scalars())
            for some in batches(ids):
                database.search.write(
                    connection, kind, load_images(connection, table, some).items()
                )
        connection.commit()
