"""What the map of the labour page shows: the measures to choose from, and a mark for each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components import classes, intervals, labels
from components.estimates import NOTHING, Estimate, apart, by_code, estimate_of, number
from components.labour.reading import MOST_NOISE, supply_flag
from components.maps import Mark
from components.theme import Paint, Ramp
from components.words import Count, Listed, Percent
from data_access.answers import Answer
from data_access.language import Text

MOST_NAMED = 2


@dataclass(frozen=True)
class Measure:
    """A measure of the map: `question` answers it, in its column `column`; `ramp` of the theme."""

    title: Text
    counted: Text
    question: str
    ramp: str
    column: str = "estimate"
    share: bool = False
    by_occupation: bool = True


MEASURES: Mapping[str, Measure] = {
    "vacantes": Measure(
        Text("Vacantes"),
        Text("Puestos vacantes estimados en la fecha de la encuesta."),
        "labour.vacancies",
        "demand_ramp",
    ),
    "tasa": Measure(
        Text("Tasa de vacantes"),
        Text("Vacantes de cada cien puestos, ocupados o vacantes, de todas las ocupaciones."),
        "labour.vacancy_rate",
        "demand_ramp",
        share=True,
        by_occupation=False,
    ),
    "dificiles": Measure(
        Text("Vacantes difíciles de cubrir"),
        Text("Parte de las vacantes que las empresas encuentran difícil de cubrir."),
        "labour.hard_to_fill",
        "demand_ramp",
        share=True,
    ),
    "brecha": Measure(
        Text("Brecha"),
        Text("Vacantes menos personas inscritas en la bolsa de empleo: naranja, faltan personas."),
        "labour.gap",
        "gap_ramp",
        column="gap",
    ),
    "oferta": Measure(
        Text("Oferta registrada"),
        Text("Personas inscritas en la bolsa de empleo a la fecha de la encuesta."),
        "labour.gap",
        "supply_ramp",
        column="registered_supply",
    ),
    "dispuestas": Measure(
        Text("Empresas dispuestas a contratar"),
        Text("Parte de las empresas dispuestas a contratar a personas en movilidad."),
        "labour.willing",
        "neutral_ramp",
        share=True,
        by_occupation=False,
    ),
}
USUAL = "vacantes"


def figures(measure: Measure, answer: Answer, vacancies: Answer) -> dict[str, Estimate]:
    """The figure of each place. A count of people has no interval; a gap has that of its demand,
    wider by the noise of adjusted counts of people."""
    if measure.column == "estimate":
        return by_code(answer, "territory")
    noise = MOST_NOISE if answer.adjusted else 0
    demand = by_code(vacancies, "territory")
    rows = answer.frame.to_dict("records")
    if measure.column == "registered_supply":
        return {row["territory"]: _supply(row) for row in rows}
    return {
        row["territory"]: _gap(row, demand.get(row["territory"], NOTHING), noise) for row in rows
    }


def _gap(row: Mapping[Any, Any], demand: Estimate, noise: int) -> Estimate:
    value, people = number(row["gap"]), number(row["registered_supply"])
    if value is None or people is None or not demand.measured:
        return Estimate(value, None, None, str(row["flag"]), demand.n)
    low, high = (demand.low or 0) - people - noise, (demand.high or 0) - people + noise
    return Estimate(value, low, high, str(row["flag"]), demand.n)


def _supply(row: Mapping[Any, Any]) -> Estimate:
    # People are counted wherever there is a row; what is missing is few.
    value = number(row["registered_supply"])
    return Estimate(value, None, None, "reliable" if value is not None else supply_flag(row))


def marks(
    measure: Measure,
    found: Mapping[str, Estimate],
    sizes: Mapping[str, int | None],
    paint: Paint,
    language: str,
    adjusted: bool = False,
) -> tuple[dict[str, Mark], list[classes.Class]]:
    """A mark for each place, and the classes of the legend from low to high.

    `adjusted`: counts of people carry disclosure control's noise.
    """
    values = {
        code: estimate.value
        for code, estimate in found.items()
        if estimate.shown and estimate.value and not balanced(measure, estimate)
    }
    ramp: Ramp = getattr(paint, measure.ramp)
    classify = classes.diverging if measure.column == "gap" else classes.sequential
    legend, colors = classify(values, ramp)
    colors |= {c: paint.gap_ramp[2] for c, e in found.items() if balanced(measure, e)}
    drawn = {
        code: Mark(
            state=state(estimate),
            lines=_lines(measure, estimate, language, adjusted),
            color=colors.get(code),
            size=sizes.get(code),
            label=estimate.shown,
        )
        for code, estimate in found.items()
    }
    return drawn, legend


def balanced(measure: Measure, estimate: Estimate) -> bool:
    """Whether a gap may as well be a surplus: its interval holds 0."""
    return (
        measure.column == "gap"
        and estimate.measured
        and (estimate.low or 0.0) <= 0.0 <= (estimate.high or 0.0)
    )


def state(estimate: Estimate) -> str:
    """How a figure is drawn: `value`, `zero`, `withheld` or `unknown`."""
    if estimate.shown:
        return "value" if estimate.value else "zero"
    return "unknown" if estimate.flag == "unknown" else "withheld"


def _lines(measure: Measure, estimate: Estimate, language: str, adjusted: bool) -> tuple[str, ...]:
    said = (
        intervals.long_text(estimate, measure.share)
        if estimate.measured or not estimate.shown
        else intervals.value_text(estimate, measure.share)
    )
    if adjusted and measure.column == "registered_supply" and estimate.shown:
        said = Text("≈ {number}", number=said)
    line = Text("{measure}: {value}", measure=measure.title, value=said).to(language)
    if estimate.n is None or estimate.flag == "unknown":
        return (line,)
    return line, Text("{count} empresa respondió", "{count} empresas respondieron", estimate.n).to(
        language
    )


def range_text(one: classes.Class, share: bool) -> Text:
    """A class in words: its least and largest value, or the one value it holds."""
    kind = Percent if share else Count
    low, high = kind(one.low), kind(one.high)
    if low.to("es") == high.to("es"):
        return Text("{value}", value=low)
    return Text("{low} a {high}", low=low, high=high)


def finding(measure: Measure, found: Mapping[str, Estimate], inside: Text) -> Text:
    """What the map shows, as its title; never more than the figures carry."""
    shown = {code: e for code, e in found.items() if e.shown and e.value is not None}
    if not shown:
        return Text(
            "{measure}: sin cifras publicadas en {place}", measure=measure.title, place=inside
        )
    best = sorted(shown, key=lambda code: (-(shown[code].value or 0), code))
    if len(shown) == 1:
        return Text(
            "{measure}: solo {place} tiene una cifra publicada",
            measure=measure.title,
            place=labels.place(best[0]),
        )
    first, second = (shown[code] for code in best[:2])
    if measure.column == "registered_supply":
        # Adjusted counts this far apart have hardly changed places.
        told = abs((first.value or 0) - (second.value or 0)) > 2 * MOST_NOISE
    else:
        told = bool(apart(first, second))
    if told:
        return Text(
            "{measure}: la cifra más alta es la de {place}",
            measure=measure.title,
            place=labels.place(best[0]),
        )
    return Text(
        "{measure}: las cifras más altas son las de {places}, que no se distinguen entre sí",
        measure=measure.title,
        places=Listed(labels.place(code) for code in best[:MOST_NAMED]),
    )


def sizes(vacancies: Answer) -> dict[str, int | None]:
    """How many companies answered in each place: the area of its circle."""
    rows = vacancies.frame.to_dict("records")
    return {row["territory"]: estimate_of(row).n for row in rows}


def rows(found: Mapping[str, Estimate], key: str, most: int) -> Sequence[intervals.Row]:
    """The places that were asked, the highest figure first, for the chart beside the map."""
    asked = {code: e for code, e in found.items() if e.flag != "unknown"}
    order = sorted(asked, key=lambda code: (-(asked[code].value or 0), code))
    return tuple(intervals.Row(labels.place(code), {key: asked[code]}) for code in order[:most])
