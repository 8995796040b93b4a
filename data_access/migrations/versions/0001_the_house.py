"""The house: territory, people, labour and batches.

Revision: 0001
Follows:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_version",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_data_version")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("template_version", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rows_new", sa.Integer(), nullable=False),
        sa.Column("rows_changed", sa.Integer(), nullable=False),
        sa.Column("rows_same", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "territory",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("area_km2", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "level IN ('country', 'province', 'canton', 'zone', 'rest')",
            name=op.f("ck_territory_level_listed"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_code"], ["territory.code"], name=op.f("fk_territory_parent_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_territory")),
    )
    with op.batch_alter_table("territory", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_territory_parent_code"), ["parent_code"], unique=False)

    op.create_table(
        "batch_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("previous_batch_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_key", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_batch_change_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["previous_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_batch_change_previous_batch_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_change")),
    )
    with op.batch_alter_table("batch_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_change_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_batch_change_previous_batch_id"), ["previous_batch_id"], unique=False
        )

    op.create_table(
        "boundary",
        sa.Column("territory_code", sa.String(), nullable=False),
        sa.Column("geometry", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("retrieved", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["territory_code"], ["territory.code"], name=op.f("fk_boundary_territory_code")
        ),
        sa.PrimaryKeyConstraint("territory_code", name=op.f("pk_boundary")),
    )
    op.create_table(
        "enterprise",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("size", sa.String(), nullable=False),
        sa.Column("ciiu", sa.String(), nullable=False),
        sa.Column("canton_code", sa.String(), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "size IN ('MICRO', 'PEQUENA', 'MEDIANA', 'GRANDE')",
            name=op.f("ck_enterprise_size_listed"),
        ),
        sa.ForeignKeyConstraint(
            ["canton_code"], ["territory.code"], name=op.f("fk_enterprise_canton_code")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_enterprise_import_batch_id")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_enterprise")),
    )
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enterprise_canton_code"), ["canton_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_enterprise_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "import_file",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_file_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "sha256", name=op.f("pk_import_file")),
    )
    with op.batch_alter_table("import_file", schema=None) as batch_op:
        batch_op.create_index(
            "uq_import_file_in_force",
            ["sha256"],
            unique=True,
            sqlite_where=sa.text("in_force"),
            postgresql_where=sa.text("in_force"),
        )

    op.create_table(
        "person",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("nationality", sa.String(), nullable=False),
        sa.Column("mobility_status", sa.String(), nullable=False),
        sa.Column("canton_code", sa.String(), nullable=False),
        sa.Column("sought_isco2", sa.String(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("consent_date", sa.Date(), nullable=False),
        sa.Column("consent_version", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "mobility_status IN ('MIG', 'REF', 'RET', 'ACO', 'INT', 'NR')",
            name=op.f("ck_person_mobility_status_listed"),
        ),
        sa.CheckConstraint("sex IN ('M', 'H', 'I', 'NR')", name=op.f("ck_person_sex_listed")),
        sa.CheckConstraint("birth_year >= 1900", name=op.f("ck_person_birth_year_plausible")),
        sa.ForeignKeyConstraint(
            ["canton_code"], ["territory.code"], name=op.f("fk_person_canton_code")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_person_import_batch_id")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(
            "ix_person_register", ["canton_code", "registered_on", "sought_isco2"], unique=False
        )

    op.create_table(
        "platform",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("canton_code", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("launched_on", sa.Date(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.CheckConstraint("kind IN ('BOLSA', 'MERCADO')", name=op.f("ck_platform_kind_listed")),
        sa.ForeignKeyConstraint(
            ["canton_code"], ["territory.code"], name=op.f("fk_platform_canton_code")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_platform_import_batch_id")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_platform")),
    )
    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_platform_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "population",
        sa.Column("territory_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.CheckConstraint("persons >= 0", name=op.f("ck_population_persons_counted")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_population_import_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["territory_code"], ["territory.code"], name=op.f("fk_population_territory_code")
        ),
        sa.PrimaryKeyConstraint("territory_code", "year", "group", name=op.f("pk_population")),
    )
    with op.batch_alter_table("population", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_population_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "registered_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("canton_code", sa.String(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("age_group", sa.String(), nullable=False),
        sa.Column("nationality", sa.String(), nullable=False),
        sa.Column("mobility_status", sa.String(), nullable=False),
        sa.Column("isco2", sa.String(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["canton_code"], ["territory.code"], name=op.f("fk_registered_cell_canton_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registered_cell")),
    )
    with op.batch_alter_table("registered_cell", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registered_cell_canton_code"), ["canton_code"], unique=False
        )

    op.create_table(
        "survey",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=False),
        sa.Column("design", sa.String(), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "design IN ('PROBABILISTICO', 'NO_PROBABILISTICO')",
            name=op.f("ck_survey_design_listed"),
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_survey_import_batch_id")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_survey")),
    )
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_survey_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "stratum",
        sa.Column("survey_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("universe", sa.Integer(), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.CheckConstraint("universe >= 1", name=op.f("ck_stratum_universe_counted")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_stratum_import_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["survey_code"], ["survey.code"], name=op.f("fk_stratum_survey_code")
        ),
        sa.PrimaryKeyConstraint("survey_code", "code", name=op.f("pk_stratum")),
    )
    with op.batch_alter_table("stratum", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_stratum_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "supply_cell",
        sa.Column("survey_code", sa.String(), nullable=False),
        sa.Column("canton_code", sa.String(), nullable=False),
        sa.Column("isco2", sa.String(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["canton_code"], ["territory.code"], name=op.f("fk_supply_cell_canton_code")
        ),
        sa.ForeignKeyConstraint(
            ["survey_code"], ["survey.code"], name=op.f("fk_supply_cell_survey_code")
        ),
        sa.PrimaryKeyConstraint("survey_code", "canton_code", "isco2", name=op.f("pk_supply_cell")),
    )
    op.create_table(
        "vacancy",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("enterprise_code", sa.String(), nullable=False),
        sa.Column("isco2", sa.String(), nullable=False),
        sa.Column("canton_code", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("platform_code", sa.String(), nullable=True),
        sa.Column("event_code", sa.String(), nullable=True),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("monthly_wage_usd", sa.Numeric(precision=10, scale=2), nullable=True),
        sa.Column("weekly_hours", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "channel IN ('FERIA', 'BOLSA', 'MERCADO', 'CURSO', 'COWORK', 'OTRO')",
            name=op.f("ck_vacancy_channel_listed"),
        ),
        sa.CheckConstraint("closed_on >= opened_on", name=op.f("ck_vacancy_closed_after_opened")),
        sa.CheckConstraint("monthly_wage_usd >= 0", name=op.f("ck_vacancy_wage_not_negative")),
        sa.CheckConstraint("posts >= 1", name=op.f("ck_vacancy_posts_offered")),
        sa.CheckConstraint(
            "weekly_hours BETWEEN 0 AND 84", name=op.f("ck_vacancy_hours_plausible")
        ),
        sa.ForeignKeyConstraint(
            ["canton_code"], ["territory.code"], name=op.f("fk_vacancy_canton_code")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_code"], ["enterprise.code"], name=op.f("fk_vacancy_enterprise_code")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_vacancy_import_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["platform_code"], ["platform.code"], name=op.f("fk_vacancy_platform_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_vacancy")),
    )
    with op.batch_alter_table("vacancy", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_vacancy_enterprise_code"), ["enterprise_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_vacancy_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "survey_response",
        sa.Column("survey_code", sa.String(), nullable=False),
        sa.Column("enterprise_code", sa.String(), nullable=False),
        sa.Column("stratum_code", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("occupied_posts", sa.Integer(), nullable=True),
        sa.Column("willing_to_hire", sa.String(), nullable=True),
        sa.Column("barriers", sa.String(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "outcome IN ('COMPLETA', 'RECHAZO', 'NO_CONTACTO', 'NO_ELEGIBLE', 'DESCONOCIDA')",
            name=op.f("ck_survey_response_outcome_listed"),
        ),
        sa.CheckConstraint(
            "willing_to_hire IN ('SI', 'NO', 'NR')",
            name=op.f("ck_survey_response_willing_to_hire_listed"),
        ),
        sa.CheckConstraint(
            "occupied_posts >= 0", name=op.f("ck_survey_response_occupied_posts_counted")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_code"],
            ["enterprise.code"],
            name=op.f("fk_survey_response_enterprise_code"),
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_survey_response_import_batch_id"),
        ),
        sa.ForeignKeyConstraint(
            ["survey_code", "stratum_code"],
            ["stratum.survey_code", "stratum.code"],
            name=op.f("fk_survey_response_survey_code_stratum_code"),
        ),
        sa.ForeignKeyConstraint(
            ["survey_code"], ["survey.code"], name=op.f("fk_survey_response_survey_code")
        ),
        sa.PrimaryKeyConstraint("survey_code", "enterprise_code", name=op.f("pk_survey_response")),
    )
    with op.batch_alter_table("survey_response", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_survey_response_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "survey_vacancy",
        sa.Column("survey_code", sa.String(), nullable=False),
        sa.Column("enterprise_code", sa.String(), nullable=False),
        sa.Column("isco2", sa.String(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("hard_to_fill", sa.Integer(), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "hard_to_fill BETWEEN 0 AND posts", name=op.f("ck_survey_vacancy_hard_to_fill_within")
        ),
        sa.CheckConstraint("posts >= 0", name=op.f("ck_survey_vacancy_posts_counted")),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_survey_vacancy_import_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["survey_code", "enterprise_code"],
            ["survey_response.survey_code", "survey_response.enterprise_code"],
            name=op.f("fk_survey_vacancy_survey_code_enterprise_code"),
        ),
        sa.PrimaryKeyConstraint(
            "survey_code", "enterprise_code", "isco2", name=op.f("pk_survey_vacancy")
        ),
    )
    with op.batch_alter_table("survey_vacancy", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_survey_vacancy_import_batch_id"), ["import_batch_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("survey_vacancy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_vacancy_import_batch_id"))

    op.drop_table("survey_vacancy")
    with op.batch_alter_table("survey_response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_response_import_batch_id"))

    op.drop_table("survey_response")
    with op.batch_alter_table("vacancy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vacancy_import_batch_id"))
        batch_op.drop_index(batch_op.f("ix_vacancy_enterprise_code"))

    op.drop_table("vacancy")
    op.drop_table("supply_cell")
    with op.batch_alter_table("stratum", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stratum_import_batch_id"))

    op.drop_table("stratum")
    with op.batch_alter_table("survey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_survey_import_batch_id"))

    op.drop_table("survey")
    with op.batch_alter_table("registered_cell", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registered_cell_canton_code"))

    op.drop_table("registered_cell")
    with op.batch_alter_table("population", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_population_import_batch_id"))

    op.drop_table("population")
    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_platform_import_batch_id"))

    op.drop_table("platform")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index("ix_person_register")
        batch_op.drop_index(batch_op.f("ix_person_import_batch_id"))

    op.drop_table("person")
    with op.batch_alter_table("import_file", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_import_file_in_force",
            sqlite_where=sa.text("in_force"),
            postgresql_where=sa.text("in_force"),
        )

    op.drop_table("import_file")
    with op.batch_alter_table("enterprise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enterprise_import_batch_id"))
        batch_op.drop_index(batch_op.f("ix_enterprise_canton_code"))

    op.drop_table("enterprise")
    op.drop_table("boundary")
    with op.batch_alter_table("batch_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_batch_change_batch_id"))

    op.drop_table("batch_change")
    with op.batch_alter_table("territory", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_territory_parent_code"))

    op.drop_table("territory")
    op.drop_table("setting")
    op.drop_table("import_batch")
    op.drop_table("data_version")
