"""The rows of the funnel: its stages, and the share of those registered who got a job."""

from __future__ import annotations

from components.estimate_values import NOTHING, Estimate
from components.programme_results.estimate_rows import Row, rows, share
from data_access.answers import Answer


def stage(answer: Answer, code: str) -> Row | None:
    """Return the row of a stage of the funnel, if there is one."""
    return next((row for row in rows(answer) if row["stage"] == code), None)


def hired(answer: Answer) -> Estimate:
    """Return the share of those registered who got a job."""
    row = stage(answer, "CON")
    return NOTHING if row is None else share(row, "overall", ("overall_low", "overall_high"))
