"""Gain, cascade, coverage and shared spaces: METHODS §4 and §1, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from data_access.measures import spaces, training_gain

PRE = [40, 55, 60, 45, 50, 70, 35, 65]
POST = [60, 70, 75, 60, 55, 85, 60, 80]


def test_the_worked_gain_is_the_published_one() -> None:
    found = training_gain.gain(PRE, POST)

    assert found.pairs == 8
    assert found.mean == 15.625
    assert [found.low, found.high] == pytest.approx([10.918, 20.332], abs=5e-4)
    assert [found.d_av, found.d_z, found.hedges_j, found.hake_g] == pytest.approx(
        [1.3423, 2.7753, 0.8889, 0.3289], abs=5e-5
    )
    assert [found.mean_individual_g, found.t] == pytest.approx([0.3409, 7.8498], abs=5e-5)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=30))
def test_t_and_its_interval_are_the_librarys(pairs: list[tuple[int, int]]) -> None:
    pre, post = ([pair[at] for pair in pairs] for at in (0, 1))
    found = training_gain.gain(pre, post)
    if len({b - a for a, b in pairs}) == 1:
        assert found.t is None
        assert found.low == found.mean == found.high
        return
    known = stats.ttest_rel(post, pre)
    limits = known.confidence_interval()

    assert found.t == pytest.approx(known.statistic)
    assert [found.low, found.high] == pytest.approx([limits.low, limits.high])


def test_at_the_ceiling_there_is_nothing_left_to_gain() -> None:
    top = training_gain.gain([100, 100], [100, 90])

    assert top.hake_g is None
    assert top.mean_individual_g is None
    assert training_gain.gain([100, 50], [100, 75]).mean_individual_g == 0.5


def test_one_pair_tells_no_spread_and_none_tell_nothing() -> None:
    one = training_gain.gain([40], [70])

    assert (one.pairs, one.mean, one.hake_g) == (1, 30, 0.5)
    assert one.low is one.d_av is one.d_z is one.t is None
    assert training_gain.gain([], []) == training_gain.Gain(0)
    with pytest.raises(ValueError, match="before"):
        training_gain.gain([1], [])


def test_equal_marks_have_no_scale_to_measure_a_gain_by() -> None:
    assert training_gain.gain([50, 50], [60, 60]).d_av is None


def test_the_worked_cascade_and_coverage_are_the_published_ones() -> None:
    assert training_gain.activation(6, 8) == 0.75
    assert training_gain.factor(180, 8) == 22.5
    assert training_gain.per_thousand(180, 12_000) == 15.0
    assert (
        training_gain.activation(0, 0)
        is training_gain.factor(5, 0)
        is training_gain.per_thousand(5, 0)
        is None
    )


def test_occupancy_is_hours_used_over_hours_on_offer() -> None:
    # Ten seats, 40 hours a week, two weeks.
    assert spaces.occupancy(200, 10, 40, 14) == 0.25
    assert spaces.occupancy(200, 0, 40, 14) is None


@given(st.integers(0, 500), st.integers(0, 500))
def test_use_is_mixed_most_where_as_many_of_each_come(moving: int, host: int) -> None:
    found = spaces.mixed_use(moving, host)
    if moving + host == 0:
        assert found is None
        return
    assert found == pytest.approx(2 * min(moving, host) / (moving + host))
    assert found == pytest.approx(spaces.mixed_use(host, moving))
