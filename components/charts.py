"""What all charts share: rows placed by the pixel, one look, the reader's number formats."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components import language as languages
from components.theme import Paint

SMALL, PLAIN = 12, 13  # font sizes, pixels


def pixels(field: str, height: int) -> alt.Y:
    """A vertical place in pixels from the top, so that rows can hold a name above their marks."""
    scale = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def across(field: str, domain: tuple[float, float], share: bool, title: str = "") -> alt.X:
    """The horizontal axis of a count or a share: few ticks, a light grid, no line."""
    axis = alt.Axis(
        format=".0%" if share else ",.0f",
        tickCount=4,
        domain=False,
        ticks=False,
        title=title or None,
        labelFlush=True,
    )
    return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domain=list(domain), nice=False))


def words(
    frame: pd.DataFrame, x: alt.X | alt.XValue, y: alt.Y, field: str, color: str, **mark: object
) -> alt.Chart:
    """A column of the frame written at its place."""
    style = {"align": "left", "baseline": "middle", "fontSize": SMALL, **mark}
    return (
        alt.Chart(frame)
        .mark_text(color=color, **style)
        .encode(x=x, y=y, text=alt.Text(f"{field}:N"))
    )


def finished(chart: alt.LayerChart, language: str, paint: Paint, height: int) -> alt.LayerChart:
    """The chart with its height and everything that is the same for all."""
    return (
        chart.properties(height=height)
        .configure(locale=languages.vega_locale(language), background="transparent")
        .configure_axis(gridColor=paint.grid, labelColor=paint.muted, titleColor=paint.muted)
        .configure_view(strokeWidth=0)
    )
