"""The sessions themselves: where they were held, and each of them."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, select

from data_access import lists, territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.crowd import people_alone, rows_of
from data_access.answers.frames import frame_of, in_period, in_place, records
from data_access.answers.outcome import people_answer, whole
from data_access.answers.training.common import KIND, SESSIONS, SUBJECTS, kinds_of
from data_access.disclosure import count
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Course, CourseSession, Person, SessionAttendance
from data_access.viewer import Viewer

HELD = Definition(
    Text(
        "Sesiones por el cantón donde se dieron, sus horas y cohortes, y las personas distintas "
        "que llegaron a ellas, vivan donde vivan."
    ),
    "n = |{sesión}|;  personas = |{persona : asistió a alguna}|",
    Text("Marco de resultados M4SD: cantón de servicio y cantón de residencia no son lo mismo."),
)
EACH = Definition(
    Text("Cada sesión, con las personas que asistieron."),
    "n = |{persona : asistió}|",
    Text("Hojas sesiones y asistencia_sesiones."),
)
RULES = {"filters": (KIND,), "periods": True}


@question("training.sessions", HELD, SUBJECTS, by=("territory", KIND), **RULES)
def sessions(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Sessions and those who came to them, by where they were held and kind of course."""
    held, came = sessions_in(connection, scope)
    rows = []
    for row in rows_of(scope, {KIND: list(lists.COURSE)}):
        here = held[held["canton"].isin(territory.cantons_of(row["territory"]))]
        if KIND in row:
            here = here[here[KIND] == row[KIND]]
        figure = count(people_alone(came[came["session"].isin(here["session"])]), viewer)
        rows.append(
            {
                **row,
                "sessions": len(here),
                "cohorts": int(here["cohorte"].nunique()),
                "hours": float(here["horas"].sum()),
                "persons": whole(figure),
                "flag": figure.flag,
            }
        )
    columns = [*dict.fromkeys(("territory", *scope.by)), "sessions", "cohorts", "hours"]
    return people_answer(
        connection,
        "training.sessions",
        HELD,
        viewer,
        scope,
        rows,
        [*columns, "persons", "flag"],
        SESSIONS,
    )


@question("training.session_list", EACH, SUBJECTS, **RULES)
def session_list(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Each session held in a place and period."""
    held, came = sessions_in(connection, scope)
    by_session = dict(list(came.groupby("session")))
    nobody = came.iloc[:0]
    rows = []
    for session in records(held):
        figure = count(people_alone(by_session.get(session["session"], nobody)), viewer)
        rows.append({**session, "persons": whole(figure), "flag": figure.flag})
    columns = ["session", "curso", "nombre", KIND, "cohorte", "fecha", "horas", "canton"]
    return people_answer(
        connection,
        "training.session_list",
        EACH,
        viewer,
        scope,
        rows,
        [*columns, "persons", "flag"],
        SESSIONS,
    )


def sessions_in(connection: Connection, scope: Scope) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sessions held in a place and period, and who came to them: session, person, keys."""
    conditions = (
        Course.kind.in_(kinds_of(scope, list(lists.COURSE))),
        *in_place(CourseSession.canton_code, scope),
        *in_period(CourseSession.held_on, scope),
    )
    held = frame_of(
        connection,
        select(
            CourseSession.code.label("session"),
            Course.code.label("curso"),
            Course.name.label("nombre"),
            Course.kind.label(KIND),
            CourseSession.cohort_code.label("cohorte"),
            CourseSession.held_on.label("fecha"),
            CourseSession.hours.label("horas"),
            CourseSession.canton_code.label("canton"),
        )
        .join(Course, Course.code == CourseSession.course_code)
        .where(*conditions)
        .order_by(CourseSession.held_on, CourseSession.code),
    )
    came = frame_of(
        connection,
        select(
            SessionAttendance.session_code.label("session"),
            SessionAttendance.person_code.label("person"),
            Person.record_key_high.label("key_high"),
            Person.record_key_low.label("key_low"),
        )
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .join(Course, Course.code == CourseSession.course_code)
        .join(Person, Person.code == SessionAttendance.person_code)
        .where(*conditions, Person.withdrawn_on.is_(None)),
    )
    return held.assign(horas=held["horas"].astype(float)), came
