"""What every answer about people and their results states beside its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from data_access import clock, periods
from data_access.answers.answer import QUESTIONS, Answer, Source, withheld_in
from data_access.answers.crowd import Crowd
from data_access.answers.lookups import once_a_snapshot
from data_access.answers.provenance import batches_of, source_about_people, synthetic
from data_access.disclosure import (
    ADJUSTED,
    FEW,
    UNKNOWN,
    Group,
    Shown,
    count,
    explanation,
    parts,
)
from data_access.language import Text
from data_access.measures.proportions import Interval, shown_share, wilson
from data_access.periods import after_quarter
from data_access.scope import Scope
from data_access.tables import Imported
from data_access.viewer import Viewer, sees_exact_people


@dataclass(frozen=True)
class Origin:
    """The origin of an answer's figures: its name, its tables, and its dates."""

    name: Text
    tables: tuple[type[Imported], ...]
    dates: tuple[Any, ...]

    def last_day(self, connection: Connection) -> dt.date | None:
        """Return the last day of the data: what has not happened by then is open."""
        span = self.span(connection)
        return None if span is None else span[1]

    def span(self, connection: Connection) -> tuple[dt.date, dt.date] | None:
        """Return the first and the last day of the data."""
        known = [_day(day) for day in self._ends(connection) if day is not None]
        return (min(known), max(known)) if known else None

    def _ends(self, connection: Connection) -> Iterator[Any]:
        """Yield the first and the last of each date, with one statement for each table."""
        for _table, dates in groupby(self.dates, lambda column: column.class_):
            yield from _ends_of(connection, tuple(dates))


@once_a_snapshot
def _ends_of(connection: Connection, dates: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the first and the last of some dates of one table."""
    ends = (end(column) for column in dates for end in (func.min, func.max))
    return tuple(connection.execute(select(*ends)).one())


def _day(known: dt.date | dt.datetime) -> dt.date:
    return clock.local_day(known) if isinstance(known, dt.datetime) else known


def as_told(last: dt.date | None, viewer: Viewer, scope: Scope) -> dt.date | None:
    """Return the last day as shown to a reader: below monitor, the last one of its quarter."""
    if last is None or sees_exact_people(viewer):
        return last
    day = min(periods.quarter_of(scope.today), after_quarter(last))
    return day - dt.timedelta(days=1)


def interval(numerator: Group, denominator: Group, viewer: Viewer) -> Interval | None:
    """Return a share with its interval, from the counts that the reader may see of both.

    Of exact counts it is Wilson's; of shown ones, that which allows for their noise.
    """
    told = parts(numerator, denominator, viewer)
    if told is None:
        return None
    return wilson(*told) if sees_exact_people(viewer) else shown_share(*told)


def share_of(
    figure: Shown, numerator: Group, denominator: Group, viewer: Viewer
) -> Interval | None:
    """Return `interval`, unless the numerator's own figure is hidden: a share would disclose it."""
    return None if figure.value is None else interval(numerator, denominator, viewer)


def worst(figures: Iterable[Shown]) -> str | None:
    """Return the flag of a row: FEW if any figure has it, else UNKNOWN, else ADJUSTED."""
    flags = {figure.flag for figure in figures}
    return next((flag for flag in (FEW, UNKNOWN, ADJUSTED) if flag in flags), None)


def proportion(
    part: Crowd, of: Crowd, row: Mapping[str, str], viewer: Viewer, names: tuple[str, str]
) -> dict[str, Any]:
    """Return how many of a row's people satisfy a condition, and of how many.

    Both counts come under `names`, with the share, its interval and the flag.
    """
    numerator, denominator = part.group(row), of.group(row)
    figures = (
        count(numerator, viewer, [*part.wider(row), denominator]),
        count(denominator, viewer, of.wider(row)),
    )
    hidden = figures[1].value is None
    share = None if hidden else share_of(figures[0], numerator, denominator, viewer)
    return {
        **dict(zip(names, map(whole, figures), strict=True)),
        **spread(share, "rate", "ci_low", "ci_high"),
        # For whoever sees exact numbers, nothing of nothing is no data, and no share.
        "flag": UNKNOWN if figures[1].value == 0 else worst(figures),
    }


def spread(found: Interval | None, *names: str) -> dict[str, float | None]:
    """Return an interval under the names of its estimate, low and high end."""
    ends = (None,) * 3 if found is None else (found.estimate, found.low, found.high)
    return dict(zip(names, ends, strict=True))


def whole(figure: Shown) -> int | None:
    """Return a count as an integer."""
    return None if figure.value is None else int(figure.value)


def people_answer(
    connection: Connection,
    name: str,
    viewer: Viewer,
    scope: Scope,
    rows: Sequence[dict[str, Any]],
    origin: Origin,
    **more: Any,
) -> Answer:
    """Return a question's rows about people with their provenance, what was withheld, and why."""
    question = QUESTIONS[name]
    newest = origin.last_day(connection)
    last = as_told(newest, viewer, scope)
    frame = question.frame(_of_no_time(rows) if starts_after(newest, scope) else rows, scope)
    notes = (*more.pop("notes", ()), *explanation(viewer))
    return Answer(
        name=name,
        scope=scope,
        definition=question.definition,
        frame=frame,
        as_of=last,
        sources=(source_about_people(connection, viewer, origin.name, last, *origin.tables),),
        withheld=withheld_in(frame),
        notes=notes,
        adjusted=not sees_exact_people(viewer),
        synthetic=synthetic(connection),
        **more,
    )


def starts_after(last: dt.date | None, scope: Scope) -> bool:
    """Return whether a period begins after the quarter of the last day of the data."""
    return last is not None and scope.start is not None and scope.start >= after_quarter(last)


def _of_no_time(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of a period without any data as unknown: that nothing came says no "few"."""
    return [{**row, "flag": UNKNOWN} if row.get("flag") == FEW else row for row in rows]


def facts_answer(
    connection: Connection,
    name: str,
    scope: Scope,
    rows: Sequence[dict[str, Any]],
    origin: Origin,
    **more: Any,
) -> Answer:
    """Return a question's rows that are not about people: the same for everybody, with batches."""
    question = QUESTIONS[name]
    batches = {batch for table in origin.tables for batch in batches_of(connection, table)}
    last = origin.last_day(connection)
    return Answer(
        name=name,
        scope=scope,
        definition=question.definition,
        frame=question.frame(rows, scope),
        as_of=last,
        n=more.pop("n", len(rows)),
        sources=(Source(origin.name, last, tuple(sorted(batches))),),
        synthetic=synthetic(connection),
        **more,
    )
