"""Drafts, preferences and saved views."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_user_id"), ["user_id"], unique=False)

    op.create_table(
        "preference",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "name", name=op.f("pk_preference")),
    )
    op.create_table(
        "desk_setting",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("value", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint("length(label) <= 1000", name=op.f("ck_desk_setting_label_length")),
        sa.CheckConstraint("length(name) <= 1000", name=op.f("ck_desk_setting_name_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_desk_setting_notes_length")),
        sa.CheckConstraint("length(value) <= 1000", name=op.f("ck_desk_setting_value_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_desk_setting_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_desk_setting_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_setting")),
    )
    with op.batch_alter_table("desk_setting", schema=None) as batch_op:
        batch_op.create_index(
            "ix_desk_setting_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_desk_setting_changed_by"), ["changed_by"], unique=False
        )
        batch_op.create_index(
            "ix_desk_setting_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_desk_setting_created_by"), ["created_by"], unique=False
        )
        batch_op.create_index("ix_desk_setting_name", ["archived", "name_key", "id"], unique=False)

    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("record_kind", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("record_kind_key", sa.Text(), nullable=True),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("looks", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint("length(looks) <= 100000", name=op.f("ck_saved_view_looks_length")),
        sa.CheckConstraint("length(name) <= 1000", name=op.f("ck_saved_view_name_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_saved_view_notes_length")),
        sa.CheckConstraint(
            "length(record_kind) <= 1000", name=op.f("ck_saved_view_record_kind_length")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_saved_view_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_saved_view_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["user.id"],
            name=op.f("fk_saved_view_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(
            "ix_saved_view_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_saved_view_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_saved_view_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_saved_view_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_saved_view_name", ["archived", "name_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_saved_view_owner"), ["owner"], unique=False)
        batch_op.create_index(
            "ix_saved_view_record_kind", ["archived", "record_kind_key", "id"], unique=False
        )

    op.create_table(
        "desk_setting_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_desk_setting_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["desk_setting.id"],
            name=op.f("fk_desk_setting_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_desk_setting_tags")),
    )
    with op.batch_alter_table("desk_setting_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_setting_tags_value"), ["value"], unique=False)

    op.create_table(
        "saved_view_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_saved_view_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["saved_view.id"],
            name=op.f("fk_saved_view_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_saved_view_tags")),
    )
    with op.batch_alter_table("saved_view_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_view_tags_value"), ["value"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("saved_view_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_view_tags_value"))

    op.drop_table("saved_view_tags")
    with op.batch_alter_table("desk_setting_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_setting_tags_value"))

    op.drop_table("desk_setting_tags")
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.drop_index("ix_saved_view_record_kind")
        batch_op.drop_index(batch_op.f("ix_saved_view_owner"))
        batch_op.drop_index("ix_saved_view_name")
        batch_op.drop_index(batch_op.f("ix_saved_view_created_by"))
        batch_op.drop_index("ix_saved_view_created_at")
        batch_op.drop_index(batch_op.f("ix_saved_view_changed_by"))
        batch_op.drop_index("ix_saved_view_changed_at")

    op.drop_table("saved_view")
    with op.batch_alter_table("desk_setting", schema=None) as batch_op:
        batch_op.drop_index("ix_desk_setting_name")
        batch_op.drop_index(batch_op.f("ix_desk_setting_created_by"))
        batch_op.drop_index("ix_desk_setting_created_at")
        batch_op.drop_index(batch_op.f("ix_desk_setting_changed_by"))
        batch_op.drop_index("ix_desk_setting_changed_at")

    op.drop_table("desk_setting")
    op.drop_table("preference")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_user_id"))

    op.drop_table("draft")
