"""Survey figures as values: what an answer's rows hold, and how precise they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data_access.answers import Answer

# Disclosure control moves 998 of 1,000 counts of people by 4 at most: closer than any survey.
MOST_NOISE = 4


@dataclass(frozen=True)
class Estimate:
    """A survey figure with its 95 % interval; `value` is None where it is withheld."""

    value: float | None
    low: float | None
    high: float | None
    flag: str
    n: int | None = None

    @property
    def shown(self) -> bool:
        """Whether there is a number fit to publish.

        Administrators get the unfit ones too; those stay in tables and out of sentences and charts.
        """
        return self.value is not None and self.flag != "not_published"

    @property
    def measured(self) -> bool:
        """Whether there is a number with an interval, as of a probability sample."""
        return self.shown and self.low is not None and self.high is not None


NOTHING = Estimate(None, None, None, "unknown")


def number(value: Any) -> float | None:
    """Return a cell as a float; None where it is missing."""
    return None if pd.isna(value) else float(value)


def estimate_of(row: Mapping[Any, Any]) -> Estimate:
    """Return the estimate that a row of a `labour.*` frame holds."""
    value = number(row["estimate"])
    flag = row["flag"]
    n = row.get("n")
    return Estimate(
        value=value,
        low=number(row["ci_low"]),
        high=number(row["ci_high"]),
        flag=flag if isinstance(flag, str) else ("reliable" if value is not None else "unknown"),
        n=None if n is None or pd.isna(n) else int(n),
    )


def only(answer: Answer) -> Estimate:
    """Return the one estimate of an answer without dimensions; `NOTHING` where it has no row."""
    return estimate_of(answer.frame.iloc[0].to_dict()) if len(answer.frame) else NOTHING


def by_code(answer: Answer, column: str) -> dict[str, Estimate]:
    """Return the estimates of an answer by one dimension."""
    rows = answer.frame.to_dict("records")
    return {row[column]: estimate_of(row) for row in rows}


def apart(one: Estimate, other: Estimate) -> bool | None:
    """Return whether two 95 % intervals do not overlap; None where either is missing.

    This is stricter than a test of the difference: figures called different are so by the test too.
    """
    if not (one.measured and other.measured):
        return None
    return one.low > other.high or other.low > one.high  # type: ignore[operator]
