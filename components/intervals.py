"""Dots with their 95 % intervals, one or more series a row; names stand above their row.

A name above its row, and not in an axis beside it, leaves a telephone the whole width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from components import charts, labels
from components.estimates import Estimate
from components.words import Count, Percent, between
from data_access.language import Text

ROW, NAME, GAP = 24, 22, 6  # pixels: one series, the name above, the air below


@dataclass(frozen=True)
class Row:
    """A named row with one estimate a series."""

    name: Text
    estimates: Mapping[str, Estimate]


def value_text(estimate: Estimate, share: bool) -> Text:
    """The number beside a dot: "≈" where it is imprecise; words where there is none."""
    if not estimate.shown or estimate.value is None:
        return labels.WITHHELD.get(estimate.flag, labels.WITHHELD["unknown"])
    number = (Percent if share else Count)(estimate.value)
    if estimate.flag == "caution":
        return Text("≈ {number}", number=number)
    return number


def long_text(estimate: Estimate, share: bool) -> Text:
    """The number with its interval and reliability, for a tooltip."""
    value = value_text(estimate, share)
    if not estimate.shown:
        return value
    return Text(
        "{value}, {interval} ({reliability})",
        value=value,
        interval=between(estimate.low, estimate.high, share),
        reliability=labels.FLAGS[estimate.flag],
    )


def table_of(
    rows: Sequence[Row], series: Mapping[str, Text], share: bool, language: str
) -> pd.DataFrame:
    """One line a row and series, with what the chart draws and says."""
    lines = []
    for at, row in enumerate(rows):
        top = at * (NAME + ROW * len(series) + GAP)
        for down, (key, name) in enumerate(series.items()):
            estimate = row.estimates[key]
            lines.append(
                {
                    "row": at,
                    "name": row.name.to(language),
                    "series": key,
                    "series_name": name.to(language),
                    "name_y": top + NAME / 2,
                    "y": top + NAME + (down + 0.5) * ROW,
                    "value": estimate.value if estimate.shown else None,
                    "low": estimate.low if estimate.shown else None,
                    "high": estimate.high if estimate.shown else None,
                    "end": (estimate.high or estimate.value) if estimate.shown else 0.0,
                    "precise": estimate.flag == "reliable",
                    "text": value_text(estimate, share).to(language),
                    "tip": long_text(estimate, share).to(language),
                }
            )
    return pd.DataFrame(lines)


def chart(
    rows: Sequence[Row],
    series: Mapping[str, Text],
    language: str,
    paint: Paint,
    colors: Mapping[str, str],
    share: bool = False,
) -> alt.LayerChart:
    """Dots and intervals of `rows`; each series has its colour and its shape.

    A reliable estimate is a full mark, an imprecise one is hollow with "≈" before its number;
    where there is no number, words stand at the left edge.
    """
    frame = table_of(rows, series, share, language)
    height = int(len(rows) * (NAME + ROW * len(series) + GAP))
    largest = max(frame["end"].max(), 0.01 if share else 1.0)
    limits = (0.0, largest * 1.28)  # room for the number beside the longest interval
    x = charts.across("value", limits, share)
    y = charts.pixels("y", height)
    scale = alt.Scale(domain=list(series), range=[colors[key] for key in series])
    shapes = alt.Scale(domain=list(series), range=["circle", "square"][: len(series)])
    color = alt.Color("series:N", scale=scale, legend=None)
    tooltip = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("tip:N", title=Text("Estimación").to(language)),
    ]
    if len(series) > 1:
        place = Text("Lugar").to(language)
        tooltip.insert(1, alt.Tooltip("series_name:N", title=place))
    with_numbers = frame[frame["value"].notna()]
    base = alt.Chart(with_numbers).encode(y=y, color=color, tooltip=tooltip)
    lines = base.mark_rule(strokeWidth=5, opacity=0.35, strokeCap="round").encode(
        x=charts.across("low", limits, share), x2="high:Q"
    )
    dots = base.mark_point(size=90, strokeWidth=2, opacity=1).encode(
        x=x,
        shape=alt.Shape("series:N", scale=shapes, legend=None),
        fill=alt.condition("datum.precise", color, alt.value(paint.surface)),
    )
    names = charts.words(
        frame.drop_duplicates("row"),
        alt.value(0),
        charts.pixels("name_y", height),
        "name",
        paint.ink,
        fontSize=charts.PLAIN,
    )
    numbers = charts.words(
        with_numbers, charts.across("end", limits, share), y, "text", paint.ink, dx=8
    )
    absent = charts.words(
        frame[frame["value"].isna()], alt.value(0), y, "text", paint.muted, fontStyle="italic"
    )
    return charts.finished(alt.layer(lines, dots, names, numbers, absent), language, paint, height)
