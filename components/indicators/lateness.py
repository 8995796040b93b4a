"""Since which year an indicator has been behind its target."""

from __future__ import annotations

from collections.abc import Sequence

from components import ask
from components.indicators.framework_rows import LATE, OVER_TIME, FrameworkRow, rows_of
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer


def since(row: FrameworkRow, scope: Scope, viewer: Viewer) -> Text | None:
    """Return since when a row is behind; None for one that is not, or of which no year says it."""
    if row.status not in LATE:
        return None
    asked = scope.having(start=None, end=None, by=(), indicador=row.code)
    return of_years(rows_of(ask.answer(OVER_TIME, asked, viewer)))


def of_years(years: Sequence[FrameworkRow]) -> Text | None:
    """Return the first of the last years in a row that were behind their own target, if any.

    A year without a figure is passed over; one whose figure has no target, or no verdict, ends the
    row: it says neither that the indicator was behind nor that it was not.
    """
    late = None
    for year in reversed([year for year in years if year.value is not None]):
        if year.status not in LATE:
            break
        late = year
    return None if late is None else Text("así desde {year}", year=late.period)
