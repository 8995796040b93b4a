"""Tables of the desks: which columns are numbers, and what their cells are sorted by."""

from __future__ import annotations

import pytest

from components.html_table import Cell
from components.word_table import column_of, number


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("12", 12.0),
        ("1.234", 1234.0),
        ("≈ 1.234", 1234.0),
        ("12,5", 12.5),
        ("49 %", 49.0),
        ("49\N{NO-BREAK SPACE}%", 49.0),
        ("-3,2", -3.2),
        ("3 de 5", 3.0),
        ("—", None),
        ("", None),
        ("pocas", None),
        ("2.º", None),
        ("51 Cocineros", None),
        ("J-1", None),
    ],
)
def test_a_number_is_read_as_the_reader_writes_it(said: str, value: float | None) -> None:
    assert number(said) == value


def test_a_column_is_of_numbers_where_each_cell_is_one_or_says_that_there_is_none() -> None:
    assert column_of(["9", "—", "10"]) == (
        True,
        [Cell("9", 9.0), Cell("—", None), Cell("10", 10.0)],
    )
    assert column_of(["9", "no se puede"]) == (
        False,
        [Cell("9", "9"), Cell("no se puede", "no se puede")],
    )
    assert column_of(["—", "—"])[0] is False
