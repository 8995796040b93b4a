"""Demand against registered supply: bars to either side of a line, by occupation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from components import charts, labels
from components.intervals import long_text, value_text
from components.labour.labour_rows import Occupation
from components.occupations import short
from components.theme import Paint
from components.words import Listed, people
from data_access.language import Text

NAME, BAR, STEP = 22, 16, 46  # pixels: name above, bar, one occupation in all


def charted_occupations(found: list[Occupation]) -> list[Occupation]:
    """Return the occupations with published demand, the largest shortage first, then by code.

    The order uses shown numbers only; where supply is not shown, demand alone counts.
    """
    shown = [occupation for occupation in found if occupation.demand.shown]
    return sorted(shown, key=lambda o: (-((o.demand.value or 0.0) - (o.supply or 0)), o.code))


def finding(found: list[Occupation]) -> Text:
    """Return what the chart shows, as its title."""
    shown = charted_occupations(found)
    short_ones = sum(occupation.verdict == "short" for occupation in shown)
    if short_ones:
        return (
            Text(
                "En {short} de {count} ocupaciones publicadas las vacantes superan con seguridad "
                "a las personas inscritas",
                short=short_ones,
                count=len(shown),
            )
            if len(shown) > 1
            else Text(
                "En la única ocupación publicada las vacantes superan a las personas inscritas"
            )
        )
    return Text(
        "En ninguna ocupación publicada las vacantes superan con seguridad a las personas inscritas"
    )


@dataclass(frozen=True)
class Absent:
    """Occupations without published demand: how many, and which."""

    title: Text
    names: Text


def not_drawn(found: list[Occupation]) -> Absent | None:
    """Return the occupations that the chart leaves out, in words; None where there are none."""
    absent = [occupation for occupation in found if not occupation.demand.shown]
    if not absent:
        return None
    return Absent(
        Text(
            "{count} ocupación sin cifra publicable de vacantes",
            "{count} ocupaciones sin cifra publicable de vacantes",
            count=len(absent),
        ),
        Listed(short(occupation.code) for occupation in absent),
    )


def supply_text(occupation: Occupation) -> Text:
    """Return registered supply for a chart: the number, or why there is none."""
    if occupation.supply is not None:
        return people(occupation.supply, occupation.adjusted)
    return labels.WITHHELD[occupation.supply_flag or "unknown"]


def lines_of(found: Sequence[Occupation], language: str) -> list[dict[str, Any]]:
    """Return one record for each occupation; supply is negative, to be drawn to the left."""
    lines = []
    for at, occupation in enumerate(found):
        demand = occupation.demand
        lines.append(
            {
                "name_y": at * STEP + NAME / 2,
                "y": at * STEP + NAME + BAR / 2,
                "name": short(occupation.code).to(language),
                "demand": demand.value,
                "low": demand.low,
                "high": demand.high,
                "end": demand.value if demand.high is None else demand.high,
                "precise": demand.flag == "reliable",
                "demand_text": value_text(demand, share=False).to(language),
                "demand_tip": long_text(demand, share=False).to(language),
                "supply": -float(occupation.supply or 0),
                "supply_known": occupation.supply is not None,
                "supply_text": supply_text(occupation).to(language),
            }
        )
    return lines


def chart(found: Sequence[Occupation], language: str, paint: Paint) -> alt.LayerChart:
    """Return the diverging bars of `charted_occupations(…)`; whiskers are 95 % intervals.

    Imprecise demand is a light bar with a dashed edge and "≈" before its number.
    """
    lines = lines_of(found, language)
    height = len(lines) * STEP
    right = max(line["end"] for line in lines)
    left = max(-line["supply"] for line in lines)
    whole = max(left + right, 1.0)
    # Space for the numbers at both ends, and for words where there is no bar.
    limits = (-max(left + 0.16 * whole, 0.26 * whole), right + 0.2 * whole)
    y = charts.pixels("y", height)
    begin = charts.beside(line["name"] for line in lines)

    def x(field: str) -> alt.X:
        # Both sides count from the middle: no minus on the axis.
        bare = "replace(datum.label, '−', '')"
        return charts.across(field, limits, share=False, begin=begin, labelExpr=bare)

    bars = charts.chart_of(lines).encode(
        y=y,
        tooltip=[
            alt.Tooltip("name:N", title=Text("Ocupación").to(language)),
            alt.Tooltip("demand_tip:N", title=Text("Vacantes").to(language)),
            alt.Tooltip("supply_text:N", title=Text("Oferta registrada").to(language)),
        ],
    )
    zero = alt.datum(0)
    rough: dict[str, Any] = {"stroke": paint.demand, "strokeWidth": 1.5, "strokeDash": [4, 3]}
    ends: dict[str, Any] = {"color": paint.ink, "thickness": 1.5, "size": 9}
    beside: dict[str, Any] = {"align": "right", "dx": -5}
    known = [line for line in lines if line["supply_known"]]
    hidden = [line for line in lines if not line["supply_known"]]
    layers = [
        bars.mark_bar(size=BAR, color=paint.supply).encode(x=x("supply"), x2=zero),
        bars.transform_filter("datum.precise")
        .mark_bar(size=BAR, color=paint.demand)
        .encode(x=x("demand"), x2=zero),
        bars.transform_filter("!datum.precise")
        .mark_bar(size=BAR, color=paint.demand_light, **rough)
        .encode(x=x("demand"), x2=zero),
        bars.transform_filter("datum.low != null")
        .mark_rule(color=paint.ink, strokeWidth=1.5)
        .encode(x=x("low"), x2="high:Q"),
        *(
            bars.transform_filter("datum.low != null").mark_tick(**ends).encode(x=x(end))
            for end in ("low", "high")
        ),
        charts.chart_of([{"zero": 0.0}]).mark_rule(color=paint.muted).encode(x=x("zero")),
        *charts.named(lines, height, paint),
        charts.words(lines, x("end"), y, "demand_text", paint.ink, dx=7),
        charts.words(known, x("supply"), y, "supply_text", paint.ink, **beside),
        charts.words(hidden, x("supply"), y, "supply_text", paint.muted, **beside),
    ]
    return charts.finished(alt.layer(*layers), language, paint, height)
