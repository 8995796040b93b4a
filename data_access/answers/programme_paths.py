"""Paths of people between parts of the programme; for those who see exact figures.

The parts of the programme are meant to work together. A path describes people closely, so that
nobody below monitor gets any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import rows_behind
from data_access.answers.frames import Query, frame_of, in_period, in_place
from data_access.answers.hiring.hiring_answer import BANK, filters_of, jobs
from data_access.answers.hiring.retention import SURVIVAL_COLUMNS, followed, points
from data_access.answers.programme_results import Origin, people_answer
from data_access.answers.publication_rules import MONITORS_ONLY
from data_access.answers.shared_columns import FLAG, PERSONS
from data_access.language import Text
from data_access.lists import SKILLS
from data_access.scope import Scope
from data_access.tables import (
    Application,
    Course,
    CourseSession,
    Event,
    EventAttendance,
    Person,
    SessionAttendance,
)
from data_access.viewer import Viewer, sees_exact_people

HALF_YEAR = 6
READ_SUBJECTS = ("people", "hiring", "training", "territory")
ALL = Origin(
    Text("Registro, cursos, ferias, intermediación y colocaciones"),
    (*BANK.tables, SessionAttendance, EventAttendance),
    (*BANK.dates, CourseSession.held_on, Event.held_on),
)
NOT_CAUSAL = Text(
    "No es una estimación causal: quienes se capacitaron pueden diferir de los demás en mucho más."
)
PATHS = Definition(
    Text(
        "Cuántas personas inscritas siguieron cada camino: capacitadas antes de su trabajo, en una "
        "feria, referidas, contratadas, y todavía en el trabajo a los seis meses."
    ),
    Text("n = |{ persona : camino }|"),
    Text("Solo para el equipo de seguimiento."),
    limits=(Text("Estar en un camino no dice que una etapa llevara a la otra."),),
    rules=(MONITORS_ONLY,),
    dated=Text("la fecha de inscripción"),
)
FIRST = Definition(
    Text(
        "Permanencia en el trabajo de quienes se capacitaron antes de empezarlo, junto a la de "
        "quienes no."
    ),
    Text("P(T ≥ m) de Kaplan–Meier por grupo"),
    Text("Kaplan y Meier (1958). Solo para el equipo de seguimiento."),
    limits=(NOT_CAUSAL,),
    rules=(MONITORS_ONLY,),
    dated=Text("el día en que empezó el trabajo"),
)
RETAINED: Mapping[str, Text] = {
    "yes": Text("Sí"),
    "no": Text("No"),
    "unknown": Text("Todavía no se sabe"),
}


@question(
    "people.paths",
    PATHS,
    READ_SUBJECTS,
    title=Text("Recorridos de las personas"),
    columns=(
        AnswerColumn("trained", Kind.YES_NO, Text("Se capacitó antes")),
        AnswerColumn("fair", Kind.YES_NO, Text("Fue a una feria")),
        AnswerColumn("referred", Kind.YES_NO, Text("Fue referida")),
        AnswerColumn("hired", Kind.YES_NO, Text("Consiguió trabajo")),
        AnswerColumn("retained", Kind.CODE, Text("Sigue a los seis meses"), RETAINED),
        PERSONS,
        FLAG,
    ),
    periods=True,
)
def paths(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return every path of those registered in a period and place, the most usual first."""
    steps = ["trained", "fair", "referred", "hired", "retained"]
    rows: list[dict[str, Any]] = []
    if sees_exact_people(viewer):
        ways = ways_of(connection, scope)
        found = ways.groupby(steps, dropna=False).size().rename("persons").reset_index()
        found = found.sort_values(["persons", *steps], ascending=[False, *[True] * len(steps)])
        rows = [dict(zip(found.columns, way, strict=True)) for way in found.to_numpy()]
    return _answer(connection, "people.paths", viewer, scope, rows)


def ways_of(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return one row per registered person: yes or no to each step.

    `retained` is "unknown" for those followed for less than six months, "no" for those without a
    job.
    """
    people = frame_of(
        connection,
        select(Person.code.label("person")).where(
            Person.registered_on.is_not(None),
            Person.withdrawn_on.is_(None),
            *in_place(Person.canton_code, scope),
            *in_period(Person.registered_on, scope),
        ),
    )["person"]
    job = followed(jobs(connection, Scope())).drop_duplicates("person").set_index("person")
    trained = _first(connection, _sessions())
    start = pd.to_datetime(people.map(job["started_on"]))
    came = pd.to_datetime(people.map(trained))
    fair = select(EventAttendance.person_code).where(EventAttendance.person_code != "")
    referred = select(Application.person_code).where(Application.stage.not_in(("REG", "PER")))
    months = people.map(job["months"])
    ended = people.map(job["ended"]).eq(True)
    retained = (months >= HALF_YEAR).map({True: "yes", False: "no"})
    retained[start.notna() & (months < HALF_YEAR) & ~ended] = "unknown"
    return pd.DataFrame(
        {
            # A course after a job began is no step on the path to it.
            "trained": came.notna() & (start.isna() | (came < start)),
            "fair": people.isin(set(connection.scalars(fair))),
            "referred": people.isin(set(connection.scalars(referred))),
            "hired": start.notna(),
            "retained": retained,
        }
    )


def _sessions() -> Query:
    return (
        select(
            SessionAttendance.person_code.label("person"),
            func.min(CourseSession.held_on).label("on"),
        )
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .join(Course, Course.code == CourseSession.course_code)
        .where(Course.kind.in_(SKILLS))
        .group_by(SessionAttendance.person_code)
    )


def _first(connection: Connection, query: Query) -> pd.Series[Any]:
    return frame_of(connection, query).set_index("person")["on"]


@question(
    "people.trained_first",
    FIRST,
    READ_SUBJECTS,
    title=Text("Permanencia según si se capacitó antes"),
    columns=(
        AnswerColumn("trained_first", Kind.YES_NO, Text("Se capacitó antes del trabajo")),
        *SURVIVAL_COLUMNS,
    ),
    periods=True,
)
def trained_first(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return retention of those trained before their job began beside that of the others."""
    rows: list[dict[str, Any]] = []
    if sees_exact_people(viewer):
        found = followed(jobs(connection, scope))
        found = rows_behind(found, filters_of(scope), {"territory": scope.territory})
        came = pd.to_datetime(found["person"].map(_first(connection, _sessions())))
        before = came < pd.to_datetime(found["started_on"])
        rows = [
            {"trained_first": first, **point}
            for first in (True, False)
            for point in points(found[before == first], viewer)
        ]
    return _answer(connection, "people.trained_first", viewer, scope, rows, NOT_CAUSAL)


def _answer(
    connection: Connection,
    name: str,
    viewer: Viewer,
    scope: Scope,
    rows: list[dict[str, Any]],
    *notes: Text,
) -> Answer:
    shown = notes if sees_exact_people(viewer) else MONITORS_ONLY.said
    return people_answer(connection, name, viewer, scope, rows, ALL, notes=shown)
