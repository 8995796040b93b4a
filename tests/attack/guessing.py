"""An attacker who guesses: all shown tables, places and times at once, by least squares.

The people of each canton, time and pair of values are unknowns; each number shown is a sum of them
with the variance of the noise, each "few" a sum of which the attacker knows how such sums are
spread in truth (generalised least squares). So averages over partitions, vintages and nested sets
are all made together, each by what it is worth. A set shown as few is then guessed as its likeliest
number, by what everything but its own "few" says of it.

It is guessed twice. Of the sets of 1 to 4 the attacker is told that they are: which of the four is
it? Whoever only reads what is shown is told nothing of the kind: "few" is 0 to 4, and some of 5 and
more. The base rate is what whoever knows the spread alone gets right, always guessing the number
that is most frequent among such sets of that table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from itertools import combinations
from math import prod, sqrt

import numpy as np
import scipy.sparse as sparse
from scipy.linalg import cho_factor, cho_solve, solve_triangular

from data_access.disclosure import (
    LEAST,
    LEAST_BEHIND,
    PERTURBATION,
    Group,
    average,
    number,
    protected,
)
from data_access.viewer import ADMINISTRATOR, VISITOR
from tests.attack import publishers
from tests.attack.programmes import (
    ATTRIBUTES,
    TIMES,
    Names,
    Programme,
    programme,
    subsets,
)
from tests.attack.publishers import FEW, HIDDEN, Shown

SMALL = np.arange(1, LEAST)
NOISE = sum(p * step**2 for step, p in PERTURBATION[max(PERTURBATION)].items())
WIDE = 400.0  # the variance of what nothing is known of
ALIKE = 0.3  # of the difference of two sets that show one number: mostly they are the same people
SURE = 0.95
ONE_SIDED = 1.645  # standard errors that chance exceeds in one case of twenty
LARGE = 100
AT_ONCE = 1000  # sums whose variance is taken together


@dataclass(frozen=True)
class Tally:
    """Sets that were guessed: how many, how many right, and how many by the base rate."""

    sets: int = 0
    right: int = 0
    base: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.sets + other.sets, self.right + other.right, self.base + other.base)

    @property
    def gain(self) -> float:
        """How many points the guesses gain over the base rate."""
        return 100 * (self.right - self.base) / max(self.sets, 1)

    def __str__(self) -> str:
        right, base = self.right / max(self.sets, 1), self.base / max(self.sets, 1)
        return f"{self.sets:,}, {right:.1%} right, {base:.1%} by the base rate"


@dataclass(frozen=True)
class Guesses:
    """What guessing came to.

    `told`: sets of 1 to 4, of which the attacker is told so; `held`: those of them that were held
    for sure. `few`: all sets shown as few, of which nothing is told; `named`: those of them held
    for sure to be one number of 1 to 4. And sets of 100 and more: how many, shown as they are, and
    exactly guessed by averaging.
    """

    told: Tally = Tally()
    held: Tally = Tally()
    few: Tally = Tally()
    named: Tally = Tally()
    large: int = 0
    large_shown: int = 0
    large_right: int = 0

    def __post_init__(self) -> None:
        for name in TALLIES:  # as they were kept as JSON
            if isinstance(kept := getattr(self, name), dict):
                object.__setattr__(self, name, Tally(**kept))

    def __add__(self, other: Guesses) -> Guesses:
        own = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        return Guesses(**own)

    @property
    def gain(self) -> float:
        """How many points are gained where the attacker is told that a set is of 1 to 4."""
        return self.told.gain


TALLIES = {
    "told": "sets of 1 to 4, told that they are",
    "held": f"of these held at {SURE:.0%}",
    "few": "sets shown as few, told nothing",
    "named": f"of these held at {SURE:.0%} to be one number of 1 to 4",
}


def told(each: Sequence[Guesses]) -> str:
    """What guessing some programmes came to, and whether it is better than chance."""
    total = sum(each, Guesses())
    lines = [
        f"  {words}: {tally}: {better([getattr(one, name) for one in each])}"
        for name, words in TALLIES.items()
        if (tally := getattr(total, name)).sets
    ]
    shown, right = (n / max(total.large, 1) for n in (total.large_shown, total.large_right))
    lines.append(
        f"  of {total.large:,} sets of {LARGE} and more {shown:.1%} are shown as they are, "
        f"{right:.1%} exactly guessed"
    )
    return "\n".join([f"{len(each)} programmes", *lines])


@dataclass(frozen=True)
class Better:
    """By how many points guesses are right more often than the base rate, with standard error."""

    points: float
    error: float

    @property
    def than_chance(self) -> bool:
        """Whether so much more would come by chance in less than one case of twenty."""
        return self.points > ONE_SIDED * self.error

    def __str__(self) -> str:
        verdict = "better than chance" if self.than_chance else "not told from chance"
        return f"gain {self.points:+.1f} points (standard error {self.error:.1f}), {verdict}"


def better(tallies: Sequence[Tally]) -> Better:
    """Return how much better than the base rate the guesses of some programmes are.

    Guesses of one programme lean on the same numbers, so that programmes are drawn, not guesses:
    the error is that of the ratio of their sums.
    """
    n, sets = len(tallies), max(sum(one.sets for one in tallies), 1)
    share = sum(one.right - one.base for one in tallies) / sets
    squares = sum((one.right - one.base - share * one.sets) ** 2 for one in tallies)
    return Better(100 * share, 100 * sqrt(squares * n / max(n - 1, 1)) / sets)


@dataclass(frozen=True)
class Way:
    """A way to publish and the variance of its numbers; `few`: whether small sets are hidden.

    `every`: one programme in so many is published so. Weaker ways only show that guessing bites.
    """

    publish: Callable[[Programme, int | None], Shown]
    variance: float
    few: bool = True
    leader: bool = False
    every: int = 1


def plain(found: Programme, led: int | None = None) -> Shown:
    """Noise that ends at 4, drawn anew for each number, and nothing hidden."""
    chance = np.random.default_rng(4)
    steps, weights = zip(*publishers.ENDS[max(publishers.ENDS)].items(), strict=True)
    likely = np.array(weights) / sum(weights)
    shown = {}
    for names, persons in found.persons.items():
        told = np.full(persons.shape, HIDDEN, dtype=np.int32)
        for place, time in publishers.asked(found, led):
            true = persons[place, time]
            told[place, time] = true + chance.choice(steps, true.shape, p=likely)
        shown[names] = told
    return shown


WAYS = {
    "ours, to a visitor": Way(publishers.cell_key, NOISE),
    "ours, to a leader": Way(publishers.cell_key, NOISE, leader=True),
    "plain noise to 4": Way(plain, NOISE, few=False, every=10),
    "noise off": Way(publishers.threshold, 0.01, every=10),
}


def guessed(found: Programme, pair: Names, way: Way, led: int | None = None) -> Guesses:
    """Guess every hidden set of a pair of attributes, its parts and totals, in all places."""
    shown = way.publish(found.of(subsets(dict.fromkeys(pair))), led if way.leader else None)
    tables = list(_tables(found, pair, shown))
    every = sparse.vstack([rows for _names, rows, _true, _told in tables]).tocsr()
    true = np.concatenate([part for _names, _rows, part, _told in tables])
    told = np.concatenate([part for _names, _rows, _true, part in tables])
    kind = np.repeat(np.arange(len(tables)), [len(part) for *_rest, part in tables])
    said, variance = _evidence(true, told, kind, way)
    asked = told != HIDDEN
    rows = sparse.vstack([every[asked], _repeated(every, told, way)]).tocsr()
    more = rows.shape[0] - int(asked.sum())
    values = np.concatenate([said[asked], np.zeros(more)])
    weights = 1 / np.concatenate([variance[asked], np.full(more, ALIKE)])
    mean = max(float(told[told > 0].max(initial=1)) / every.shape[1], 0.01)
    precision = (rows.T @ sparse.diags(weights) @ rows).toarray()
    precision[np.diag_indices_from(precision)] += 1 / WIDE
    factor = cho_factor(precision, lower=True)
    solved = cho_solve(factor, rows.T @ (weights * values) + mean / WIDE)
    target = np.flatnonzero(asked & (told == FEW if way.few else (true > 0) & (true < LEAST)))
    around = _variances(factor[0], every[target])
    centre = every[target] @ solved
    if way.few:  # what is said but by the set's own "few"
        left = 1 / np.maximum(1 / around - 1 / variance[target], 1e-9)
        centre = left * (centre / around - said[target] / variance[target])
        around = left
    big = asked & (true >= LARGE) & (told > 0)
    guess = np.rint(every[big] @ solved)
    large = Guesses(
        large=int(big.sum()),
        large_shown=int((told[big] == true[big]).sum()),
        large_right=int((guess == true[big]).sum()),
    )
    scored = _scored(true[target], kind[target], centre, around)
    # Where nothing is hidden only the sets of 1 to 4 were guessed: there is no "few" to tell of.
    return (scored if way.few else replace(scored, few=Tally(), named=Tally())) + large


def _variances(lower: np.ndarray, sums: sparse.csr_matrix) -> np.ndarray:
    """Return the variance of each sum t: t' (L L')⁻¹ t, the square of what L makes of it."""
    found = []
    for first in range(0, sums.shape[0], AT_ONCE):
        some = sums[first : first + AT_ONCE].T.toarray()
        halves = solve_triangular(lower, some, lower=True, overwrite_b=True)
        found.append(np.einsum("us,us->s", halves, halves))
    return np.concatenate(found) if found else np.zeros(0)


def _tables(
    found: Programme, pair: Names, shown: Shown
) -> Iterator[tuple[Names, sparse.csr_matrix, np.ndarray, np.ndarray]]:
    """Yield each table of a pair of attributes: its sets as sums of unknowns, true, and shown."""
    asked = np.flatnonzero((shown[()] != HIDDEN).any(axis=0))
    months = np.array([[m in own for m in range(1, 13)] for own in TIMES.values()])[asked]
    times = np.unique(months, axis=1)  # months that no time tells apart are one
    size = [found.persons[(name,)].shape[2] for name in pair]
    for names in subsets(dict.fromkeys(pair), 2):
        parts = [
            sparse.identity(n) if name in names else sparse.csr_matrix(np.ones((1, n)))
            for name, n in zip(pair, size, strict=True)
        ]
        members = sparse.csr_matrix(found.places.members.astype(float))
        rows = reduce(sparse.kron, (members, sparse.csr_matrix(times.astype(float)), *parts))
        at = (slice(None), asked)
        yield names, rows.tocsr(), found.persons[names][at].ravel(), shown[names][at].ravel()


def _evidence(
    true: np.ndarray, told: np.ndarray, kind: np.ndarray, way: Way
) -> tuple[np.ndarray, np.ndarray]:
    """Return what each set is said to be and how sure: its number, or how few are spread."""
    said, variance = told.astype(float), np.full(len(told), way.variance)
    for each in np.unique(kind):
        few = (told == FEW) & (kind == each)
        if few.any():
            said[few], variance[few] = true[few].mean(), max(true[few].var(), 0.05)
    return said, variance


def _repeated(every: sparse.csr_matrix, told: np.ndarray, way: Way) -> sparse.csr_matrix:
    """Return the differences of nested sets that show one number, which are mostly nobody.

    Sets are alike in all but their time where the next ones of a table are; noise that is drawn
    anew says nothing of the kind.
    """
    if not way.few:
        return every[:0]
    size = np.asarray(every.sum(axis=1)).ravel()
    order = np.lexsort((size, told))
    first, second = order[:-1], order[1:]
    pairs = (told[first] == told[second]) & (told[first] >= LEAST)
    first, second = first[pairs], second[pairs]
    within = np.asarray(every[first].multiply(every[second]).sum(axis=1)).ravel() == size[first]
    return every[second[within]] - every[first[within]]


def _scored(true: np.ndarray, kind: np.ndarray, centre: np.ndarray, around: np.ndarray) -> Guesses:
    outcome = Guesses()
    for each in np.unique(kind):
        own = kind == each
        some = (true[own], centre[own], around[own])
        small = (some[0] > 0) & (some[0] < LEAST)
        told = _guess(*(part[small] for part in some), SMALL)
        untold = _guess(*some, np.arange(max(some[0].max(), LEAST) + 1))
        named = untold.sure & (untold.guess > 0) & (untold.guess < LEAST)
        # Of what is said to be 1 to 4 the base rate is that of the sets that are.
        usual = SMALL[np.bincount(some[0][small], minlength=LEAST)[1:LEAST].argmax()]
        outcome += Guesses(
            told=told.tally(),
            held=told.tally(told.sure),
            few=untold.tally(),
            named=replace(untold, usual=int(usual)).tally(named),
        )
    return outcome


@dataclass(frozen=True)
class _Guessed:
    true: np.ndarray
    guess: np.ndarray
    sure: np.ndarray
    usual: int

    def tally(self, which: np.ndarray | slice = slice(None)) -> Tally:
        true, guess = self.true[which], self.guess[which]
        return Tally(len(true), int((guess == true).sum()), int((true == self.usual).sum()))


def _guess(
    true: np.ndarray, centre: np.ndarray, around: np.ndarray, values: np.ndarray
) -> _Guessed:
    """Guess which of some values each set has, knowing how often each is among them."""
    likely = np.array([(true == n).sum() for n in values]) / max(len(true), 1)
    off = (values[None, :] - centre[:, None]) ** 2
    held = np.log(likely + 1e-12) - off / (2 * around[:, None])
    held = np.exp(held - held.max(axis=1, keepdims=True))
    held /= held.sum(axis=1, keepdims=True)
    guess, sure = values[held.argmax(axis=1)], held.max(axis=1) >= SURE
    return _Guessed(true, guess, sure, int(values[likely.argmax()]))


def by_cycles(cycles: int, sets: int = 20_000, seed: int = 9) -> Tally:
    """Guess hidden sets by so many looks at each with ten invented people more, each time others.

    What a leader could do whose batches counted at once; now each look is a batch that a monitor
    approved, and a release.
    """
    chance = np.random.default_rng(seed)
    true = chance.choice(SMALL, sets, p=[0.4, 0.27, 0.19, 0.14])
    looks = np.zeros((cycles, sets))
    for at, keys in enumerate(chance.integers(0, 2**64, (cycles, sets), dtype=np.uint64)):
        numbers = (number(Group(int(n) + 10, int(key))) for n, key in zip(true, keys, strict=True))
        looks[at] = [LEAST if told is None else told for told in numbers]
    centre = looks.mean(axis=0) - 10
    return _guess(true, centre, np.full(sets, NOISE / cycles), SMALL).tally()


PERSONAL = ("sexo", "grupo_edad", "nacionalidad", "situacion")  # in their order
MOST_UNKNOWN = 3000  # that are solved for at once


def in_turn(seed: int) -> dict[str, Guesses]:
    """Guess one random programme of many, by a pair of attributes, in the ways that it has."""
    chance = np.random.default_rng(seed + 20_000)
    people = round(float(np.exp(chance.uniform(np.log(300), np.log(20_000)))))
    cantons = int(chance.integers(7, 25))
    found = programme(seed, people, cantons, most=2)
    pairs = list(combinations(PERSONAL, 2))
    outcomes = {}
    for name, way in WAYS.items():
        if seed % way.every:
            continue
        times = len(TIMES["until now"]) if way.leader else 6
        fitting = [
            pair
            for pair in pairs
            if cantons * times * prod(len(ATTRIBUTES[one]) for one in pair) <= MOST_UNKNOWN
        ]
        pair = fitting[seed % len(fitting)] if fitting else (PERSONAL[seed % 2],)
        outcomes[name] = guessed(found, pair, way, 1 + 2 * (seed % 2))
    return outcomes


def by_one_more(sets: int = 4_000, exact: bool = False, seed: int = 5) -> Tally:
    """Guess what one person earns from two means, of the others and of all; right within a tenth.

    Means and counts are those that a visitor is shown, or exact ones. The base rate guesses the
    mean.
    """
    chance = np.random.default_rng(seed)
    viewer = ADMINISTRATOR if exact else VISITOR
    right = base = told = 0
    for _ in range(sets):
        n = int(chance.integers(LEAST_BEHIND, 80))
        wages = np.exp(chance.normal(np.log(480), 0.3, n + 1))
        keys = chance.integers(0, 2**63, 2).tolist()
        groups = [Group(n, keys[0]), Group(n + 1, keys[1])]
        means = [
            average(float(w.mean()), g, viewer).value
            for w, g in zip((wages[:n], wages), groups, strict=True)
        ]
        counts = [protected(group, viewer) for group in groups]
        if None in (*means, *counts):
            continue
        told += 1
        mean, more = means
        # How far off the difference of two sums is: what was rounded away, and who was added.
        off = 0.5 if exact else (n * 2.9) ** 2 * 2 + 2 * NOISE * 480**2
        said = counts[1] * more - counts[0] * mean
        spread = (0.3 * mean) ** 2
        guess = (said / off + mean / spread) / (1 / off + 1 / spread)
        right += abs(guess - wages[n]) <= wages[n] / 10
        base += abs(mean - wages[n]) <= wages[n] / 10
    return Tally(told, right, base)
