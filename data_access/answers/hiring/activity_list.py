"""The fairs, workshops and campaigns of a place one by one: activities, not people."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.detail import working_detail
from data_access.answers.frames import frame_of, in_place, records
from data_access.answers.programme_results import Origin, facts_answer
from data_access.answers.publication_rules import WORKING_DETAIL
from data_access.answers.shared_columns import CANTON, DATE, EVENT, EVENT_KIND, NAME
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Event, EventAttendance, Vacancy
from data_access.viewer import Viewer

EACH = Definition(
    Text(
        "Cada feria, taller y campaña, con las empresas que llegaron y las vacantes y puestos que "
        "se ofrecieron en ella; sin las personas."
    ),
    "",
    Text("Hojas eventos, asistencia_eventos y vacantes."),
    rules=(WORKING_DETAIL,),
)
EVENT_COLUMNS = (
    EVENT,
    EVENT_KIND,
    NAME,
    DATE,
    CANTON,
    AnswerColumn("companies_there", Kind.COUNT, Text("Empresas que llegaron")),
    AnswerColumn("vacancies_there", Kind.COUNT, Text("Vacantes que se ofrecieron")),
    AnswerColumn("posts", Kind.COUNT, Text("Puestos")),
)
COLUMNS = names_of(EVENT_COLUMNS)
EVENTS = Origin(Text("Ferias, talleres y campañas"), (Event,), ())


@question(
    "hiring.event_list",
    EACH,
    ("hiring", "labour", "territory"),
    title=Text("Eventos, uno por uno"),
    columns=EVENT_COLUMNS,
)
def event_list(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per event of a place, the latest last."""
    frame, notes = working_detail(viewer, scope, COLUMNS, lambda: events_in(connection, scope))
    return facts_answer(
        connection,
        "hiring.event_list",
        EACH,
        scope,
        records(frame),
        COLUMNS,
        EVENTS,
        notes=notes,
    )


def events_in(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return the events held in a place, with what companies offered there."""
    companies = (
        select(func.count())
        .where(EventAttendance.event_code == Event.code, EventAttendance.enterprise_code != "")
        .scalar_subquery()
    )
    offered = (
        select(
            Vacancy.event_code,
            func.count().label("vacancies"),
            func.sum(Vacancy.posts).label("posts"),
        )
        .group_by(Vacancy.event_code)
        .subquery()
    )
    query = (
        select(
            Event.code.label("event"),
            Event.kind.label("tipo"),
            Event.name.label("nombre"),
            Event.held_on.label("fecha"),
            Event.canton_code.label("canton"),
            companies.label("companies_there"),
            func.coalesce(offered.c.vacancies, 0).label("vacancies_there"),
            func.coalesce(offered.c.posts, 0).label("posts"),
        )
        .outerjoin(offered, offered.c.event_code == Event.code)
        .where(*in_place(Event.canton_code, scope))
        .order_by(Event.held_on, Event.code)
    )
    return frame_of(connection, query)
