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
    told = Told()
    for time in RELEASES:
        persons = dict(zip(found.places.names, found.persons[()][:, time].tolist(), strict=True))
        totals = {name: persons[name] for name in order(found.places)}
        verdicts = audit(totals, told, tree(found.places))
        told = told.and_now({v.place: v.persons for v in verdicts if v.releasable})
    return [dict(new) for new in told.releases]


def learn(attacker: Attacker, releases: list[Totals]) -> None:
    """What was told is known; what was not told may be only what could not be told."""
    places, inside = attacker.places, tree(attacker.places)
    before = Told()
    for time, new in zip(RELEASES, releases, strict=True):
        so_far: Totals = {}
        for name in order(places):
            at = places.names.index(name)
            if name in new:
                attacker.learn((), at, time, new[name], new[name])
                so_far[name] = new[name]
                continue
            possible = range(int(attacker.low[()][at, time]), int(attacker.high[()][at, time]) + 1)
            least, most = (
                next(p for p in persons if not may_follow({**so_far, name: p}, before, inside))
                for persons in (possible, reversed(possible))
            )
            attacker.learn((), at, time, least, most)
        before = before.and_now(new)


def may_follow(new: Totals, before: Told, inside: Tree) -> bool:
    """Whether the last of some new totals would have been told."""
    return audit(new, before, inside)[-1].releasable
