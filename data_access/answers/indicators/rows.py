"""An indicator's row: its figure beside its baseline and its target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access.answers.answer import Answer, Definition, Source, withheld_in
from data_access.answers.indicators.indicator import NOTHING, Figure, Indicator, Reader
from data_access.answers.indicators.sheets import missing_in
from data_access.answers.provenance import synthetic
from data_access.measures.progress import status
from data_access.period_codes import code_of
from data_access.scope import Scope
from data_access.tables import Target
from data_access.viewer import Viewer, may_pick_any_period, sees_exact_people

COLUMNS = [
    *("code", "territory", "period", "actual", "low", "high", "detail", "unit"),
    *("baseline", "target", "progress", "status", "flag", "missing", "as_of"),
]


def without_own_end(viewer: Viewer, scope: Scope) -> Scope:
    """A scope without the end that readers of closed periods get; each question sets it again."""
    if scope.start is None and not may_pick_any_period(viewer):
        return scope.having(end=None)
    return scope


def read(reader: Reader, indicators: Iterable[Indicator]) -> list[tuple[dict[str, Any], Figure]]:
    """The rows of some indicators for a place and period, each with the figure that it tells."""
    connection, scope = reader.connection, reader.scope
    targets = targets_of(connection, scope)
    found = []
    for indicator in indicators:
        figure = indicator.reading(reader)
        missing = missing_in(connection, indicator, figure)
        if missing is not None:
            figure = NOTHING
        found.append((row_of(indicator, figure, targets, scope) | {"missing": missing}, figure))
    return found


def row_of(
    indicator: Indicator, figure: Figure, targets: Mapping[str, Target], scope: Scope
) -> dict[str, Any]:
    """An indicator's row: its figure, and how it stands to its target."""
    target = targets.get(indicator.code)
    aims = [
        None if value is None else float(value)
        for value in ((target.baseline, target.target) if target else (None, None))
    ]
    state, way = _state(indicator, figure, *aims)
    return {
        "code": indicator.code,
        "territory": scope.territory,
        "period": code_of(scope.start, scope.end),
        "actual": figure.value,
        "low": figure.low,
        "high": figure.high,
        "detail": figure.detail,
        "unit": indicator.unit,
        "baseline": aims[0],
        "target": aims[1],
        "progress": way,
        "status": state,
        "flag": figure.flag,
        "as_of": None if figure.answer is None else figure.answer.as_of,
    }


def _state(
    indicator: Indicator, figure: Figure, baseline: float | None, target: float | None
) -> tuple[str, float | None]:
    if figure.value is None:
        if figure.detail == "not_reached":
            return "not_reached", None
        return ("no_data" if figure.flag in (None, "unknown") else "few"), None
    return status(figure.value, baseline, target, indicator.direction)


def targets_of(connection: Connection, scope: Scope) -> dict[str, Any]:
    """The targets of a place and period, by indicator; those of the phase without a period."""
    period = code_of(scope.start, scope.end)
    query = select(Target).filter_by(territory_code=scope.territory, period=period)
    return {row.indicator_code: row for row in connection.execute(query)}


def sources_of(answers: Iterable[Answer]) -> tuple[Source, ...]:
    """Each source once, by its name and date."""
    return tuple(dict.fromkeys(source for answer in answers for source in answer.sources))


def told(
    connection: Connection,
    name: str,
    definition: Definition,
    viewer: Viewer,
    scope: Scope,
    found: Sequence[tuple[dict[str, Any], Figure]],
) -> Answer:
    """The rows as an answer, with the sources, dates and notes of all that they were read from."""
    frame = pd.DataFrame([row for row, _figure in found], columns=COLUMNS)
    answers = [figure.answer for _row, figure in found if figure.answer is not None]
    days = [answer.as_of for answer in answers if answer.as_of is not None]
    return Answer(
        name=name,
        scope=scope,
        definition=definition,
        frame=frame,
        as_of=max(days, default=None),
        sources=sources_of(answers),
        withheld=withheld_in(frame),
        notes=tuple(dict.fromkeys(note for a in answers if a.adjusted for note in a.notes)),
        adjusted=not sees_exact_people(viewer),
        synthetic=synthetic(connection),
    )
