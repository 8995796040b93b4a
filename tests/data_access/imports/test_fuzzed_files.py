"""Files damaged at random are read right or spoken of: none breaks, none is misread in silence."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from data_access.imports.file_reading import RawSheet
from data_access.imports.relations import check_keys
from data_access.imports.row_doubts import check_rows
from data_access.imports.sheet_checking import check_sheets
from data_access.imports.templates import templates
from tests.data_access.imports.fuzzing import LEFT_OUT, damaged, misread, sound
from tests.sampling import sampled

LONGEST = 20  # seconds that a file may take


def tried(folder: Path, seeds: range) -> list[str]:
    """What went wrong with the files of some seeds."""
    wrong = []
    for seed in seeds:
        case = damaged(folder, seed)
        began = time.monotonic()
        problem = misread(case)
        if problem or time.monotonic() - began > LONGEST:
            wrong.append(f"{seed} {case.template.name} {case.done}: {problem}")
        case.path.unlink()
    return wrong


def test_the_files_that_are_damaged_are_right_before(tmp_path: Path) -> None:
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
    assert tried(tmp_path, seeds) == []
