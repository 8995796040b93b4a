"""The sets of people behind the rows of an answer: one set per row, each counted by itself.

A crowd is a frame of people (or of cells that add up) with a canton, attributes and keys. It gives
the set of any place and codes, and the wider sets that a protected figure is compared with. Nothing
is ever added up from shown numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement

from data_access import classifications, lists, territory
from data_access.disclosure import NOBODY, Group
from data_access.record_keys import whole
from data_access.scope import Scope
from data_access.summaries import PEOPLE, UNKNOWN
from data_access.summaries.people import attributes
from data_access.summaries.reach import WHOLE

Codes = Mapping[str, str]
# A dimension of INTERFACE, the column that holds it, and every code it always shows.
ATTRIBUTES: dict[str, tuple[str, Sequence[str]]] = {
    "sexo": ("sex", list(lists.SEX)),
    "grupo_edad": ("age_group", list(lists.AGE_GROUPS)),
    "nacionalidad": ("nationality", list(lists.NATIONALITIES)),
    "situacion": ("mobility_status", list(lists.MOBILITY)),
}
OCCUPATION: dict[str, tuple[str, Sequence[str]]] = {
    "ciuo2": ("isco2", [*classifications.OCCUPATIONS, UNKNOWN]),
}
CHANNEL = "canal"
# Attributes that disclose something about everyone in a set if all of a wider set have them. The
# fair, course or place that somebody came to does not: it is where the counting is done.
TELLING = (*ATTRIBUTES, *OCCUPATION, CHANNEL)


def places_of(scope: Scope) -> Sequence[str]:
    """Return the places of an answer's rows: the one asked about, or those within it."""
    return territory.children(scope.territory) if "territory" in scope.by else [scope.territory]


def rows_of(scope: Scope, codes: Mapping[str, Iterable[str]]) -> list[dict[str, str]]:
    """Return every row of a breakdown, whether or not anybody is in it: its place and codes."""
    asked = [name for name in scope.by if name != "territory"]
    return [
        {"territory": place, **dict(zip(asked, combination, strict=True))}
        for place in places_of(scope)
        for combination in product(*(codes[name] for name in asked))
    ]


@dataclass(frozen=True)
class Crowd:
    """People by `canton` and dimensions, from which sets can be selected.

    `frame`: columns `canton`, the dimensions, `persons`, `key_high` and `key_low`. Where it has a
    `part` dimension, rows with WHOLE there count each person once over all parts. `places` are
    those that may be asked for; no two of them overlap.
    """

    frame: pd.DataFrame
    places: Sequence[str]
    part: str | None = None
    filters: Codes = field(default_factory=dict)

    @cached_property
    def _placed(self) -> pd.DataFrame:
        of = {c: place for place in self.places for c in territory.cantons_of(place)}
        placed = self.frame.assign(territory=self.frame["canton"].map(of))
        return placed[placed["territory"].notna()]

    @cached_property
    def _tables(self) -> dict[tuple[str, ...], dict[Any, Group]]:
        return {}

    def having(self, kept: pd.Series[bool]) -> Crowd:
        """Return those of the crowd who satisfy a condition."""
        return replace(self, frame=self.frame[kept])

    def group(self, row: Codes) -> Group:
        """Return the people of a row: its place and codes, and the filters of the question."""
        if any(row.get(name, code) != code for name, code in self.filters.items()):
            return NOBODY
        return self._group({**self.filters, **row})

    def members(self, row: Codes) -> pd.DataFrame:
        """Return the rows of the crowd behind a row's set, for more than counting."""
        rows = self._placed
        codes = {**self.filters, **row}
        if self.part is not None:
            codes.setdefault(self.part, WHOLE)
        if any(row.get(name, code) != code for name, code in self.filters.items()):
            return rows.iloc[:0]
        kept = pd.Series(True, index=rows.index)
        for name, code in codes.items():
            kept &= rows[name] == code
        return rows[kept]

    def wider(self, row: Codes) -> list[Group]:
        """Return the sets that the same question without one of its attributes would give."""
        codes = {**self.filters, **row}
        return [
            self._group({other: code for other, code in codes.items() if other != name})
            for name in codes
            if name in TELLING
        ]

    def _group(self, codes: Codes) -> Group:
        names = tuple(sorted(codes))
        if names not in self._tables:
            self._tables[names] = self._table(names)
        return self._tables[names].get(tuple(codes[name] for name in names), NOBODY)

    def _table(self, names: tuple[str, ...]) -> dict[Any, Group]:
        rows = self._placed
        if self.part is not None:
            whole_only = rows[self.part] == WHOLE
            rows = rows[~whole_only if self.part in names else whole_only]
        sums = rows.groupby(list(names), observed=True)[list(PEOPLE)].sum()
        keys = (codes if isinstance(codes, tuple) else (codes,) for codes in sums.index)
        return {
            codes: Group(int(persons), whole(int(high), int(low)))
            for codes, (persons, high, low) in zip(
                keys, sums.itertuples(index=False, name=None), strict=True
            )
        }


def crowd_of(rows: pd.DataFrame, scope: Scope, filters: Codes, part: str | None = None) -> Crowd:
    """Return the different people of some rows, each counted once however many rows they have.

    `rows`: columns `person`, `canton`, the dimensions and the key halves, ordered so
    that the first row of a person gives that person's attributes.
    """
    once = rows.drop_duplicates("person").assign(persons=1)
    if part is not None:
        by_part = rows.drop_duplicates(["person", part]).assign(persons=1)
        once = pd.concat([once.assign(**{part: WHOLE}), by_part])
    return Crowd(once, places_of(scope), part, filters)


def people_alone(rows: pd.DataFrame) -> Group:
    """Return the different people of some rows, as one set, wherever they live."""
    once = rows.drop_duplicates("person")
    keys = (int(once[name].sum()) for name in PEOPLE[1:])
    return Group(len(once), whole(*keys))


def rows_behind(frame: pd.DataFrame, filters: Codes, row: Codes) -> pd.DataFrame:
    """Return the rows of a frame, not the people, behind a row of an answer.

    They are of its place and its codes, and pass the question's filters.
    """
    kept = frame["canton"].isin(set(territory.cantons_of(row["territory"])))
    for codes in (filters, row):
        for name, code in codes.items():
            if name != "territory":
                kept &= frame[name] == code
    return frame[kept]


def described(day: Any) -> list[ColumnElement[Any]]:
    """Return a person's canton, attributes in the year of `day`, and key halves, as SQL columns."""
    names = {"canton_code": "canton", "record_key_high": "key_high", "record_key_low": "key_low"}
    names |= {column: name for name, (column, _) in ATTRIBUTES.items()}
    return [column.label(names[column.name]) for column in attributes(day)]
