"""Users of the shared workspaces, occupancy by hour, and mixed use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import product
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access import clock, lists
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import people_alone
from data_access.answers.frames import frame_of, in_place, records
from data_access.answers.programme_results import Origin, facts_answer, people_answer, whole, worst
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import CANTON, FLAG, NAME, POINT, SITE
from data_access.disclosure import count, total
from data_access.language import Text
from data_access.measures.spaces import mixed_use, occupancy
from data_access.periods import Clock
from data_access.scope import Scope, ScopeError
from data_access.tables import Person, Site, Visit
from data_access.viewer import Viewer

READ_SUBJECTS = ("people", "ventures", "territory")
VISITS = Origin(Text("Visitas a los espacios de coworking"), (Site, Visit), (Visit.entered_at,))
SPACES = Origin(Text("Espacios de coworking"), (Site,), ())
HOUR = pd.Timedelta(hours=1)
SITES = Definition(
    Text("Los espacios de coworking, dónde están y cuántos puestos y horas ofrecen."),
    "",
    Text("Hoja sedes."),
)
USE = Definition(
    Text(
        "Personas distintas que usaron cada espacio; parte de las horas de puesto ofrecidas que se "
        "usó, desde la primera hasta la última visita o en el período; y uso compartido: 1 si "
        "vienen tantas personas en movilidad como de la comunidad de acogida, 0 si solo unas."
    ),
    Text("ocupación = Σ horas / (puestos · horas por semana · semanas);  uso = 1 − |2p − 1|"),
    Text("Marco de resultados M4SD, CW-01 a CW-03."),
    limits=(
        Text("Una visita sin hora de salida cuenta a la persona, pero no sus horas."),
        Text("En el uso compartido no entran la migración interna ni quienes no respondieron."),
    ),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día de la entrada"),
)
OCCUPANCY = Definition(
    Text("Puestos ocupados en promedio en cada espacio, por día de la semana y hora de Ecuador."),
    Text("Σ horas de puesto en la hora / semanas"),
    Text("Marco de resultados M4SD, CW-02."),
    limits=(Text("Una visita sin hora de salida no cuenta."),),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el día de la entrada"),
)


def sites_in(connection: Connection, scope: Scope) -> pd.DataFrame:
    """Return the workspaces of a place, or the one asked about."""
    query = select(
        Site.code.label("site"),
        Site.name.label("nombre"),
        Site.canton_code.label("canton"),
        Site.seats.label("puestos"),
        Site.weekly_hours.label("horas_semana"),
        Site.lat,
        Site.lon,
    )
    found = frame_of(
        connection, query.where(*in_place(Site.canton_code, scope)).order_by(Site.code)
    )
    asked = scope.get("sede")
    if asked is not None:
        found = found[found["site"] == asked]
        if found.empty:
            raise ScopeError(
                Text("El filtro {key} no tiene el código «{value}».", key="sede", value=asked)
            )
    numbers = ["horas_semana", "lat", "lon"]
    return found.astype(dict.fromkeys(numbers, float))


def visits_in(connection: Connection, scope: Scope, sites: pd.DataFrame) -> pd.DataFrame:
    """Return visits that began in a period, in Ecuador's time.

    Columns: site, person, keys, entered, left, hours, status.
    """
    query = (
        select(
            Visit.site_code.label("site"),
            Visit.person_code.label("person"),
            Person.record_key_high.label("key_high"),
            Person.record_key_low.label("key_low"),
            Person.mobility_status.label("status"),
            Visit.entered_at.label("entered"),
            Visit.left_at.label("left"),
        )
        .join(Person, Person.code == Visit.person_code)
        .where(Person.withdrawn_on.is_(None), Visit.site_code.in_(sites["site"].tolist()))
    )
    for limit, after in ((scope.start, True), (scope.end, False)):
        if limit:
            moment = dt.datetime.combine(limit, dt.time(), clock.TIMEZONE)
            query = query.where(Visit.entered_at >= moment if after else Visit.entered_at < moment)
    found = frame_of(connection, query)
    for name in ("entered", "left"):
        found[name] = pd.to_datetime(found[name], utc=True).dt.tz_convert(str(clock.TIMEZONE))
    return found.assign(hours=hours(found["left"] - found["entered"]))


def hours(lasting: pd.Series[pd.Timedelta]) -> pd.Series[float]:
    """Return lengths of time as hours."""
    return lasting.dt.total_seconds() / 3600


def days_open(scope: Scope, visits: pd.DataFrame) -> float:
    """Return the days of seats on offer: the period's, or from the first visit to the last."""
    first, last = visits["entered"].min().date(), visits["entered"].max().date()
    start = scope.start or first
    end = min(scope.end, scope.today) if scope.end and scope.start else last + dt.timedelta(1)
    return float((end - start).days)


USE_COLUMNS = (
    AnswerColumn("users", Kind.PEOPLE, Text("Personas usuarias"), moved=True),
    AnswerColumn("seat_occupancy", Kind.SHARE, Text("Ocupación")),
    AnswerColumn("mixed_use", Kind.NUMBER, Text("Uso compartido (0 a 1)")),
    AnswerColumn("on_the_move", Kind.PEOPLE, Text("En movilidad"), moved=True),
    AnswerColumn("host", Kind.PEOPLE, Text("De la comunidad de acogida"), moved=True),
    FLAG,
)
WEEKDAYS: Mapping[str, Text] = {
    "1": Text("lunes"),
    "2": Text("martes"),
    "3": Text("miércoles"),
    "4": Text("jueves"),
    "5": Text("viernes"),
    "6": Text("sábado"),
    "7": Text("domingo"),
}


@question(
    "ventures.coworking",
    USE,
    READ_SUBJECTS,
    title=Text("Uso de los espacios de coworking"),
    columns=(SITE, NAME, CANTON, *USE_COLUMNS),
    filters=("sede",),
    periods=True,
    clock=Clock.DAY,
)
def coworking(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return each workspace of a place: users, occupancy and shared use."""
    sites = sites_in(connection, scope)
    visits = visits_in(connection, scope, sites)
    rows = [
        {
            **{name: site[name] for name in ("site", "nombre", "canton")},
            **_use(site, visits[visits["site"] == site["site"]], scope, viewer),
        }
        for site in records(sites)
    ]
    return people_answer(
        connection,
        "ventures.coworking",
        viewer,
        scope,
        rows,
        VISITS,
        notes=_unknown_exits(visits, viewer),
    )


def _use(
    site: dict[str, Any], visits: pd.DataFrame, scope: Scope, viewer: Viewer
) -> dict[str, Any]:
    users = people_alone(visits)
    figure = count(users, viewer)
    used = total(float(visits["hours"].sum()), users, viewer)
    share = None
    if used.value is not None and len(visits):
        days = days_open(scope, visits)
        share = occupancy(used.value, site["puestos"], site["horas_semana"], days)
    moving, host = (
        count(people_alone(visits[visits["status"].isin(kinds)]), viewer, [users])
        for kinds in (lists.ON_THE_MOVE, lists.HOST)
    )
    both = whole(moving), whole(host)
    return {
        "users": whole(figure),
        "seat_occupancy": share,
        "mixed_use": None if None in both else mixed_use(*both),  # type: ignore[arg-type]
        "on_the_move": both[0],
        "host": both[1],
        "flag": worst((figure, used)),
    }


def _unknown_exits(visits: pd.DataFrame, viewer: Viewer) -> tuple[Text, ...]:
    """Return how many visits add no hours: sums over people too, so to two digits below monitor."""
    without = visits[visits["left"].isna()]
    shown = total(float(len(without)), people_alone(without), viewer)
    if not shown.value:
        return ()
    return (
        Text(
            "{count} visita sin hora de salida no suma horas.",
            "{count} visitas sin hora de salida no suman horas.",
            int(shown.value),
        ),
    )


@question(
    "ventures.occupancy",
    OCCUPANCY,
    READ_SUBJECTS,
    title=Text("Puestos ocupados por día y hora"),
    columns=(
        SITE,
        AnswerColumn("weekday", Kind.CODE, Text("Día"), WEEKDAYS),
        AnswerColumn("hour", Kind.HOUR, Text("Hora")),
        AnswerColumn("seats_taken", Kind.NUMBER, Text("Puestos ocupados"), moved=True),
        AnswerColumn("occupancy", Kind.SHARE, Text("Ocupación")),
        FLAG,
    ),
    filters=("sede",),
    periods=True,
    clock=Clock.DAY,
)
def by_hour(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return seats taken on average by weekday (1 is Monday) and hour; every hour is a row."""
    sites = sites_in(connection, scope)
    rows = []
    for site in records(sites):
        visits = visits_in(connection, scope, sites[sites["site"] == site["site"]])
        visits = visits[visits["left"].notna()]
        weeks = days_open(scope, visits) / 7 if len(visits) else 1.0
        slots = dict(list(hours_of(visits).groupby("at")))
        for weekday, hour in product(range(1, 8), range(24)):
            taken = slots.get(24 * weekday + hour, visits.iloc[:0].assign(share=0.0))
            seats = total(float(taken["share"].sum()) / weeks, people_alone(taken), viewer)
            rows.append(
                {
                    "site": site["site"],
                    "weekday": weekday,
                    "hour": hour,
                    "seats_taken": seats.value,
                    "occupancy": None if seats.value is None else seats.value / site["puestos"],
                    "flag": seats.flag,
                }
            )
    return people_answer(connection, "ventures.occupancy", viewer, scope, rows, VISITS)


def hours_of(visits: pd.DataFrame) -> pd.DataFrame:
    """Return one row per visit and clock hour that it touches, with the share of it filled.

    `at` is 24 times the weekday (1 is Monday) and the hour.
    """
    first = visits["entered"].dt.floor("h")
    count_of = hours(visits["left"].dt.ceil("h") - first).astype(int)
    each = visits.loc[visits.index.repeat(count_of)]
    begins = first.loc[each.index] + pd.to_timedelta(each.groupby(level=0).cumcount(), unit="h")
    ends = begins + HOUR
    share = hours(each["left"].clip(upper=ends) - each["entered"].clip(lower=begins))
    return each.assign(at=24 * (begins.dt.day_of_week + 1) + begins.dt.hour, share=share)


@question(
    "ventures.sites",
    SITES,
    ("ventures", "territory"),
    title=Text("Espacios de coworking"),
    columns=(
        SITE,
        NAME,
        CANTON,
        AnswerColumn("puestos", Kind.COUNT, Text("Puestos de trabajo")),
        AnswerColumn("horas_semana", Kind.DURATION, Text("Horas por semana")),
        *POINT,
    ),
    filters=("sede",),
)
def sites(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return the workspaces of a place, with the point of each where it is known."""
    rows = records(sites_in(connection, scope))
    return facts_answer(connection, "ventures.sites", scope, rows, SPACES)
