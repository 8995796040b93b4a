"""What makes an award stand up to an appeal.

Revision: 0012
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0008"
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


def downgrade() -> None:
    op.drop_table("text_draft")
    op.drop_table("weight_change")
    op.drop_table("ranking_view")
    op.drop_column("decision", "below_minimum")
