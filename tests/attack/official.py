"""Official totals of a programme, released as ours are, and what a reader makes of them."""

from __future__ import annotations

from data_access.official_totals import Told, Totals, Tree, audit
from tests.attack.attacker import Attacker
from tests.attack.programmes import YEAR, YEAR_AGAIN, Places, Programme

RELEASES = (YEAR, YEAR_AGAIN)


def tree(places: Places) -> Tree:
    """The places of a programme, each within the smallest that holds it."""
    parent = {}
    for own, name in enumerate(places.names):
        # A province may have one canton: then the province, which comes first, holds it.
        size = places.members.sum(axis=1).tolist()
        above = [
            at
            for at in range(len(places.names))
            if own in places.below(at) and (size[at], own) > (size[own], at)
        ]
        if above:
            smallest = min(above, key=lambda at: int(places.members[at].sum()))
            parent[name] = places.names[smallest]
    return Tree(parent)


def order(places: Places) -> list[str]:
    """Provinces, the canton that has a rest, the rest, the other cantons, the country."""
    country, one, other, first, *cantons, rest = places.names
    return [one, other, first, rest, *cantons, country]


def released(found: Programme) -> list[Totals]:
    """The totals told at each release, by place."""
    told: list[Totals] = []
    new: list[Totals] = []
    for time in RELEASES:
        persons = found.persons[()][:, time]
        totals = {
            name: int(persons[found.places.names.index(name)]) for name in order(found.places)
        }
        verdicts = audit(totals, Told(told), tree(found.places))
        new.append({verdict.place: verdict.persons for verdict in verdicts if verdict.releasable})
        told.append({**(told[-1] if told else {}), **new[-1]})
    return new


def learn(attacker: Attacker, releases: list[Totals]) -> None:
    """What was told is known; what was not told may be only what could not be told."""
    places, inside = attacker.places, tree(attacker.places)
    told: list[Totals] = []
    for time, new in zip(RELEASES, releases, strict=True):
        state = dict(told[-1]) if told else {}
        for name in order(places):
            at = places.names.index(name)
            if name in new:
                attacker.learn((), at, time, new[name], new[name])
                state[name] = new[name]
                continue
            low, high = attacker.low[()][at, time], attacker.high[()][at, time]
            so_far = Told([*told, dict(state)])
            possible = [
                persons
                for persons in range(int(low), int(high) + 1)
                if not audit({name: persons}, so_far, inside)[0].releasable
            ]
            attacker.learn((), at, time, possible[0], possible[-1])
        told.append(state)
