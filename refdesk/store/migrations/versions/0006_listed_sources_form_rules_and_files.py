"""Listed sources, form rules and files; what is promised again and again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("record_kind", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("record_kind_key", sa.Text(), nullable=True),
        sa.Column("record_number", sa.BigInteger(), nullable=True),
        sa.Column("media", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("pages", sa.BigInteger(), nullable=True),
        sa.Column("content", sa.Text(), server_default=sa.text("('')"), nullable=False),
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
        sa.CheckConstraint("length(content) <= 1000", name=op.f("ck_attachment_content_length")),
        sa.CheckConstraint("length(media) <= 1000", name=op.f("ck_attachment_media_length")),
        sa.CheckConstraint("length(name) <= 1000", name=op.f("ck_attachment_name_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_attachment_notes_length")),
        sa.CheckConstraint(
            "length(record_kind) <= 1000", name=op.f("ck_attachment_record_kind_length")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_attachment_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_attachment_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_attachment_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attachment_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_attachment_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attachment_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_attachment_name", ["archived", "name_key", "id"], unique=False)
        batch_op.create_index(
            "ix_attachment_record_kind", ["archived", "record_kind_key", "id"], unique=False
        )
        batch_op.create_index(
            "ix_attachment_record_number", ["archived", "record_number", "id"], unique=False
        )

    op.create_table(
        "form_rule",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record_kind", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("record_kind_key", sa.Text(), nullable=True),
        sa.Column("field", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("heading", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.Column("needed", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("hidden", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("when_field", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("when_value", sa.Text(), server_default=sa.text("('')"), nullable=False),
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
        sa.CheckConstraint("length(field) <= 1000", name=op.f("ck_form_rule_field_length")),
        sa.CheckConstraint("length(heading) <= 1000", name=op.f("ck_form_rule_heading_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_form_rule_notes_length")),
        sa.CheckConstraint(
            "length(record_kind) <= 1000", name=op.f("ck_form_rule_record_kind_length")
        ),
        sa.CheckConstraint(
            "length(when_field) <= 1000", name=op.f("ck_form_rule_when_field_length")
        ),
        sa.CheckConstraint(
            "length(when_value) <= 1000", name=op.f("ck_form_rule_when_value_length")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_form_rule_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_form_rule_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_rule")),
    )
    with op.batch_alter_table("form_rule", schema=None) as batch_op:
        batch_op.create_index(
            "ix_form_rule_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_form_rule_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_form_rule_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_form_rule_created_by"), ["created_by"], unique=False)
        batch_op.create_index(
            "ix_form_rule_record_kind", ["archived", "record_kind_key", "id"], unique=False
        )

    op.create_table(
        "listed_source",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
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
        sa.CheckConstraint("length(name) <= 1000", name=op.f("ck_listed_source_name_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_listed_source_notes_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_listed_source_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_listed_source_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_source")),
    )
    with op.batch_alter_table("listed_source", schema=None) as batch_op:
        batch_op.create_index(
            "ix_listed_source_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_listed_source_changed_by"), ["changed_by"], unique=False
        )
        batch_op.create_index(
            "ix_listed_source_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_listed_source_created_by"), ["created_by"], unique=False
        )
        batch_op.create_index("ix_listed_source_name", ["archived", "name_key", "id"], unique=False)
        batch_op.create_index("ix_listed_source_source", ["archived", "source", "id"], unique=False)

    op.create_table(
        "attachment_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_attachment_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["attachment.id"],
            name=op.f("fk_attachment_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_attachment_tags")),
    )
    with op.batch_alter_table("attachment_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_tags_value"), ["value"], unique=False)

    op.create_table(
        "form_rule_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_form_rule_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["form_rule.id"],
            name=op.f("fk_form_rule_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_form_rule_tags")),
    )
    with op.batch_alter_table("form_rule_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_rule_tags_value"), ["value"], unique=False)

    op.create_table(
        "listed_source_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_listed_source_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["listed_source.id"],
            name=op.f("fk_listed_source_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_listed_source_tags")),
    )
    with op.batch_alter_table("listed_source_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listed_source_tags_value"), ["value"], unique=False)

    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.add_column(sa.Column("repeat", sa.Text(), nullable=True))

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.add_column(sa.Column("listed_source", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("secondary_listed", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("secondary_detail", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.create_check_constraint(
            op.f("ck_referral_secondary_detail_length"), "length(secondary_detail) <= 1000"
        )
        batch_op.add_column(sa.Column("referring_patient", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_referral_listed_source"), ["listed_source"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_referring_patient"), ["referring_patient"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_secondary_listed"), ["secondary_listed"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_referral_listed_source"),
            "listed_source",
            ["listed_source"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_referral_secondary_listed"),
            "listed_source",
            ["secondary_listed"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_referral_referring_patient"),
            "patient",
            ["referring_patient"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )


def downgrade() -> None:
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_referral_referring_patient"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_referral_secondary_listed"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_referral_listed_source"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_referral_secondary_listed"))
        batch_op.drop_index(batch_op.f("ix_referral_referring_patient"))
        batch_op.drop_index(batch_op.f("ix_referral_listed_source"))
        batch_op.drop_column("referring_patient")
        batch_op.drop_constraint(op.f("ck_referral_secondary_detail_length"), type_="check")
        batch_op.drop_column("secondary_detail")
        batch_op.drop_column("secondary_listed")
        batch_op.drop_column("listed_source")

    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_column("repeat")

    with op.batch_alter_table("listed_source_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listed_source_tags_value"))

    op.drop_table("listed_source_tags")
    with op.batch_alter_table("form_rule_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_form_rule_tags_value"))

    op.drop_table("form_rule_tags")
    with op.batch_alter_table("attachment_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_tags_value"))

    op.drop_table("attachment_tags")
    with op.batch_alter_table("listed_source", schema=None) as batch_op:
        batch_op.drop_index("ix_listed_source_source")
        batch_op.drop_index("ix_listed_source_name")
        batch_op.drop_index(batch_op.f("ix_listed_source_created_by"))
        batch_op.drop_index("ix_listed_source_created_at")
        batch_op.drop_index(batch_op.f("ix_listed_source_changed_by"))
        batch_op.drop_index("ix_listed_source_changed_at")

    op.drop_table("listed_source")
    with op.batch_alter_table("form_rule", schema=None) as batch_op:
        batch_op.drop_index("ix_form_rule_record_kind")
        batch_op.drop_index(batch_op.f("ix_form_rule_created_by"))
        batch_op.drop_index("ix_form_rule_created_at")
        batch_op.drop_index(batch_op.f("ix_form_rule_changed_by"))
        batch_op.drop_index("ix_form_rule_changed_at")

    op.drop_table("form_rule")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index("ix_attachment_record_number")
        batch_op.drop_index("ix_attachment_record_kind")
        batch_op.drop_index("ix_attachment_name")
        batch_op.drop_index(batch_op.f("ix_attachment_created_by"))
        batch_op.drop_index("ix_attachment_created_at")
        batch_op.drop_index(batch_op.f("ix_attachment_changed_by"))
        batch_op.drop_index("ix_attachment_changed_at")

    op.drop_table("attachment")
