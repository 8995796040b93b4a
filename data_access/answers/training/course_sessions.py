"""Course sessions: by place, and one by one."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import ColumnElement, Connection, select

from data_access import lists, territory
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.crowd import one_group, people_alone, places_of, rows_behind, rows_of
from data_access.answers.detail import working_detail
from data_access.answers.frames import (
    by_place,
    frame_of,
    in_one_place,
    in_period,
    in_place,
    lives_in,
    records,
)
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
from data_access.facts.training import attendance
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Course, CourseSession
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
    held = sessions_held(connection, scope)
    here = by_place(CourseSession.canton_code, scope)
    dimensions = here | ({KIND: Course.kind} if KIND in scope.by else {})
    own = [column.label(name) for name, column in dimensions.items()]
    facts = attendance([*_asked_about(scope), *lives_in(CourseSession.canton_code, scope)], *own)
    came = in_one_place(people_alone(connection, facts, [*dimensions]), scope)
    place = {canton: place for place in places_of(scope) for canton in territory.cantons_of(place)}
    held = held.assign(territory=held["canton"].map(place))
    rows = []
    for row in rows_of(scope, {KIND: list(lists.COURSE)}):
        those, people = (rows_behind(frame, {}, row) for frame in (held, came))
        figure = count(one_group(people), viewer)
        rows.append(
            {
                **row,
                "sessions": len(those),
                "cohorts": int(those["cohorte"].nunique()),
                "hours": float(those["horas"].sum()),
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
