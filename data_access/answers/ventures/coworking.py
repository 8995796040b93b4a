"""Users of the shared workspaces, occupancy by hour, and mixed use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from data_access import lists
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import one_group, people_alone
from data_access.answers.frames import frame_of, in_place, records
from data_access.answers.programme_results import Origin, facts_answer, people_answer, whole, worst
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.shared_columns import CANTON, FLAG, NAME, POINT, SITE
from data_access.disclosure import NOBODY, Group, count, total
from data_access.facts.people import PEOPLE, Facts
from data_access.facts.visits import HOUR, entered_in, hours_touched, use, visits
from data_access.language import Text
from data_access.measures.spaces import mixed_use, occupancy
from data_access.periods import Clock, after_quarter, quarter_of
from data_access.record_keys import whole as whole_key
from data_access.scope import Scope, ScopeError
from data_access.tables import Site, Visit
from data_access.viewer import Viewer, sees_exact_people

READ_SUBJECTS = ("people", "ventures", "territory")
VISITS = Origin(Text("Visitas a los espacios de coworking"), (Site, Visit), (Visit.entered_at,))
SPACES = Origin(Text("Espacios de coworking"), (Site,), ())
SITES = Definition(
    Text("Los espacios de coworking, dónde están y cuántos puestos y horas ofrecen."),
    "",
    Text("Hoja sedes."),
)
USE = Definition(
    Text(
        "Personas distintas que usaron cada espacio; parte de las horas de puesto ofrecidas que se "
        "usó, desde la primera hasta la última visita (para el público, por trimestres enteros) o "
        "en el período; y uso compartido: 1 si vienen tantas personas en movilidad como de la "
        "comunidad de acogida, 0 si solo unas."
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


@dataclass(frozen=True)
class Use:
    """The use of some workspaces: each one's visits, and users by `status`."""

    visits: pd.DataFrame
    users: pd.DataFrame

    def of(self, site: str) -> Use:
        """Return that of one workspace."""
        own = self.visits["site"] == site, self.users["part"] == site
        return Use(self.visits[own[0]], self.users[own[1]])

    @property
    def hours(self) -> float:
        """The hours that people were there, as far as they are known."""
        return int(self.visits["seconds"].sum()) / HOUR

    def columns(
        self, scope: Scope, viewer: Viewer, seats: int, weekly_hours: float
    ) -> dict[str, Any]:
        """Return the columns of a row about some workspaces, which offer so many seats."""
        users = one_group(self.users)
        figure = count(users, viewer)
        used = total(self.hours, users, viewer)
        share = None
        if used.value is not None and len(self.visits):
            days = days_open(scope, self.visits, viewer)
            share = occupancy(used.value, seats, weekly_hours, days)
        moving, host = (
            whole(count(one_group(self.users[self.users["status"].isin(kinds)]), viewer, [users]))
            for kinds in (lists.ON_THE_MOVE, lists.HOST)
        )
        return {
            "users": whole(figure),
            "seat_occupancy": share,
            "mixed_use": None if moving is None or host is None else mixed_use(moving, host),
            "on_the_move": moving,
            "host": host,
            "flag": worst((figure, used)),
        }


def use_of(
    connection: Connection, scope: Scope, sites: pd.DataFrame, together: bool = False
) -> Use:
    """Return the use of some workspaces, of each of them or `together`: each user once."""
    by = [] if together else ["part"]
    users = people_alone(connection, users_of(scope, sites), ["mobility_status", *by])
    found = frame_of(connection, use(entered_in(scope.start, scope.end, sites["site"].tolist())))
    return Use(found, users.rename(columns={"mobility_status": "status"}))


def users_of(scope: Scope, sites: pd.DataFrame) -> Facts:
    """Return who entered some workspaces in a period."""
    period = entered_in(scope.start, scope.end, sites["site"].tolist())
    return Facts(visits(period).subquery())


def days_open(scope: Scope, visits: pd.DataFrame, viewer: Viewer) -> float:
    """Return the days of seats on offer: the period's, or from the first visit to the last.

    The first and the last visit are each somebody's: below monitor whole quarters count.
    """
    first, last = visits["first"].min(), visits["last"].max() + dt.timedelta(1)
    if not sees_exact_people(viewer):
        first, last = quarter_of(first), min(after_quarter(visits["last"].max()), scope.today)
    end = min(scope.end, scope.today) if scope.end and scope.start else last
    return float((end - (scope.start or first)).days)


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
    used = use_of(connection, scope, sites)
    rows = [
        {
            **{name: site[name] for name in ("site", "nombre", "canton")},
            **used.of(site["site"]).columns(scope, viewer, site["puestos"], site["horas_semana"]),
        }
        for site in records(sites)
    ]
    notes = _unknown_exits(connection, scope, sites, viewer)
    return people_answer(connection, "ventures.coworking", viewer, scope, rows, VISITS, notes=notes)


def _unknown_exits(
    connection: Connection, scope: Scope, sites: pd.DataFrame, viewer: Viewer
) -> tuple[Text, ...]:
    """Return how many visits add no hours: sums over people too, so to two digits below monitor."""
    period = entered_in(scope.start, scope.end, sites["site"].tolist())
    rows = visits([*period, Visit.left_at.is_(None)]).subquery()
    found = people_alone(connection, Facts(rows, figures={"times": func.count()}), sums=["times"])
    shown = total(float(found["times"].sum()), one_group(found), viewer)
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
        AnswerColumn("seats_taken", Kind.NUMBER, Text("Puestos de coworking ocupados"), moved=True),
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
    period = entered_in(scope.start, scope.end, sites["site"].tolist())
    finished = [*period, Visit.left_at.is_not(None)]
    visits = frame_of(connection, use(finished)).set_index("site", drop=False)
    facts = hours_touched(period, int(visits["longest"].max()) if len(visits) else 0)
    slots = slots_of(connection, facts)
    rows = []
    for site in records(sites):
        own = visits[visits["site"] == site["site"]]
        weeks = days_open(scope, own, viewer) / 7 if len(own) else 1.0
        for weekday, hour in product(range(1, 8), range(24)):
            seconds, people = slots.get((site["site"], 24 * (weekday - 1) + hour), (0, NOBODY))
            seats = total(seconds / HOUR / weeks, people, viewer)
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


def slots_of(connection: Connection, facts: Facts) -> dict[tuple[str, int], tuple[int, Group]]:
    """Return seconds and people by workspace and hour of the week, 0 to 167."""
    found = people_alone(connection, facts, ["part", "hour"], ["seconds"])
    names = ("part", "hour", "seconds", *PEOPLE)
    return {
        (part, hour // HOUR): (seconds, Group(persons, whole_key(high, low)))
        for part, hour, seconds, persons, high, low in zip(
            *(found[name].tolist() for name in names), strict=True
        )
    }


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
