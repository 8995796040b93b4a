"""Alembic environment: runs on the connection that `database.migrate` hands over."""

from alembic import context

from data_access.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    # SQLite cannot alter a table in place; batch mode copies it.
    render_as_batch=True,
    compare_type=True,
)
# The caller's transaction is the one: all revisions or none.
context.run_migrations()
