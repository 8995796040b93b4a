"""Since which year a target has been missed: never more than the years' own targets say."""

from __future__ import annotations

import pytest

from components.indicators.framework_rows import FrameworkRow, rows_of
from components.indicators.lateness import of_years
from tests.components.examples import answer


def years(*told: tuple[float | None, str]) -> list[FrameworkRow]:
    """Rows of one indicator from 2022 on: each year's figure and its state."""
    rows: list[dict[str, object]] = [
        {
            **{"code": "AS-01", "territory": "1308", "period": str(2022 + at), "actual": value},
            **dict.fromkeys(("low", "high", "detail", "baseline", "target", "progress")),
            **{"unit": "n", "status": status, "flag": None, "missing": None},
        }
        for at, (value, status) in enumerate(told)
    ]
    return rows_of(answer("indicators.over_time", rows))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ([(1, "met"), (1, "behind"), (1, "back")], "así desde 2023"),
        ([(1, "behind"), (1, "near"), (1, "behind")], "así desde 2024"),
        # A year without a figure is passed over, one without a target is not.
        ([(1, "behind"), (None, "few"), (1, "behind"), (None, "few")], "así desde 2022"),
        ([(1, "behind"), (1, "no_target"), (1, "behind")], "así desde 2024"),
        ([(1, "behind"), (1, "no_target")], None),
        ([], None),
    ],
)
def test_it_has_been_behind_for_as_long_as_the_years_own_targets_say(
    told: list[tuple[float | None, str]], said: str | None
) -> None:
    found = of_years(years(*told))

    assert (found and found.to("es")) == said
