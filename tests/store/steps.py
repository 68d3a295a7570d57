"""Steps of the tables' history to try, and what the database knows of its tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from refdesk.store.migrate import newest

if TYPE_CHECKING:
    import sqlalchemy as sa

NOW = newest()
"""The revision of the desk as it is; the trial steps come after it."""
OWN_INDEX = "ix_person_custom_cf1"
TRIAL = """
    import sqlalchemy as sa
    from alembic import op

    revision, down_revision = "9001", "NEWEST"
    branch_labels = depends_on = None


    def upgrade():
        op.create_table(
            "trial",
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column("practice", sa.Integer(), sa.ForeignKey("practice.id")),
        )
        op.execute("INSERT INTO trial (practice) SELECT id FROM practice")
        op.add_column(
            "patient", sa.Column("points", sa.Integer(), nullable=False, server_default="7")
        )
        with op.batch_alter_table("person", recreate="always") as batch:
            batch.add_column(sa.Column("trial", sa.Text(), server_default="yes"))


    def downgrade():
        with op.batch_alter_table("person", recreate="always") as batch:
            batch.drop_column("trial")
        op.drop_column("patient", "points")
        op.drop_table("trial")
""".replace("NEWEST", newest())
BREAKS = """
    from alembic import op

    revision, down_revision = "{number}", "{before}"
    branch_labels = depends_on = None


    def upgrade():
        op.execute("CREATE TABLE half (id INTEGER)")
        op.execute("UPDATE practice SET name = 'Half', name_key = 'half'")
        op.execute("DROP TABLE visit_met")
        op.execute("{last}")


    def downgrade():
        pass
"""
Schema = dict[str, list[Any]]


def no_backup(_revision: str) -> None:
    pytest.fail("a new desk has nothing to back up")


def ignore(_revision: str) -> None:
    pass


def schema_of(engine: sa.Engine) -> Schema:
    """Return everything the database knows of its tables, whatever order it was said in."""
    found: Schema = {}
    with engine.connect() as connection:

        def ask(sql: str, *names: str) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in connection.exec_driver_sql(sql, names)]

        tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
        for table, sql in ask(tables):
            if table.startswith(("search_", "alembic")):
                continue
            columns = "SELECT name, type, \"notnull\", trim(dflt_value, '()'), pk"
            found[table] = [
                sorted(ask(f"{columns} FROM pragma_table_xinfo(?)", table)),
                sorted(ask('SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)', table)),
                sql.count("DEFERRABLE INITIALLY DEFERRED"),
                sorted(re.findall(r"CONSTRAINT \w+ CHECK \(.*\)", sql)),
            ]
        indexes = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''"
        for index, table, sql in ask(indexes):
            found[table].append((index, re.sub(r'["\s]+', " ", sql)))
        connection.rollback()
    return {table: sorted(map(repr, what)) for table, what in found.items()}


def indexes_of(engine: sa.Engine) -> set[str]:
    with engine.connect() as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = 'index'"
        return set(connection.exec_driver_sql(sql).scalars())
