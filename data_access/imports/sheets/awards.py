"""Awards: editions and their rubric, nominations, juries, scores and adoptions."""

from __future__ import annotations

from data_access import lists
from data_access.imports.sheets.columns import CANTON, ENTERPRISE_CODE
from data_access.imports.templates import (
    CANTONS,
    PLACES,
    Column,
    Reference,
    Template,
    WholeProgramme,
)
from data_access.language import Text
from data_access.tables import Adoption, Assignment, Criterion, Edition, Juror, Nomination, Score

EDITION_CODE = Text("Código de la edición, por ejemplo EMP-2026.")
NOMINATION_CODE = Text("Código de la postulación.")
JUROR_CODE = Text("Código del miembro del jurado; nunca su nombre.")
SCORE_DIGITS = 4
OF_EDITION = Reference(("edicion",), "ediciones")
OF_NOMINATION = Reference(("edicion", "codigo_postulacion"), "postulaciones")
OF_JUROR = Reference(("edicion", "codigo_jurado"), "jurados")


def _edition() -> Column:
    return Column("edicion", "edition_code", "code", EDITION_CODE, key=True)


def _nomination() -> Column:
    return Column("codigo_postulacion", "nomination_code", "code", NOMINATION_CODE, key=True)


def _juror() -> Column:
    return Column("codigo_jurado", "juror_code", "code", JUROR_CODE, key=True)


EDICIONES = Template(
    "ediciones",
    Edition,
    "awards",
    Text("Ediciones de los premios: fechas, escala y reglas del jurado."),
    (
        Column("edicion", "code", "code", EDITION_CODE, key=True),
        Column("premio", "award", "choice", Text("Premio."), codes=lists.AWARD),
        Column("nombre", "name", "text", Text("Nombre con que se publica.")),
        Column("apertura", "opens_at", "moment", Text("Cuándo abre la convocatoria."), past=False),
        Column(
            "cierre_postulaciones",
            "nominations_close_at",
            "moment",
            Text("Hasta cuándo se postula; una fecha sola incluye todo el día."),
            past=False,
            closes=True,
        ),
        Column(
            "cierre_puntajes",
            "scores_close_at",
            "moment",
            Text("Hasta cuándo se califica; una fecha sola incluye todo el día."),
            past=False,
            closes=True,
        ),
        Column(
            "puntaje_min",
            "score_min",
            "decimal",
            Text("Puntaje más bajo de la escala."),
            digits=SCORE_DIGITS,
        ),
        Column(
            "puntaje_max",
            "score_max",
            "decimal",
            Text("Puntaje más alto de la escala."),
            digits=SCORE_DIGITS,
        ),
        Column(
            "paso",
            "score_step",
            "decimal",
            Text("Distancia entre dos puntajes seguidos."),
            least=0,
            digits=SCORE_DIGITS,
        ),
        Column(
            "jurados_minimo",
            "jurors_min",
            "integer",
            Text("Miembros del jurado que debe tener cada postulación como mínimo."),
            least=1,
            most=100,
        ),
        Column(
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
        Column("criterio", "code", "code", Text("Código del criterio."), key=True),
        Column("nombre", "name", "text", Text("Nombre del criterio.")),
        Column("peso", "weight", "decimal", Text("Peso, de 100 en total."), least=0.01, most=100),
        Column("orden", "position", "integer", Text("Lugar en la lista."), least=0, most=1000),
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
        Column("codigo_postulacion", "code", "code", NOMINATION_CODE, key=True),
        Column("nombre", "title", "text", Text("Nombre de la práctica postulada.")),
        Column("organizacion", "organisation", "text", Text("Organización que postula.")),
        Column("codigo_empresa", "enterprise_code", "code", ENTERPRISE_CODE, required=False),
        Column("canton", "canton_code", "choice", CANTON, codes=CANTONS),
        Column("resumen", "summary", "text", Text("La práctica en pocas frases.")),
        Column(
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
    (_edition(), Column("codigo_jurado", "code", "code", JUROR_CODE, key=True)),
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
        Column(
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
        Column("criterio", "criterion_code", "code", Text("Código del criterio."), key=True),
        Column(
            "puntaje",
            "value",
            "decimal",
            Text("Puntaje en la escala de la edición; vacío si no es evaluable."),
            required=False,
            digits=SCORE_DIGITS,
        ),
        Column(
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
        Column("institucion", "institution", "text", Text("Institución que la adoptó."), key=True),
        Column("territorio", "territory_code", "choice", Text("Código DPA."), codes=PLACES),
        Column("fecha", "adopted_on", "date", Text("Día de la adopción.")),
        Column(
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
