"""Findings in groups that stay readable when there are thousands: by rule first, then rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.desk.door import ImportFinding
from components.words import Joined
from data_access.language import Text


@dataclass(frozen=True)
class Group:
    """What one rule found in one column of one sheet."""

    findings: tuple[ImportFinding, ...]

    @property
    def first(self) -> ImportFinding:
        """One of them, to speak of all."""
        return self.findings[0]

    @property
    def one_message(self) -> bool:
        """Whether all say the same, so that it is enough to say it once."""
        return len({finding.message for finding in self.findings}) == 1

    @property
    def files(self) -> list[str]:
        """The files that it was found in."""
        return list(dict.fromkeys(finding.file for finding in self.findings))

    @property
    def has_rows(self) -> bool:
        """Whether it was found in rows, rather than in a whole sheet or file."""
        return any(finding.row is not None for finding in self.findings)


def grouped(findings: Iterable[ImportFinding]) -> list[Group]:
    """The findings by rule, sheet and column, in the order in which they were found."""
    groups: dict[tuple[str, str | None, str | None, str | None], list[ImportFinding]] = {}
    for finding in findings:
        # What is wrong with a whole file is a thing of its own.
        file = finding.file if finding.sheet is None else None
        key = (finding.rule, finding.sheet, finding.column, file)
        groups.setdefault(key, []).append(finding)
    return [Group(tuple(found)) for found in groups.values()]


def place(group: Group) -> Text:
    """Where a group was found: sheet and column, or the file."""
    first = group.first
    if first.sheet is None:
        return Text("{name}", name=first.file)
    if first.column is None:
        return Text("Hoja {sheet}", sheet=first.sheet)
    return Text("Hoja {sheet}, columna {column}", sheet=first.sheet, column=first.column)


def extent(group: Group) -> Text:
    """How many rows a group speaks of, and of how many files if there are several."""
    if not group.has_rows:
        return Text("")
    rows = Text("{count} fila", "{count} filas", len(group.findings))
    if len(group.files) == 1:
        return rows
    files = Text("en {count} archivo", "en {count} archivos", len(group.files))
    return Joined(rows, files)
