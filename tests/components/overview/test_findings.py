"""What the front door calls a change, a lag or a decision, and what it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.estimate_values import MOST_NOISE, Estimate
from components.indicators.framework_rows import FrameworkRow
from components.overview import findings
from components.overview.findings import better, change_of, differs, how_sure, weight
from components.overview.situation import Situation
from data_access.language import Text


def row(
    code: str,
    value: float | None,
    start: float | None = None,
    end: float | None = None,
    unit: str = "percent",
    **more: object,
) -> FrameworkRow:
    said = Text("{value}", value=str(value))
    facts: dict[str, object] = {
        "code": code,
        "place": "1308",
        "period": "2025",
        "value": value,
        "said": said,
        "target": Text("12"),
        "baseline": Text("4"),
        "way": None,
        "low": None,
        "high": None,
        "status": "behind",
        "missing": None,
        "starts_above_zero": True,
        "unit": unit,
        "detail": None,
        "moved": False,
        "aim": None,
        "estimate": Estimate(value, start, end, "reliable" if value is not None else "unknown"),
    }
    return FrameworkRow(**(facts | more))  # type: ignore[arg-type]


def test_intervals_that_touch_are_no_change() -> None:
    assert not differs(row("PP-01", 40, 35, 45), row("PP-01", 48, 44, 52))
    assert differs(row("PP-01", 40, 35, 43), row("PP-01", 48, 44, 52))


def test_a_rate_without_an_interval_is_never_called_a_change() -> None:
    assert not differs(row("JB-01", 10), row("JB-01", 90))


def test_a_figure_that_is_held_back_is_compared_with_nothing() -> None:
    assert not differs(row("SK-01", None, unit="persons"), row("SK-01", 400, unit="persons"))


@given(st.integers(5, 500), st.integers(-2 * MOST_NOISE, 2 * MOST_NOISE))
def test_counts_of_people_within_the_noise_of_both_are_no_change(count: int, moved: int) -> None:
    before, now = (row("SK-01", float(n), unit="persons") for n in (count, max(count + moved, 0)))

    assert not differs(before, now)


@pytest.mark.parametrize(
    ("code", "before", "now", "good"),
    [
        ("JB-03", 40.0, 55.0, True),
        ("JB-03", 55.0, 40.0, False),
        ("LG-03", 46.0, 38.0, True),  # fewer vacancies that are hard to fill
        ("LG-03", 38.0, 46.0, False),
        ("JB-05", 0.7, 0.9, True),  # parity is 1, from either side
        ("JB-05", 1.1, 1.4, False),
        ("LG-02", 5.0, 7.0, None),  # context: neither
    ],
)
def test_whether_a_change_is_for_the_better_follows_the_indicators_direction(
    code: str, before: float, now: float, good: bool | None
) -> None:
    assert better(row(code, before), row(code, now)) is good


def test_outcomes_are_told_before_larger_changes_of_what_was_done() -> None:
    outcome = weight(row("JB-03", 40), row("JB-03", 50))
    activity = weight(row("SK-01", 100), row("SK-01", 500))

    assert outcome > activity


def test_a_change_says_both_figures_both_periods_and_how_sure_it_is() -> None:
    before, now = row("PP-01", 38, 35, 41, period="2024"), row("PP-01", 50, 45, 55)
    found = change_of(before, now)

    assert found.said.to("es") == "Mejoró «Disposición a contratar»: 50 en 2025; 38 en 2024."
    assert found.sure.to("es") == (
        "Con 95 % de confianza, de 45\N{NO-BREAK SPACE}% a 55\N{NO-BREAK SPACE}% frente a "
        "de 35\N{NO-BREAK SPACE}% a 41\N{NO-BREAK SPACE}%: no se tocan."
    )
    assert found.page == "labour"
    assert dict(found.query) == {"from": "2025-01-01", "until": "2026-01-01"}


def test_a_target_inside_the_interval_is_not_called_missed() -> None:
    inside = row("SK-04", 8, 5, 13, high=112.5)
    below = row("SK-04", 8, 6, 10, high=75.0)

    assert "podría rozar la meta" in how_sure(inside).to("es")
    assert "no alcanza la meta" in how_sure(below).to("es")


def test_where_nothing_has_a_target_nothing_is_called_late() -> None:
    rows = {"JB-03": row("JB-03", 40, status="no_target", target=None, baseline=None)}

    assert "no tiene metas propias" in findings.all_well(rows).said.to("es")


class Two(Situation):
    """A place of which each indicator is known, or not, in two years."""

    def __init__(self, before: float | None, now: float | None) -> None:
        self.told = (before, now)

    def change(self, code: str) -> tuple[FrameworkRow, FrameworkRow] | None:
        def of(value: float | None) -> FrameworkRow:
            around = (None, None) if value is None else (max(value - 2, 0), value + 2)
            return row(code, value, *around)

        before, now = map(of, self.told)
        return before, now


def test_two_years_without_figures_are_not_compared_and_a_rise_from_zero_is_one() -> None:
    none = "Aún no hay cifras de dos períodos cerrados que comparar."
    for before, now in ((None, None), (None, 40.0), (0.0, 0.0)):
        assert findings.changed(Two(before, now)).said.to("es") == none
    assert findings.changed(Two(0.0, 40.0)).said.to("es") != none
