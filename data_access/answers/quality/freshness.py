"""How far the data of each sheet reach and how many there are: what every page rests on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Empty, Kind
from data_access.answers.programme_results import whole
from data_access.answers.publication_rules import ABOUT_PEOPLE
from data_access.answers.quality.quality_answer import (
    OF,
    SHEET,
    SUBJECTS,
    UNIT,
    Counts,
    each_sheet,
    sheets_answer,
    told_day,
    unit_of,
)
from data_access.answers.shared_columns import FLAG, TERRITORY
from data_access.disclosure import UNKNOWN
from data_access.language import Text
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.viewer import Viewer

LAST_DAY = AnswerColumn("last_day", Kind.DATE, Text("Llega hasta"), empty=Empty.NONE)
FRESHNESS = Definition(
    Text(
        "De cada hoja, cuántas personas (o filas) hay en el lugar y hasta qué día llega. Una "
        "página que se apoya en datos viejos o en muy pocos lo dice."
    ),
    Text("n = |{ persona o fila de la hoja }|;  último día = máx fecha"),
    Text("OCDE, Marco de calidad de las estadísticas (2011): actualidad."),
    limits=(Text("El último día es el de la hoja en todo el país, no el del lugar."),),
    rules=(ABOUT_PEOPLE,),
)


@question(
    "quality.freshness",
    FRESHNESS,
    SUBJECTS,
    title=Text("Hasta cuándo llegan los datos"),
    columns=(TERRITORY, SHEET, UNIT, OF, LAST_DAY, FLAG),
    clock=Clock.QUARTER,
)
def freshness(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return a row for each sheet."""
    rows: list[dict[str, Any]] = []
    for sheet in each_sheet():
        found = Counts(connection, sheet, scope, []).number(scope.territory, viewer)
        rows.append(
            {
                "territory": scope.territory,
                "sheet": sheet.name,
                "counted": unit_of(sheet),
                "of": whole(found),
                "last_day": told_day(connection, sheet, viewer, scope),
                "flag": UNKNOWN if found.value == 0 else found.flag,
            }
        )
    return sheets_answer(connection, "quality.freshness", viewer, scope, rows)
