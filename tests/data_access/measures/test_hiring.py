"""Shares, survival, pay, the funnel and attribution: METHODS §3, its published values, and more."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from data_access.measures import vacancy_fill, wages
from data_access.measures.proportions import Interval, risk_ratio, wilson
from data_access.measures.survival import Curve, Median, curve
from tests.data_access.facts import straightforward
from tests.data_access.facts.straightforward import completed_months

# Remission of leukaemia under 6-MP, in weeks (Freireich and others 1963).
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
MONTHS = [1, 2, 2, 4, 5, 6, 7, 9, 10, 12, 12, 12]
LEFT = [1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0]


def of(durations: list[int], ended: list[int]) -> Curve:
    return curve(durations, [bool(one) for one in ended])


def four(interval: Interval | None) -> list[float]:
    assert interval is not None
    return [round(value, 4) for value in (interval.estimate, interval.low, interval.high)]


def test_the_worked_funnel_has_the_published_rates() -> None:
    reached = [400, 320, 210, 120, 60, 48]

    assert [four(wilson(count, before)) for before, count in pairwise(reached)] == [
        [0.8, 0.7580, 0.8363],
        [0.6562, 0.6026, 0.7062],
        [0.5714, 0.5038, 0.6365],
        [0.5, 0.4119, 0.5881],
        [0.8, 0.6822, 0.8817],
    ]
    assert four(wilson(reached[-1], reached[0])) == [0.12, 0.0917, 0.1555]


def test_nobody_and_nearly_everybody_of_few_have_the_published_intervals() -> None:
    assert four(wilson(0, 12)) == [0, 0, 0.2425]
    assert four(wilson(8, 10)) == [0.8, 0.4902, 0.9433]
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="no share"):
        wilson(5, 4)


@given(st.integers(1, 5000), st.data())
def test_wilsons_interval_is_the_librarys_and_holds_its_share(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    found = wilson(k, n)
    known = stats.binomtest(k, n).proportion_ci(0.95, "wilson")

    assert found is not None
    assert [found.low, found.high] == pytest.approx([known.low, known.high], abs=1e-12)
    assert 0 <= found.low <= found.estimate <= found.high <= 1
    assert (found.low == 0) == (k == 0)


def test_parity_has_the_published_ratio_and_none_where_a_cell_is_empty() -> None:
    assert four(risk_ratio(20, 180, 28, 220)) == [0.8730, 0.5093, 1.4965]
    assert risk_ratio(0, 180, 28, 220) is None
    assert risk_ratio(20, 180, 0, 220) is None
    assert risk_ratio(180, 180, 28, 220) is None
    with pytest.raises(ValueError, match="more successes"):
        risk_ratio(181, 180, 28, 220)


cells = st.tuples(st.integers(1, 300), st.integers(1, 300))


@given(cells, cells)
def test_parity_is_the_librarys(group: tuple[int, int], reference: tuple[int, int]) -> None:
    table = [(part, part + others) for part, others in (group, reference)]
    found = risk_ratio(*table[0], *table[1])
    known = stats.contingency.relative_risk(*table[0], *table[1])
    low, high = known.confidence_interval(0.95)

    assert found is not None
    assert [found.estimate, found.low, found.high] == pytest.approx(
        [known.relative_risk, low, high]
    )


def test_retention_has_the_published_values() -> None:
    months = of(MONTHS, LEFT)

    assert months.at(3).survival == pytest.approx(0.8333, abs=5e-5)
    half_year = months.at(6)
    assert half_year.at_risk == 7
    assert [half_year.survival, half_year.se] == pytest.approx([0.6349, 0.1480], abs=5e-5)
    assert [half_year.low, half_year.high] == pytest.approx([0.2887, 0.8470], abs=5e-5)
    year = months.at(12)
    assert [year.survival, year.low, year.high] == pytest.approx([0.5079, 0.1782, 0.7664], abs=5e-5)


def test_remission_has_freireichs_values() -> None:
    weeks = of(WEEKS, RELAPSED)
    points = [weeks.at(t) for t in (6, 7, 10, 13, 16, 22, 23)]

    assert [p.survival for p in points] == pytest.approx(
        [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5
    )
    assert [p.se for p in points] == pytest.approx(
        [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], abs=5e-5
    )
    assert [points[-1].low, points[-1].high] == pytest.approx([0.1881, 0.6801], abs=5e-5)
    assert weeks.median() == Median(23, 13, None)


def test_what_the_follow_up_does_not_reach_is_unknown() -> None:
    short = of([3, 5, 8], [1, 0, 0])

    assert short.at(2).survival == 1
    assert short.at(2).se is None
    assert short.at(8).survival == pytest.approx(2 / 3)
    assert short.at(9).survival is None
    assert short.at(9).at_risk == 0
    assert of([2, 4], [1, 1]).at(9).survival == 0
    assert short.median() == Median(None, 3, None)
    nobody = of([], [])
    assert nobody.at(0).survival is None
    assert nobody.median() == Median(None, None, None)
    with pytest.raises(ValueError, match="no time"):
        of([-1], [1])


durations = st.lists(st.tuples(st.integers(0, 24), st.booleans()), min_size=1, max_size=60)


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined:RuntimeWarning")
@given(durations)
def test_survival_is_the_librarys_and_never_rises(pairs: list[tuple[int, bool]]) -> None:
    lasted, ended = ([pair[at] for pair in pairs] for at in (0, 1))
    mine = curve(lasted, ended)
    known = stats.ecdf(stats.CensoredData.right_censored(lasted, [not e for e in ended])).sf
    found = [mine.at(t) for t in range(max(lasted) + 1)]

    assert [p.survival for p in found] == pytest.approx(
        list(known.evaluate(np.arange(max(lasted) + 1)))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        bounds = known.confidence_interval(0.95, method="log-log")
    for time, point in enumerate(found):
        if point.se is not None:
            limits = [float(bound.evaluate(time)) for bound in (bounds.low, bounds.high)]
            assert [point.low, point.high] == pytest.approx(limits)
    shown = [p.survival for p in found if p.survival is not None]
    assert shown == sorted(shown, reverse=True)
    assert all(p.low <= p.survival <= p.high for p in found if p.se is not None)  # type: ignore[operator]


@given(st.lists(st.integers(0, 24), min_size=1, max_size=60))
def test_without_censoring_survival_is_the_share_that_lasted_longer(lasted: list[int]) -> None:
    mine = curve(lasted, [True] * len(lasted))

    for t in range(25):
        beyond = sum(one > t for one in lasted) / len(lasted)
        assert mine.at(t).survival == pytest.approx(beyond)


def test_a_month_is_a_completed_calendar_month() -> None:
    start = dt.date(2025, 1, 15)
    ends = [dt.date(2025, 7, 15), dt.date(2025, 7, 14), dt.date(2026, 1, 15), dt.date(2024, 12, 1)]

    assert [completed_months(start, end) for end in ends] == [6, 5, 12, 0]


def test_a_start_at_the_end_of_a_month_is_clamped_to_shorter_months() -> None:
    """From 29, 30 and 31 January to 28 February is a month; to 27 February it is not."""
    ends = (dt.date(2025, 2, 28), dt.date(2025, 2, 27), dt.date(2025, 3, 28))

    assert [
        [completed_months(dt.date(2025, 1, day), end) for end in ends] for day in (28, 29, 30, 31)
    ] == [[1, 0, 2], [1, 0, 1], [1, 0, 1], [1, 0, 1]]
    assert completed_months(dt.date(2024, 1, 31), dt.date(2024, 2, 28)) == 0  # a leap year
    assert completed_months(dt.date(2024, 1, 31), dt.date(2024, 2, 29)) == 1


def test_still_there_at_a_month_counts_who_left_in_it() -> None:
    found = curve(MONTHS, LEFT)

    told = [found.just_before(month) for month in (3, 6, 12)]
    assert [
        (round(p.survival or 0, 4), round(p.low or 0, 4), round(p.high or 0, 4)) for p in told
    ] == [
        (0.8333, 0.4817, 0.9555),
        (0.7407, 0.3907, 0.9086),
        (0.5079, 0.1782, 0.7664),
    ]
    assert told[1].se == pytest.approx(0.1295, abs=5e-5)


def test_where_nobody_left_the_interval_is_wilsons_on_those_at_risk() -> None:
    point = curve([7] * 60, [True] * 60).just_before(6)

    assert (point.survival, point.at_risk) == (1, 60)
    assert (point.low, point.high) == (pytest.approx(0.9398, abs=5e-5), 1)


def test_adequate_employment_follows_inec() -> None:
    assert wages.adequate(470, 40, None, 2025) is True
    assert wages.adequate(469.99, 40, False, 2025) is False
    assert wages.adequate(470, 39, False, 2025) is True
    assert wages.adequate(470, 39, True, 2025) is False
    assert wages.adequate(470, 39, None, 2025) is None
    assert wages.adequate(None, 40, False, 2025) is None
    assert wages.adequate(470, None, False, 2025) is None
    assert wages.adequate(460, 40, None, 2024) is True
    assert wages.adequate(470, 30, True, 2025, minor=True) is True


def test_a_year_without_a_basic_wage_is_an_error() -> None:
    for call in (wages.wage_ratio, lambda wage, year: wages.adequate(wage, 40, None, year)):
        with pytest.raises(ValueError, match="2018"):
            call(400, 2018)


def test_part_time_pay_is_compared_by_the_hour() -> None:
    assert wages.wage_ratio(235, 2025) == 0.5
    assert wages.hourly_ratio(235, 20, 2025) == pytest.approx(1)
    # By the definition: pay an hour over SBU/240, at 6 paid hours a month for each of the week.
    assert wages.hourly_ratio(300, 25, 2025) == pytest.approx((300 / (6 * 25)) / (470 / 240))
    assert wages.hourly_ratio(300, 0, 2025) is None


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def table(columns: list[str], *rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns)


def test_the_worked_paths_are_attributed_as_published() -> None:
    start, before = day("2025-06-01"), day("2025-05-01")
    hires = table(
        ["person", "start", "channel"],
        *((person, start, "BOLSA") for person in ("A", "C", "D")),
        ("B", start, "FERIA"),
    )
    touches = table(
        ["person", "channel", "on"],
        ("A", "FERIA", before),
        ("B", "FERIA", before),
        ("C", "BOLSA", before),
        ("C", "BOLSA", start),
        ("D", "MERCADO", before),
        ("A", "CURSO", day("2025-03-02")),  # 91 days before: too long ago
        ("A", "COWORK", day("2025-06-02")),  # the day after: too late
    )

    found = straightforward.paths(hires, touches)

    assert Counter(found["channel"][found["direct"]]) == {"BOLSA": 3, "FERIA": 1}
    assert Counter(found["channel"]) == {"BOLSA": 3, "FERIA": 2, "MERCADO": 1}
    assert found.groupby("channel")["linear"].sum().to_dict() == {
        "BOLSA": 2.0,
        "FERIA": 1.5,
        "MERCADO": 0.5,
    }


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 200)), max_size=20),
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"), st.integers(0, 200)), max_size=30
    ),
)
def test_direct_and_linear_both_add_up_to_the_hires(
    hired: list[tuple[str, int]], touched: list[tuple[str, str, int]]
) -> None:
    first = day("2025-01-01")
    hires = table(
        ["person", "start", "channel"], *((p, first + pd.Timedelta(days=d), "w") for p, d in hired)
    )
    touches = table(
        ["person", "channel", "on"], *((p, c, first + pd.Timedelta(days=d)) for p, c, d in touched)
    )
    hires["start"], touches["on"] = pd.to_datetime(hires["start"]), pd.to_datetime(touches["on"])

    found = straightforward.paths(hires, touches)

    assert found["direct"].sum() == len(hired)
    assert found["linear"].sum() == pytest.approx(len(hired))
    assert len(found) >= len(hired)


def test_a_hire_counts_for_the_last_fair_of_the_90_days_before() -> None:
    hires = table(
        ["person", "start"],
        ("A", day("2025-06-01")),
        ("B", day("2025-06-01")),
        ("C", day("2025-06-01")),
        ("D", day("2025-06-01")),
    )
    attended = table(
        ["person", "event", "on"],
        ("A", "F1", day("2025-04-01")),
        ("A", "F2", day("2025-05-01")),
        ("B", "F1", day("2025-03-03")),  # exactly 90 days
        ("C", "F1", day("2025-03-02")),  # 91 days
        ("D", "F3", day("2025-06-02")),  # after the hire
    )

    assert straightforward.last_fair(hires, attended).to_dict() == {0: "F2", 1: "F1"}


def test_a_vacancy_is_filled_up_to_its_posts_and_closed_when_full_or_past_its_day() -> None:
    offered, placed, past = [2, 3, 5, 1], [1, 4, 0, 0], [False, False, True, False]

    assert vacancy_fill.filled(offered, placed).tolist() == [1, 3, 0, 0]
    assert vacancy_fill.closed(offered, placed, past).tolist() == [False, True, True, False]
    assert vacancy_fill.fill_rate(3, 8) == 0.375
    assert vacancy_fill.fill_rate(0, 0) is None
