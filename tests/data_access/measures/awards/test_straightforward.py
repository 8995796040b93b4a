"""What is computed fast for a large jury equals the formulas as they stand, on any small one."""

from __future__ import annotations

import time
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.measures.awards import (
    agreement_coefficients,
    severity,
    sheet_points,
    uncertainty,
    winner_sensitivity,
)
from data_access.measures.awards.severity import Disconnected
from tests.data_access.measures.awards import straightforward

WEIGHTS = {"a": 44.0, "b": 30.0, "c": 18.0, "d": 8.0}
LEAST, MOST = 1.0, 5.0
SAME = 1e-9


@st.composite
def juries(draw: st.DrawFn) -> pd.DataFrame:
    """Scores of a small jury, in any order: sheets missing, incomplete, thin, or in parts."""
    n, j = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    chance = Random(draw(st.integers(0, 10**6)))
    share = draw(st.sampled_from([0.3, 0.6, 0.9, 1.0]))
    flaw = draw(st.sampled_from([0.0, 0.0, 0.05, 0.2]))
    rows = []
    for at in range(n * j):
        if chance.random() > share:
            continue
        for criterion in WEIGHTS:
            skipped = chance.random() < flaw
            value = None if skipped else float(chance.choice([1, 2, 2.5, 3, 4, 5]))
            if chance.random() >= flaw / 8:
                rows.append((f"N{at // j}", f"J{at % j}", criterion, value, skipped))
    chance.shuffle(rows)
    columns = ["nomination", "juror", "criterion", "value", "skipped"]
    return pd.DataFrame(rows, columns=columns).astype({"value": float, "skipped": bool})


def valid(scores: pd.DataFrame) -> pd.DataFrame:
    return straightforward.scored(scores, WEIGHTS, LEAST, MOST).dropna(subset=["points"])


def columns(sheets: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    return sheets["nomination"], sheets["juror"], sheets["points"]


def same(found: dict[str, float] | None, known: dict[str, float] | None) -> bool:
    if found is None or known is None:
        return found is known
    return found == pytest.approx(known, abs=SAME)


@settings(deadline=None, max_examples=40)
@given(juries())
def test_points_and_problems_of_sheets(scores: pd.DataFrame) -> None:
    found = sheet_points.scored(scores, WEIGHTS, LEAST, MOST)
    known = straightforward.scored(scores, WEIGHTS, LEAST, MOST)

    assert found[["nomination", "juror", "problem"]].values.tolist() == (
        known[["nomination", "juror", "problem"]].values.tolist()
    )
    assert found["points"].to_numpy() == pytest.approx(
        known["points"].to_numpy(dtype=float), abs=SAME, nan_ok=True
    )


@settings(deadline=None)
@given(juries())
def test_the_fit_with_its_errors(scores: pd.DataFrame) -> None:
    sheets = valid(scores)
    if sheets.empty:
        with pytest.raises(ValueError, match="no sheets"):
            severity.fit(*columns(sheets))
        return
    try:
        known = straightforward.fit(sheets)
    except Disconnected as apart:
        with pytest.raises(Disconnected) as problem:
            severity.fit(*columns(sheets))
        assert problem.value.groups == apart.groups
        return
    found = severity.fit(*columns(sheets))

    assert found.df == known.df
    assert found.variance == pytest.approx(known.variance, abs=SAME, nan_ok=True)
    for name in ("theta", "beta", "cofactor", "residual", "leverage"):
        assert getattr(found, name) == pytest.approx(getattr(known, name), abs=SAME), name


@settings(deadline=None, max_examples=25)
@given(juries())
def test_who_would_win_otherwise(scores: pd.DataFrame) -> None:
    sheets = valid(scores)
    if straightforward.adjusted(sheets) is None:
        return
    robust = winner_sensitivity.huber(*columns(sheets))
    fewer = winner_sensitivity.without_each_juror(*columns(sheets))
    moved = winner_sensitivity.with_moved_weights(scores, WEIGHTS, LEAST, MOST)
    known = straightforward.without_each_juror(sheets)
    known_moved = straightforward.with_moved_weights(
        scores, WEIGHTS, LEAST, MOST, winner_sensitivity.MOVE
    )

    scores_known, scale = straightforward.huber(sheets)
    # Where most sheets fit exactly, the scale falls to what rounding leaves, and both stop there.
    assert robust == pytest.approx(scores_known, abs=SAME if scale > 1e-6 else 1e-6)
    assert list(fewer) == list(known) and all(same(fewer[j], known[j]) for j in known)
    assert list(moved) == list(known_moved)
    assert all(same(moved[key], known_moved[key]) for key in known_moved)


@settings(deadline=None, max_examples=30)
@given(juries(), st.integers(0, 9))
def test_chances_of_rank(scores: pd.DataFrame, seed: int) -> None:
    sheets = valid(scores)
    if straightforward.adjusted(sheets) is None:
        return
    fit = severity.fit(*columns(sheets))
    if fit.df < 1:
        return
    draws = uncertainty.BLOCK + 7
    found = uncertainty.ranks(fit, seed, draws)
    known = straightforward.ranks(fit, seed, draws)

    for mine, theirs in zip(
        (found.rank, found.first, found.podium, found.low, found.high), known, strict=True
    ):
        assert mine == pytest.approx(theirs, abs=SAME)


@settings(deadline=None)
@given(juries())
def test_alpha_from_every_pair_of_values(scores: pd.DataFrame) -> None:
    unit = scores["nomination"] + scores["criterion"]
    table = scores.assign(unit=unit).pivot(index="juror", columns="unit", values="value")
    y = table.to_numpy(dtype=float)
    pairable = y[:, (~np.isnan(y)).sum(axis=0) >= 2]
    values, totals = np.unique(pairable[~np.isnan(pairable)], return_counts=True)
    upto = np.cumsum(totals) - totals / 2
    distances = {
        "nominal": 1 - np.eye(len(values)),
        "ordinal": (upto[:, None] - upto[None, :]) ** 2,
        "interval": (values[:, None] - values[None, :]) ** 2,
        "ratio": ((values[:, None] - values) / (values[:, None] + values)) ** 2,
    }
    for level, distance in distances.items():
        known = straightforward.alpha(y, distance, values) if len(values) > 1 else None
        found = agreement_coefficients.alpha(y, level)
        assert found == (known if known is None else pytest.approx(known, abs=SAME)), level


def test_three_hundred_nominations_and_thirty_jurors_take_two_seconds_of_work_at_most() -> None:
    chance = np.random.default_rng(3)
    names = [f"N{at // 30:03}" for at in range(9000)]
    readers = [f"J{at % 30:02}" for at in range(9000)]
    points = np.round(chance.normal(60, 12, 9000), 1)
    started = time.process_time()
    fit = severity.fit(names, readers, points)
    uncertainty.ranks(fit, 1)
    uncertainty.inseparable(fit)
    winner_sensitivity.huber(names, readers, points)
    winner_sensitivity.without_each_juror(names, readers, points)
    agreement_coefficients.alpha(points.reshape(300, 30).T, "interval")

    assert time.process_time() - started < 2
