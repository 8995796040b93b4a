"""The sets of people behind the rows of an answer: one set per row, each counted by itself.

A crowd is a frame of groups of people, by place and by no more than what a question asks for, with
the sums of their keys. It gives the set of any place and codes, and the wider sets that a protected
figure is compared with. Nothing is ever added up from shown numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Subquery

from data_access import classifications, lists, territory
from data_access.answers.frames import by_place, cells_of, in_one_place, lives_in, tally_of
from data_access.disclosure import NOBODY, Group
from data_access.facts.people import PEOPLE, UNKNOWN, WHOLE, Facts
from data_access.record_keys import whole
from data_access.scope import Scope

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


def asked_for(scope: Scope, filters: Codes) -> dict[str, str]:
    """Return the attributes that a question divides people by or filters on, with their columns."""
    names = sorted({*scope.by, *filters})
    return {name: ATTRIBUTES[name][0] for name in names if name in ATTRIBUTES}


@dataclass(frozen=True)
class Crowd:
    """Groups of people by `territory` and dimensions, from which sets can be selected.

    `frame`: columns `territory`, the dimensions, `persons`, `key_high` and `key_low`. Where it has
    a `part` dimension, rows with WHOLE there count each person once over all parts.
    """

    frame: pd.DataFrame
    part: str | None = None
    filters: Codes = field(default_factory=dict)

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
        """Return the groups of the crowd behind a row's set, for more than counting."""
        codes = {**self.filters, **row}
        if self.part is not None:
            codes.setdefault(self.part, WHOLE)
        return rows_behind(self.frame, self.filters, codes)

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
        rows = self.frame
        if self.part is not None:
            whole_only = rows[self.part] == WHOLE
            rows = rows[~whole_only if self.part in names else whole_only]
        # Groups are few: adding them up in Python takes a tenth of what pandas takes to begin.
        sums: dict[Any, tuple[int, int, int]] = {}
        columns = (rows[name].tolist() for name in (*names, *PEOPLE))
        for *codes, persons, high, low in zip(*columns, strict=True):
            before = sums.get(key := tuple(codes), (0, 0, 0))
            sums[key] = (before[0] + persons, before[1] + high, before[2] + low)
        return {
            codes: Group(persons, whole(high, low)) for codes, (persons, high, low) in sums.items()
        }


def residents(
    connection: Connection,
    people: FromClause,
    scope: Scope,
    columns: Mapping[str, str],
    conditions: Sequence[ColumnElement[bool]] = (),
    sums: Sequence[str] = (),
) -> pd.DataFrame:
    """Return the groups of a crowd: people who live in a place, by it and by some columns."""
    dimensions = by_place(people.c.canton_code, scope)
    dimensions |= {name: people.c[column] for name, column in columns.items()}
    lives = lives_in(people.c.canton_code, scope)
    return in_one_place(
        cells_of(connection, people, dimensions, [*lives, *conditions], sums), scope
    )


def rows_of_residents(
    connection: Connection,
    rows: FromClause,
    scope: Scope,
    columns: Mapping[str, str],
    sums: Sequence[str] = (),
) -> pd.DataFrame:
    """Return how many rows, not people, are about people who live in a place, by some columns."""
    dimensions = by_place(rows.c.canton_code, scope)
    dimensions |= {name: rows.c[column] for name, column in columns.items()}
    lives = lives_in(rows.c.canton_code, scope)
    return in_one_place(tally_of(connection, rows, dimensions, lives, sums), scope)


def crowd_of(
    connection: Connection,
    facts: Facts,
    scope: Scope,
    filters: Codes,
    part: str | None = None,
    by: Sequence[str] = (),
) -> Crowd:
    """Return the different people behind some facts, each counted once however many they have.

    They live in the place. The crowd is divided by what the question asks for, and by the columns
    `by`, such as flags of the facts. `part` is the dimension that their parts stand for.
    """
    columns = columns_of(scope, filters, part) | {name: name for name in by}
    sums = [name for name in facts.figures if name not in by]
    found = [
        residents(connection, people, scope, columns, sums=sums)
        for people in _people(facts, scope, filters, part)
    ]
    return Crowd(pd.concat(found, ignore_index=True), part, filters)


def crowd_within(
    connection: Connection, facts: Facts, scope: Scope, filters: Codes, part: str | None = None
) -> Crowd:
    """Return the same of facts that say themselves within which `territory` each is to count."""
    columns = columns_of(scope, filters, part) | {"territory": "territory"}
    found = [
        cells_of(connection, people, {name: people.c[own] for name, own in columns.items()})
        for people in _people(facts, scope, filters, part)
    ]
    return Crowd(pd.concat(found, ignore_index=True), part, filters)


def _people(facts: Facts, scope: Scope, filters: Codes, part: str | None) -> Iterator[Subquery]:
    """Yield the people of the whole and, where a scope asks for parts, of each part."""
    yield facts.people(by_part=False).subquery()
    if part is not None and part in {*scope.by, *filters}:
        yield facts.people(by_part=True).subquery()


def columns_of(scope: Scope, filters: Codes, part: str | None = None) -> dict[str, str]:
    """Return the columns of a crowd: the attributes that a scope asks for, and its part."""
    return asked_for(scope, filters) | ({} if part is None else {part: "part"})


def people_alone(
    connection: Connection, facts: Facts, by: Sequence[str] = (), sums: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the different people behind some facts, wherever they live and whatever they are.

    They are divided by the columns `by`; with `part` among these, each counts once in each part.
    """
    people = facts.people("part" in by).subquery()
    return cells_of(connection, people, {name: people.c[name] for name in by}, sums=sums)


def one_group(frame: pd.DataFrame) -> Group:
    """Return groups of people, none of whom is in two of them, as one set."""
    persons, high, low = (int(frame[name].sum()) for name in PEOPLE)
    return Group(persons, whole(high, low))


def rows_behind(frame: pd.DataFrame, filters: Codes, row: Codes) -> pd.DataFrame:
    """Return the rows of a frame behind a row of an answer: of its place, codes and filters."""
    kept = np.full(len(frame), True)
    for codes in (filters, row):
        for name, code in codes.items():
            kept &= (frame[name] == code).to_numpy(bool)
    return frame[kept]
