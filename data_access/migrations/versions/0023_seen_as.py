"""As whom the reader of a session looks at pages.

Revision: 0023
Follows: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: SQLite would make the table anew, which nothing may while rows refer to it.
    op.add_column("session", sa.Column("seen_as", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("session", "seen_as")
