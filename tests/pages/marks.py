"""The colours and shapes of a page that say of figures that they differ, and what they rest on.

What a map or a chart paints is compared with what the comparison module returns for the figures
that the page asked for. All other colours name a group, a series or a measure: a chart that paints
rows otherwise, an arrow or a coloured cell is unknown here, and found.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from streamlit.testing.v1 import AppTest

from components import evidence
from components.charts import ROOMY
from components.estimate_values import Estimate, by_code, number
from components.labour.labour_rows import FEW_AT_MOST
from components.labour.quadrant import NARROW
from components.occupations import short
from components.theme import LIGHT
from data_access.answers import Answer
from data_access.measures import comparison
from data_access.measures.comparison import Comparison
from data_access.measures.figures import Surveyed

# Colours that a chart may give to its rows: one for all, two series, or the groups of people.
ONE_FOR_ALL = (LIGHT.neutral, LIGHT.demand, LIGHT.supply)
SERIES = {LIGHT.first, LIGHT.second}
GROUPS = {*LIGHT.groups, *LIGHT.age_ramp, LIGHT.neutral}
RELIABILITY = "datum.precise"  # the one condition of charts that is no comparison
ARROWS = re.compile("[▲△▴▵↑↓↗↘⇧⇩⬆⬇🔺🔻]|:material/(?:trending|arrow)")
BALANCED, UNTESTED = LIGHT.gap_ramp[2], LIGHT.neutral_ramp[1]


def gaps(told: Sequence[Answer], by: str) -> list[dict[str, Comparison]]:
    """The verdict on each gap beside 0, of each family of gaps that a page asked for."""
    return [
        comparison.signs(tested)
        for gap in told
        if gap.name == "labour.gap" and gap.scope.by == (by,)
        for demand in told
        if demand.name == "labour.vacancies" and demand.scope == gap.scope
        if (tested := _tested(gap, by_code(demand, by), by))
    ]


def _tested(gap: Answer, demand: Mapping[str, Estimate], by: str) -> dict[str, Surveyed]:
    """What each gap of a published demand and a known supply is tested by."""
    found = {}
    for row in gap.frame.to_dict("records"):
        people = number(row["registered_supply"])
        if people is None and by == "ciuo2" and row["flag"] == "few":
            people = FEW_AT_MOST
        one = demand.get(row[by])
        if people is None or one is None or not one.shown:
            continue
        tested = evidence.gap_of(one.evidence, people, gap.adjusted)
        if tested is not None:
            found[str(row[by])] = tested
    return found


def untrue_maps(app: AppTest, told: Sequence[Answer]) -> Iterator[str]:
    """Yield each place that a map of gaps paints as one side of 0 without its verdict."""
    for chart in app.get("deck_gl_json_chart"):
        layers = json.loads(chart.proto.json)["layers"]
        places = next((one for one in layers if one.get("id") == "places"), None)
        features = [] if places is None else places["data"]["features"]
        painted = {one["properties"]["code"]: one["properties"] for one in features}
        if not any("Brecha: " in html.unescape(one["tip"]) for one in painted.values()):
            continue
        families = [one for one in gaps(told, "territory") if one.keys() & painted.keys()]
        for code, mark in painted.items():
            verdicts = [family[code] for family in families if code in family]
            color, tip = _hex(mark["fill"]), _words(mark["tip"])
            if color != _side(verdicts[0] if verdicts else None, color, tip):
                yield f"{code} is {color}: {tip}"


def _side(verdict: Comparison | None, color: str, tip: str) -> str:
    """The colour of a gap by its verdict; a side has many, of which its own one is right."""
    if not re.search(r"Brecha: [≈ ]*[−-]?\d", tip):
        return LIGHT.surface
    if re.search(r"Brecha: [≈ ]*[−-]?0\b", tip) and color == LIGHT.zero:
        return LIGHT.zero
    if verdict is None or not verdict.tested:
        return UNTESTED
    if not verdict.differs:
        return BALANCED
    red, _green, blue = bytes.fromhex(color[1:])
    right = red > blue if verdict.higher else blue > red
    return color if right and color not in (BALANCED, UNTESTED) else "the other side"


def _hex(fill: Sequence[int]) -> str:
    return "#" + bytes(fill[:3]).hex()


def _words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def layers_of(app: AppTest) -> Iterator[list[dict[str, Any]]]:
    """Yield the layers of each chart."""
    for chart in app.get("vega_lite_chart"):
        yield json.loads(chart.proto.spec)["layer"]


def pressing(told: Sequence[Answer]) -> list[set[str]]:
    """The occupations that are surely short and hard to fill, of each family a page asked for."""
    short_ones = [
        {code for code, one in family.items() if one.higher} for family in gaps(told, "ciuo2")
    ]
    return [
        {code for code, one in comparison.beside_value(half, 0.5).items() if one.higher} & one
        for answer in told
        if answer.name == "labour.hard_to_fill" and answer.scope.by == ("ciuo2",)
        for one in short_ones
        for half in [_shares(answer, told)]
    ]


def _shares(hard: Answer, told: Sequence[Answer]) -> dict[str, Surveyed]:
    """The shares that are drawn: of occupations with a published gap."""
    drawn = {
        str(row["ciuo2"])
        for gap in told
        if gap.name == "labour.gap" and gap.scope == hard.scope
        for row in gap.frame.to_dict("records")
        if number(row["registered_supply"]) is not None
    }
    published = {
        code
        for demand in told
        if demand.name == "labour.vacancies" and demand.scope == hard.scope
        for code, one in by_code(demand, "ciuo2").items()
        if one.shown
    }
    return {
        code: one.evidence
        for code, one in by_code(hard, "ciuo2").items()
        if code in drawn & published and one.shown and isinstance(one.evidence, Surveyed)
    }


def untrue_charts(app: AppTest, told: Sequence[Answer]) -> Iterator[str]:
    """Yield each mark of a chart that is painted after something that is no test.

    How wide the chart is decides whether a point has its name or its number, and nothing else.
    """
    for layers in layers_of(app):
        conditions = set(re.findall(r'"test": ?"([^"]*)"', json.dumps(layers)))
        if conditions - {RELIABILITY, NARROW, ROOMY}:
            yield f"marks depend on {sorted(conditions)}"
        rows = [row for layer in layers for row in layer["data"]["values"]]
        if any("share_text" in row and "gap_text" in row for row in rows):
            yield from _untrue_corner(rows, told)
            continue
        colors = {str(row["color"]) for row in rows if "color" in row}
        alone = len(colors) <= 1 and colors <= {*ONE_FOR_ALL, *SERIES, *GROUPS}
        if not (alone or colors <= SERIES or colors <= GROUPS):
            yield f"rows are painted {sorted(colors)}"


def _untrue_corner(rows: Sequence[Mapping[str, Any]], told: Sequence[Answer]) -> Iterator[str]:
    sure = [{short(code).to("es") for code in found} for found in pressing(told)]
    painted = {str(row["name"]): row["color"] for row in rows if {"name", "color"} <= row.keys()}
    orange = {name for name, color in painted.items() if color == LIGHT.demand}
    if orange not in sure or set(painted.values()) - {LIGHT.demand, LIGHT.neutral}:
        yield f"the corner has {sorted(orange)}, and its tests {sure}"


def unknown_marks(app: AppTest, words: Sequence[str]) -> Iterator[str]:
    """Yield arrows, and cells of tables with a colour of their own: nothing says what they mean."""
    yield from (f"a delta: {metric.label}" for metric in app.metric if metric.delta)
    yield from (f"an arrow: {text[:120]}" for text in words if ARROWS.search(text))
    for element in app.get("html"):
        for cell in re.findall(r"<t[dh]\b[^>]*>", element.proto.body):
            if "style=" in cell or re.search(r'class="(?!m4sd-number")', cell):
                yield f"a cell of its own look: {cell}"
