"""Which occupations are short and hard to fill at once: the gap against the hard-to-fill share.

On a telephone names would cover the points: each has its number there, and a list its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from components import charts, comparing
from components.estimate_values import Estimate
from components.intervals import broken, long_text
from components.labour.labour_rows import Occupation
from components.occupations import short
from components.theme import Paint
from components.words import Count, Inside, Listed
from data_access.language import Text

HEIGHT = 310
TITLE = 50  # pixels that the axis and its title take beyond those of an axis alone
LINE = 15  # pixels: one line of a name
FAR = 0.02  # of the height: from here on a line joins a point and its name
LETTERS = 24  # of a line of a name
MOST_NAMED = 3
SURE, USUAL = 190, 100  # square pixels of a point
NARROW = "width < 450"  # of the chart, in pixels; the list is shown from `.m4sd-narrow` down
TELEPHONE = 270  # pixels of the chart on the narrowest screen
APART = (15, 13)  # pixels between the middles of what does not touch, across and down
BESIDE = 14  # pixels from the middle of a point to that of its number
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1))  # where a number may stand, the best first


@dataclass(frozen=True)
class Point:
    """An occupation with both figures published.

    `mostly_hard`: surely more than half of its vacancies are hard to fill, tested with all drawn.
    """

    occupation: Occupation
    gap: float
    hard: Estimate
    mostly_hard: bool

    @property
    def pressing(self) -> bool:
        """Whether it is short beyond the survey's error, and most of its vacancies hard to fill."""
        return self.occupation.verdict == "short" and self.mostly_hard

    @property
    def precise(self) -> bool:
        """Whether both estimates are reliable."""
        return self.occupation.demand.flag == "reliable" and self.hard.flag == "reliable"


def points(found: list[Occupation], hard: Mapping[str, Estimate]) -> list[Point]:
    """Return the occupations whose gap and hard-to-fill share are both published.

    The first is the hardest to fill; `hard` is by code.
    """
    drawn = [
        (o, o.demand.value - o.supply)
        for o in found
        if o.demand.shown
        and o.demand.value is not None
        and o.supply is not None
        and o.code in hard
        and hard[o.code].shown
    ]
    verdicts = comparing.beside_half({o.code: hard[o.code] for o, _gap in drawn})
    sure = {code for code, verdict in verdicts.items() if verdict.higher}
    pointed = [Point(o, gap, hard[o.code], o.code in sure) for o, gap in drawn]
    return sorted(pointed, key=lambda p: (-(p.hard.value or 0.0), p.occupation.code))


def finding(drawn: list[Point]) -> Text:
    """Return what the chart shows, as its title."""
    pressing = sorted((p for p in drawn if p.pressing), key=lambda p: (-p.gap, p.occupation.code))
    if pressing:
        named = (Inside(short(p.occupation.code)) for p in pressing[:MOST_NAMED])
        return Text("Faltan y además cuesta encontrarlos: {occupations}", occupations=Listed(named))
    return Text(
        "De las ocupaciones que faltan con seguridad, de ninguna se sabe que la mayoría de sus "
        "vacantes sea difícil de cubrir"
    )


def placed(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Return the middles of names, in pixels from the top: none on another, all near their point.

    Names that would touch stand as one block whose middle is the mean of where they belong.
    """
    blocks: list[list[int]] = []

    def high(block: list[int]) -> float:
        return sum(sizes[at] for at in block)

    def top(block: list[int]) -> float:
        middle = sum(wanted[at] for at in block) / len(block)
        return max(0.0, min(middle - high(block) / 2, HEIGHT - high(block)))

    for at in sorted(range(len(wanted)), key=lambda at: wanted[at]):
        blocks.append([at])
        while len(blocks) > 1 and top(blocks[-2]) + high(blocks[-2]) > top(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    found: dict[int, float] = {}
    for block in blocks:
        edge = top(block)
        for at in block:
            found[at] = edge + sizes[at] / 2
            edge += sizes[at]
    return [found[at] for at in range(len(wanted))]


def numbered(drawn: Sequence[Point], limits: tuple[float, float]) -> list[tuple[int, int]]:
    """Return on which side of each point its number stands on a telephone, clear of the others."""
    low, high = limits
    across = TELEPHONE / (high - low)
    spots = [((p.gap - low) * across, (1 - (p.hard.value or 0.0)) * HEIGHT) for p in drawn]
    taken, sides = list(spots), []
    for x, y in spots:

        def covered(side: tuple[int, int], x: float = x, y: float = y) -> int:
            at = (x + BESIDE * side[0], y + BESIDE * side[1])
            return sum(
                all(abs(a - b) < c for a, b, c in zip(at, one, APART, strict=True)) for one in taken
            )

        best = min(SIDES, key=covered)
        taken.append((x + BESIDE * best[0], y + BESIDE * best[1]))
        sides.append(best)
    return sides


def reach(drawn: Sequence[Point]) -> tuple[float, float]:
    """Return the ends of the axis of gaps, which holds zero."""
    gaps = [p.gap for p in drawn]
    high = max(max(abs(gap) for gap in gaps) * 1.15, 5.0)
    return min(min(gaps) * 1.15, -0.35 * high), high


def lines_of(drawn: Sequence[Point], language: str, paint: Paint) -> list[dict[str, Any]]:
    """Return one record for each point, with what the chart draws and its texts."""
    colors = [paint.demand if p.pressing else paint.neutral for p in drawn]
    labels = [broken(short(p.occupation.code).to(language), LETTERS) for p in drawn]
    more = [LINE * label.count("\n") for label in labels]
    wanted = [(1 - (p.hard.value or 0.0)) * HEIGHT for p in drawn]
    middles = placed(wanted, [LINE + extra for extra in more])
    sides = numbered(drawn, reach(drawn))
    return [
        {
            "label": label,
            "beside": 1 - middle / HEIGHT,
            "first_line": 1 - (middle - extra / 2) / HEIGHT,
            "name": short(p.occupation.code).to(language),
            "gap": p.gap,
            "share": p.hard.value,
            "precise": p.precise,
            "color": color,
            "size": SURE if p.pressing else USUAL,
            "fill": color if p.precise else paint.surface,
            "gap_text": Count(p.gap).to(language),
            "share_text": long_text(p.hard, share=True).to(language),
            "number": str(at + 1),
            "side": sides[at],
            "demand_text": long_text(p.occupation.demand, share=False).to(language),
        }
        for at, (p, color, label, middle, extra) in enumerate(
            zip(drawn, colors, labels, middles, more, strict=True)
        )
    ]


def chart(drawn: Sequence[Point], language: str, paint: Paint) -> alt.LayerChart:
    """Return points with their names; a circle is reliable, a hollow diamond imprecise.

    The corner where occupations are short and mostly hard to fill is shaded and labelled; a point
    has its colour, and is larger, only where both are sure: one may lie there by chance.
    """
    lines = lines_of(drawn, language, paint)
    moved = [line for line in lines if abs(line["share"] - line["beside"]) > FAR]
    limits = reach(drawn)
    title = Text("Vacantes menos personas inscritas").to(language)
    x = charts.across("gap", limits, share=False, title=title)
    y_scale = alt.Scale(domain=[0, 1], nice=False)
    y_axis = alt.Axis(
        format=".0%", values=[0, 0.25, 0.5, 0.75, 1], domain=False, ticks=False, title=None
    )
    y = alt.Y("share:Q", scale=y_scale, axis=y_axis)
    name = Text("Faltan y cuesta cubrirlas").to(language)
    corner = charts.chart_of(
        [{"gap": 0.0, "to": limits[1], "share": 0.5, "top": 1.0, "name": name}]
    )
    points = charts.chart_of(lines).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("name:N", title=Text("Ocupación").to(language)),
            alt.Tooltip("gap_text:N", title=Text("Brecha").to(language)),
            alt.Tooltip("demand_text:N", title=Text("Vacantes").to(language)),
            alt.Tooltip("share_text:N", title=Text("Difíciles de cubrir").to(language)),
        ],
    )
    layers: list[alt.Chart] = [
        corner.mark_rect(color=paint.demand, opacity=0.10).encode(x=x, x2="to:Q", y=y, y2="top:Q"),
        corner.mark_text(
            align="right", baseline="top", dx=-4, dy=4, color=paint.muted, fontSize=charts.SMALL
        ).encode(x="to:Q", y="top:Q", text="name:N"),
        corner.mark_rule(color=paint.muted).encode(x=x),
        points.mark_point(strokeWidth=2, opacity=1).encode(
            size=alt.Size("size:Q", legend=None, scale=None),
            shape=alt.condition("datum.precise", alt.value("circle"), alt.value("diamond")),
            stroke=alt.Stroke("color:N", legend=None, scale=None),
            fill=alt.Fill("fill:N", legend=None, scale=None),
        ),
    ]
    if moved:
        joint = charts.chart_of(moved).mark_rule(color=paint.muted)
        seen = alt.condition(NARROW, alt.value(0), alt.value(0.6))
        layers.insert(3, joint.encode(x=x, y=y, y2="beside:Q", opacity=seen))
    # Names stand towards the middle, where there is room on a telephone too.
    middle = sum(limits) / 2
    height = alt.Y("first_line:Q", scale=y_scale, axis=y_axis)
    for align, away, right in (("left", 9, False), ("right", -9, True)):
        named = [line for line in lines if (line["gap"] > middle) is right]
        style = {"align": align, "dx": away, "lineBreak": "\n", "lineHeight": LINE}
        if named:
            for words in charts.rimmed(named, x, height, "label", paint, **style):
                shown = alt.condition(NARROW, alt.value(""), "label:N")
                layers.append(words.encode(text=shown))
    for side in SIDES:
        told = [line for line in lines if line["side"] == side]
        style = {"align": "center", "dx": BESIDE * side[0], "dy": BESIDE * side[1]}
        if told:
            for words in charts.rimmed(told, x, y, "number", paint, **style):
                shown = alt.condition(NARROW, "number:N", alt.value(""))
                layers.append(words.encode(text=shown))
    return charts.finished(alt.layer(*layers), language, paint, HEIGHT + TITLE)
