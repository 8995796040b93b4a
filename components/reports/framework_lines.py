"""The whole results framework as lines: an indicator, whole or of one group, in a place and period.

One dimension at a time. Each line is a row of an answer that the reader may see, as its page shows
it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import figure, labels, scope_bar
from components.evidence import whole_of
from components.indicators.framework_rows import (
    BY_GROUP,
    FRAMEWORK,
    FrameworkRow,
    rows_of,
)
from data_access import periods, territory
from data_access.answers import QUESTIONS, Answer
from data_access.answers.indicators.catalogue import ALL, BY_CODE
from data_access.answers.indicators.indicator import Indicator, IndicatorColumn
from data_access.language import Text
from data_access.periods import Period
from data_access.scope import Scope

Asking = Callable[[str, Scope], Answer]
Progress = Callable[[float, Text], None]
Span = Period | tuple[None, None]

DIMENSIONS = ("sexo", "grupo_edad", "nacionalidad", "situacion")
PROGRAMME = ("1308", "2301")  # where the programme works; each is a report's own place too
ALL_TIME: Span = (None, None)


@dataclass(frozen=True)
class FrameworkLine:
    """One indicator of a place and period: of everybody, or of one group of a dimension."""

    row: FrameworkRow
    span: Span
    dimension: str | None
    group: str | None
    n: int | None
    baseline: float | None
    flag: str | None
    as_of: Any
    source: Text
    adjusted: bool

    @property
    def group_name(self) -> Text:
        """The name of the group; of everybody where there is none."""
        if self.dimension is None or self.group is None:
            return Text("Total")
        return labels.codes(self.dimension).get(self.group, Text("{code}", code=self.group))


@dataclass(frozen=True)
class FrameworkTaken:
    """All lines of a report, the answers they are of, and what they cover."""

    lines: tuple[FrameworkLine, ...]
    answers: tuple[Answer, ...]
    places: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def whole(self) -> Answer:
        """The framework of the first place and period."""
        return self.answers[0]


def places_of(place: str) -> tuple[str, ...]:
    """Return a place and those of the programme that lie in it."""
    inside = [code for code in PROGRAMME if place in territory.ancestors(code)]
    provinces = [territory.province(code) for code in inside]
    known = [one for one in provinces if one is not None and place == territory.COUNTRY]
    return tuple(dict.fromkeys((place, *known, *inside)))


def spans_of(day: dt.date) -> tuple[Span, ...]:
    """Return the whole time and each closed year that everybody may ask for, the newest first."""
    return (ALL_TIME, *periods.closed_years(day))


def gather(
    asking: Asking, places: Sequence[str], spans: Sequence[Span], progress: Progress
) -> FrameworkTaken:
    """Return every line of some places and periods."""
    lines: list[FrameworkLine] = []
    answers: list[Answer] = []
    steps = [(place, span) for place in places for span in spans]
    for done, (place, span) in enumerate(steps):
        progress(
            done / len(steps),
            Text("{place}, {period}", place=labels.place(place), period=said_span(span)),
        )
        scope = Scope(place, start=span[0], end=span[1])
        whole = asking(FRAMEWORK, scope)
        answers.append(whole)
        sources = {
            name: asking(name, asked_as(scope, name))
            for name in dict.fromkeys(one.question for one in ALL)
        }
        lines += _lines(whole, span, sources, None)
        for indicator in ALL:
            for dimension in dimensions_of(indicator):
                told = asking(BY_GROUP, scope.having(by=(dimension,), indicador=indicator.code))
                lines += _lines(told, span, sources, dimension)
                answers.append(told)
    progress(1.0, Text("Listo"))
    return FrameworkTaken(tuple(lines), tuple(answers), tuple(places), tuple(spans))


def dimensions_of(indicator: Indicator) -> tuple[str, ...]:
    """Return the dimensions of people by which an indicator has figures."""
    reading = indicator.reading
    if not isinstance(reading, IndicatorColumn):
        return ()
    return tuple(name for name in reading.dimensions(indicator) if name in DIMENSIONS)


def asked_as(scope: Scope, name: str) -> Scope:
    """Return a scope as a question accepts it: without a period, if it knows none."""
    return scope if QUESTIONS[name].periods else scope.having(start=None, end=None)


def said_span(span: Span) -> Text:
    """Return a period in words; the whole time without one."""
    start, end = span
    if start is None or end is None:
        return scope_bar.ALL_TIME
    return labels.period(start, end)


def _lines(
    answer: Answer, span: Span, sources: Mapping[str, Answer], dimension: str | None
) -> Iterator[FrameworkLine]:
    raw = answer.rows()
    evidence = answer.evidence or (None,) * len(raw)
    for row, told, tested in zip(raw, rows_of(answer), evidence, strict=True):
        behind = sources[BY_CODE[told.code].question]
        n = whole_of(tested)
        if n is None and dimension is None and told.value is not None:
            n = behind.n
        yield FrameworkLine(
            row=told,
            span=span,
            dimension=dimension,
            group=None if dimension is None else str(row[dimension]),
            n=n,
            baseline=None if pd.isna(row["baseline"]) else float(row["baseline"]),
            flag=row["flag"] if isinstance(row["flag"], str) else None,
            as_of=None if pd.isna(row["as_of"]) else row["as_of"],
            source=figure.sources_of(behind),
            adjusted=answer.adjusted,
        )
