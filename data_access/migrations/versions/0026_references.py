"""Indexes of what refers to imported rows: without them each row that is undone reads a table.

Revision: 0026
Follows: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

GIVEN = (("listing", "platform_code"), ("survey_response", "enterprise_code"))
OPTIONAL = (
    ("application", "event_code"),
    ("course_session", "trainer_code"),
    ("nomination", "enterprise_code"),
    ("session_attendance", "enterprise_code"),
    ("vacancy", "event_code"),
    ("vacancy", "platform_code"),
)


def upgrade() -> None:
    for table, column in GIVEN:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for table, column in OPTIONAL:
        given = sa.text(f"{column} IS NOT NULL")
        name = op.f(f"ix_{table}_{column}")
        op.create_index(name, table, [column], sqlite_where=given, postgresql_where=given)


def downgrade() -> None:
    for table, column in (*GIVEN, *OPTIONAL):
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
