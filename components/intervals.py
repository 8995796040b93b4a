"""Bars from zero with their 95 % intervals, one or more series a row, each name on its line.

Names are broken to a narrow column, so that a telephone leaves more than half to the bars; where
there is room they stand on one line, or on two.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from components import charts, labels
from components.estimate_values import Estimate
from components.theme import Paint
from components.words import Count, Percent, about, between
from data_access.language import Text

ROW, GAP = 24, 8  # pixels: one series, the air between rows
BESIDE = 4  # pixels between the line of zero and a word in place of a bar
BAR = 14  # pixels: how thick a bar is
LINE = 16  # pixels: one line of a name
LETTERS, ROOMY_LETTERS = 20, 48  # of a line of a name, and where there is room
QUARTERS = [0, 0.25, 0.5, 0.75, 1]
FOOT = 16  # pixels that the labels of the axis take beyond charts.AXIS


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
    color: str | None = None  # of a group that keeps it on every page, in place of its series'


def value_text(estimate: Estimate, share: bool) -> Text:
    """Return the number beside a bar: "≈" where it is imprecise or was moved to protect people.

    Where there is no number, words.
    """
    if not estimate.shown or estimate.value is None:
        return labels.WITHHELD.get(estimate.flag, labels.WITHHELD["unknown"])
    number = (Percent if share else Count)(estimate.value)
    return about(number, estimate.flag == "caution" or estimate.moved)


def long_text(estimate: Estimate, share: bool) -> Text:
    """Return the number with its interval and reliability, for a tooltip.

    A count that was moved to protect people has neither.
    """
    value = value_text(estimate, share)
    if not estimate.shown or (estimate.moved and not estimate.measured):
        return value
    return Text(
        "{value}, {interval} ({reliability})",
        value=value,
        interval=between(estimate.low, estimate.high, share),
        reliability=labels.FLAGS[estimate.flag],
    )


def broken(name: str, letters: int = LETTERS) -> str:
    """Return a name in lines of at most `letters`; a longer word keeps its line."""
    return "\n".join(textwrap.wrap(name, letters, break_long_words=False)) or name


def lines_of(
    rows: Sequence[Row], series: Sequence[Series], share: bool, language: str
) -> list[dict[str, Any]]:
    """Return one record for each row and series, with what the chart draws and its texts.

    `bottom` is where the row ends: a name of more lines than series makes its row higher.
    """
    lines: list[dict[str, Any]] = []
    top = 0.0
    for row in rows:
        name = row.name.to(language)
        label, roomy = broken(name), broken(name, ROOMY_LETTERS)
        more = LINE * label.count("\n")
        # Where lines of names fill their rows, more air says which of them are one name.
        high = max(ROW * len(series), LINE + more + (GAP if more else 0)) + GAP
        first = top + (high - ROW * len(series)) / 2
        for down, one in enumerate(series):
            estimate = row.estimates[one.key]
            shown = estimate.shown
            end = estimate.value if estimate.high is None else estimate.high
            lines.append(
                {
                    "name": name,
                    "label": label,
                    "roomy": roomy,
                    "color": row.color or one.color,
                    "series_name": one.name.to(language),
                    "name_y": top + (high - more) / 2,  # of its first line
                    "roomy_y": top + (high - LINE * roomy.count("\n")) / 2,
                    "y": first + (down + 0.5) * ROW,
                    "bottom": top + high,
                    "value": estimate.value if shown else None,
                    "low": estimate.low if shown else None,
                    "high": estimate.high if shown else None,
                    "end": max(end, 0.0) if shown and end is not None else None,
                    "precise": estimate.flag == "reliable",
                    "text": value_text(estimate, share).to(language),
                    "tip": long_text(estimate, share).to(language),
                }
            )
        top += high
    return lines


def chart(
    rows: Sequence[Row],
    series: Sequence[Series],
    language: str,
    paint: Paint,
    share: bool = False,
    whole: bool = False,
) -> alt.LayerChart:
    """Return bars and intervals of `rows`; each series has its colour, or each row its own.

    A reliable estimate is a full bar, an imprecise one is hollow with "≈" before its number; where
    there is no number, words stand in its place. `whole`: the axis of a share runs to 100 %.
    """
    lines = lines_of(rows, series, share, language)
    shown = [line for line in lines if line["value"] is not None]
    absent = [line for line in lines if line["value"] is None]
    height = int(lines[-1]["bottom"]) if lines else 0
    column = charts.beside(
        (line["roomy"] for line in lines), charts.column(line["label"] for line in lines)
    )
    x = _from_zero(shown, column, share, whole)
    # Layers share their scales, so that the bars' alone are written out.
    y = alt.Y("y:Q", axis=None)
    color = alt.Color("color:N", legend=None, scale=None)
    tooltip = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("tip:N", title=Text("Estimación").to(language)),
    ]
    if len(series) > 1:
        tooltip.insert(1, alt.Tooltip("series_name:N", title=Text("Lugar").to(language)))
    bars = charts.chart_of(shown).encode(y=charts.pixels("y", height), color=color, tooltip=tooltip)
    # A layer without marks would be a group without a name to a screen reader.
    measured = [line for line in shown if line["low"] is not None and line["high"] is not None]
    layers = [
        bars.mark_bar(orient="horizontal", size=BAR, strokeWidth=1.5, opacity=1).encode(
            x=x,
            x2=alt.X2Datum(0),
            stroke=alt.Stroke("color:N", legend=None, scale=None),
            fillOpacity=alt.condition("datum.precise", alt.value(1), alt.value(0.15)),
        ),
        *_names(lines[:: len(series)], paint),
        charts.words(shown, alt.X("end:Q", title=None), y, "text", paint.ink, dx=8),
        charts.words(absent, alt.value(alt.expr(column)), y, "text", paint.muted, dx=BESIDE),
    ]
    if measured:
        spread = charts.chart_of(measured).encode(x=alt.X("low:Q", title=None), x2="high:Q", y=y)
        layers += [
            # A line in the surface's colour around it keeps it apart from its own bar.
            spread.mark_rule(strokeWidth=4.5, color=paint.surface),
            spread.mark_rule(strokeWidth=2, color=paint.ink).encode(tooltip=tooltip),
        ]
    return charts.finished(alt.layer(*layers), language, paint, height + FOOT)


def _names(lines: Sequence[charts.Line], paint: Paint) -> list[alt.Chart]:
    """Return the names of rows in their narrow column, or in the one where there is room."""
    style: dict[str, Any] = {"fontSize": charts.PLAIN, "lineBreak": "\n", "lineHeight": LINE}
    none = alt.value("")

    def layer(field: str, height: str) -> alt.Chart:
        y = alt.Y(f"{height}:Q", axis=None)
        return charts.words(lines, alt.value(0), y, field, paint.ink, **style)

    return [
        layer("label", "name_y").encode(text=alt.condition(charts.ROOMY, none, "label:N")),
        layer("roomy", "roomy_y").encode(text=alt.condition(charts.ROOMY, "roomy:N", none)),
    ]


def _from_zero(shown: Sequence[charts.Line], column: str, share: bool, whole: bool) -> alt.X:
    """Return the axis of all layers: it holds zero and begins beside the column of names."""
    largest = max([line["end"] for line in shown], default=0.0) or 1.0
    lows = [line["value"] if line["low"] is None else line["low"] for line in shown]
    low = min([0.0, *lows]) * 1.1
    # Space for the number beside the longest interval.
    high = max(largest, -low * 0.3) * 1.35
    if whole:
        high = max(1.0, high) if largest > 0.8 else 1.0
    # The axis of shares may be longer than 100 %, for the numbers; no label of it says so.
    ticks: dict[str, Any] = {"values": QUARTERS} if share and (whole or high > 1.0) else {}
    return charts.across("value", (low, high), share, column, **ticks)
