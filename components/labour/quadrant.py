"""Which occupations are short and hard to fill at once: the gap against the hard-to-fill share.

A name stands beside its point where it covers nothing. On a telephone there is no such room: each
point has its number there, and a list its name.
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
LETTERS = 30  # of a line of a name
LETTER = 6.5  # pixels of a letter, at its widest on average
MOST_NAMED = 3
CORNER_NAME = Text("Faltan y cuesta cubrirlas")
SURE, USUAL = 190, 100  # square pixels of a point
NAMED = 560  # pixels of the narrowest chart with names; the wider it is, the more air they have
NARROW = f"width < {NAMED}"  # the list of names is shown from `.m4sd-narrow` down
TELEPHONE = 270  # pixels of the chart on the narrowest screen
AWAY = 11  # pixels from the middle of a point to its name
CORNER = (-4, 4)  # pixels from the corner of the chart to the end of the corner's name
APART = (15, 13)  # pixels between the middles of what does not touch, across and down
BESIDE = 14  # pixels from the middle of a point to that of its number
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1))  # where a number may stand, the best first
AROUND = (*SIDES, (1, -1), (-1, -1), (1, 1), (-1, 1))  # where a name may
OUTSIDE = 3  # as bad as so many things covered: a name that leaves the chart
ALIGNED = {1: "left", 0: "center", -1: "right"}
Box = tuple[float, float, float, float]


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


def named(
    drawn: Sequence[Point], limits: tuple[float, float], labels: Sequence[str], corner: str
) -> list[tuple[int, int]]:
    """Return on which side of each point its name stands: where it covers least.

    It is found for the narrowest chart with names. A wider one draws points apart and leaves names
    as they are, so that nothing comes to lie on another.
    """
    low, high = limits
    across = NAMED / (high - low)
    spots = [((p.gap - low) * across, (1 - (p.hard.value or 0.0)) * HEIGHT) for p in drawn]
    taken = [(x - AWAY, y - AWAY, x + AWAY, y + AWAY) for x, y in spots]
    end, top = NAMED + CORNER[0], CORNER[1]
    taken.append((end - len(corner) * LETTER, top, end, top + LINE))
    sides = []
    for (x, y), label in zip(spots, labels, strict=True):
        boxes = {side: box(x, y, label, side) for side in AROUND}

        def covered(side: tuple[int, int], boxes: Mapping[Any, Box] = boxes) -> float:
            left, up, right, down = boxes[side]
            outside = left < 0 or up < 0 or right > NAMED or down > HEIGHT
            return OUTSIDE * outside + sum(
                left < other[2] and right > other[0] and up < other[3] and down > other[1]
                for other in taken
            )

        best = min(AROUND, key=covered)
        taken.append(boxes[best])
        sides.append(best)
    return sides


def box(x: float, y: float, label: str, side: tuple[int, int]) -> Box:
    """Return the edges of a name beside a point: left, top, right and bottom."""
    lines = label.split("\n")
    wide, high = max(map(len, lines)) * LETTER, len(lines) * LINE
    left = x + AWAY * side[0] - wide * (1 - side[0]) / 2
    top = y + AWAY * side[1] - high * (1 - side[1]) / 2
    return left, top, left + wide, top + high


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
    limits = reach(drawn)
    sides = numbered(drawn, limits)
    around = named(drawn, limits, labels, CORNER_NAME.to(language))
    return [
        {
            "label": label,
            "around": around[at],
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
        for at, (p, color, label) in enumerate(zip(drawn, colors, labels, strict=True))
    ]


def chart(drawn: Sequence[Point], language: str, paint: Paint) -> alt.LayerChart:
    """Return points with their names; a circle is reliable, a hollow diamond imprecise.

    The corner where occupations are short and mostly hard to fill is shaded and labelled; a point
    has its colour, and is larger, only where both are sure: one may lie there by chance.
    """
    lines = lines_of(drawn, language, paint)
    limits = reach(drawn)
    title = Text("Vacantes menos personas inscritas").to(language)
    x = charts.across("gap", limits, share=False, title=title)
    y_scale = alt.Scale(domain=[0, 1], nice=False)
    y_axis = alt.Axis(
        format=".0%", values=[0, 0.25, 0.5, 0.75, 1], domain=False, ticks=False, title=None
    )
    y = alt.Y("share:Q", scale=y_scale, axis=y_axis)
    name = CORNER_NAME.to(language)
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
            align="right",
            baseline="top",
            dx=CORNER[0],
            dy=CORNER[1],
            color=paint.muted,
            fontSize=charts.SMALL,
        ).encode(x="to:Q", y="top:Q", text="name:N"),
        corner.mark_rule(color=paint.muted).encode(x=x),
        points.mark_point(strokeWidth=2, opacity=1).encode(
            size=alt.Size("size:Q", legend=None, scale=None),
            shape=alt.condition("datum.precise", alt.value("circle"), alt.value("diamond")),
            stroke=alt.Stroke("color:N", legend=None, scale=None),
            fill=alt.Fill("fill:N", legend=None, scale=None),
        ),
    ]
    for side in AROUND:
        beside = [line for line in lines if line["around"] == side]
        style = {"align": ALIGNED[side[0]], "lineBreak": "\n", "lineHeight": LINE}
        for more in sorted({line["label"].count("\n") for line in beside}):
            # Vega counts from the middle of the first line.
            down = AWAY * side[1] + LINE * (side[1] - more * (1 - side[1])) / 2
            told = [line for line in beside if line["label"].count("\n") == more]
            where = {"dx": AWAY * side[0], "dy": down}
            for words in charts.rimmed(told, x, y, "label", paint, **style, **where):
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
