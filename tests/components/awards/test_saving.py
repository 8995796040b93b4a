"""What a field sends is read with suspicion, and its scale is the edition's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.awards.scoring import scale, score_saving
from components.awards.scoring.score_saving import Typed
from data_access.awards.rubrics import CriterionText
from data_access.awards.scoring import ScoreEntry

WHOLE: dict[str, Any] = {
    "client": "tab",
    "seq": 3,
    "base": "2.7",
    "entry": {"value": "3.5", "na": False, "comment": "Sí"},
}


@dataclass(frozen=True)
class Scaled:
    score_min: Decimal
    score_max: Decimal
    score_step: Decimal


def test_a_whole_message_is_read() -> None:
    assert Typed.read(WHOLE) == Typed("tab", 3, 2, 7, ScoreEntry(Decimal("3.5"), False, "Sí"))


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        "x",
        {**WHOLE, "base": "x"},
        {**WHOLE, "base": None},
        {**WHOLE, "seq": "x"},
        {**WHOLE, "entry": None},
        *(
            {**WHOLE, "entry": {**WHOLE["entry"], **part}}
            for part in (
                {"value": "abc"},
                {"value": "NaN"},
                {"value": "Infinity"},
                {"value": {}},
                {"na": "no"},
                {"comment": 3},
            )
        ),
    ],
)
def test_a_broken_message_is_refused_and_breaks_nothing(wrong: Any) -> None:
    with pytest.raises(ValueError):
        Typed.read(wrong)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["client", "seq", "base", "entry", "value", "na", "comment"]),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_nothing_that_json_can_say_raises_anything_else(message: Any) -> None:
    try:
        Typed.read(message)
    except ValueError:
        return


def test_a_nul_that_a_database_cannot_store_is_left_out() -> None:
    entry = {**WHOLE["entry"], "comment": "a\x00b"}

    assert Typed.read({**WHOLE, "entry": entry}).entry.comment == "ab"


def test_a_draft_not_begun_counts_as_its_first_version() -> None:
    assert score_saving.base(0, 0) == score_saving.base(1, 0) == "1.0"


def criterion(count: int) -> CriterionText:
    return CriterionText("A", "A", Decimal(100), {}, {"es": tuple(f"n{i}" for i in range(count))})


def test_the_usual_scale_offers_each_level_with_its_text() -> None:
    found = scale.of(Scaled(Decimal(1), Decimal(5), Decimal(1)), criterion(5))

    assert [(level.value, level.said) for level in found.levels] == [
        ("1", "n0"),
        ("2", "n1"),
        ("3", "n2"),
        ("4", "n3"),
        ("5", "n4"),
    ]
    assert not found.typed


def test_half_steps_are_offered_and_texts_stay_at_their_levels() -> None:
    found = scale.of(Scaled(Decimal(1), Decimal(5), Decimal("0.5")), criterion(5))

    values = [level.value for level in found.levels]
    assert values[:4] == ["1", "1.5", "2", "2.5"] and len(values) == 9
    assert [level.label for level in found.levels][1] == "1,5"
    assert {level.value: level.said for level in found.levels if level.said}["3"] == "n2"


def test_a_long_scale_is_a_number_to_type_with_the_levels_along_it() -> None:
    found = scale.of(Scaled(Decimal(0), Decimal(100), Decimal(1)), criterion(5))

    assert found.typed and (found.least, found.most, found.step) == ("0", "100", "1")
    assert [level.value for level in found.levels] == ["0", "25", "50", "75", "100"]


def test_a_criterion_without_level_texts_still_has_its_scale() -> None:
    found = scale.of(Scaled(Decimal(0), Decimal(10), Decimal(1)), criterion(0))

    assert len(found.levels) == 11 and not any(level.said for level in found.levels)
