"""What the front door calls a change, a lag or a decision, and what it does not."""

from __future__ import annotations

import pytest

from components import comparing
from components.comparing import Comparison
from components.estimate_values import Estimate
from components.indicators.framework_rows import FrameworkRow
from components.overview import findings
from components.overview.findings import better, change_of, how_sure, weight
from components.overview.situation import Situation
from data_access import period_codes
from data_access.language import Text
from data_access.measures.comparison import Verdict
from data_access.measures.figures import Counted, Figure, Share
from tests.components.examples import estimate as of_survey


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
        "estimate": estimate_of(value, start, end, unit),
    }
    facts |= more
    facts["span"] = period_codes.period_of(str(facts["period"]))
    return FrameworkRow(**facts)  # type: ignore[arg-type]


def estimate_of(value: float | None, start: float | None, end: float | None, unit: str) -> Estimate:
    """A figure as the framework tells it: a count is tested as one, a rate by its interval."""
    if value is None:
        return Estimate(None, None, None, "unknown")
    if unit == "persons":
        return Estimate(value, None, None, "reliable", evidence=Counted(value, noisy=True))
    return of_survey(value, start, end)


def compared(before: FrameworkRow, now: FrameworkRow) -> Comparison:
    return comparing.compare(now.estimate, before.estimate)


def test_a_change_is_what_the_interval_of_the_difference_tells_apart() -> None:
    assert not compared(row("PP-01", 40, 35, 45), row("PP-01", 46, 41, 51)).differs
    assert compared(row("PP-01", 40, 35, 45), row("PP-01", 48, 43, 53)).higher


def test_a_rate_without_an_interval_is_never_called_a_change() -> None:
    assert not compared(row("JB-01", 10), row("JB-01", 90)).tested


def test_a_figure_that_is_held_back_is_compared_with_nothing() -> None:
    before, now = row("SK-01", None, unit="persons"), row("SK-01", 400, unit="persons")

    assert not compared(before, now).tested


@pytest.mark.parametrize(("moved", "told"), [(0, False), (4, False), (-4, False), (5, True)])
def test_counts_of_people_closer_than_five_are_no_change(moved: int, told: bool) -> None:
    before, now = (row("SK-01", float(n), unit="persons") for n in (120, 120 + moved))

    assert compared(before, now).differs is told


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
    found = change_of(before, now, Comparison(Verdict.HIGHER))

    assert found.said.to("es") == "Mejoró «Disposición a contratar»: 50 en 2025; 38 en 2024."
    assert found.sure.to("es") == (
        "Intervalos de 95 % sin corregir: de 45\N{NO-BREAK SPACE}% a 55\N{NO-BREAK SPACE}% frente "
        "a de 35\N{NO-BREAK SPACE}% a 41\N{NO-BREAK SPACE}%. La diferencia se distingue."
    )
    assert found.page == "labour"
    assert dict(found.query) == {"from": "2025-01-01", "until": "2026-01-01"}


def test_what_falls_short_says_how_sure_that_is() -> None:
    below = row("SK-04", 8, 6, 10, high=75.0)

    assert "no alcanza la meta" in how_sure(below).to("es")
    assert "conteo" in how_sure(row("LM-01", 3, unit="n")).to("es")


def test_where_nothing_has_a_target_nothing_is_called_late() -> None:
    rows = {"JB-03": row("JB-03", 40, status="no_target", target=None, baseline=None)}

    assert "no tiene metas propias" in findings.all_well(rows).said.to("es")


class Two(Situation):
    """A place of which each indicator that is compared is known, or not, in two years."""

    def __init__(self, before: Figure | None, now: Figure | None) -> None:
        self.told = (before, now)

    def change(self, code: str) -> tuple[FrameworkRow, FrameworkRow] | None:
        def of(figure: Figure | None) -> FrameworkRow:
            if figure is None:
                return row(code, None)
            told = Estimate(figure.value, None, None, "reliable", evidence=figure)
            return row(code, figure.value, estimate=told)

        before, now = map(of, self.told)
        return before, now


def test_two_years_without_figures_are_not_compared() -> None:
    none = "Aún no hay cifras de dos períodos cerrados que se puedan comparar."

    for before, now in ((None, None), (None, Share(40, 100))):
        assert findings.changed(Two(before, now)).said.to("es") == none


def test_nine_indicators_at_once_must_each_be_surer() -> None:
    before, now = Share(60, 300), Share(84, 300)
    alone = comparing.judge([(one(now), one(before))])
    together = findings.changed(Two(before, now))

    assert alone[0].higher
    assert "no se distingue ningún cambio" in together.said.to("es")
    assert "se distingue" not in findings.changed(Two(Share(60, 300), Share(120, 300))).said.to(
        "es"
    )


def one(figure: Figure) -> Estimate:
    return Estimate(figure.value, None, None, "reliable", evidence=figure)
