"""Dots with their 95 % intervals, one or more series a row; names stand above their row.

A name above its row, and not in an axis beside it, leaves a phone's whole width to the marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from components import charts, labels
from components.estimate_values import Estimate
from components.theme import Paint
from components.words import Count, Percent, between
from data_access.language import Text

ROW, NAME, GAP = 24, 22, 6  # pixels: one series, the name above, the air below


@dataclass(frozen=True)
class Series:
    """What one mark of each row stands for, with its colour."""

    key: str
    name: Text
    color: str


@dataclass(frozen=True)
class Row:
    """A named row with one estimate a series."""

    name: Text
    estimates: Mapping[str, Estimate] = field(hash=False)


def value_text(estimate: Estimate, share: bool) -> Text:
    """Return the number beside a dot: "≈" where it is imprecise; words where there is none."""
    if not estimate.shown or estimate.value is None:
        return labels.WITHHELD.get(estimate.flag, labels.WITHHELD["unknown"])
    number = (Percent if share else Count)(estimate.value)
    if estimate.flag == "caution":
        return Text("≈ {number}", number=number)
    return number


def long_text(estimate: Estimate, share: bool) -> Text:
    """Return the number with its interval and reliability, for a tooltip."""
    value = value_text(estimate, share)
    if not estimate.shown:
        return value
    return Text(
        "{value}, {interval} ({reliability})",
        value=value,
        interval=between(estimate.low, estimate.high, share),
        reliability=labels.FLAGS[estimate.flag],
    )


def lines_of(
    rows: Sequence[Row], series: Sequence[Series], share: bool, language: str
) -> list[dict[str, Any]]:
    """Return one record for each row and series, with what the chart draws and its texts."""
    lines = []
    for at, row in enumerate(rows):
        top = at * (NAME + ROW * len(series) + GAP)
        for down, one in enumerate(series):
            estimate = row.estimates[one.key]
            shown = estimate.shown
            end = estimate.value if estimate.high is None else estimate.high
            lines.append(
                {
                    "name": row.name.to(language),
                    "series": one.key,
                    "series_name": one.name.to(language),
                    "name_y": top + NAME / 2,
                    "y": top + NAME + (down + 0.5) * ROW,
                    "value": estimate.value if shown else None,
                    "low": estimate.low if shown else None,
                    "high": estimate.high if shown else None,
                    "end": end if shown else None,
                    "precise": estimate.flag == "reliable",
                    "text": value_text(estimate, share).to(language),
                    "tip": long_text(estimate, share).to(language),
                }
            )
    return lines


def chart(
    rows: Sequence[Row],
    series: Sequence[Series],
    language: str,
    paint: Paint,
    share: bool = False,
    whole: bool = False,
) -> alt.LayerChart:
    """Return dots and intervals of `rows`; each of at most two series has its colour and its shape.

    A reliable estimate is a full mark, an imprecise one is hollow with "≈" before its number; where
    there is no number, words stand at the left edge. `whole`: the axis of a share runs to 100 %.
    """
    lines = lines_of(rows, series, share, language)
    shown = [line for line in lines if line["value"] is not None]
    absent = [line for line in lines if line["value"] is None]
    height = len(rows) * (NAME + ROW * len(series) + GAP)
    largest = max([line["end"] for line in shown], default=0.0) or 1.0
    lowest = min([line["low"] or line["value"] for line in shown], default=0.0)
    # Space for the number beside the longest interval.
    limits = (min(0.0, lowest * 1.1), 1.0 if whole else max(largest, -lowest * 0.3) * 1.28)
    y = charts.pixels("y", height)
    keys = [one.key for one in series]
    color = alt.Color(
        "series:N",
        legend=None,
        scale=alt.Scale(domain=keys, range=[one.color for one in series]),
    )
    shape = alt.Shape(
        "series:N",
        legend=None,
        scale=alt.Scale(domain=keys, range=["circle", "square"][: len(keys)]),
    )
    tooltip = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("tip:N", title=Text("Estimación").to(language)),
    ]
    if len(series) > 1:
        tooltip.insert(1, alt.Tooltip("series_name:N", title=Text("Lugar").to(language)))
    marks = charts.chart_of(shown).encode(y=y, color=color, tooltip=tooltip)
    # A layer without marks would be a group without a name to a screen reader.
    measured = [line for line in shown if line["low"] is not None and line["high"] is not None]
    spread = charts.chart_of(measured).encode(y=y, color=color, tooltip=tooltip)
    layers = [
        spread.mark_rule(strokeWidth=5, opacity=0.35, strokeCap="round").encode(
            x=charts.across("low", limits, share), x2="high:Q"
        ),
        marks.mark_point(size=90, strokeWidth=2, opacity=1).encode(
            x=charts.across("value", limits, share),
            shape=shape,
            fill=alt.condition("datum.precise", color, alt.value(paint.surface)),
        ),
        charts.names(lines[:: len(series)], height, paint),
        charts.words(shown, charts.across("end", limits, share), y, "text", paint.ink, dx=8),
        charts.words(absent, alt.value(0), y, "text", paint.muted),
    ]
    drawn = layers if measured else layers[1:]
    return charts.finished(alt.layer(*drawn), language, paint, height)
