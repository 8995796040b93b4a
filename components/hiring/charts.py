"""The charts of hiring: survival with the numbers at risk, and ratios beside the line of 1.

A curve is drawn of every month alone; the three months that are published below monitor are bars.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from components import charts, intervals, labels
from components.estimate_values import Estimate
from components.programme_results.result_figures import ONE
from components.theme import Paint
from components.words import Decimal, Percent, people
from data_access.language import Text

HEIGHT = 290  # pixels of the curve and of the numbers at risk under it
UNDER = -0.16  # where those numbers are on the axis of shares
SHARES = [0, 0.25, 0.5, 0.75, 1]
ROW, NAME = 26, 22
LETTERS = 38  # of a line of a name: a telephone shows no more of them
TIMES = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4]  # labels of an axis of ratios
# Numbers of a curve, which falls: to the right of a point there is nothing above it.
ABOVE: Mapping[str, Any] = {
    "align": "left",
    "baseline": "bottom",
    "dx": 3,
    "dy": -5,
    "fontSize": charts.PLAIN,
}
LABELLED = (0, 3, 6, 12, 18, 24)
Point = tuple[int, float, float | None, float | None, int | None]  # month, S, low, high, at risk


def months_as_rows(points: Sequence[Point], adjusted: bool) -> tuple[intervals.Row, ...]:
    """Return the months after the start as rows: what remains, and how many are still followed."""
    return tuple(
        intervals.Row(
            Text(
                "{count} mes: se sigue a {people}",
                "{count} meses: se sigue a {people}",
                month,
                people=labels.WITHHELD["few"] if at_risk is None else people(at_risk, adjusted),
            ),
            {ONE: Estimate(share, low, high, "reliable")},
        )
        for month, share, low, high, at_risk in points
        if month > 0
    )


def survival(points: Sequence[Point], months: Text, language: str, paint: Paint) -> alt.LayerChart:
    """Return the curve of the share that remains, by month, with the numbers at risk below.

    `months` labels the axis of months.
    """
    labelled = set(LABELLED)
    lines: list[dict[str, Any]] = [
        {
            "month": month,
            "survival": share,
            "low": low,
            "high": high,
            "under": UNDER,
            "said": Percent(share).to(language) if month in labelled else "",
            "risk": people(at_risk, False).to(language)
            if at_risk is not None and month in labelled
            else "",
        }
        for month, share, low, high, at_risk in points
    ]
    most = max((line["month"] for line in lines), default=12)
    # Room for the number beside the last point.
    x_scale = alt.Scale(domain=[0, most * 1.12], nice=False)
    axis = alt.Axis(title=months.to(language), tickMinStep=1, grid=False, values=sorted(labelled))
    x = alt.X("month:Q", scale=x_scale, axis=axis)
    style: dict[str, Any] = {
        "format": ".0%",
        "values": SHARES,
        "domain": False,
        "ticks": False,
        "title": None,
    }
    y_scale = alt.Scale(domain=[-0.25, 1.08], nice=False)
    axis_y = alt.Axis(**style)
    y = alt.Y("survival:Q", scale=y_scale, axis=axis_y)
    base = charts.chart_of(lines)
    layers: list[alt.Chart] = []
    if any(line["low"] is not None for line in lines):
        layers.append(
            base.mark_area(interpolate="step-after", opacity=0.25, color=paint.neutral).encode(
                x=x, y=alt.Y("low:Q", scale=y_scale, axis=axis_y), y2="high:Q"
            )
        )
    layers.append(
        base.mark_line(interpolate="step-after", color=paint.neutral, strokeWidth=2.5).encode(
            x=x, y=y
        )
    )
    at = [line for line in lines if line["said"]]
    told = charts.chart_of(at)
    # Every curve begins at 100 %, which would lie on the number of the third month.
    numbers = [line for line in at if line["month"]]
    layers += [
        told.mark_point(size=80, filled=True, opacity=1, color=paint.neutral).encode(x=x, y=y),
        *charts.rimmed(numbers, x, y, "said", paint, **ABOVE),
        told.mark_text(baseline="top", color=paint.muted, fontSize=charts.SMALL).encode(
            x=x, y=alt.Y("under:Q", scale=y_scale, axis=axis_y), text="risk:N"
        ),
    ]
    return charts.finished(alt.layer(*layers), language, paint, HEIGHT)


Ratio = tuple[str, float, float, float, str]  # name, ratio, low, high, the group's colour


def ratios(found: Sequence[Ratio], language: str, paint: Paint) -> alt.LayerChart:
    """Return a chart of each group's ratio and interval, on a log scale, beside the line of 1."""
    lines: list[dict[str, Any]] = []
    height = 0
    for name, value, low, high, color in found:
        label = intervals.broken(name, LETTERS)
        more = intervals.LINE * label.count("\n")
        lines.append(
            {
                "name": label,
                "whole": name,
                "name_y": height + NAME / 2,
                "y": height + NAME + more + ROW / 2,
                "value": value,
                "low": low,
                "high": high,
                "text": Decimal(value).to(language),
                "color": color,
            }
        )
        height += ROW + NAME + more
    ends = [v for line in lines for v in (line["low"], line["high"], 1.0)]
    begin = charts.from_column(charts.beside(line["whole"] for line in lines))
    domain = [min(ends) * 0.85, max(ends) * 1.3]
    scale = alt.Scale(type="log", domain=domain, nice=False, **begin)
    axis = alt.Axis(title=None, domain=False, ticks=False, values=TIMES, format=".2~f")
    y = charts.pixels("y", height)
    own = alt.Color("color:N", legend=None, scale=None)
    base = charts.chart_of(lines).encode(y=y, color=own)
    one = charts.chart_of([{"value": 1}]).mark_rule(color=paint.edge, strokeDash=[4, 3])
    layers = [
        one.encode(x=alt.X("value:Q", scale=scale, axis=axis)),
        base.mark_rule(strokeWidth=2.5).encode(
            x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q"
        ),
        base.mark_point(size=90, filled=True, opacity=1).encode(
            x=alt.X("value:Q", scale=scale, axis=axis)
        ),
        *charts.named(lines, height, paint, "whole", lineBreak="\n", lineHeight=intervals.LINE),
        *charts.rimmed(lines, alt.X("high:Q", scale=scale, axis=axis), y, "text", paint, dx=8),
    ]
    return charts.finished(alt.layer(*layers), language, paint, height)
