"""Which occupations are short and hard to fill at once: the gap against the hard-to-fill share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from components import charts
from components.estimate_values import Estimate
from components.intervals import long_text
from components.labour.labour_rows import Occupation
from components.occupations import short
from components.theme import Paint
from components.words import Count, Inside, Listed
from data_access.language import Text

HEIGHT = 310
MOST_NAMED = 3


@dataclass(frozen=True)
class Point:
    """An occupation with both figures published."""

    occupation: Occupation
    gap: float
    hard: Estimate

    @property
    def pressing(self) -> bool:
        """Whether it is short beyond the survey's error, and most of its vacancies hard to fill."""
        return self.occupation.verdict == "short" and (self.hard.low or 0.0) > 0.5

    @property
    def precise(self) -> bool:
        """Whether both estimates are reliable."""
        return self.occupation.demand.flag == "reliable" and self.hard.flag == "reliable"


def points(found: list[Occupation], hard: Mapping[str, Estimate]) -> list[Point]:
    """Return the occupations, by code, whose gap and hard-to-fill share are both published."""
    return [
        Point(o, o.demand.value - o.supply, hard[o.code])
        for o in found
        if o.demand.shown
        and o.demand.value is not None
        and o.supply is not None
        and o.code in hard
        and hard[o.code].shown
    ]


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


def key(drawn: list[Point]) -> Text:
    """Return what the codes in the chart stand for."""
    return Text(
        "Ocupaciones: {occupations}.",
        occupations=Listed(
            Text("{code} {name}", code=p.occupation.code, name=Inside(short(p.occupation.code)))
            for p in drawn
        ),
    )


def lines_of(drawn: Sequence[Point], language: str) -> list[dict[str, Any]]:
    """Return one record for each point, with what the chart draws and its texts."""
    return [
        {
            "code": p.occupation.code,
            "name": short(p.occupation.code).to(language),
            "gap": p.gap,
            "share": p.hard.value,
            "precise": p.precise,
            "gap_text": Count(p.gap).to(language),
            "share_text": long_text(p.hard, share=True).to(language),
            "demand_text": long_text(p.occupation.demand, share=False).to(language),
        }
        for p in drawn
    ]


def chart(drawn: Sequence[Point], language: str, paint: Paint) -> alt.LayerChart:
    """Return points labelled with their code; a circle is reliable, a hollow diamond imprecise.

    The corner where occupations are short and mostly hard to fill is shaded and labelled.
    """
    lines = lines_of(drawn, language)
    gaps = [p.gap for p in drawn]
    reach = max(max(abs(gap) for gap in gaps) * 1.15, 5.0)
    limits = (min(min(gaps) * 1.15, -0.35 * reach), reach)
    title = Text("Vacantes menos personas inscritas").to(language)
    x = charts.across("gap", limits, share=False, title=title)
    y = alt.Y(
        "share:Q",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(
            format=".0%", values=[0, 0.25, 0.5, 0.75, 1], domain=False, ticks=False, title=None
        ),
    )
    name = Text("Faltan y cuesta cubrirlas").to(language)
    corner = charts.chart_of([{"gap": 0.0, "to": reach, "share": 0.5, "top": 1.0, "name": name}])
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
    layers = [
        corner.mark_rect(color=paint.demand, opacity=0.10).encode(x=x, x2="to:Q", y=y, y2="top:Q"),
        corner.mark_text(
            align="right", baseline="top", dx=-4, dy=4, color=paint.muted, fontSize=charts.SMALL
        ).encode(x="to:Q", y="top:Q", text="name:N"),
        corner.mark_rule(color=paint.muted).encode(x=x),
        points.mark_point(size=120, strokeWidth=2, opacity=1, stroke=paint.demand).encode(
            shape=alt.condition("datum.precise", alt.value("circle"), alt.value("diamond")),
            fill=alt.condition("datum.precise", alt.value(paint.demand), alt.value(paint.surface)),
        ),
        points.mark_text(align="left", dx=9, fontSize=charts.SMALL, color=paint.ink).encode(
            text="code:N"
        ),
    ]
    return charts.finished(alt.layer(*layers), language, paint, HEIGHT)
