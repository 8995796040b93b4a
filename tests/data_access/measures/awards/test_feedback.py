"""A nominee's means rest on enough sheets, and field and own never differ by one or two of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data_access.measures.awards import feedback

WEIGHTS = {"a": 60.0, "b": 40.0}


def told(
    sheets: dict[str, list[tuple[float, float]]], nomination: str = "N"
) -> dict[str, tuple[float | None, float | None]]:
    """Own mean and field by criterion, of sheets with a score on a and on b."""
    rows = [
        (name, f"J{at}", criterion, value)
        for name, own in sheets.items()
        for at, values in enumerate(own)
        for criterion, value in zip(WEIGHTS, values, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["nomination", "juror", "criterion", "value"])
    found = feedback.by_criterion(frame, WEIGHTS, (1, 5), nomination)
    return {one.criterion: (one.own, one.field) for one in found}


THREE = [(3.0, 5.0)] * 3
OTHERS = {name: [(2.0, 2.0)] * 3 for name in ("O1", "O2", "O3")}


def test_own_means_stand_beside_those_of_three_others() -> None:
    assert told({"N": THREE, **OTHERS}) == {"a": (50.0, 25.0), "b": (100.0, 25.0)}


def test_two_sheets_that_assessed_a_criterion_tell_nothing_of_it() -> None:
    gap = [(3.0, 5.0), (3.0, 5.0), (np.nan, 5.0)]

    assert told({"N": gap, **OTHERS}) == {"a": (None, 25.0), "b": (100.0, 25.0)}
    assert told({"N": THREE[:2], **OTHERS})["a"] == (None, 25.0)


def test_a_nomination_with_few_sheets_is_in_nobodys_field() -> None:
    few = {"O4": [(5.0, 5.0)] * 2}

    assert told({"N": THREE, **OTHERS, **few}) == told({"N": THREE, **OTHERS})
    with_two = {name: OTHERS[name] for name in ("O1", "O2")}
    assert told({"N": THREE, **with_two, **few})["a"] == (50.0, None)


def test_the_own_sheets_are_not_in_the_field_so_that_no_difference_tells_them() -> None:
    before = told({"N": THREE, **OTHERS})["a"][1]

    assert told({"N": [*THREE, (5.0, 5.0)], **OTHERS})["a"][1] == before


def test_what_would_raise_the_score_most_is_weight_times_what_is_left() -> None:
    found = [
        feedback.OfCriterion("a", 60.0, 50.0, None),
        feedback.OfCriterion("b", 20.0, 0.0, None),
        feedback.OfCriterion("c", 10.0, 100.0, None),
        feedback.OfCriterion("d", 10.0, None, 90.0),
    ]
    raising = feedback.raising_most(found)

    assert [(one.criterion, one.to_gain) for one in raising] == [
        ("a", pytest.approx(30.0)),
        ("b", pytest.approx(20.0)),
    ]
