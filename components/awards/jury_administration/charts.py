"""The charts of the jury desk: scores beside raw means, and the severity of each juror."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from components import charts
from components.theme import Paint
from components.words import Decimal
from data_access.language import Text

ROW, NAME = 30, 20  # pixels: a row of marks, the name above it


@dataclass(frozen=True)
class Mark:
    """A row: its name, its mark, a second hollow one, and the ends of its interval."""

    name: str
    value: float
    other: float | None = None
    low: float | None = None
    high: float | None = None


def rows(
    marks: Sequence[Mark], language: str, paint: Paint, title: str, zero: bool
) -> alt.LayerChart:
    """Return a chart of dots with their intervals, and hollow squares for a second value.

    With `zero` a line stands at 0 and the axis is as long on both sides of it.
    """
    lines: list[dict[str, Any]] = [
        {
            "name": mark.name,
            "name_y": at * (ROW + NAME) + NAME / 2,
            "y": at * (ROW + NAME) + NAME + ROW / 2,
            "value": mark.value,
            "other": mark.other,
            "low": mark.value if mark.low is None else mark.low,
            "high": mark.value if mark.high is None else mark.high,
            "text": Decimal(mark.value, 1).to(language),
        }
        for at, mark in enumerate(marks)
    ]
    height = len(marks) * (ROW + NAME)
    ends = [
        v for line in lines for v in (line["low"], line["high"], line["other"]) if v is not None
    ]
    most = max(map(abs, ends), default=1.0) * 1.15 or 1.0
    domain = (-most, most) if zero else (max(0.0, min(ends) - 8), min(110.0, max(ends) + 10))
    y = charts.pixels("y", height)
    begin = charts.beside(mark.name for mark in marks)
    across = charts.across("value", domain, False, begin, title=title)
    drawn = charts.chart_of(lines).encode(y=y)
    shown = [line for line in lines if line["other"] is not None]
    layers = [
        drawn.mark_rule(strokeWidth=2.5, color=paint.neutral).encode(
            x=charts.across("low", domain, False, begin, title=title), x2="high:Q"
        ),
        charts.chart_of(shown)
        .mark_point(size=70, strokeWidth=2, color=paint.second)
        .encode(y=y, x=charts.across("other", domain, False, begin, title=title)),
        drawn.mark_point(size=90, filled=True, opacity=1, color=paint.first).encode(x=across),
        *charts.named(lines, height, paint),
        charts.words(
            lines,
            charts.across("high", domain, False, begin, title=title),
            y,
            "text",
            paint.ink,
            dx=9,
        ),
    ]
    if not shown:
        # A layer without marks would be a group without a name for screen readers.
        del layers[1]
    if zero:
        line = charts.chart_of([{"value": 0}]).mark_rule(color=paint.edge, strokeDash=[4, 3])
        layers.insert(0, line.encode(x=across))
    return charts.finished(alt.layer(*layers), language, paint, height + 14)


ADJUSTED = Text("Puntaje ajustado")
RAW = Text("Promedio sin ajustar")
