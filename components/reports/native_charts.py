"""The values of a page's charts as a presentation's own charts hold them.

Known are the charts of bars, dots, two sides, and lines over time; any other is a picture.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components import intervals
from components.drawings import Drawing, on_paper
from components.labour import demand_section
from components.occupations import short
from components.programme_results import trend
from components.theme import LIGHT
from components.words import between
from data_access.language import Text

ROOM = 0.1  # of the highest value: a number has as much below a point


@dataclass(frozen=True)
class Bar:
    """One series: its values, None where there is none, and what is written beside each."""

    name: str
    color: str
    values: Sequence[float | None]
    said: Sequence[str]
    colors: Sequence[str | None] = ()  # of rows that have one of their own, as groups do


@dataclass(frozen=True)
class Bars:
    """A chart of bars, or of lines over time: the names of its rows or days, and its series."""

    names: Sequence[str]
    series: Sequence[Bar]
    share: bool = False
    lines: bool = False
    # What happened meanwhile: where it is across the chart (0 to 1), its number, what it was.
    happened: Sequence[tuple[float, str, str]] = ()

    def is_under(self, series: Bar, at: int) -> bool:
        """Return whether another series has a higher value at the same place, and there is room
        for a number between this one and the names below.
        """
        own, others = series.values[at], [one.values[at] for one in self.series]
        top = max((v for one in self.series for v in one.values if v is not None), default=0.0)
        if own is None or own < top * ROOM:
            return False
        return any(one is not None and one > own for one in others)


def bars_of(drawn: Sequence[Any], language: str) -> Bars | None:
    """Return the one chart of a figure as bars; None where it cannot be told so.

    A map has the same figures in the list beside it, which is the chart then.
    """
    charts = [one for one in drawn if isinstance(one, Drawing)]
    if len(charts) != 1:
        return None
    (drawing,) = charts
    if drawing.build is intervals.chart:
        return _intervals(drawing.arguments, language)
    if drawing.build is demand_section.chart:
        return _sides(drawing.arguments, language)
    if drawing.build is trend.chart:
        return _over_time(drawing.arguments, language)
    return None


def _intervals(arguments: tuple[Any, ...], language: str) -> Bars:
    rows, series = arguments[0], arguments[1]
    share = bool(arguments[4]) if len(arguments) > 4 else False
    return Bars(
        [row.name.to(language) for row in rows],
        [
            Bar(
                one.name.to(language),
                on_paper(one.color),
                [_shown(row.estimates[one.key]) for row in rows],
                [_said(row.estimates[one.key], share, language) for row in rows],
                [on_paper(row.color) for row in rows],
            )
            for one in series
        ],
        share,
    )


def _sides(arguments: tuple[Any, ...], language: str) -> Bars:
    found = arguments[0]
    return Bars(
        [short(one.code).to(language) for one in found],
        [
            Bar(
                Text("Vacantes").to(language),
                LIGHT.demand,
                [_shown(one.demand) for one in found],
                [_said(one.demand, False, language) for one in found],
            ),
            Bar(
                Text("Oferta registrada").to(language),
                LIGHT.supply,
                [None if one.supply is None else float(one.supply) for one in found],
                [demand_section.supply_text(one).to(language) for one in found],
            ),
        ],
    )


def _over_time(arguments: tuple[Any, ...], language: str) -> Bars:
    points, names = arguments[0], arguments[1]
    days = sorted({day for _key, day, _value, _said in points})
    found = {(key, day): (value, said) for key, day, value, said in points}
    return Bars(
        [trend.quarter(day, language) for day in days],
        [
            Bar(
                name,
                on_paper(color),
                [found.get((key, day), (None, ""))[0] for day in days],
                [found.get((key, day), (None, ""))[1] for day in days],
            )
            for key, name, color in names
        ],
        lines=True,
        happened=[
            (_across(day, days), mark, said)
            for day, mark, said in (arguments[4] if len(arguments) > 4 else ())
        ],
    )


def _across(day: dt.date, days: Sequence[dt.date]) -> float:
    """Return where a day is across a chart that gives each period, from its first day, a column."""
    at = bisect_right(days, day) - 1
    following = days[at + 1] if at + 1 < len(days) else days[at] + (days[at] - days[at - 1])
    return (at + (day - days[at]) / (following - days[at])) / len(days)


def _said(estimate: Any, share: bool, language: str) -> str:
    """Return a figure in words, with its interval where it has one."""
    value = intervals.value_text(estimate, share)
    if not estimate.measured:
        return value.to(language)
    interval = between(estimate.low, estimate.high, share)
    return Text("{value}, {interval}", value=value, interval=interval).to(language)


def _shown(estimate: Any) -> float | None:
    return estimate.value if estimate.shown else None
