"""Where the jobs are, on the map."""

from __future__ import annotations

from components import places
from components.atlas import Look
from components.outcomes import reading
from components.outcomes.asking import Asked
from components.outcomes.drawing import CIRCLES
from data_access.language import Text

LOOK = Look(
    title=Text("Personas contratadas"),
    counted=Text("Personas distintas que empezaron un trabajo, por el cantón del trabajo."),
    ramp="supply_ramp",
    people=True,
)


def mapped(asked: Asked) -> None:
    """The workplaces of the place's parts; a click on one goes there."""
    answer = asked.by_place("hiring.workplaces")
    found = {row["territory"]: reading.people(row, "persons") for row in reading.rows(answer)}
    sizes = {code: None if one.value is None else int(one.value) for code, one in found.items()}
    places.draw(LOOK, answer, found, sizes, CIRCLES, asked.mapped, asked.scope.territory)
