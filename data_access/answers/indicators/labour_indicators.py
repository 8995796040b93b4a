"""Labour gaps, and companies' perception of hiring people on the move: by survey."""

from __future__ import annotations

from dataclasses import replace

from data_access.answers.indicators.indicator import (
    NOTHING,
    Figure,
    Indicator,
    IndicatorColumn,
    Reader,
    figure_of,
    surveyed_in,
)
from data_access.answers.labour.supply import gap_in_all
from data_access.language import Text
from data_access.measures import reliability
from data_access.scope import Scope

COMPANIES = ("tamano", "ciiu", "territory")
SURVEY = ("encuestas", "estratos", "encuesta_empresas", "encuesta_vacantes")


def survey_in(reader: Reader) -> str | None:
    """Return the newest survey whose reference date lies in the period; None if there is none."""
    scope = reader.scope
    for row in reader.answer("labour.surveys", territory="EC").rows():
        day = row["fecha_referencia"]
        if (scope.start is None or day >= scope.start) and (scope.end is None or day < scope.end):
            return str(row["encuesta"])
    return None


def of_survey(reader: Reader) -> dict[str, str] | None:
    """Return the period's newest survey as a filter; None if there is none."""
    survey = survey_in(reader)
    return None if survey is None else {"encuesta": survey}


def surveyed(question: str, name: str, scale: float = 1) -> IndicatorColumn:
    """Return a reading of a figure of the period's newest survey."""
    return IndicatorColumn(question, name, scale, where=of_survey)


def gap(reader: Reader) -> Figure:
    """Return the gap of the period's newest survey: `labour.gap` summed over occupations."""
    survey = survey_in(reader)
    if survey is None:
        return NOTHING
    scope = Scope(reader.scope.territory).having(encuesta=survey)
    answer = gap_in_all(reader.connection, reader.viewer, scope)
    if answer.frame.empty:
        return NOTHING
    found = figure_of(answer, answer.frame.iloc[0].to_dict(), "gap")
    flag = "adjusted" if answer.adjusted and found.value is not None else found.flag
    return replace(found, flag=flag)


def most_cited(reader: Reader) -> Figure:
    """Return the barrier that most companies name; over time, the one that is followed."""
    survey = survey_in(reader)
    if survey is None:
        return NOTHING
    answer = reader.answer("labour.barriers", encuesta=survey)
    found = answer.frame[answer.frame["barrera"] != "NINGUNA"]
    found = found[found["estimate"].notna()]
    if found.empty:
        flags = answer.frame["flag"].dropna()
        return Figure(None, flag=str(flags.iloc[0]) if len(flags) else "unknown", answer=answer)
    own = found[found["barrera"] == reader.followed]
    rows = {
        at: row
        for at, row in enumerate(answer.rows())
        if row["barrera"] in set((own if len(own) else found)["barrera"])
    }
    at = max(rows, key=lambda one: float(rows[one]["estimate"]))
    row = rows[at]
    told = figure_of(answer, row, "estimate", 100)
    evidence = surveyed_in(answer, row, at)
    if evidence is not None:
        fit = int((found["flag"] != reliability.NOT_PUBLISHED).sum())
        evidence = replace(evidence, picked_of=max(fit, 1))
    return replace(told, detail=row["barrera"], evidence=evidence)


LABOUR = (
    Indicator(
        "LG-01",
        Text(
            "Vacantes que estima la encuesta de empresas menos personas inscritas en la bolsa de "
            "empleo; negativa donde hay más personas que vacantes."
        ),
        "V̂ − U",
        "posts",
        "context",
        ("8.5",),
        (2,),
        ("ciuo2", "territory"),
        (*SURVEY, "personas"),
        "labour.gap",
        gap,
    ),
    Indicator(
        "LG-02",
        Text("Vacantes por cada cien puestos, ocupados y vacantes."),
        "100 · V / (V + O)",
        "percent",
        "context",
        ("8.5",),
        (1,),
        COMPANIES,
        SURVEY,
        "labour.vacancy_rate",
        surveyed("labour.vacancy_rate", "estimate", 100),
    ),
    Indicator(
        "LG-03",
        Text("Parte de las vacantes que las empresas no logran cubrir o tienen abiertas 60 días."),
        "100 · VDC / V",
        "percent",
        "down",
        ("8.2",),
        (18,),
        (*COMPANIES, "ciuo2"),
        SURVEY,
        "labour.hard_to_fill",
        surveyed("labour.hard_to_fill", "estimate", 100),
    ),
    Indicator(
        "LG-04",
        Text("Empresas que completaron la encuesta, de las que debían responderla."),
        Text("completas / (elegibles + ê · desconocidas)"),
        "percent",
        "up",
        ("17.18",),
        (1,),
        COMPANIES,
        SURVEY,
        "labour.response",
        surveyed("labour.response", "rate", 100),
    ),
)
PERCEPTION = (
    Indicator(
        "PP-01",
        Text("Empresas dispuestas a contratar a personas en movilidad, de las que respondieron."),
        Text("Σ w · dispuesta / Σ w · respuesta válida"),
        "percent",
        "up",
        ("10.2",),
        (16,),
        COMPANIES,
        SURVEY,
        "labour.willing",
        surveyed("labour.willing", "estimate", 100),
    ),
    Indicator(
        "PP-02",
        Text("Empresas que nombran la barrera más citada para contratar a personas en movilidad."),
        Text("Σ w · nombra la barrera / Σ w · respuesta válida"),
        "percent",
        "down",
        ("8.8",),
        (6,),
        COMPANIES,
        SURVEY,
        "labour.barriers",
        most_cited,
    ),
)
