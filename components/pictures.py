"""A figure as a picture to take away: SVG, or PNG made of it.

Whoever sees the picture elsewhere must not need the page: its finding, what is counted, what its
colours mean, sources, dates and that figures are synthetic stand in it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from components.drawings import Drawing, alternative, on_paper
from components.map_pictures import MapDrawing
from components.swatches import Swatch
from components.table_pictures import TableDrawing
from components.templating import render_template
from components.theme import LIGHT
from data_access.language import Text

WIDE, MARGIN = 760, 28  # pixels
TITLE, PLAIN, SMALL = 20, 14, 12  # font sizes
LINE = 1.35  # heights of a line
# Width of a letter in font sizes, on the average of Spanish text; generous, since none is measured.
LETTER, BOLD_LETTER = 0.52, 0.56
SHARP = 2.0  # pixels of a PNG for each of the SVG's
FONT = "'Source Sans', 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif"


Drawn = Drawing | MapDrawing | TableDrawing


@dataclass(frozen=True)
class Told:
    """What a picture says beside its charts."""

    title: Text
    counted: Text
    foot: Sequence[Text]
    notice: Text | None = None
    legend: Sequence[Swatch] = ()
    scope: Text | None = None  # place, period and group, which on a page stand in its bar


@dataclass(frozen=True)
class Line:
    """One line of text at its place."""

    y: float
    size: int
    said: str
    color: str
    bold: bool = False


@dataclass(frozen=True)
class Mark:
    """One entry of the legend at its place, in the colours of paper."""

    x: float
    y: float
    swatch: Swatch

    @property
    def color(self) -> str:
        return str(on_paper(self.swatch.color))

    @property
    def edge(self) -> str | None:
        return None if self.swatch.edge is None else str(on_paper(self.swatch.edge))


def as_svg(told: Told, drawings: Sequence[Drawn], language: str, margin: int = MARGIN) -> bytes:
    """Return a figure's charts below one another, between what is said of them, as SVG."""
    head = wrapped(told.title.to(language), TITLE, LIGHT.ink, margin, bold=True)
    counted = told.counted.to(language)
    if told.scope is not None and told.scope.to(language) not in counted:
        head += wrapped(told.scope.to(language), PLAIN, LIGHT.ink, below(head, margin) + 6)
    head += wrapped(counted, PLAIN, LIGHT.muted, below(head, margin) + 6)
    entries = [*told.legend, *(one for map_ in maps_of(drawings) for one in map_.made().legend)]
    marks, y = placed(entries, below(head, margin) + (12 if head else 0), margin)
    charts = []
    for drawing in drawings:
        svg, high = chart(drawing, WIDE - 2 * margin)
        charts.append(Markup(at(svg, margin, y)))
        y += high + 10
    foot: list[Line] = []
    y += 6 if margin else SMALL - 10
    if told.notice is not None:
        foot = wrapped(told.notice.to(language), SMALL, LIGHT.demand, y, bold=True)
    for text in told.foot:
        foot += wrapped(text.to(language), SMALL, LIGHT.muted, below(foot, y))
    picture = render_template(
        "pictures/figure.svg",
        wide=WIDE,
        high=round(below(foot, y) + margin - SMALL),
        margin=margin,
        lines=[*head, *foot],
        marks=marks,
        charts=charts,
        title=told.title.to(language),
        said=alternative(drawings, language),
        colors=LIGHT,
        font=FONT,
    )
    return str(picture).encode()


def bare(legend: Sequence[Swatch], drawings: Sequence[Drawn], language: str) -> bytes:
    """Return the charts with their legend alone, for a document that says the rest itself.

    It has margins of its own, too.
    """
    nothing = Text("")
    return as_svg(Told(nothing, nothing, (), legend=legend), drawings, language, margin=0)


def as_png(told: Told, drawings: Sequence[Drawn], language: str) -> bytes:
    """Return the same picture as PNG, twice as sharp as a screen needs."""
    return rastered(as_svg(told, drawings, language))


def rastered(svg: bytes) -> bytes:
    """Return an SVG as PNG."""
    import vl_convert  # 30 MB, wanted by whoever takes a picture only

    made: bytes = vl_convert.svg_to_png(svg.decode(), scale=SHARP)
    return made


def maps_of(drawings: Sequence[Drawn]) -> list[MapDrawing]:
    """Return the maps among what is drawn."""
    return [one for one in drawings if isinstance(one, MapDrawing)]


def chart(drawing: Drawn, wide: int) -> tuple[str, float]:
    """Return a chart as the text of an SVG as wide as asked for, and how high it came out."""
    if isinstance(drawing, MapDrawing | TableDrawing):
        return drawing.as_svg(wide)
    import vl_convert

    made = drawing.specification()
    config = made.setdefault("config", {})
    locale = config.pop("locale", {}).get("number")
    # On a page Streamlit's theme says how large they are; Vega alone writes 10 pixels.
    sizes = {"labelFontSize": SMALL, "titleFontSize": SMALL}
    config["axis"] = {**config.get("axis", {}), **sizes}
    sized: dict[str, Any] = {
        **made,
        "width": wide,
        "autosize": {"type": "fit-x", "contains": "padding"},
    }
    svg: str = vl_convert.vegalite_to_svg(sized, format_locale=locale, allowed_base_urls=[])
    opening = svg[: svg.index(">")]
    found = re.search(r'\bheight="([\d.]+)"', opening)
    return svg, float(found.group(1)) if found else 0.0


def at(svg: str, x: float, y: float) -> str:
    """Return an SVG to stand inside another one at a place."""
    return re.sub(r"^.*?<svg\b", f'<svg x="{x}" y="{y}"', svg, count=1, flags=re.DOTALL)


def wrapped(said: str, size: int, color: str, y: float, bold: bool = False) -> list[Line]:
    """Return a text in lines that fit the picture, the first one below `y`."""
    letters = int((WIDE - 2 * MARGIN) / (size * (BOLD_LETTER if bold else LETTER)))
    return [
        Line(round(y + size * (1 + LINE * at), 1), size, line, color, bold)
        for at, line in enumerate(textwrap.wrap(said, letters, break_long_words=False))
    ]


def below(lines: Sequence[Line], otherwise: float) -> float:
    """Return where the next text may begin."""
    return lines[-1].y + lines[-1].size * (LINE - 1) if lines else otherwise


def placed(legend: Sequence[Swatch], y: float, margin: int) -> tuple[list[Mark], float]:
    """Return the entries of a legend in rows, and where what follows may begin."""
    marks: list[Mark] = []
    x = float(margin)
    for swatch in legend:
        wide = 26 + len(swatch.said) * PLAIN * LETTER + 16
        if x + wide > WIDE - margin and x > margin:
            x, y = float(margin), y + PLAIN * 1.6
        marks.append(Mark(round(x, 1), round(y, 1), swatch))
        x += wide
    return marks, y + PLAIN * 1.8 if marks else y
