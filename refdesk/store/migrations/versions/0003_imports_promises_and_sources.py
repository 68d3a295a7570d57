"""Imports, promises and what files said last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("file_key", sa.Text(), nullable=True),
        sa.Column("brought", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=True),
        sa.Column("created", sa.BigInteger(), nullable=True),
        sa.Column("updated", sa.BigInteger(), nullable=True),
        sa.Column("unchanged", sa.BigInteger(), nullable=True),
        sa.Column("duplicates", sa.BigInteger(), nullable=True),
        sa.Column("left_out", sa.BigInteger(), nullable=True),
        sa.Column("rejected", sa.BigInteger(), nullable=True),
        sa.Column("report", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("layout", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("layout_key", sa.Text(), nullable=True),
        sa.Column("reading", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("sources", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("length(brought) <= 1000", name=op.f("ck_import_run_brought_length")),
        sa.CheckConstraint("length(file) <= 1000", name=op.f("ck_import_run_file_length")),
        sa.CheckConstraint("length(layout) <= 1000", name=op.f("ck_import_run_layout_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_import_run_notes_length")),
        sa.CheckConstraint("length(reading) <= 100000", name=op.f("ck_import_run_reading_length")),
        sa.CheckConstraint("length(report) <= 100000", name=op.f("ck_import_run_report_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_import_run_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_import_run_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(
            "ix_import_run_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_import_run_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_import_run_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_import_run_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_import_run_file", ["archived", "file_key", "id"], unique=False)
        batch_op.create_index(
            "ix_import_run_layout", ["archived", "layout_key", "id"], unique=False
        )

    op.create_table(
        "import_run_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_import_run_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["import_run.id"],
            name=op.f("fk_import_run_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_import_run_tags")),
    )
    with op.batch_alter_table("import_run_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_tags_value"), ["value"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("what_key", sa.Text(), nullable=True),
        sa.Column("practice", sa.Integer(), nullable=True),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("made", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("kept", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("sources", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_promise_notes_length")),
        sa.CheckConstraint("length(what) <= 1000", name=op.f("ck_promise_what_length")),
        sa.ForeignKeyConstraint(
            ["by"], ["user.id"], name=op.f("fk_promise_by"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_promise_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_promise_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.id"],
            name=op.f("fk_promise_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice"],
            ["practice.id"],
            name=op.f("fk_promise_practice"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_by"), ["by"], unique=False)
        batch_op.create_index(
            "ix_promise_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_promise_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_promise_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_promise_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_promise_due", ["archived", "due", "id"], unique=False)
        batch_op.create_index("ix_promise_kept", ["archived", "kept", "id"], unique=False)
        batch_op.create_index("ix_promise_made", ["archived", "made", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_practice"), ["practice"], unique=False)
        batch_op.create_index("ix_promise_what", ["archived", "what_key", "id"], unique=False)

    op.create_table(
        "promise_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_promise_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["promise.id"],
            name=op.f("fk_promise_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_promise_tags")),
    )
    with op.batch_alter_table("promise_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_tags_value"), ["value"], unique=False)

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part_of", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("more", sa.Boolean(), server_default=sa.text("(false)"), nullable=False)
        )
        batch_op.create_index(batch_op.f("ix_change_part_of"), ["part_of"], unique=False)

    with op.batch_alter_table("clinic", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("contact_attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("custom_field", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("desk_setting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("direct_address", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_person_direct_address_length"), "length(direct_address) <= 1000"
        )

    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("other_names", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("direct_address", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_practice_other_names_length"), "length(other_names) <= 1000"
        )
        batch_op.create_check_constraint(
            op.f("ck_practice_direct_address_length"), "length(direct_address) <= 1000"
        )

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("touch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sources", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("touch", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.drop_column("sources")
        batch_op.drop_constraint(op.f("ck_practice_direct_address_length"), type_="check")
        batch_op.drop_column("direct_address")
        batch_op.drop_constraint(op.f("ck_practice_other_names_length"), type_="check")
        batch_op.drop_column("other_names")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("sources")
        batch_op.drop_constraint(op.f("ck_person_direct_address_length"), type_="check")
        batch_op.drop_column("direct_address")

    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("desk_setting", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("custom_field", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("contact_attempt", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("clinic", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_part_of"))
        batch_op.drop_column("more")
        batch_op.drop_column("part_of")

    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_column("sources")

    with op.batch_alter_table("promise_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promise_tags_value"))

    op.drop_table("promise_tags")
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_index("ix_promise_what")
        batch_op.drop_index(batch_op.f("ix_promise_practice"))
        batch_op.drop_index(batch_op.f("ix_promise_person"))
        batch_op.drop_index("ix_promise_made")
        batch_op.drop_index("ix_promise_kept")
        batch_op.drop_index("ix_promise_due")
        batch_op.drop_index(batch_op.f("ix_promise_created_by"))
        batch_op.drop_index("ix_promise_created_at")
        batch_op.drop_index(batch_op.f("ix_promise_changed_by"))
        batch_op.drop_index("ix_promise_changed_at")
        batch_op.drop_index(batch_op.f("ix_promise_by"))

    op.drop_table("promise")
    with op.batch_alter_table("import_run_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_tags_value"))

    op.drop_table("import_run_tags")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index("ix_import_run_layout")
        batch_op.drop_index("ix_import_run_file")
        batch_op.drop_index(batch_op.f("ix_import_run_created_by"))
        batch_op.drop_index("ix_import_run_created_at")
        batch_op.drop_index(batch_op.f("ix_import_run_changed_by"))
        batch_op.drop_index("ix_import_run_changed_at")

    op.drop_table("import_run")
