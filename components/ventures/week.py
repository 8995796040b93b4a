"""The occupancy of a workspace by weekday and hour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from components import charts
from components.color_scale import from_zero, legible
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


def open_days(cells: Sequence[Cell]) -> range:
    """Return the weekdays from the first to the last with a figure at any hour."""
    told = [weekday for weekday, _hour, share in cells if share is not None]
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
    told = [cell for cell in cells if cell[1] in hours and cell[2] is not None]
    scale = from_zero([share or 0.0 for _day, _hour, share in told], paint.supply_ramp)
    lines = []
    for weekday, hour, share in told:
        fill = paint.supply_ramp[0] if scale is None else scale.color(share or 0.0)
        lines.append(
            {
                "day": day(weekday).to(language)[:3],
                "long": day(weekday).to(language),
                "hour": f"{hour:02d}:00",
                "fill": fill,
                "ink": legible(fill, paint.surface, paint.ink),
                "said": Percent(share or 0.0).to(language),
            }
        )
    days = [day(at).to(language)[:3] for at in open_days(cells)]
    # Streamlit has the ends of every axis flush, which puts the first hour and day beside theirs.
    style: dict[str, Any] = {"title": None, "domain": False, "ticks": False, "labelFlush": False}
    x = alt.X(
        "day:N", sort=days, scale=alt.Scale(domain=days), axis=alt.Axis(labelAngle=0, **style)
    )
    rows = [f"{hour:02d}:00" for hour in hours]  # whatever the first day has
    y = alt.Y("hour:N", sort=rows, scale=alt.Scale(domain=rows), axis=alt.Axis(**style))
    drawn = charts.chart_of(lines).encode(x=x, y=y)
    layers = [
        drawn.mark_rect(stroke=paint.surface, strokeWidth=2).encode(
            color=alt.Color("fill:N", legend=None, scale=None),
            tooltip=[
                alt.Tooltip("long:N", title=Text("Día").to(language)),
                alt.Tooltip("hour:N", title=Text("Hora").to(language)),
                alt.Tooltip("said:N", title=Text("Ocupación").to(language)),
            ],
        ),
        drawn.mark_text(fontSize=charts.SMALL).encode(
            color=alt.Color("ink:N", legend=None, scale=None), text="said:N"
        ),
    ]
    return charts.finished(alt.layer(*layers), language, paint, len(hours) * ROOM)
