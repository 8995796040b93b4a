"""What is looked at for its quality is shown under a name."""

from __future__ import annotations

from data_access.answers.quality.quality_answer import NAMES, each_sheet
from data_access.facts.sheet_records import SHEETS


def test_every_sheet_that_is_looked_at_is_shown_and_no_other() -> None:
    assert {sheet.name for sheet in each_sheet()} == SHEETS.keys() == NAMES.keys()
