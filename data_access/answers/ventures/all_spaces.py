"""The workspaces of a place taken together: a person who uses two of them counts once."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import ATTRIBUTES, crowd_of, rows_of
from data_access.answers.programme_results import people_answer, whole
from data_access.answers.shared_columns import TERRITORY
from data_access.answers.ventures.coworking import (
    READ_SUBJECTS,
    USE,
    USE_COLUMNS,
    VISITS,
    sites_in,
    use_of,
    users_of,
)
from data_access.disclosure import count
from data_access.language import Text
from data_access.periods import Clock
from data_access.scope import Scope
from data_access.viewer import Viewer

CODES = {name: codes for name, (_column, codes) in ATTRIBUTES.items()}
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
    by=ATTRIBUTES,
    periods=True,
    clock=Clock.DAY,
)
def all_spaces(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row: all workspaces of a place; or one for each group, of its users alone."""
    sites = sites_in(connection, scope)
    if scope.by:
        rows = _of_groups(connection, viewer, scope, sites)
        return people_answer(connection, "ventures.all_spaces", viewer, scope, rows, VISITS)
    used = use_of(connection, scope, sites, together=True)
    # Seats times weekly hours of all spaces, as one space with one seat.
    weekly = float((sites["puestos"] * sites["horas_semana"]).sum())
    row = {
        "territory": scope.territory,
        "spaces": len(sites),
        **used.columns(scope, viewer, 1, weekly),
    }
    return people_answer(connection, "ventures.all_spaces", viewer, scope, [row], VISITS)


def _of_groups(
    connection: Connection, viewer: Viewer, scope: Scope, sites: pd.DataFrame
) -> list[dict[str, Any]]:
    """Return how many of each group used the workspaces, wherever they live."""
    everywhere = Scope(by=scope.by)
    crowd = crowd_of(connection, users_of(scope, sites), everywhere, {})
    rows = []
    for group in rows_of(everywhere, CODES):
        users = count(crowd.group(group), viewer, crowd.wider(group))
        own = {"territory": scope.territory, "spaces": len(sites)}
        rows.append({**group, **own, "users": whole(users), "flag": users.flag})
    return rows
