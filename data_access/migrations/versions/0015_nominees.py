"""Who may be nominated, and who is.

Revision: 0015
Follows: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ALL = "EMPRESA;ENTIDAD;CAMARA;GREMIO;COOPERATIVA;OSC"


def upgrade() -> None:
    # In place: SQLite would make the table anew, which nothing may while rows refer to it.
    admitted = sa.Column("nominees", sa.String(), nullable=False, server_default=ALL)
    op.add_column("edition", admitted)
    op.add_column("nomination", sa.Column("kind", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("nomination", "kind")
    op.drop_column("edition", "nominees")
