"""Awards: editions and their rubric, nominations, juries, scores and adoptions."""

from __future__ import annotations

from data_access import lists
from data_access.imports.sheet_description import (
    CANTONS,
    PLACES,
    Reference,
    SheetColumn,
    Template,
    WholeProgramme,
)
from data_access.imports.sheets.shared_sheet_columns import CANTON, ENTERPRISE_CODE
from data_access.language import Text
from data_access.tables import Adoption, Assignment, Criterion, Edition, Juror, Nomination, Score

EDITION_CODE = Text("Código de la edición, por ejemplo EMP-2026.")
NOMINATION_CODE = Text("Código de la postulación.")
JUROR_CODE = Text("Código del miembro del jurado; nunca su nombre.")
SCORE_DIGITS = 4
OF_EDITION = Reference(("edicion",), "ediciones")
OF_NOMINATION = Reference(("edicion", "codigo_postulacion"), "postulaciones")
OF_JUROR = Reference(("edicion", "codigo_jurado"), "jurados")


def _edition() -> SheetColumn:
    return SheetColumn("edicion", "edition_code", "code", EDITION_CODE, key=True)


def _nomination() -> SheetColumn:
    return SheetColumn("codigo_postulacion", "nomination_code", "code", NOMINATION_CODE, key=True)


def _juror() -> SheetColumn:
    return SheetColumn("codigo_jurado", "juror_code", "code", JUROR_CODE, key=True)


EDICIONES = Template(
    "ediciones",
    Edition,
    "awards",
    Text("Ediciones de los premios: fechas, escala y reglas del jurado."),
    (
        SheetColumn("edicion", "code", "code", EDITION_CODE, key=True),
        SheetColumn("premio", "award", "choice", Text("Premio."), codes=lists.AWARD),
        SheetColumn("nombre", "name", "text", Text("Nombre con que se publica.")),
        SheetColumn(
            "apertura", "opens_at", "moment", Text("Cuándo abre la convocatoria."), past=False
        ),
        SheetColumn(
            "cierre_postulaciones",
            "nominations_close_at",
            "moment",
            Text("Hasta cuándo se postula; una fecha sola incluye todo el día."),
            past=False,
            closes=True,
        ),
        SheetColumn(
            "cierre_puntajes",
            "scores_close_at",
            "moment",
            Text("Hasta cuándo se califica; una fecha sola incluye todo el día."),
            past=False,
            closes=True,
        ),
        SheetColumn(
            "puntaje_min",
            "score_min",
            "decimal",
            Text("Puntaje más bajo de la escala."),
            digits=SCORE_DIGITS,
        ),
        SheetColumn(
            "puntaje_max",
            "score_max",
            "decimal",
            Text("Puntaje más alto de la escala."),
            digits=SCORE_DIGITS,
        ),
        SheetColumn(
            "paso",
            "score_step",
            "decimal",
            Text("Distancia entre dos puntajes seguidos."),
            least=0,
            digits=SCORE_DIGITS,
        ),
        SheetColumn(
            "jurados_minimo",
            "jurors_min",
            "integer",
            Text("Miembros del jurado que debe tener cada postulación como mínimo."),
            least=1,
            most=100,
        ),
        SheetColumn(
            "fecha_resultado",
            "published_at",
            "moment",
            Text("Cuándo se publicó el resultado; vacío mientras no se publique."),
            required=False,
        ),
    ),
    place=WholeProgramme(),
)
CRITERIOS = Template(
    "criterios",
    Criterion,
    "awards",
    Text("Criterios de cada edición; sus pesos suman 100."),
    (
        _edition(),
        SheetColumn("criterio", "code", "code", Text("Código del criterio."), key=True),
        SheetColumn("nombre", "name", "text", Text("Nombre del criterio.")),
        SheetColumn(
            "peso",
            "weight",
            "decimal",
            Text("Peso, de 100 en total."),
            least=0.01,
            most=100,
            percent=True,
        ),
        SheetColumn("orden", "position", "integer", Text("Lugar en la lista."), least=0, most=1000),
    ),
    (OF_EDITION,),
    place=WholeProgramme(),
)
POSTULACIONES = Template(
    "postulaciones",
    Nomination,
    "awards",
    Text("Prácticas postuladas y si cumplen los requisitos."),
    (
        _edition(),
        SheetColumn("codigo_postulacion", "code", "code", NOMINATION_CODE, key=True),
        SheetColumn("nombre", "title", "text", Text("Nombre de la práctica postulada.")),
        SheetColumn("organizacion", "organisation", "text", Text("Organización que postula.")),
        SheetColumn("codigo_empresa", "enterprise_code", "code", ENTERPRISE_CODE, required=False),
        SheetColumn("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        SheetColumn("resumen", "summary", "text", Text("La práctica en pocas frases.")),
        SheetColumn(
            "elegible",
            "eligible",
            "choice",
            Text("¿Cumple los requisitos? NR: todavía no se revisa."),
            codes=lists.YES_NO,
        ),
    ),
    (OF_EDITION, Reference(("codigo_empresa",), "empresas")),
    place=WholeProgramme(),
)
JURADOS = Template(
    "jurados",
    Juror,
    "awards",
    Text("Miembros del jurado de cada edición, bajo un código."),
    (_edition(), SheetColumn("codigo_jurado", "code", "code", JUROR_CODE, key=True)),
    (OF_EDITION,),
    place=WholeProgramme(),
)
ASIGNACIONES = Template(
    "asignaciones",
    Assignment,
    "awards",
    Text("Qué califica cada miembro del jurado; sin esta hoja, lo que calificó."),
    (
        _edition(),
        _nomination(),
        _juror(),
        SheetColumn(
            "conflicto",
            "conflict",
            "choice",
            Text("¿Declara un conflicto de interés? SI lo recusa de esta postulación."),
            codes=lists.YES_NO,
        ),
    ),
    (OF_EDITION, OF_NOMINATION, OF_JUROR),
    place=WholeProgramme(),
)
PUNTAJES = Template(
    "puntajes",
    Score,
    "awards",
    Text("Puntajes del jurado, una fila por criterio."),
    (
        _edition(),
        _nomination(),
        _juror(),
        SheetColumn("criterio", "criterion_code", "code", Text("Código del criterio."), key=True),
        SheetColumn(
            "puntaje",
            "value",
            "decimal",
            Text("Puntaje en la escala de la edición; vacío si no es evaluable."),
            required=False,
            digits=SCORE_DIGITS,
        ),
        SheetColumn(
            "no_evaluable",
            "not_assessable",
            "choice",
            Text("SI cuando el expediente no permite evaluar el criterio."),
            codes=lists.YES_NO,
        ),
    ),
    (OF_EDITION, OF_NOMINATION, OF_JUROR, Reference(("edicion", "criterio"), "criterios")),
    versioned=True,
    place=WholeProgramme(),
)
ADOPCIONES = Template(
    "adopciones",
    Adoption,
    "awards",
    Text("Instituciones que adoptaron una práctica postulada."),
    (
        _edition(),
        _nomination(),
        SheetColumn(
            "institucion", "institution", "text", Text("Institución que la adoptó."), key=True
        ),
        SheetColumn("territorio", "territory_code", "choice", Text("Código DPA."), codes=PLACES),
        SheetColumn("fecha", "adopted_on", "date", Text("Día de la adopción.")),
        SheetColumn(
            "evidencia",
            "evidence",
            "text",
            Text("Dónde consta la adopción."),
            required=False,
        ),
    ),
    (OF_EDITION, OF_NOMINATION),
    place=WholeProgramme(),
)
