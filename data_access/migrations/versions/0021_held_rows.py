"""Rows of approved batches that a monitor has to decide about.

Revision: 0021
Follows: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("row_key", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "reason IN ('residence', 'consent', 'unknown', 'elsewhere', 'with')",
            name=op.f("ck_held_row_reason_listed"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'taken', 'declined')", name=op.f("ck_held_row_state_listed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_row")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_held_row_batch_id")
        ),
    )
    for column in ("batch_id", "sheet"):
        op.create_index(op.f(f"ix_held_row_{column}"), "held_row", [column])
    # In place: SQLite would make the table anew, which nothing may while rows refer to it.
    op.add_column("import_batch", sa.Column("rows_held", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("import_batch", "rows_held")
    op.drop_table("held_row")
