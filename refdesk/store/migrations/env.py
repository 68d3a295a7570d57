"""What Alembic runs for every command: the steps, on the connection it was given."""

from __future__ import annotations

from alembic import context

from refdesk.store.migrations.render import render_item
from refdesk.store.tables import build_schema

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata") or build_schema().metadata,
    render_as_batch=True,
    render_item=render_item,
    include_name=lambda name, kind, _parents: (
        kind != "table" or not str(name).startswith("search_")
    ),
    include_object=lambda _object, name, kind, _reflected, _compare_to: (
        kind != "index" or "_custom_cf" not in str(name)
    ),
)
context.run_migrations()
