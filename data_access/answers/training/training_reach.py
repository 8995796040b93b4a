"""People reached by training, how often they came, and their share of the target population."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access import lists, territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Empty, Kind
from data_access.answers.crowd import ATTRIBUTES, Crowd, crowd_of, rows_of
from data_access.answers.frames import frame_of, in_period, in_place
from data_access.answers.programme_results import people_answer, whole, worst
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.reached import crowd_in
from data_access.answers.shared_columns import FLAG, PERSONS, TERRITORY
from data_access.answers.training.training_answer import (
    CODES,
    KIND,
    OF_PEOPLE,
    READ_SUBJECTS,
    SESSIONS,
    filters_of,
    kinds_of,
)
from data_access.disclosure import count, total
from data_access.facts.reach import reach as reached
from data_access.language import Text
from data_access.measures.training_gain import per_thousand
from data_access.scope import Scope
from data_access.tables import Course, CourseSession, Population
from data_access.viewer import Viewer, sees_exact_people

TARGET = "OBJETIVO"
REACH = Definition(
    Text(
        "Personas distintas que asistieron al menos a una sesión, y cuántas veces asistieron. Sin "
        "pedir un tipo de curso, son los de habilidades y emprendimiento. Los asistentes sin "
        "código se cuentan aparte, por el cantón de la sesión, y nunca se suman a las personas."
    ),
    Text("personas = |{ persona : asistió }|;  asistencias = |{ (persona, sesión) }|"),
    Text("Marco de resultados M4SD, SK-01."),
    limits=(Text("Quien asistió a dos tipos de curso está en los dos: no se suman."),),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día de la sesión"),
)
COVERAGE = Definition(
    Text(
        "Personas capacitadas en habilidades o emprendimiento por cada mil de la población "
        "objetivo del programa."
    ),
    Text("1000 · personas / población objetivo"),
    Text("Marco de resultados M4SD, SK-03."),
    limits=(
        Text("La población objetivo es una estimación de su fuente, del último año que se conoce."),
    ),
    rules=(ABOUT_PEOPLE,),
    dated=Text("el día de la sesión"),
)


@question(
    "training.reach",
    REACH,
    READ_SUBJECTS,
    title=Text("Personas capacitadas"),
    columns=(
        TERRITORY,
        PERSONS,
        AnswerColumn("attendances", Kind.COUNT, Text("Asistencias"), moved=True),
        AnswerColumn(
            "unlinked_attendances",
            Kind.COUNT,
            Text("Asistentes sin código"),
            moved=True,
            monitors_only=True,
        ),
        FLAG,
    ),
    **OF_PEOPLE,
)
def reach(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people trained, in persons and in attendances; breakdowns by kind overlap."""
    crowd = attending(connection, scope)
    headcounts = without_code(connection, scope)
    rows = []
    for row in rows_of(scope, CODES):
        people = crowd.group(row)
        figure = count(people, viewer, crowd.wider(row))
        times = total(float(crowd.members(row)["times"].sum()), people, viewer)
        rows.append(
            {
                **row,
                "persons": whole(figure),
                "attendances": None
                if figure.value is None or times.value is None
                else int(times.value),
                "unlinked_attendances": _unlinked(headcounts, scope, row, viewer),
                "flag": worst((figure, times)),
            }
        )
    return people_answer(connection, "training.reach", viewer, scope, rows, SESSIONS)


def attending(connection: Connection, scope: Scope) -> Crowd:
    """Return whoever came to a session, by the dimensions asked for, with `times` they came."""
    filters = {key: value for key, value in scope.filters if key in (*ATTRIBUTES, KIND)}
    facts = reached("trained", scope.start, scope.end)
    return crowd_of(connection, facts, scope, filters, KIND)


def without_code(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return headcounts of people without a code, by canton of the session and kind of course."""
    query = (
        select(
            CourseSession.canton_code.label("canton"),
            Course.kind.label(KIND),
            func.sum(CourseSession.unlinked).label("unlinked"),
        )
        .join(Course, Course.code == CourseSession.course_code)
        .where(
            Course.kind.in_(kinds_of(scope, lists.SKILLS)),
            CourseSession.unlinked.is_not(None),
            *in_place(CourseSession.canton_code, scope),
            *in_period(CourseSession.held_on, scope),
        )
        .group_by(CourseSession.canton_code, Course.kind)
    )
    return frame_of(connection, query)


def _unlinked(found: pd.DataFrame, scope: Scope, row: dict[str, str], viewer: Viewer) -> int | None:
    """Return the headcounts of a row; None by a person's attributes, which are unknown for them.

    For those who see exact figures alone: without codes there is no noise that stays the same, and
    places and kinds subtracted from one another would tell headcounts of single sessions.
    """
    if filters_of(scope) or set(scope.by) & set(ATTRIBUTES) or not sees_exact_people(viewer):
        return None
    here = found[found["canton"].isin(territory.cantons_of(row["territory"]))]
    if KIND in row:
        here = here[here[KIND] == row[KIND]]
    return int(here["unlinked"].sum())


@question(
    "training.coverage",
    COVERAGE,
    READ_SUBJECTS,
    title=Text("Cobertura de la población objetivo"),
    columns=(
        TERRITORY,
        PERSONS,
        AnswerColumn("population", Kind.PEOPLE, Text("Población objetivo"), empty=Empty.UNKNOWN),
        AnswerColumn("per_thousand", Kind.NUMBER, Text("Por cada mil")),
        FLAG,
    ),
    by=("territory",),
    filters=ATTRIBUTES,
    periods=True,
)
def coverage(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return people trained per thousand of the target population of a place."""
    crowd = crowd_in(connection, "trained", scope)
    rows = []
    for row in rows_of(scope, CODES):
        figure = count(crowd.group(row), viewer, crowd.wider(row))
        population = target(connection, row["territory"], scope)
        persons = whole(figure)
        known = persons is not None and population is not None
        rows.append(
            {
                **row,
                "persons": persons,
                "population": population,
                "per_thousand": per_thousand(persons, population) if known else None,  # type: ignore[arg-type]
                "flag": figure.flag or (None if population is not None else "unknown"),
            }
        )
    return people_answer(connection, "training.coverage", viewer, scope, rows, SESSIONS)


def target(connection: Connection, place: str, scope: Scope) -> int | None:
    """Return a place's target population in the period's last year, or the latest known before.

    The rest of a province without a canton is the difference, where both are known for a year.
    """
    last = (scope.end - dt.timedelta(days=1) if scope.end else scope.today).year
    known = {
        (code, year): persons
        for code, year, persons in connection.execute(
            select(Population.territory_code, Population.year, Population.persons).where(
                Population.group == TARGET, Population.year <= last
            )
        )
    }
    canton = territory.RESTS.get(place)
    needed = [place] if canton is None else [str(territory.parent(place)), canton]
    for year in sorted({year for _, year in known}, reverse=True):
        found = [known.get((code, year)) for code in needed]
        if all(persons is not None for persons in found):
            first, *others = (int(persons or 0) for persons in found)
            return first - sum(others)
    return None
