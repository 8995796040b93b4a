"""Help to governments: the level of a government and its place say the same."""

from __future__ import annotations

from collections.abc import Iterator

from data_access import territory
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.row_rules import rule_of, where
from data_access.language import Text

LEVELS = {"country": "NACIONAL", "province": "PROVINCIAL", "canton": "CANTONAL"}


@rule_of("asistencias")
def level_of_the_place(table: Table) -> Iterator[ImportFinding]:
    """Report governments of another level than their place: a cantonal one governs a canton."""
    places = table.frame["territory_code"]
    levels = places.map(lambda code: LEVELS.get(territory.level(code)) if code else None)
    for position in where(table, levels != table.frame["level"], "territory_code", "level"):
        yield table.finding(
            position,
            "territory_code",
            "nivel_territorio",
            Text("El territorio no es del nivel de gobierno que dice la fila."),
            error=False,
        )
