"""Rules on awards: editions as they would be after an import, and the juries that score them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from data_access.imports.awards.closed_edition_rules import check_closing
from data_access.imports.awards.edition_row_rules import check_editions
from data_access.imports.awards.jury_warnings import check_juries
from data_access.imports.awards.score_rules import check_scores
from data_access.imports.awards.touched_editions import award_parts
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.sheet_description import Template


def check_awards(
    connection: Connection, tables: dict[str, Table], templates: dict[str, Template]
) -> Iterator[ImportFinding]:
    """Yield every finding of the rules on the editions that a call touches."""
    parts = award_parts(connection, tables, templates)
    if not parts.editions:
        return
    yield from check_editions(tables, parts)
    yield from check_closing(connection, tables, parts)
    yield from check_scores(connection, tables, parts)
    yield from check_juries(tables, parts)
