"""What makes an award stand up to an appeal.

Revision: 0009_appeals
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009_appeals"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: SQLite would make the table anew, which nothing may while rows refer to it.
    op.add_column("decision", sa.Column("below_minimum", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("decision", "below_minimum")
