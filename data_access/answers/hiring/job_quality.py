"""Quality of the jobs: adequate or not, contract and social security, and pay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import crowd_of, rows_of
from data_access.answers.frames import records
from data_access.answers.hiring.hiring_answer import (
    CODES,
    JOBS,
    OF_JOBS,
    READ_SUBJECTS,
    filters_of,
    jobs,
    members,
)
from data_access.answers.programme_results import people_answer, proportion, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import FLAG, TERRITORY, interval
from data_access.disclosure import average, count
from data_access.language import Text
from data_access.measures import wages
from data_access.scope import Scope
from data_access.viewer import Viewer

ADULT = 18
ADEQUATE = Definition(
    Text(
        "Personas contratadas con empleo adecuado según el INEC: ganan al menos el salario básico "
        "del año en que empezaron y trabajan 40 horas o más (30 si son menores de 18 años), o "
        "menos sin desear o poder trabajar más. Si falta un dato, no se clasifica."
    ),
    Text("tasa = adecuadas / clasificadas;  intervalo de Wilson de 95 %"),
    Text("INEC, empleo adecuado. Marco de resultados M4SD, JB-04."),
    limits=(
        Text(
            "Un empleo adecuado según el INEC puede carecer de contrato o de afiliación: eso "
            "va aparte."
        ),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día en que empezó el trabajo"),
    provisional=(Text("El umbral de 30 horas para menores de 18 años está por confirmar."),),
)
CONDITIONS = Definition(
    Text(
        "Personas contratadas con contrato escrito, con afiliación al IESS y con jornada completa, "
        "entre aquellas de las que se sabe. Un empleo adecuado puede carecer de las dos primeras."
    ),
    Text("tasa = sí / (sí + no);  intervalo de Wilson de 95 %"),
    Text("Hoja colocaciones."),
    limits=(Text("Es lo que declara la persona o su empleador en el seguimiento."),),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día en que empezó el trabajo"),
)
PAY = Definition(
    Text(
        "Salario de las personas contratadas, en salarios básicos del año en que empezaron. A "
        "tiempo parcial se compara también por hora."
    ),
    Text("mediana(salario / SBU);  por hora: (salario / SBU)·(40 / horas)"),
    Text("Acuerdos ministeriales del salario básico unificado."),
    limits=(Text("Solo cuenta a quienes declararon su salario."),),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día en que empezó el trabajo"),
    provisional=(Text("El salario por hora supone 240 horas al mes (por confirmar)."),),
)
CONDITION: Mapping[str, Text] = {
    "contrato": Text("Contrato escrito"),
    "iess": Text("Afiliación al IESS"),
    "jornada": Text("Jornada completa"),
}


@question(
    "hiring.adequate",
    ADEQUATE,
    READ_SUBJECTS,
    title=Text("Empleo adecuado"),
    columns=(
        TERRITORY,
        AnswerColumn("adequate", Kind.PEOPLE, Text("Con empleo adecuado"), moved=True),
        AnswerColumn("classified", Kind.PEOPLE, Text("Clasificadas"), moved=True),
        AnswerColumn("unclassified", Kind.PEOPLE, Text("Sin clasificar"), moved=True),
        AnswerColumn("rate", Kind.SHARE, Text("Empleo adecuado")),
        *interval(Kind.SHARE),
        FLAG,
    ),
    **OF_JOBS,
)
def adequate(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people with an adequate job among those whose jobs can be classified."""
    found = jobs(connection, scope)
    kinds = pd.Series([_kind(job) for job in records(found)], index=found.index, dtype=object)
    known = set(found["person"][kinds.notna()])
    fits, classified, untold = (
        crowd_of(found[kept], scope, filters_of(scope), "canal")
        for kept in (kinds.eq(True), kinds.notna(), ~found["person"].isin(known))
    )
    rows = []
    for row in rows_of(scope, CODES):
        share = proportion(fits, classified, row, viewer, ("adequate", "classified"))
        without = count(untold.group(row), viewer, untold.wider(row))
        rows.append({**row, **share, "unclassified": whole(without)})
    return people_answer(connection, "hiring.adequate", viewer, scope, rows, JOBS)


def _kind(job: dict[str, Any]) -> bool | None:
    """Return whether a job is adequate; None where that is unknown."""
    return wages.adequate(
        number(job["monthly_wage_usd"]),
        number(job["weekly_hours"]),
        {"SI": True, "NO": False}.get(job["wants_more_hours"]),
        job["started_on"].year,
        minor=job["age"] < ADULT,
    )


def number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


@question(
    "hiring.conditions",
    CONDITIONS,
    READ_SUBJECTS,
    title=Text("Contrato, IESS y jornada"),
    columns=(
        TERRITORY,
        AnswerColumn("condition", Kind.CODE, Text("Condición"), CONDITION),
        AnswerColumn("yes", Kind.PEOPLE, Text("Personas que la tienen"), moved=True),
        AnswerColumn("known", Kind.PEOPLE, Text("Personas de las que se sabe"), moved=True),
        AnswerColumn("rate", Kind.SHARE, Text("Parte que la tiene")),
        *interval(Kind.SHARE),
        FLAG,
    ),
    **OF_JOBS,
)
def conditions(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return contract, social security and full time, each among those of whom it is known."""
    found = jobs(connection, scope)
    hours = [number(value) for value in found["weekly_hours"]]
    full = [None if h is None else "SI" if h >= wages.FULL_WEEK else "NO" for h in hours]
    said = {
        "contrato": found["contract"],
        "iess": found["social_security"],
        "jornada": pd.Series(full, index=found.index, dtype=object),
    }
    rows = []
    for condition, answer in said.items():
        yes, known = (
            crowd_of(found[answer.isin(kept)], scope, filters_of(scope), "canal")
            for kept in (["SI"], ["SI", "NO"])
        )
        rows += [
            {**row, "condition": condition, **proportion(yes, known, row, viewer, ("yes", "known"))}
            for row in rows_of(scope, CODES)
        ]
    return people_answer(connection, "hiring.conditions", viewer, scope, rows, JOBS)


@question(
    "hiring.pay",
    PAY,
    READ_SUBJECTS,
    title=Text("Salario frente al básico"),
    columns=(
        TERRITORY,
        AnswerColumn("known", Kind.PEOPLE, Text("Personas con salario conocido"), moved=True),
        AnswerColumn("median_ratio", Kind.NUMBER, Text("Mediana en salarios básicos")),
        AnswerColumn("below", Kind.PEOPLE, Text("Personas bajo el salario básico"), moved=True),
        AnswerColumn("rate", Kind.SHARE, Text("Parte bajo el salario básico")),
        *interval(Kind.SHARE),
        AnswerColumn("part_time_hourly", Kind.NUMBER, Text("Tiempo parcial, mediana por hora")),
        FLAG,
    ),
    **OF_JOBS,
)
def pay(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return pay in basic wages: the median, the share under 1, and per hour for part-time jobs."""
    found = jobs(connection, scope)
    paid = found[found["monthly_wage_usd"].notna()]
    hourly: list[Any] = [_hourly(job) for job in records(paid)]
    paid = paid.assign(ratio=[_ratio(job) for job in records(paid)], hourly=hourly)
    part_time = paid[paid["hourly"].notna()]
    known, below, by_hour = (
        crowd_of(part, scope, filters_of(scope), "canal")
        for part in (paid, paid[paid["ratio"] < 1], part_time)
    )
    rows = []
    for row in rows_of(scope, CODES):
        share = proportion(below, known, row, viewer, ("below", "known"))
        whole_week = _median(members(paid, scope, row)["ratio"])
        hour = _median(members(part_time, scope, row)["hourly"])
        middle = average(whole_week, known.group(row), viewer)
        rows.append(
            {
                **row,
                **share,
                "median_ratio": None if share["known"] is None else middle.value,
                "part_time_hourly": average(hour, by_hour.group(row), viewer).value,
            }
        )
    return people_answer(connection, "hiring.pay", viewer, scope, rows, JOBS)


def _ratio(job: dict[str, Any]) -> float:
    return wages.wage_ratio(float(job["monthly_wage_usd"]), job["started_on"].year)


def _hourly(job: dict[str, Any]) -> float | None:
    hours = number(job["weekly_hours"])
    if hours is None or hours >= wages.FULL_WEEK:
        return None
    return wages.hourly_ratio(float(job["monthly_wage_usd"]), hours, job["started_on"].year)


def _median(values: pd.Series[float]) -> float | None:
    return None if values.empty else float(values.astype(float).median())
