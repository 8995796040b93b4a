"""Agreement among jurors: the published values, and what always holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import friedmanchisquare

from data_access.measures.awards import agreement_coefficients
from tests.data_access.measures.awards.worked import KRIPPENDORFF, NAN, SHROUT_FLEISS

TRANSPOSED = np.array(SHROUT_FLEISS, float).T


def test_mean_squares_of_shrout_and_fleiss() -> None:
    found = agreement_coefficients.mean_squares(SHROUT_FLEISS)

    assert found is not None
    assert (found.between, found.within, found.jurors, found.error) == pytest.approx(
        (11.2417, 6.2639, 32.4861, 1.0194), abs=5e-5
    )


def test_intraclass_correlations_of_shrout_and_fleiss() -> None:
    assert agreement_coefficients.icc(SHROUT_FLEISS) == pytest.approx(
        {"1_1": 0.1657, "2_1": 0.2898, "3_1": 0.7148, "1_k": 0.4428, "2_k": 0.6201, "3_k": 0.9093},
        abs=5e-5,
    )


def test_kendalls_w_is_corrected_for_ties() -> None:
    ranks = np.argsort(np.argsort(TRANSPOSED, axis=1), axis=1).T
    assert agreement_coefficients.kendall_w(SHROUT_FLEISS) == pytest.approx(0.8870, abs=5e-5)
    assert agreement_coefficients.kendall_w(ranks) != pytest.approx(0.8870, abs=5e-5)
    assert agreement_coefficients.kendall_w([[1, 1], [2, 2], [3, 3]]) == pytest.approx(1)


def test_alpha_of_shrout_and_fleiss() -> None:
    assert agreement_coefficients.alpha(TRANSPOSED, "interval") == pytest.approx(0.1473, abs=5e-5)


@pytest.mark.parametrize(
    ("level", "value"),
    [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)],
)
def test_alpha_of_krippendorffs_example(level: str, value: float) -> None:
    assert agreement_coefficients.alpha(KRIPPENDORFF, level) == pytest.approx(value, abs=5e-7)


@pytest.mark.parametrize("level", list(agreement_coefficients.DISAGREEMENTS))
@given(st.integers(1, 5), st.integers(0, 3))
def test_a_unit_with_one_coder_changes_no_alpha(level: str, value: int, coder: int) -> None:
    alone = [NAN] * 4
    alone[coder] = value
    wider = np.column_stack([np.array(KRIPPENDORFF), alone])

    assert agreement_coefficients.alpha(wider, level) == agreement_coefficients.alpha(
        KRIPPENDORFF, level
    )


@given(st.permutations(range(4)), st.permutations(range(12)))
def test_the_order_of_coders_and_units_does_not_matter(coders: list[int], units: list[int]) -> None:
    mixed = np.array(KRIPPENDORFF)[coders][:, units]

    assert agreement_coefficients.alpha(mixed, "ordinal") == pytest.approx(
        agreement_coefficients.alpha(KRIPPENDORFF, "ordinal") or 0
    )


@given(arrays(float, st.tuples(st.integers(3, 8), st.integers(2, 6)), elements=st.integers(0, 4)))
def test_kendalls_w_is_friedmans_statistic_to_scale(table: np.ndarray) -> None:
    targets, jurors = table.shape
    with np.errstate(invalid="ignore"):
        known = friedmanchisquare(*table).statistic / (jurors * (targets - 1))

    assert agreement_coefficients.kendall_w(table) == (
        None if np.isnan(known) else pytest.approx(known)
    )


def test_disagreement_beyond_chance_is_negative_and_shown_so() -> None:
    assert (agreement_coefficients.alpha([[1, 2, 1, 2], [2, 1, 2, 1]], "nominal") or 0) < 0
    assert (agreement_coefficients.icc([[1, 9], [9, 1], [2, 8], [8, 2]])["3_1"] or 0) < 0


@pytest.mark.parametrize("table", [[[1.0]], [[1, 2]], [[1], [2]], [[1, NAN], [2, 3]]])
def test_a_design_with_gaps_or_too_small_has_no_icc_and_no_w(table: list[list[float]]) -> None:
    assert set(agreement_coefficients.icc(table).values()) == {None}
    assert agreement_coefficients.kendall_w(table) is None


def test_where_nothing_varies_nothing_can_be_said() -> None:
    same = [[3, 3], [3, 3], [3, 3]]
    assert set(agreement_coefficients.icc(same).values()) == {None}
    assert agreement_coefficients.kendall_w(same) is None
    assert agreement_coefficients.alpha(same, "interval") is None
    assert agreement_coefficients.alpha([[NAN, 1], [2, NAN]], "nominal") is None
