"""The content of the sheets after a call, and rules on rows that belong together.

A row of a sheet is judged beside those already stored and those that come in with it: the stages of
a person, the jobs that follow one another, a cohort's sessions and who came to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from data_access.imports.import_findings import ImportFinding
from data_access.imports.sheet_checking import Table
from data_access.imports.sheet_description import Template
from data_access.imports.stored import chunks, table_of
from data_access.language import Text


@dataclass(frozen=True)
class Outlook:
    """Stored rows overlaid with those of a call."""

    connection: Connection
    tables: dict[str, Table]
    templates: dict[str, Template]

    def rows(self, sheet: str, attribute: str, values: Iterable[str]) -> pd.DataFrame:
        """Return the rows of a sheet with one of the values in an attribute.

        Columns are the sheet's attributes and `position`, the row's place in the call's table; None
        for a stored row that the call leaves as it is.
        """
        template = self.templates[sheet]
        names = [column.attribute for column in template.columns]
        table = table_of(template)
        wanted = sorted({value for value in values if value})
        stored = [
            tuple(row)
            for piece in chunks(wanted)
            for row in self.connection.execute(
                select(*(table.c[name] for name in names)).where(table.c[attribute].in_(piece))
            )
        ]
        frames = [pd.DataFrame(stored, columns=names, dtype=object).assign(position=None)]
        if sheet in self.tables:
            own = self.tables[sheet].frame[names]
            frames.append(own.assign(position=own.index.astype(object)))
        key = [column.attribute for column in template.key]
        both = pd.concat(frames, ignore_index=True).drop_duplicates(key, keep="last")
        return both[both[attribute].isin(wanted)].reset_index(drop=True)

    def incoming(self, sheet: str, attribute: str) -> list[str]:
        """Return the distinct values of an attribute in the call's rows of a sheet, if any."""
        if sheet not in self.tables:
            return []
        return [value for value in self.tables[sheet].frame[attribute].unique() if value]

    def findings(
        self,
        sheet: str,
        rows: pd.DataFrame,
        attribute: str,
        rule: str,
        text: Text,
        *,
        error: bool = False,
    ) -> Iterator[ImportFinding]:
        """Yield a finding at each of the rows (as `rows` gives them) that the call brings in."""
        for position in rows["position"].dropna():
            yield self.tables[sheet].finding(int(position), attribute, rule, text, error=error)


def present(rows: pd.DataFrame, others: pd.DataFrame, names: list[str]) -> np.ndarray:
    """Return which of the rows have, in the named columns, what one of the others has."""
    found: np.ndarray = rows.set_index(names).index.isin(others.set_index(names).index)
    return found


Rule = Callable[[Outlook], Iterator[ImportFinding]]
RULES: list[tuple[frozenset[str], Rule]] = []


def across(*sheets: str) -> Callable[[Rule], Rule]:
    """Register a rule that is checked when a call brings any of the sheets."""

    def register(rule: Rule) -> Rule:
        RULES.append((frozenset(sheets), rule))
        return rule

    return register


def check_together(
    connection: Connection, tables: dict[str, Table], templates: dict[str, Template]
) -> Iterator[ImportFinding]:
    """Yield every finding of the rules on rows that belong together."""
    outlook = Outlook(connection, tables, templates)
    for sheets, rule in RULES:
        if not sheets.isdisjoint(tables):
            yield from rule(outlook)
