"""Stages, due times, tasks and outbound referrals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stage_line",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("referral", sa.BigInteger(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), server_default=sa.text("('')"), nullable=False),
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
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_stage_line_notes_length")),
        sa.CheckConstraint("length(why) <= 1000", name=op.f("ck_stage_line_why_length")),
        sa.ForeignKeyConstraint(
            ["by"],
            ["user.id"],
            name=op.f("fk_stage_line_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_stage_line_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_stage_line_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_line")),
    )
    with op.batch_alter_table("stage_line", schema=None) as batch_op:
        batch_op.create_index("ix_stage_line_at", ["archived", "at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stage_line_by"), ["by"], unique=False)
        batch_op.create_index(
            "ix_stage_line_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_stage_line_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_stage_line_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_stage_line_created_by"), ["created_by"], unique=False)
        batch_op.create_index(
            "ix_stage_line_referral", ["archived", "referral", "id"], unique=False
        )
        batch_op.create_index("ix_stage_line_stage", ["archived", "stage", "id"], unique=False)

    op.create_table(
        "outbound_referral",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sent", sa.Text(), nullable=True),
        sa.Column("patient", sa.Integer(), nullable=True),
        sa.Column("practice", sa.Integer(), nullable=True),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("network", sa.Text(), nullable=True),
        sa.Column("appointment", sa.Text(), nullable=True),
        sa.Column("attended", sa.Text(), nullable=True),
        sa.Column("report_received", sa.Text(), nullable=True),
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
        sa.CheckConstraint(
            "length(notes) <= 100000", name=op.f("ck_outbound_referral_notes_length")
        ),
        sa.CheckConstraint(
            "length(reason) <= 1000", name=op.f("ck_outbound_referral_reason_length")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_outbound_referral_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_outbound_referral_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient"],
            ["patient.id"],
            name=op.f("fk_outbound_referral_patient"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person"],
            ["person.id"],
            name=op.f("fk_outbound_referral_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice"],
            ["practice.id"],
            name=op.f("fk_outbound_referral_practice"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbound_referral")),
    )
    with op.batch_alter_table("outbound_referral", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbound_referral_appointment", ["archived", "appointment", "id"], unique=False
        )
        batch_op.create_index(
            "ix_outbound_referral_attended", ["archived", "attended", "id"], unique=False
        )
        batch_op.create_index(
            "ix_outbound_referral_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outbound_referral_changed_by"), ["changed_by"], unique=False
        )
        batch_op.create_index(
            "ix_outbound_referral_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outbound_referral_created_by"), ["created_by"], unique=False
        )
        batch_op.create_index(
            "ix_outbound_referral_network", ["archived", "network", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_outbound_referral_patient"), ["patient"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbound_referral_person"), ["person"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_outbound_referral_practice"), ["practice"], unique=False
        )
        batch_op.create_index(
            "ix_outbound_referral_report_received",
            ["archived", "report_received", "id"],
            unique=False,
        )
        batch_op.create_index("ix_outbound_referral_sent", ["archived", "sent", "id"], unique=False)

    op.create_table(
        "stage_line_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_stage_line_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["stage_line.id"],
            name=op.f("fk_stage_line_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_stage_line_tags")),
    )
    with op.batch_alter_table("stage_line_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_line_tags_value"), ["value"], unique=False)

    op.create_table(
        "outbound_referral_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(value) <= 40", name=op.f("ck_outbound_referral_tags_value_length")
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["outbound_referral.id"],
            name=op.f("fk_outbound_referral_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_outbound_referral_tags")),
    )
    with op.batch_alter_table("outbound_referral_tags", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbound_referral_tags_value"), ["value"], unique=False
        )

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("what_key", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("repeat", sa.Text(), nullable=True),
        sa.Column("referral", sa.Integer(), nullable=True),
        sa.Column("practice", sa.Integer(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
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
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_task_notes_length")),
        sa.CheckConstraint("length(what) <= 1000", name=op.f("ck_task_what_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_task_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_task_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["user.id"],
            name=op.f("fk_task_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice"],
            ["practice.id"],
            name=op.f("fk_task_practice"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referral"],
            ["referral.id"],
            name=op.f("fk_task_referral"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index("ix_task_changed_at", ["archived", "changed_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index("ix_task_created_at", ["archived", "created_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_task_done", ["archived", "done", "id"], unique=False)
        batch_op.create_index("ix_task_due", ["archived", "due", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_owner"), ["owner"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_practice"), ["practice"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_referral"), ["referral"], unique=False)
        batch_op.create_index("ix_task_what", ["archived", "what_key", "id"], unique=False)

    op.create_table(
        "task_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_task_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["task.id"],
            name=op.f("fk_task_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_task_tags")),
    )
    with op.batch_alter_table("task_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_tags_value"), ["value"], unique=False)

    with op.batch_alter_table("clinic", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("closed_days", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.create_check_constraint(
            op.f("ck_clinic_closed_days_length"), "length(closed_days) <= 100000"
        )

    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("report_letter", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("followed_up", sa.Text(), nullable=True))
        batch_op.add_column(
            sa.Column("follow_up_waived", sa.Text(), server_default=sa.text("('')"), nullable=False)
        )
        batch_op.create_check_constraint(
            op.f("ck_referral_follow_up_waived_length"), "length(follow_up_waived) <= 1000"
        )
        batch_op.add_column(sa.Column("moved_at", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("round_began", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("appointment", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("due", sa.Text(), nullable=True))
        batch_op.create_index(
            "ix_referral_appointment", ["archived", "appointment", "id"], unique=False
        )
        batch_op.create_index("ix_referral_due", ["archived", "due", "id"], unique=False)
        batch_op.create_index("ix_referral_moved_at", ["archived", "moved_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_owner"), ["owner"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_referral_report_letter"), ["report_letter"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_referral_owner"),
            "user",
            ["owner"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_referral_report_letter"),
            "letter",
            ["report_letter"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
    # Until the program has reckoned them, open loops are in sight: due since they came.
    row = sa.table("referral", sa.column("due"), sa.column("received"), sa.column("stage"))
    op.execute(sa.update(row).where(row.c.stage != "closed").values(due=row.c.received))


def downgrade() -> None:
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_referral_report_letter"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_referral_owner"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_referral_report_letter"))
        batch_op.drop_index(batch_op.f("ix_referral_owner"))
        batch_op.drop_index("ix_referral_moved_at")
        batch_op.drop_index("ix_referral_due")
        batch_op.drop_index("ix_referral_appointment")
        batch_op.drop_column("due")
        batch_op.drop_column("appointment")
        batch_op.drop_column("round_began")
        batch_op.drop_column("moved_at")
        batch_op.drop_constraint(op.f("ck_referral_follow_up_waived_length"), type_="check")
        batch_op.drop_column("follow_up_waived")
        batch_op.drop_column("followed_up")
        batch_op.drop_column("report_letter")
        batch_op.drop_column("owner")

    with op.batch_alter_table("clinic", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_clinic_closed_days_length"), type_="check")
        batch_op.drop_column("closed_days")

    with op.batch_alter_table("task_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_tags_value"))

    op.drop_table("task_tags")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index("ix_task_what")
        batch_op.drop_index(batch_op.f("ix_task_referral"))
        batch_op.drop_index(batch_op.f("ix_task_practice"))
        batch_op.drop_index(batch_op.f("ix_task_owner"))
        batch_op.drop_index("ix_task_due")
        batch_op.drop_index("ix_task_done")
        batch_op.drop_index(batch_op.f("ix_task_created_by"))
        batch_op.drop_index("ix_task_created_at")
        batch_op.drop_index(batch_op.f("ix_task_changed_by"))
        batch_op.drop_index("ix_task_changed_at")

    op.drop_table("task")
    with op.batch_alter_table("outbound_referral_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbound_referral_tags_value"))

    op.drop_table("outbound_referral_tags")
    with op.batch_alter_table("stage_line_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_line_tags_value"))

    op.drop_table("stage_line_tags")
    with op.batch_alter_table("outbound_referral", schema=None) as batch_op:
        batch_op.drop_index("ix_outbound_referral_sent")
        batch_op.drop_index("ix_outbound_referral_report_received")
        batch_op.drop_index(batch_op.f("ix_outbound_referral_practice"))
        batch_op.drop_index(batch_op.f("ix_outbound_referral_person"))
        batch_op.drop_index(batch_op.f("ix_outbound_referral_patient"))
        batch_op.drop_index("ix_outbound_referral_network")
        batch_op.drop_index(batch_op.f("ix_outbound_referral_created_by"))
        batch_op.drop_index("ix_outbound_referral_created_at")
        batch_op.drop_index(batch_op.f("ix_outbound_referral_changed_by"))
        batch_op.drop_index("ix_outbound_referral_changed_at")
        batch_op.drop_index("ix_outbound_referral_attended")
        batch_op.drop_index("ix_outbound_referral_appointment")

    op.drop_table("outbound_referral")
    with op.batch_alter_table("stage_line", schema=None) as batch_op:
        batch_op.drop_index("ix_stage_line_stage")
        batch_op.drop_index("ix_stage_line_referral")
        batch_op.drop_index(batch_op.f("ix_stage_line_created_by"))
        batch_op.drop_index("ix_stage_line_created_at")
        batch_op.drop_index(batch_op.f("ix_stage_line_changed_by"))
        batch_op.drop_index("ix_stage_line_changed_at")
        batch_op.drop_index(batch_op.f("ix_stage_line_by"))
        batch_op.drop_index("ix_stage_line_at")

    op.drop_table("stage_line")
