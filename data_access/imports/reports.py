"""The outcome of an import, done or only checked: findings, changes by sheet, notices."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from data_access.imports.changes import Change
from data_access.imports.finding_list import Findings
from data_access.imports.mapping.arranging import Preview
from data_access.imports.mapping.questions import Question
from data_access.imports.people_sheets import of_people
from data_access.imports.sheet_description import Template
from data_access.language import DEFAULT, Text
from data_access.viewer import Viewer, sees_exact_people

MOST_CELLS = 200  # changed values that a report keeps of a sheet


@dataclass(frozen=True)
class CellChange:
    """One stored value that would become another: of which row, in which column."""

    row: str
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class SheetChange:
    """What the rows of a sheet change in what is stored.

    `cells` are the first values that would change, `emptied` counts those that would be cleared;
    `new`, `changed` and `same` are None for a reader to whom it is not disclosed what is stored
    already.
    """

    sheet: str
    rows: int
    new: int | None
    changed: int | None
    same: int | None
    emptied: int | None = field(default=None, compare=False)
    cells: list[CellChange] = field(default_factory=list, compare=False)


@dataclass
class Report:
    """The outcome of an import: `batch` is its number, None where nothing was written.

    `refused` says that the files were turned away: for errors, for warnings not yet accepted, or
    (`overtaken`) because it would no longer do what was agreed to. `agreement` stands for all that
    a report without errors shows: two that differ in anything differ in it. `questions` are those
    that nobody answered, `previews` show what was brought into a template's shape. `waiting`: the
    batch is kept aside until a monitor approves it.
    """

    batch: int | None = None
    accepted: int = 0
    refused: bool = False
    errors: Findings = field(default_factory=Findings)
    warnings: Findings = field(default_factory=Findings)
    notices: list[Text] = field(default_factory=list)
    changes: list[SheetChange] = field(default_factory=list)
    agreement: str = ""
    overtaken: bool = False
    questions: list[Question] = field(default_factory=list)
    previews: list[Preview] = field(default_factory=list)
    waiting: bool = False

    @property
    def status(self) -> str:
        """What became of the files, in one word of INTERFACE."""
        return "refused" if self.refused else "waiting" if self.waiting else "stored"

    def to_json(self, language: str) -> dict[str, Any]:
        """Return the report as INTERFACE promises it."""
        return {
            name: list(value) if isinstance(value, Iterator) else value
            for name, value in self._said(language)
        }

    def json_text(self, language: str) -> Iterator[str]:
        """Yield the same as JSON, finding by finding: a large file may have a million."""
        before = "{"
        for name, value in self._said(language):
            yield f'{before}"{name}": '
            before = ", "
            if not isinstance(value, Iterator):
                yield _dumped(value)
                continue
            yield "["
            for at, one in enumerate(value):
                yield (", " if at else "") + _dumped(one)
            yield "]"
        yield "}"

    def _said(self, language: str) -> Iterator[tuple[str, Any]]:
        yield "status", self.status
        yield "batch", self.batch
        yield "accepted", self.accepted
        yield "errors", (finding.to_json(language) for finding in self.errors)
        yield "warnings", (finding.to_json(language) for finding in self.warnings)
        yield "notices", (notice.to(language) for notice in self.notices)


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def told(viewer: Viewer, template: Template) -> bool:
    """Return whether a reader may learn which rows of a sheet are stored already.

    A row of a person that is "the same" confirms a guess about that person (METHODS §6).
    """
    return sees_exact_people(viewer) or not of_people(template)


def of_sheet(viewer: Viewer, change: Change) -> SheetChange:
    """Return the change of a sheet as far as it is disclosed to a reader."""
    name, rows = change.template.name, change.rows + change.same
    if not told(viewer, change.template):
        return SheetChange(name, rows, None, None, None)
    shown: list[CellChange] = []
    emptied = 0
    for cell in _cells(change):
        emptied += cell.after is None
        if len(shown) < MOST_CELLS:
            shown.append(cell)
    return SheetChange(
        name, rows, len(change.new), len(change.changed), change.same, emptied, shown
    )


def _cells(change: Change) -> Iterator[CellChange]:
    """Yield every stored value that would change, row by row."""
    keys = [column.attribute for column in change.template.key]
    for values, before in change.changed:
        row = " · ".join(str(values[name]) for name in keys if values[name] not in (None, ""))
        for column in change.template.columns:
            old, new = before[column.attribute], values[column.attribute]
            if old != new:
                yield CellChange(row, column.name, _said(old), _said(new))


def _said(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def agreement(report: Report, changes: Iterable[Change], hashes: Iterable[str]) -> str:
    """Return a digest of what a report shows, and of the counts that its reader may not see."""
    counts = [(c.template.name, len(c.new), len(c.changed), c.same) for c in changes]
    said = [*sorted(hashes), report.batch, report.accepted, counts]
    digest = hashlib.sha256(json.dumps(said).encode())
    # One after another: a large file may have hundreds of thousands of warnings.
    for kind in ("errors", "warnings"):
        for finding in getattr(report, kind):
            digest.update(json.dumps([kind, finding.to_json(DEFAULT)]).encode())
    digest.update(json.dumps([notice.to(DEFAULT) for notice in report.notices]).encode())
    return digest.hexdigest()
