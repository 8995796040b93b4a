"""The measures that the map of the labour page offers, and their figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from components import evidence
from components.atlas import Look
from components.estimate_values import NOTHING, Estimate, by_code, estimate_of, number
from components.labour.labour_rows import supply_flag
from components.moved import is_moved
from data_access.answers import Answer
from data_access.language import Text


@dataclass(frozen=True, kw_only=True)
class Measure(Look):
    """A measure of the map: `question` answers it, in its column `column`."""

    question: str
    column: str = "estimate"
    by_occupation: bool = True


MEASURES: Mapping[str, Measure] = {
    "vacantes": Measure(
        title=Text("Vacantes"),
        counted=Text("Puestos vacantes estimados en la fecha de la encuesta."),
        question="labour.vacancies",
        ramp="demand_ramp",
    ),
    "tasa": Measure(
        title=Text("Tasa de vacantes"),
        counted=Text(
            "Vacantes de cada cien puestos, ocupados o vacantes, de todas las ocupaciones."
        ),
        question="labour.vacancy_rate",
        ramp="demand_ramp",
        share=True,
        by_occupation=False,
    ),
    "dificiles": Measure(
        title=Text("Vacantes difíciles de cubrir"),
        counted=Text("Parte de las vacantes que las empresas encuentran difícil de cubrir."),
        question="labour.hard_to_fill",
        ramp="demand_ramp",
        share=True,
    ),
    "brecha": Measure(
        title=Text("Brecha"),
        counted=Text(
            "Vacantes menos personas inscritas en la bolsa de empleo: naranja, faltan personas."
        ),
        question="labour.gap",
        ramp="gap_ramp",
        column="gap",
        diverging=True,
    ),
    "oferta": Measure(
        title=Text("Oferta registrada"),
        counted=Text("Personas inscritas en la bolsa de empleo a la fecha de la encuesta."),
        question="labour.gap",
        ramp="supply_ramp",
        column="registered_supply",
    ),
    "dispuestas": Measure(
        title=Text("Empresas dispuestas a contratar"),
        counted=Text("Parte de las empresas dispuestas a contratar a personas en movilidad."),
        question="labour.willing",
        ramp="neutral_ramp",
        share=True,
        by_occupation=False,
    ),
}
USUAL = "vacantes"


def figures(measure: Measure, answer: Answer, vacancies: Answer) -> dict[str, Estimate]:
    """Return the figure of each place.

    A count of people has no interval; a gap has that of its demand, and is tested with the noise
    of adjusted counts of people.
    """
    if measure.column == "estimate":
        return by_code(answer, "territory")
    demand = by_code(vacancies, "territory")
    rows = answer.rows()
    if measure.column == "registered_supply":
        return {row["territory"]: _supply(answer, row) for row in rows}
    return {
        row["territory"]: _gap(answer, row, demand.get(row["territory"], NOTHING)) for row in rows
    }


def _gap(answer: Answer, row: Mapping[Any, Any], demand: Estimate) -> Estimate:
    value, people = number(row["gap"]), number(row["registered_supply"])
    if value is None or people is None or not demand.measured:
        return Estimate(value, None, None, str(row["flag"]), demand.n)
    tested = evidence.gap_of(demand.evidence, people, answer.adjusted)
    low, high = (demand.low or 0) - people, (demand.high or 0) - people
    return Estimate(value, low, high, str(row["flag"]), demand.n, tested)


def _supply(answer: Answer, row: Mapping[Any, Any]) -> Estimate:
    # People are counted wherever there is a row; a missing count is few.
    value = number(row["registered_supply"])
    flag = "reliable" if value is not None else supply_flag(row)
    tested = evidence.counted(value, answer.adjusted)
    moved = is_moved(answer, row, "registered_supply")
    return Estimate(value, None, None, flag, evidence=tested, moved=moved)


def sizes(vacancies: Answer) -> dict[str, int | None]:
    """Return how many companies answered in each place: the area of its circle."""
    rows = vacancies.rows()
    return {row["territory"]: estimate_of(row).n for row in rows}
