"""What codes and columns are called where a reader sees them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from components.awards import columns
from components.indicators import columns as indicators
from components.programme_results import columns as outcomes
from components.words import Month
from data_access import classifications, lists, territory
from data_access.answers import Answer
from data_access.language import Text
from data_access.role_names import ROLES as ROLES
from data_access.role_names import role
from data_access.viewer import Grant

# A figure's reliability, and why there is none. Words, so that no state is told by colour alone.
FLAGS: Mapping[str, Text] = {
    "reliable": Text("Confiable"),
    "caution": Text("Úsese con precaución"),
    "not_published": Text("No publicado"),
    "few": Text("Pocas personas"),
    "unknown": Text("Sin dato"),
    "adjusted": Text("Ajustado por privacidad"),
    "exact": Text("Cifra exacta"),
}
# The same inside a cell, in place of the number.
WITHHELD: Mapping[str, Text] = {
    "not_published": Text("no publicado"),
    "few": Text("pocas"),
    "unknown": Text("sin dato"),
}

CODES: Mapping[str, Mapping[str, Text]] = {
    "ciuo2": classifications.OCCUPATIONS,
    "ciiu": classifications.SECTIONS,
    "tamano": lists.SIZE,
    "barrera": lists.BARRIER,
    "sexo": lists.SEX,
    "grupo_edad": lists.AGE_GROUPS,
    "nacionalidad": lists.NATIONALITIES,
    "situacion": lists.MOBILITY,
    "diseno": lists.DESIGN,
    "flag": FLAGS,
    **columns.CODES,
    **outcomes.CODES,
    **indicators.CODES,
}

COLUMNS: Mapping[str, Text] = {
    **outcomes.COLUMNS,
    "territory": Text("Lugar"),
    "encuesta": Text("Encuesta"),
    "nombre": Text("Nombre"),
    "fecha_referencia": Text("Fecha de referencia"),
    "diseno": Text("Diseño"),
    "ciuo2": Text("Ocupación"),
    "ciiu": Text("Actividad económica"),
    "tamano": Text("Tamaño de la empresa"),
    "estrato": Text("Estrato"),
    "barrera": Text("Barrera"),
    "estimate": Text("Estimación"),
    "se": Text("Error estándar"),
    "ci_low": Text("Intervalo de 95 %, desde"),
    "ci_high": Text("Intervalo de 95 %, hasta"),
    "cv": Text("Coeficiente de variación"),
    "df": Text("Grados de libertad"),
    "n": Text("n"),
    "flag": Text("Confiabilidad"),
    "vacancies": Text("Vacantes"),
    "registered_supply": Text("Oferta registrada"),
    "gap": Text("Brecha"),
    "tightness": Text("Vacantes por persona inscrita"),
    "jackman_roper": Text("Desajuste de Jackman y Roper"),
    "sahin": Text("Desajuste de Şahin"),
    "lilien": Text("Índice de Lilien"),
    "measure": Text("Medida"),
    "persons": Text("Personas"),
    "sexo": Text("Sexo"),
    "grupo_edad": Text("Grupo de edad"),
    "nacionalidad": Text("Nacionalidad"),
    "situacion": Text("Situación de movilidad"),
    "companies": Text("Empresas en la muestra"),
    "completed": Text("Respuestas completas"),
    "refused": Text("Rechazos"),
    "unknown": Text("Sin contacto o elegibilidad desconocida"),
    "ineligible": Text("No elegibles"),
    "rate": Text("Tasa de respuesta"),
    "universe": Text("Universo de empresas"),
    "approached": Text("Empresas en la muestra"),
    "joined_to": Text("Unido al estrato"),
    "empresa": Text("Empresa"),
    "posts": Text("Vacantes declaradas"),
    "hard_to_fill": Text("Difíciles de cubrir"),
    **columns.COLUMNS,
    **indicators.COLUMNS,
}

PLACES = frozenset({"territory"}) | outcomes.PLACES  # columns that hold a place's code

# What `estimate` is, answer by answer, where "Estimación" would say too little.
ESTIMATES: Mapping[str, Text] = {
    "labour.vacancies": Text("Vacantes"),
    "labour.occupied": Text("Puestos ocupados"),
    "labour.vacancy_rate": Text("Tasa de vacantes"),
    "labour.hard_to_fill": Text("Vacantes difíciles de cubrir"),
    "labour.willing": Text("Empresas dispuestas a contratar"),
    "labour.barriers": Text("Empresas que citan la barrera"),
}
# The subject of an answer, for its table and for what it holds back.
ANSWERS: Mapping[str, Text] = {
    **ESTIMATES,
    "labour.gap": Text("Brecha entre vacantes y oferta registrada"),
    "labour.mismatch": Text("Desajuste entre ocupaciones"),
    "labour.reported": Text("Vacantes declaradas por empresa"),
    "labour.response": Text("Respuesta a la encuesta"),
    "labour.strata": Text("Estratos de la encuesta"),
    "labour.surveys": Text("Encuestas"),
    **outcomes.ANSWERS,
    **columns.ANSWERS,
    **indicators.ANSWERS,
}
SHARES = frozenset(
    {"labour.vacancy_rate", "labour.hard_to_fill", "labour.willing", "labour.barriers"}
)
OF_ESTIMATE = frozenset({"estimate", "se", "ci_low", "ci_high"})


def column(answer: Answer, name: str) -> Text:
    """The heading of an answer's column."""
    if name == "estimate" and answer.name in ESTIMATES:
        return ESTIMATES[answer.name]
    if (answer.name, name) in outcomes.HEADINGS:
        return outcomes.HEADINGS[answer.name, name]
    if (answer.name, name) in indicators.HEADINGS:
        return indicators.HEADINGS[answer.name, name]
    return COLUMNS.get(name, Text("{name}", name=name))


def kind(answer: Answer, name: str) -> str:
    """What a column holds: `text`, `count`, `share` (0-1), `ratio`, `date`, or `in_unit`."""
    if answer.name in indicators.OF_INDICATORS:
        if name in indicators.IN_UNIT:
            return "in_unit"
        if name in ("period", "as_of"):
            return "text" if name == "period" else "date"
    if name in OF_ESTIMATE:
        if answer.name in outcomes.OF_RATIOS:
            return "ratio"
        return "share" if answer.name in SHARES | outcomes.OF_SHARES else "count"
    if (answer.name, name) in outcomes.YES_NO_COLUMNS:
        return "text"
    if name in {"rate", "cv"} | columns.SHARES | outcomes.SHARES:
        return "share"
    if name in {"tightness", "jackman_roper", "sahin", "lilien"} | columns.RATIOS | outcomes.RATIOS:
        return "ratio"
    if name in {"fecha_referencia"} | outcomes.DATES:
        return "date"
    if name in COUNTS:
        return "count"
    return "text"


COUNTS = frozenset(
    {"df", "n", "vacancies", "registered_supply", "gap", "persons", "companies", "completed"}
    | {"refused", "unknown", "ineligible", "universe", "approached", "posts", "hard_to_fill"}
    | columns.COUNTS
    | outcomes.COUNTS
    | indicators.COUNTS
)


def place(code: str) -> Text:
    """A place's name; an unknown code is its own name."""
    return territory.name(code) if territory.is_known(code) else Text("{code}", code=code)


def period(start: dt.date | None, end: dt.date | None) -> Text:
    """A half-open period in words: "2025", "abril a junio de 2025", "marzo de 2025", or days.

    At least one of the two dates is there.
    """
    if start is None:
        assert end is not None
        return Text("hasta el {end}", end=last(end))
    if end is None:
        return Text("desde el {start}", start=start)
    months = (end.year - start.year) * 12 + end.month - start.month
    if (start.day, end.day) == (1, 1) and months in (1, 3, 12):
        if months == 12 and start.month == 1:
            return Text("{year}", year=str(start.year))
        if months == 1:
            return Month(start)
        return Text("{first} a {last}", first=Month(start, year=False), last=Month(last(end)))
    return Text("{start} a {end}", start=start, end=last(end))


def last(end: dt.date) -> dt.date:
    """The last day inside a period that ends before `end`."""
    return end - dt.timedelta(days=1)


def role_apart(grant: Grant) -> Text:
    """A role in words, its place told apart from others of the name."""
    if grant.role != "leader" or grant.of not in NAMESAKES:
        return role(grant)
    return Text("{role} de {place}", role=ROLES[grant.role], place=place_among_all(grant.of))


def _namesakes() -> frozenset[str]:
    codes = (*territory.PROVINCES, *territory.CANTONS)
    names = Counter(territory.name(code) for code in codes)
    return frozenset(code for code in codes if names[territory.name(code)] > 1)


NAMESAKES = _namesakes()  # provinces and cantons that share a name with another


def place_among_all(code: str) -> Text:
    """A place told apart from all others: several provinces have a canton "Bolívar"."""
    if territory.level(code) == "canton":
        province = place(str(territory.parent(code)))
        return Text("{name} ({province})", name=place(code), province=province)
    return place_with_level(code)


def place_in_sentence(code: str) -> Text:
    """A place inside a sentence that begins "En …"."""
    if code == territory.COUNTRY:
        return Text("los lugares encuestados del Ecuador")
    if territory.is_known(code) and territory.level(code) == "province":
        return Text("la provincia de {name}", name=place(code))
    return place(code)


def place_with_level(code: str) -> Text:
    """A place told apart from others of its name: Esmeraldas is a province and a canton."""
    if territory.is_known(code) and territory.level(code) == "province":
        return Text("{name} (provincia)", name=place(code))
    return place(code)
