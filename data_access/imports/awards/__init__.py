"""Rules on awards: editions as they would be after an import, and the juries that score them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from data_access.imports.awards.closing import check_closing
from data_access.imports.awards.editions import check_editions
from data_access.imports.awards.juries import check_juries
from data_access.imports.awards.parts import award_parts
from data_access.imports.awards.scores import check_scores
from data_access.imports.checking import Table
from data_access.imports.findings import Finding
from data_access.imports.templates import Template


def check_awards(
    connection: Connection, tables: dict[str, Table], templates: dict[str, Template]
) -> Iterator[Finding]:
    """Everything the rules have to say of the editions that a call touches."""
    parts = award_parts(connection, tables, templates)
    if not parts.editions:
        return
    yield from check_editions(tables, parts)
    yield from check_closing(connection, tables, parts)
    yield from check_scores(connection, tables, parts)
    yield from check_juries(tables, parts)
