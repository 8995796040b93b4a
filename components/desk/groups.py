"""Findings in groups that stay readable when there are thousands: first by rule, then by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.desk.door import ImportFinding
from components.words import Joined
from data_access.language import Text


@dataclass(frozen=True)
class Group:
    """The findings of one rule in one column of one sheet."""

    findings: tuple[ImportFinding, ...]

    @property
    def first(self) -> ImportFinding:
        """One finding that represents all."""
        return self.findings[0]

    @property
    def one_message(self) -> bool:
        """Whether all have the same message, so that it is enough to show it once."""
        return len({finding.message for finding in self.findings}) == 1

    @property
    def files(self) -> list[str]:
        """The files with findings of the group."""
        return list(dict.fromkeys(finding.file for finding in self.findings))

    @property
    def has_rows(self) -> bool:
        """Whether the findings are of rows, rather than of a whole sheet or file."""
        return any(finding.row is not None for finding in self.findings)


def grouped(findings: Iterable[ImportFinding]) -> list[Group]:
    """Return the findings by rule, sheet and column, in the order in which they were found."""
    groups: dict[tuple[str, str | None, str | None, str | None], list[ImportFinding]] = {}
    for finding in findings:
        # Findings on a whole file form one group for each file.
        file = finding.file if finding.sheet is None else None
        key = (finding.rule, finding.sheet, finding.column, file)
        groups.setdefault(key, []).append(finding)
    return [Group(tuple(found)) for found in groups.values()]


def place(group: Group) -> Text:
    """Return where a group was found: sheet and column, or the file."""
    first = group.first
    if first.sheet is None:
        return Text("{name}", name=first.file)
    if first.column is None:
        return Text("Hoja {sheet}", sheet=first.sheet)
    return Text("Hoja {sheet}, columna {column}", sheet=first.sheet, column=first.column)


def extent(group: Group) -> Text:
    """Return how many rows a group covers, and of how many files if there are several."""
    if not group.has_rows:
        return Text("")
    rows = Text("{count} fila", "{count} filas", len(group.findings))
    if len(group.files) == 1:
        return rows
    files = Text("en {count} archivo", "en {count} archivos", len(group.files))
    return Joined(rows, files)
