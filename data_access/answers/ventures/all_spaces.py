"""The workspaces of a place taken together: a person who uses two of them counts once."""

from __future__ import annotations

from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.programme_results import people_answer
from data_access.answers.shared_columns import TERRITORY
from data_access.answers.ventures.coworking import (
    READ_SUBJECTS,
    USE,
    USE_COLUMNS,
    VISITS,
    sites_in,
    use_of,
)
from data_access.language import Text
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
    used = use_of(connection, scope, sites, together=True)
    # Seats times weekly hours of all spaces, as one space with one seat.
    weekly = float((sites["puestos"] * sites["horas_semana"]).sum())
    row = {
        "territory": scope.territory,
        "spaces": len(sites),
        **used.columns(scope, viewer, 1, weekly),
    }
    return people_answer(connection, "ventures.all_spaces", viewer, scope, [row], VISITS)
