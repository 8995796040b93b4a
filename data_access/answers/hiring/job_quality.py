"""Quality of the jobs: adequate or not, contract and social security, and pay."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import (
    CHANNEL,
    columns_of,
    crowd_of,
    rows_behind,
    rows_of,
    rows_of_residents,
)
from data_access.answers.hiring.hiring_answer import (
    CODES,
    JOBS,
    OF_JOBS,
    READ_SUBJECTS,
    filters_of,
    started_in,
)
from data_access.answers.programme_results import people_answer, proportion, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import FLAG, TERRITORY, interval
from data_access.disclosure import average, count
from data_access.facts.jobs import classified_jobs, jobs_by_condition, paid_jobs
from data_access.facts.people import Facts
from data_access.language import Text
from data_access.measures import wages
from data_access.measures.medians import median
from data_access.scope import Scope
from data_access.viewer import Viewer

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
    facts = classified_jobs(started_in(scope))
    crowd = crowd_of(
        connection, facts, scope, filters_of(scope), CHANNEL, ["adequate", "classified", "known"]
    )
    kept = crowd.frame
    fits, classified, untold = (
        crowd.having(kept[name] == mark)
        for name, mark in (("adequate", 1), ("classified", 1), ("known", 0))
    )
    rows = []
    for row in rows_of(scope, CODES):
        share = proportion(fits, classified, row, viewer, ("adequate", "classified"))
        without = count(untold.group(row), viewer, untold.wider(row))
        rows.append({**row, **share, "unclassified": whole(without)})
    return people_answer(connection, "hiring.adequate", viewer, scope, rows, JOBS)


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
    facts = jobs_by_condition(started_in(scope))
    crowd = crowd_of(connection, facts, scope, filters_of(scope), CHANNEL, facts.flags)
    rows = []
    for condition in CONDITION:
        yes, known = (
            crowd.having(crowd.frame[name] == 1) for name in (condition, f"{condition}_known")
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
    facts, filters = paid_jobs(started_in(scope)), filters_of(scope)
    known = crowd_of(connection, facts, scope, filters, CHANNEL, facts.flags)
    below, by_hour = (known.having(known.frame[name] == 1) for name in facts.flags)
    paid = wages_of(connection, facts, scope)
    part_time = paid[paid["hourly"].notna()]
    rows = []
    for row in rows_of(scope, CODES):
        share = proportion(below, known, row, viewer, ("below", "known"))
        week, hour = rows_behind(paid, filters, row), rows_behind(part_time, filters, row)
        middle = average(median(week["ratio"], week["n"]), known.group(row), viewer)
        hourly = average(median(hour["hourly"], hour["n"]), by_hour.group(row), viewer)
        rows.append(
            {
                **row,
                **share,
                "median_ratio": None if share["known"] is None else middle.value,
                "part_time_hourly": hourly.value,
            }
        )
    return people_answer(connection, "hiring.pay", viewer, scope, rows, JOBS)


def wages_of(connection: Connection, facts: Facts, scope: Scope) -> pd.DataFrame:
    """Return how many jobs (`n`) pay what, in basic wages and, at part time, per hour."""
    names = ("wage", "hours", "year")
    columns = columns_of(scope, filters_of(scope), CHANNEL) | {name: name for name in names}
    jobs = facts.each(*names).subquery()
    found = rows_of_residents(connection, jobs, scope, columns)
    pays = [
        (float(wage), None if pd.isna(hours) else float(hours), int(year))
        for wage, hours, year in zip(found["wage"], found["hours"], found["year"], strict=True)
    ]
    hourly = [
        None if hours is None else wages.hourly_ratio(wage, hours, year)
        for wage, hours, year in pays
    ]
    return found.assign(
        ratio=[wages.wage_ratio(wage, year) for wage, _hours, year in pays],
        hourly=pd.Series(hourly, index=found.index, dtype=float),
    )
