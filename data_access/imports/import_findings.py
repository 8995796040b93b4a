"""The findings of an import: where in a file, by which rule, and how to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from data_access.language import Text


@dataclass(frozen=True, slots=True)  # a bad column makes hundreds of thousands
class ImportFinding:
    """One thing found in a file; `row` is the sheet's own number (headers are row 1)."""

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    rule: str
    message: Text
    error: bool = True

    def to_json(self, language: str) -> dict[str, Any]:
        """Return the finding as INTERFACE promises it."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "rule": self.rule,
            "message": self.message.to(language),
        }


def masked(value: object) -> str:
    """Return a cell that may be personal, shown only so far that its owner recognises it."""
    text = str(value).strip()
    return re.sub(r"\w", "•", text[:-2]) + text[-2:] if len(text) > 2 else "•" * len(text)


def shown(value: object) -> str | None:
    """Return a harmless cell as text, shortened."""
    if value is None:
        return None
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
