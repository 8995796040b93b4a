"""Accounts, roles, invitations, sessions, the audit log and official totals.

Revision: 0003
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLES = "role IN ('leader', 'juror', 'secretary', 'monitor', 'administrator')"
AWARDS = "award IN ('EMPRESAS', 'ENTIDADES')"
# The log is only ever added to, whoever speaks to the database.
KEEP = {
    "sqlite": [
        """CREATE TRIGGER audit_event_keeps_{event} BEFORE {event} ON audit_event
        BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END""",
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION audit_event_keeps() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit log is only ever added to'; END $$""",
        """CREATE TRIGGER audit_event_keeps_{event} BEFORE {event} ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_keeps()""",
    ],
}


def moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def held(table: str) -> list[sa.schema.SchemaItem]:
    """A role and what it is for."""
    return [
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("territory_code", sa.String(), nullable=True),
        sa.Column("edition_code", sa.String(), nullable=True),
        sa.Column("award", sa.String(), nullable=True),
        sa.CheckConstraint(ROLES, name=op.f(f"ck_{table}_role_listed")),
        sa.CheckConstraint(AWARDS, name=op.f(f"ck_{table}_award_listed")),
        sa.ForeignKeyConstraint(
            ["territory_code"], ["territory.code"], name=op.f(f"fk_{table}_territory_code")
        ),
    ]


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        moment("created_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        *held("role_grant"),
        moment("granted_at"),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_role_grant_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint(
            "account_id",
            "role",
            "territory_code",
            "edition_code",
            "award",
            name=op.f("uq_role_grant_account_id_role_territory_code_edition_code_award"),
        ),
    )
    op.create_index(op.f("ix_role_grant_account_id"), "role_grant", ["account_id"])
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        *held("invitation"),
        sa.Column("invited_by", sa.String(), nullable=False),
        moment("created_at"),
        moment("expires_at"),
        moment("used_at", nullable=True),
        moment("revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_email"), "invitation", ["email"])
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        moment("created_at"),
        moment("seen_at"),
        moment("expires_at"),
        moment("ended_at", nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_token_hash")),
    )
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"])
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        moment("at"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index("ix_audit_event_at", "audit_event", ["at"])
    for event in ("UPDATE", "DELETE"):
        for statement in KEEP[op.get_bind().dialect.name]:
            op.execute(statement.format(event=event))
    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        moment("created_at"),
        moment("valid_after", nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_identity_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_identity_issuer_subject")),
    )
    op.create_index(op.f("ix_identity_account_id"), "identity", ["account_id"])
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("source_hash", sa.String(), nullable=False),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index("ix_attempt_kind_source_at", "attempt", ["kind", "source_hash", "at"])
    op.create_table(
        "official_total",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("territory_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        moment("released_at"),
        sa.Column("released_by", sa.String(), nullable=False),
        sa.CheckConstraint("persons >= 0", name=op.f("ck_official_total_persons_not_negative")),
        sa.ForeignKeyConstraint(
            ["territory_code"], ["territory.code"], name=op.f("fk_official_total_territory_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_total")),
        sa.UniqueConstraint(
            "measure",
            "territory_code",
            "year",
            "released_at",
            name=op.f("uq_official_total_measure_territory_code_year_released_at"),
        ),
    )


def downgrade() -> None:
    tables = ("official_total", "attempt", "identity", "audit_event", "session", "invitation")
    for table in (*tables, "role_grant", "account"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_event_keeps()")
