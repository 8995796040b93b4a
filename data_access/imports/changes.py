"""The changes that a sheet would make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from data_access.imports.sheet_description import Template

Values = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """The changes of a sheet: rows to insert, rows to update with what they were, rows the same."""

    template: Template
    new: list[Values]
    changed: list[tuple[Values, Values]]
    same: int

    @property
    def rows(self) -> int:
        """The number of rows that would be written."""
        return len(self.new) + len(self.changed)
