"""Record keys of people, and their sums in the summaries.

Revision: 0002
Follows: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

HALVES = ("key_high", "key_low")
CELLS = ("registered_cell", "supply_cell")


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        for half in HALVES:
            table.add_column(sa.Column(f"record_{half}", sa.BigInteger(), nullable=True))
    for name in CELLS:
        # Cells are derived: they are filled again as soon as people have their keys.
        op.execute(sa.delete(sa.table(name)))
        with op.batch_alter_table(name) as table:
            for half in HALVES:
                table.add_column(sa.Column(half, sa.BigInteger(), nullable=False))


def downgrade() -> None:
    for name in CELLS:
        with op.batch_alter_table(name) as table:
            for half in HALVES:
                table.drop_column(half)
    with op.batch_alter_table("person") as table:
        for half in HALVES:
            table.drop_column(f"record_{half}")
