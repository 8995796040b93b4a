"""The content of the sheets after a call, and rules on rows that belong together.

A row of a sheet is judged beside those already stored and those that come in with it: the stages of
a person, the jobs that follow one another, a cohort's sessions and who came to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data_access.imports.import_findings import ImportFinding
from data_access.imports.sheet_checking import Table
from data_access.imports.sheet_description import Template
from data_access.imports.sight import EVERYTHING, Sight
from data_access.language import Text


@dataclass(frozen=True)
class Outlook:
    """Stored rows, as far as they are seen, overlaid with those of a call."""

    connection: Connection
    tables: dict[str, Table]
    templates: dict[str, Template]
    sight: Sight = EVERYTHING

    def rows(self, sheet: str, attribute: str, values: Iterable[str]) -> pd.DataFrame:
        """Return the rows of a sheet with one of the values in an attribute.

        Columns are the sheet's attributes and `position`, the row's place in the call's table; NaN
        for a stored row that the call leaves as it is.
        """
        template = self.templates[sheet]
        names = [column.attribute for column in template.columns]
        wanted = sorted({value for value in values if value})
        stored = list(self.sight.columns(self.connection, template, names, attribute, wanted))
        rows = pd.DataFrame(stored, columns=names, dtype=object).assign(position=np.nan)
        if sheet in self.tables:
            own = self.tables[sheet].frame[names]
            own = own.assign(position=own.index.astype(float))
            # Nothing is laid over where nothing is stored yet: a first import may be of millions.
            rows = self._over(rows, own, template) if stored else own
        kept = rows[attribute].isin(wanted)
        return (rows if kept.all() else rows[kept]).reset_index(drop=True)

    @staticmethod
    def _over(stored: pd.DataFrame, own: pd.DataFrame, template: Template) -> pd.DataFrame:
        key = [column.attribute for column in template.key]
        both = pd.concat([stored, own], ignore_index=True)
        return both.drop_duplicates(key, keep="last")

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
    connection: Connection,
    tables: dict[str, Table],
    templates: dict[str, Template],
    sight: Sight = EVERYTHING,
) -> Iterator[ImportFinding]:
    """Yield every finding of the rules on rows that belong together, as far as these are seen."""
    outlook = Outlook(connection, tables, templates, sight)
    for sheets, rule in RULES:
        if not sheets.isdisjoint(tables):
            yield from rule(outlook)
