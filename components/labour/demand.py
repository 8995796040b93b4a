"""Demand against registered supply: bars to either side of a line, occupation by occupation."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components import charts, labels
from components.intervals import long_text, value_text
from components.labour.reading import Occupation
from components.occupations import short
from components.theme import Paint
from components.words import Count, Listed
from data_access.language import Text

NAME, BAR, STEP = 22, 16, 50  # pixels: name above, bar, one occupation in all


def drawn(found: list[Occupation]) -> list[Occupation]:
    """The occupations with published demand: the largest published shortage first, then by code.

    The order uses shown numbers only; where supply is not shown, demand alone counts.
    """
    shown = [occupation for occupation in found if occupation.demand.shown]
    return sorted(shown, key=lambda o: (-((o.demand.value or 0.0) - (o.supply or 0)), o.code))


def finding(place: Text, found: list[Occupation]) -> Text:
    """What the chart shows, as its title."""
    shown = drawn(found)
    short_ones = sum(occupation.verdict == "short" for occupation in shown)
    if short_ones:
        return Text(
            "En {short} de {count} ocupaciones publicadas las vacantes superan con seguridad "
            "a las personas inscritas",
            short=short_ones,
            count=len(shown),
        ) if len(shown) > 1 else Text(
            "En la única ocupación publicada las vacantes superan a las personas inscritas"
        )
    return Text(
        "En ninguna ocupación publicada las vacantes superan con seguridad a las personas inscritas"
    )


def not_drawn(found: list[Occupation]) -> Text | None:
    """Which occupations have no published demand, in words."""
    absent = [occupation for occupation in found if not occupation.demand.shown]
    if not absent:
        return None
    return Text(
        "Sin cifra publicable de vacantes: {occupations}.",
        occupations=Listed(short(occupation.code) for occupation in absent),
    )


def supply_text(occupation: Occupation) -> Text:
    """Registered supply in a chart: the number, or why there is none."""
    if occupation.supply is not None:
        return Count(occupation.supply)
    return labels.WITHHELD[occupation.supply_flag or "unknown"]


def table_of(found: list[Occupation], language: str) -> pd.DataFrame:
    """One line an occupation; supply is negative, to be drawn to the left."""
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
    return pd.DataFrame(lines)


def chart(found: list[Occupation], language: str, paint: Paint) -> alt.LayerChart:
    """The diverging bars of `drawn(found)`; whiskers are 95 % intervals.

    Imprecise demand is a light bar with a dashed edge and "≈" before its number.
    """
    frame = table_of(found, language)
    height = len(frame) * STEP
    right = float(frame["end"].max())
    left = float(-frame["supply"].min())
    whole = max(left + right, 1.0)
    # Room for the numbers at both ends, and for words where there is no bar.
    limits = (-max(left + 0.16 * whole, 0.26 * whole), right + 0.2 * whole)
    y = charts.pixels("y", height)

    def x(field: str) -> alt.X:
        return charts.across(field, limits, share=False).axis(
            format=",.0f",
            labelExpr="replace(datum.label, '−', '')",  # both sides count from the middle
            tickCount=4,
            domain=False,
            ticks=False,
            title=None,
        )

    tooltip = [
        alt.Tooltip("name:N", title=Text("Ocupación").to(language)),
        alt.Tooltip("demand_tip:N", title=Text("Vacantes").to(language)),
        alt.Tooltip("supply_text:N", title=Text("Oferta registrada").to(language)),
    ]
    bars = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    precise, rough = frame[frame["precise"]], frame[~frame["precise"]]
    layers = [
        bars.mark_bar(size=BAR, color=paint.supply).encode(x=x("supply"), x2=alt.datum(0)),
        bars.properties(data=precise)
        .mark_bar(size=BAR, color=paint.demand)
        .encode(x=x("demand"), x2=alt.datum(0)),
        bars.properties(data=rough)
        .mark_bar(
            size=BAR,
            color=paint.demand_light,
            stroke=paint.demand,
            strokeWidth=1.5,
            strokeDash=[4, 3],
        )
        .encode(x=x("demand"), x2=alt.datum(0)),
        bars.mark_rule(color=paint.ink, strokeWidth=1.5).encode(x=x("low"), x2="high:Q"),
        bars.mark_tick(color=paint.ink, size=9, thickness=1.5).encode(x=x("low")),
        bars.mark_tick(color=paint.ink, size=9, thickness=1.5).encode(x=x("high")),
        alt.Chart(pd.DataFrame({"zero": [0.0]}))
        .mark_rule(color=paint.muted)
        .encode(x=x("zero")),
        charts.words(
            frame,
            alt.value(0),
            charts.pixels("name_y", height),
            "name",
            paint.ink,
            fontSize=charts.PLAIN,
        ),
        charts.words(frame, x("end"), y, "demand_text", paint.ink, dx=7),
        charts.words(
            frame[frame["supply_known"]], x("supply"), y, "supply_text", paint.ink, align="right", dx=-5
        ),
        charts.words(
            frame[~frame["supply_known"]],
            x("supply"),
            y,
            "supply_text",
            paint.muted,
            align="right",
            dx=-5,
            fontStyle="italic",
        ),
    ]
    return charts.finished(alt.layer(*layers), language, paint, height)
