"""Stamps of the data versions, by which a copy of the rows is known to be of these very rows.

Revision: 0011
Follows: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("stamp", "rewritten"):
        op.add_column(
            "data_version", sa.Column(name, sa.String(), nullable=False, server_default="")
        )


def downgrade() -> None:
    for name in ("rewritten", "stamp"):
        op.drop_column("data_version", name)
