"""Attribution of hires to channels, and where the jobs are."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import ColumnElement, Connection, func, literal, select

from data_access import lists
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import (
    ATTRIBUTES,
    CHANNEL,
    Crowd,
    columns_of,
    crowd_within,
    residents,
    rows_behind,
    rows_of,
)
from data_access.answers.frames import by_place, lives_in
from data_access.answers.hiring.hiring_answer import (
    BANK,
    BY_PERSON,
    CODES,
    JOBS,
    OF_JOBS,
    READ_SUBJECTS,
    filters_of,
    started_in,
)
from data_access.answers.programme_results import people_answer, whole, worst
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import CHANNEL as CHANNEL_COLUMN
from data_access.answers.shared_columns import FLAG, PERSONS, TERRITORY
from data_access.disclosure import count, total
from data_access.facts.contacts import PIECES, hires, paths_to_jobs
from data_access.facts.people import Facts
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Placement, Vacancy
from data_access.viewer import Viewer

CHANNELS = Definition(
    Text(
        "Contrataciones por canal, en personas y, aparte, en trabajos: los trabajos por canal "
        "directo suman las colocaciones, no las personas. Directo: el canal de la postulación que "
        "llevó al trabajo. Asistido: cualquier canal por el que pasaron en los 90 días previos, y "
        "no se suma. Lineal: cada persona, o cada trabajo, se reparte por igual entre sus canales."
    ),
    Text("directo: 1 al canal directo;  asistido: 1 a cada canal;  lineal: 1/m a cada uno de m"),
    Text("Marco de resultados M4SD; por defecto, la atribución directa."),
    limits=(
        Text("Por canal asistido la misma persona está en varios: esas cifras no se suman."),
        Text("Personas y trabajos no se mezclan: quien tuvo dos trabajos es una persona."),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día en que empezó el trabajo"),
)
WORKPLACES = Definition(
    Text(
        "Personas contratadas por el cantón de la vacante, donde está el trabajo y no donde viven. "
        "No incluye a quienes se contrataron fuera de la bolsa."
    ),
    Text("n = |{ persona : colocación en una vacante del cantón }|"),
    Text("Marco de resultados M4SD: cantón de servicio y cantón de residencia no son lo mismo."),
    limits=(Text("Quien trabajó en dos cantones está en los dos: los cantones no se suman."),),
    rules=(ABOUT_PEOPLE,),
    dated=Text("el día en que empezó el trabajo"),
)


@question(
    "hiring.channels",
    CHANNELS,
    READ_SUBJECTS,
    title=Text("Contrataciones por canal"),
    columns=(
        TERRITORY,
        CHANNEL_COLUMN,
        AnswerColumn("direct", Kind.PEOPLE, Text("Atribución directa"), moved=True),
        AnswerColumn("assisted", Kind.PEOPLE, Text("Atribución asistida"), moved=True),
        AnswerColumn("linear", Kind.NUMBER, Text("Atribución lineal"), moved=True),
        AnswerColumn("jobs_direct", Kind.NUMBER, Text("Trabajos, directa"), moved=True),
        AnswerColumn("jobs_assisted", Kind.NUMBER, Text("Trabajos, asistida"), moved=True),
        AnswerColumn("jobs_linear", Kind.NUMBER, Text("Trabajos, lineal"), moved=True),
        FLAG,
    ),
    by=BY_PERSON,
    filters=ATTRIBUTES,
    periods=True,
)
def channels(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people hired by channel, and their jobs apart, attributed in three ways."""
    filters = filters_of(scope)
    assisted = hired_by_channel(connection, scope)
    direct = assisted.having(assisted.frame["direct"] == 1)
    rows = []
    for row in rows_of(scope, CODES):
        for code in lists.CHANNEL:
            own = {**row, CHANNEL: code}
            figures = [
                count(crowd.group(own), viewer, crowd.wider(own)) for crowd in (direct, assisted)
            ]
            here, people = rows_behind(assisted.frame, filters, own), assisted.group(own)
            sums = {
                "linear": float(here["linear"].sum()),
                "jobs_assisted": float(here["passed"].sum()),
                "jobs_linear": float(here["pieces"].sum()) / PIECES,
            }
            shown = {name: total(value, people, viewer).value for name, value in sums.items()}
            if figures[1].value is None:
                shown = dict.fromkeys(sums)
            won = total(float(here["won"].sum()), direct.group(own), viewer)
            rows.append(
                {
                    **own,
                    "direct": whole(figures[0]),
                    "assisted": whole(figures[1]),
                    **shown,
                    "jobs_direct": won.value if figures[0].value is not None else None,
                    "flag": worst(figures),
                }
            )
    return people_answer(connection, "hiring.channels", viewer, scope, rows, BANK)


def hired_by_channel(connection: Connection, scope: Scope) -> Crowd:
    """Return people hired, by each channel that they passed through and whether it was `direct`.

    The `linear` shares of a person's channels sum to one, and the `pieces` of a job to PIECES;
    `passed` are the jobs that a channel was on the way to, `won` those that it led to.
    """
    columns = columns_of(scope, filters_of(scope), CHANNEL) | {"direct": "direct"}
    period = started_in(scope)
    everybody = hires(period).people(by_part=False).subquery()
    on_the_way = paths_to_jobs(period).people(by_part=True).subquery()
    by, sums = columns | {"jobs": "jobs"}, ("pieces", "passed", "won")
    parts = residents(connection, on_the_way, scope, by, sums=sums)
    parts = parts.assign(linear=parts["pieces"] / (PIECES * parts["jobs"].astype("int64")))
    found = [residents(connection, everybody, scope, columns), parts]
    return Crowd(pd.concat(found, ignore_index=True), CHANNEL, filters_of(scope))


@question(
    "hiring.workplaces",
    WORKPLACES,
    READ_SUBJECTS,
    title=Text("Dónde están los trabajos"),
    columns=(TERRITORY, PERSONS, FLAG),
    **OF_JOBS,
)
def workplaces(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people hired by where the job is, in each place within the one asked about."""
    asked = scope if "territory" in scope.by else scope.having(by=(*scope.by, "territory"))
    facts = jobs_by_workplace(started_in(scope), asked)
    crowd = crowd_within(connection, facts, scope, filters_of(scope), CHANNEL)
    rows = []
    for row in rows_of(asked, CODES):
        figure = count(crowd.group(row), viewer, crowd.wider(row))
        rows.append({**row, "persons": whole(figure), "flag": figure.flag})
    return people_answer(connection, "hiring.workplaces", viewer, scope, rows, JOBS)


def jobs_by_workplace(period: Sequence[ColumnElement[bool]], scope: Scope) -> Facts:
    """Return the jobs in a place, within its parts: a person may have worked in two of them.

    The age is that of the first of a person's jobs in the period, wherever that was.
    """
    first = func.min(Placement.started_on).over(partition_by=Placement.person_code)
    jobs = (
        select(
            Placement.person_code,
            first.label("day"),
            Placement.direct_channel.label("part"),
            Vacancy.canton_code.label("workplace"),
        )
        .outerjoin(Vacancy, Vacancy.code == Placement.vacancy_code)
        .where(*period)
        .subquery()
    )
    place = by_place(jobs.c.workplace, scope).get("territory", literal(scope.territory))
    rows = select(jobs, place.label("territory")).where(*lives_in(jobs.c.workplace, scope))
    return Facts(rows.subquery(), within=("territory",))
