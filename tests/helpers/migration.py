"""Writes the migration that brings the newest step's tables to what the records declare now.

Run by ``dev.py migration "Add community events"``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from refdesk.store.migrate import STEPS, newest, upgrade


def write_step(message: str, steps: Path = STEPS) -> None:
    """Write ``versions/NNNN_message.py``."""
    import sqlcipher3.dbapi2

    engine = sa.create_engine("sqlite://", module=sqlcipher3.dbapi2, poolclass=sa.StaticPool)
    files = list((steps / "versions").glob("[0-9]*.py"))
    if files:
        upgrade(engine, lambda _revision: None, steps=steps)
    number = int(newest(steps)) + 1 if files else 1
    with engine.connect() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(steps))
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        script = command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
    path = Path(script.path)  # type: ignore[union-attr]
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "# ###" not in line), "utf-8")


if __name__ == "__main__":
    write_step(" ".join(sys.argv[1:]))
