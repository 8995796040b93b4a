"""What happened in a place and may explain a change: marked on the series.

Revision: 0024
Follows: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

PARENTS = {"territory_code": "territory.code", "import_batch_id": "import_batch.id"}


def upgrade() -> None:
    op.create_table(
        "milestone",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("territory_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("link", sa.String()),
        sa.Column("import_batch_id", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_milestone")),
        *(
            sa.ForeignKeyConstraint([column], [parent], name=op.f(f"fk_milestone_{column}"))
            for column, parent in PARENTS.items()
        ),
    )
    op.create_index(op.f("ix_milestone_import_batch_id"), "milestone", ["import_batch_id"])


def downgrade() -> None:
    op.drop_table("milestone")
