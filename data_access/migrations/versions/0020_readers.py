"""What jurors know and nominations ask of their readers; texts of criteria by language.

Revision: 0020
Follows: 0019
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

DESCRIBED = ("juror", "nomination")
OLD, NEW = ("name_en", "levels_es", "levels_en"), ("names", "levels")


def upgrade() -> None:
    # In place: SQLite would make the table anew, which nothing may while rows refer to it.
    for table in DESCRIBED:
        op.add_column(table, sa.Column("topics", sa.String(), nullable=False, server_default=""))
        languages = sa.Column("languages", sa.String(), nullable=False, server_default="ES")
        op.add_column(table, languages)
    for name in NEW:
        op.add_column("criterion", sa.Column(name, sa.JSON(), nullable=True))
    for row in _criteria(*OLD):
        levels = {"es": row.levels_es, "en": row.levels_en}
        _write(
            row,
            names={"en": row.name_en} if row.name_en else None,
            levels={language: own for language, own in levels.items() if own} or None,
        )
    for name in OLD:
        op.drop_column("criterion", name)


def downgrade() -> None:
    op.add_column("criterion", sa.Column("name_en", sa.String(), nullable=True))
    for name in ("levels_es", "levels_en"):
        op.add_column("criterion", sa.Column(name, sa.JSON(), nullable=True))
    for row in _criteria(*NEW):
        names, levels = row.names or {}, row.levels or {}
        own = {f"levels_{language}": levels.get(language) for language in ("es", "en")}
        _write(row, name_en=names.get("en"), **own)
    for name in NEW:
        op.drop_column("criterion", name)
    for table in DESCRIBED:
        op.drop_column(table, "languages")
        op.drop_column(table, "topics")


def _table(*names: str) -> sa.TableClause:
    kinds = {"name_en": sa.String()}
    texts = [sa.column(name, kinds.get(name, sa.JSON(none_as_null=True))) for name in names]
    return sa.table("criterion", sa.column("edition_code"), sa.column("code"), *texts)


def _criteria(*names: str) -> list[sa.Row[Any]]:
    return list(op.get_bind().execute(sa.select(_table(*names))))


def _write(row: sa.Row[Any], **texts: Any) -> None:
    table = _table(*texts)
    same = (table.c.edition_code == row.edition_code, table.c.code == row.code)
    op.get_bind().execute(sa.update(table).where(*same).values(**texts))
