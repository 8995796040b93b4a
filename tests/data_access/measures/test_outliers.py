"""What is far from the others, against values worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from data_access.measures.alike import essence, essence_of_name, pairs
from data_access.measures.outliers import usual


def test_the_limits_are_three_and_a_half_robust_deviations_from_the_median() -> None:
    found = usual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [1] * 11)
    assert (found.median, found.mad) == (6, 3)
    assert found.low == pytest.approx(6 - 3.5 * 1.4826 * 3)
    assert found.high == pytest.approx(6 + 3.5 * 1.4826 * 3)


def test_with_few_values_or_all_alike_nothing_is_far() -> None:
    assert usual([1, 1000], [5, 4]).high is None
    assert usual([7], [40]).high is None
    assert usual([], []).median is None


def test_where_most_are_the_same_the_mean_deviation_stands_in() -> None:
    found = usual([40, 20, 400], [60, 20, 1])
    assert found.mad == 0
    assert found.low is not None and found.high is not None
    assert found.low < 20 < 40 < found.high < 400


def test_a_skewed_number_is_judged_by_its_logarithm_and_is_never_below_zero() -> None:
    values = [10, 12, 15, 18, 20, 25, 30, 40, 60, 100, 150, 10_000]
    found, plain = usual(values, [1] * 12, logarithmic=True), usual(values, [1] * 12)
    assert found.high is not None and plain.high is not None
    assert plain.high < 150 < found.high < 10_000
    assert found.low is not None and found.low >= 0
    with pytest.raises(ValueError, match="negative"):
        usual([-1], [1], logarithmic=True)


def test_how_often_a_value_is_counted_is_the_same_as_writing_it_out() -> None:
    values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]
    each = np.full(len(values), 3)
    assert usual(values, each) == usual(np.repeat(values, 3), np.ones(len(values) * 3))


def test_codes_are_alike_without_case_signs_spaces_and_leading_zeros() -> None:
    assert essence("E-001") == essence("e 1") != essence("E-10")
    assert essence_of_name("Unión  Manabita") == essence_of_name("UNION MANABITA")
    every = [(code, essence(code)) for code in ("b-1", "A-1", "a 01", "--")]
    assert list(pairs(every)) == [("a 01", "A-1")]
