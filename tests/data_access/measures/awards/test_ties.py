"""The published tie-break: each step, the one that decides, and never the order of nomination."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from data_access.measures.awards import sheet_points, ties

WEIGHTS = {"a": 40.0, "b": 30.0, "c": 30.0}
Values = Mapping[str, tuple[float, float, float]]


def broken(
    *jurors: Values, votes: Mapping[str, int] | None = None, order: tuple[str, ...] = ties.STEPS
) -> ties.BrokenTie:
    """Break the tie among all nominations that the jurors scored on a, b and c."""
    rows = [
        (name, f"J{at}", criterion, value, False)
        for at, scored in enumerate(jurors)
        for name, values in scored.items()
        for criterion, value in zip(WEIGHTS, values, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["nomination", "juror", "criterion", "value", "skipped"])
    tied = sorted(set(frame["nomination"]))
    return ties.break_tie(
        tied, frame, sheet_points.scored(frame, WEIGHTS, 1, 5), WEIGHTS, votes, order
    )


def test_the_heaviest_criterion_decides_first() -> None:
    found = broken({"X": (5, 1, 1), "Y": (4, 3, 3)}, {"X": (4, 2, 2), "Y": (3, 2, 2)})

    assert found.winners == ("X",)
    assert (found.decided_by.kind, found.decided_by.criterion) == ("criteria", "a")
    assert found.decided_by.values == pytest.approx({"X": 4.5, "Y": 3.5})


def test_a_lead_within_its_own_error_decides_nothing() -> None:
    # Y leads on a by a quarter of a level, of jurors who differ by more; X leads on b by two.
    found = broken(
        {"X": (4, 4, 3), "Y": (5, 2, 3)},
        {"X": (4, 4, 3), "Y": (4, 2, 3)},
        {"X": (4, 4, 3), "Y": (3, 2, 3)},
        {"X": (4, 5, 3), "Y": (5, 3, 3)},
    )

    assert found.winners == ("X",)
    assert [(step.criterion, step.left) for step in found.steps] == [
        ("a", ("X", "Y")),
        ("b", ("X",)),
    ]


def test_the_more_steps_there_are_the_further_a_lead_has_to_reach() -> None:
    # One step alone would have decided at 95 %: p is about 0.03.
    leads = [(5, 3), (4, 3), (4, 2), (4, 3), (3, 3)]
    jurors: list[Values] = [{"X": (x, 3, 3), "Y": (y, 3, 3)} for x, y in leads]

    assert broken(*jurors).winners == ("X", "Y")
    assert ties.level_of_each(4) == pytest.approx(0.9875)
    frame = pd.DataFrame(
        [
            {"nomination": name, "juror": at, "criterion": "a", "value": value}
            for at, pair in enumerate(leads)
            for name, value in zip("XY", pair, strict=True)
        ]
    )
    assert ties.adjusted_on(frame, "a").best_of(("X", "Y")) == ("X",)


def test_a_step_drops_nobody_unless_its_best_leads_all_the_others() -> None:
    one = {"X": (4, 3, 3), "Y": (4, 3, 3), "Z": (2, 3, 3)}
    close = broken(one, {**one, "Y": (5, 3, 3)}, one, one, order=("criteria",))
    equal = broken(one, one, one, one)

    assert close.winners == ("X", "Y", "Z")
    assert equal.winners == ("X", "Y")


def test_one_juror_alone_does_not_know_the_error_of_a_lead() -> None:
    found = broken({"X": (5, 1, 1), "Y": (4, 3, 3)})

    assert found.winners == ("X", "Y")
    assert all(not step.values for step in found.steps)


def test_equal_weights_keep_the_listed_order() -> None:
    found = broken(*[{"X": (4, 3, 1), "Y": (4, 1, 5)}] * 2)

    assert found.winners == ("X",)
    assert [step.criterion for step in found.steps] == ["a", "b"]


def test_a_criterion_is_adjusted_for_severity_before_it_breaks_a_tie() -> None:
    # The lenient juror read X alone with the strict one, and Y with nobody strict.
    lenient, strict = {"X": (4, 3, 3), "Y": (4, 3, 3)}, {"X": (3, 3, 3), "Z": (3, 3, 3)}
    found = broken(lenient, lenient, strict, strict)

    # Raw means on a are 3.5, 4 and 3: the strict ones take a level off, and X and Z are even.
    assert found.winners == ("X", "Y", "Z")
    assert found.steps[0].values == pytest.approx({"X": 3.5, "Y": 3.5, "Z": 3.5})


def test_then_the_median_sheet_then_the_vote_then_ex_aequo() -> None:
    one = {"X": (4, 4, 4), "Y": (4, 4, 4)}
    tilted = broken(
        {"X": (5, 1, 3), "Y": (3, 3, 3)},
        {"X": (3, 3, 3), "Y": (3, 3, 3)},
        {"X": (1, 5, 3), "Y": (3, 3, 3)},
    )
    voted = broken(one, votes={"X": 1, "Y": 2})
    shared = broken(one, votes={"X": 2, "Y": 2})
    unvoted = broken(one)
    elsewhere = broken(one, votes={"X": 2, "Z": 0})

    assert (tilted.winners, tilted.decided_by.kind) == (("X", "Y"), "ex_aequo")
    assert (voted.winners, voted.decided_by.kind) == (("Y",), "vote")
    assert (shared.winners, shared.decided_by.kind) == (("X", "Y"), "ex_aequo")
    assert elsewhere.decided_by.kind == "ex_aequo"
    assert [step.kind for step in unvoted.steps] == [*["criteria"] * 3, "median", "ex_aequo"]


def test_the_median_decides_where_the_criteria_do_not() -> None:
    found = broken(
        *[{"X": (3, 3, 3), "Y": (4, 4, 4)}] * 5,
        *[{"X": (4, 4, 4), "Y": (4, 4, 4)}] * 2,
        order=("median", "vote"),
    )

    assert found.decided_by.kind == "median"
    assert found.winners == ("Y",)


def test_a_median_of_few_sheets_that_spread_decides_nothing() -> None:
    found = broken(
        {"X": (5, 5, 5), "Y": (4, 4, 4)},
        {"X": (3, 3, 3), "Y": (4, 4, 4)},
        {"X": (3, 3, 3), "Y": (3, 3, 3)},
    )

    assert found.decided_by.kind == "ex_aequo"
    assert found.steps[-2].values == pytest.approx({"X": 50.0, "Y": 75.0})


def test_an_edition_may_publish_another_order() -> None:
    found = broken(
        {"X": (5, 1, 1), "Y": (4, 3, 3)}, votes={"X": 0, "Y": 1}, order=("vote", "criteria")
    )

    assert (found.winners, found.decided_by.kind) == (("Y",), "vote")


def test_the_names_and_order_of_nominations_never_decide() -> None:
    values = (4.0, 4.0, 4.0)
    for names in (("A", "B"), ("B", "A"), ("Z", "A")):
        assert broken(dict.fromkeys(names, values)).winners == tuple(sorted(names))


def test_a_step_that_cannot_compare_all_is_passed_over() -> None:
    frame = pd.DataFrame(
        [("X", "J1", "a", 5, False), ("Y", "J2", "a", 1, False)]
        + [(n, j, "b", v, False) for n, v in (("X", 2), ("Y", 3)) for j in ("J1", "J2", "J3")],
        columns=["nomination", "juror", "criterion", "value", "skipped"],
    )
    points = pd.DataFrame({"nomination": ["X", "Y"], "juror": ["J1", "J2"], "points": [50.0, 50.0]})
    found = ties.break_tie(["X", "Y"], frame, points, {"a": 60, "b": 40})

    assert found.winners == ("Y",)
    assert [(step.criterion, dict(step.values)) for step in found.steps] == [
        ("a", {}),
        ("b", pytest.approx({"X": 2, "Y": 3})),
    ]


def test_one_nomination_is_no_tie() -> None:
    with pytest.raises(ValueError, match="two"):
        ties.break_tie(["X", "X"], pd.DataFrame(), pd.DataFrame(), WEIGHTS)
