"""How a generated step writes its columns: plain SQLAlchemy, never the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def render_item(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:  # noqa: ARG001
    """Return the source of one item, or False for Alembic's own way."""
    if kind == "type" and isinstance(item, sa.JSON):
        return "sa.JSON(none_as_null=True)"
    return False
