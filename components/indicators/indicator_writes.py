"""The one interface of the indicators to the write side: forms, closings, and batches.

The write side checks the permission of each call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components import ask
from data_access.imports import batch_history, form_entries
from data_access.imports.batch_history import Batch
from data_access.imports.reports import Report
from data_access.imports.sheet_description import Template
from data_access.programme import period_closings, target_periods
from data_access.programme.period_closings import ClosedPeriod
from data_access.viewer import Viewer

__all__ = [
    "Batch",
    "ClosedPeriod",
    "Report",
    "Template",
    "batches",
    "close",
    "closed",
    "enter",
    "form_of",
    "may_enter",
    "rows",
    "target_periods",
]
form_of, may_enter = form_entries.form_of, form_entries.may_enter


def rows(viewer: Viewer, sheet: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet that a reader may change."""
    return form_entries.rows(ask.engine(), viewer, sheet)


def enter(
    viewer: Viewer, sheet: str, values: Mapping[str, Any], evidence: str, accepted: bool
) -> Report:
    """Store one row and return the report; `accepted`: the reader has accepted its warnings."""
    return form_entries.enter(ask.engine(), viewer, sheet, values, evidence, accepted)


def batches(viewer: Viewer, numbers: tuple[int, ...]) -> list[Batch]:
    """Return those of the batches that a reader may see, the newest first."""
    with ask.engine().connect() as connection:
        found = (batch_history.batch(connection, viewer, number) for number in sorted(set(numbers)))
        return [batch for batch in found if batch is not None][::-1]


def closed(viewer: Viewer, period: str) -> list[ClosedPeriod]:
    """Return the closings of a period, the newest first."""
    return period_closings.closings(ask.engine(), viewer, period)


def close(viewer: Viewer, period: str, reason: str) -> int:
    """Freeze a period's figures and return the number of this version."""
    return period_closings.close(ask.engine(), viewer, period, reason)


def periods_with_targets(place: str) -> list[str]:
    """Return the periods that a place has targets for."""
    return target_periods.periods_of(ask.engine(), place)
