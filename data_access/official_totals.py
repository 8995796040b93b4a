"""Exact totals of people that may be published: of a measure, a place and a year that is over.

METHODS §6: a mayor must see the number in the press release. A total without any personal attribute
may be exact where it, and every difference between totals that were ever published, is 0 or at
least 25: a place less the places within it, a year against another of the same place, a number
against the one published before late data came in. Since places nest, this family is small enough
to be examined whole. A total of nobody is never published: where some are, a missing one would
disclose that somebody is there.

25 and not 10: an exact number that small can be made up of two or three shown sets, each known to
hold 5 people at least, and then discloses each of them. `make attack` found that in 6 of 200
programmes with 10, and in none with 25.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from data_access import territory
from data_access.language import Text
from data_access.tables import OfficialTotal

LEAST_APART = 25
ELSEWHERE = "official_totals"  # an option of a connection to a copy of the data: another one
Totals = dict[str, int]  # persons by place

TOO_FEW = Text("Menos de {least} personas.", least=LEAST_APART)
SAME = Text("Ya publicado, sin cambios.")


@dataclass(frozen=True)
class Tree:
    """Places of which any two are nested or disjoint; `parent` of each but the top."""

    parent: Mapping[str, str]

    def above(self, place: str) -> list[str]:
        """Return the places that a place lies in, the nearest first."""
        found = []
        while place in self.parent:
            place = self.parent[place]
            found.append(place)
        return found

    def cover(self, place: str, known: Iterable[str]) -> list[str]:
        """Return the largest of the known places within a place; they cover all known ones."""
        inside = {one for one in known if place in self.above(one)}
        return sorted(one for one in inside if not inside.intersection(self.above(one)))


@dataclass(frozen=True)
class Told:
    """All totals of a measure and a year that were ever published.

    `releases` holds those of each release, in order; `other_years` (year, persons) of the same
    places in other years.
    """

    releases: Sequence[Mapping[str, int]] = ()
    other_years: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    @property
    def now(self) -> Totals:
        """The last number published of each place."""
        return {place: persons for new in self.releases for place, persons in new.items()}

    def beside(self, at: int) -> dict[str, set[int]]:
        """Return what is known beside a number published at a release.

        That is all published until then and, of places not published before, what was published
        first.
        """
        found: dict[str, set[int]] = {}
        for later, new in enumerate(self.releases):
            for place, persons in new.items():
                if later <= at or place not in found:
                    found.setdefault(place, set()).add(persons)
        return found

    def and_now(self, new: Mapping[str, int]) -> Told:
        """Return the same with one more release."""
        return Told((*self.releases, new), self.other_years)


@dataclass(frozen=True)
class Verdict:
    """Whether a total can be published; `reason` says why not."""

    place: str
    persons: int
    reason: Text | None = None

    @property
    def releasable(self) -> bool:
        """Whether it joins the next release."""
        return self.reason is None


def audit(totals: Mapping[str, int], told: Told, tree: Tree) -> list[Verdict]:
    """Return which of a year's totals may be published now.

    The order given decides who comes first. No number passes that breaks the rule together with any
    other that was ever published.
    """
    new: Totals = {}
    found = []
    for place, persons in totals.items():
        reason = (
            TOO_FEW
            if persons < LEAST_APART
            else SAME
            if told.now.get(place) == persons
            else _against(place, persons, told, told.and_now({**new, place: persons}), tree)
        )
        if reason is None:
            new[place] = persons
        found.append(Verdict(place, persons, reason))
    return found


def _against(place: str, persons: int, told: Told, then: Told, tree: Tree) -> Text | None:
    """Return why a new total of a place would disclose too much, or None.

    `then` is all published with it.
    """
    for earlier in told.beside(len(told.releases)).get(place, ()):
        if too_near(persons - earlier):
            return Text(
                "Difiere en menos de {least} del total ya publicado ({persons}).",
                least=LEAST_APART,
                persons=earlier,
            )
    for year, other in told.other_years.get(place, ()):
        if too_near(persons - other):
            return Text(
                "Difiere en menos de {least} del total de {year}.",
                least=LEAST_APART,
                year=str(year),
            )
    for wide in (place, *tree.above(place)):
        if _tells_of_the_rest(wide, then, tree):
            return Text(
                "Dejaría ver a menos de {least} personas en otra parte de {place}.",
                least=LEAST_APART,
                place=territory.name(wide) if territory.is_known(wide) else wide,
            )
    return None


def too_near(difference: int) -> bool:
    """Return whether a difference may not be disclosed: it is not 0 and under 25."""
    return 0 < abs(difference) < LEAST_APART


def _tells_of_the_rest(wide: str, told: Told, tree: Tree) -> bool:
    """Return whether the totals of a place and of those within it disclose few elsewhere in it."""
    for at, new in enumerate(told.releases):
        if wide in new:
            known = told.beside(at)
            most, _ = _sums_within(wide, known, tree, 1)
            # Numbers published later may add up to more than this one.
            limit = LEAST_APART + max(0, most - new[wide])
            _, short = _sums_within(wide, known, tree, limit)
            if any(too_near(new[wide] - most + less) for less in short):
                return True
    return _tells_who_came(wide, told, tree)


def _sums_within(
    wide: str, known: Mapping[str, set[int]], tree: Tree, limit: int
) -> tuple[int, set[int]]:
    """Return the largest sum of numbers of disjoint places within one, and the distances to it.

    The distances are by how much less other such sums are, as far as this is under a limit.
    """
    most, short = 0, {0}
    for place in tree.cover(wide, known):
        within, less = _sums_within(place, known, tree, limit)
        largest = max(within, *known[place])
        # The place itself, as published at any time; the sums within it; or nothing of it.
        options = {largest - own for own in (*known[place], 0)}
        options |= {largest - within + each for each in less}
        most += largest
        short = {one + two for one in short for two in options if one + two < limit}
    return most, short


def _tells_who_came(wide: str, told: Told, tree: Tree) -> bool:
    """Return whether it can be inferred that a few came since an earlier release.

    They are of the rest of the place, outside those places that are in both releases.
    """
    after = told.now
    for at in range(1, len(told.releases)):
        before = Told(told.releases[:at]).now
        if wide in before:
            both = tree.cover(wide, before.keys() & after.keys())
            grew = [after[place] - before[place] for place in (wide, *both)]
            if too_near(grew[0] - sum(grew[1:])):
                return True
    return False


def places() -> Tree:
    """Return the country, its provinces and their cantons.

    What is left of a province beside one canton lies between the province and its other cantons.
    """
    parent = {}
    for province in territory.PROVINCES:
        parent[province] = territory.COUNTRY
        parent |= dict.fromkeys(territory.cantons_of(province), province)
    for rest in territory.RESTS:
        parent[rest] = str(territory.parent(rest))
        parent |= dict.fromkeys(territory.cantons_of(rest), rest)
    return Tree(parent)


def in_order() -> tuple[str, ...]:
    """Return the places in the order in which their totals are considered.

    Those whose governments wait for theirs come before the country, which would keep one of them
    from being published.
    """
    return (
        *territory.PROVINCES,
        *territory.RESTS.values(),
        *territory.RESTS,
        *(canton for canton in territory.CANTONS if canton not in territory.RESTS.values()),
        territory.COUNTRY,
    )


def told(connection: Connection, measure: str, year: int) -> Told:
    """Return all that was ever published of a measure, as `audit` needs it for a year."""
    rows = connection.execute(
        select(OfficialTotal).filter_by(measure=measure).order_by(OfficialTotal.released_at)
    )
    releases: dict[dt.datetime, Totals] = {}
    others: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        if row.year == year:
            releases.setdefault(row.released_at, {})[row.territory_code] = row.persons
        else:
            others.setdefault(row.territory_code, []).append((row.year, row.persons))
    return Told(tuple(releases.values()), others)


@dataclass(frozen=True)
class Official:
    """A total as it was published last, and when."""

    persons: int
    released_at: dt.datetime


def official(connection: Connection, measure: str, year: int) -> dict[str, Official]:
    """Return the official total of each place that has one.

    They are read on the connection that the option ELSEWHERE names, if it is there.
    """
    there = connection.get_execution_options().get(ELSEWHERE, connection)
    rows = there.execute(
        select(OfficialTotal)
        .filter_by(measure=measure, year=year)
        .order_by(OfficialTotal.released_at)
    )
    return {row.territory_code: Official(row.persons, row.released_at) for row in rows}


def newest(connection: Connection) -> int:
    """Return the number of the official total that was released last, 0 without any."""
    return int(connection.scalar(select(func.max(OfficialTotal.id))) or 0)
