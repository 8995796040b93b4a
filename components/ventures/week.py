"""The occupancy of a workspace by weekday and hour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from components import charts
from components.theme import Paint
from components.words import Percent
from data_access.answers.ventures.coworking import WEEKDAYS
from data_access.language import Text

ROOM = 24  # pixels of an hour
Cell = tuple[int, int, float | None]  # weekday (1 is Monday), hour, occupancy


def open_hours(cells: Sequence[Cell]) -> range:
    """Return the hours from the first to the last with a figure on any day."""
    told = [hour for _day, hour, share in cells if share is not None]
    return range(min(told), max(told) + 1) if told else range(0)


def fullest(cells: Sequence[Cell]) -> Cell | None:
    """Return the hour with the highest occupancy."""
    told = [cell for cell in cells if cell[2] is not None]
    return max(told, key=lambda cell: cell[2] or 0.0) if told else None


def day(weekday: int) -> Text:
    """Return the name of a weekday; 1 is Monday."""
    return WEEKDAYS[str(weekday)]


def chart(cells: Sequence[Cell], language: str, paint: Paint) -> alt.LayerChart:
    """Return a row an hour and a column a day, darker if fuller; empty if few people or none."""
    hours = open_hours(cells)
    lines = [
        {
            "day": day(weekday).to(language)[:3],
            "long": day(weekday).to(language),
            "hour": f"{hour:02d}:00",
            "share": share,
            "said": ("" if share is None else Percent(share).to(language)),
            "light": share is not None,
        }
        for weekday, hour, share in cells
        if hour in hours
    ]
    told = [line for line in lines if line["light"]]
    most = max((float(str(line["share"])) for line in told), default=1.0)
    days = [day(at).to(language)[:3] for at in range(1, 8)]
    style: dict[str, Any] = {"title": None, "domain": False, "ticks": False}
    x = alt.X(
        "day:N", sort=days, scale=alt.Scale(domain=days), axis=alt.Axis(labelAngle=0, **style)
    )
    y = alt.Y("hour:N", sort=None, axis=alt.Axis(**style))
    dark = [line for line in told if float(str(line["share"])) > most * 0.55]
    pale = [line for line in told if line not in dark]
    layers = [
        charts.chart_of(told)
        .mark_rect(stroke=paint.surface, strokeWidth=2)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "share:Q",
                legend=None,
                scale=alt.Scale(domain=[0, most], range=list(paint.supply_ramp)),
            ),
            tooltip=[
                alt.Tooltip("long:N", title=Text("Día").to(language)),
                alt.Tooltip("hour:N", title=Text("Hora").to(language)),
                alt.Tooltip("said:N", title=Text("Ocupación").to(language)),
            ],
        )
    ]
    ends = (paint.surface, paint.ink)
    for some, color in ((dark, ends[0]), (pale, ends[1])):
        if some:
            layers.append(
                charts.chart_of(some)
                .mark_text(fontSize=charts.SMALL, color=color)
                .encode(x=x, y=y, text="said:N")
            )
    return charts.finished(alt.layer(*layers), language, paint, len(hours) * ROOM)
