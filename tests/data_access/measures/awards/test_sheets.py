"""Sheets: points, what is not assessable, weights that move, scales."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.awards import sheet_points, winner_sensitivity

WEIGHTS = dict(zip("abcdef", [25, 20, 20, 15, 10, 10], strict=True))
VALUES: dict[str, float | None] = dict(zip("abcdef", [4, 5, 3, 4, 2, 3], strict=True))


def test_the_worked_sheet_has_67_and_a_half_points() -> None:
    assert sheet_points.points(VALUES, WEIGHTS, 1, 5) == pytest.approx(67.5)


def test_what_is_not_assessable_leaves_its_weight_to_the_others() -> None:
    assert sheet_points.points({**VALUES, "e": None}, WEIGHTS, 1, 5) == pytest.approx(
        72.2222, abs=5e-5
    )


def test_a_sheet_with_a_criterion_missing_is_invalid_and_not_a_zero() -> None:
    without = {name: value for name, value in VALUES.items() if name != "e"}
    assert sheet_points.points(without, WEIGHTS, 1, 5) is None


def test_what_is_assessed_must_carry_eighty_of_a_hundred() -> None:
    assert sheet_points.points({**VALUES, "c": None}, WEIGHTS, 1, 5) is not None
    assert sheet_points.points({**VALUES, "c": None, "e": None}, WEIGHTS, 1, 5) is None
    assert sheet_points.points({**VALUES, "a": None}, WEIGHTS, 1, 5) is None


def test_many_sheets_at_once_each_say_what_is_wrong() -> None:
    rows = [("N1", "J1", c, 5, False) for c in "ab"]
    rows += [
        ("N1", "J2", "a", 1, False),
        ("N2", "J1", "a", None, True),
        ("N2", "J1", "b", 3, False),
    ]
    frame = pd.DataFrame(rows, columns=["nomination", "juror", "criterion", "value", "skipped"])
    found = sheet_points.scored(frame, {"a": 60, "b": 40}, 1, 5)

    assert list(found["problem"]) == [None, "incomplete", "too_little"]
    assert found["points"].tolist()[0] == 100
    assert found["points"].isna().tolist() == [False, True, True]
    with pytest.raises(ValueError, match="unknown criteria: z"):
        sheet_points.scored(frame.assign(criterion="z"), {"a": 100}, 1, 5)


@given(st.lists(st.integers(1, 5), min_size=6, max_size=6))
def test_points_lie_between_0_and_100(values: list[int]) -> None:
    found = sheet_points.points(dict(zip("abcdef", values, strict=True)), WEIGHTS, 1, 5)

    assert found is not None
    assert 0 <= found <= 100
    assert (found == 0) == (set(values) == {1})


def test_a_moved_weight_takes_from_the_others_in_proportion() -> None:
    found = sheet_points.moved(WEIGHTS, "a", 5)

    assert found == pytest.approx(
        {"a": 30, "b": 56 / 3, "c": 56 / 3, "d": 14, "e": 28 / 3, "f": 28 / 3}
    )
    assert sum((found or {}).values()) == pytest.approx(100)
    assert sheet_points.moved({"a": 4, "b": 96}, "a", -5) is None
    assert sheet_points.moved({"a": 100}, "a", 5) is None
    assert sheet_points.moved({"a": 100}, "a", -5) is None


def test_moved_weights_say_who_would_win() -> None:
    rows = [
        (n, j, c, v, False)
        for n, values in (("N1", (5, 1)), ("N2", (3, 3.2)))
        for j in ("J1", "J2")
        for c, v in zip("ab", values, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["nomination", "juror", "criterion", "value", "skipped"])
    found = winner_sensitivity.with_moved_weights(frame, {"a": 54, "b": 46}, 1, 5)

    winners = {key: winner_sensitivity.leaders(scores or {"": 0}) for key, scores in found.items()}
    assert winners == {
        ("a", -5): ("N2",),
        ("a", 5): ("N1",),
        ("b", -5): ("N1",),
        ("b", 5): ("N2",),
    }


@pytest.mark.parametrize(
    ("value", "good"),
    [(1, True), (5, True), (2.5, True), (2.25, False), (0.5, False), (5.5, False)],
)
def test_a_score_lies_on_the_scale_and_its_step(value: float, good: bool) -> None:
    assert sheet_points.on_scale(value, 1, 5, 0.5) is good


def test_a_step_of_a_tenth_is_no_trap() -> None:
    assert all(sheet_points.on_scale(tenth / 10, 0, 10, 0.1) for tenth in range(101))
