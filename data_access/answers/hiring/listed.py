"""The fairs, workshops and campaigns of a place one by one: activities, not people."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from data_access.answers.answer import Definition, Source
from data_access.answers.detail import OF_ITS_PLACE, Listed, detail
from data_access.answers.frames import frame_of, in_place
from data_access.answers.provenance import batches_of
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Event, EventAttendance, Vacancy

EACH = Definition(
    Text(
        "Cada feria, taller y campaña, con las empresas que llegaron y las vacantes y puestos que "
        "se ofrecieron en ella; sin las personas."
    ),
    "",
    Text("Hojas eventos, asistencia_eventos y vacantes."),
    rules=(OF_ITS_PLACE,),
)


@detail(
    "hiring.event_list",
    EACH,
    ("hiring", "labour", "territory"),
    ("event", "tipo", "nombre", "fecha", "canton", "companies_there", "vacancies_there", "posts"),
)
def event_list(connection: Connection, scope: Scope) -> Listed:
    """One row an event of a place, the latest last."""
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
    found = frame_of(connection, query)
    batches = batches_of(connection, Event)
    source = Source(Text("Ferias, talleres y campañas"), None, batches)
    return Listed(found, len(found), sources=(source,) if batches else ())
