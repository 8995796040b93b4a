"""Findings in a dozen bytes each: a mistake that a million rows share is held once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np

from data_access.imports.import_findings import ImportFinding


class Findings(Sequence[ImportFinding]):
    """A list of findings, each made when it is asked for."""

    def __init__(self, findings: Iterable[ImportFinding] = ()) -> None:
        """Begin with some."""
        # Of each finding: what it shares with others, the row (0 for none) and the value.
        self._kind, self._row, self._value = array("i"), array("q"), array("i")
        self._kinds: dict[tuple[Any, ...], int] = {}
        self._shared: list[tuple[Any, ...]] = []
        self._values: dict[str | None, int] = {}
        self._said: list[str | None] = []
        self.extend(findings)

    def append(self, one: ImportFinding) -> None:
        """Add a finding."""
        # Sentences that speak of different things have one hash: what they speak of tells apart.
        key = (one.file, one.sheet, one.column, one.rule, one.error, *one.message)
        kind = self._kinds.setdefault(key, len(self._shared))
        if kind == len(self._shared):
            shared = (one.file, one.sheet, one.column, one.rule, one.message, one.error)
            self._shared.append(shared)
        self._kind.append(kind)
        self._row.append(one.row or 0)
        at = self._values.setdefault(one.value, len(self._said))
        if at == len(self._said):
            self._said.append(one.value)
        self._value.append(at)

    def extend(self, findings: Iterable[ImportFinding]) -> None:
        """Add findings as they come."""
        for one in findings:
            self.append(one)

    def __iadd__(self, findings: Iterable[ImportFinding]) -> Findings:
        """Add findings as they come."""
        self.extend(findings)
        return self

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._kind)

    @overload
    def __getitem__(self, at: int) -> ImportFinding: ...
    @overload
    def __getitem__(self, at: slice) -> list[ImportFinding]: ...
    def __getitem__(self, at: int | slice) -> ImportFinding | list[ImportFinding]:
        """Return a finding, or some of them."""
        if isinstance(at, slice):
            return [self._made(i) for i in range(*at.indices(len(self)))]
        return self._made(range(len(self))[at])

    def __iter__(self) -> Iterator[ImportFinding]:
        """Yield them in their order."""
        return map(self._made, range(len(self)))

    def __delitem__(self, at: slice) -> None:
        """Take some out."""
        for cells in (self._kind, self._row, self._value):
            del cells[at]

    def __eq__(self, other: object) -> bool:
        """Return whether another list has the same findings in the same order."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(ImportFinding.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Return them as a list shows them."""
        return repr(list(self))

    def clear(self) -> None:
        """Take all out."""
        self.__init__()  # type: ignore[misc]

    def sort(self) -> None:
        """Put them into the order in which somebody reads the files: sheet, row, column."""
        sheets = _ranks([(file, sheet or "") for file, sheet, *_rest in self._shared])
        columns = _ranks([column or "" for _file, _sheet, column, *_rest in self._shared])
        kinds = np.array(self._kind, np.int32)
        order = np.lexsort((columns[kinds], np.array(self._row), sheets[kinds]))
        for cells in (self._kind, self._row, self._value):
            cells[:] = array(cells.typecode, np.array(cells)[order].tobytes())

    def _made(self, at: int) -> ImportFinding:
        file, sheet, column, rule, message, error = self._shared[self._kind[at]]
        value = self._said[self._value[at]]
        return ImportFinding(
            file, sheet, self._row[at] or None, column, value, rule, message, error
        )


def _ranks(keys: list[Any]) -> np.ndarray:
    place = {key: at for at, key in enumerate(sorted(set(keys)))}
    return np.asarray([place[key] for key in keys], np.int32)
