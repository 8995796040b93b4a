"""Releases, the answers told from them, and batches that wait for a monitor.

Revision: 0014
Follows: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('current', 'old', 'taken_back')", name=op.f("ck_release_state_listed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_table(
        "release_snapshot",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("release_id", "part", name=op.f("pk_release_snapshot")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_snapshot_release_id")
        ),
    )
    op.create_table(
        "stored_answer",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "release_id", "name", "audience", "scope", name=op.f("pk_stored_answer")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_stored_answer_release_id")
        ),
    )
    op.create_table(
        "release_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at_work", sa.Boolean(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=True),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('release', 'ahead')", name=op.f("ck_release_attempt_kind_listed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_attempt")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_attempt_release_id")
        ),
    )
    op.create_index(
        "uq_release_attempt_at_work",
        "release_attempt",
        ["kind"],
        unique=True,
        sqlite_where=sa.text("at_work"),
        postgresql_where=sa.text("at_work"),
    )
    # In place: SQLite would make the table anew, which nothing may while rows refer to it.
    op.execute(
        "ALTER TABLE import_batch ADD COLUMN waiting VARCHAR CONSTRAINT "
        "ck_import_batch_waiting_listed CHECK (waiting IN ('import', 'undo'))"
    )
    op.create_table(
        "waiting_file",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "at", name=op.f("pk_waiting_file")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_waiting_file_batch_id")
        ),
    )
    # Whoever starts the application next makes the first release of data that were there before.
    op.execute(
        "INSERT INTO setting (key, value) SELECT 'release_due', '1' "
        "WHERE EXISTS (SELECT 1 FROM import_batch WHERE undone_at IS NULL)"
    )


def downgrade() -> None:
    op.drop_table("waiting_file")
    op.drop_column("import_batch", "waiting")
    op.drop_table("release_attempt")
    op.drop_table("stored_answer")
    op.drop_table("release_snapshot")
    op.drop_table("release")
    op.execute("DELETE FROM setting WHERE key = 'release_due'")
