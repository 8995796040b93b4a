"""Evidence of what is entered in forms, and the figures of periods that were closed.

Revision: 0008
Follows: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: SQLite would make the table anew, which nothing may while rows refer to it.
    op.add_column("import_batch", sa.Column("evidence", sa.String(), nullable=True))
    op.create_table(
        "period_closing",
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("vintage", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=False),
        sa.Column("closed_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("last_batch", sa.Integer(), nullable=False),
        sa.CheckConstraint("vintage >= 1", name=op.f("ck_period_closing_vintage_counted")),
        sa.PrimaryKeyConstraint("period", "vintage", name=op.f("pk_period_closing")),
    )
    op.create_table(
        "frozen_figure",
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("vintage", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("territory_code", sa.String(), nullable=False),
        sa.Column("indicator_code", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("actual", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("flag", sa.String(), nullable=True),
        sa.Column("missing", sa.String(), nullable=True),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "audience IN ('exact', 'public')", name=op.f("ck_frozen_figure_audience_listed")
        ),
        sa.PrimaryKeyConstraint(
            "period",
            "vintage",
            "territory_code",
            "indicator_code",
            "audience",
            name=op.f("pk_frozen_figure"),
        ),
        sa.ForeignKeyConstraint(
            ["period", "vintage"],
            ["period_closing.period", "period_closing.vintage"],
            name=op.f("fk_frozen_figure_period_vintage"),
        ),
        sa.ForeignKeyConstraint(
            ["territory_code"], ["territory.code"], name=op.f("fk_frozen_figure_territory_code")
        ),
    )


def downgrade() -> None:
    op.drop_table("frozen_figure")
    op.drop_table("period_closing")
    op.drop_column("import_batch", "evidence")
