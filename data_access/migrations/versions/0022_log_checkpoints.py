"""Checkpoints of the log: where retention has cut it, under a seal.

Revision: 0022
Follows: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ONLY_ADDED = "the audit log is only ever added to"
CUT = "(SELECT coalesce(max(through), 0) FROM audit_checkpoint)"
# An entry goes only if a checkpoint stands for it, and a checkpoint never does.
SINCE = {
    "sqlite": [
        "DROP TRIGGER audit_event_keeps_delete",
        f"""CREATE TRIGGER audit_event_keeps_delete BEFORE DELETE ON audit_event
        WHEN OLD.id > {CUT} BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END""",
        f"""CREATE TRIGGER audit_checkpoint_keeps_update BEFORE UPDATE ON audit_checkpoint
        BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END""",
        f"""CREATE TRIGGER audit_checkpoint_keeps_delete BEFORE DELETE ON audit_checkpoint
        BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END""",
    ],
    "postgresql": [
        "DROP TRIGGER audit_event_keeps_delete ON audit_event",
        f"""CREATE FUNCTION audit_event_keeps_uncut() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF OLD.id > {CUT} THEN RAISE EXCEPTION '{ONLY_ADDED}'; END IF;
        RETURN OLD; END $$""",
        """CREATE TRIGGER audit_event_keeps_delete BEFORE DELETE ON audit_event
        FOR EACH ROW EXECUTE FUNCTION audit_event_keeps_uncut()""",
        """CREATE TRIGGER audit_checkpoint_keeps_update BEFORE UPDATE ON audit_checkpoint
        FOR EACH ROW EXECUTE FUNCTION audit_event_keeps()""",
        """CREATE TRIGGER audit_checkpoint_keeps_delete BEFORE DELETE ON audit_checkpoint
        FOR EACH ROW EXECUTE FUNCTION audit_event_keeps()""",
    ],
}
BEFORE = {
    "sqlite": [
        "DROP TRIGGER audit_event_keeps_delete",
        f"""CREATE TRIGGER audit_event_keeps_delete BEFORE DELETE ON audit_event
        BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END""",
    ],
    "postgresql": [
        "DROP TRIGGER audit_event_keeps_delete ON audit_event",
        "DROP FUNCTION audit_event_keeps_uncut()",
        """CREATE TRIGGER audit_event_keeps_delete BEFORE DELETE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_keeps()""",
    ],
}


def upgrade() -> None:
    op.create_table(
        "audit_checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checkpoint")),
    )
    for statement in SINCE[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in BEFORE[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("audit_checkpoint")
