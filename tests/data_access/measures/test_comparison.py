"""When two figures differ: the values of METHODS §3a, and what always holds."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.disclosure import LARGEST_TABLED, PERTURBATION
from data_access.measures.comparison import (
    Comparison,
    Pair,
    Verdict,
    Why,
    against,
    compare,
    judge,
    largest,
    newcombe,
    signs,
    smallest,
)
from data_access.measures.figures import (
    Counted,
    Mean,
    SampleErrors,
    Share,
    Surveyed,
    Survived,
    Untested,
    gap,
)
from data_access.measures.proportions import Z, exact_bounds, shown_share, wilson

WOMEN, MEN = Share(60, 300), Share(84, 300)
HUNDRED = Counted(100, True)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (23, 25, 0.6946, 1.0),
        (20, 25, 0.5677, 0.9688),
        (60, 300, 0.1577, 0.2499),
        (84, 300, 0.2313, 0.3343),
    ],
)
def test_the_interval_of_shown_counts_is_the_published_one(
    successes: int, n: int, low: float, high: float
) -> None:
    found = shown_share(successes, n)

    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_a_shown_numerator_under_ten_has_no_interval_and_no_verdict() -> None:
    found = shown_share(9, 400)

    assert found is not None
    assert (found.estimate, found.low, found.high) == (0.0225, None, None)
    assert compare(Share(9, 400, True), Share(90, 400, True)).why is Why.NO_INTERVAL
    assert compare(Share(9, 400), Share(90, 400)).lower


def test_the_difference_of_two_shares_is_the_published_one() -> None:
    exact = compare(MEN, WOMEN)
    shown = compare(Share(84, 300, True), Share(60, 300, True))

    assert (exact.low, exact.high) == (
        pytest.approx(0.0116, abs=5e-5),
        pytest.approx(0.1475, abs=5e-5),
    )
    assert (shown.low, shown.high) == (
        pytest.approx(0.0103, abs=5e-5),
        pytest.approx(0.1488, abs=5e-5),
    )
    assert exact.higher
    assert shown.higher
    assert compare(WOMEN, MEN).lower


@given(st.integers(0, 200), st.integers(0, 200), st.booleans())
def test_the_p_of_a_pair_agrees_with_its_interval(one: int, other: int, noisy: bool) -> None:
    first, second = Share(one, 200, noisy), Share(other, 200, noisy)
    found = compare(first, second)

    if not (first.tested and second.tested):
        assert found.why is Why.NO_INTERVAL
        return
    low, high = newcombe(first, second, Z)
    assert found.p is not None
    assert found.differs == (not low <= 0 <= high)
    assert found.differs == (found.p < 0.05)


def test_of_several_comparisons_each_must_be_surer() -> None:
    near = Pair(MEN, WOMEN)  # p is .022 alone
    far = Pair(Share(150, 300), WOMEN)

    assert [one.differs for one in judge([near])] == [True]
    assert [one.differs for one in judge([near, Pair(WOMEN, WOMEN)])] == [True, False]
    assert [one.differs for one in judge([near, *[Pair(WOMEN, WOMEN)] * 2])] == [False] * 3
    # Holm: what the surest leaves of the level goes to the next.
    assert [one.differs for one in judge([near, far, Pair(WOMEN, WOMEN)])] == [True, True, False]


def test_a_pair_that_is_not_tested_takes_nothing_from_the_others() -> None:
    found = judge([Pair(MEN, WOMEN), *[Pair(Untested(0.5), WOMEN)] * 5, Pair(None, WOMEN)])

    assert [one.tested for one in found] == [True] + [False] * 6
    assert found[0].differs
    assert found[-1].why is Why.NO_DATA


def test_groups_are_held_against_the_reference_and_nothing_else() -> None:
    groups = {"M": Share(125, 900), "H": Share(170, 1000), "I": Share(0, 4), "NR": Share(2, 20)}

    assert set(against(groups, "H")) == {"M", "I", "NR"}


def test_the_largest_is_named_only_if_it_differs_from_every_other() -> None:
    low, high = Share(100, 1000), Share(300, 1000)

    assert largest({"a": high, "b": low, "c": low}).key == "a"
    assert largest({"a": high, "b": high, "c": low}) == largest({"x": high, "y": high})
    assert largest({"a": high, "b": high}).tested
    assert smallest({"a": high, "b": high, "c": low}).key == "c"
    assert not largest({"a": high, "b": Untested(0.1)}).tested
    assert largest({"a": high}).key is None


def test_a_group_under_25_is_never_named() -> None:
    assert largest({"few": Share(20, 20), "many": Share(100, 1000)}).key is None


def test_exact_counts_differ_as_a_fact_and_shown_ones_from_five_on() -> None:
    assert compare(Counted(12), Counted(11)).higher
    assert not compare(Counted(11), Counted(11)).differs
    assert not compare(Counted(104, True), Counted(100, True)).differs
    assert compare(Counted(105, True), Counted(100, True)).higher


def test_shown_counts_of_a_family_are_corrected_with_it_and_exact_ones_take_nothing_from_it() -> (
    None
):
    """Noise alone sets two counts 5 apart in 2.3 % of cases: beside four more, no change."""
    near, far = Pair(Counted(105, True), HUNDRED), Pair(Counted(107, True), HUNDRED)
    same = [Pair(HUNDRED, HUNDRED)] * 4

    assert compare(near.one, near.other).p == pytest.approx(0.0230, abs=5e-5)
    assert not any(one.differs for one in judge([near, *same]))
    assert [one.differs for one in judge([far, *same])] == [True] + [False] * 4
    exact = judge([*[Pair(Counted(12), Counted(11))] * 5, Pair(MEN, WOMEN)])
    assert [one.differs for one in exact] == [True] * 6


@pytest.mark.parametrize("apart", range(1, 12))
def test_the_level_of_shown_counts_is_that_of_the_noise_itself(apart: int) -> None:
    table = PERTURBATION[LARGEST_TABLED]
    beyond = sum(
        p * q for (i, p), (j, q) in product(table.items(), repeat=2) if abs(i - j) >= apart
    )

    found = compare(Counted(100 + apart, True), HUNDRED)

    assert found.p == pytest.approx(beyond, abs=1e-4)


def test_the_largest_of_some_categories_is_tested_as_all_of_them() -> None:
    """METHODS §3a.7: whoever looks at five barriers and tells of the largest has tested five."""
    now, before = Surveyed(0.44, 0.03, 200), Surveyed(0.34, 0.03, 200)
    alone, picked = compare(now, before), compare(replace(now, picked_of=5), before)

    assert alone.p is not None and alone.p == pytest.approx(0.0189, abs=5e-5)
    assert picked.p == pytest.approx(5 * alone.p)
    assert alone.higher
    assert not picked.differs
    assert (picked.low, picked.high) == (alone.low, alone.high)


def test_survivals_are_compared_on_the_scale_of_their_logarithms() -> None:
    one, other = Survived(0.8, 0.03, 120, 200), Survived(0.65, 0.04, 100, 200)
    scale = [math.log(-math.log(s.value)) for s in (one, other)]
    errors = [s.se / (s.value * abs(math.log(s.value))) for s in (one, other)]  # type: ignore[operator]
    z = abs(scale[0] - scale[1]) / math.hypot(*errors)

    found = compare(one, other)

    assert found.higher
    assert found.p == pytest.approx(math.erfc(z / math.sqrt(2)))


def test_a_survival_of_all_is_a_proportion_if_nobody_was_lost_and_has_no_verdict_else() -> None:
    all_stayed, some = Survived(1.0, None, 60, 60), Survived(0.5, 0.06, 30, 60)

    assert compare(all_stayed, some).higher
    assert compare(Survived(1.0, None, 40, 60), some).why is Why.NO_INTERVAL
    assert compare(all_stayed, Survived(0.5, 0.07, 20, 60)).why is Why.NO_INTERVAL
    of_all = wilson(60, 60)
    assert of_all is not None
    assert of_all.low == pytest.approx(0.9398, abs=5e-5)


def test_rounded_survivals_of_readers_below_monitor_have_no_verdict() -> None:
    """35 % beside 85 % was called "not told apart", where nothing was tested."""
    assert compare(Untested(0.35), Untested(0.85)) == Comparison(
        Verdict.NOT_COMPARABLE, Why.NO_INTERVAL
    )


def test_means_are_compared_as_welch() -> None:
    stats = pytest.importorskip("scipy.stats")
    chance = np.random.default_rng(5)
    one, other = chance.normal(12, 4, 40), chance.normal(9, 9, 25)

    def mean(of: np.ndarray) -> Mean:
        return Mean(of.mean(), of.std(ddof=1) / math.sqrt(len(of)), len(of) - 1)

    found = compare(mean(one), mean(other))

    assert found.p == pytest.approx(stats.ttest_ind(one, other, equal_var=False).pvalue)


def test_two_surveys_are_independent() -> None:
    found = compare(Surveyed(5.19, 0.170, 300), Surveyed(4.53, 0.181, 300))

    assert found.higher
    assert found.p == pytest.approx(math.erfc(2.6579 / math.sqrt(2)), rel=0.06)


def test_estimates_of_one_survey_are_compared_with_their_covariance() -> None:
    """Of each company the second figure is the first and 1: the difference has no error."""
    parts = np.array([[6.0, 10.0]])
    errors = SampleErrors(
        ("E", "v"),
        parts,
        np.array([[14.0, 20.0], [20.0, 30.0]]),
        np.array([1.0]),
        np.array([4.0]),
        np.array([3.0, 3.0]),
    )
    one, other = (Surveyed(total, 5**0.5, 3, errors, at) for at, total in enumerate((6.0, 10.0)))

    assert one.covariance(other) == 5.0
    assert compare(one, other).lower
    assert not compare(Surveyed(6.0, 5**0.5, 3), Surveyed(10.0, 5**0.5, 3)).differs


def test_a_gap_carries_the_noise_of_its_shown_supply() -> None:
    demand = Surveyed(100.0, 1.0, 60)

    assert gap(demand, 97, noisy=False).variance == 1
    assert gap(demand, 97, noisy=True).variance == 3
    assert signs({"51": gap(demand, 97, noisy=False)})["51"].higher
    assert not signs({"51": gap(demand, 97, noisy=True)})["51"].differs


def test_a_gap_is_told_apart_from_0_on_its_own_scale_and_on_that_of_logarithms() -> None:
    """METHODS §3a.1: the more cautious of both, so that no sentence denies the interval shown."""
    demand = Surveyed(100.0, 9.5, 60)
    short, even, over = (signs({"": gap(demand, u, noisy=False)})[""] for u in (80, 120, 125))
    t = pytest.importorskip("scipy.stats").t(60)

    assert short.higher and short.p == pytest.approx(2 * t.sf(20 / 9.5))
    assert (short.low, short.high) == pytest.approx((20 - t.ppf(0.975) * 9.5, 39.003), abs=1e-2)
    assert even.verdict is Verdict.NOT_TOLD_APART
    assert even.p == pytest.approx(2 * t.sf(math.log(1.2) / 0.095))
    assert even.low is not None and even.high is not None and even.low < 0 < even.high
    assert over.lower
    assert signs({"": gap(demand, 0, noisy=False)})[""].p == pytest.approx(2 * t.sf(100 / 9.5))


def test_the_exact_bound_takes_three_people_off_a_shown_numerator() -> None:
    beta = pytest.importorskip("scipy.stats").beta

    assert exact_bounds(2, 2, noisy=False)[0] == pytest.approx(0.1581, abs=5e-5)
    assert exact_bounds(50, 60, noisy=True)[0] == pytest.approx(beta.ppf(0.025, 47, 17))
    assert exact_bounds(50, 60, noisy=False) == (
        pytest.approx(beta.ppf(0.025, 50, 11)),
        pytest.approx(beta.ppf(0.975, 51, 10)),
    )


def test_a_juror_stands_out_only_beyond_what_a_whole_jury_brings_by_chance() -> None:
    """Of seven jurors, one in three juries held somebody beyond two errors by chance alone."""
    jury = {f"J{at}": Mean(0.5, 1.0, 20) for at in range(6)}

    assert signs({"J": Mean(2.2, 1.0, 20)})["J"].higher
    assert not signs(jury | {"J": Mean(2.2, 1.0, 20)})["J"].differs
    assert signs(jury | {"J": Mean(-4.0, 1.0, 20)})["J"].lower
