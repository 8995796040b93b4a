"""What makes an award stand up to an appeal.

Revision: 0012
Follows: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: SQLite would make the table anew, which nothing may while rows refer to it.
    op.add_column("decision", sa.Column("below_minimum", sa.String(), nullable=True))
    op.create_table(
        "ranking_view",
        sa.Column("edition_code", sa.String(), nullable=False),
        sa.Column("viewer", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_code"], ["edition.code"], name=op.f("fk_ranking_view_edition_code")
        ),
        sa.PrimaryKeyConstraint("edition_code", "viewer", name=op.f("pk_ranking_view")),
    )
    op.create_table(
        "weight_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_code", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_code"], ["edition.code"], name=op.f("fk_weight_change_edition_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weight_change")),
    )
    op.create_index(op.f("ix_weight_change_edition_code"), "weight_change", ["edition_code"])
    op.create_table(
        "text_draft",
        sa.Column("writer", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("writer", "key", name=op.f("pk_text_draft")),
    )
    days = sa.Column("appeal_days", sa.Integer(), nullable=False, server_default="10")
    op.add_column("edition", days)
    _feedback()
    _appeals()


def _feedback() -> None:
    op.create_table(
        "feedback_consent",
        *_of_a_sheet("feedback_consent"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "edition_code", "nomination_code", "juror_code", name=op.f("pk_feedback_consent")
        ),
    )
    op.create_table(
        "feedback_comment",
        *_of_a_sheet("feedback_comment"),
        sa.Column("criterion_code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("released_by", sa.String(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_code", "criterion_code"],
            ["criterion.edition_code", "criterion.code"],
            name=op.f("fk_feedback_comment_edition_code_criterion_code"),
        ),
        sa.PrimaryKeyConstraint(
            "edition_code",
            "nomination_code",
            "juror_code",
            "criterion_code",
            name=op.f("pk_feedback_comment"),
        ),
    )


def _of_a_sheet(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("edition_code", sa.String(), nullable=False),
        sa.Column("nomination_code", sa.String(), nullable=False),
        sa.Column("juror_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code"],
            ["nomination.edition_code", "nomination.code"],
            name=op.f(f"fk_{table}_edition_code_nomination_code"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "juror_code"],
            ["juror.edition_code", "juror.code"],
            name=op.f(f"fk_{table}_edition_code_juror_code"),
        ),
    ]


def _appeals() -> None:
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_code", sa.String(), nullable=False),
        sa.Column("nomination_code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('upheld', 'partly', 'dismissed')", name=op.f("ck_appeal_outcome_listed")
        ),
        sa.ForeignKeyConstraint(
            ["edition_code"], ["edition.code"], name=op.f("fk_appeal_edition_code")
        ),
        sa.ForeignKeyConstraint(
            ["edition_code", "nomination_code"],
            ["nomination.edition_code", "nomination.code"],
            name=op.f("fk_appeal_edition_code_nomination_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
    )
    op.create_index(op.f("ix_appeal_edition_code"), "appeal", ["edition_code"])


def downgrade() -> None:
    op.drop_table("appeal")
    op.drop_table("feedback_comment")
    op.drop_table("feedback_consent")
    op.drop_column("edition", "appeal_days")
    op.drop_table("text_draft")
    op.drop_table("weight_change")
    op.drop_table("ranking_view")
    op.drop_column("decision", "below_minimum")
