"""The map of the jobs."""

from __future__ import annotations

from components import places
from components.atlas import Look
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import CIRCLES
from data_access.language import Text

LOOK = Look(
    title=Text("Personas contratadas"),
    counted=Text("Personas distintas que empezaron un trabajo, por el cantón del trabajo."),
    ramp="supply_ramp",
)


def mapped(asked: ProgrammeQuestions) -> None:
    """Render the workplaces of the place's parts; a click on one opens that part."""
    answer = asked.by_place("hiring.workplaces")
    found = {
        # Whoever worked in two places is in both: they are not compared.
        row["territory"]: estimate_rows.people(answer, row, "persons", apart=False)
        for row in answer.rows()
    }
    sizes = {code: None if one.value is None else int(one.value) for code, one in found.items()}
    places.render(
        places.PlaceMap(LOOK, answer, found, sizes, CIRCLES, asked.mapped, asked.scope.territory)
    )
