"""Course sessions: by place, and one by one."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import ColumnElement, Connection, select

from data_access import lists, territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.crowd import people_alone, rows_of
from data_access.answers.detail import working_detail
from data_access.answers.frames import frame_of, in_period, in_place, records
from data_access.answers.programme_results import Origin, facts_answer, people_answer, whole
from data_access.answers.publication_rules import ABOUT_PEOPLE, WORKING_DETAIL
from data_access.answers.shared_columns import (
    CANTON,
    COURSE_KIND,
    DATE,
    FLAG,
    NAME,
    PERSONS,
    TERRITORY,
)
from data_access.answers.training.training_answer import KIND, READ_SUBJECTS, SESSIONS, kinds_of
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
    Text("n = |{ sesión }|;  personas = |{ persona : asistió a alguna }|"),
    Text("Marco de resultados M4SD: cantón de servicio y cantón de residencia no son lo mismo."),
    limits=(Text("Quien asistió en dos cantones está en los dos: no se suman."),),
    rules=(ABOUT_PEOPLE,),
    dated=Text("el día de la sesión"),
)
EACH = Definition(
    Text("Cada sesión de los cursos, con su cohorte, su día y su lugar; sin las personas."),
    "",
    Text("Hoja sesiones."),
    rules=(WORKING_DETAIL,),
)
EACH_SESSION = Origin(SESSIONS.name, (CourseSession,), ())
SESSION_COLUMNS = (
    AnswerColumn("session", Kind.TEXT, Text("Sesión")),
    AnswerColumn("curso", Kind.TEXT, Text("Curso")),
    NAME,
    COURSE_KIND,
    AnswerColumn("cohorte", Kind.TEXT, Text("Cohorte")),
    DATE,
    AnswerColumn("horas", Kind.DURATION, Text("Horas")),
    CANTON,
)
LIST_COLUMNS = names_of(SESSION_COLUMNS)
RULES = {"filters": (KIND,), "periods": True}


@question(
    "training.sessions",
    HELD,
    READ_SUBJECTS,
    title=Text("Sesiones y quienes llegaron"),
    columns=(
        TERRITORY,
        AnswerColumn("sessions", Kind.COUNT, Text("Sesiones")),
        AnswerColumn("cohorts", Kind.COUNT, Text("Cohortes")),
        AnswerColumn("hours", Kind.DURATION, Text("Horas")),
        PERSONS,
        FLAG,
    ),
    by=("territory", KIND),
    **RULES,
)
def sessions(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return sessions and those who came to them, by where they were held and kind of course."""
    held, came = sessions_held(connection, scope), attendance(connection, scope)
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
    return people_answer(connection, "training.sessions", viewer, scope, rows, SESSIONS)


@question(
    "training.session_list",
    EACH,
    ("training", "territory"),
    title=Text("Sesiones, una por una"),
    columns=SESSION_COLUMNS,
    filters=(KIND,),
)
def session_list(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each session held in a place, the latest last."""

    def reading() -> pd.DataFrame:
        return sessions_held(connection, scope)

    frame, notes = working_detail(viewer, scope, LIST_COLUMNS, reading)
    return facts_answer(
        connection, "training.session_list", scope, records(frame), EACH_SESSION, notes=notes
    )


def _asked_about(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return (
        Course.kind.in_(kinds_of(scope, list(lists.COURSE))),
        *in_place(CourseSession.canton_code, scope),
        *in_period(CourseSession.held_on, scope),
    )


def sessions_held(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return the sessions held in a place and period, the latest last."""
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
        .where(*_asked_about(scope))
        .order_by(CourseSession.held_on, CourseSession.code),
    )
    return held.assign(horas=held["horas"].astype(float))


def attendance(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return who came to the sessions of a place and period: session, person and key halves."""
    return frame_of(
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
        .where(*_asked_about(scope), Person.withdrawn_on.is_(None)),
    )
