"""Assignment of nominations to jurors by integer programming (METHODS §5, "Design").

Pairs are (nomination, juror). What must hold: conflicts, what is fixed, readers, a least load and
one connected design. What is best is decided in turn, each step within the best of those before:
fewest pairs, most even loads, fewest changes, experts, chance. HiGHS finds each best through
SciPy's `milp`; a design in parts is cut off and solved again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from data_access.measures.awards import severity

Pair = tuple[str, str]
LEAST_LOAD = 3  # nominations that each juror reads, where there are so many
PATIENCE = 20  # seconds for one step; the best found until then counts
LATE = 1  # milp's status where time ran out


class Impossible(ValueError):
    """No design: `short` may be read by too few, or else conflicts keep groups apart."""

    def __init__(self, short: Iterable[str] = ()) -> None:
        self.short = tuple(short)
        super().__init__(f"too few may read {', '.join(self.short)}" if short else "kept apart")


@dataclass(frozen=True)
class Wanted:
    """How many readers each nomination gets where so many may, and how many it needs at least."""

    target: int
    least: int = 1


@dataclass(frozen=True)
class Constraints:
    """What a design keeps to: pairs that may not be, that stay whatever happens, that stay where
    balance allows, and those of a juror who knows the nomination's subject."""

    forbidden: Collection[Pair] = ()
    fixed: Collection[Pair] = ()
    kept: Collection[Pair] = ()
    expert: Collection[Pair] = ()


FREE = Constraints()


def assign(
    nominations: Collection[str],
    jurors: Collection[str],
    wanted: Wanted,
    constraints: Constraints = FREE,
    *,
    seed: int = 0,
) -> frozenset[Pair]:
    """Assign every nomination to the wanted number of jurors, or to all who may.

    No pair is forbidden, every fixed one stays, no juror reads fewer than three where so many are
    open to the juror, and the design is connected. Among those designs the one with the fewest
    pairs, then the most even loads (within one wherever that can be), then the fewest changes from
    `kept`, then the most nominations with an expert; the seed decides among the rest.
    Raise Impossible where there is none, and TimeoutError where none was found in time.
    """
    forbidden = set(constraints.forbidden) - set(constraints.fixed)
    allowed = [(n, j) for n in sorted(nominations) for j in sorted(jurors)]
    allowed = [pair for pair in allowed if pair not in forbidden]
    may = Counter(n for n, _ in allowed)
    short = [n for n in sorted(nominations) if may[n] < max(wanted.least, 1)]
    if short:
        raise Impossible(short)
    if parts(nominations, jurors, allowed) > 1:
        raise Impossible
    program = _Program(allowed, constraints)
    for name in sorted(nominations):
        program.at_least(program.of_nomination(name), min(wanted.target, may[name]))
    costs = (
        program.pairs,
        program.loads,
        -program.marked(constraints.kept),
        -program.experts,
        program.chance(Random(seed)),
    )
    found = frozenset(allowed)
    for cost in costs:
        if cost.any():
            found = program.best(cost)
    return found


def parts(nominations: Iterable[str], jurors: Iterable[str], pairs: Iterable[Pair]) -> int:
    """Return into how many groups the nominations fall; jurors without pairs do not count."""
    edges = sorted(pairs)
    read = {nomination for nomination, _ in edges}
    alone = len(set(nominations) - read)
    return len(_groups(edges)) + alone


def _groups(edges: Sequence[Pair]) -> list[tuple[Sequence[str], Sequence[str]]]:
    if not edges:
        return []
    return list(severity.JuryDesign.of([n for n, _ in edges], [j for _, j in edges]).groups())


@dataclass
class _Program:
    """The program: a variable for each pair that may be, each step of a juror's load and each
    nomination with an expert.

    The k-th nomination of a juror costs k, so that the least sum of costs has the most even loads.
    """

    allowed: list[Pair]
    constraints: Constraints
    rows: list[dict[int, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.steps: list[tuple[str, int]] = []
        for juror, count in sorted(Counter(j for _, j in self.allowed).items()):
            own = [at for at, (_, j) in enumerate(self.allowed) if j == juror]
            first = len(self.allowed) + len(self.steps)
            self.steps += [(juror, k) for k in range(1, count + 1)]
            steps = range(first, first + count)
            self.row(dict.fromkeys(own, 1.0) | dict.fromkeys(steps, -1.0), 0, 0)
            self.at_least(own, min(LEAST_LOAD, count))
        expert = set(self.constraints.expert)
        self.known = sorted({n for n, j in self.allowed if (n, j) in expert})
        self.own = self.size = len(self.allowed) + len(self.steps) + len(self.known)
        self.connected = False
        for at, name in enumerate(self.known, start=self.size - len(self.known)):
            own = [k for k, pair in enumerate(self.allowed) if pair[0] == name and pair in expert]
            self.row(dict.fromkeys(own, 1.0) | {at: -1.0}, 0, np.inf)

    def row(self, coefficients: dict[int, float], low: float, high: float) -> None:
        self.rows.append(coefficients)
        self.low.append(low)
        self.high.append(high)

    def at_least(self, pairs: Iterable[int], count: int) -> None:
        self.row(dict.fromkeys(pairs, 1.0), count, np.inf)

    def of_nomination(self, name: str) -> list[int]:
        return [at for at, (n, _) in enumerate(self.allowed) if n == name]

    def costs(self, values: Iterable[float], at: int) -> NDArray[np.float64]:
        found = np.zeros(self.own)
        own = list(values)
        found[at : at + len(own)] = own
        return found

    @property
    def pairs(self) -> NDArray[np.float64]:
        return self.costs([1.0] * len(self.allowed), 0)

    @property
    def loads(self) -> NDArray[np.float64]:
        return self.costs([float(k) for _, k in self.steps], len(self.allowed))

    @property
    def experts(self) -> NDArray[np.float64]:
        return self.costs([1.0] * len(self.known), len(self.allowed) + len(self.steps))

    def marked(self, pairs: Collection[Pair]) -> NDArray[np.float64]:
        own = set(pairs)
        return self.costs([float(pair in own) for pair in self.allowed], 0)

    def chance(self, random: Random) -> NDArray[np.float64]:
        return self.costs([float(random.randrange(1000)) for _ in self.allowed], 0)

    def connect(self) -> None:
        """Demand one connected design: each node but the first takes one unit that flows along
        chosen pairs, from the first node on."""
        nodes = sorted({"n" + n for n, _ in self.allowed} | {"j" + j for _, j in self.allowed})
        most = len(nodes) - 1
        self.at_least(range(len(self.allowed)), most)
        balance: dict[str, dict[int, float]] = {node: {} for node in nodes}
        for at, (n, j) in enumerate(self.allowed):
            for giver, taker in (("n" + n, "j" + j), ("j" + j, "n" + n)):
                flow = self.size
                self.size += 1
                balance[giver][flow], balance[taker][flow] = -1.0, 1.0
                self.row({flow: 1.0, at: -float(most)}, -np.inf, 0)
        for node in nodes[1:]:
            self.row(balance[node], 1, 1)
        self.connected = True

    def best(self, cost: NDArray[np.float64]) -> frozenset[Pair]:
        """Return the connected design of least cost, and hold later ones to that cost."""
        values = self.solve(cost)
        if not self.connected and len(_groups(self.chosen(values))) > 1:
            self.connect()
            values = self.solve(cost)
        spent = {int(at): float(cost[at]) for at in np.flatnonzero(cost)}
        self.row(spent, -np.inf, round(float(cost @ values[: len(cost)])) + 0.5)
        return frozenset(self.chosen(values))

    def chosen(self, values: NDArray[np.float64]) -> list[Pair]:
        return [pair for pair, on in zip(self.allowed, values, strict=False) if on > 0.5]

    def solve(self, cost: NDArray[np.float64]) -> NDArray[np.float64]:
        low, high = np.zeros(self.size), np.full(self.size, np.inf)
        whole, costs = np.zeros(self.size), np.zeros(self.size)
        fixed = set(self.constraints.fixed)
        low[: len(self.allowed)] = [float(pair in fixed) for pair in self.allowed]
        high[: self.own], whole[: len(self.allowed)], costs[: len(cost)] = 1, 1, cost
        entries = [(at, k, v) for at, row in enumerate(self.rows) for k, v in row.items()]
        where = ([at for at, _, _ in entries], [k for _, k, _ in entries])
        shape = (len(self.rows), self.size)
        table = coo_array(([v for _, _, v in entries], where), shape=shape).tocsr()
        found = milp(
            costs,
            integrality=whole,
            bounds=Bounds(low, high),
            constraints=LinearConstraint(table, self.low, self.high),
            options={"time_limit": PATIENCE, "mip_rel_gap": 0},
        )
        if found.x is None and found.status == LATE:
            raise TimeoutError
        if found.x is None:
            raise Impossible
        return np.asarray(found.x)
