"""The content of the sheets after a call, and rules on rows that belong together.

A row of a sheet is judged beside those already stored and those that come in with it: the stages of
a person, the jobs that follow one another, a cohort's sessions and who came to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.sheet_description import Template
from data_access.imports.sight import EVERYTHING, Sight
from data_access.language import Text

MOST_ROWS = 400_000  # of a sheet in pieces that are looked at together


@dataclass(frozen=True)
class Outlook:
    """Stored rows, as far as they are seen, overlaid with those of a call."""

    connection: Connection
    tables: dict[str, Table]
    templates: dict[str, Template]
    sight: Sight = EVERYTHING
    share: tuple[int, int] = (0, 1)  # of the groups of rows: which one of how many

    def own(self, groups: Iterable[str]) -> list[str]:
        """Return those of some groups, as of people or cohorts, that are looked at now.

        Many rows are looked at in shares. A group's rows are all in one of these, so that what
        a rule finds of it does not depend on their number.
        """
        at, shares = self.share
        return [group for group in groups if shares == 1 or hash(group) % shares == at]

    def shares(self) -> Iterator[Outlook]:
        """Yield the same for each share of the groups."""
        rows = max((table.length for table in self.tables.values() if table.folder), default=0)
        shares = 1 + rows // MOST_ROWS
        for at in range(shares):
            yield replace(self, share=(at, shares))

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
            own = self._of_call(sheet, attribute, wanted, rows)
            rows = self._over(rows, own, template)
        kept = rows[attribute].isin(wanted)
        return (rows if kept.all() else rows[kept]).reset_index(drop=True)

    def _of_call(
        self, sheet: str, attribute: str, wanted: list[str], stored: pd.DataFrame
    ) -> pd.DataFrame:
        """Return the call's rows of a sheet with their positions.

        Of a sheet in pieces they are those that are asked for, or that replace a stored one.
        """
        table, template = self.tables[sheet], self.templates[sheet]
        names = [column.attribute for column in template.columns]
        if table.folder is None:
            own = table.frame[names]
            return own.assign(position=own.index.astype(float))
        key = [column.attribute for column in template.key]
        replaced = set(stored[key].itertuples(index=False, name=None))
        parts = [pd.DataFrame(columns=names, dtype=object).assign(position=np.nan)]
        for piece in table.pieces() if wanted or replaced else ():
            kept = piece.frame[attribute].isin(wanted).to_numpy()
            if replaced:
                keys = piece.frame[key].itertuples(index=False, name=None)
                kept = kept | np.fromiter((one in replaced for one in keys), bool, piece.length)
            rows = piece.frame.loc[kept, names]
            parts.append(rows.assign(position=(rows.index + piece.start).astype(float)))
        return pd.concat(parts, ignore_index=True)

    @staticmethod
    def _over(stored: pd.DataFrame, own: pd.DataFrame, template: Template) -> pd.DataFrame:
        """Return stored rows under those of the call: of several under one key the last one."""
        key = [column.attribute for column in template.key]
        # Nothing is laid over where nothing is stored yet: a first import may be of millions.
        both = own if stored.empty else pd.concat([stored, own], ignore_index=True)
        earlier = both.duplicated(key, keep="last")
        if not earlier.any():
            return both
        return both[~(earlier & both[key].notna().all(axis=1))]

    def incoming(self, sheet: str, attribute: str) -> list[str]:
        """Return the groups looked at now that an attribute of the call's rows of a sheet names."""
        return list(self._named(sheet, attribute, self.own))

    def every(self, sheet: str, attribute: str) -> list[str]:
        """Return all that an attribute of the call's rows of a sheet names, if any."""
        return list(self._named(sheet, attribute, list))

    def _named(
        self, sheet: str, attribute: str, kept: Callable[[Iterable[str]], list[str]]
    ) -> dict[str, None]:
        found: dict[str, None] = {}
        for piece in self.tables[sheet].pieces() if sheet in self.tables else ():
            found |= dict.fromkeys(kept(v for v in piece.frame[attribute].unique() if v))
        return found

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
        for position in sorted(rows["position"].dropna()):
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
            for share in outlook.shares():
                yield from rule(share)
