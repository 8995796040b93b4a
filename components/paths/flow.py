"""Paths through the programme as ribbons: how many people took each, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from components import charts
from components.theme import Paint

HEIGHT = 300  # pixels of the ribbons
BEND = 12  # segments of a ribbon
GAP = 0.03  # between answers, as a share of the height
Way = tuple[tuple[str, ...], int]  # the answer at each step, and how many people


@dataclass(frozen=True)
class Block:
    """One answer at one step, and where it is drawn from top (0) to bottom (1)."""

    step: int
    answer: str
    persons: int
    top: float
    bottom: float


def blocks(ways: Sequence[Way], answers: Sequence[Sequence[str]]) -> list[Block]:
    """Return the answers at each step, one below the other, as high as their number of people."""
    total = sum(persons for _way, persons in ways) or 1
    found = []
    for step, possible in enumerate(answers):
        top = 0.0
        for answer in possible:
            persons = sum(count for way, count in ways if way[step] == answer)
            high = persons / total * (1 - GAP * (len(possible) - 1))
            if persons:
                found.append(Block(step, answer, persons, top, top + high))
            top += high + GAP
    return found


def ribbons(
    ways: Sequence[Way], answers: Sequence[Sequence[str]]
) -> list[tuple[Block, Block, float, float, float]]:
    """Return the ribbons from each block to one of the next step.

    A ribbon is both blocks, its top at each end, and its height.
    """
    found = {(block.step, block.answer): block for block in blocks(ways, answers)}
    made = []
    for step in range(len(answers) - 1):
        left = {a: found[step, a].top for a in answers[step] if (step, a) in found}
        right = {a: found[step + 1, a].top for a in answers[step + 1] if (step + 1, a) in found}
        for one in answers[step]:
            for other in answers[step + 1]:
                persons = sum(n for way, n in ways if way[step] == one and way[step + 1] == other)
                if not persons:
                    continue
                # Blocks of a step share the height without its gaps: the narrower end counts.
                block, target = found[step, one], found[step + 1, other]
                high = min(
                    persons / block.persons * (block.bottom - block.top),
                    persons / target.persons * (target.bottom - target.top),
                )
                made.append((block, target, left[one], right[other], high))
                left[one] += persons / block.persons * (block.bottom - block.top)
                right[other] += persons / target.persons * (target.bottom - target.top)
    return made


def chart(
    ways: Sequence[Way],
    answers: tuple[tuple[str, ...], ...],
    heads: tuple[str, ...],
    words: tuple[tuple[tuple[int, str], str], ...],
    language: str,
    paint: Paint,
) -> alt.LayerChart:
    """Return ribbons between the blocks of each step; `words` label each block with its people."""
    said = dict(words)
    tall = blocks(ways, answers)
    pieces = [
        {
            "way": at,
            "x": block.step + BAR + piece / BEND * (1 - 2 * BAR),
            "y": left + (right - left) * eased(piece / BEND),
            "y2": left + (right - left) * eased(piece / BEND) + high,
            "yes": "yes" if other.answer == "yes" else "no",
        }
        for at, (block, other, left, right, high) in enumerate(ribbons(ways, answers))
        for piece in range(BEND + 1)
    ]
    bars = [
        {
            "x": block.step - BAR,
            "x2": block.step + BAR,
            "y": block.top,
            "y2": block.bottom,
            "yes": "yes" if block.answer == "yes" else "no",
            "middle": (block.top + block.bottom) / 2,
            "at": block.step,
            "said": said[block.step, block.answer],
        }
        for block in tall
    ]
    titles = [{"at": at, "y": -0.07, "said": head} for at, head in enumerate(heads)]
    scale_x = alt.Scale(domain=[-0.35, len(heads) - 0.1], nice=False)
    scale_y = alt.Scale(domain=[1.02, -0.12], nice=False, zero=False)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=scale_x)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", axis=None, scale=scale_y)

    color = alt.Color(
        "yes:N",
        legend=None,
        scale=alt.Scale(domain=["yes", "no"], range=[paint.supply, paint.neutral]),
    )
    layers = [
        charts.chart_of(pieces)
        .mark_area(opacity=0.28, interpolate="monotone")
        .encode(x=x("x"), y=y("y"), y2="y2:Q", color=color, detail="way:N"),
        charts.chart_of(bars)
        .mark_rect(opacity=1)
        .encode(x=x("x"), x2="x2:Q", y=y("y"), y2="y2:Q", color=color),
        charts.chart_of(bars)
        .mark_text(fontSize=charts.SMALL, color=paint.ink, align="left", dx=3)
        .encode(x=x("x2"), y=y("middle"), text="said:N"),
        charts.chart_of(titles)
        .mark_text(fontSize=charts.SMALL, fontWeight="bold", color=paint.ink)
        .encode(x=x("at"), y=y("y"), text="said:N"),
    ]
    return charts.finished(alt.layer(*layers), language, paint, HEIGHT)


BAR = 0.07  # half the width of a block, as a share of a step


def eased(way: float) -> float:
    """Return the smoothstep of a number from 0 to 1."""
    return way * way * (3 - 2 * way)
