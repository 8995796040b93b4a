"""What the app says of programmes whose truth is known is so as often as it promises."""

from __future__ import annotations

import numpy as np
import pytest

from tests.coverage import DRAWS, LEAST_EXPECTED, PROMISED, of_rates, of_totals
from tests.sampling import sampled
from tests.truth.power import FAMILIES, RATES, SIZES, Setting, claimed, met_for_sure
from tests.truth.trial import READERS, trial

MOST_FALSE = 0.05


def above(share: float, times: int) -> float:
    """The one-sided 99 % limit of a simulated share: what chance alone may bring."""
    return share + 2.326 * (share * (1 - share) / times) ** 0.5


def below(share: float, times: int) -> float:
    return share - 2.326 * (share * (1 - share) / times) ** 0.5


RATES_SHOWN = [
    (n, rate)
    for n in (25, 40, 100, 300, 1000)
    for rate in (0.1, 0.35, 0.5, 0.9, 0.98)
    if n * rate >= LEAST_EXPECTED
]


@pytest.mark.parametrize(("n", "rate"), RATES_SHOWN)
def test_intervals_of_shown_rates_hold_the_truth_as_often_as_promised(n: int, rate: float) -> None:
    times = 10_000
    found = of_rates(np.random.default_rng(n), n, rate, times)

    assert found.share >= below(PROMISED, found.shown)


def test_wilson_on_shown_counts_does_not() -> None:
    """What readers saw before: 83 % at n = 25 and a rate of 90 %."""
    found = of_rates(np.random.default_rng(3), 25, 0.9, 20_000, noisy=False)

    assert found.share == pytest.approx(0.833, abs=0.01)


@pytest.mark.parametrize("name", ["normal", "Poisson(2)"])
def test_totals_of_small_strata_beside_a_census_hold_the_truth(name: str) -> None:
    times = 1_500

    assert of_totals(np.random.default_rng(8), DRAWS[name], times).share >= below(0.94, times)


POWER = [(n, k, rate, noisy) for n in SIZES for k in FAMILIES for rate in RATES for noisy in (0, 1)]
POWER_TRIED = [(600, 5, 0.5, 1), (600, 1, 0.2, 1), (600, 5, 0.1, 0)]


@pytest.mark.parametrize(("n", "others", "rate", "noisy"), sampled(POWER, *POWER_TRIED))
def test_differences_of_ten_points_are_claimed_and_none_that_are_not(
    n: int, others: int, rate: float, noisy: int
) -> None:
    chance, times = np.random.default_rng([n, others, int(100 * rate), noisy]), 200
    found, _wrong = claimed(chance, Setting(n, others, rate, bool(noisy)), times)
    _none, wrong = claimed(chance, Setting(n, others, rate, bool(noisy), 0.0), times)

    assert wrong <= above(MOST_FALSE, times)
    if n >= 600 and others <= 5:
        assert found >= below(0.8, times)


@pytest.mark.parametrize("noisy", [False, True])
@pytest.mark.parametrize("n", [10, 25, 60, 300])
def test_a_target_beyond_the_truth_is_hardly_ever_met_for_sure(n: int, noisy: bool) -> None:
    times = 2_000
    for rate in (0.2, 0.5, 0.9):
        found = met_for_sure(np.random.default_rng(n), n, rate, noisy, times)

        assert found <= above(0.025, times)


def hold(times: int, most: int, seed: int) -> None:
    found = trial(times, most, seed)
    kinds = {sentence for kind, _reader, sentence in found if kind == "none"}
    for reader in READERS:
        for sentence in kinds:
            false = found["none", reader, sentence] / times
            assert false <= above(MOST_FALSE, times), (reader, sentence, false)
            assert found["large", reader, sentence] >= found["none", reader, sentence]


# How many programmes of each kind, of at most how many people, and the seed.
TRIALS = [(3, 900, 2), (500, 20_000, 15)]


@pytest.mark.parametrize(("times", "most", "seed"), sampled(TRIALS, TRIALS[0]))
def test_programmes_are_told_as_they_are(times: int, most: int, seed: int) -> None:
    hold(times, most, seed)
