"""Which office each batch came from: a leader's place, or the whole programme.

Revision: 0019
Follows: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0015"
branch_labels = None
depends_on = None

PROGRAMME, LEADER = "EC", "leader"


def upgrade() -> None:
    # In place: SQLite would make the table anew, which nothing may while rows refer to it.
    column = sa.Column("office", sa.String(), nullable=False, server_default=PROGRAMME)
    op.add_column("import_batch", column)
    account = sa.table("account", sa.column("id"), sa.column("email"))
    grant = sa.table(
        "role_grant", sa.column("account_id"), sa.column("role"), sa.column("territory_code")
    )
    led = (
        sa.select(account.c.email, grant.c.territory_code)
        .join(grant, grant.c.account_id == account.c.id)
        .where(grant.c.role == LEADER)
        .order_by(grant.c.territory_code)
    )
    connection = op.get_bind()
    places: dict[str, list[str]] = {}
    for email, place in connection.execute(led):
        places.setdefault(email, []).append(place)
    # Whoever holds a wider role as well brought in the programme's data.
    wide = sa.select(account.c.email).join(grant, grant.c.account_id == account.c.id)
    for email in connection.scalars(wide.where(grant.c.role.in_(("monitor", "administrator")))):
        places.pop(email, None)
    batch = sa.table("import_batch", sa.column("author"), sa.column("office"))
    for email, own in places.items():
        of_author = sa.update(batch).where(batch.c.author == email)
        connection.execute(of_author.values(office=",".join(own)))


def downgrade() -> None:
    op.drop_column("import_batch", "office")
