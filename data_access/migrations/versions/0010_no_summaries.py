"""Answers count from the rows: the summaries that imports kept for them go.

Revision: 0010
Follows: 0009
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ATTRIBUTES = ("sex", "age_group", "nationality", "mobility_status")
SUMS = ("persons", "key_high", "key_low")


def upgrade() -> None:
    for name in ("registered_cell", "supply_cell", "reach_cell", "funnel_cell"):
        op.drop_table(name)


def downgrade() -> None:
    """Make the tables anew, empty: the code of that time fills them at its next import."""
    cells("registered_cell", day("registered_on"), text("isco2"))
    index("registered_cell", "canton_code")
    cells("reach_cell", *map(text, ("measure", "part", "grain")), day("starts_on"), whole("times"))
    op.create_index("ix_reach_cell_asked", "reach_cell", ["measure", "part", "grain", "starts_on"])
    stages = whole("furthest"), whole("recorded")
    cells("funnel_cell", text("channel"), day("registered_on"), *stages)
    index("funnel_cell", "channel")
    op.create_table(
        "supply_cell",
        *map(text, ("survey_code", "canton_code", "isco2")),
        *map(sums, SUMS),
        refers("supply_cell", "canton_code", "territory.code"),
        refers("supply_cell", "survey_code", "survey.code"),
        sa.PrimaryKeyConstraint("survey_code", "canton_code", "isco2", name=op.f("pk_supply_cell")),
    )


def cells(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        whole("id"),
        *columns,
        *map(text, ("canton_code", *ATTRIBUTES)),
        *map(sums, SUMS),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        refers(name, "canton_code", "territory.code"),
    )


def index(name: str, column: str) -> None:
    op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def refers(name: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [parent], name=op.f(f"fk_{name}_{column}"))


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=False)


def whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def sums(name: str) -> sa.Column[int]:
    kind = sa.Integer() if name == "persons" else sa.BigInteger()
    return sa.Column(name, kind, nullable=False)
