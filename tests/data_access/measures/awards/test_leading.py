"""Who cannot be told apart from the leader: Holm over all differences, and who is waited for."""

from __future__ import annotations

import gc

import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests

from data_access.measures.awards import leading, severity, uncertainty


def fitted(sheets: dict[str, list[float | None]]) -> severity.Fit:
    """The fit of points by nomination, a column for each juror; None where a juror did not read."""
    rows = [
        (name, f"J{at}", points)
        for name, row in sheets.items()
        for at, points in enumerate(row)
        if points is not None
    ]
    names, jurors, points = zip(*rows, strict=True)
    return severity.fit(names, jurors, points)


CLOSE = {
    "A": [80, 84, 78, 82],
    "B": [79, 81, 79, 80],
    "C": [76, 79, 76, 76],
    "D": [50, 55, 52, 51],
}


@pytest.mark.parametrize(
    "given", [[0.01, 0.04, 0.03, 0.005], [0.02, 0.02, 0.9], [0.05], [0.04, 0.05], []]
)
def test_holm_rejects_what_statsmodels_rejects(
    given: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    # statsmodels searches all that the process holds for garbage, each time: seconds here.
    monkeypatch.setattr(gc, "collect", lambda: 0)
    expected = list(multipletests(given, 0.05, "holm")[0]) if given else []

    assert leading.holm(given) == expected


def test_a_difference_is_tested_by_students_t() -> None:
    assert leading.p_value(4, 0.9129, 3) == pytest.approx(0.0220, abs=5e-5)
    assert leading.p_value(-2.0, 1.0, 6) == pytest.approx(2 * stats.t.sf(2, 6))
    assert leading.p_value(0.0, 0.0, 6) == 1.0
    assert leading.p_value(1.0, 0.0, 6) == 0.0


def test_the_leader_is_held_against_all_the_others_together() -> None:
    fit = fitted(CLOSE)
    pairwise = uncertainty.inseparable(fit)
    found = leading.leading(fit)

    # By itself the difference from C would be told apart; among three it has to be clearer.
    assert found.group[:2] == ("A", "B")
    assert "D" not in found.group
    assert set(found.group) >= {
        name for name, same in zip(fit.design.nominations, pairwise[0], strict=True) if same
    }
    assert found.waiting == ()


def test_a_group_that_is_not_transitive_says_which_pairs_differ() -> None:
    # One sheet tells little of A, which leads; B and C were read by all and differ.
    fit = fitted(
        {
            "A": [None, None, None, 76, None],
            "B": [70, 71, 69, 71, 70],
            "C": [66, 66, 66, 66, 67],
            "D": [20, 21, 22, 19, 20],
        }
    )
    found = leading.leading(fit)

    assert found.group[0] == "A"
    if set(found.group) >= {"B", "C"}:
        assert ("B", "C") in found.apart
    else:
        assert found.apart == ()


def test_a_provisional_nomination_neither_leads_nor_is_passed_over() -> None:
    fit = fitted(CLOSE)

    assert leading.leading(fit, {"A"}).group[0] == "B"
    assert leading.leading(fit, {"A"}).waiting == ("A",)
    assert leading.leading(fit, {"D"}).waiting == ()
    everybody = leading.leading(fit, set(CLOSE))
    assert (everybody.group, everybody.waiting) == ((), ("A", "B", "C", "D"))


def test_one_that_is_clearly_ahead_and_provisional_is_waited_for() -> None:
    fit = fitted({**CLOSE, "E": [95, 97, None, None]})

    assert leading.leading(fit, {"E"}).waiting == ("E",)
