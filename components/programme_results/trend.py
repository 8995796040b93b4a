"""A figure by period: a line for each series, with a gap where nothing may be published.

What happened meanwhile is a dashed line at its day, with the number that it has in the list below.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from components import charts
from components.theme import Paint
from data_access.language import Text

HEIGHT = 200
HEADROOM, WITH_NUMBERS = 1.18, 1.32  # of the highest value, also below the numbers of what happened
Happened = tuple[dt.date, str, str]  # day, number in the list, what happened
Point = tuple[str, dt.date, float | None, str]  # series, first day, figure, the figure in words


def chart(
    points: Sequence[Point],
    names: Sequence[tuple[str, str, str]],
    language: str,
    paint: Paint,
    happened: Sequence[Happened] = (),
) -> alt.LayerChart:
    """Return lines over time; `names` are each series' key, name and colour."""
    named = {key: name for key, name, _color in names}
    lines = [
        {
            "series": key,
            "name": named[key],
            "day": f"{day:%Y-%m-%d}",
            "value": value,
            "said": said,
        }
        for key, day, value, said in points
    ]
    told = [line for line in lines if line["value"] is not None]
    top = max((float(str(line["value"])) for line in told), default=1.0) or 1.0
    room = WITH_NUMBERS if happened else HEADROOM
    axis = alt.Axis(title=None, format="%Y", tickCount="year", grid=False, labelFlush=True)
    x = alt.X("day:T", axis=axis)
    style = alt.Axis(title=None, tickCount=4, domain=False, ticks=False, format=",.0f")
    y = alt.Y("value:Q", axis=style, scale=alt.Scale(domain=[0, top * room], nice=False))
    keys, colors = [key for key, _n, _c in names], [color for _k, _n, color in names]
    color = alt.Color("series:N", legend=None, scale=alt.Scale(domain=keys, range=colors))
    shape = alt.Shape(
        "series:N",
        legend=None,
        scale=alt.Scale(domain=keys, range=["circle", "square"][: len(keys)]),
    )
    tips = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("day:T", title=Text("Desde").to(language), format="%Y-%m"),
        alt.Tooltip("said:N", title=Text("Cifra").to(language)),
    ]
    ends = [next((one for one in reversed(told) if one["series"] == key), None) for key in keys]
    last = charts.chart_of([one for one in ends if one]).encode(x=x, y=y, text="said:N")
    number: dict[str, Any] = {"align": "right", "dy": -13, "fontSize": charts.PLAIN}
    layers = [
        *_marks(happened, x, paint),
        charts.chart_of(lines).mark_line(strokeWidth=2).encode(x=x, y=y, color=color),
        charts.chart_of(told)
        .mark_point(size=55, filled=True, opacity=1)
        .encode(x=x, y=y, color=color, shape=shape, tooltip=tips),
        # A rim in the surface's colour keeps the last number apart from a line behind it.
        last.mark_text(**number, stroke=paint.surface, strokeWidth=4),
        last.mark_text(**number, color=paint.ink),
    ]
    return charts.finished(alt.layer(*layers), language, paint, HEIGHT)


def _marks(happened: Sequence[Happened], x: alt.X, paint: Paint) -> list[alt.Chart]:
    """Return what happened as lines behind the series, each with its number at the top."""
    if not happened:
        return []
    lines = [{"day": f"{day:%Y-%m-%d}", "mark": mark, "said": said} for day, mark, said in happened]
    base = charts.chart_of(lines).encode(x=x)
    return [
        base.mark_rule(strokeDash=[4, 3], strokeWidth=1.5, color=paint.muted).encode(
            tooltip=alt.Tooltip("said:N", title=" ")
        ),
        base.mark_text(
            align="left", dx=4, baseline="top", fontSize=charts.SMALL, color=paint.ink
        ).encode(y=alt.value(0), text="mark:N"),
    ]
