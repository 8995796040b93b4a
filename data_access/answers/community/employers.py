"""Employers trained and their attitudes afterwards; campaigns and workshops."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access import record_keys
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.frames import frame_of, in_period, in_place, records
from data_access.answers.programme_results import Origin, facts_answer, people_answer, whole, worst
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import (
    CANTON,
    DATE,
    EVENT,
    EVENT_KIND,
    FLAG,
    NAME,
    TERRITORY,
)
from data_access.disclosure import Group, average, count, total
from data_access.language import Text
from data_access.record_keys import whole as whole_key
from data_access.scope import Scope
from data_access.tables import (
    Attitude,
    Course,
    CourseSession,
    Enterprise,
    Event,
    EventAttendance,
    SessionAttendance,
)
from data_access.viewer import Viewer

EMPLOYERS = Origin(
    Text("Formación a empresas: sesiones, talleres y cuestionarios"),
    (CourseSession, SessionAttendance, Event, EventAttendance, Attitude),
    (CourseSession.held_on, Event.held_on),
)
EVENTS = Origin(Text("Campañas y talleres"), (Event,), (Event.held_on,))
AGREES = 4  # and 5
TRAINED = Definition(
    Text(
        "Empresas distintas que llegaron a un curso para empresas o a un taller, y la parte de "
        "respuestas de acuerdo (4 o 5) antes y después, de quienes contestaron la misma pregunta "
        "las dos veces."
    ),
    Text("cambio = p(después) − p(antes), por pares de participante y pregunta"),
    Text("Marco de resultados M4SD, AW-01 y AW-02."),
    limits=(
        Text(
            "Es un cambio de opinión declarado, de quienes contestaron las dos veces; no dice "
            "que la empresa contrate a más personas."
        ),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día del taller; de las actitudes, el último día de la cohorte"),
)
CAMPAIGNS = Definition(
    Text(
        "Campañas y talleres: empresas que llegaron, e impresiones, que son veces que se vio una "
        "campaña y nunca personas."
    ),
    Text("n = |{ empresa : llegó }|"),
    Text("Hojas eventos y asistencia_eventos."),
    limits=(
        Text(
            "Una persona puede ver una campaña muchas veces: las impresiones no son personas "
            "ni se suman con ellas."
        ),
    ),
    dated=Text("el día del evento"),
)


@question(
    "community.employers",
    TRAINED,
    ("training", "hiring", "labour", "territory"),
    title=Text("Empresas capacitadas y cambio de actitud"),
    columns=(
        TERRITORY,
        AnswerColumn("enterprises_trained", Kind.COUNT, Text("Empresas capacitadas")),
        AnswerColumn("pre", Kind.SHARE, Text("De acuerdo antes")),
        AnswerColumn("post", Kind.SHARE, Text("De acuerdo después")),
        AnswerColumn("change", Kind.SHARE, Text("Cambio")),
        AnswerColumn("pairs", Kind.COUNT, Text("Pares antes y después"), moved=True),
        AnswerColumn("participants", Kind.PEOPLE, Text("Personas que contestaron"), moved=True),
        FLAG,
    ),
    periods=True,
)
def employers(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return companies trained by their canton, and attitude change by the cohort's canton."""
    pairs = attitudes(connection, scope)
    people = participants(pairs)
    shown = count(people, viewer)
    means = {
        name: average(float(pairs[name].mean()) if len(pairs) else None, people, viewer)
        for name in ("pre", "post")
    }
    pre, post = (means[name].value for name in ("pre", "post"))
    row = {
        "territory": scope.territory,
        "enterprises_trained": companies_trained(connection, scope),
        "pre": pre,
        "post": post,
        "change": None if pre is None or post is None else round(post - pre, 12),
        "pairs": whole(total(float(len(pairs)), people, viewer)),
        "participants": whole(shown),
        "flag": worst((shown, *means.values())),
    }
    return people_answer(connection, "community.employers", viewer, scope, [row], EMPLOYERS)


def companies_trained(connection: Connection, scope: Scope) -> int:
    """Return the number of companies of a place that came to an employers' course or workshop."""
    courses = (
        select(SessionAttendance.enterprise_code)
        .join(CourseSession, CourseSession.code == SessionAttendance.session_code)
        .join(Course, Course.code == CourseSession.course_code)
        .where(Course.kind == "EMPRESAS", *in_period(CourseSession.held_on, scope))
    )
    workshops = (
        select(EventAttendance.enterprise_code)
        .join(Event, Event.code == EventAttendance.event_code)
        .where(Event.kind == "TALLER", *in_period(Event.held_on, scope))
    )
    came = courses.union(workshops).subquery()
    trained = select(func.count()).where(
        Enterprise.code.in_(select(came)), *in_place(Enterprise.canton_code, scope)
    )
    return int(connection.execute(trained).scalar_one())


def attitudes(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return one row per participant and question answered twice: agreement, `pre` and `post`."""
    held = (
        select(CourseSession.cohort_code)
        .where(*in_place(CourseSession.canton_code, scope))
        .group_by(CourseSession.cohort_code)
        .having(*in_period(func.max(CourseSession.held_on), scope))
    )
    found = frame_of(
        connection,
        select(
            Attitude.cohort_code,
            Attitude.participant_code,
            Attitude.question,
            Attitude.moment,
            Attitude.agreement,
        ).where(Attitude.cohort_code.in_(held)),
    )
    wide = found.pivot_table(
        index=["cohort_code", "participant_code", "question"],
        columns="moment",
        values="agreement",
        aggfunc="first",
    ).reindex(columns=["ANTES", "DESPUES"])
    both = wide.dropna().astype(float) >= AGREES
    return both.rename(columns={"ANTES": "pre", "DESPUES": "post"}).reset_index()


def participants(pairs: pd.DataFrame) -> Group:
    """Return the participants behind some pairs: their codes make keys as people's do."""
    each = pairs[["cohort_code", "participant_code"]].drop_duplicates()
    keys = [record_keys.of(f"{cohort}|{who}") for cohort, who in each.itertuples(index=False)]
    return Group(len(keys), whole_key(sum(h for h, _ in keys), sum(low for _, low in keys)))


@question(
    "community.events",
    CAMPAIGNS,
    ("hiring", "territory"),
    title=Text("Campañas y talleres"),
    columns=(
        EVENT,
        NAME,
        EVENT_KIND,
        DATE,
        CANTON,
        AnswerColumn(
            "impressions",
            Kind.COUNT,
            Text("Impresiones (no son personas)"),
            not_for=("tipo", "TALLER"),
        ),
        AnswerColumn("companies", Kind.COUNT, Text("Empresas que llegaron")),
    ),
    periods=True,
)
def events(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return campaigns and workshops of a place, the latest last."""
    companies = (
        select(func.count())
        .where(EventAttendance.event_code == Event.code, EventAttendance.enterprise_code != "")
        .scalar_subquery()
    )
    query = (
        select(
            Event.code.label("event"),
            Event.name.label("nombre"),
            Event.kind.label("tipo"),
            Event.held_on.label("fecha"),
            Event.canton_code.label("canton"),
            Event.impressions,
            companies.label("companies"),
        )
        .where(
            Event.kind.in_(("CAMPANA", "TALLER")),
            *in_place(Event.canton_code, scope),
            *in_period(Event.held_on, scope),
        )
        .order_by(Event.held_on, Event.code)
    )
    found = frame_of(connection, query)
    rows: list[dict[str, Any]] = records(found)
    return facts_answer(connection, "community.events", scope, rows, EVENTS)
