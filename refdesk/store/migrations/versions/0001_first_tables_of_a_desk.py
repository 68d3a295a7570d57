"""First tables of a desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_table(
        "identity",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_identity")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("slot", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint("length(name) <= 1000", name=op.f("ck_user_name_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_user_notes_length")),
        sa.CheckConstraint("length(slot) <= 1000", name=op.f("ck_user_slot_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_user_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_user_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index("ix_user_changed_at", ["archived", "changed_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_user_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index("ix_user_created_at", ["archived", "created_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_user_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_user_name", ["archived", "name_key", "id"], unique=False)

    op.create_table(
        "change_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["change.id"],
            name=op.f("fk_change_entry_change_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_entry")),
    )
    with op.batch_alter_table("change_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_entry_change_id"), ["change_id"], unique=False)
        batch_op.create_index("ix_change_entry_rows", ["kind", "last_id", "first_id"], unique=False)

    op.create_table(
        "clinic",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("tagline", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_street", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_street2", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_city", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_state", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_zip", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("fax", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("website", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("npi", sa.Text(), nullable=True),
        sa.Column("hours", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("providers", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("services", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("insurers", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("how_to_refer", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("visit_day_starts", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint(
            "length(address_city) <= 1000", name=op.f("ck_clinic_address_city_length")
        ),
        sa.CheckConstraint(
            "length(address_state) <= 1000", name=op.f("ck_clinic_address_state_length")
        ),
        sa.CheckConstraint(
            "length(address_street) <= 1000", name=op.f("ck_clinic_address_street_length")
        ),
        sa.CheckConstraint(
            "length(address_street2) <= 1000", name=op.f("ck_clinic_address_street2_length")
        ),
        sa.CheckConstraint(
            "length(address_zip) <= 1000", name=op.f("ck_clinic_address_zip_length")
        ),
        sa.CheckConstraint("length(email) <= 1000", name=op.f("ck_clinic_email_length")),
        sa.CheckConstraint(
            "length(how_to_refer) <= 100000", name=op.f("ck_clinic_how_to_refer_length")
        ),
        sa.CheckConstraint("length(insurers) <= 100000", name=op.f("ck_clinic_insurers_length")),
        sa.CheckConstraint("length(name) <= 1000", name=op.f("ck_clinic_name_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_clinic_notes_length")),
        sa.CheckConstraint("length(providers) <= 100000", name=op.f("ck_clinic_providers_length")),
        sa.CheckConstraint("length(services) <= 100000", name=op.f("ck_clinic_services_length")),
        sa.CheckConstraint("length(tagline) <= 1000", name=op.f("ck_clinic_tagline_length")),
        sa.CheckConstraint("length(website) <= 1000", name=op.f("ck_clinic_website_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_clinic_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_clinic_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
    )
    with op.batch_alter_table("clinic", schema=None) as batch_op:
        batch_op.create_index(
            "ix_clinic_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_clinic_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_clinic_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_clinic_created_by"), ["created_by"], unique=False)

    op.create_table(
        "custom_field",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record_kind", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("record_kind_key", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("field_kind", sa.Text(), nullable=True),
        sa.Column("options", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("help_text", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("needed", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("is_personal", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint(
            "length(help_text) <= 1000", name=op.f("ck_custom_field_help_text_length")
        ),
        sa.CheckConstraint("length(label) <= 1000", name=op.f("ck_custom_field_label_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_custom_field_notes_length")),
        sa.CheckConstraint(
            "length(options) <= 100000", name=op.f("ck_custom_field_options_length")
        ),
        sa.CheckConstraint(
            "length(record_kind) <= 1000", name=op.f("ck_custom_field_record_kind_length")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_custom_field_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_custom_field_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_field")),
    )
    with op.batch_alter_table("custom_field", schema=None) as batch_op:
        batch_op.create_index(
            "ix_custom_field_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_custom_field_changed_by"), ["changed_by"], unique=False
        )
        batch_op.create_index(
            "ix_custom_field_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_custom_field_created_by"), ["created_by"], unique=False
        )
        batch_op.create_index(
            "ix_custom_field_record_kind", ["archived", "record_kind_key", "id"], unique=False
        )

    op.create_table(
        "patient",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("control_number", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("control_number_key", sa.Text(), nullable=True),
        sa.Column("birth_date", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("best_time", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("heard_from", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint("length(best_time) <= 1000", name=op.f("ck_patient_best_time_length")),
        sa.CheckConstraint(
            "length(control_number) <= 1000", name=op.f("ck_patient_control_number_length")
        ),
        sa.CheckConstraint("length(heard_from) <= 1000", name=op.f("ck_patient_heard_from_length")),
        sa.CheckConstraint("length(language) <= 1000", name=op.f("ck_patient_language_length")),
        sa.CheckConstraint("length(name) <= 1000", name=op.f("ck_patient_name_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_patient_notes_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_patient_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_patient_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
    )
    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.create_index(
            "ix_patient_birth_date", ["archived", "birth_date", "id"], unique=False
        )
        batch_op.create_index(
            "ix_patient_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_patient_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_patient_control_number", ["archived", "control_number_key", "id"], unique=False
        )
        batch_op.create_index(
            "ix_patient_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_patient_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_patient_name", ["archived", "name_key", "id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("credentials", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("salutation", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("gatekeeper", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("influence", sa.BigInteger(), nullable=True),
        sa.Column("in_days", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("npi", sa.Text(), nullable=True),
        sa.Column("npi_deactivated", sa.Text(), nullable=True),
        sa.Column("specialty", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("specialty_key", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("other_phone", sa.Text(), nullable=True),
        sa.Column("fax", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("preferred_contact", sa.Text(), nullable=True),
        sa.Column("address_street", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_street2", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_city", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_state", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_zip", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("languages", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("birthday", sa.Text(), nullable=True),
        sa.Column("likes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("warm_contact", sa.Integer(), nullable=True),
        sa.Column("warm_how", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column(
            "do_not_contact", sa.Boolean(), server_default=sa.text("(false)"), nullable=False
        ),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint(
            "length(address_city) <= 1000", name=op.f("ck_person_address_city_length")
        ),
        sa.CheckConstraint(
            "length(address_state) <= 1000", name=op.f("ck_person_address_state_length")
        ),
        sa.CheckConstraint(
            "length(address_street) <= 1000", name=op.f("ck_person_address_street_length")
        ),
        sa.CheckConstraint(
            "length(address_street2) <= 1000", name=op.f("ck_person_address_street2_length")
        ),
        sa.CheckConstraint(
            "length(address_zip) <= 1000", name=op.f("ck_person_address_zip_length")
        ),
        sa.CheckConstraint(
            "length(credentials) <= 1000", name=op.f("ck_person_credentials_length")
        ),
        sa.CheckConstraint("length(email) <= 1000", name=op.f("ck_person_email_length")),
        sa.CheckConstraint("length(languages) <= 1000", name=op.f("ck_person_languages_length")),
        sa.CheckConstraint("length(likes) <= 1000", name=op.f("ck_person_likes_length")),
        sa.CheckConstraint("length(name) <= 1000", name=op.f("ck_person_name_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_person_notes_length")),
        sa.CheckConstraint("length(salutation) <= 1000", name=op.f("ck_person_salutation_length")),
        sa.CheckConstraint("length(specialty) <= 1000", name=op.f("ck_person_specialty_length")),
        sa.CheckConstraint("length(warm_how) <= 1000", name=op.f("ck_person_warm_how_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_person_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_person_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["warm_contact"],
            ["user.id"],
            name=op.f("fk_person_warm_contact"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            "ix_person_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_person_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_person_name", ["archived", "name_key", "id"], unique=False)
        batch_op.create_index("ix_person_npi", ["archived", "npi", "id"], unique=False)
        batch_op.create_index("ix_person_role", ["archived", "role", "id"], unique=False)
        batch_op.create_index(
            "ix_person_specialty", ["archived", "specialty_key", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_person_warm_contact"), ["warm_contact"], unique=False)

    op.create_table(
        "practice",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("practice_kind", sa.Text(), nullable=True),
        sa.Column("relationship", sa.Text(), nullable=True),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("other_phone", sa.Text(), nullable=True),
        sa.Column("fax", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("website", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("npi", sa.Text(), nullable=True),
        sa.Column("npi_deactivated", sa.Text(), nullable=True),
        sa.Column("preferred_channel", sa.Text(), nullable=True),
        sa.Column("ehr", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("competitor_ties", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("ideal_interval", sa.BigInteger(), nullable=True),
        sa.Column("liaison", sa.Integer(), nullable=True),
        sa.Column("how_we_know", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("conditions", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("specialty", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint(
            "length(competitor_ties) <= 1000", name=op.f("ck_practice_competitor_ties_length")
        ),
        sa.CheckConstraint(
            "length(conditions) <= 100000", name=op.f("ck_practice_conditions_length")
        ),
        sa.CheckConstraint("length(ehr) <= 1000", name=op.f("ck_practice_ehr_length")),
        sa.CheckConstraint("length(email) <= 1000", name=op.f("ck_practice_email_length")),
        sa.CheckConstraint(
            "length(how_we_know) <= 1000", name=op.f("ck_practice_how_we_know_length")
        ),
        sa.CheckConstraint("length(name) <= 1000", name=op.f("ck_practice_name_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_practice_notes_length")),
        sa.CheckConstraint("length(specialty) <= 1000", name=op.f("ck_practice_specialty_length")),
        sa.CheckConstraint("length(website) <= 1000", name=op.f("ck_practice_website_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_practice_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_practice_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["liaison"],
            ["user.id"],
            name=op.f("fk_practice_liaison"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
    )
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.create_index(
            "ix_practice_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_practice_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_practice_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_practice_created_by"), ["created_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_practice_liaison"), ["liaison"], unique=False)
        batch_op.create_index("ix_practice_name", ["archived", "name_key", "id"], unique=False)
        batch_op.create_index("ix_practice_npi", ["archived", "npi", "id"], unique=False)
        batch_op.create_index(
            "ix_practice_practice_kind", ["archived", "practice_kind", "id"], unique=False
        )
        batch_op.create_index("ix_practice_status", ["archived", "status", "id"], unique=False)
        batch_op.create_index("ix_practice_tier", ["archived", "tier", "id"], unique=False)

    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("sheet_key", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("copy_number", sa.BigInteger(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("with_patients", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint("length(about) <= 1000", name=op.f("ck_release_about_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_release_notes_length")),
        sa.CheckConstraint("length(sheet) <= 1000", name=op.f("ck_release_sheet_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_release_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_release_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(
            "ix_release_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_release_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_release_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_release_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_release_sheet", ["archived", "sheet_key", "id"], unique=False)

    op.create_table(
        "user_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_user_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["user.id"],
            name=op.f("fk_user_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_user_tags")),
    )
    with op.batch_alter_table("user_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_tags_value"), ["value"], unique=False)

    op.create_table(
        "clinic_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_clinic_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["clinic.id"],
            name=op.f("fk_clinic_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_clinic_tags")),
    )
    with op.batch_alter_table("clinic_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clinic_tags_value"), ["value"], unique=False)

    op.create_table(
        "custom_field_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_custom_field_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["custom_field.id"],
            name=op.f("fk_custom_field_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_custom_field_tags")),
    )
    with op.batch_alter_table("custom_field_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_custom_field_tags_value"), ["value"], unique=False)

    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("practice", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=True),
        sa.Column("address_street", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_street2", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_city", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_state", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("address_zip", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("fax", sa.Text(), nullable=True),
        sa.Column("latitude", sa.BigInteger(), nullable=True),
        sa.Column("longitude", sa.BigInteger(), nullable=True),
        sa.Column("coordinates_from", sa.Text(), nullable=True),
        sa.Column("hours", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("lunch", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("drop_in", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("entry_note", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("lunch_rule", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint(
            "length(address_city) <= 1000", name=op.f("ck_office_address_city_length")
        ),
        sa.CheckConstraint(
            "length(address_state) <= 1000", name=op.f("ck_office_address_state_length")
        ),
        sa.CheckConstraint(
            "length(address_street) <= 1000", name=op.f("ck_office_address_street_length")
        ),
        sa.CheckConstraint(
            "length(address_street2) <= 1000", name=op.f("ck_office_address_street2_length")
        ),
        sa.CheckConstraint(
            "length(address_zip) <= 1000", name=op.f("ck_office_address_zip_length")
        ),
        sa.CheckConstraint("length(entry_note) <= 1000", name=op.f("ck_office_entry_note_length")),
        sa.CheckConstraint("length(lunch_rule) <= 1000", name=op.f("ck_office_lunch_rule_length")),
        sa.CheckConstraint("length(name) <= 1000", name=op.f("ck_office_name_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_office_notes_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_office_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_office_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice"],
            ["practice.id"],
            name=op.f("fk_office_practice"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.create_index(
            "ix_office_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_office_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_office_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_office_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_office_name", ["archived", "name_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_practice"), ["practice"], unique=False)

    op.create_table(
        "patient_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_patient_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["patient.id"],
            name=op.f("fk_patient_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_patient_tags")),
    )
    with op.batch_alter_table("patient_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_patient_tags_value"), ["value"], unique=False)

    op.create_table(
        "person_practices",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["person.id"],
            name=op.f("fk_person_practices_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["value"],
            ["practice.id"],
            name=op.f("fk_person_practices_value"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_person_practices")),
    )
    with op.batch_alter_table("person_practices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_practices_value"), ["value"], unique=False)

    op.create_table(
        "person_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_person_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["person.id"],
            name=op.f("fk_person_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_person_tags")),
    )
    with op.batch_alter_table("person_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_tags_value"), ["value"], unique=False)

    op.create_table(
        "practice_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_practice_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["practice.id"],
            name=op.f("fk_practice_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_practice_tags")),
    )
    with op.batch_alter_table("practice_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_practice_tags_value"), ["value"], unique=False)

    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("received", sa.Text(), nullable=True),
        sa.Column("patient", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_detail", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("secondary_source", sa.Text(), nullable=True),
        sa.Column("referring_practice", sa.Integer(), nullable=True),
        sa.Column("referring_person", sa.Integer(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("provider", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("provider_key", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("icd10", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=True),
        sa.Column("insurer", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("authorization", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("authorization_expires", sa.Text(), nullable=True),
        sa.Column("needs", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("report_sent", sa.Text(), nullable=True),
        sa.Column("report_how", sa.Text(), nullable=True),
        sa.Column("closed_reason", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("feedback", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint(
            "length(authorization) <= 1000", name=op.f("ck_referral_authorization_length")
        ),
        sa.CheckConstraint(
            "length(closed_reason) <= 1000", name=op.f("ck_referral_closed_reason_length")
        ),
        sa.CheckConstraint("length(feedback) <= 100000", name=op.f("ck_referral_feedback_length")),
        sa.CheckConstraint("length(icd10) <= 1000", name=op.f("ck_referral_icd10_length")),
        sa.CheckConstraint("length(insurer) <= 1000", name=op.f("ck_referral_insurer_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_referral_notes_length")),
        sa.CheckConstraint("length(provider) <= 1000", name=op.f("ck_referral_provider_length")),
        sa.CheckConstraint("length(reason) <= 1000", name=op.f("ck_referral_reason_length")),
        sa.CheckConstraint(
            "length(source_detail) <= 1000", name=op.f("ck_referral_source_detail_length")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_referral_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_referral_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["patient"],
            ["patient.id"],
            name=op.f("fk_referral_patient"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referring_person"],
            ["person.id"],
            name=op.f("fk_referral_referring_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referring_practice"],
            ["practice.id"],
            name=op.f("fk_referral_referring_practice"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(
            "ix_referral_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_referral_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index("ix_referral_channel", ["archived", "channel", "id"], unique=False)
        batch_op.create_index(
            "ix_referral_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_referral_created_by"), ["created_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_patient"), ["patient"], unique=False)
        batch_op.create_index(
            "ix_referral_provider", ["archived", "provider_key", "id"], unique=False
        )
        batch_op.create_index("ix_referral_received", ["archived", "received", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_referral_referring_person"), ["referring_person"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_referring_practice"), ["referring_practice"], unique=False
        )
        batch_op.create_index("ix_referral_source", ["archived", "source", "id"], unique=False)
        batch_op.create_index("ix_referral_stage", ["archived", "stage", "id"], unique=False)
        batch_op.create_index("ix_referral_urgency", ["archived", "urgency", "id"], unique=False)

    op.create_table(
        "release_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_release_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["release.id"],
            name=op.f("fk_release_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_release_tags")),
    )
    with op.batch_alter_table("release_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_tags_value"), ["value"], unique=False)

    op.create_table(
        "touch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("touch_kind", sa.Text(), nullable=True),
        sa.Column("practice", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_touch_notes_length")),
        sa.CheckConstraint("length(summary) <= 1000", name=op.f("ck_touch_summary_length")),
        sa.ForeignKeyConstraint(
            ["by"], ["user.id"], name=op.f("fk_touch_by"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_touch_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_touch_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice"],
            ["practice.id"],
            name=op.f("fk_touch_practice"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
    )
    with op.batch_alter_table("touch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_touch_by"), ["by"], unique=False)
        batch_op.create_index("ix_touch_changed_at", ["archived", "changed_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_touch_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index("ix_touch_created_at", ["archived", "created_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_touch_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_touch_date", ["archived", "date", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_touch_practice"), ["practice"], unique=False)
        batch_op.create_index("ix_touch_touch_kind", ["archived", "touch_kind", "id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("referral", sa.Integer(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("provider", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_appointment_notes_length")),
        sa.CheckConstraint("length(provider) <= 1000", name=op.f("ck_appointment_provider_length")),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_appointment_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_appointment_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referral"],
            ["referral.id"],
            name=op.f("fk_appointment_referral"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_appointment_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_appointment_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index(
            "ix_appointment_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_appointment_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_appointment_date", ["archived", "date", "id"], unique=False)
        batch_op.create_index("ix_appointment_outcome", ["archived", "outcome", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_referral"), ["referral"], unique=False)

    op.create_table(
        "contact_attempt",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("referral", sa.Integer(), nullable=True),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("next_try", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_contact_attempt_notes_length")),
        sa.ForeignKeyConstraint(
            ["by"],
            ["user.id"],
            name=op.f("fk_contact_attempt_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_contact_attempt_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_contact_attempt_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["referral"],
            ["referral.id"],
            name=op.f("fk_contact_attempt_referral"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_attempt")),
    )
    with op.batch_alter_table("contact_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_contact_attempt_at", ["archived", "at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_attempt_by"), ["by"], unique=False)
        batch_op.create_index(
            "ix_contact_attempt_changed_at", ["archived", "changed_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contact_attempt_changed_by"), ["changed_by"], unique=False
        )
        batch_op.create_index(
            "ix_contact_attempt_created_at", ["archived", "created_at", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contact_attempt_created_by"), ["created_by"], unique=False
        )
        batch_op.create_index(
            "ix_contact_attempt_next_try", ["archived", "next_try", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contact_attempt_referral"), ["referral"], unique=False)

    op.create_table(
        "office_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_office_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["office.id"],
            name=op.f("fk_office_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_office_tags")),
    )
    with op.batch_alter_table("office_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_tags_value"), ["value"], unique=False)

    op.create_table(
        "person_offices",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["person.id"],
            name=op.f("fk_person_offices_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["value"],
            ["office.id"],
            name=op.f("fk_person_offices_value"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_person_offices")),
    )
    with op.batch_alter_table("person_offices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_offices_value"), ["value"], unique=False)

    op.create_table(
        "referral_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_referral_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["referral.id"],
            name=op.f("fk_referral_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_referral_tags")),
    )
    with op.batch_alter_table("referral_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_tags_value"), ["value"], unique=False)

    op.create_table(
        "touch_people",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["touch.id"],
            name=op.f("fk_touch_people_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["value"],
            ["person.id"],
            name=op.f("fk_touch_people_value"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_touch_people")),
    )
    with op.batch_alter_table("touch_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_touch_people_value"), ["value"], unique=False)

    op.create_table(
        "touch_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_touch_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["touch.id"],
            name=op.f("fk_touch_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_touch_tags")),
    )
    with op.batch_alter_table("touch_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_touch_tags_value"), ["value"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("practice", sa.Integer(), nullable=True),
        sa.Column("office", sa.Integer(), nullable=True),
        sa.Column("liaison", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("place_in_day", sa.BigInteger(), nullable=True),
        sa.Column("arrive", sa.Text(), nullable=True),
        sa.Column("leave", sa.Text(), nullable=True),
        sa.Column("minutes", sa.BigInteger(), nullable=True),
        sa.Column("talking_points", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("leave_behinds", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("purpose", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("intel", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("next_step", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("notes", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column(
            "custom", sa.JSON(none_as_null=True), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.CheckConstraint("length(intel) <= 100000", name=op.f("ck_visit_intel_length")),
        sa.CheckConstraint(
            "length(leave_behinds) <= 100000", name=op.f("ck_visit_leave_behinds_length")
        ),
        sa.CheckConstraint("length(next_step) <= 1000", name=op.f("ck_visit_next_step_length")),
        sa.CheckConstraint("length(notes) <= 100000", name=op.f("ck_visit_notes_length")),
        sa.CheckConstraint("length(purpose) <= 1000", name=op.f("ck_visit_purpose_length")),
        sa.CheckConstraint(
            "length(talking_points) <= 100000", name=op.f("ck_visit_talking_points_length")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"],
            ["user.id"],
            name=op.f("fk_visit_changed_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user.id"],
            name=op.f("fk_visit_created_by"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["liaison"],
            ["user.id"],
            name=op.f("fk_visit_liaison"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["office"],
            ["office.id"],
            name=op.f("fk_visit_office"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["practice"],
            ["practice.id"],
            name=op.f("fk_visit_practice"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_changed_at", ["archived", "changed_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_changed_by"), ["changed_by"], unique=False)
        batch_op.create_index("ix_visit_created_at", ["archived", "created_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_created_by"), ["created_by"], unique=False)
        batch_op.create_index("ix_visit_date", ["archived", "date", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_liaison"), ["liaison"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_office"), ["office"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_practice"), ["practice"], unique=False)
        batch_op.create_index("ix_visit_status", ["archived", "status", "id"], unique=False)

    op.create_table(
        "appointment_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_appointment_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["appointment.id"],
            name=op.f("fk_appointment_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_appointment_tags")),
    )
    with op.batch_alter_table("appointment_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_tags_value"), ["value"], unique=False)

    op.create_table(
        "contact_attempt_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(value) <= 40", name=op.f("ck_contact_attempt_tags_value_length")
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["contact_attempt.id"],
            name=op.f("fk_contact_attempt_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_contact_attempt_tags")),
    )
    with op.batch_alter_table("contact_attempt_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_attempt_tags_value"), ["value"], unique=False)

    op.create_table(
        "visit_met",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["visit.id"],
            name=op.f("fk_visit_met_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["value"],
            ["person.id"],
            name=op.f("fk_visit_met_value"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_visit_met")),
    )
    with op.batch_alter_table("visit_met", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_met_value"), ["value"], unique=False)

    op.create_table(
        "visit_tags",
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(value) <= 40", name=op.f("ck_visit_tags_value_length")),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["visit.id"],
            name=op.f("fk_visit_tags_owner"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("owner", "position", name=op.f("pk_visit_tags")),
    )
    with op.batch_alter_table("visit_tags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_tags_value"), ["value"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("visit_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_tags_value"))

    op.drop_table("visit_tags")
    with op.batch_alter_table("visit_met", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_met_value"))

    op.drop_table("visit_met")
    with op.batch_alter_table("contact_attempt_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_attempt_tags_value"))

    op.drop_table("contact_attempt_tags")
    with op.batch_alter_table("appointment_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_tags_value"))

    op.drop_table("appointment_tags")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index("ix_visit_status")
        batch_op.drop_index(batch_op.f("ix_visit_practice"))
        batch_op.drop_index(batch_op.f("ix_visit_office"))
        batch_op.drop_index(batch_op.f("ix_visit_liaison"))
        batch_op.drop_index("ix_visit_date")
        batch_op.drop_index(batch_op.f("ix_visit_created_by"))
        batch_op.drop_index("ix_visit_created_at")
        batch_op.drop_index(batch_op.f("ix_visit_changed_by"))
        batch_op.drop_index("ix_visit_changed_at")

    op.drop_table("visit")
    with op.batch_alter_table("touch_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_touch_tags_value"))

    op.drop_table("touch_tags")
    with op.batch_alter_table("touch_people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_touch_people_value"))

    op.drop_table("touch_people")
    with op.batch_alter_table("referral_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_tags_value"))

    op.drop_table("referral_tags")
    with op.batch_alter_table("person_offices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_offices_value"))

    op.drop_table("person_offices")
    with op.batch_alter_table("office_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_tags_value"))

    op.drop_table("office_tags")
    with op.batch_alter_table("contact_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_attempt_referral"))
        batch_op.drop_index("ix_contact_attempt_next_try")
        batch_op.drop_index(batch_op.f("ix_contact_attempt_created_by"))
        batch_op.drop_index("ix_contact_attempt_created_at")
        batch_op.drop_index(batch_op.f("ix_contact_attempt_changed_by"))
        batch_op.drop_index("ix_contact_attempt_changed_at")
        batch_op.drop_index(batch_op.f("ix_contact_attempt_by"))
        batch_op.drop_index("ix_contact_attempt_at")

    op.drop_table("contact_attempt")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_referral"))
        batch_op.drop_index("ix_appointment_outcome")
        batch_op.drop_index("ix_appointment_date")
        batch_op.drop_index(batch_op.f("ix_appointment_created_by"))
        batch_op.drop_index("ix_appointment_created_at")
        batch_op.drop_index(batch_op.f("ix_appointment_changed_by"))
        batch_op.drop_index("ix_appointment_changed_at")

    op.drop_table("appointment")
    with op.batch_alter_table("touch", schema=None) as batch_op:
        batch_op.drop_index("ix_touch_touch_kind")
        batch_op.drop_index(batch_op.f("ix_touch_practice"))
        batch_op.drop_index("ix_touch_date")
        batch_op.drop_index(batch_op.f("ix_touch_created_by"))
        batch_op.drop_index("ix_touch_created_at")
        batch_op.drop_index(batch_op.f("ix_touch_changed_by"))
        batch_op.drop_index("ix_touch_changed_at")
        batch_op.drop_index(batch_op.f("ix_touch_by"))

    op.drop_table("touch")
    with op.batch_alter_table("release_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_tags_value"))

    op.drop_table("release_tags")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index("ix_referral_urgency")
        batch_op.drop_index("ix_referral_stage")
        batch_op.drop_index("ix_referral_source")
        batch_op.drop_index(batch_op.f("ix_referral_referring_practice"))
        batch_op.drop_index(batch_op.f("ix_referral_referring_person"))
        batch_op.drop_index("ix_referral_received")
        batch_op.drop_index("ix_referral_provider")
        batch_op.drop_index(batch_op.f("ix_referral_patient"))
        batch_op.drop_index(batch_op.f("ix_referral_created_by"))
        batch_op.drop_index("ix_referral_created_at")
        batch_op.drop_index("ix_referral_channel")
        batch_op.drop_index(batch_op.f("ix_referral_changed_by"))
        batch_op.drop_index("ix_referral_changed_at")

    op.drop_table("referral")
    with op.batch_alter_table("practice_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_practice_tags_value"))

    op.drop_table("practice_tags")
    with op.batch_alter_table("person_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_tags_value"))

    op.drop_table("person_tags")
    with op.batch_alter_table("person_practices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_practices_value"))

    op.drop_table("person_practices")
    with op.batch_alter_table("patient_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patient_tags_value"))

    op.drop_table("patient_tags")
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_practice"))
        batch_op.drop_index("ix_office_name")
        batch_op.drop_index(batch_op.f("ix_office_created_by"))
        batch_op.drop_index("ix_office_created_at")
        batch_op.drop_index(batch_op.f("ix_office_changed_by"))
        batch_op.drop_index("ix_office_changed_at")

    op.drop_table("office")
    with op.batch_alter_table("custom_field_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_custom_field_tags_value"))

    op.drop_table("custom_field_tags")
    with op.batch_alter_table("clinic_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clinic_tags_value"))

    op.drop_table("clinic_tags")
    with op.batch_alter_table("user_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_tags_value"))

    op.drop_table("user_tags")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index("ix_release_sheet")
        batch_op.drop_index(batch_op.f("ix_release_created_by"))
        batch_op.drop_index("ix_release_created_at")
        batch_op.drop_index(batch_op.f("ix_release_changed_by"))
        batch_op.drop_index("ix_release_changed_at")

    op.drop_table("release")
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.drop_index("ix_practice_tier")
        batch_op.drop_index("ix_practice_status")
        batch_op.drop_index("ix_practice_practice_kind")
        batch_op.drop_index("ix_practice_npi")
        batch_op.drop_index("ix_practice_name")
        batch_op.drop_index(batch_op.f("ix_practice_liaison"))
        batch_op.drop_index(batch_op.f("ix_practice_created_by"))
        batch_op.drop_index("ix_practice_created_at")
        batch_op.drop_index(batch_op.f("ix_practice_changed_by"))
        batch_op.drop_index("ix_practice_changed_at")

    op.drop_table("practice")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_warm_contact"))
        batch_op.drop_index("ix_person_specialty")
        batch_op.drop_index("ix_person_role")
        batch_op.drop_index("ix_person_npi")
        batch_op.drop_index("ix_person_name")
        batch_op.drop_index(batch_op.f("ix_person_created_by"))
        batch_op.drop_index("ix_person_created_at")
        batch_op.drop_index(batch_op.f("ix_person_changed_by"))
        batch_op.drop_index("ix_person_changed_at")

    op.drop_table("person")
    with op.batch_alter_table("patient", schema=None) as batch_op:
        batch_op.drop_index("ix_patient_name")
        batch_op.drop_index(batch_op.f("ix_patient_created_by"))
        batch_op.drop_index("ix_patient_created_at")
        batch_op.drop_index("ix_patient_control_number")
        batch_op.drop_index(batch_op.f("ix_patient_changed_by"))
        batch_op.drop_index("ix_patient_changed_at")
        batch_op.drop_index("ix_patient_birth_date")

    op.drop_table("patient")
    with op.batch_alter_table("custom_field", schema=None) as batch_op:
        batch_op.drop_index("ix_custom_field_record_kind")
        batch_op.drop_index(batch_op.f("ix_custom_field_created_by"))
        batch_op.drop_index("ix_custom_field_created_at")
        batch_op.drop_index(batch_op.f("ix_custom_field_changed_by"))
        batch_op.drop_index("ix_custom_field_changed_at")

    op.drop_table("custom_field")
    with op.batch_alter_table("clinic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clinic_created_by"))
        batch_op.drop_index("ix_clinic_created_at")
        batch_op.drop_index(batch_op.f("ix_clinic_changed_by"))
        batch_op.drop_index("ix_clinic_changed_at")

    op.drop_table("clinic")
    with op.batch_alter_table("change_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_change_entry_rows")
        batch_op.drop_index(batch_op.f("ix_change_entry_change_id"))

    op.drop_table("change_entry")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_index("ix_user_name")
        batch_op.drop_index(batch_op.f("ix_user_created_by"))
        batch_op.drop_index("ix_user_created_at")
        batch_op.drop_index(batch_op.f("ix_user_changed_by"))
        batch_op.drop_index("ix_user_changed_at")

    op.drop_table("user")
    op.drop_table("identity")
    op.drop_table("change")
