"""Gap, mismatch, reliability and response: METHODS §2 and §1."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data_access.measures import gap, mismatch, reliability, response

U, V = [200, 100, 60, 40], [40, 60, 60, 20]
BEFORE, AFTER = [1000, 500, 300, 200], [1020, 540, 280, 210]
counts = st.lists(st.integers(0, 1000), min_size=2, max_size=9)


def test_gap_and_tightness_are_the_published_ones() -> None:
    assert gap.tightness(sum(V), sum(U)) == pytest.approx(0.45)
    assert [gap.gap(v, u) for v, u in zip(V, U, strict=True)] == [-160, -40, 0, -20]


def test_what_is_unknown_on_one_side_is_unknown() -> None:
    assert gap.gap(None, 5) is None
    assert gap.gap(5, None) is None
    assert gap.tightness(5, 0) is None


def test_the_mismatch_indices_are_the_published_ones() -> None:
    assert mismatch.jackman_roper(U, V) == pytest.approx(0.277778, abs=5e-7)
    assert mismatch.sahin(U, V) == pytest.approx(0.048975, abs=5e-7)
    assert mismatch.lilien(BEFORE, AFTER) == pytest.approx(0.044608, abs=5e-7)


@given(counts)
def test_equal_shares_have_no_mismatch(numbers: list[int]) -> None:
    assume(sum(numbers) > 0)
    tripled = [3 * n for n in numbers]

    assert mismatch.jackman_roper(numbers, tripled) == pytest.approx(0)
    assert mismatch.sahin(numbers, tripled) == pytest.approx(0, abs=1e-12)


@given(counts, counts)
def test_no_mismatch_means_equal_shares_and_full_mismatch_disjoint_cells(
    u: list[int], v: list[int]
) -> None:
    size = min(len(u), len(v))
    u, v = u[:size], v[:size]
    assume(sum(u) > 0 and sum(v) > 0)
    index = mismatch.jackman_roper(u, v)
    assert index is not None

    same = all(a * sum(v) == b * sum(u) for a, b in zip(u, v, strict=True))
    disjoint = all(a == 0 or b == 0 for a, b in zip(u, v, strict=True))
    assert (index < 1e-12) == same
    assert (index > 1 - 1e-12) == disjoint
    assert 0 <= index <= 1


@given(counts)
def test_cells_without_both_sides_leave_the_index_unknown(numbers: list[int]) -> None:
    assert mismatch.jackman_roper(numbers, [0] * len(numbers)) is None
    assert mismatch.sahin([0] * len(numbers), numbers) is None


def test_even_growth_has_no_dispersion() -> None:
    assert mismatch.lilien(BEFORE, [2 * e for e in BEFORE]) == pytest.approx(0)
    assert mismatch.lilien([0, 5], [3, 0]) is None


@pytest.mark.parametrize(
    ("cv", "df", "n", "flag"),
    [
        (0.15, 8, 10, "reliable"),
        (0.1501, 8, 10, "caution"),
        (0.25, 8, 10, "caution"),
        (0.2501, 8, 10, "not_published"),
        (0.10, 7, 10, "not_published"),
        (0.10, 8, 9, "not_published"),
        (math.nan, 30, 30, "not_published"),
    ],
)
def test_totals_are_graded_by_their_coefficient_of_variation(
    cv: float, df: int, n: int, flag: str
) -> None:
    assert reliability.of_total(cv, df, n) == flag


def test_an_occupation_that_two_companies_report_is_not_published() -> None:
    assert reliability.of_total(0.05, 30, 30, reporting=2) == "not_published"
    assert reliability.of_total(0.05, 30, 30, reporting=3) == "reliable"


def test_proportions_are_graded_alike_from_either_end() -> None:
    assert reliability.log_cv(0.02, 0.01) == pytest.approx(reliability.log_cv(0.98, 0.01))
    assert reliability.log_cv(0.5, 0.05) == pytest.approx(0.05 / (0.5 * math.log(2)))
    assert reliability.of_proportion(0.5, 0.05, 30, 30) == "reliable"
    assert reliability.of_proportion(0.5, 0.08, 30, 30) == "caution"
    assert reliability.of_proportion(0.5, 0.09, 30, 30) == "not_published"
    assert reliability.of_proportion(1.0, 0.0, 30, 30) == "not_published"


def test_those_not_reached_count_at_the_rate_seen_among_the_known() -> None:
    # 80 of 90 known are eligible, so 8/9 of the 9 unknown are taken to be.
    assert response.response_rate(60, 20, 9, 10) == pytest.approx(60 / (80 + 8))
    assert response.response_rate(0, 0, 5, 3) is None


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_a_response_rate_is_a_share(done: int, refused: int, unknown: int, out: int) -> None:
    assume(done + refused > 0)
    rate = response.response_rate(done, refused, unknown, out)
    assert rate is not None
    assert 0 <= rate <= 1
