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
ROOM = 0.15  # of the highest value: a number has as much below its point
SHORT = dt.timedelta(days=550)  # of a time whose quarters are labelled
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
            "day": local(day),
            "value": value,
            "said": said,
        }
        for key, day, value, said in points
    ]
    told = [line for line in lines if line["value"] is not None]
    top = max((float(str(line["value"])) for line in told), default=1.0) or 1.0
    room = WITH_NUMBERS if happened else HEADROOM
    x = alt.X("day:T", axis=_axis([day for _key, day, _value, _said in points], language))
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
    above, below = _ends(told, keys, top)
    number: dict[str, Any] = {"align": "right", "fontSize": charts.PLAIN}
    layers = [
        *_marks(happened, x, paint),
        charts.chart_of(lines).mark_line(strokeWidth=2).encode(x=x, y=y, color=color),
        charts.chart_of(told)
        .mark_point(size=55, filled=True, opacity=1)
        .encode(x=x, y=y, color=color, shape=shape, tooltip=tips),
        *charts.rimmed(above, x, y, "said", paint, dy=-13, **number),
        *charts.rimmed(below, x, y, "said", paint, dy=15, **number),
    ]
    return charts.finished(alt.layer(*layers), language, paint, HEIGHT)


def _ends(
    told: Sequence[charts.Line], keys: Sequence[str], top: float
) -> tuple[list[charts.Line], list[charts.Line]]:
    """Return the last point of each series, whose number stands above it or below: a line that
    falls lies above, and a point near 0 has no room below.
    """
    above: list[charts.Line] = []
    below: list[charts.Line] = []
    for key in keys:
        own = [one for one in told if one["series"] == key]
        falls = len(own) > 1 and own[-1]["value"] < own[-2]["value"]
        if own:
            (below if falls and own[-1]["value"] > top * ROOM else above).append(own[-1])
    return above, below


def local(day: dt.date) -> str:
    """Return a day as the browser's own: a bare date is midnight in Greenwich to JavaScript."""
    return f"{day:%Y-%m-%d}T00:00"


def quarter(day: dt.date, language: str) -> str:
    """Return the quarter that begins on a day as the axis writes it; the month where none does."""
    if day.day != 1 or day.month % 3 != 1:
        return f"{day:%Y-%m}"
    return f"{Text('T').to(language)}{day.month // 3 + 1} {day.year}"


def _axis(days: Sequence[dt.date], language: str) -> alt.Axis:
    """Return the axis of time: a label for each year, or for each quarter of a short time."""
    if days and max(days) - min(days) < SHORT:
        letter = Text("T").to(language)
        said = f"'{letter}' + quarter(datum.value) + ' ' + year(datum.value)"
        ticks: dict[str, Any] = {"tickCount": {"interval": "month", "step": 3}, "labelExpr": said}
    else:
        ticks = {"tickCount": "year", "format": "%Y"}
    return alt.Axis(title=None, grid=False, labelFlush=charts.FLUSH, **ticks)


def _marks(happened: Sequence[Happened], x: alt.X, paint: Paint) -> list[alt.Chart]:
    """Return what happened as lines behind the series, each with its number at the top."""
    if not happened:
        return []
    lines = [{"day": local(day), "mark": mark, "said": said} for day, mark, said in happened]
    base = charts.chart_of(lines).encode(x=x)
    return [
        base.mark_rule(strokeDash=[4, 3], strokeWidth=1.5, color=paint.muted).encode(
            tooltip=alt.Tooltip("said:N", title=" ")
        ),
        base.mark_text(
            align="left", dx=4, baseline="top", fontSize=charts.SMALL, color=paint.ink
        ).encode(y=alt.value(0), text="mark:N"),
    ]
