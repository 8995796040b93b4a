"""The gate: no small count of people passes it for a visitor."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data_access.disclosure import THRESHOLD, protect_people
from data_access.viewer import ADMINISTRATOR, VISITOR

counts = st.lists(st.none() | st.integers(0, 40), max_size=20)


@given(counts)
def test_a_visitor_sees_no_count_under_the_threshold(people: list[int | None]) -> None:
    shown = protect_people(pd.DataFrame({"persons": people}, dtype="Int64"), "persons", VISITOR)
    for true, row in zip(people, shown.itertuples(), strict=True):
        if true is None:
            assert (pd.isna(row.persons), row.flag) == (True, "unknown")
        elif true < THRESHOLD:
            assert (pd.isna(row.persons), row.flag) == (True, "few")
        else:
            assert (row.persons, pd.isna(row.flag)) == (true, True)


@given(counts)
def test_an_administrator_sees_every_known_count(people: list[int | None]) -> None:
    frame = pd.DataFrame({"persons": people}, dtype="Int64")
    shown = protect_people(frame, "persons", ADMINISTRATOR)
    assert shown["persons"].astype(object).where(shown["persons"].notna(), None).tolist() == people


def test_the_frame_that_came_in_is_left_as_it_was() -> None:
    frame = pd.DataFrame({"persons": [3, 30]})
    protect_people(frame, "persons", VISITOR)
    assert frame.to_dict("list") == {"persons": [3, 30]}


def test_zero_and_nine_look_alike() -> None:
    shown = protect_people(pd.DataFrame({"persons": [0, 9]}), "persons", VISITOR)
    assert shown["persons"].isna().all()
    assert shown["flag"].tolist() == ["few", "few"]
