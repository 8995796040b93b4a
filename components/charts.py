"""What all charts share: rows placed by the pixel, one look, the reader's number formats.

Building a chart with altair, and a message of it, costs more than everything else of a page. A
chart is a function of plain values, so its message is made once for the same values and kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt

from components import drawings, streamlit_compat
from components.reader_language import current, vega_locale
from components.streamlit_compat import Element
from components.theme import Paint
from data_access.language import Text

SMALL, PLAIN = 12, 13  # font sizes, pixels
AXIS = 28  # pixels below the rows
FLUSH = 14  # pixels: a label so near an end of its axis stays inside the chart
RIM = 4  # pixels of the surface's colour around a text, half of them outside
LETTER, MEAN, AIR = 7, 6.3, 10  # pixels of a letter in short and long lines, and before marks
SHORT = 25  # letters of a line whose width is hardly a mean
ROOMY = "width >= 700"  # of a chart, in pixels: names stand beside their marks, on one line
KEPT = 1000  # messages of some 5 kB

Line = Mapping[str, Any]


def render(said: Text, build: Callable[..., alt.LayerChart], *arguments: object) -> None:
    """Render the chart that `build` makes of `arguments`, which must be hashable values.

    `said` is the text alternative: what the chart shows, for those who cannot see it.
    """
    drawings.note(said, build, arguments)
    if drawings.record() is not None:
        return
    streamlit_compat.render(_element(said.to(current()), build, arguments))


@lru_cache(maxsize=KEPT)
def _element(
    said: str, build: Callable[..., alt.LayerChart], arguments: tuple[object, ...]
) -> Element:
    specification = inlined(build(*arguments).to_dict(validate=False))
    made = streamlit_compat.element(lambda page: page.vega_lite_chart(specification, alt=said))
    made.message.spec = json.dumps(
        json.loads(made.message.spec),
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return made


def inlined(specification: dict[str, Any]) -> dict[str, Any]:
    """Return a specification with each layer's rows in it, and of these only what it draws.

    Sets of data beside a specification are sent as Arrow tables, which for some ten rows are ten
    times as large as the rows.
    """
    sets = specification.pop("datasets")
    shared = specification.pop("data", None)  # where all layers draw the same rows
    for layer in specification["layer"]:
        rows = sets[layer.pop("data", shared)["name"]]
        drawn = set(re.findall(r"\w+", json.dumps(layer)))
        values = [{key: row[key] for key in row if key in drawn} for row in rows]
        layer["data"] = {"values": values}
    return specification


def chart_of(lines: Sequence[Line]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=[dict(line) for line in lines]))


def pixels(field: str, height: int) -> alt.Y:
    """Return a vertical channel in pixels from the top: a row's name can be above its marks."""
    scale = alt.Scale(domain=[height, 0], nice=False, zero=False)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def across(
    field: str, domain: tuple[float, float], share: bool, begin: str = "", **axis: Any
) -> alt.X:
    """Return the horizontal axis of a count or a share: few ticks, a light grid, no line.

    `begin`: how many pixels from the left it begins, beside a column of names, as `beside` says.
    """
    style: dict[str, Any] = {
        "format": ".0%" if share else ",.0f",
        "tickCount": 4,
        # Whole numbers are not labelled by halves, which would be the same number twice.
        **({} if share else {"tickMinStep": 1}),
        "domain": False,
        "ticks": False,
        "title": None,
        "labelFlush": FLUSH,
        **axis,
    }
    scale = alt.Scale(domain=list(domain), nice=False, **from_column(begin))
    return alt.X(f"{field}:Q", axis=alt.Axis(**style), scale=scale)


def from_column(begin: str) -> dict[str, Any]:
    """Return the range of an axis that begins beside a column of names.

    Written out, as altair's types know no expression among the ends of a range.
    """
    return {"range": [{"expr": begin}, {"expr": "width"}]} if begin else {}


def beside(names: Iterable[str], narrow: int = 0) -> str:
    """Return where marks begin beside their names, as an expression: `narrow` without room."""
    return f"{ROOMY} ? {column(names)} : {narrow}"


def column(names: Iterable[str]) -> int:
    """Return how many pixels a column of names takes; a name may have several lines."""
    lines = [part for name in names for part in name.split("\n")]
    letters = max(map(len, lines), default=0)
    return round(letters * (MEAN if letters > SHORT else LETTER)) + AIR


def words(
    lines: Sequence[Line], x: Any, y: alt.Y, field: str, color: str, **mark: Any
) -> alt.Chart:
    """Return a text layer of one field of the lines; `x` is a channel or a value of altair's."""
    style: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": SMALL, **mark}
    text = chart_of(lines).mark_text(color=color, **style)
    written: alt.Chart = text.encode(x=x, y=y, text=alt.Text(f"{field}:N"))
    return written


def rimmed(
    lines: Sequence[Line], x: Any, y: alt.Y, field: str, paint: Paint, **mark: Any
) -> list[alt.Chart]:
    """Return words that stay apart from a line or a point behind them.

    A rim in the surface's colour lies below them: Vega draws the edge of a text over its letters.
    """
    rim: dict[str, Any] = {**mark, "stroke": paint.surface, "strokeWidth": RIM}
    return [
        words(lines, x, y, field, paint.surface, **rim),
        words(lines, x, y, field, paint.ink, **mark),
    ]


def names(lines: Sequence[Line], height: int, paint: Paint, **mark: Any) -> list[alt.Chart]:
    """Return the names of rows, each above its marks at the left edge."""
    y = pixels("name_y", height)
    return rimmed(lines, alt.value(0), y, "name", paint, fontSize=PLAIN, **mark)


def named(
    lines: Sequence[Line], height: int, paint: Paint, whole: str = "name", **mark: Any
) -> list[alt.Chart]:
    """Return the names of rows: above their marks, or beside them where there is room.

    `whole` is the field of the name on one line; marks begin where `beside` says.
    """
    above = [
        layer.encode(text=alt.condition(ROOMY, alt.value(""), "name:N"))
        for layer in names(lines, height, paint, **mark)
    ]
    line = words(lines, alt.value(0), pixels("y", height), whole, paint.ink, fontSize=PLAIN)
    return [*above, line.encode(text=alt.condition(ROOMY, f"{whole}:N", alt.value("")))]


def finished(
    chart: alt.LayerChart | alt.FacetChart, language: str, paint: Paint, height: int
) -> alt.LayerChart:
    """Return the layers with their height and everything that is the same for all charts.

    Raise TypeError if one of the layers made them a chart of facets.
    """
    if not isinstance(chart, alt.LayerChart):
        raise TypeError("the layers of a chart have no facets")
    whole: alt.LayerChart = (
        chart.properties(height=height + AXIS)
        .configure(locale=vega_locale(language), background="transparent")
        .configure_axis(gridColor=paint.grid, labelColor=paint.muted, titleColor=paint.muted)
        .configure_view(strokeWidth=0)
    )
    return whole
