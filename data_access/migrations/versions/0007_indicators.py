"""Baselines and targets of the results framework.

Revision: 0007
Follows: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "target",
        sa.Column("indicator_code", sa.String(), nullable=False),
        sa.Column("territory_code", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("baseline", sa.Numeric(14, 4), nullable=True),
        sa.Column("target", sa.Numeric(14, 4), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint(
            "indicator_code", "territory_code", "period", name=op.f("pk_target")
        ),
        sa.ForeignKeyConstraint(
            ["territory_code"], ["territory.code"], name=op.f("fk_target_territory_code")
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"], ["import_batch.id"], name=op.f("fk_target_import_batch_id")
        ),
    )
    op.create_index(op.f("ix_target_import_batch_id"), "target", ["import_batch_id"])


def downgrade() -> None:
    op.drop_table("target")
