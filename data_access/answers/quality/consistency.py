"""Rows that contradict others of the same or another sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

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
    sheets_answer,
    span,
    unit_of,
)
from data_access.answers.shared_columns import TERRITORY
from data_access.facts.contradictions import ASKED, BROKEN, CONTRADICTIONS, LONG_OPEN, SILENT
from data_access.language import Text
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.viewer import Viewer

RULES: Mapping[str, Text] = {
    "contrato_sin_colocacion": Text("Contratada en la intermediación, sin su colocación"),
    "colocacion_sin_postulacion": Text("Colocada en una vacante a la que no postuló"),
    "colocaciones_solapadas": Text("Con un trabajo que empieza antes de terminar el anterior"),
    "plazas_rebasadas": Text("En una vacante con más colocadas que plazas"),
    "contacto_antiguo": Text("Con trabajo abierto y sin contacto en {days} días", days=SILENT),
    "asistencia_sin_inscripcion": Text("Asistió a una cohorte en la que no está inscrita"),
    "completo_sin_asistencia": Text("Completó un curso sin asistir a ninguna sesión"),
    "certificado_sin_completar": Text("Certificada sin haber completado"),
    "nota_menor": Text("Nota final menor que la inicial"),
    "venta_fuera": Text("Con ventas de un mes en que su oferta no estaba publicada"),
    "visita_larga": Text("Con una visita de más de un día"),
    "vacante_abierta": Text("Vacante abierta por más de {days} días", days=LONG_OPEN),
    "feria_sin_empresas": Text("Feria sin ninguna empresa registrada"),
    "cohorte_dos_cursos": Text("Sesión de una cohorte que está en dos cursos"),
}
CONSISTENCY = Definition(
    Text(
        "Personas (o filas) de las que una hoja dice algo que otra contradice, entre todas las que "
        "se pueden comprobar. No siempre es un error: es lo que conviene mirar."
    ),
    Text("parte = contradicen la regla / se pueden comprobar"),
    Text("OCDE, Marco de calidad de las estadísticas (2011): coherencia."),
    limits=(
        Text(
            "Lo que depende del tiempo se mide al último día de los datos: después no se sabe nada."
        ),
    ),
    rules=(ABOUT_PEOPLE,),
)


@question(
    "quality.consistency",
    CONSISTENCY,
    SUBJECTS,
    title=Text("Filas que se contradicen"),
    columns=(
        TERRITORY,
        SHEET,
        AnswerColumn("rule", Kind.CODE, Text("Qué se contradice"), RULES),
        *columns_of_share(Text("Contradicen"), Text("Parte que contradice")),
    ),
    clock=Clock.QUARTER,
    **OF_SHEETS,
)
def consistency(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each rule with how many break it."""
    rows: list[dict[str, Any]] = []
    for rule in RULES:
        asked = CONTRADICTIONS[rule]
        ends = span(connection, asked.sheet.name)
        if ends is None:
            continue
        counts = Counts(connection, asked.sheet, scope, asked.flags(ends[1]))
        rows += [
            {
                "territory": place,
                "sheet": asked.sheet.name,
                "rule": rule,
                "counted": unit_of(asked.sheet),
                **counts.share(place, viewer, {BROKEN: 1}, {ASKED: 1}),
            }
            for place in places_of(scope)
        ]
    return sheets_answer(connection, "quality.consistency", viewer, scope, rows)
