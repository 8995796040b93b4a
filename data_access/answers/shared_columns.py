"""Columns that several questions share: the keys of a scope, and the error and flag of figures."""

from __future__ import annotations

from collections.abc import Mapping

from data_access import classifications, lists
from data_access.answers.columns import AnswerColumn, Columns, Empty, Kind
from data_access.facts.people import UNKNOWN
from data_access.language import Text

# A figure's reliability, and why there is none. Words, so that no state is shown by colour alone.
FLAGS: Mapping[str, Text] = {
    "reliable": Text("Confiable"),
    "caution": Text("Úsese con precaución"),
    "not_published": Text("No publicado"),
    "few": Text("Pocas personas"),
    "unknown": Text("Sin dato"),
    "still_followed": Text("Aún en seguimiento"),
    "adjusted": Text("Ajustado por privacidad"),
    "exact": Text("Cifra exacta"),
}
MEASURES: Mapping[str, Text] = {
    "registered": Text("Inscritas en la bolsa de empleo"),
    "trained": Text("Capacitadas"),
    "hired": Text("Contratadas"),
    "fair": Text("En una feria de empleo"),
    "seller": Text("Con una oferta en un mercado en línea"),
    "coworker": Text("En un espacio de coworking"),
}
GRAINS: Mapping[str, Text] = {
    "year": Text("Años"),
    "quarter": Text("Trimestres"),
    "month": Text("Meses"),
}
OCCUPATIONS: Mapping[str, Text] = {
    **classifications.OCCUPATIONS,
    UNKNOWN: Text("Ocupación no indicada"),
}

TERRITORY = AnswerColumn("territory", Kind.PLACE, Text("Lugar"))
OCCUPATION = AnswerColumn("ciuo2", Kind.CODE, Text("Ocupación"), OCCUPATIONS)
SECTION = AnswerColumn("ciiu", Kind.CODE, Text("Actividad económica"), classifications.SECTIONS)
SIZE = AnswerColumn("tamano", Kind.CODE, Text("Tamaño de la empresa"), lists.SIZE)
STRATUM = AnswerColumn("estrato", Kind.TEXT, Text("Estrato"))
CHANNEL = AnswerColumn("canal", Kind.CODE, Text("Canal"), lists.CHANNEL)
SURVEY = AnswerColumn("encuesta", Kind.TEXT, Text("Encuesta"))
MEASURE = AnswerColumn("measure", Kind.CODE, Text("Medida"), MEASURES)
GOVERNMENT = AnswerColumn("gad", Kind.PLACE, Text("Gobierno"))
LEVEL = AnswerColumn("nivel", Kind.CODE, Text("Nivel de gobierno"), lists.GOVERNMENT)
# What a question may be broken down by or filtered on, declared once for all of them.
SCOPE_COLUMNS: Mapping[str, AnswerColumn] = {
    column.name: column
    for column in (
        TERRITORY,
        OCCUPATION,
        SECTION,
        SIZE,
        STRATUM,
        AnswerColumn("sexo", Kind.CODE, Text("Sexo"), lists.SEX),
        AnswerColumn("grupo_edad", Kind.CODE, Text("Grupo de edad"), lists.AGE_GROUPS),
        AnswerColumn("nacionalidad", Kind.CODE, Text("Nacionalidad"), lists.NATIONALITIES),
        AnswerColumn("situacion", Kind.CODE, Text("Situación de movilidad"), lists.MOBILITY),
        CHANNEL,
        # Of courses or of associations, depending on the question: no two of them share a code.
        AnswerColumn("tipo", Kind.CODE, Text("Tipo"), {**lists.COURSE, **lists.ASSOCIATION}),
        AnswerColumn("evento", Kind.TEXT, Text("Feria")),
        AnswerColumn("plataforma", Kind.TEXT, Text("Mercado en línea")),
        AnswerColumn("sede", Kind.TEXT, Text("Espacio de coworking")),
        GOVERNMENT,
        LEVEL,
        SURVEY,
        AnswerColumn("edicion", Kind.TEXT, Text("Edición")),
        MEASURE,
        AnswerColumn("indicador", Kind.CODE, Text("Indicador"), lists.INDICATORS),
        AnswerColumn("version", Kind.ORDINAL, Text("Versión")),
        AnswerColumn("grain", Kind.CODE, Text("Paso de tiempo"), GRAINS),
    )
}

FLAG = AnswerColumn("flag", Kind.CODE, Text("Confiabilidad"), FLAGS)
PERSONS = AnswerColumn("persons", Kind.PEOPLE, Text("Personas"), moved=True)
SINCE = AnswerColumn("period", Kind.DATE, Text("Desde"))
NAME = AnswerColumn("nombre", Kind.TEXT, Text("Nombre"))
DATE = AnswerColumn("fecha", Kind.DATE, Text("Fecha"))
CANTON = AnswerColumn("canton", Kind.PLACE, Text("Cantón"))
EVENT = AnswerColumn("event", Kind.TEXT, Text("Evento"))
EVENT_KIND = AnswerColumn("tipo", Kind.CODE, Text("Tipo"), lists.EVENT)
COURSE_KIND = AnswerColumn("tipo", Kind.CODE, Text("Tipo"), lists.COURSE)
SITE = AnswerColumn("site", Kind.TEXT, Text("Espacio"))
POINT: Columns = (
    AnswerColumn("lat", Kind.COORDINATE, Text("Latitud"), empty=Empty.UNKNOWN),
    AnswerColumn("lon", Kind.COORDINATE, Text("Longitud"), empty=Empty.UNKNOWN),
)
NOMINATION = AnswerColumn("nomination", Kind.TEXT, Text("Postulación"))


def interval(kind: Kind, not_for: tuple[str, str] | None = None) -> Columns:
    """Return the two ends of the 95 % interval of a figure of some kind."""
    ends = (
        ("ci_low", Text("Intervalo de 95 %, desde")),
        ("ci_high", Text("Intervalo de 95 %, hasta")),
    )
    return tuple(
        AnswerColumn(name, kind, label, not_for=not_for, files_only=True) for name, label in ends
    )


def standard_error(kind: Kind) -> AnswerColumn:
    """Return the column of the standard error of a figure of some kind."""
    return AnswerColumn("se", kind, Text("Error estándar"), files_only=True)
