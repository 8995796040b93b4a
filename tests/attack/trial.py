"""One programme, published in each way and attacked by each reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import combinations

import numpy as np

from data_access.disclosure import LEAST
from tests.attack import attacker, differences, joint, official, publishers
from tests.attack.attacker import Attacker, Rules
from tests.attack.programmes import ATTRIBUTES, MOST_ATTRIBUTES, Programme, programme
from tests.attack.publishers import HIDDEN, Publisher, Shown

SIZES = {"5-9": (LEAST, 10), "10-49": (10, 50), "50+": (50, 10**9)}
SOLVED_EVERY = 4  # one programme in four is solved by linear programming as well
ONE_PROVINCE, ITS_LARGEST_CANTON = 1, 3  # places that have a leader


@dataclass(frozen=True)
class Method:
    """A way to publish, what the attacker knows of it, how many attributes it combines.

    `every`: one programme in so many is attacked so, where many are.
    """

    publish: Publisher
    rules: Rules
    most: int = MOST_ATTRIBUTES
    leader: bool = False
    official: bool = False
    solved: bool = False
    every: int = 1


# A leader reads all that a visitor reads, and months besides: what no leader recovers, no visitor
# does. Weaker methods only show that the attack bites.
METHODS = {
    "ours, to a leader": Method(
        publishers.cell_key, attacker.CELL_KEY, leader=True, official=True, solved=True
    ),
    "ours, to a visitor": Method(
        publishers.cell_key, attacker.CELL_KEY, official=True, solved=True, every=10
    ),
    "noise that ends at 4": Method(publishers.cut, attacker.CUT_KEY, every=10),
    "threshold alone": Method(publishers.threshold, attacker.EXACT, every=10),
    "suppression": Method(
        publishers.suppression, attacker.SUPPRESSED, most=2, solved=True, every=10
    ),
}
OURS = ("ours, to a visitor", "ours, to a leader")


@dataclass(frozen=True)
class Outcome:
    """What attacks came to: on how many programmes; sets of 1 to 4 people, among those shown and
    among differences, and how many of each were recovered by bounds, and by solving besides; how
    many bounds are wrong; sets of 5 and more by size, how many of them have a number, and how far
    off it is in all."""

    programmes: int = 0
    small: int = 0
    recovered: int = 0
    small_differences: int = 0
    recovered_differences: int = 0
    solved: int = 0
    wrong: int = 0
    large: tuple[int, ...] = (0,) * len(SIZES)
    numbered: tuple[int, ...] = (0,) * len(SIZES)
    error: tuple[int, ...] = (0,) * len(SIZES)

    def __post_init__(self) -> None:
        for name in ("large", "numbered", "error"):  # lists where they were kept as JSON
            object.__setattr__(self, name, tuple(getattr(self, name)))

    def __add__(self, other: Outcome) -> Outcome:
        together = {}
        for field in fields(self):
            one, two = getattr(self, field.name), getattr(other, field.name)
            several = isinstance(one, tuple)
            together[field.name] = (
                tuple(a + b for a, b in zip(one, two, strict=True)) if several else one + two
            )
        return Outcome(**together)

    @property
    def gave_away(self) -> int:
        """Everything of 1 to 4 that is known for sure."""
        return self.recovered + self.recovered_differences + self.solved

    def __str__(self) -> str:
        return (
            f"{self.programmes} programmes, "
            f"recovered {share(self.recovered, self.small)} sets of 1 to 4 shown, "
            f"{share(self.recovered_differences, self.small_differences)} differences, and "
            f"{self.solved} by linear programming; {self.wrong} bounds wrong; "
            f"{useful(self.large, self.numbered, self.error)}"
        )


def share(part: int, whole: int) -> str:
    """`3 of 400 (0.75 %)`."""
    return f"{part:,} of {whole:,} ({part / max(whole, 1):.3%})"


def useful(large: tuple[int, ...], numbered: tuple[int, ...], error: tuple[int, ...]) -> str:
    """How many of the sets of 5 and more have a number, and how far off it is, by size."""
    by_size = ", ".join(
        f"{size} {told / max(of, 1):.1%} ±{off / max(told, 1):.2f}"
        for size, of, told, off in zip(SIZES, large, numbered, error, strict=True)
    )
    return f"numbered {sum(numbered) / max(sum(large), 1):.1%} of {sum(large):,} ({by_size})"


def trial(
    seed: int,
    people: int | None = None,
    cantons: int | None = None,
    most: int = MOST_ATTRIBUTES,
    methods: Mapping[str, Method] = METHODS,
) -> dict[str, Outcome]:
    """A random programme of 300 to 20,000 people in 7 to 24 cantons, attacked in each way."""
    chance = np.random.default_rng(seed + 10_000)
    size = people or round(float(np.exp(chance.uniform(np.log(300), np.log(20_000)))))
    cantons = cantons or int(chance.integers(7, 25))
    whole = programme(seed, size, cantons, most)
    return {name: attacked(seed, whole, method) for name, method in methods.items()}


def in_turn(seed: int) -> dict[str, Outcome]:
    """The trial of one programme of many, by the methods whose turn it is."""
    methods = {name: each for name, each in METHODS.items() if seed % each.every == 0}
    return trial(seed, methods=methods)


def attacked(seed: int, whole: Programme, method: Method) -> Outcome:
    """Publish a programme in one way, and attack what is shown."""
    found = whole.of_at_most(method.most)
    # Leaders of a province and of its canton take turns.
    led = (ONE_PROVINCE, ITS_LARGEST_CANTON)[seed % 2] if method.leader else None
    shown = method.publish(found, led)
    reader = Attacker(shown, found.places, method.rules)
    reader.propagate()
    if method.official:
        official.learn(reader, official.released(found))
        reader.propagate()
    outcome = known(reader, found, shown)
    if not method.solved or seed % SOLVED_EVERY:
        return outcome
    triples = list(combinations([name for name in ATTRIBUTES if name != "ciuo2"], 3))
    turn = seed // SOLVED_EVERY
    names, place = triples[turn % len(triples)], turn % len(found.places.names)
    solved = joint.solve(reader, found, names, place)
    return outcome + Outcome(solved=solved.sets + solved.differences, wrong=solved.wrong)


def known(reader: Attacker, found: Programme, shown: Shown) -> Outcome:
    """What a reader knows by now, against the truth."""
    between = differences.found(reader, found)
    outcome = Outcome(
        programmes=1,
        small_differences=between.small,
        recovered_differences=between.recovered,
        wrong=reader.wrong(found) + between.wrong,
    )
    for names, persons in found.persons.items():
        few = (persons > 0) & (persons < LEAST)
        sure = few & (reader.low[names] == reader.high[names])
        visible = shown[names] != HIDDEN
        # What is hidden whole, such as a month to a visitor, is a difference of what is shown.
        outcome += Outcome(
            small=int((few & visible).sum()),
            recovered=int((sure & visible).sum()),
            small_differences=int((few & ~visible).sum()),
            recovered_differences=int((sure & ~visible).sum()),
        ) + _numbers(shown[names], persons)
    return outcome


def _numbers(shown: np.ndarray, persons: np.ndarray) -> Outcome:
    large, numbered, error = [], [], []
    for low, high in SIZES.values():
        of_size = (persons >= low) & (persons < high) & (shown != HIDDEN)
        told = of_size & (shown >= 0)
        large.append(int(of_size.sum()))
        numbered.append(int(told.sum()))
        error.append(int(np.abs(shown[told] - persons[told]).sum()))
    return Outcome(large=tuple(large), numbered=tuple(numbered), error=tuple(error))
