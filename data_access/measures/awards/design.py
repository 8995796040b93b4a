"""Assignment of nominations to jurors: balanced, random, conflict-free, connected (METHODS §5).

Pairs are (nomination, juror). What is fixed, because a sheet was begun, is never moved.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from data_access.measures.awards import severity

Pair = tuple[str, str]
LEAST_LOAD = 3  # nominations that each juror reads, where there are so many


class Impossible(ValueError):
    """No connected design: conflicts keep groups of nominations apart in any assignment."""


@dataclass
class _Plan:
    """A design being made; `readers` and `loads` are kept beside the pairs."""

    nominations: list[str]
    jurors: list[str]
    forbidden: set[Pair]
    fixed: set[Pair]
    pairs: set[Pair] = field(default_factory=set)

    def add(self, pair: Pair) -> None:
        self.pairs.add(pair)

    def load(self, juror: str) -> int:
        return sum(1 for _, other in self.pairs if other == juror)

    def readers(self, nomination: str) -> int:
        return sum(1 for other, _ in self.pairs if other == nomination)

    def free(self, nomination: str, juror: str) -> bool:
        """Return whether the juror may be given the nomination and does not have it yet."""
        pair = (nomination, juror)
        return pair not in self.forbidden and pair not in self.pairs


def assign(
    nominations: Collection[str],
    jurors: Collection[str],
    target: int,
    *,
    forbidden: Iterable[Pair] = (),
    fixed: Iterable[Pair] = (),
    kept: Iterable[Pair] = (),
    seed: int = 0,
) -> frozenset[Pair]:
    """Assign every nomination to `target` jurors (or to all who may), loads as equal as can be.

    `fixed` pairs stay whatever happens; `kept` ones stay where balance allows. Where balance
    would leave the design in parts, or a juror with fewer than 3 nominations, pairs are swapped
    and, only if need be, added. The seed decides among what is equally good.
    Raise Impossible where no design is connected.
    """
    chance = Random(seed)
    plan = _Plan(sorted(nominations), sorted(jurors), set(forbidden), set(fixed))
    known = {(n, j) for n in plan.nominations for j in plan.jurors}
    plan.fixed &= known
    plan.pairs = (plan.fixed | set(kept)) & known - (plan.forbidden - plan.fixed)
    _require_possible(plan)
    _fill(plan, target, chance)
    _balance(plan, chance)
    _least_loads(plan, chance)
    _connect(plan, chance)
    return frozenset(plan.pairs)


def parts(nominations: Iterable[str], jurors: Iterable[str], pairs: Iterable[Pair]) -> int:
    """Return into how many groups the nominations fall; jurors without pairs do not count."""
    edges = sorted(pairs)
    read = {nomination for nomination, _ in edges}
    alone = len(set(nominations) - read)
    if not edges:
        return alone
    design = severity.JuryDesign.of([n for n, _ in edges], [j for _, j in edges])
    return len(design.groups()) + alone


def _require_possible(plan: _Plan) -> None:
    allowed = [
        (n, j)
        for n in plan.nominations
        for j in plan.jurors
        if (n, j) in plan.pairs or plan.free(n, j)
    ]
    unread = set(plan.nominations) - {nomination for nomination, _ in allowed}
    if unread or parts(plan.nominations, plan.jurors, allowed) > 1:
        raise Impossible("conflicts keep groups of nominations apart")


def _fill(plan: _Plan, target: int, chance: Random) -> None:
    """Give each nomination its jurors, those with the fewest choices first."""
    order = chance.sample(plan.nominations, len(plan.nominations))
    order.sort(key=lambda n: sum(plan.free(n, j) for j in plan.jurors))
    for nomination in order:
        while plan.readers(nomination) < target:
            free = [j for j in plan.jurors if plan.free(nomination, j)]
            if not free:
                break
            chance.shuffle(free)
            plan.add((nomination, min(free, key=plan.load)))


def _balance(plan: _Plan, chance: Random) -> None:
    """Move pairs along chains from loaded to less loaded jurors until no move evens the loads."""
    while True:
        loads = {juror: plan.load(juror) for juror in plan.jurors}
        chain = next(
            (
                found
                for juror in sorted(plan.jurors, key=lambda j: (-loads[j], j))
                if (found := _chain(plan, juror, loads, chance))
            ),
            None,
        )
        if chain is None:
            return
        for nomination, giver, taker in chain:
            plan.pairs.remove((nomination, giver))
            plan.pairs.add((nomination, taker))


def _chain(
    plan: _Plan, start: str, loads: dict[str, int], chance: Random
) -> list[tuple[str, str, str]] | None:
    """Return the shortest chain of moves from a juror to one with at least two fewer, if any."""
    came: dict[str, tuple[str, str]] = {}
    waiting, seen = deque([start]), {start}
    while waiting:
        giver = waiting.popleft()
        own = sorted(n for n, j in plan.pairs if j == giver and (n, j) not in plan.fixed)
        chance.shuffle(own)
        for nomination in own:
            for taker in plan.jurors:
                if taker in seen or not plan.free(nomination, taker):
                    continue
                seen.add(taker)
                came[taker] = (nomination, giver)
                if loads[start] - loads[taker] >= 2:
                    return _back(came, taker, start)
                waiting.append(taker)
    return None


def _back(came: dict[str, tuple[str, str]], end: str, start: str) -> list[tuple[str, str, str]]:
    steps, taker = [], end
    while taker != start:
        nomination, giver = came[taker]
        steps.append((nomination, giver, taker))
        taker = giver
    return steps


def _least_loads(plan: _Plan, chance: Random) -> None:
    """Give jurors with fewer than three nominations more of those with the fewest readers."""
    for juror in plan.jurors:
        while plan.load(juror) < LEAST_LOAD:
            free = [n for n in plan.nominations if plan.free(n, juror)]
            if not free:
                break
            chance.shuffle(free)
            plan.add((min(free, key=plan.readers), juror))


def _connect(plan: _Plan, chance: Random) -> None:
    """Join the groups of a design: by exchanging two pairs if possible, else by adding one."""
    while (count := parts(plan.nominations, plan.jurors, plan.pairs)) > 1:
        exchanged = _exchange(plan, count, chance)
        if exchanged is None:
            plan.add(_link(plan, chance))
        else:
            plan.pairs = exchanged


def _exchange(plan: _Plan, count: int, chance: Random) -> set[Pair] | None:
    """Return the pairs after two jurors of different groups exchange nominations; fewer groups."""
    movable = sorted(plan.pairs - plan.fixed)
    chance.shuffle(movable)
    label = _labels(plan.pairs)
    for at, (n, j) in enumerate(movable):
        for m, k in movable[at + 1 :]:
            if label[j] == label[k] or not (plan.free(n, k) and plan.free(m, j)):
                continue
            changed = plan.pairs - {(n, j), (m, k)} | {(n, k), (m, j)}
            if parts(plan.nominations, plan.jurors, changed) < count:
                return changed
            break  # taking this pair away splits its own group: try another
    return None


def _link(plan: _Plan, chance: Random) -> Pair:
    """Return a pair that joins two groups: one's nomination, the other's least loaded juror."""
    label = _labels(plan.pairs)
    across = [
        (n, j)
        for n in plan.nominations
        for j in plan.jurors
        if plan.free(n, j) and label.get("n" + n) != label.get(j, j)
    ]
    chance.shuffle(across)
    return min(across, key=lambda pair: plan.load(pair[1]))


def _labels(pairs: Collection[Pair]) -> dict[str, int]:
    """Return the group of each juror, and of each nomination under its name prefixed with "n"."""
    edges: Sequence[Pair] = sorted(pairs)
    if not edges:
        return {}
    design = severity.JuryDesign.of([n for n, _ in edges], [j for _, j in edges])
    found: dict[str, int] = {}
    for at, (nominations, jurors) in enumerate(design.groups()):
        found |= {"n" + name: at for name in nominations} | dict.fromkeys(jurors, at)
    return found
