"""The workspaces of a place taken together: a person who uses two of them counts once."""

from __future__ import annotations

from sqlalchemy import Connection

from data_access import lists
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import people_alone
from data_access.answers.programme_results import people_answer, whole, worst
from data_access.answers.shared_columns import TERRITORY
from data_access.answers.ventures.coworking import (
    READ_SUBJECTS,
    USE,
    USE_COLUMNS,
    VISITS,
    days_open,
    sites_in,
    visits_in,
)
from data_access.disclosure import count, total
from data_access.language import Text
from data_access.measures.spaces import mixed_use, occupancy
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.viewer import Viewer

TOGETHER = Definition(
    Text(
        "Personas distintas que usaron algún espacio de coworking del lugar, parte de las horas de "
        "puesto ofrecidas en todos ellos que se usó, y uso compartido."
    ),
    USE.formula,
    USE.reference,
    limits=(
        *USE.limits,
        Text("No es la suma de los espacios: quien usa dos cuenta una sola vez."),
    ),
    rules=USE.rules,
    dated=USE.dated,
)


@question(
    "ventures.all_spaces",
    TOGETHER,
    READ_SUBJECTS,
    title=Text("Los espacios de coworking juntos"),
    columns=(TERRITORY, AnswerColumn("spaces", Kind.COUNT, Text("Espacios")), *USE_COLUMNS),
    periods=True,
    clock=Clock.DAY,
)
def all_spaces(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row: all workspaces of a place."""
    sites = sites_in(connection, scope)
    visits = visits_in(connection, scope, sites)
    users = people_alone(visits)
    figure = count(users, viewer)
    used = total(float(visits["hours"].sum()), users, viewer)
    share = None
    if used.value is not None and len(visits):
        # Seats times weekly hours of all spaces, as one space with one seat.
        weekly = float((sites["puestos"] * sites["horas_semana"]).sum())
        share = occupancy(used.value, 1, weekly, days_open(scope, visits))
    moving, host = (
        whole(count(people_alone(visits[visits["status"].isin(kinds)]), viewer, [users]))
        for kinds in (lists.ON_THE_MOVE, lists.HOST)
    )
    row = {
        "territory": scope.territory,
        "spaces": len(sites),
        "users": whole(figure),
        "seat_occupancy": share,
        "mixed_use": None if moving is None or host is None else mixed_use(moving, host),
        "on_the_move": moving,
        "host": host,
        "flag": worst((figure, used)),
    }
    return people_answer(connection, "ventures.all_spaces", viewer, scope, [row], VISITS)
