"""Which cells that should be filled are empty, sheet by sheet and over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from data_access import periods
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import places_of
from data_access.answers.publication_rules import ABOUT_PEOPLE
from data_access.answers.quality.quality_answer import (
    OF_SHEETS,
    SHEET,
    SUBJECTS,
    Counts,
    columns_of_share,
    each_sheet,
    quarters,
    sheets_answer,
    unit_of,
)
from data_access.answers.shared_columns import SINCE, TERRITORY
from data_access.facts.recorded import ANY_EMPTY, APPLIES, EMPTY, QUARTER
from data_access.language import Text
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.viewer import Viewer, sees_exact_people

CELLS: Mapping[str, Text] = {
    "sexo": Text("Sexo"),
    "situacion_movilidad": Text("Situación de movilidad"),
    "ciuo2": Text("Ocupación que busca"),
    "codigo_evento": Text("Feria de la que viene"),
    "salario_usd": Text("Salario"),
    "horas_semana": Text("Horas por semana"),
    "contrato": Text("Contrato escrito"),
    "iess": Text("Afiliación al IESS"),
    "nota_pre": Text("Nota inicial"),
    "nota_post": Text("Nota final"),
    "completo": Text("Si completó"),
    "certificado": Text("Si se certificó"),
    "codigo_empresa": Text("Empresa de la que viene"),
    "salida": Text("Hora de salida"),
    "puestos_ocupados": Text("Puestos ocupados"),
    "dispuesta_contratar": Text("Si está dispuesta a contratar"),
    "barreras": Text("Barreras para contratar"),
    "impresiones": Text("Impresiones de la campaña"),
    "codigo_formador": Text("Quién dio la sesión"),
    "lanzamiento": Text("Día de lanzamiento"),
    "lidera_mujer": Text("Si la lidera una mujer"),
    "latitud": Text("Ubicación"),
    "fecha_estado": Text("Desde cuándo está así"),
}
COMPLETENESS = Definition(
    Text(
        "Celdas vacías (o con «no responde») entre aquellas que deberían estar llenas: la nota "
        "final, de quien completó; la feria, de quien llegó por una. De las hojas de personas se "
        "cuentan personas con alguna fila así; de las demás, filas."
    ),
    Text("parte vacía = vacías / filas en que la celda corresponde"),
    Text("OCDE, Marco de calidad de las estadísticas (2011): exactitud y completitud."),
    limits=(Text("Una celda llena puede estar mal llena: eso lo dicen las demás cifras."),),
    rules=(ABOUT_PEOPLE,),
)
OVER_TIME = Definition(
    Text(
        "Personas (o filas) de cada trimestre a las que falta alguna celda de la hoja, entre todas "
        "las del trimestre."
    ),
    Text("parte incompleta = incompletas / todas, por trimestre"),
    Text("OCDE, Marco de calidad de las estadísticas (2011): exactitud y completitud."),
    limits=(Text("Lo reciente suele completarse después: un salario, una hora de salida."),),
    rules=(ABOUT_PEOPLE,),
)


@question(
    "quality.completeness",
    COMPLETENESS,
    SUBJECTS,
    title=Text("Celdas vacías que deberían estar llenas"),
    columns=(
        TERRITORY,
        SHEET,
        AnswerColumn("cell", Kind.CODE, Text("Celda"), CELLS),
        *columns_of_share(Text("Vacías"), Text("Parte vacía")),
    ),
    clock=Clock.QUARTER,
    **OF_SHEETS,
)
def completeness(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each cell that should be filled, with how often it is not."""
    rows: list[dict[str, Any]] = []
    for sheet in each_sheet():
        if not sheet.gaps:
            continue
        counts = Counts(connection, sheet, scope, sheet.marks)
        for gap in sheet.gaps:
            empty, asked = {EMPTY + gap.column: 1}, {APPLIES + gap.column: 1}
            rows += [
                {
                    "territory": place,
                    "sheet": sheet.name,
                    "cell": gap.column,
                    "counted": unit_of(sheet),
                    **counts.share(place, viewer, empty, asked),
                }
                for place in places_of(scope)
            ]
    return sheets_answer(connection, "quality.completeness", viewer, scope, rows)


@question(
    "quality.over_time",
    OVER_TIME,
    SUBJECTS,
    title=Text("Filas incompletas por trimestre"),
    columns=(SINCE, SHEET, *columns_of_share(Text("Incompletas"), Text("Parte incompleta"))),
    clock=Clock.QUARTER,
)
def over_time(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each quarter of each sheet; below monitor only quarters that are over."""
    rows: list[dict[str, Any]] = []
    for sheet in each_sheet():
        if not sheet.gaps:
            continue
        counts = Counts(connection, sheet, scope, sheet.marks, quarters=True)
        for quarter in quarters(connection, sheet):
            first = first_day(quarter)
            if not sees_exact_people(viewer) and first >= periods.quarter_of(scope.today):
                continue
            own = {QUARTER: quarter}
            row = counts.share(scope.territory, viewer, {ANY_EMPTY: 1}, own)
            rows.append({"period": first, "sheet": sheet.name, "counted": unit_of(sheet), **row})
    return sheets_answer(connection, "quality.over_time", viewer, scope, rows)


def first_day(quarter: int) -> dt.date:
    """Return the first day of a quarter, which is a year * 10 + 1 to 4."""
    year, number = divmod(quarter, 10)
    return dt.date(year, 3 * number - 2, 1)
