"""The rows of the framework's answer as values for sentences and charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import labels
from components.estimate_values import Estimate
from components.evidence import Figure as Evidence
from components.moved import is_moved
from components.words import about, quantity
from data_access import lists, period_codes
from data_access.answers import Answer
from data_access.language import Text
from data_access.periods import Period

FRAMEWORK, OVER_TIME = "indicators.framework", "indicators.over_time"
BY_PLACE, BY_GROUP = "indicators.by_place", "indicators.by_group"
FROZEN = "indicators.frozen"
# In this order where states are counted; the symbol repeats the word as a shape.
SYMBOLS: Mapping[str, str] = {
    "met": "●",
    "within": "◉",
    "near": "◕",
    "behind": "◔",
    "back": "▼",
    "no_verdict": "?",
    "no_target": "○",
    "context": "·",
    "not_reached": "…",
    "few": "◌",
    "no_data": "—",
}
KEY = Text(
    "● cumplida, ◉ dentro de su margen, ◕ cerca, ◔ atrás, ▼ peor que al empezar, ? sin veredicto"
)
AIMED = ("met", "within", "near", "behind", "back", "no_verdict")
LATE = ("behind", "back")


@dataclass(frozen=True)
class FrameworkRow:
    """One indicator of a place and period; `way`, `low` and `high` are progress in per cent."""

    code: str
    place: str
    period: str  # its code; empty where it is neither a year nor a quarter
    span: Period | None  # None without dates
    value: float | None
    said: Text
    target: Text | None
    baseline: Text | None
    way: float | None
    low: float | None
    high: float | None
    status: str
    missing: str | None
    starts_above_zero: bool
    unit: str
    detail: Text | None
    aim: float | None
    moved: bool  # disclosure control may have moved it
    estimate: Estimate  # the figure in its own unit

    @property
    def name(self) -> Text:
        """The indicator's name, and the detail of which its figure is, if it has one."""
        name = lists.INDICATORS[self.code]
        if self.detail is None:
            return name
        return Text("{name}: {detail}", name=name, detail=self.detail)

    @property
    def bare(self) -> Text:
        """The figure without its unit."""
        number = quantity(self.value or 0.0, self.unit)
        return about(number, self.moved)

    @property
    def state(self) -> Text:
        return lists.PROGRESS[self.status]

    @property
    def activity(self) -> str:
        return self.code.partition("-")[0]


def rows_of(answer: Answer) -> list[FrameworkRow]:
    """Return the rows of an answer about indicators, in its order."""
    rows = answer.rows()
    told = answer.evidence or (None,) * len(rows)
    return [_row(answer, row, tested) for row, tested in zip(rows, told, strict=True)]


def _row(answer: Answer, row: Mapping[Any, Any], tested: Evidence | None) -> FrameworkRow:
    numbers = {
        name: None if pd.isna(row[name]) else float(row[name])
        for name in ("actual", "low", "high", "baseline", "target", "progress")
    }
    unit = str(row["unit"])
    aims = [
        None if numbers[name] is None else in_words(numbers[name], unit)
        for name in ("target", "baseline")
    ]
    ends = [_way(numbers, numbers[name]) for name in ("low", "high")]
    return FrameworkRow(
        code=row["code"],
        place=row["territory"],
        period=row["period"] or "",
        span=_span(answer, row["period"]),
        value=numbers["actual"],
        said=_said(answer, row, numbers["actual"], unit),
        target=aims[0],
        baseline=aims[1],
        way=numbers["progress"],
        low=None if None in ends else min(end for end in ends if end is not None),
        high=None if None in ends else max(end for end in ends if end is not None),
        status=row["status"],
        missing=row["missing"] if isinstance(row["missing"], str) else None,
        starts_above_zero=bool(numbers["baseline"]),
        unit=unit,
        detail=lists.BARRIER.get(str(row["detail"])),
        aim=numbers["target"],
        moved=is_moved(answer, row, "actual"),
        estimate=Estimate(
            numbers["actual"],
            numbers["low"],
            numbers["high"],
            "reliable" if numbers["actual"] is not None else "unknown",
            evidence=tested if numbers["actual"] is not None else None,
            moved=is_moved(answer, row, "actual"),
        ),
    )


def _span(answer: Answer, period: str | None) -> Period | None:
    """Return the dates of a row: those of its own period, or, at free dates, of its answer."""
    if period:
        return period_codes.period_of(period)
    scope = answer.scope
    return (scope.start, scope.end) if scope.start and scope.end else None


def _said(answer: Answer, row: Mapping[Any, Any], value: float | None, unit: str) -> Text:
    """Return the figure, or why there is none: for one without data, which sheet is missing."""
    if value is not None:
        said = in_words(value, unit)
        return about(said, is_moved(answer, row, "actual"))
    if isinstance(row["missing"], str):
        return Text("sin datos: falta la hoja «{sheet}»", sheet=row["missing"])
    if row["status"] == "not_reached":
        return Text("aún no la mitad")
    if row["status"] == "few":
        return labels.WITHHELD["few" if row["flag"] != "not_published" else "not_published"]
    return Text("sin datos")


def in_words(value: float | None, unit: str) -> Text:
    """Return a figure with its unit: "60 personas", "80 %", "0,45"."""
    number = quantity(value or 0.0, unit)
    named = {
        "persons": Text("{number} personas", number=number),
        "posts": Text("{number} puestos", number=number),
        "days": Text("{number} días", number=number),
        "points": Text("{number} puntos", number=number),
        "per_thousand": Text("{number} por mil", number=number),
    }
    return named.get(unit, number)


def _way(numbers: Mapping[str, float | None], value: float | None) -> float | None:
    """Return an end of an interval as progress in per cent; None where progress is not linear."""
    baseline, target, actual, way = (
        numbers[name] for name in ("baseline", "target", "actual", "progress")
    )
    if value is None or actual is None or baseline is None or target is None or way is None:
        return None
    straight = 100 * (actual - baseline) / (target - baseline)
    if abs(straight - way) > 1e-6:
        return None
    return 100 * (value - baseline) / (target - baseline)


def counted(rows: Sequence[FrameworkRow]) -> dict[str, int]:
    """Return how many rows are in each state."""
    return {state: sum(row.status == state for row in rows) for state in SYMBOLS}
