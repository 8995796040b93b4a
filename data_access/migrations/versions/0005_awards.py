"""Awards: editions, nominations, juries, their sheets in versions, decisions and adoptions.

Revision: 0005
Follows: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "edition",
    "criterion",
    "amendment",
    "nomination",
    "nomination_answer",
    "evidence",
    "eligibility_check",
    "adoption",
    "juror",
    "assignment",
    "sheet",
    "score",
    "deliberation_note",
    "tie_vote",
    "ballot",
    "decision",
    "honour",
)
# Of a sheet or score: whether its sheet was submitted.
SUBMITTED = """EXISTS (SELECT 1 FROM sheet s WHERE s.edition_code = {row}.edition_code
    AND s.nomination_code = {row}.nomination_code AND s.juror_code = {row}.juror_code
    AND s.version = {row}.version AND s.submitted_at IS NOT NULL)"""
# What a submitted sheet allows no more. Only undoing the batch that brought it takes it out.
KEPT = {
    "sheet": {
        "UPDATE": "OLD.submitted_at IS NOT NULL",
        "DELETE": "OLD.submitted_at IS NOT NULL AND OLD.import_batch_id IS NULL",
    },
    "score": {
        "INSERT": SUBMITTED.format(row="NEW"),
        "UPDATE": SUBMITTED.format(row="OLD"),
        "DELETE": "OLD.import_batch_id IS NULL AND " + SUBMITTED.format(row="OLD"),
    },
}
REFUSAL = "a submitted sheet is corrected in a new version"


def text(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=nullable)


def moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def entered(table: str) -> list[sa.schema.SchemaItem]:
    """What rows from files and from the app have in common; its column is indexed afterwards."""
    return [
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        moment("edited_at", nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("CURRENT_TIMESTAMP"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f(f"fk_{table}_import_batch_id")
        ),
    ]


def keep() -> None:
    """Triggers that keep submitted sheets as they are."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, events in KEPT.items():
        for event, condition in events.items():
            name = f"{table}_keeps_{event.lower()}"
            if sqlite:
                op.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )
                continue
            back = "OLD" if event == "DELETE" else "NEW"
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN {back}; END $$"
            )
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )


def upgrade() -> None:
    op.create_table(
        "edition",
        text("code"),
        text("award"),
        text("name"),
        moment("opens_at"),
        moment("nominations_close_at"),
        moment("scores_close_at"),
        sa.Column("score_min", sa.Numeric(12, 4), nullable=False),
        sa.Column("score_max", sa.Numeric(12, 4), nullable=False),
        sa.Column("score_step", sa.Numeric(12, 4), nullable=False),
        sa.Column("jurors_min", sa.Integer(), nullable=False),
        sa.Column("jurors_target", sa.Integer(), nullable=False),
        text("tie_break"),
        text("blind_fields"),
        text("rounds"),
        text("prizes", nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        moment("frozen_at", nullable=True),
        moment("published_at", nullable=True),
        sa.CheckConstraint(
            "award IN ('EMPRESAS', 'ENTIDADES')", name=op.f("ck_edition_award_listed")
        ),
        sa.CheckConstraint("jurors_min >= 1", name=op.f("ck_edition_jurors_counted")),
        sa.CheckConstraint(
            "opens_at < nominations_close_at", name=op.f("ck_edition_nominations_after_opening")
        ),
        sa.CheckConstraint("score_min < score_max", name=op.f("ck_edition_scale_ordered")),
        sa.CheckConstraint(
            "nominations_close_at <= scores_close_at",
            name=op.f("ck_edition_scores_after_nominations"),
        ),
        sa.CheckConstraint("score_step > 0", name=op.f("ck_edition_step_positive")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_edition")),
        *entered("edition"),
    )
    op.create_index(op.f("ix_edition_import_batch_id"), "edition", ["import_batch_id"])
    op.create_table(
        "criterion",
        text("edition_code"),
        text("code"),
        text("name"),
        text("name_en", nullable=True),
        sa.Column("weight", sa.Numeric(6, 2), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("levels_es", sa.JSON(), nullable=True),
        sa.Column("levels_en", sa.JSON(), nullable=True),
        sa.CheckConstraint("weight > 0 AND weight <= 100", name=op.f("ck_criterion_weight_share")),
        sa.ForeignKeyConstraint(
            ["edition_code"], ["edition.code"], name=op.f("fk_criterion_edition_code")
        ),
        sa.PrimaryKeyConstraint("edition_code", "code", name=op.f("pk_criterion")),
        *entered("criterion"),
    )
    op.create_index(op.f("ix_criterion_import_batch_id"), "criterion", ["import_batch_id"])
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        text("edition_code"),
        moment("at"),
        text("by"),
        text("reason"),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_code"], ["edition.code"], name=op.f("fk_amendment_edition_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
    )
    op.create_index(op.f("ix_amendment_edition_code"), "amendment", ["edition_code"])
    op.create_table(
        "nomination",
        text("edition_code"),
        text("code"),
        text("title", nullable=True),
        text("organisation", nullable=True),
        text("enterprise_code", nullable=True),
        text("canton_code", nullable=True),
        text("summary", nullable=True),
        text("eligible"),
        text("reasons", nullable=True),
        text("state"),
        sa.Column("shortlisted", sa.Boolean(), nullable=True),
        text("contact", nullable=True),
        text("consent_version", nullable=True),
        moment("submitted_at", nullable=True),
        moment("grace_until", nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        text("token_hash", nullable=True),
        sa.CheckConstraint(
            "eligible IN ('SI', 'NO', 'NR')", name=op.f("ck_nomination_eligible_listed")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'withdrawn')", name=op.f("ck_nomination_state_listed")
        ),
        sa.CheckConstraint(
            "state <> 'submitted' OR (title IS NOT NULL AND organisation IS NOT NULL AND "
            "canton_code IS NOT NULL AND summary IS NOT NULL)",
            name=op.f("ck_nomination_submitted_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["canton_code"], ["territory.code"], name=op.f("fk_nomination_canton_code")
        ),
        sa.ForeignKeyConstraint(
            ["edition_code"], ["edition.code"], name=op.f("fk_nomination_edition_code")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_code"], ["enterprise.code"], name=op.f("fk_nomination_enterprise_code")
        ),
        sa.PrimaryKeyConstraint("edition_code", "code", name=op.f("pk_nomination")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_nomination_token_hash")),
        *entered("nomination"),
    )
    op.create_index(op.f("ix_nomination_import_batch_id"), "nomination", ["import_batch_id"])
    op.create_table(
        "nomination_answer",
        text("edition_code"),
        text("nomination_code"),
        text("criterion_code"),
        text("text"),
        sa.Column("revision", sa.Integer(), nullable=False),
        moment("saved_at"),
        sa.ForeignKeyConstraint(
            ["edition_code", "criterion_code"],
            ["criterion.edition_code", "criterion.code"],
            name=op.f("fk_nomination_answer_edition_code_criterion_code"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code"],
            ["nomination.edition_code", "nomination.code"],
            name=op.f("fk_nomination_answer_edition_code_nomination_code"),
        ),
        sa.PrimaryKeyConstraint(
            "edition_code", "nomination_code", "criterion_code", name=op.f("pk_nomination_answer")
        ),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        text("edition_code"),
        text("nomination_code"),
        text("criterion_code", nullable=True),
        text("name"),
        text("media_type"),
        sa.Column("size", sa.Integer(), nullable=False),
        text("sha256"),
        text("storage_key"),
        moment("added_at"),
        moment("removed_at", nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_size_counted")),
        sa.ForeignKeyConstraint(
            ["edition_code", "criterion_code"],
            ["criterion.edition_code", "criterion.code"],
            name=op.f("fk_evidence_edition_code_criterion_code"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code"],
            ["nomination.edition_code", "nomination.code"],
            name=op.f("fk_evidence_edition_code_nomination_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_evidence_storage_key")),
    )
    op.create_index(op.f("ix_evidence_edition_code"), "evidence", ["edition_code"])
    op.create_table(
        "eligibility_check",
        text("edition_code"),
        text("nomination_code"),
        text("item"),
        text("outcome"),
        text("reason", nullable=True),
        text("checked_by"),
        moment("checked_at"),
        sa.CheckConstraint(
            "item IN ('RUC', 'TERRITORIO', 'SANCIONES', 'EXPEDIENTE', 'CONSENTIMIENTO', "
            "'INDEPENDENCIA')",
            name=op.f("ck_eligibility_check_item_listed"),
        ),
        sa.CheckConstraint(
            "outcome IN ('SI', 'NO', 'NR')", name=op.f("ck_eligibility_check_outcome_listed")
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code"],
            ["nomination.edition_code", "nomination.code"],
            name=op.f("fk_eligibility_check_edition_code_nomination_code"),
        ),
        sa.PrimaryKeyConstraint(
            "edition_code", "nomination_code", "item", name=op.f("pk_eligibility_check")
        ),
    )
    op.create_table(
        "adoption",
        text("edition_code"),
        text("nomination_code"),
        text("institution"),
        text("territory_code"),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        text("evidence", nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code"],
            ["nomination.edition_code", "nomination.code"],
            name=op.f("fk_adoption_edition_code_nomination_code"),
        ),
        sa.ForeignKeyConstraint(
            ["territory_code"], ["territory.code"], name=op.f("fk_adoption_territory_code")
        ),
        sa.PrimaryKeyConstraint(
            "edition_code", "nomination_code", "institution", name=op.f("pk_adoption")
        ),
        *entered("adoption"),
    )
    op.create_index(op.f("ix_adoption_import_batch_id"), "adoption", ["import_batch_id"])
    op.create_table(
        "juror",
        text("edition_code"),
        text("code"),
        sa.Column("account_id", sa.Integer(), nullable=True),
        moment("left_at", nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_juror_account_id")),
        sa.ForeignKeyConstraint(
            ["edition_code"], ["edition.code"], name=op.f("fk_juror_edition_code")
        ),
        sa.PrimaryKeyConstraint("edition_code", "code", name=op.f("pk_juror")),
        sa.UniqueConstraint(
            "edition_code", "account_id", name=op.f("uq_juror_edition_code_account_id")
        ),
        *entered("juror"),
    )
    op.create_index(op.f("ix_juror_account_id"), "juror", ["account_id"])
    op.create_index(op.f("ix_juror_import_batch_id"), "juror", ["import_batch_id"])
    op.create_table(
        "assignment",
        text("edition_code"),
        text("nomination_code"),
        text("juror_code"),
        text("conflict"),
        text("conflict_kind", nullable=True),
        text("conflict_reason", nullable=True),
        text("declared_by", nullable=True),
        moment("declared_at", nullable=True),
        text("origin"),
        sa.CheckConstraint(
            "conflict_kind IN ('EMPLEO', 'PROPIEDAD', 'PARENTESCO', 'CONSULTORIA', 'GAD', 'OTRO')",
            name=op.f("ck_assignment_conflict_kind_listed"),
        ),
        sa.CheckConstraint(
            "conflict IN ('SI', 'NO', 'NR')", name=op.f("ck_assignment_conflict_listed")
        ),
        sa.CheckConstraint(
            "origin IN ('automatic', 'hand', 'file', 'scores')",
            name=op.f("ck_assignment_origin_listed"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "juror_code"],
            ["juror.edition_code", "juror.code"],
            name=op.f("fk_assignment_edition_code_juror_code"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code"],
            ["nomination.edition_code", "nomination.code"],
            name=op.f("fk_assignment_edition_code_nomination_code"),
        ),
        sa.PrimaryKeyConstraint(
            "edition_code", "nomination_code", "juror_code", name=op.f("pk_assignment")
        ),
        *entered("assignment"),
    )
    op.create_index(op.f("ix_assignment_import_batch_id"), "assignment", ["import_batch_id"])
    op.create_table(
        "sheet",
        text("edition_code"),
        text("nomination_code"),
        text("juror_code"),
        sa.Column("version", sa.Integer(), nullable=False),
        text("note", nullable=True),
        sa.Column("note_revision", sa.Integer(), nullable=False),
        moment("submitted_at", nullable=True),
        text("submitted_by", nullable=True),
        sa.CheckConstraint("version >= 1", name=op.f("ck_sheet_version_counted")),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code", "juror_code"],
            ["assignment.edition_code", "assignment.nomination_code", "assignment.juror_code"],
            name=op.f("fk_sheet_edition_code_nomination_code_juror_code"),
        ),
        sa.PrimaryKeyConstraint(
            "edition_code", "nomination_code", "juror_code", "version", name=op.f("pk_sheet")
        ),
        *entered("sheet"),
    )
    op.create_index(op.f("ix_sheet_import_batch_id"), "sheet", ["import_batch_id"])
    drafts = sa.text("submitted_at IS NULL")
    op.create_index(
        "uq_sheet_one_draft",
        "sheet",
        ["edition_code", "nomination_code", "juror_code"],
        unique=True,
        sqlite_where=drafts,
        postgresql_where=drafts,
    )
    op.create_table(
        "score",
        text("edition_code"),
        text("nomination_code"),
        text("juror_code"),
        sa.Column("version", sa.Integer(), nullable=False),
        text("criterion_code"),
        sa.Column("value", sa.Numeric(12, 4), nullable=True),
        text("not_assessable"),
        text("comment", nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        moment("saved_at", nullable=True),
        sa.CheckConstraint(
            "not_assessable IN ('SI', 'NO', 'NR')", name=op.f("ck_score_not_assessable_listed")
        ),
        sa.CheckConstraint(
            "value IS NULL OR not_assessable <> 'SI'", name=op.f("ck_score_value_or_not_assessable")
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "criterion_code"],
            ["criterion.edition_code", "criterion.code"],
            name=op.f("fk_score_edition_code_criterion_code"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code", "juror_code", "version"],
            ["sheet.edition_code", "sheet.nomination_code", "sheet.juror_code", "sheet.version"],
            name=op.f("fk_score_edition_code_nomination_code_juror_code_version"),
        ),
        sa.PrimaryKeyConstraint(
            "edition_code",
            "nomination_code",
            "juror_code",
            "version",
            "criterion_code",
            name=op.f("pk_score"),
        ),
        *entered("score"),
    )
    op.create_index(op.f("ix_score_import_batch_id"), "score", ["import_batch_id"])
    op.create_table(
        "deliberation_note",
        sa.Column("id", sa.Integer(), nullable=False),
        text("edition_code"),
        text("nomination_code", nullable=True),
        text("author"),
        text("text"),
        moment("at"),
        sa.ForeignKeyConstraint(
            ["edition_code"], ["edition.code"], name=op.f("fk_deliberation_note_edition_code")
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code"],
            ["nomination.edition_code", "nomination.code"],
            name=op.f("fk_deliberation_note_edition_code_nomination_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliberation_note")),
    )
    op.create_index(
        op.f("ix_deliberation_note_edition_code"), "deliberation_note", ["edition_code"]
    )
    op.create_table(
        "tie_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        text("edition_code"),
        sa.Column("nominations", sa.JSON(), nullable=False),
        text("opened_by"),
        moment("opened_at"),
        moment("closed_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_code"], ["edition.code"], name=op.f("fk_tie_vote_edition_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie_vote")),
    )
    op.create_index(op.f("ix_tie_vote_edition_code"), "tie_vote", ["edition_code"])
    op.create_table(
        "ballot",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        text("juror_code"),
        text("edition_code"),
        text("nomination_code"),
        moment("cast_at"),
        sa.ForeignKeyConstraint(
            ["edition_code", "juror_code"],
            ["juror.edition_code", "juror.code"],
            name=op.f("fk_ballot_edition_code_juror_code"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code"],
            ["nomination.edition_code", "nomination.code"],
            name=op.f("fk_ballot_edition_code_nomination_code"),
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["tie_vote.id"], name=op.f("fk_ballot_vote_id")),
        sa.PrimaryKeyConstraint("vote_id", "juror_code", name=op.f("pk_ballot")),
    )
    op.create_table(
        "decision",
        text("edition_code"),
        text("reasons"),
        sa.Column("tie_break", sa.JSON(), nullable=False),
        sa.Column("departs", sa.Boolean(), nullable=False),
        text("decided_by"),
        moment("decided_at"),
        sa.ForeignKeyConstraint(
            ["edition_code"], ["edition.code"], name=op.f("fk_decision_edition_code")
        ),
        sa.PrimaryKeyConstraint("edition_code", name=op.f("pk_decision")),
    )
    op.create_table(
        "honour",
        text("edition_code"),
        text("nomination_code"),
        text("distinction"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "distinction IN ('winner', 'finalist', 'mention')",
            name=op.f("ck_honour_distinction_listed"),
        ),
        sa.CheckConstraint("place >= 1", name=op.f("ck_honour_place_counted")),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code"],
            ["nomination.edition_code", "nomination.code"],
            name=op.f("fk_honour_edition_code_nomination_code"),
        ),
        sa.PrimaryKeyConstraint("edition_code", "nomination_code", name=op.f("pk_honour")),
    )
    # A file may change what was made in the app: there is no batch before it then.
    with op.batch_alter_table("batch_change") as table:
        table.alter_column("previous_batch_id", existing_type=sa.Integer(), nullable=True)
    keep()


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        for name, events in KEPT.items():
            for event in events:
                op.execute(f"DROP FUNCTION {name}_keeps_{event.lower()}()")
    op.execute("DELETE FROM batch_change WHERE previous_batch_id IS NULL")
    with op.batch_alter_table("batch_change") as table:
        table.alter_column("previous_batch_id", existing_type=sa.Integer(), nullable=False)
