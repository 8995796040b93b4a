"""The median of values that occur several times."""

from __future__ import annotations

from statistics import median as every_value_by_itself

from hypothesis import given
from hypothesis import strategies as st

from data_access.measures.medians import median

times = st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 6)))


@given(times)
def test_a_median_is_that_of_each_value_so_many_times(found: list[tuple[int, int]]) -> None:
    values = [value for value, count in found for _ in range(count)]

    told = median([value for value, _ in found], [count for _, count in found])

    assert told == (every_value_by_itself(values) if values else None)
