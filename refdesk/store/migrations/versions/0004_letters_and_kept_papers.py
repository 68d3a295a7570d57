"""Letters and kept papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_kept")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("letter_kind", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("recipient", sa.Integer(), nullable=True),
        sa.Column("practice", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("signed_by", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("printed", sa.Integer(), nullable=True),
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
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_letter_notes_length")),
        sa.CheckConstraint("length(number) <= 1000", name=op.f("ck_letter_number_length")),
        sa.CheckConstraint("length(signed_by) <= 1000", name=op.f("ck_letter_signed_by_length")),
        sa.CheckConstraint("length(text) <= 100000", name=op.f("ck_letter_text_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_letter_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_letter_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice"],
            ["practice.id"],
            name=op.f("fk_letter_practice"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["printed"],
            ["release.id"],
            name=op.f("fk_letter_printed"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["recipient"],
            ["person.id"],
            name=op.f("fk_letter_recipient"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(
            "ix_letter_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_letter_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_letter_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_letter_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_letter_date", ["archived", "date", "id"], unique=False)
        batch_op.create_index(
            "ix_letter_letter_kind", ["archived", "letter_kind", "id"], unique=False
        )
        batch_op.create_index("ix_letter_number", ["archived", "number_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_practice"), ["practice"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_printed"), ["printed"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_recipient"), ["recipient"], unique=False)

    op.create_table(
        "letter_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_letter_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["letter.id"],
            name=op.f("fk_letter_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_letter_tags")),
    )
    with op.batch_alter_table("letter_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_tags_value"), ["value"], unique=False)

    with op.batch_alter_table("clinic", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("logo", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.create_check_constraint(op.f("ck_clinic_logo_length"), "length(logo) <= 1000")

    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("paper", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.create_check_constraint(op.f("ck_release_paper_length"), "length(paper) <= 1000")


def downgrade() -> None:
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_release_paper_length"), type_="check")
        batch_op.drop_column("paper")
        batch_op.drop_column("way")

    with op.batch_alter_table("clinic", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_clinic_logo_length"), type_="check")
        batch_op.drop_column("logo")

    with op.batch_alter_table("letter_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_tags_value"))

    op.drop_table("letter_tags")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_recipient"))
        batch_op.drop_index(batch_op.f("ix_letter_printed"))
        batch_op.drop_index(batch_op.f("ix_letter_practice"))
        batch_op.drop_index("ix_letter_number")
        batch_op.drop_index("ix_letter_letter_kind")
        batch_op.drop_index("ix_letter_date")
        batch_op.drop_index(batch_op.f("ix_letter_created_by"))
        batch_op.drop_index("ix_letter_created_at")
        batch_op.drop_index(batch_op.f("ix_letter_changed_by"))
        batch_op.drop_index("ix_letter_changed_at")

    op.drop_table("letter")
    op.drop_table("kept")
