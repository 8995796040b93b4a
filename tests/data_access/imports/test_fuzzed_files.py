"""Files damaged at random are read right or spoken of: none breaks, none is misread in silence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data_access.imports.file_reading import RawSheet
from data_access.imports.relations import check_keys
from data_access.imports.row_doubts import check_rows
from data_access.imports.sheet_checking import check_sheets
from data_access.imports.templates import templates
from tests.fuzz.damage import LEFT_OUT, sound
from tests.fuzz.trial import Trial
from tests.sampling import sampled


def test_the_files_that_are_damaged_are_right_before() -> None:
    for template in templates().values():
        if template.name in LEFT_OUT:
            continue
        grid = sound(template)
        columns = [[cell or None for cell in column] for column in zip(*grid[1:], strict=True)]
        sheet = RawSheet("x.csv", template.name, grid[0], columns)
        tables, findings, _ = check_sheets([sheet], templates(), dt.date(2026, 11, 24))
        found = [*findings, *check_keys(tables), *check_rows(tables)]
        assert not found, (template.name, found[:3])


PARTS = [range(136), *(range(1000 * part, 1000 * part + 1000) for part in range(20))]


@pytest.mark.parametrize("seeds", sampled(PARTS, PARTS[0]), ids=lambda part: f"to {part.stop}")
def test_no_damaged_file_is_misread_in_silence(tmp_path: Path, seeds: range) -> None:
    found = list(Trial(tmp_path).each(seeds))

    assert [one for one in found if one.wrong] == []
    assert any(one.stored for one in found)
