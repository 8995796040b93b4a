"""Severity and ranking: the worked values of METHODS §5, and what always holds."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.outliers_influence import OLSInfluence

from data_access.measures.awards import severity, uncertainty, winner_sensitivity
from data_access.measures.awards.severity import Disconnected, Fit
from tests.data_access.measures.awards import straightforward
from tests.data_access.measures.awards.worked import EXACT, JURORS, NOISY, NOMINATIONS

Sheet = tuple[str, str, float]


def fitted(sheets: list[Sheet]) -> Fit:
    return severity.fit(*map(list, zip(*sheets, strict=True)))


def test_the_exact_example_gives_back_what_it_was_made_of() -> None:
    found = severity.fit(NOMINATIONS, JURORS, EXACT)

    assert found.theta == pytest.approx([80, 76, 72, 66, 60], abs=1e-9)
    assert found.beta == pytest.approx([10, 0, -2, -8], abs=1e-9)
    assert (found.df, found.variance) == (3, 0)
    assert found.se == pytest.approx(0)


def test_raw_means_and_z_means_of_the_exact_example_mislead() -> None:
    raw = {
        n: np.mean([y for m, y in zip(NOMINATIONS, EXACT, strict=True) if m == n])
        for n in NOMINATIONS
    }
    z = winner_sensitivity.z_means(NOMINATIONS, JURORS, EXACT)

    assert list(raw.values()) == pytest.approx([75, 72, 77, 70, 62.667], abs=5e-4)
    assert list(z.values()) == pytest.approx([0.906, 0.047, 0.660, -0.130, -0.988], abs=5e-4)
    assert z["N3"] > z["N2"]


def test_the_noisy_example_is_the_published_one() -> None:
    found = severity.fit(NOMINATIONS, JURORS, NOISY)

    assert found.theta == pytest.approx([81, 77, 71, 65, 59.5], abs=1e-9)
    assert found.beta == pytest.approx([10.5, 1.5, -2.5, -9.5], abs=1e-9)
    assert found.variance == pytest.approx(0.6667, abs=5e-5)
    assert found.theta[0] - found.theta[1] == pytest.approx(4)
    assert found.differences[0, 1] == pytest.approx(0.9129, abs=5e-5)
    assert not uncertainty.inseparable(found).any()


def test_huber_stays_with_least_squares_where_nothing_sticks_out() -> None:
    assert list(winner_sensitivity.huber(NOMINATIONS, JURORS, NOISY).values()) == pytest.approx(
        [81, 77, 71, 65, 59.5]
    )
    assert list(winner_sensitivity.huber(NOMINATIONS, JURORS, EXACT).values()) == pytest.approx(
        [80, 76, 72, 66, 60]
    )


def test_a_sheet_far_from_all_others_is_shown_for_review_and_moves_huber_less() -> None:
    sheets = [
        (f"N{i}", f"J{j}", 50.0 + 5 * i + 2 * j + (i * j * 7 % 3))
        for i in range(6)
        for j in range(5)
    ]
    odd = [(n, j, y - 45 if (n, j) == ("N5", "J2") else y) for n, j, y in sheets]
    calm, shaken = fitted(sheets), fitted(odd)
    columns = tuple(map(list, zip(*odd, strict=True)))
    robust = winner_sensitivity.huber(*columns)

    at = int(np.nanargmax(np.abs(shaken.studentised)))
    assert (shaken.design.nominations[shaken.design.row[at]], shaken.studentised[at] < -3) == (
        "N5",
        True,
    )
    assert np.nanmax(np.abs(calm.studentised)) < 3
    assert abs(robust["N5"] - calm.theta[5]) < abs(shaken.theta[5] - calm.theta[5]) / 2


@st.composite
def designs(draw: st.DrawFn, complete: bool = False, most: int = 8) -> list[Sheet]:
    """Sheets of a connected design, in an order of their own."""
    n, j = draw(st.integers(2, most)), draw(st.integers(2, 6))
    chance = Random(draw(st.integers(0, 10**6)))
    every = [(a, b) for a in range(n) for b in range(j)]
    pairs = set(every)
    if not complete:
        # A path through all, and some more: connected, and as sparse as may be.
        pairs = {(a, b) for a in range(n) for b in (a % j, (a + 1) % j)}
        pairs |= {(a, b) for b in range(j) for a in (b % n, (b + 1) % n)}
        pairs |= set(chance.sample(every, chance.randrange(len(every) + 1)))
    scores = st.integers(0, 400).map(lambda quarter: quarter / 4)
    sheets = [(f"N{a}", f"J{b}", draw(scores)) for a, b in sorted(pairs)]
    chance.shuffle(sheets)
    return sheets


@settings(deadline=None)
@given(designs())
def test_random_designs_agree_with_statsmodels(sheets: list[Sheet]) -> None:
    found = fitted(sheets)
    x, y = straightforward.matrix(found.design), found.y
    n = len(found.theta)
    model = sm.OLS(y, x).fit()

    assert found.theta == pytest.approx(model.params[:n], abs=1e-8)
    assert found.beta[:-1] == pytest.approx(model.params[n:], abs=1e-8)
    assert found.beta.sum() == pytest.approx(0, abs=1e-8)
    assert found.df == model.df_resid
    if found.df and found.variance:
        assert found.variance == pytest.approx(model.scale, rel=1e-8, abs=1e-8)
        assert found.covariance == pytest.approx(model.cov_params()[:n, :n], rel=1e-8, abs=1e-8)
        assert found.se_beta[:-1] == pytest.approx(model.bse[n:], rel=1e-8, abs=1e-8)
    if found.df > 2 and found.variance > 1e-6:
        theirs = OLSInfluence(model)
        known = (1 - found.leverage > 1e-6) & np.isfinite(found.studentised)
        assert found.studentised[known] == pytest.approx(
            theirs.resid_studentized_external[known], rel=1e-6
        )


@settings(deadline=None, max_examples=40)
@given(designs())
def test_huber_agrees_with_statsmodels(sheets: list[Sheet]) -> None:
    least = fitted(sheets)
    assume(np.median(np.abs(least.residual)) > 0.1)  # else the scale is nothing but rounding
    columns = tuple(map(list, zip(*sheets, strict=True)))
    model = sm.RLM(least.y, straightforward.matrix(least.design), M=sm.robust.norms.HuberT(1.345))
    theirs = model.fit(maxiter=2000, tol=1e-13, conv="coefs")
    mine = list(winner_sensitivity.huber(*columns).values())

    assume(np.median(np.abs(theirs.resid)) > 0.1 and theirs.fit_history["iteration"] < 400)
    assert mine == pytest.approx(theirs.params[: len(mine)], abs=1e-5)


@given(designs(), st.integers(-80, 80))
def test_a_constant_added_by_one_juror_moves_all_alike(sheets: list[Sheet], more: int) -> None:
    before = fitted(sheets)
    one = before.design.jurors[0]
    after = fitted([(n, j, y + more if j == one else y) for n, j, y in sheets])

    shift = more / len(before.design.jurors)
    assert after.theta - before.theta == pytest.approx(np.full(len(before.theta), shift), abs=1e-7)
    assert after.residual == pytest.approx(before.residual, abs=1e-7)
    assert list(uncertainty.places(after.theta)) == list(uncertainty.places(before.theta))


@given(designs(), st.randoms())
def test_the_order_of_sheets_does_not_matter(sheets: list[Sheet], chance: Random) -> None:
    straight = fitted(sheets)
    mixed = fitted(chance.sample(sheets, len(sheets)))

    assert (mixed.theta == straight.theta).all()
    assert (mixed.beta == straight.beta).all()
    if straight.df:
        one, other = uncertainty.ranks(straight, 7, 200), uncertainty.ranks(mixed, 7, 200)
        assert (one.first == other.first).all() and (one.low == other.low).all()


@given(designs(), st.permutations(range(6)))
def test_the_names_of_jurors_do_not_matter(sheets: list[Sheet], names: list[int]) -> None:
    renamed = fitted([(n, f"X{names[int(j[1:])]}", y) for n, j, y in sheets])

    assert renamed.theta == pytest.approx(fitted(sheets).theta, abs=1e-8)


@given(designs(complete=True))
def test_in_a_complete_design_the_ranking_is_that_of_raw_means(sheets: list[Sheet]) -> None:
    found = fitted(sheets)
    means = [np.mean([y for n, _, y in sheets if n == name]) for name in found.design.nominations]

    assert found.theta == pytest.approx(means, abs=1e-8)
    assert list(uncertainty.places(found.theta)) == list(uncertainty.places(np.array(means)))


@given(designs(most=4), designs(most=4))
def test_a_design_in_parts_is_an_error(one: list[Sheet], other: list[Sheet]) -> None:
    apart = [(f"{n}bis", f"{j}bis", y) for n, j, y in other]

    with pytest.raises(Disconnected) as problem:
        fitted([*one, *apart])
    assert len(problem.value.groups) == 2
    assert {n for names, _ in problem.value.groups for n in names} == {n for n, _, _ in one + apart}
    with pytest.raises(Disconnected):
        winner_sensitivity.huber(*map(list, zip(*(one + apart), strict=True)))


@given(designs(), st.randoms())
def test_a_score_that_is_not_there_is_not_a_zero(sheets: list[Sheet], chance: Random) -> None:
    whole = fitted(sheets)
    at = chance.randrange(len(sheets))
    assume(whole.leverage[at] < 1 - 1e-6)  # else the design falls apart without it
    n, j = whole.design.row[at], whole.design.column[at]
    recused = whole.design.nominations[n], whole.design.jurors[j]
    without = fitted([sheet for sheet in sheets if sheet[:2] != recused])

    # What the others say of the missing sheet, by the formula for a deleted observation.
    said = whole.y[at] - whole.residual[at] / (1 - whole.leverage[at])
    assert without.theta[n] + without.beta[j] == pytest.approx(said, abs=1e-6)
    assert len(without.y) == len(sheets) - 1


@pytest.mark.parametrize(
    "sheets", [[], [("N1", "J1", 5.0), ("N1", "J1", 6.0)]], ids=["none", "one twice"]
)
def test_sheets_that_cannot_be_fitted_are_refused(sheets: list[Sheet]) -> None:
    with pytest.raises(ValueError, match=r"no sheets|two sheets"):
        severity.fit(*(list(c) for c in zip(*sheets, strict=True)) if sheets else ([], [], []))


def test_without_degrees_of_freedom_the_scores_stand_and_their_error_is_unknown() -> None:
    found = fitted([("N1", "J1", 60.0), ("N1", "J2", 70.0), ("N2", "J2", 80.0)])

    assert found.df == 0
    assert np.isnan(found.variance) and np.isnan(found.se).all()
    assert found.theta == pytest.approx([65, 75])
    with pytest.raises(ValueError, match="degrees of freedom"):
        uncertainty.ranks(found, 1)


def test_chances_of_rank_follow_from_the_errors_and_the_stored_seed() -> None:
    found = severity.fit(NOMINATIONS, JURORS, NOISY)
    one, again, other = (uncertainty.ranks(found, seed) for seed in (1, 1, 2))

    assert (one.first == again.first).all() and (one.podium == again.podium).all()
    assert one.first.sum() == pytest.approx(1)
    assert one.podium.sum() == pytest.approx(3, abs=0.01)
    assert one.first == pytest.approx(other.first, abs=0.01)
    # A t of 3 degrees of freedom for N1 − N2: P(N1 > N2) is 1 − p/2.
    assert one.first[0] == pytest.approx(1 - 0.0220 / 2, abs=0.005)
    assert list(one.rank) == [1, 2, 3, 4, 5]
    assert (one.low <= one.rank).all() and (one.rank <= one.high).all()


def test_equal_scores_share_a_rank_and_the_chance_of_being_first() -> None:
    sheets = [(n, j, y) for n, y in (("A", 70.0), ("B", 70.0), ("C", 50.0)) for j in ("J1", "J2")]
    found = uncertainty.ranks(fitted(sheets), 1)

    assert list(found.rank) == [1, 1, 3]
    assert list(found.first) == [0.5, 0.5, 0]
    assert list(map(list, uncertainty.inseparable(fitted(sheets)))) == [
        [False, True, False],
        [True, False, False],
        [False, False, False],
    ]


def test_leaving_out_each_juror_says_who_would_win_or_that_the_design_falls_apart() -> None:
    found = winner_sensitivity.without_each_juror(NOMINATIONS, JURORS, EXACT)
    thin = winner_sensitivity.without_each_juror(["A", "A", "B"], ["J1", "J2", "J2"], [1, 2, 3])

    assert {
        juror: winner_sensitivity.leaders(scores or {"": 0}) for juror, scores in found.items()
    } == {f"J{j}": ("N1",) for j in range(1, 5)}
    assert thin["J2"] == {"A": 1.0}
    assert set(thin) == {"J1", "J2"}
