"""The week of a workspace has the days and hours with a figure, and no empty end."""

from __future__ import annotations

from typing import Any

from components.theme import LIGHT
from components.ventures import week

# Open from Monday to Saturday; nobody is there on Wednesday, and what is closed has no figure.
CELLS = tuple(
    (day, hour, 0.2 if day < 7 and day != 3 and 8 <= hour < 10 else None)
    for day in range(1, 8)
    for hour in range(7, 11)
)


def scales(cells: tuple[week.Cell, ...]) -> tuple[list[str], list[str]]:
    layer: dict[str, Any] = week.chart(cells, "es", LIGHT).to_dict(validate=False)["layer"][0]
    across, down = (layer["encoding"][name]["scale"]["domain"] for name in "xy")
    return across, down


def test_a_closed_sunday_has_no_column_and_a_quiet_wednesday_keeps_its_own() -> None:
    assert scales(CELLS) == (["lun", "mar", "mié", "jue", "vie", "sáb"], ["08:00", "09:00"])


def test_without_a_figure_there_is_no_day_and_no_hour() -> None:
    nothing = tuple((day, hour, None) for day, hour, _share in CELLS)

    assert (list(week.open_days(nothing)), list(week.open_hours(nothing))) == ([], [])
