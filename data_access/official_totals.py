"""Totals of people that may be told exactly: of a measure, a place and a year that is over.

METHODS §6: a mayor must see the number in the press release. A total without any personal
attribute may be exact where it, and every difference between totals that were ever told, is 0 or
at least 10: a place less the places within it, a year against another of the same place, a number
against the one told before late data came in. Since places nest, this family is small enough to
be looked through whole. A total of nobody is never told: where some are, a missing one would tell
that somebody is there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from data_access import territory
from data_access.language import Text
from data_access.tables import OfficialTotal

LEAST_APART = 10
Totals = dict[str, int]  # persons by place

TOO_FEW = Text("Menos de {least} personas.", least=LEAST_APART)
SAME = Text("Ya publicado, sin cambios.")


@dataclass(frozen=True)
class Tree:
    """Places of which any two lie one within the other or apart; `parent` of each but the top."""

    parent: Mapping[str, str]

    def above(self, place: str) -> list[str]:
        """The places that a place lies in, the nearest first."""
        found = []
        while place in self.parent:
            place = self.parent[place]
            found.append(place)
        return found

    def cover(self, place: str, known: Iterable[str]) -> list[str]:
        """The largest of the known places within a place; together they cover all known ones."""
        inside = {one for one in known if place in self.above(one)}
        return sorted(one for one in inside if not inside.intersection(self.above(one)))


@dataclass
class Told:
    """All totals of a measure and a year that were ever told: what held after each release, and
    (year, persons) of the same places in other years."""

    states: Sequence[Totals] = ()
    other_years: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    @property
    def now(self) -> Totals:
        """What holds now: the last number told of each place."""
        return dict(self.states[-1]) if self.states else {}


def far_enough(difference: int) -> bool:
    """Whether a difference may be told."""
    return difference == 0 or abs(difference) >= LEAST_APART


@dataclass(frozen=True)
class Verdict:
    """Whether a total can be told; `reason` says why not."""

    place: str
    persons: int
    reason: Text | None = None

    @property
    def releasable(self) -> bool:
        """Whether it joins the next release."""
        return self.reason is None


def audit(totals: Mapping[str, int], told: Told, tree: Tree) -> list[Verdict]:
    """What of a year's totals may be told now, in the order given, which decides who comes first.

    Never says yes to a number that breaks the rule together with any other that was ever told.
    """
    state = told.now
    found = []
    for place, persons in totals.items():
        reason = (
            TOO_FEW
            if persons < LEAST_APART
            else SAME
            if state.get(place) == persons
            else _against(place, state | {place: persons}, told, tree)
        )
        if reason is None:
            state[place] = persons
        found.append(Verdict(place, persons, reason))
    return found


def _against(place: str, state: Totals, told: Told, tree: Tree) -> Text | None:
    """Why the state with a new total of `place` tells too much, if it does."""
    persons = state[place]
    for earlier in told.states:
        if place in earlier and not far_enough(persons - earlier[place]):
            return Text(
                "Difiere en menos de {least} del total ya publicado ({persons}).",
                least=LEAST_APART,
                persons=earlier[place],
            )
    for year, other in told.other_years.get(place, ()):
        if not far_enough(persons - other):
            return Text(
                "Difiere en menos de {least} del total de {year}.",
                least=LEAST_APART,
                year=str(year),
            )
    states = [*told.states, state]
    for wide in (place, *tree.above(place)):
        if any(not far_enough(rest) for rest in _rests(wide, states, tree)):
            return Text(
                "Dejaría ver a menos de {least} personas en otra parte de {place}.",
                least=LEAST_APART,
                place=territory.name(wide) if territory.is_known(wide) else wide,
            )
    return None


def _rests(wide: str, states: Sequence[Totals], tree: Tree) -> Iterable[int]:
    """Everything that can be worked out of what lies between a place and others within it.

    Whole numbers of earlier releases beside new ones of the places within, and the other way
    round; what is left beside all of them; and what came to that since.
    """
    now = states[-1]
    for state in states:
        for one, other in ((state, now), (now, state)):
            if wide in one:
                inside = [place for place in other if wide in tree.above(place)]
                yield from (one[wide] - other[place] for place in inside)
                cover = tree.cover(wide, other)
                yield one[wide] - sum(other[place] for place in cover)
        if wide in state and wide in now:
            cover = tree.cover(wide, state.keys() & now.keys())
            before, after = (
                each[wide] - sum(each[place] for place in cover) for each in (state, now)
            )
            yield after - before


def places() -> Tree:
    """The country, its provinces and their cantons; what is left of a province beside one canton
    lies between the province and its other cantons."""
    parent = {}
    for province in territory.PROVINCES:
        parent[province] = territory.COUNTRY
        parent |= dict.fromkeys(territory.cantons_of(province), province)
    for rest in territory.RESTS:
        parent[rest] = str(territory.parent(rest))
        parent |= dict.fromkeys(territory.cantons_of(rest), rest)
    return Tree(parent)


def in_order() -> tuple[str, ...]:
    """The places in the order in which their totals are considered: those whose governments wait
    for theirs before the country, which would keep one of them from being told."""
    return (
        *territory.PROVINCES,
        *territory.RESTS.values(),
        *territory.RESTS,
        *(canton for canton in territory.CANTONS if canton not in territory.RESTS.values()),
        territory.COUNTRY,
    )


def told(connection: Connection, measure: str, year: int) -> Told:
    """All that was ever told of a measure, as `audit` needs it for a year."""
    rows = connection.execute(
        select(OfficialTotal).filter_by(measure=measure).order_by(OfficialTotal.released_at)
    )
    states: dict[dt.datetime, Totals] = {}
    others: dict[str, list[tuple[int, int]]] = {}
    state: Totals = {}
    for row in rows:
        if row.year == year:
            state = state | {row.territory_code: row.persons}
            states[row.released_at] = state
        else:
            others.setdefault(row.territory_code, []).append((row.year, row.persons))
    return Told(tuple(states.values()), others)


@dataclass(frozen=True)
class Official:
    """A total as it was told last, and when."""

    persons: int
    released_at: dt.datetime


def official(connection: Connection, measure: str, year: int) -> dict[str, Official]:
    """The official total of each place that has one."""
    rows = connection.execute(
        select(OfficialTotal)
        .filter_by(measure=measure, year=year)
        .order_by(OfficialTotal.released_at)
    )
    return {row.territory_code: Official(row.persons, row.released_at) for row in rows}
